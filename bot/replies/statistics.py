"""What /statistik says beside its picture."""

from __future__ import annotations

COMMAND_STATISTICS = "Angka pemakaian: pekan, bulan, kuartal"
CAPTION = "<b>{days}</b>\n{asked} {votes} {due}"
ASKED = "{questions} pertanyaan dari {people} orang, {answered} terjawab, {unanswered} tanpa jawaban."
NOT_ASKED = "Belum ada pertanyaan."
VOTES = "Suara membantu: {helpful} dari {votes} suara."
NO_VOTES = "Belum ada suara."
DUE = "{due} catatan perlu diperiksa."
NONE_DUE = "Tidak ada catatan yang lewat waktu periksanya."
CSV_CAPTION = "Angka yang sama sebagai tabel, {days}."
CSV_FILE = "statistik-prima-{last}.csv"
DAYS = "{first} – {last}"
SPANS = {"week": "Pekan", "month": "Bulan", "quarter": "Kuartal"}
BUTTON_CSV = "Unduh tabel"
