"""Two who changed the same text: what either of them changed, line by line, in one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from knowledge_base.blocks import WHOLE
from knowledge_base.chunk import LIST_ITEM
from knowledge_base.edits import Edit, Line, edits, lines_of
from knowledge_base.numbering import Count, beginnings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed, each in another way: as it is now, and as I have it; lines are empty if they were removed.

    Lines of the body stand in both forms; of another field it is mine.
    """

    current: str
    mine: str
    field: str = "body"


@dataclass(frozen=True, slots=True)
class UnitedBody:
    """One body of two, in which both forms of what clashed stand one after the other."""

    text: str
    clashes: tuple[Clash, ...] = ()


def united_body(then: str, current: str, mine: str) -> UnitedBody:
    """What only one changed, as that one has it and in its place; of a line that both changed the current form first.

    The steps of numbered lists are counted anew.
    """
    if current in (then, mine):
        return UnitedBody(mine)
    if mine == then:
        return UnitedBody(current)
    union = _Union(then, current, mine)
    return UnitedBody(union.text or f"{current}\n\n{mine}", tuple(union.clashes))  # each took out what the other left


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of the union, and where it stands in the three texts; None where it does not."""

    line: Line
    places: tuple[int | None, int | None, int | None]


@dataclass(slots=True)
class _Group:
    """Edits of either side that touch the same lines of the old text."""

    start: int
    end: int
    theirs: list[Edit]
    own: list[Edit]


class _Union:
    """Three texts, and what becomes of them."""

    def __init__(self, then: str, current: str, mine: str) -> None:
        self._texts = old, theirs, own = lines_of(then), lines_of(current), lines_of(mine)
        left, right = list(edits(old, theirs)), list(edits(old, own))
        self._theirs, self._own = _places(len(old), left), _places(len(old), right)
        self.clashes: list[Clash] = []
        placed = list(self._placed(_groups(left, right)))
        self.text = "".join(self._told(placed))

    def _placed(self, groups: Sequence[_Group]) -> Iterator[_Placed]:
        old, start = self._texts[0], 0
        for group in groups:
            yield from (self._kept(place) for place in range(start, group.start))
            yield from self._changed(group)
            start = group.end
        yield from (self._kept(place) for place in range(start, len(old)))

    def _kept(self, place: int) -> _Placed:
        return _Placed(self._texts[0][place], (place, self._theirs[place], self._own[place]))

    def _changed(self, group: _Group) -> list[_Placed]:
        """What became of the lines of a group; what both wrote stands there once."""
        _, theirs, own = self._texts
        first, then = [], []
        for edit in group.theirs:
            was = edit.start if edit.is_change else None
            there = self._own[was] if was is not None else None
            first += [_Placed(theirs[place], (was, place, there)) for place in range(edit.new_start, edit.new_end)]
        for edit in group.own:
            was = edit.start if edit.is_change else None
            there = self._theirs[was] if was is not None else None
            then += [_Placed(own[place], (was, there, place)) for place in range(edit.new_start, edit.new_end)]
        said, mine = ([each.line.key for each in lines] for lines in (first, then))
        if group.start < group.end and group.theirs and group.own and said != mine:
            self.clashes.append(Clash(*("\n".join(each.line.text for each in lines) for lines in (first, then))))
        return [*first, *(each for each in then if each.line.key not in said)]

    def _told(self, placed: Sequence[_Placed]) -> Iterator[str]:
        """The lines with what stands between them, and their numbers."""
        begins = [beginnings(lines) for lines in self._texts]
        count = Count()
        before: _Placed | None = None
        for each in placed:
            between = self._between(before, each) if before else ""
            starts = (
                begin[place] if place is not None else None for begin, place in zip(begins, each.places, strict=True)
            )
            yield between + count.numbered(Line(each.line.text, between), _chosen(*starts))
            before = each

    def _between(self, before: _Placed, after: _Placed) -> str:
        """What stands between two lines where they are neighbours; else what belongs between lines of their kind."""
        found = (
            lines[place].between if place is not None and last is not None and place == last + 1 else None
            for lines, last, place in zip(self._texts, before.places, after.places, strict=True)
        )
        kinds = {_kind(each.line.text) for each in (before, after)}
        return _chosen(*found) or ("\n" if len(kinds) == 1 and kinds != {""} else "\n\n")


def _kind(text: str) -> str:
    """What a line belongs to whose neighbours follow it without a blank line: a list, a table, a quotation; or ""."""
    return "item" if LIST_ITEM.match(text) else text.lstrip()[0] if WHOLE.match(text) else ""


def _chosen(then: T | None, theirs: T | None, own: T | None) -> T | None:
    """What I changed, else what is there now, else what was there; None is what is not known."""
    if own is not None and (own != then or theirs is None):
        return own
    return then if theirs is None else theirs


def _places(length: int, changes: Sequence[Edit]) -> list[int | None]:
    """Where each of the old lines stands in the new text; None where it was changed."""
    found: list[int | None] = []
    behind = 0
    for edit in changes:
        found += range(len(found) + behind, edit.start + behind)
        found += [None] * (edit.end - edit.start)
        behind = edit.new_end - edit.end
    return [*found, *range(len(found) + behind, length + behind)]


def _groups(theirs: Sequence[Edit], own: Sequence[Edit]) -> list[_Group]:
    """The edits of both by what they touch, in order; neighbours that touch no line in common stay apart."""
    found: list[_Group] = []
    sides = [*((edit, False) for edit in theirs), *((edit, True) for edit in own)]
    for edit, is_own in sorted(sides, key=lambda side: (side[0].start, side[0].end, side[1])):
        last = found[-1] if found else None
        if last is None or (edit.start >= last.end and (edit.start, edit.end) != (last.start, last.end)):
            last = _Group(edit.start, edit.end, [], [])
            found.append(last)
        (last.own if is_own else last.theirs).append(edit)
        last.end = max(last.end, edit.end)
    return found
