"""What admins read about builds of the index."""

from __future__ import annotations

COMMAND_BUILD = "Bangun ulang indeks"
COMMAND_BACK = "Kembali ke indeks sebelumnya"

STARTED = "Indeks sedang dibangun. Pertanyaan tetap dijawab dari indeks yang lama."
PROGRESS = "Indeks sedang dibangun: {done} dari {total} teks. Pertanyaan tetap dijawab dari indeks yang lama."
COMPARING = "Indeks dengan model baru selesai. Prima sedang membandingkan kedua model dengan pertanyaan uji."
RUNNING = "Indeks sedang dibangun oleh {who} sejak pukul {since}. Tunggu sampai selesai, ya."
RUNNING_NOW = "Indeks sedang dibangun oleh {who}. Tunggu sampai selesai, ya."
SERVER = "server"
YOU = "Anda"
SOMEBODY = "admin lain"
CANCELLED = "Pembangunan dibatalkan. Indeks yang lama tetap menjawab."
BROKEN_OFF = (
    "Pembangunan indeks terputus karena Prima berhenti. Indeks yang lama tetap menjawab; mulai lagi dengan /bangun."
)
NOTHING_TO_CANCEL = "Tidak ada pembangunan yang sedang berjalan."
FAILED = "Indeks belum bisa dibangun; yang lama tetap menjawab. Penyebabnya:\n<code>{message}</code>"
SETTINGS_WRONG = "Pengaturan belum bisa dibaca, jadi indeks belum dibangun:\n<code>{message}</code>"
DONE = "✅ Indeks baru aktif: {notes} catatan dalam {passages} bagian, {changed} berubah, {seconds} detik."
SAME = "✅ Indeks sudah sesuai: {notes} catatan dalam {passages} bagian, tidak ada yang berubah, {seconds} detik."
CHANGES = "Dari berkas: {added} baru, {changed} berubah, {archived} diarsipkan."
ATTENTION = "{count} hal perlu perhatian:"
ATTENTION_LINE = "{file} baris {line}: {message}"
AND_MORE = "dan {count} lagi"

COMPARED = (
    "Model baru sudah siap di samping yang lama. Hasil pada pertanyaan uji:\n"
    "<pre>{table}</pre>\n"
    "Prima masih menjawab dengan model lama sampai Anda memilih."
)
COMPARED_WITHOUT = (
    "Model baru sudah siap di samping yang lama: {notes} catatan. "
    "Pertanyaan uji tidak terpasang di mesin ini, jadi keduanya belum dibandingkan. "
    "Prima masih menjawab dengan model lama sampai Anda memilih."
)
ROW_HEAD = "model"
ROW_OLD = "lama"
ROW_NEW = "baru"
ROWS = {
    "first": "benar di urutan 1",
    "in_three": "benar di 3 besar",
    "wrongly_answered": "terjawab, padahal tak ada",
}
SWITCHED = "✅ Prima sekarang menjawab dengan model baru. Indeks sebelumnya disimpan; /mundur mengembalikannya."
KEPT = "Baik. Prima tetap memakai model lama. Kembalikan embedding.model di config.yaml bila model baru tidak dipakai."
NOT_SWITCHED = "Indeks itu belum bisa dipakai; yang lama tetap menjawab. Penyebabnya:\n<code>{message}</code>"
BUILD_GONE = "Indeks itu sudah tidak ada atau sudah aktif. Jalankan /bangun lagi bila perlu."
BACK = "Kembali ke indeks buatan {created} ({notes} catatan)? Catatan yang berubah sesudah itu tetap ikut dijawab."
NO_INDEX = "Belum ada indeks yang dapat dibaca. Jalankan /bangun untuk membuatnya."
BACK_NONE = "Belum ada indeks sebelumnya yang dapat dipakai."
WENT_BACK = "✅ Prima kembali memakai indeks buatan {created}. /bangun membuat yang baru kapan saja."
STAYED = "Baik. Indeks tidak diganti."

BUTTON_CANCEL = "Batalkan"
BUTTON_USE = "Pakai yang baru"
BUTTON_KEEP = "Tetap yang lama"
BUTTON_BACK = "Ya, kembali"
BUTTON_STAY = "Tidak jadi"
