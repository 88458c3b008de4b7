"""What Prima says about personal data: what is kept, why, how long; a copy of it; its deletion."""

from __future__ import annotations

COMMAND_PRIVACY = "Data Anda di Prima: apa, mengapa, berapa lama"
COMMAND_DATA = "Salinan data Anda sebagai berkas"
COMMAND_FORGET = "Hapus data Anda dari Prima"

PRIVACY = (
    "<b>Data Anda di Prima</b>\n"
    "Prima menyimpan sesedikit mungkin, dan Anda dapat mengambil atau menghapusnya sekarang juga.\n\n"
    "<b>Apa yang disimpan, dan mengapa</b>\n"
    "• Nama dan nomor pengguna Telegram Anda, kapan pertama dan terakhir menulis kepada Prima: agar Prima "
    "mengenali peran dan pilihan Anda. {people}\n"
    "• Obrolan di grup tempat Prima bekerja: hanya pesan-pesan terakhir, di memori sampai Prima dimulai ulang, agar "
    "satu utas dapat dijadikan catatan. Siapa yang tidak menyapa Prima tidak dicatat.\n"
    "• Pertanyaan Anda, jawaban yang dipilih Prima, dan suara Anda: agar pertanyaan lanjutan dipahami dan catatan "
    "diperbaiki. Yang berbentuk NIK, NIP, nomor telepon, kartu, rekening, dan alamat surel disamarkan sebelum "
    "disimpan. {questions}\n"
    "• Draf catatan yang Anda tulis: agar dapat dilanjutkan dan diperiksa. {drafts} Draf yang catatannya memuat nama "
    "penyumbang disimpan selama ia setuju, supaya ia dapat menariknya.\n"
    "• Topik yang Anda ikuti dan siaran yang sampai kepada Anda: agar tidak terkirim dua kali.\n"
    "• Bila Anda moderator atau admin: peran, catatan yang Anda rawat, dan tindakan Anda, agar dapat "
    "dipertanggungjawabkan. {audit}\n"
    "• Nama penyumbang pada catatan, hanya bila Anda menyetujuinya.\n\n"
    "<b>Siapa yang melihat</b>\n"
    "Moderator melihat teks pertanyaan yang belum terjawab tanpa nama, dan draf yang Anda ajukan beserta nama Anda. "
    "Admin mengelola server tempat data ini disimpan. Prima tidak memakai layanan luar selain Telegram.\n\n"
    "<b>Cadangan</b>\n"
    "Basis data dicadangkan; cadangan dengan data lama tertimpa setelah {backups} cadangan harian baru. Admin dapat "
    "menyimpan salinan sendiri. Bila cadangan dipulihkan, basis data sebelumnya disimpan 30 hari, dan Prima menghapus "
    "lagi data orang yang sudah memintanya.\n\n"
    "<b>Sesudah data dihapus</b>\n"
    "Yang tersisa hanya tanda pengenal acak: dari nomor Telegram Anda Prima dapat menghitungnya, tetapi nomor dan nama "
    "Anda tidak terbaca darinya. Gunanya, selama 2 tahun, agar cadangan yang dipulihkan tidak memunculkan data Anda "
    "lagi, dan bila admin pernah menolak permintaan memakai Prima, agar penolakan itu tetap berlaku. {refusals}\n"
    "Pesan yang sudah Prima kirim kepada orang lain tidak ikut terhapus: pemberitahuan dan usulan yang pernah "
    "dilihat moderator atau admin tetap memuat nama Anda di percakapan mereka.\n\n"
    "<b>Hak Anda</b> (UU 27/2022 tentang Pelindungan Data Pribadi)\n"
    "Mengetahui tujuan dan dasarnya (Pasal 5), memperbaiki (Pasal 6), mendapat salinan (Pasal 7 dan 13), menghapus "
    "(Pasal 8), dan menarik persetujuan (Pasal 9). Ada yang kurang jelas? Hubungi admin Prima di unit Anda."
)
REFUSAL_DAYS = "Tanda penolakan dihapus setelah {days} hari."
REFUSAL_WITHOUT_END = "Tanda penolakan disimpan tanpa batas waktu."
PEOPLE_DAYS = "Dihapus setelah {days} hari Anda tidak menulis, kecuali selama Anda memegang peran."
QUESTION_DAYS = "Setelah {days} hari tinggal hitungannya, tanpa nama dan tanpa teks."
DRAFT_DAYS = "Dihapus setelah {days} hari tidak disentuh, kecuali yang menunggu moderator."
AUDIT_DAYS = "Dihapus setelah {days} hari."
WITHOUT_END = "Disimpan sampai Anda menghapusnya."
AUDIT_WITHOUT_END = "Disimpan tanpa batas waktu; nama Anda hilang darinya bila Anda menghapus data."

