"""What moderators read when they send a document."""

from __future__ import annotations

READING = "Membaca {file} …"
READING_AGAIN = "Prima sempat berhenti mendadak, jadi {file} dibaca lagi dari awal …"
READING_LOST = (
    "{file} belum terbaca: Prima berhenti mendadak dua kali saat membacanya, dan belum ada yang disimpan. "
    "Bagi menjadi beberapa berkas, lalu kirim lagi."
)
WAITS = "{file} menunggu giliran: Prima masih membaca dokumen lain."
COMPARING = "Membandingkan isi {file} dengan catatan yang ada: {done} dari {total} …"
PUBLISHING = "Menerbitkan {count} catatan dari {file} …"

FOUND = "<b>{file}</b>\n{count} catatan{alike}. {became}Jenisnya: {kind}."
ALIKE = ", {count} mirip yang sudah ada"
AGAINST_BEFORE = "Dibanding yang dulu: {became}. "
WOULD = {
    "added": "{count} baru",
    "changed": "{count} berubah",
    "corrected": "{count} berbeda dengan perbaikan moderator",
    "renewed": "{count} pernah ditarik dan teksnya baru",
    "same": "{count} tetap",
    "retired": "{count} tetap diarsipkan atau usang",
    "joined": "{count} digabungkan ke {titles}",
    "lost": "{count} tidak ada lagi",
}
"""What would become of how many notes."""
APART = {
    "corrected": "{count} catatan pernah diperbaiki moderator dan juga berubah di berkas, jadi diputuskan "
    "satu per satu: {titles}",
    "renewed": "{count} catatan tidak lagi menjawab, tetapi teksnya baru di berkas ini, jadi diputuskan satu per "
    "satu: {titles}",
    "retired": "Tetap diarsipkan atau usang: {titles}",
    "lost": "Tidak ada lagi di berkas ini: {titles}",
}
"""Which notes are told apart, and why."""
OUT_OF_ANSWERS = "“{title}” ({state})"
QUOTED = "“{title}”"
MARKS = {
    "added": "<i>baru</i> · ",
    "changed": "<i>berubah</i> · ",
    "corrected": "<i>berbeda</i> · ",
    "renewed": "<i>teks baru</i> · ",
}
RIVAL = {
    "name": "<b>Ada dokumen lain bernama {file}</b>\nIsinya berbeda: yang lama memuat “{other}”, yang baru “{title}” "
    "dan seluruhnya {count} catatan. Simpan terpisah, atau gantikan yang lama?",
    "word": "<b>{file} sama dengan {rival}</b>\nCatatannya sama kata demi kata dengan dokumen itu, yang memuat "
    "“{other}”. Simpan terpisah, atau gantikan yang lama?",
    "words": "<b>{file} sama dengan {rival}</b>\nSebagian besar dari {count} catatannya sama kata demi kata dengan "
    "dokumen itu, yang memuat “{other}”. Simpan terpisah, atau gantikan yang lama?",
}
"""Which other document came before, under the same name or with the same words."""
NOT_AS_SHOWN = "Ada yang berubah sejak ringkasan tadi, jadi belum ada yang disimpan. Ini yang terbaru."
IN_PLACE = "Pilihan sebelumnya untuk berkas ini belum selesai; ringkasan ini menggantikannya."
MISSING = "⚠️ Pasal {articles} tidak ditemukan di berkas. Cocokkan dengan naskah aslinya."
ILLEGIBLE = (
    "⚠️ Teksnya tidak terbaca: {titles}. Tidak ikut diambil bersama yang lain; periksa lewat “Pilih satu-satu” "
    "atau salin dari naskah aslinya."
)
PERSONAL_COUNT = "{kind} ({count} catatan)"
PERSONAL_MASKED = "Berkas ini memuat data pribadi: {counts}. Semuanya disamarkan dalam catatan."
PERSONAL_OPEN = (
    "⚠️ Data pribadi akan terbaca semua orang: {counts}. Pastikan itu kontak resmi kantor, bukan milik warga."
)
SAMPLE = "• {mark}{title}"
MORE = "dan {count} lagi"
ONE = "Catatan {place} dari {count}\n\n<b>{title}</b>\n"
OPENING = "{opening}"
ONE_ALIKE = "\n\nMirip dengan “{title}”."
ONE_DIFFERS = " Bedanya dengan catatan itu:"
ONE_SAME = " Isinya sama persis."
ONE_ASKED = {
    "corrected": "Pernah diperbaiki moderator dan juga berubah di berkas. Bila dipakai isi berkas:",
    "renewed": "Catatan ini tidak lagi menjawab, tetapi teksnya baru di berkas ini. Bila diterbitkan dengan teks baru:",
}
"""What is asked about one note, and how it would change."""
ALL_IN_IT = "“{title}” sudah memuat semuanya, jadi tidak ada yang bertambah."
LEFT_OUT = "Keterangan dari program lain di awal berkas ({keys}) tidak ikut."
OTHERS_AFTER = "\n\n{count} catatan lain akan diterbitkan setelah ini diputuskan."
TAKEN = "✅ {file}: {became}."
TRY_IT = " Sudah bisa ditanyakan, misalnya: “{question}”"
BECAME = {
    "added": "{count} catatan baru",
    "changed": "{count} catatan diperbarui",
    "corrected": "{count} perbaikan moderator dibiarkan",
    "same": "{count} catatan tetap",
    "renewed": "{count} catatan yang teksnya baru tetap tidak menjawab: {titles}",
    "retired": "{count} catatan tetap diarsipkan atau usang: {titles}",
    "joined": "{count} catatan sejak dulu digabungkan ke {titles}",
    "merged": "{count} catatan digabung ke yang sudah ada",
    "alone": "{count} catatan tidak jadi digabung karena catatan tujuannya sudah tidak dipakai (kirim lagi berkasnya)",
    "lost": "{count} catatan lama diarsipkan karena tidak ada lagi di berkas ini: {titles}",
}
"""What became of how many notes."""
BRING_BACK = " Yang diarsipkan atau usang bisa diterbitkan kembali lewat tombol di bawah atau /kelola."
REVOKES = (
    "\n\n{by} mencabut {old}, yang dirujuk {count} catatan lain. Untuk menandainya, salin dan kirim: "
    "<code>/peraturan {old} dicabut dengan {by}</code>"
)
ALL_THE_SAME = "✅ {file}: tidak ada yang berubah, {count} catatan tetap seperti semula."
HANDED_IN_TOLD = "Ada {count} usulan catatan dari {name}, dari berkas {file}."
HANDED_IN = "✅ {count} catatan dari {file} menunggu tinjauan moderator lain."
NOTHING_HANDED_IN = "Tidak ada usulan baru dari {file}."
NOT_HANDED_IN = {
    "same": "{count} catatan sudah sama isinya.",
    "corrected": "{count} perbaikan moderator dibiarkan.",
    "renewed": "{count} catatan yang teksnya baru tetap tidak menjawab: {titles}.",
    "retired": "{count} catatan tetap diarsipkan atau usang: {titles}.",
    "joined": "{count} catatan sejak dulu digabungkan ke {titles}.",
    "alone": "{count} catatan tidak jadi digabung karena catatan tujuannya sudah tidak dipakai; kirim lagi berkasnya.",
    "waiting": "{count} sudah menunggu tinjauan.",
    "lost": "{count} catatan lama tidak ada lagi di berkas ini; arsipkan bila memang tidak berlaku.",
}
"""What was not handed in, and why."""
NOTHING_TAKEN = "Tidak ada catatan yang diambil dari {file}. Kirim lagi berkasnya kapan saja."
BUSY = "Prima masih membaca beberapa dokumen lain. Kirim lagi berkas ini beberapa menit lagi."
REASON = {
    "too_large": "Berkas ini terlalu besar, paling banyak {megabytes} MB. Bagi menjadi beberapa berkas.",
    "too_much_text": "Teks di berkas ini terlalu panjang, paling banyak {text} karakter. Bagi menjadi beberapa berkas.",
    "too_many_notes": "Berkas ini akan menjadi terlalu banyak catatan, paling banyak {notes}. "
    "Bagi menjadi beberapa berkas, atau kurangi judul bagiannya.",
    "too_many_pages": "Dokumen ini lebih dari {pages} halaman. Bagi menjadi beberapa berkas.",
    "scanned": "PDF ini berisi gambar pindaian, bukan teks. Kirim versi yang teksnya bisa dipilih dan disalin.",
    "password": "Dokumen ini dikunci kata sandi. Simpan salinannya tanpa kata sandi, lalu kirim lagi.",
    "broken": "Berkas ini rusak atau tidak lengkap. Buka di komputer, simpan ulang, lalu kirim lagi.",
    "not_text": "Isi berkas ini bukan teks: terlalu banyak karakter kendali di dalamnya. "
    "Simpan teksnya sebagai .txt (UTF-8) atau .docx, lalu kirim lagi.",
    "nested": "Tabel atau bagian di berkas ini bertumpuk terlalu dalam. Keluarkan isinya dari tabel yang bertumpuk, "
    "lalu kirim lagi.",
    "bomb": "Berkas ini mengembang jauh melebihi ukurannya, jadi tidak dibaca. Simpan isinya sebagai dokumen baru.",
    "entities": "Dokumen ini memuat definisi XML yang bisa membahayakan, jadi tidak dibaca. Simpan isinya sebagai "
    "dokumen Word baru, lalu kirim lagi.",
    "web_archive": "Halaman ini disimpan sebagai arsip web. Simpan ulang sebagai halaman biasa atau PDF, "
    "lalu kirim lagi.",
    "macro": "Dokumen ini memuat makro. Simpan sebagai .docx biasa tanpa makro, lalu kirim lagi.",
    "wrong_ending": "Isi berkas ini tidak cocok dengan akhiran namanya. Simpan ulang dengan jenis yang tepat.",
    "unsupported": "Jenis berkas ini belum bisa dibaca. Prima membaca PDF, Word, halaman web, dan teks (.txt, .md). "
    "Simpan dulu sebagai .docx atau PDF, lalu kirim lagi.",
    "encoding": "Huruf di berkas ini tidak terbaca. Simpan ulang sebagai teks UTF-8 atau .docx, lalu kirim lagi.",
    "headings": "Berkas ini hanya berisi judul, belum ada isi di bawahnya. Lengkapi dulu, lalu kirim lagi.",
    "blank": "Berkas ini kosong. Kirim berkas yang memuat teksnya.",
    "wordless": "Isi berkas ini huruf yang bersambung tanpa spasi, bukan kata-kata. "
    "Periksa apakah berkasnya sudah benar.",
    "empty": "Tidak ada teks yang bisa dibaca di berkas ini; tulisan di dalam gambar tidak terbaca. "
    "Periksa apakah berkasnya sudah benar.",
    "timeout": "Dokumen ini terlalu lama dibaca. Bagi menjadi beberapa berkas.",
    "memory": "Dokumen ini terlalu berat untuk dibaca. Bagi menjadi beberapa berkas.",
    "missing": "Berkasnya tidak ditemukan. Kirim lagi, ya.",
    "clash": "Ada catatan lain dengan nama yang sama. Ganti nama berkasnya, lalu kirim lagi.",
}
"""Why a document cannot become notes, and what to do."""

