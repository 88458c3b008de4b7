"""EDITS: a body cut into lines, and what a later form of it changed, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge_base.blocks import FENCE, with_number

ALIKE = 0.4
"""Share of words in common from which on a line counts as another form of a line, not as a new one."""
COMPARED = 10_000
"""Pairs of lines up to which a rewritten stretch is compared line by line; a longer one was rewritten as a whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, or a whole piece of code; `between` is what stands before it: line ends."""

    text: str
    between: str

    @property
    def key(self) -> str:
        """The text, whatever its number in a list."""
        return with_number(self.text, 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """The lines from `start` to `end` of the old text became those from `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def is_change(self) -> bool:
        """Whether one line became another."""
        return (self.end - self.start, self.new_end - self.new_start) == (1, 1)


def lines_of(body: str) -> list[Line]:
    """A body's lines without the blank ones; code that is not closed ends with the body."""
    found: list[Line] = []
    between, fence = "", False
    for line in body.split("\n"):
        marks_code = line.lstrip().startswith(FENCE)
        if fence:
            found[-1] = Line(f"{found[-1].text}\n{line}", found[-1].between)
            fence = not marks_code
        elif line.strip():
            found.append(Line(line, between))
            between, fence = "\n", marks_code
        else:
            between += f"{line}\n"
    if fence:
        found[-1] = Line(f"{found[-1].text}\n{FENCE}", found[-1].between)
    return found


def edits(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Edit]:
    """What the new lines changed of the old ones, in order; another number in a list is no change."""
    before, after = [line.key for line in old], [line.key for line in new]
    for kind, *ends in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        edit = Edit(*ends)
        if kind == "replace":
            yield from _line_by_line(edit, before, after)
        elif kind != "equal":
            yield edit


def _line_by_line(edit: Edit, old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """A rewritten stretch, cut at the lines that are another form of an old one."""
    start, new_start = edit.start, edit.new_start
    for line, new_line in _pairs(old[edit.start : edit.end], new[edit.new_start : edit.new_end]):
        place, new_place = edit.start + line, edit.new_start + new_line
        if (start, new_start) != (place, new_place):
            yield Edit(start, place, new_start, new_place)
        yield Edit(place, place + 1, new_place, new_place + 1)
        start, new_start = place + 1, new_place + 1
    if (start, new_start) != (edit.end, edit.new_end):
        yield Edit(start, edit.end, new_start, edit.new_end)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines of both that are most alike, in order."""
    if len(old) * len(new) > COMPARED:
        return
    words, new_words = ([set(re.findall(r"\w+", line.casefold())) for line in lines] for lines in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            together = best[i + 1][j + 1] + _alike(words[i], new_words[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _alike(one: set[str], other: set[str]) -> float:
    """The share of words in common (Dice); 0 for lines that are not alike."""
    share = 2 * len(one & other) / (len(one) + len(other) or 1)
    return share if share >= ALIKE else 0.0
