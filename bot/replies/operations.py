"""What admins read about the state of the machine and about backups."""

from __future__ import annotations

COMMAND_EXAMINE = "Periksa semua yang Prima perlukan"
COMMAND_BACKUP = "Buat cadangan sekarang"
EXAMINING = "Prima sedang memeriksa semuanya, beberapa detik."
ALL_WELL = "✅ Semua baik: {count} hal diperiksa."
EXAMINED = "⚠️ Ada {what}."
COUNTED = {"error": "{count} gangguan", "warning": "{count} hal yang perlu perhatian"}
LEVEL = {"error": "<b>Gangguan</b>", "warning": "<b>Perhatian</b>", "ok": "<b>Baik</b>"}
LINE = "• {text}"
BACKING_UP = "Cadangan sedang dibuat. Prima tetap menjawab."
BACKED_UP = "✅ Cadangan {name}, {megabytes} MB. Berkas ini memuat seluruh isi Prima; simpan di tempat yang aman."
BACKED_UP_LARGE = (
    "✅ Cadangan dibuat, {megabytes} MB. Itu terlalu besar untuk dikirim lewat Telegram; "
    "berkasnya ada di server:\n<code>{path}</code>"
)
BACKUP_FAILED = "Cadangan belum bisa dibuat. Penyebabnya:\n<code>{message}</code>"
