"""Headers, footers and page numbers: what stands on the pages of a document without being a part of its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from statistics import median

from knowledge_base.documents.page_line import LARGER, STRUCTURE, Line, pitch_of
from knowledge_base.documents.spans import BORDER
from knowledge_base.documents.table_rows import NEAR

EDGE = 3
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""
MARGIN = 0.13
"""The share of a page, from above and from below, in which they stand."""
REPEATED = 0.3
"""On what share of the pages, and on no fewer than three, a line must stand in the same place: left and right pages
may differ, and a scan misreads some."""
INSIDE = 0.1
"""For so many of its pages a header may stand in the text too: an office that signs. More is a list that goes on."""
MOST_FURNITURE = 0.5
"""Where more of the text than this share would go, it is no furniture: the pages say the same."""
PLACE = 8.0  # points; two lines nearer than that stand in the same place
GAP = 1.2
"""A distance to the text, in usual distances, that sets a header apart from it."""
LONGEST = 200
"""Characters of a line in which a page number is looked for."""

PAGE_NUMBER = re.compile(
    r"(?:[-–—_~\s]*(?:hal(?:aman|\.)?|page|hlm\.?)?\s*[-–—_.(\[]*\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—_.)\]]*"
    r"(?:\s*(?:dari|of|/)\s*\d{1,4})?[-–—_~\s]*)",
    re.IGNORECASE,
)
CATCHWORD = re.compile(r".{1,60}?(?:\.\s?){2,}\.\s*|.{1,60}?\s?…\s*")

Key = tuple[str, int | None]
"""What a header has in common with itself on other pages: its words, and its place."""


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, catchwords, and what many pages repeat in the same place of the margin."""
    if not lines:
        return []
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    margins = [margin for page in pages for margin in _margins(page)]
    marks = _Marks.of(lines, margins, len(pages))
    furniture = {line for margin in margins for line in takewhile(marks.is_furniture, margin.lines)}
    kept = [line for line in lines if line not in furniture]
    if _size(kept) < (1 - MOST_FURNITURE) * _size(lines):
        kept = [line for line in lines if not (line in furniture and _numbers(line))]
    return kept


@dataclass(frozen=True, slots=True)
class _Margin:
    """The outer lines of a page's upper or lower margin, and those that follow, each from the outside in."""

    lines: list[Line]
    page: list[Line]

    def is_apart(self, size: int, *, pitch: float) -> bool:
        """Whether so many of its lines are set apart from the text: by a gap, or by the size of their letters."""
        line, following = self.page[size - 1], next(iter(self.page[size:]), None)
        if following is None:
            return True
        if BORDER in line.text and BORDER in following.text:
            return False  # the header of a table, which every page repeats
        if line.cell and following.cell and _adjoin(line.cell, following.cell):
            return False
        other = max(line.height, following.height) > LARGER * min(line.height, following.height)
        return other or abs(following.top - line.top) >= GAP * pitch


@dataclass(slots=True)
class _Marks:
    """What is known of the margins of all pages."""

    body: float
    least: float
    inside: Counter[str]
    seen: defaultdict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    apart: defaultdict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    lone: set[Line] = field(default_factory=set)

    @classmethod
    def of(cls, lines: Sequence[Line], margins: Sequence[_Margin], pages: int) -> _Marks:
        outer = {line for margin in margins for line in margin.lines}
        inside = Counter(_pattern(line) for line in lines if line not in outer)
        least = max(min(3, pages), REPEATED * pages, 2)
        marks = cls(median(line.height for line in lines), least, inside)
        for line in outer:
            for key in marks.keys(line):
                marks.seen[key].add(line.page)
        pitch = pitch_of(lines)
        for margin in margins:
            block = list(takewhile(marks.repeats, margin.lines))
            while block and not marks.ends(margin, block, pitch):
                block.pop()
            for line in block:
                marks.lone |= {line} if _numbers(line) else set()
                for key in marks.keys(line):
                    marks.apart[key].add(line.page)
        return marks

    def keys(self, line: Line) -> Iterator[Key]:
        """A line may stand astride a border between two places, and may count the pages.

        What stands out counts something else: "Langkah 3" is a heading.
        """
        places = int(line.top // PLACE), -1 - int((line.top + PLACE / 2) // PLACE)
        texts = {line.text}
        if not (line.bold or line.height > LARGER * self.body):
            texts |= set(_counted(line))
        yield from ((text, place) for text in texts for place in places)
        if PAGE_NUMBER.fullmatch(line.text):
            yield from ((text, None) for text in _counted(line))  # a scan lies askew

    def counts(self, line: Line) -> bool:
        """Whether a line is a page number, one more on every page."""
        return any(place is None and len(self.seen[text, place]) >= self.least for text, place in self.keys(line))

    def repeats(self, line: Line) -> bool:
        """Whether a line may be furniture, for its words and its place."""
        if STRUCTURE.match(line.text):
            return False
        if CATCHWORD.fullmatch(line.text) or self.counts(line):
            return True
        often = max(len(self.seen[key]) for key in self.keys(line))
        enough = often >= self.least or _numbers(line)
        return enough and self.inside[_pattern(line)] <= INSIDE * often

    def ends(self, margin: _Margin, block: Sequence[Line], pitch: float) -> bool:
        """Whether the text may begin behind these lines of a margin."""
        last = block[-1]
        surely = CATCHWORD.fullmatch(last.text) or self.counts(last)
        return bool(surely) or margin.is_apart(len(block), pitch=pitch)

    def is_furniture(self, line: Line) -> bool:
        """Whether a line is furniture here, or surely on many other pages."""
        return line in self.lone or any(len(self.apart[key]) >= self.least for key in self.keys(line))


def _adjoin(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    """Whether one cell stands right above the other."""
    return min(abs(first[1] - second[3]), abs(first[3] - second[1])) <= NEAR


def _numbers(line: Line) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.text) or CATCHWORD.fullmatch(line.text))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _counted(line: Line) -> Iterator[str]:
    """The line's text with each of its numbers in turn counted from the page's number."""
    numbers = re.finditer(r"\d{1,4}", line.text) if len(line.text) <= LONGEST else ()
    for found in numbers:
        yield f"{line.text[: found.start()]}\0{int(found[0]) - line.page}\0{line.text[found.end() :]}"


def _pattern(line: Line) -> str:
    """The line's text whatever its numbers."""
    text = line.text.casefold()
    return re.sub(r"\d+|\b[ivxl]+\b" if PAGE_NUMBER.fullmatch(text) else r"\d+", "0", text)


def _margins(lines: Sequence[Line]) -> tuple[_Margin, _Margin]:
    """The upper and the lower margin of a page."""
    ordered = sorted(lines, key=lambda line: line.top)
    above = [line for line in ordered[:EDGE] if line.depth < MARGIN]
    ordered_up = ordered[::-1]
    return _Margin(above, ordered), _Margin([line for line in ordered_up[:EDGE] if line.depth > 1 - MARGIN], ordered_up)
