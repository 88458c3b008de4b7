"""What people read while they write, change and publish notes."""

from __future__ import annotations

COMMAND_WRITE = "Tulis catatan baru"
COMMAND_CANCEL = "Batalkan naskah yang sedang dibuka"
WRITE_BY_SUGGESTING = "Menulis catatan langsung dilakukan moderator. Anda bisa mengusulkannya: tekan /usul."

ASK_TITLE = "<b>Judul catatan</b>\nTulis judul yang singkat dan jelas, misalnya “Menyapa warga yang baru datang”."
ASK_BODY = (
    "<b>Isi catatan</b>\nTulis langkah atau penjelasannya. Tebal, miring, daftar, dan tautan ikut tersimpan. "
    "Boleh dikirim dalam beberapa pesan; tekan Lanjut bila sudah lengkap."
)
ASK_BODY_AGAIN = (
    "<b>Isi catatan</b>\nUntuk menggantinya, kirim isi yang baru; boleh dalam beberapa pesan. "
    "Kalau sudah sesuai, tekan Tetap seperti ini."
)
ASK_KIND = "<b>Jenis catatan</b>\nPedoman bersumber dari aturan. Praktik baik berasal dari pengalaman di lapangan."
ASK_TOPIC = "<b>Topik</b>\nPilih topik yang paling dekat."
ASK_TOPIC_OF_AREA = "<b>{area}</b>\nPilih topiknya."
ASK_VALUES = "<b>Nilai pelayanan</b>\nPilih nilai yang dilayani catatan ini. Boleh lebih dari satu."
ASK_QUESTIONS = (
    "<b>Pertanyaan</b>\nTulis pertanyaan yang dijawab catatan ini, satu per baris, dengan bahasa sehari-hari. "
    "Makin beragam katanya, makin mudah ditemukan."
)
ASK_SOURCES = (
    "<b>Sumber</b>\nTulis sumbernya, satu per baris, misalnya “UU 25/2009 tentang Pelayanan Publik; Pasal 34”."
)
ASK_SUGGESTION = (
    "<b>Usulan catatan</b>\nCeritakan pengalaman atau langkah yang berhasil, dengan bahasa sehari-hari. Misalnya: "
    "“Warga lansia kami panggil lebih dulu dan kami antar ke kursi dekat loket, jadi tidak perlu berdiri lama.” "
    "Prima menyiapkan judul dan topiknya; moderator meninjaunya sebelum terbit."
)
SUGGESTION_SHORT = (
    "“{text}” belum cukup untuk menjadi catatan. Tulis sedikitnya satu kalimat: apa yang dilakukan dan apa hasilnya. "
    "Misalnya: “Nomor antrean kami tempel di pintu, jadi warga tahu gilirannya tanpa bertanya.”"
)
SUGGESTION_ASKS = (
    "“{text}” tampaknya pertanyaan. Usulan memerlukan jawabannya: tulis apa yang dilakukan dan apa hasilnya. "
    "Kalau Anda ingin bertanya, tekan Jawab pertanyaan ini."
)
QUESTION_TELLS = (
    "“{text}” tampaknya penjelasan, bukan pertanyaan. Apakah ini pertanyaan yang dijawab catatan, atau tambahan isinya?"
)
SOURCES_REQUIRED = "Pedoman perlu sumber. Untuk aturan kantor sendiri, tekan Pedoman internal."
ASKED = {
    "title": ASK_TITLE,
    "body": ASK_BODY,
    "kind": ASK_KIND,
    "topic": ASK_TOPIC,
    "values": ASK_VALUES,
    "questions": ASK_QUESTIONS,
    "sources": ASK_SOURCES,
}
"""What each step asks."""
NOW = "Sekarang:\n{value}"
MORE_JOINS = "Yang Anda tulis ditambahkan ke daftar ini."
PROPOSED = "Usulan Prima:\n{value}"
FIELD = {
    "title": "Judul",
    "body": "Isi",
    "kind": "Jenis",
    "topic": "Topik",
    "values": "Nilai",
    "questions": "Pertanyaan",
    "sources": "Sumber",
    "related": "Catatan terkait",
    "checked": "Tanggal periksa",
    "review_by": "Periksa ulang",
    "example": "Penanda contoh",
    "state": "Keadaan",
    "replaced_by": "Pengganti",
    "contributor": "Penyumbang",
    "origin": "Tautan asal",
    "owner": "Penanggung jawab",
}
VALUE_NAMES = {"empati": "Empati", "kecepatan": "Kecepatan", "ketepatan": "Ketepatan"}

