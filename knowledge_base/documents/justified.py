"""Lines that were spread from edge to edge, whose wide gaps part words and no cells of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.documents.page_line import Line
from knowledge_base.documents.spans import BORDER

SPREAD = re.compile(r"(?:\S{1,4} )?\S+(?: \| \S+)+")
"""A gap behind every word; the reader of PDFs takes none for a border behind so short a first word."""
EDGE_LINES = 2
"""Other lines that end at the edge of a justified text."""


def with_closed_gaps(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of justified text without borders.

    Such a line has a gap behind every word, ends where others do, goes on in the next line from the same left edge, and
    stands between lines without borders: rows of a table stand together.
    """
    edges = Counter((line.page, round(line.right)) for line in lines if BORDER not in line.text)
    around = zip([None, *lines], lines, [*lines[1:], None], strict=False)
    return [
        replace(line, text=line.text.replace(BORDER, " ")) if _is_spread(before, line, following, edges) else line
        for before, line, following in around
    ]


def _is_spread(before: Line | None, line: Line, following: Line | None, edges: Counter[tuple[int, int]]) -> bool:
    if line.cell is not None or not SPREAD.fullmatch(line.text):
        return False
    ends = sum(edges[line.page, round(line.right) + step] for step in (-1, 0, 1))
    if ends < EDGE_LINES or following is None or following.page != line.page or BORDER in following.text:
        return False
    below_a_row = before is not None and before.page == line.page and BORDER in before.text
    return not below_a_row and abs(following.left - line.left) < 1