BUTTON_ALL = "Terima semua"
BUTTON_ONE_BY_ONE = "Pilih satu-satu"
BUTTON_APART = "Simpan terpisah"
BUTTON_OVER = "Gantikan yang lama"
BUTTON_RETIRED = "Kelola: {title}"
BUTTON_LOST = "Kelola catatan lama {number}"
BUTTON_NONE_OF_IT = "Batal"
BUTTON_KIND = "Ganti jenis"
BUTTON_BARE = "Itu kontak resmi, jangan disamarkan"
BUTTON_MASK = "Samarkan data pribadi"
BUTTON_TAKE_IT = "Ambil"
BUTTON_LEAVE_IT = "Lewati"
BUTTON_OF_FILE = "Pakai isi berkas"
BUTTON_KEEP_OURS = "Biarkan perbaikan"
BUTTON_TAKE_ASKED = {"corrected": BUTTON_OF_FILE, "renewed": "Terbitkan teks baru"}
BUTTON_LEAVE_ASKED = {"corrected": BUTTON_KEEP_OURS, "renewed": "Biarkan tidak menjawab"}
"""What takes the document's text, and what leaves the note as it is."""
BUTTON_JOIN_IT = "Ya, gabungkan"
BUTTON_ENOUGH = "Selesai memilih"
