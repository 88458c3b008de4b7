"""What Prima says when a moderator manages a note."""

from __future__ import annotations

COMMAND_MANAGE = "Kelola sebuah catatan"
COMMAND_HISTORY = "Riwayat sebuah catatan"
COMMAND_REGULATION = "Tandai catatan yang peraturannya diganti"

AFTER_MANAGE = "Sebutkan catatannya sesudah perintah, misalnya: /kelola warga marah"
AFTER_HISTORY = "Sebutkan catatannya sesudah perintah, misalnya: /riwayat warga marah"
WHICH = "Catatan yang mana?"
NOT_FOUND = "Belum ada catatan yang cocok dengan “{words}”."

MENU = "<b>{title}</b>\n{state}\nDiperiksa {checked}, periksa ulang {review_by}.\nPenanggung jawab: {owner}."
STATE = {
    "published": "Terbit: dipakai menjawab.",
    "needs-checking": "Perlu diperiksa: tetap menjawab, dengan tanda peringatan.",
    "obsolete": "Usang: tidak menjawab lagi, masih terbaca lewat tautannya.",
    "archived": "Diarsipkan: tidak menjawab lagi dan tidak tampil.",
}
BECAUSE = "{state} Alasannya: {reason}."
REPLACED_BY = "{old} diganti {new}"
"""How the reason of a note is read whose regulation was replaced."""
REPLACED_WAY, AMENDED, REVOKED = "diganti", "diubah", "dicabut"
AMENDED_BY, REVOKED_BY = "diubah dengan", "dicabut dengan"
"""What became of a regulation."""
REPLACED = "Digantikan oleh {link}."
MODERATORS = "para moderator"

BUTTON_EDIT = "Ubah"
BUTTON_HISTORY = "Riwayat"
BUTTON_CHECKED = "Sudah diperiksa"
BUTTON_DOUBT = "Perlu diperiksa"
BUTTON_OBSOLETE = "Usang"
BUTTON_ARCHIVE = "Arsipkan"
BUTTON_ARCHIVE_NOW = "Ya, arsipkan"
BUTTON_PUBLISH = "Terbitkan kembali"
BUTTON_OWNER = "Penanggung jawab"
BUTTON_MINE = "Saya yang pegang"
BUTTON_NOBODY = "Serahkan ke para moderator"
BUTTON_NO_SUCCESSOR = "Tanpa pengganti"
BUTTON_CANCEL = "Batal"
BUTTON_MARK = "Ya, tandai"
BUTTON_UNMARK = "Batalkan penandaan"

ASK_ARCHIVE = "Arsipkan “{title}”? Catatan ini tidak akan menjawab dan tidak tampil lagi. Riwayatnya tetap tersimpan."
ASK_SUCCESSOR = "Catatan mana yang menggantikan “{title}”? Tulis kata kuncinya, atau pilih."
FOLLOWED = "⚠️ Catatan ini pengganti bagi:\n{titles}"
FOLLOWED_ARCHIVED = "Bila diarsipkan, catatan itu tidak punya pengganti lagi. Pilih Usang bila ada penerusnya."
FOLLOWED_OBSOLETE = "Catatan itu ikut ke pengganti yang Anda pilih; tanpa pengganti, tidak punya pengganti lagi."
ASK_OWNER = "Siapa yang merawat “{title}”? Penanggung jawab diingatkan bila catatan perlu diperiksa."
NO_SUCCESSOR_FOUND = "Belum ada catatan yang cocok. Tulis kata lain, atau pilih tanpa pengganti."

DONE = {
    "checked": "✅ Tercatat sudah diperiksa. Yang bertanya melihat tanggal periksa {checked}, tanpa tanda peringatan.",
    "published": "✅ Catatan ini terbit lagi dan langsung menjawab pertanyaan.",
    "needs-checking": "✅ Catatan ini tetap menjawab, dengan tanda perlu diperiksa ulang.",
    "obsolete": "✅ Catatan ini tidak menjawab lagi. Yang membuka tautannya melihat bahwa catatan ini sudah usang.",
    "archived": "✅ Catatan ini tidak menjawab lagi. Tombol dan tautan lamanya menyebut catatan ini diarsipkan.",
    "owner": "✅ Penanggung jawabnya sekarang {owner}. Bagi yang bertanya tidak ada yang berubah.",
    "brought-back": "✅ Versi {number} dikembalikan dan langsung berlaku bagi yang bertanya.",
}
HANDED_IN = "✅ Menunggu tinjauan moderator lain. Sampai saat itu, yang bertanya tidak melihat perubahan."
REFUSED = {
    "waiting": "Perubahan ini sudah menunggu tinjauan moderator lain.",
    "same": "Catatan ini sudah dalam keadaan itu.",
    "not-found": "Catatan ini sedang tidak menjawab. Terbitkan kembali dulu, lalu tandai sudah diperiksa.",
    "replacement-unknown": "Penggantinya tidak sedang dipakai menjawab. Pilih catatan lain.",
    "replacement-itself": "Catatan tidak dapat menggantikan dirinya sendiri. Pilih catatan lain.",
    "replacement-unwanted": "Catatan yang masih menjawab tidak perlu pengganti.",
}
CARD_OLD = "Catatan ini berubah sesudah tombol ini tampil, jadi belum ada yang dilakukan. Ini keadaannya sekarang."
NOT_MODERATOR = "Orang itu bukan moderator lagi. Pilih yang lain."
OWNER_TOLD = (
    "Anda sekarang penanggung jawab catatan “{title}”. Prima mengingatkan Anda bila catatan itu perlu diperiksa."
)

