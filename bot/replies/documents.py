"""What moderators read when they send a document."""

from __future__ import annotations

FOUND = "<b>{file}</b>\n{count} catatan{alike}{known}. Jenisnya: {kind}."
ALIKE = ", {count} mirip yang sudah ada"
KNOWN = ", {count} menggantikan catatan dari berkas yang sama"
SAMPLE = "• {title}"
MORE = "dan {count} lagi"
ONE = "Catatan {place} dari {count}\n\n<b>{title}</b>\n{opening}"
ONE_ALIKE = "\n\nMirip dengan “{title}”."
TAKEN = "✅ {count} catatan dari {file} terbit dan sudah bisa ditanyakan.{archived} Coba tanya: “{question}”"
ARCHIVED = " {count} catatan lama dari berkas itu diarsipkan."
HANDED_IN_TOLD = "Ada {count} usulan catatan dari {name}, dari berkas {file}."
HANDED_IN = "✅ {count} catatan dari {file} menunggu tinjauan moderator lain."
NOTHING_TAKEN = "Tidak ada catatan yang diambil dari {file}. Kirim lagi berkasnya kapan saja."
BUSY = "Prima masih membaca beberapa dokumen lain. Kirim lagi berkas ini beberapa menit lagi."
REASON = {
    "too_large": "Berkas ini terlalu besar, paling banyak {megabytes} MB. Bagi menjadi beberapa berkas.",
    "too_many_pages": "Dokumen ini lebih dari {pages} halaman. Bagi menjadi beberapa berkas.",
    "scanned": "PDF ini berisi gambar pindaian, bukan teks. Kirim versi yang teksnya bisa dipilih dan disalin.",
    "password": "Dokumen ini dikunci kata sandi. Simpan salinannya tanpa kata sandi, lalu kirim lagi.",
    "broken": "Berkas ini rusak atau tidak lengkap. Buka di komputer, simpan ulang, lalu kirim lagi.",
    "bomb": "Berkas ini mengembang jauh melebihi ukurannya, jadi tidak dibaca. Simpan isinya sebagai dokumen baru.",
    "macro": "Dokumen ini memuat makro. Simpan sebagai .docx biasa tanpa makro, lalu kirim lagi.",
    "wrong_ending": "Isi berkas ini tidak cocok dengan akhiran namanya. Simpan ulang dengan jenis yang tepat.",
    "unsupported": "Jenis berkas ini belum bisa dibaca. Prima membaca PDF, Word, halaman web, dan teks (.txt, .md).",
    "empty": "Tidak ada teks di dalam berkas ini. Periksa apakah berkasnya sudah benar.",
    "timeout": "Dokumen ini terlalu lama dibaca. Bagi menjadi beberapa berkas.",
    "memory": "Dokumen ini terlalu berat untuk dibaca. Bagi menjadi beberapa berkas.",
    "missing": "Berkasnya tidak ditemukan. Kirim lagi, ya.",
    "clash": "Ada catatan lain dengan nama yang sama. Ganti nama berkasnya, lalu kirim lagi.",
}
"""Why a document cannot become notes, and what to do."""

BUTTON_ALL = "Terima semua"
BUTTON_ONE_BY_ONE = "Pilih satu-satu"
BUTTON_NONE_OF_IT = "Batal"
BUTTON_KIND = "Ganti jenis"
BUTTON_TAKE_IT = "Ambil"
BUTTON_LEAVE_IT = "Lewati"
BUTTON_ENOUGH = "Selesai memilih"