BODY_KEPT = "Isi tersimpan, {count} karakter, sampai “{end}”."
BODY_NONE = "Belum ada isi yang tersimpan."
BODY_MORE = "Kirim lanjutannya, atau tekan Lanjut."
BODY_FULL = "Isi ini terlalu panjang untuk satu catatan: paling banyak {limit} karakter."
BODY_FAULTY = "Satu bagian isi belum bisa disimpan:\n{faults}"
BODY_LEFT = "Pesan yang diawali “{begins}” dan semua sesudahnya tidak ikut."
BODY_WAY = "Perbaiki, lalu tekan Sambung lagi dan kirim mulai dari pesan itu."
BODY_WAYS = (
    "• <b>Lanjut</b>: pakai yang tersimpan; sisanya bisa menjadi catatan lain.\n"
    "• <b>Sambung lagi</b>: kirim sisanya yang sudah diperbaiki atau diringkas, mulai dari pesan itu.\n"
    "• <b>Tulis ulang isi</b>: mulai dari awal.\n"
    "Moderator juga bisa mengirim semuanya sebagai berkas; Prima membaginya per bagian."
)
PIECES_CAME = (
    "Teks sepanjang ini dipotong Telegram menjadi beberapa pesan. Sudah diterima {count} bagian, {length} karakter. "
    "Bagian berikutnya langsung disambungkan; bila sudah semua, tekan Sudah lengkap."
)
TOO_MANY_PIECES = "Teks ini terlalu panjang untuk satu catatan. Kirim sebagai berkas .md; Prima membaginya per bagian."
TORN = (
    "Pesan ini {length} karakter. Pesan sepanjang itu bisa terpotong oleh Telegram, jadi tidak ada bagiannya yang "
    "disimpan, juga tidak sambungannya. {takes}"
)
TORN_ON = "Ini sambungan pesan sebelumnya yang terlalu panjang, jadi juga tidak disimpan. {takes}"
TAKES = {
    "title": "Judul paling banyak {most} karakter; silakan kirim yang lebih singkat.",
    "topic": "Cukup tulis satu atau dua kata dari nama topiknya.",
    "questions": (
        "Tiap pertanyaan paling banyak {most} karakter, dan satu pesan di bawah {near} karakter. "
        "Silakan kirim sebagian dulu; sisanya bisa ditambahkan sesudahnya."
    ),
    "sources": (
        "Tiap sumber paling banyak {most} karakter, dan satu pesan di bawah {near} karakter. "
        "Silakan kirim sebagian dulu; sisanya bisa ditambahkan sesudahnya."
    ),
}
"""How much a field takes."""
WRONG = "Belum bisa disimpan:\n{faults}\n\nYang Anda tulis sebelumnya tetap ada. Silakan kirim lagi bagian ini."
FEW_LETTERS = "• {field}: tulis dengan kata-kata, bukan hanya tanda atau angka."
WRONG_NOTE = "Catatan ini belum bisa dipakai:\n{faults}\n\nPerbaiki bagian itu, lalu kirim lagi."
MORE_FAULTS = "dan {count} lagi"
FAULT_AT = "• Baris {line}: {text}"
INCOMPLETE = "Naskah ini belum lengkap:\n{faults}\n\nTekan bagian yang kurang di bawah ini, lalu tulis isinya."
PERSONAL_MASKED = "Data pribadi disamarkan dalam naskah ini: {kinds}."
LACKS_QUESTIONS = "Naskah ini belum punya pertanyaan. Tekan tombol di bawah ini, lalu tulis pertanyaan yang dijawabnya."
WITH_BUTTONS = "Pilih dengan tombol di pertanyaan ini, atau tekan Tunda untuk bertanya dulu."
IN_WORDS = "Prima menunggu tulisan untuk naskah Anda. Kirim sebagai teks, atau tekan Tunda untuk bertanya dulu."
EDITED_MEANWHILE = (
    "Suntingan pada pesan itu tidak mengubah naskah. "
    "Di pratinjau, tekan Ubah, pilih bagiannya, lalu kirim isinya yang baru."
)
EDIT_TAKEN = "✅ Suntingan Anda menggantikan bagian itu di dalam naskah."
EDIT_REFUSED = (
    "Suntingan itu belum bisa disimpan:\n{faults}\n\nNaskah masih memuat tulisan sebelumnya. Sunting lagi pesannya."
)
CHOOSE_FIELD = "<b>{title}</b>\nBagian mana yang ingin diubah?"