BY = "oleh {names}"
BY_FILE = "lewat berkas"
HISTORY_HEAD = "<b>Riwayat “{title}”</b>"
HISTORY_LINE = "{number}. {action}{name} · {moment}"
HISTORY_REASON = " · {reason}"
ACTION = {
    "shipped": "dari berkas bawaan",
    "imported": "diimpor",
    "copied": "disalin dari berkas catatan",
    "written": "ditulis",
    "edited": "diubah",
    "merged": "digabung",
    "checked": "diperiksa",
    "owner": "ganti penanggung jawab",
    "brought-back": "versi lama dikembalikan",
    "published": "diterbitkan",
    "needs-checking": "ditandai perlu diperiksa",
    "obsolete": "dinyatakan usang",
    "archived": "diarsipkan",
}
REASON_VERSION = "versi {number}"
HISTORY_NAME = " · {name}"
HANDS = {"bettered": ", diperbaiki {name}", "accepted": ", diterima {name}"}
"""What others did for what somebody wrote, behind the writer's name."""
REVISION_HEAD = "<b>Versi {number}</b>: {action}{name}, {moment}"
REVISION_NAME = " oleh {name}"
REVISION_FIRST = "Ini versi pertama."
BUTTON_VERSION = "Versi {number}"
BUTTON_BRING_BACK = "Kembalikan versi ini"
BUTTON_BRING_BACK_NOW = "Ya, kembalikan"
ASK_BRING_BACK = "Kembalikan “{title}” ke versi {number}? Ini yang akan berubah:"
IS_CURRENT = "Mengembalikan versi ini tidak mengubah apa pun."
NAMES_STAY_OUT = "Nama penyumbang yang sudah ditarik tidak ikut kembali."
NAME_WITHDRAWN = "(nama ditarik)"
CHANGED_MEANWHILE = "Catatan ini baru saja diubah orang lain. Silakan lihat riwayatnya lagi."

REGULATION_FORM = (
    "Tulis peraturan lama dan penggantinya, misalnya: /peraturan UU 25/2009 diganti UU 7/2027\n"
    "Bila tidak ada penggantinya: /peraturan Perwali 12/2020 dicabut"
)
REGULATION_SAME = "Itu peraturan yang sama. Sebutkan peraturan yang menggantikannya, misalnya: diganti UU 7/2027"
REGULATION_UNREAD = "Peraturannya belum terbaca. Sebutkan jenis, nomor, dan tahunnya, seperti UU 25/2009."
REGULATION_NONE = "Belum ada catatan yang menyebut {regulation}."
REGULATION_IN_TEXT = " (disebut di dalam isinya)"
REGULATION_ASK = (
    "{count} catatan menyebut {regulation}. Tandai semuanya perlu diperiksa karena {became}? "
    "Catatan itu tetap menjawab, dengan tanda peringatan."
)
REGULATION_PARTS = "Catatan dibedakan sampai pasalnya, belum sampai bab, ayat, huruf, angka, atau lampirannya."
REGULATION_MARKED = "\nSudah ditandai sebelumnya:"
REGULATION_PAGE = "Halaman {page} dari {pages}."
REGULATION_ALL_MARKED = (
    "Semua catatan yang menyebut {regulation} sudah ditandai perlu diperiksa {who}, karena {reason}:"
)
REGULATION_DONE = "✅ {count} catatan sekarang ditandai perlu diperiksa karena {regulation} {became}:"
REGULATION_OLD = "Daftar ini sudah tidak berlaku. Kirim lagi perintah /peraturan, ya."
REGULATION_BACK = "✅ Tanda pada {count} catatan dilepas; keadaannya kembali seperti sebelum ditandai."
REGULATION_NOT_BACK = "Tidak ada tanda yang dilepas."
REGULATION_CHANGED = "Dibiarkan, karena sudah berubah sesudah ditandai:"
CANCELLED = "Baik, tidak ada yang diubah."
