"""What stands above a printed document without belonging to it: a letterhead, or the header of a single page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from knowledge_base.documents.page_line import Line

OFFICE = re.compile(
    r"(?:PEMERINTAH|PROVINSI|DAERAH KHUSUS|KOTA|KABUPATEN|KECAMATAN|KELURAHAN|DESA|KEMENTERIAN|SEKRETARIAT|DINAS|SUKU|"
    r"BADAN|BIRO|BAGIAN|INSPEKTORAT|LEMBAGA|KOMISI|UNIT|UPT|BALAI|KANTOR|RUMAH SAKIT|RSUD|PUSKESMAS|SEKOLAH|"
    r"REPUBLIK INDONESIA)\b[^a-z]*"
)
"""An office in capitals, as a letterhead names it."""
ALONE = re.compile(
    r"(?!.*\b(?:STANDAR|SOP|PANDUAN|PEDOMAN|PENGUMUMAN|NOTULA|NOTULEN|LAPORAN|SURAT|PROSEDUR|JADWAL|TATA|ALUR)\b)"
    r"(?:PEMERINTAH|KEMENTERIAN|SEKRETARIAT|DINAS|SUKU DINAS|BADAN|BIRO|INSPEKTORAT|KANTOR|BALAI|UPT|RUMAH SAKIT|RSUD|"
    r"PUSKESMAS|KECAMATAN|KELURAHAN)(?:\s[A-Z.,()&/\-]+|\s\d{1,2}){1,7}"
)
"""An office that is a letterhead even without an address, and never the title of a document."""
ADDRESS = re.compile(
    r"(?=[A-Z(])(?:(?i:jalan|jln|jl)\b\.?\s+\S|[^.]{0,60}\b(?i:telp|telepon|tlp|fax|faks|faksimile|kode pos|e-?mail|"
    r"surel|website|laman)\b|[A-Z ]{3,30}\s\d{5}$)|(?:www\.|https?://)"
)
DEEPEST = 0.25
"""A letterhead stands in this share of the first page, from above."""
HEADER = 0.13
SMALLER = 0.9
"""A line above all others that is so much lower than the text is a page's header."""


def without_letterhead(lines: Sequence[Line]) -> list[Line]:
    """The lines without what stands above them; all of them where nothing else would be left.

    A letterhead is an office in capitals with its address, or with the office above it. The header of several pages is
    known by its repetition, that of a single one by its small letters.
    """
    if not lines:
        return []
    page = [line for line in lines if line.page == lines[0].page]
    ordered = sorted(page, key=lambda line: line.top)
    small = list(takewhile(lambda line: line.depth < HEADER and line.height <= SMALLER * _body(lines), ordered))
    header = small if len(page) == len(lines) else []
    above = list(takewhile(_is_letterhead, ordered[len(header) :]))
    if len(above) < 2 or not OFFICE.fullmatch(above[0].text):
        above = []
    dropped = {*header, *above}
    return [line for line in lines if line not in dropped] or list(lines)


def _is_letterhead(line: Line) -> bool:
    return line.depth < DEEPEST and bool(OFFICE.fullmatch(line.text) or ADDRESS.match(line.text))


def _body(lines: Sequence[Line]) -> float:
    """The height of most of the text."""
    weight: Counter[float] = Counter()
    for line in lines:
        weight[line.height] += len(line.text)
    return weight.most_common(1)[0][0]
