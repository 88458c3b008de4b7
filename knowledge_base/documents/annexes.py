"""A regulation's annexes: where each begins, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge_base.documents.pasal import Head
from knowledge_base.documents.regulation_name import in_title

ANNEX = re.compile(
    r"^[ \t]*(?:LAMPIRAN\b(?:[ \t]+(?P<number>[IVXL]{1,6}|\d{1,2}|[A-H])\b)?|"
    r"Lampiran[ \t]+(?P<alone>[IVXL]{1,6}|\d{1,2})"
    r"(?=[ \t]*[.:]?[ \t]*$))[ \t]*[.:]?",
    re.MULTILINE,
)
"""In small letters on a line of its own: within a sentence an annex is only referred to."""
NAMES = re.compile(r"(?:PERATURAN|KEPUTUSAN|INSTRUKSI|UNDANG-UNDANG|SURAT EDARAN)\b|(?:NOMOR|TANGGAL|TENTANG)\b")
"""What names the regulation once more, below the annex's number."""
ABOUT = re.compile(r"TENTANG\b")
CAPITALS = re.compile(r"[A-Z][A-Z0-9 ,/()&.\-]*")
SUBJECT_LENGTH = 160


def annexes_of(text: str, start: int, end: int | None = None) -> list[Head]:
    """The heads of the annexes between two places, in order."""
    return [
        Head("annex", found.start(), found.end(), f"Lampiran {found['number'] or found['alone'] or ''}".strip())
        for found in ANNEX.finditer(text, start, len(text) if end is None else end)
    ]


def without_sections(heads: Iterable[Head], annexes: Sequence[Head], explained_from: int) -> Iterator[Head]:
    """The heads without the Bagian of annexes, which are text there; a Bab parts an annex as it parts the articles."""
    first = annexes[0].start if annexes else None
    for head in heads:
        behind = first is not None and head.start > first and not first < explained_from < head.start
        if head.kind != "section" or not behind:
            yield head


def annex_subject(words: str) -> str:
    """What an annex is about: its first lines in capitals that do not name the regulation; empty when it has none.

    Lines below TENTANG say what the regulation is about, up to the first empty line or, without one, a single line.
    """
    title: list[str] = []
    named = False
    for line in (each.strip() for each in words.strip().split("\n")):
        if not line:
            if title:
                break
            named = False
        elif NAMES.match(line):
            named = ABOUT.match(line) is not None and not line.removeprefix("TENTANG").strip()
        elif named:
            named = False
        elif CAPITALS.fullmatch(line) and re.search(r"[A-Z]{3}", line):
            title.append(line)
        else:
            break
    subject = in_title(" ".join(" ".join(title).split()).strip(" .,-"))
    return subject if len(subject) <= SUBJECT_LENGTH else ""
