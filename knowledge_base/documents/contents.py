"""A document's table of contents, which serves those who turn its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

PAGE = r"[ |]*(?:\d{1,3}|[ivxlc]{1,6})\s*$"
LEADER = re.compile(rf"(?:(?:\.[ ]?){{4,}}|…[ .…]*){PAGE}")
"""Dots that lead to the number of a page."""
ENTRY = re.compile(rf"\S[\s.…|]*[\s.…|]{PAGE}")
CONTENTS = re.compile(r"(?:#{1,6}\s+)?\**(?:DAFTAR|Daftar)\s+(?i:isi|tabel|gambar|lampiran)\**")
FEWEST = 3
"""Lines with leaders from which on they are a table of contents; a form to fill in may have one."""


def without_contents(text: str) -> str:
    """The text without the lines that lead to a page, and without what follows "Daftar Isi" and ends in a number."""
    lines = text.split("\n")
    if sum(1 for line in lines if LEADER.search(line)) >= FEWEST:
        lines = [line for line in lines if not LEADER.search(line)]
        return "\n".join(_without_entries(lines, bare=True))
    return "\n".join(_without_entries(lines, bare=False))


def _without_entries(lines: list[str], *, bare: bool) -> Iterator[str]:
    """The lines without those that follow "Daftar Isi" and end in a page's number.

    `bare`: the name of a table of contents goes even if nothing of it is left.
    """
    waiting: list[str] = []
    inside = False
    for line in lines:
        if CONTENTS.fullmatch(line.strip()):
            yield from () if inside or bare else waiting
            waiting, inside = [line], False
        elif waiting and line.strip() and ENTRY.search(line):
            inside = True
        elif waiting and line.strip():
            yield from () if inside or bare else waiting
            waiting = []
            yield line
        elif waiting:
            waiting.append(line)
        else:
            yield line
    yield from () if inside or bare else waiting
