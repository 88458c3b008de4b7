"""What Prima says about roles, and about what was done with them."""

from __future__ import annotations

COMMAND_ROLES = "Lihat dan atur peran"
COMMAND_AUDIT = "Tindakan moderator dan admin"

OVERVIEW = "<b>Admin</b>: {admins}\n<b>Moderator</b>: {moderators}\n\nPilih namanya untuk mengubah peran."
NOBODY = "belum ada"
MORE = "dan {count} lagi"
BUTTON_PICK = "Pilih dari yang pernah bertanya"
BUTTON_FIND = "Cari nama atau teruskan pesannya"
BUTTON_TAKE = "Ya, lepas perannya"
BUTTON_ADMIN = "Ya, jadikan admin"
BUTTON_CANCEL = "Batal"
BUTTON_LIST = "Semua peran"
BUTTON_CSV = "Unduh sebagai CSV"
BUTTON_GIVE = {"pegawai": "Lepas peran", "moderator": "Jadikan moderator", "admin": "Jadikan admin"}

BUTTON_LET_IN = "Beri izin"
BUTTON_SHUT_OUT = "Cabut izin"

ROLE = {"pegawai": "tanpa peran khusus", "moderator": "moderator", "admin": "admin"}
SOMEBODY = "id {number}"
CARD = "<b>{name}</b>: {role}."
CARD_INSIDE = {True: "Boleh memakai Prima.", False: "Belum boleh memakai Prima."}
CARD_NOTES = "Merawat {count} catatan."
CARD_SETTINGS = "Peran admin ini diatur di config.yaml, jadi hanya dapat diubah di sana."
ASK_TAKE = "Lepas peran {name} sebagai {role}?"
ASK_ADMIN = (
    "Jadikan {name} admin? Admin dapat melakukan semuanya: mengatur peran, mengirim siaran, "
    "dan mengambil cadangan seluruh isi Prima."
)
ASK_TAKE_NOTES = " {count} catatan yang dirawatnya beralih ke para moderator."
PICK = "Siapa? Pilih namanya."
ASK_FIND = "Tulis nama atau nomor id orangnya, atau teruskan salah satu pesannya ke sini."
FOUND_NOBODY = "Belum ada orang dengan nama itu yang pernah menulis kepada Prima."
HIDDEN = "Orang itu menyembunyikan akunnya dari pesan terusan. Tulis namanya atau nomor id-nya."
A_BOT = "Itu akun bot. Peran hanya untuk orang."
DONE = "✅ {name} sekarang {role}."
DONE_NOTES = "{count} catatannya beralih ke para moderator."
NOT_TOLD = "Prima belum bisa memberi tahu orangnya; sampaikan sendiri, ya."
REFUSED = {
    "same": "Peran orang ini sudah itu.",
    "settings": "Peran admin ini diatur di config.yaml, jadi hanya dapat diubah di sana.",
    "last-admin": "Ini satu-satunya admin. Jadikan orang lain admin lebih dulu.",
}
TOLD = {
    "pegawai": "Peran khusus Anda di Prima sudah dilepas. Terima kasih; Anda tetap bisa bertanya seperti biasa.",
    "moderator": "Anda sekarang moderator Prima. Kirim /tinjau untuk melihat usulan yang menunggu.",
    "admin": "Anda sekarang admin Prima. Kirim /peran untuk mengatur peran dan /audit untuk melihat tindakan.",
}
RELEASED = "{count} catatan sekarang dirawat para moderator, karena peran {name} dilepas:"

AUDIT = "<b>Tindakan terakhir</b>\n{lines}"
AUDIT_LINE = "• {moment} · {name}: {act}"
ABOUT = "{about}"
"""Where in an act stands what it was about; at the end, if it stands nowhere."""
ACT = {
    "publish": "menerbitkan",
    "published": "menerbitkan kembali",
    "checked": "memeriksa",
    "needs-checking": "menandai perlu diperiksa",
    "obsolete": "menyatakan usang",
    "archived": "mengarsipkan",
    "owner": "mengganti penanggung jawab",
    "brought-back": "mengembalikan versi lama",
    "regulation": "menandai peraturan diganti",
    "regulation-back": "melepas tanda peraturan diganti",
    "change": "meminta perubahan",
    "better": "memperbaiki usulan",
    "refuse": "menolak",
    "role pegawai": "melepas peran {about}",
    "role moderator": "menjadikan {about} moderator",
    "role admin": "menjadikan {about} admin",
    "person admitted": "memberi izin kepada {about}",
    "person refused": "tidak memberi izin kepada {about}",
    "came in": "masuk lewat undangan nomor",
    "group admitted": "mengizinkan grup",
    "group refused": "tidak mengizinkan grup",
    "group left": "mengeluarkan Prima dari grup",
    "invitation made": "membuat undangan nomor",
    "invitation revoked": "membatalkan undangan nomor",
    "broadcast": "mengirim siaran nomor",
    "broadcast stopped": "menghentikan siaran nomor",
    "broadcast repeated": "mengulangi siaran nomor",
    "import": "memasukkan dokumen",
    "forget": "datanya dihapus",
    "build done": "membangun indeks",
    "build failed": "gagal membangun indeks",
    "build cancelled": "membatalkan pembangunan indeks",
    "model changed": "mengganti model dengan indeks",
    "went back": "kembali ke indeks",
    "examined": "memeriksa keadaan Prima",
    "backup": "membuat cadangan",
    "restore": "memulihkan cadangan",
    "export": "menyalin semua catatan ke folder",
}
SHELL = "Perintah di server"
SOMEONE = "Seseorang"
GROUP_NAMELESS = "tanpa nama"
BUILD_OF = "buatan {moment}"
DRAFT_NUMBER = "draf nomor {number}"
AUDIT_EMPTY = "Belum ada tindakan yang tercatat."
