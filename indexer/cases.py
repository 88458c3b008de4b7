"""CASES: of which of several cases a sentence speaks: which day or year, the first or second time, at which counter.

cases_of("posyandu rw 3 pagi") and cases_of("posyandu rw 5 pagi") differ in one place only
"""

from __future__ import annotations

import re

from indexer.dates import dates_in

Cases = tuple[frozenset[int], ...]
"""One set for each line of contrasts, the same lines for every text: those of its words that the text holds."""
_CONTRASTS = tuple(
    tuple(re.compile(rf"\b(?:{words})\b") for words in kinds)
    for kinds in (
        ("senin", "selasa", "rabu", "kamis", "jumat|jum'at", "sabtu", "minggu|ahad"),
        ("baru|pertama kali", "perpanjangan|memperpanjang|diperpanjang", "hilang", "rusak", "perubahan|ubah data"),
        ("ringan", "sedang", "berat"),
        (r"(?<!\d )pagi", r"(?<!\d )siang", r"(?<!\d )sore", r"(?<!\d )malam"),
        ("dewasa", "anak|bayi"),
        ("daring|online|aplikasi", "luring|tatap muka|langsung"),
        (
            "minimal|sedikitnya|paling sedikit|sekurang-kurangnya|paling cepat|paling kurang",
            "maksimal|paling (?:lama|lambat|banyak)",
        ),
        ("istirahat", "buka|dibuka|melayani|beroperasi"),
        ("hitam[ -]putih", "berwarna|warna"),
        ("tahap (?:1|satu|pertama)", "tahap (?:2|dua|kedua)"),
        ("sebelum(?:nya)?", "sesudah(?:nya)?|setelah(?:nya)?|sejak"),
        (r"(?:di)?buka(?!.*(?:sampai|hingga|s\.?d|-|–))", r"(?:di)?tutup"),
        ("dimulai|mulai|dibuka", "ditutup|paling lambat|terakhir|tenggat|batas akhir|jatuh tempo|berakhir"),
        ("pendaftaran|mendaftar", "pengumuman|diumumkan", "pelaksanaan|dilaksanakan"),
        (r"(?:selesai|jadi|terbit|dicetak|diterbitkan)(?!.*\bberlaku\b)", "berlaku"),
        ("tanpa surat", "dengan surat|disertai surat"),
        ("lansia|disabilitas|hamil|prioritas", "umum|reguler"),
        ("kelurahan", "kecamatan", "puskesmas", "rumah sakit|rsud", "sekolah"),
    )
)
"""Words of one line set two sentences apart: each is about its own case. The days of the week stand first."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_BY_NUMBER = tuple(
    re.compile(rf"\b{noun} (\d{{1,3}}|{'|'.join(_ROMAN)})\b")
    for noun in (
        "rw rt loket lantai meja ruang golongan kelas jalur pintu gedung zona blok gelombang sesi kelompok triwulan"
        " semester".split()
    )
)
"""What is told apart by its number."""


def cases_of(text: str) -> Cases:
    """The cases that a text names, the days of the week first."""
    lowered = text.lower()
    named = (frozenset(n for n, words in enumerate(kinds) if words.search(lowered)) for kinds in _CONTRASTS)
    numbered = (frozenset(_ROMAN.get(n) or int(n) for n in noun.findall(lowered)) for noun in _BY_NUMBER)
    return (*named, dates_in(lowered).years, *numbered)
