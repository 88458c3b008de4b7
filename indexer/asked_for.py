"""What kind of thing a question asks for (a number, a time, what to say …), and whether a sentence has such a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.language import normalise

_NUMBER = r"(?:\d+|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belas|puluh|ratus|setengah)\b)"
_UNIT = r"(?:detik|menit|jam|hari|pekan|minggu|bulan|triwulan|semester|tahun)"
_WHO = (
    "petugas|atasan|pimpinan|kepala|pejabat|ketua|pegawai|tim|rekan|camat|lurah|moderator|penilai|inspektorat|ombudsman|"
    "penanggung jawab|pendamping|warga|masyarakat|unit"
)
KINDS = tuple(
    (re.compile(question), re.compile(sentence, re.IGNORECASE))
    for question, sentence in (
        (rf"\bberapa\b(?! lama| {_UNIT})|\b(?:maksimal|minimal|jumlah\w*)\b", rf"{_NUMBER}|\bsekali\b|\bsemua\b"),
        (
            rf"\bberapa {_UNIT}|\b(?:kapan|lama|tenggat\w*|batas\w*|jadwal\w*|jam|pukul|telat|terlambat)\b",
            rf"{_NUMBER} (?:\w+ )?{_UNIT}\b|\b(?:se|setiap |tiap |per |akhir |awal ){_UNIT}\b|\bpukul\b",
        ),
        (
            r"\b(?:bilang|bicara|berbicara|ucap|kalimat|kata|jawab|sapa|omong|balas|tanya|contoh)(?:an|nya|annya)?\b",
            '["“]',
        ),
        (r"\b(?:contoh|misal)(?:nya)?\b", r"\b(?:contoh|misalnya)\b"),
        (
            r"\b(?:jangan|larangan|dilarang|boleh\w*|hindari|dihindari|pantangan\w*|salah|kesalahan|keliru|aman)\b",
            r"\b(?:jangan|hindari|tidak boleh|dilarang|bukan|tanpa|boleh)\b",
        ),
        (
            r"\b(?:siapa|pihak)\b",
            rf"\b(?:{_WHO})\b",
        ),
        (r"\b(?:mengapa|kenapa|alasan\w*)\b", r"\b(?:karena|sebab|agar|supaya|sehingga)\b"),
        (r"\b(?:di|ke) mana\b", r"\b(?:melalui|lewat|kepada|kanal|meja|loket)\b"),
    )
)
"""How a question, in its formal form, asks for a kind of thing, and what shows that a sentence has it."""


def asked_for(question: str) -> Sequence[re.Pattern[str]]:
    """What a sentence must hold to have what the question asks for: any of these; empty where no kind is asked for."""
    formal = normalise(question)
    return [held for asks, held in KINDS if asks.search(formal)]
