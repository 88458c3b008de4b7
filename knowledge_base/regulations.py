"""Regulations as people name them: "UU 25/2009", "uu no 25 th 2009", "Undang-Undang Nomor 25 Tahun 2009" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from knowledge_base import regulation_forms
from knowledge_base.errors import RegulationError
from knowledge_base.note import Note
from knowledge_base.notes import note_of

TYPES = "uu|perppu|pp|perpres|keppres|inpres|peraturan|keputusan|instruksi|pedoman|qanun|se"
HINT = re.compile(regulation_forms.HINT, re.IGNORECASE)
"""Something without which no text names a regulation, in whatever form: found sooner than the regulation itself."""
NATIONAL = frozenset(("uu", "perppu", "pp", "perpres", "keppres", "inpres"))
"""What only the state issues: words between kind and number ("UU Pelayanan Publik 25/2009") say nothing new."""
SILENT = frozenset(
    "ri republik indonesia menteri kementerian kepala provinsi prov pemprov dki khusus ibukota ibu kota jakarta".split()
)
"""Words that leave the issuer who it is. A regional regulation without a region is Jakarta's."""
WHOSE = frozenset("menteri kementerian dki jakarta".split())
"""Those of them that still say whose a regulation is: nobody who writes one means another region's."""
OFFICES = frozenset("kabupaten kab kecamatan kec kelurahan kel administrasi".split())
"""Words that say the same again of an issuer, though they tell one law from another: "pp kecamatan"."""
NAMED = re.compile(
    rf"\b(?P<type>{TYPES})(?![a-z])"
    rf"(?P<issuer>(?:[\s-]+(?!(?:{TYPES}|tentang|atas|dengan|jo|juncto|nomor|nomer|no|putusan|surat)\b)[a-z]+){{0,14}}?)"
    r"[\s.,-]*(?:\b(?:nomor|nomer|no)\b[\s.:]*)?(?:\b(?:e|per|kep|se|ins)[\s.-]+)?"
    r"(?<![0-9/])(?P<number>[0-9]{1,4}[a-z]?)"
    r"(?:(?:/[a-z][a-z0-9.-]{0,15}(?:/[a-z0-9.-]{1,15}){0,3})?\s*/\s*(?:tahun\s*)?"  # 5/SE/2023, 63/KEP/M.PAN/7/2003
    r"|[\s,]*\b(?:tahun|thn|th)\b[\s.]*|\s+)"
    r"(?P<year>(?:19|20)[0-9]{2})(?![0-9/])"
)
_SHORT_FORMS = [(re.compile(rf"(?<![a-z])(?:{pattern})"), short) for pattern, short in regulation_forms.SHORT_FORMS]


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
LONGEST = 160
"""Characters of a regulation's kind, number and year as they are written."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation: its kind with its issuer ("uu", "peraturan panrb"), its number and its year."""

    kind: str
    number: str
    year: int


def regulations_in(text: str) -> Iterator[Regulation]:
    """The regulations that a text names, in order. One without number or year is none."""
    if HINT.search(text):
        yield from map(_regulation, NAMED.finditer(in_short_forms(text)))


def titled_regulation(text: str) -> Regulation | None:
    """The regulation whose name a text begins with, or None."""
    found = NAMED.match(in_short_forms(text))
    return _regulation(found) if found else None


def written_in(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text regulations are named, as it is written: each name's begin and end."""
    end = 0
    for hint in HINT.finditer(text):
        start = hint.start()
        if start < end:
            continue
        for year in _YEAR.finditer(text, start, start + LONGEST):
            if NAMED.fullmatch(in_short_forms(text[start : year.end()])):
                end = year.end()
                yield start, end
                break


def regulation_of(text: str) -> Regulation:
    """The regulation that a text names first; raises RegulationError if it names none."""
    for regulation in regulations_in(text):
        return regulation
    raise RegulationError(f"'{text:.80}' names no regulation; write kind, number and year, as UU 25/2009")


def citing(db: Database, regulation: str) -> list[Note]:
    """The notes in whatever state that name a regulation, in sources or text, by id; raises RegulationError."""
    wanted = regulation_of(regulation)
    rows = db.table("notes").rows_where(
        "sources || title || body like :year and sources || title || body like :number",
        {"year": f"%{wanted.year}%", "number": f"%{wanted.number}%"},
        order_by="id",
    )
    return [note for note in map(note_of, rows) if is_sourced(note, wanted) or _is_told(note, wanted)]


def is_sourced(note: Note, wanted: Regulation) -> bool:
    """Whether a note names a regulation among its sources, not only in its text."""
    return any(wanted in regulations_in(source.name) for source in note.sources)


def _is_told(note: Note, wanted: Regulation) -> bool:
    return any(wanted in regulations_in(text) for text in (note.title, note.body))


def in_short_forms(text: str) -> str:
    """The text in lower case, with regulations' kinds and issuers in their short forms: "undang-undang" is "uu"."""
    plain = " ".join(text.casefold().split())
    for pattern, short in _SHORT_FORMS:
        plain = pattern.sub(short, plain)
    return plain


def _regulation(named: re.Match[str]) -> Regulation:
    number = named["number"].lstrip("0") or "0"
    return Regulation(_kind(named["type"], named["issuer"]), number, int(named["year"]))


def _kind(kind: str, issuer: str) -> str:
    if kind in NATIONAL:
        return kind
    return " ".join([kind, *(word for word in re.findall(r"[a-z]+", issuer) if word not in SILENT | OFFICES)])