DATA_CAPTION = (
    "Ini salinan data Anda untuk dibaca: {questions} pertanyaan, {votes} suara, {drafts} draf. "
    "Berkas berikutnya memuat hal yang sama dalam bentuk yang dapat dibaca sistem lain."
)
DATA_JSON_CAPTION = "Data yang sama, untuk dibaca sistem lain."
DATA_TITLE = "Data Anda di Prima"
DATA_MADE = "dibuat {day}"
DATA_NOTHING = "(tidak ada)"
DATA_FILE = "data-saya-di-prima"
PARTS = {
    "people": "Anda",
    "questions": "Pertanyaan Anda",
    "votes": "Suara Anda",
    "drafts": "Draf Anda",
    "reviews": "Draf yang Anda periksa",
    "roles": "Peran Anda",
    "roles_given": "Peran yang Anda berikan",
    "subscriptions": "Topik yang Anda ikuti",
    "broadcasts": "Siaran yang Anda kirim",
    "deliveries": "Siaran yang sampai kepada Anda",
    "reminders": "Pengingat kepada Anda",
    "conflicts": "Pertentangan yang Anda selesaikan",
    "audit": "Tindakan Anda",
    "audit_about": "Tindakan tentang Anda",
    "revisions": "Perubahan catatan oleh Anda",
    "hands": "Perubahan catatan yang Anda perbaiki atau terima",
    "admissions": "Izin Anda memakai Prima",
    "admissions_decided": "Izin yang Anda putuskan",
    "invitations": "Undangan yang Anda buat",
    "group_chats": "Grup yang Anda putuskan",
    "awaited": "Jawaban yang ditunggu Prima dari Anda",
    "notes": "Catatan yang Anda rawat atau sumbangkan",
}
FIELDS = {
    "name": "nama",
    "first_seen": "pertama menulis",
    "last_seen": "terakhir menulis",
    "opted_out": "menolak siaran",
    "blocked_at": "memblokir Prima pada",
    "asked_at": "waktu",
    "voted_at": "waktu",
    "given_at": "waktu",
    "settled_at": "waktu",
    "created_at": "dibuat",
    "updated_at": "diubah",
    "at": "waktu",
    "channel": "lewat",
    "text": "teks",
    "understood": "dipahami sebagai",
    "kind": "hasil",
    "note": "catatan",
    "other": "catatan lain",
    "confidence": "keyakinan",
    "question": "pertanyaan nomor",
    "helpful": "membantu",
    "id": "nomor",
    "draft": "draf nomor",
    "state": "keadaan",
    "record": "isi",
    "origin": "asal",
    "base": "dari catatan",
    "message": "pesan moderator",
    "role": "peran",
    "topic": "topik",
    "audience": "kepada",
    "broadcast": "siaran nomor",
    "review_by": "periksa sebelum",
    "detail": "rincian",
    "action": "tindakan",
    "subject": "tentang",
    "number": "revisi",
    "part": "bagian Anda",
    "reason": "alasan",
    "title": "judul",
    "decided_at": "diputuskan",
    "made_at": "dibuat",
    "expires_at": "berlaku sampai",
    "uses_left": "sisa pemakaian",
    "revoked": "dicabut",
    "what": "tentang",
    "contributor": "penyumbang",
}

FORGET_ASK = (
    "Prima akan menghapus data Anda sekarang, dan itu tidak dapat dibatalkan.\n\n"
    "• Dihapus: nama, suara atas nama Anda, draf termasuk yang menunggu moderator, peran, langganan, dan ingatan "
    "percakapan.\n"
    "• Dibuat tanpa nama: hitungan pertanyaan (teksnya dihapus), tindakan Anda sebagai moderator atau admin, dan "
    "catatan yang sudah terbit. Isi catatan tetap ada.\n"
    "• Indeks: nama Anda hilang dari jawaban saat itu juga, dan dari berkas indeks paling lambat sehari kemudian.\n"
    "• Cadangan yang sudah dibuat masih memuatnya sampai tertimpa oleh {backups} cadangan harian baru. Bila cadangan "
    "itu dipulihkan, Prima menghapus data Anda lagi.\n"
    "• Tersisa: tanda pengenal acak, yang tidak memuat nomor dan nama Anda, agar penghapusan ini tetap berlaku, "
    "dan begitu pula penolakan oleh admin bila ada.\n"
    "• Tidak ikut terhapus: pesan yang sudah Prima kirim kepada moderator dan admin. Nama Anda dalam pemberitahuan "
    "dan usulan lama tetap ada di percakapan mereka.\n\n"
    "Sesudah itu Prima mengenal Anda sebagai orang baru. Bila Prima di unit Anda hanya untuk yang diundang atau "
    "disetujui, Anda memerlukannya lagi, dan pilihan menolak siaran perlu Anda ulangi."
)
FORGOTTEN = "✅ Data Anda sudah dihapus dari Prima. Terima kasih sudah memakai Prima."
FORGOTTEN_ADMIN = (
    "✅ Data Anda sudah dihapus dari Prima. Peran admin Anda tetap, karena tertulis di pengaturan server "
    "(<code>telegram.admins</code>); mintalah pengelola server mencabutnya bila perlu."
)
KEPT = "Baik. Tidak ada yang dihapus."

BUTTON_DATA = "Ambil salinan data saya"
BUTTON_FORGET = "Hapus data saya"
BUTTON_FORGET_YES = "Ya, hapus data saya"
BUTTON_FORGET_NO = "Batal"