PREVIEW = "Begini tampilnya nanti. Terbitkan bila sudah sesuai."
PREVIEW_SUGGESTION = "Begini tampilnya nanti. Kirim bila sudah sesuai; moderator akan meninjaunya."
PREVIEW_EDIT = "Begini tampilnya nanti. Yang berubah:"
PREVIEW_SAME = "Begini tampilnya. Belum ada yang berubah."
MOVED = "Catatan ini diubah rekan lain sejak Anda mulai; bedanya diperlihatkan sebelum naskah Anda terbit."
NO_SUCH_RELATED = (
    "⚠️ Catatan terkait <b>{ids}</b> belum ada. Kaitannya tetap disimpan dan baru tampil bila catatan itu sudah terbit."
)
ABOUT = "Jenis: {kind}\nTopik: {topic}\nPertanyaan yang dijawabnya:\n{questions}"
NO_TOPIC = "belum dipilih"
ASKED_FOR_CHANGE = "Moderator menulis: {message}"
AUTHOR_NAMED = "Nama Anda dicantumkan sebagai penyumbang."
PAUSED = "Naskah disimpan. Sekarang Anda bisa bertanya seperti biasa; lanjutkan kapan saja dengan tombol ini."
DROP = "Buang naskah “{title}”?"
NOTHING_OPEN = (
    "Tidak ada naskah catatan yang sedang dibuka. Untuk hal lain, tekan tombol Batal di bawah pesannya; "
    "naskah yang ditunda ada di /start."
)
DROPPED = "Naskah dibuang. Catatan yang sudah terbit tidak berubah."
UNTITLED = "tanpa judul"
UNFINISHED = "Ada naskah Anda yang belum selesai. Lanjutkan yang mana?"
TOO_MANY = "Masih ada {count} naskah Anda yang belum selesai. Selesaikan atau buang sebagian dulu."
DRAFT_GONE = "Naskah ini sudah tidak bisa diubah: sudah dikirim, diterbitkan, atau dibuang."
OVER = {
    "review": "Naskah “{title}” sedang menunggu tinjauan moderator. Prima akan mengabari hasilnya di sini.",
    "published": "Naskah “{title}” sudah terbit.",
    "refused": "Naskah “{title}” belum bisa diterbitkan. Alasan moderator: {reason}",
}
"""What became of a draft that is not in its author's hands any more."""
NOT_YOURS = "Naskah ini milik rekan lain."
STEP_OVER = "Langkah ini sudah lewat. Lanjutkan dari pesan terakhir."

