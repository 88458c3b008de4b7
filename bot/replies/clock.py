"""What Prima says by itself, at its hours."""

from __future__ import annotations

REMIND_OWNER = "⚠️ {count} catatan yang Anda rawat sudah lewat waktu periksanya:"
REMIND_MODERATORS = "⚠️ {count} catatan tanpa penanggung jawab sudah lewat waktu periksanya:"
REMIND_UNREACHED = "⚠️ {count} catatan yang dirawat {name} sudah lewat waktu periksanya. {name} belum bisa dihubungi:"
REMIND_LINE = "• {link}, seharusnya diperiksa {day}"
BUTTON_DUE = "Lihat yang perlu diperiksa"
BACKUP_FAILED = (
    "⚠️ Cadangan harian gagal dibuat. Penyebabnya:\n<code>{reason}</code>\n"
    "Betulkan penyebabnya, lalu kirim /cadangkan. /periksa menunjukkan apa saja yang terganggu."
)
BUILD_FAILED = (
    "⚠️ Indeks tidak dapat dibangun pada jadwalnya; yang lama tetap menjawab. Penyebabnya:\n<code>{reason}</code>\n"
    "Betulkan penyebabnya, lalu kirim /bangun. /periksa menunjukkan apa saja yang terganggu."
)
