"""What stands above a document's text and names it: the box of an SOP, or the head of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from knowledge_base.documents.letterhead import ADDRESS, OFFICE
from knowledge_base.documents.regulation_name import in_title
from knowledge_base.marks import unescaped

CELL = " | "
DEEPEST = 25
"""Lines in which a head ends."""
NAMED = re.compile(r"(?:nama|judul)\s+(?:sop|prosedur)\b\s*:?\s*(?P<value>.*)", re.IGNORECASE)
NUMBERED = re.compile(
    r"(?:nomor|no\.?)(?:\s+(?:sop|surat))?\b[\s.:|]*(?P<value>[\w.\-]*\d[\w./\-]*|[\w.\-]+/[\w./\-]+)", re.IGNORECASE
)
KIND = re.compile(
    r"NOTA DINAS|SURAT EDARAN|(?:SURAT )?UNDANGAN|PENGUMUMAN|SURAT TUGAS|SURAT PERINTAH|SURAT KETERANGAN|MEMORANDUM|"
    r"(?:INSTRUKSI|KEPUTUSAN)\s[A-Z\s]+|INSTRUKSI|KEPUTUSAN"
)
MATTER = re.compile(r"(?:perihal|hal|tentang)\b\s*[:|][\s:|]*(?P<value>\S.*)", re.IGNORECASE)
ABOUT = re.compile(r"TENTANG|Tentang|tentang")
MARKS = re.compile(r"^#{1,6}\s|(?<!\\)\*\*")
LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
OWN = re.compile(r"sop\b|standar\b|prosedur\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a document calls itself, how its source is named, and which of its lines say it and nothing else."""

    title: str
    source: str
    lines: frozenset[int] = frozenset()


def bare(line: str) -> str:
    """A line's words without the signs of headings, bold letters and links."""
    return " ".join(unescaped(LINK.sub(r"\1", MARKS.sub("", line.strip()))).split())


def letterhead_of(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines of a letterhead: an office in capitals with its address, or with another office."""
    written = [number for number, line in enumerate(lines) if bare(line)]
    above = list(takewhile(lambda number: _is_letterhead(bare(lines[number])), written))
    enough = len(above) > 1 and len(above) < len(written) and OFFICE.fullmatch(bare(lines[above[0]]))
    return above if enough else []


def _is_letterhead(words: str) -> bool:
    return CELL not in words and bool(OFFICE.fullmatch(words) or ADDRESS.match(words))


def opening_of(lines: Sequence[str]) -> Opening | None:
    """What the box of an SOP or the head of a letter calls the document; None where neither stands above it."""
    above = {*letterhead_of(lines)}
    written = [number for number, line in enumerate(lines) if bare(line) and number not in above][:DEEPEST]
    return _box([bare(lines[number]) for number in written]) or _letter(lines, written)


def _box(lines: Sequence[str]) -> Opening | None:
    """The name beside or under "Nama SOP" in a table."""
    rows = [[cell.strip() for cell in f"{line} ".split(CELL)] for line in lines]
    number = next((found["value"] for line in lines for found in [NUMBERED.search(line)] if found), "")
    for row, below in zip(rows, [*rows[1:], [""]], strict=False):
        for place, cell in enumerate(row):
            if len(row) > 1 and (found := NAMED.fullmatch(cell)):
                beside = (each for each in (found["value"], *row[place + 1 :]) if any(map(str.isalnum, each)))
                under = below[place] if place < len(below) and len(below) == len(row) else ""
                if value := next(beside, under).strip():
                    title = value if OWN.match(value) else f"SOP {value}"
                    return Opening(title, f"{title} (Nomor {number})" if number else title)
    return None


def _letter(lines: Sequence[str], written: Sequence[int]) -> Opening | None:
    """Kind, number and matter of a letter; one without a kind above it must say both the others."""
    kind = number = matter = ""
    used: set[int] = set()
    for place, at in enumerate(written):
        words = bare(lines[at])
        taken = [at]
        if not kind and not number and KIND.fullmatch(words):
            kind = words
        elif not number and (found := NUMBERED.match(words)):
            number = found["value"].strip(".")
        elif not matter and ABOUT.fullmatch(words):
            taken += _subject(lines, written[place + 1 :])
            matter = " ".join(bare(lines[each]) for each in taken[1:])
        elif not matter and (found := MATTER.match(words)):
            matter = found["value"].strip(" |")
        else:
            continue
        used |= set(taken) if CELL not in words else set()
    if not matter or not (kind or number) or (not kind and not any(MATTER.match(bare(lines[at])) for at in used)):
        return None
    named = in_title(kind or "SURAT").replace("Surat Edaran", "SE")
    about = in_title(matter.rstrip(" .,")) if matter.isupper() else matter.rstrip(" .,")
    title = f"{named} {number}".strip() + f" tentang {about}"
    return Opening(title, title, frozenset(used))


def _subject(lines: Sequence[str], following: Sequence[int]) -> list[int]:
    """The lines below TENTANG: those in capitals, or a single one."""
    capitals = list(takewhile(lambda at: bare(lines[at]).isupper() and not bare(lines[at]).endswith(","), following))
    return capitals or list(following[:1])