TWIN_OUT = "“{title}” sekarang {state}, jadi tidak bisa digabung. Silakan pilih lagi."
TWINS = "<b>Mirip dengan yang sudah ada</b>"
TWIN_OURS, TWIN_SUGGESTED, TWIN_THERE = "Naskah Anda:", "Naskah usulan:", "Yang sudah ada:"
"""Whose text it is that stands below."""
TWIN = "<b>{title}</b>{topic}\n{opening}"
TWIN_TOPIC = "Topik: {topic}"
TWIN_SAME = "Isinya sama persis."
TWIN_DIFFERS = "Bedanya: {changes}"
MERGED_DISAGREES = "⚠️ Angkanya berbeda, dan keduanya akan berdampingan:\nDi sana: {theirs}\nDi sini: {ours}"
MERGED = "Begini “{title}” sesudah digabung. Yang bertambah:"
MERGED_SAME = "“{title}” sudah memuat semuanya, jadi tidak ada yang bertambah. Naskah ini boleh dibuang."
CONFLICT = "<b>Catatan ini baru saja diubah {who}.</b>\nNaskah Anda aman. Yang berubah sejak Anda mulai:"
BOTH_CHANGED = "⚠️ Ini diubah di kedua naskah, jadi keduanya sekarang berdampingan. Pilih mana yang berlaku."
BOTH_CHANGED_FIELD = "⚠️ <b>{field}</b> diubah di kedua naskah; yang dipakai dari naskah ini. Ubah bila perlu."
BOTH_FORMS = "Di catatan sekarang: {current}\nDi naskah ini: {mine}"
TAKEN_OUT = "dihapus"
DISAGREES = "⚠️ Dua catatan menyebut angka yang berbeda. Periksa mana yang berlaku."
PUBLISHED = "✅ Terbit: {link}\nSekarang sudah bisa ditanyakan. Coba tanya: “{question}”"
SAVED_DOUBTED = (
    "✅ Tersimpan: {link}\nCatatan ini tetap bertanda perlu diperiksa. Bila isinya sudah benar, tekan Kelola, lalu "
    "Sudah diperiksa."
)
SAVED_HIDDEN = (
    "✅ Tersimpan: {link}\nCatatan ini tetap {state}, jadi tidak muncul di jawaban. Untuk memunculkannya lagi, tekan "
    "Kelola, lalu Terbitkan kembali."
)
SUBMITTED = "✅ Terima kasih. Catatan Anda menunggu tinjauan moderator; Prima akan mengabari hasilnya di sini."
SUBMITTED_TO_OTHERS = "✅ Naskah Anda menunggu tinjauan moderator lain; Prima akan mengabari hasilnya di sini."
SUGGESTION_CAME = "Ada usulan catatan baru dari {name}: “{title}”."
CHANGE_CAME = "Ada usulan perubahan catatan dari {name}: “{title}”."
NAMELESS = "seorang rekan"
RESTORE_CAME = "{name} mengusulkan “{title}” diterbitkan kembali."
SUGGESTION_BACK = "{name} sudah memperbaiki usulan “{title}”."
BUTTON_QUEUE = "Buka antrean"

BUTTON_OPEN_NOTE = "Buka catatan"
BUTTON_NEW = "Catatan baru"
BUTTON_CLEAR = "Kosongkan dulu"
BUTTON_JOIN_ON = "Sambung lagi"
BUTTON_ANEW = "Tulis ulang isi"
BUTTON_ASK = "Jawab pertanyaan ini"
BUTTON_IS_QUESTION = "Jadikan pertanyaan"
BUTTON_IS_BODY = "Tambahkan ke isi"
BUTTON_AREAS = "Pilih bidang"
BUTTON_SKIP = "Lewati"
BUTTON_ON = "Lanjut"
BUTTON_LATER = "Tunda"
BUTTON_CANCEL = "Batal"
BUTTON_WRITE_QUESTIONS = "Tulis pertanyaan"
BUTTON_COMPLETE = "Sudah lengkap"
BUTTON_RESUME = "Lanjutkan naskah"
BUTTON_RESUME_ONE = "Lanjutkan: {title}"
BUTTON_TAKE = "Pakai usulan Prima"
BUTTON_KEEP = "Tetap seperti ini"
BUTTON_INTERNAL = "Pedoman internal"
BUTTON_PUBLISH = "Terbitkan"
BUTTON_AGAIN = "Perbaiki usulan"
BUTTON_SUBMIT = "Kirim untuk ditinjau"
BUTTON_CHANGE = "Ubah"
BUTTON_WHOLE = "Lihat seluruhnya"
BUTTON_NAME_ME = "Cantumkan nama saya"
BUTTON_UNNAME_ME = "Tanpa nama saya"
BUTTON_DROP = "Ya, buang"
BUTTON_KEEP_DRAFT = "Tidak, simpan"
BUTTON_TO_PREVIEW = "Ke pratinjau"
BUTTON_MERGE = "Gabungkan: {title}"
BUTTON_APART = "Simpan terpisah"
BUTTON_JOIN = "Terbitkan gabungan"
BUTTON_MINE = "Pakai naskah saya"
BUTTON_UNITE = "Satukan keduanya"
BUTTON_OTHER_AREAS = "Bidang lain"
