"""Two who changed the same note: what either of them changed, in one note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from knowledge_base.merging import joined
from knowledge_base.note import Note

BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")
"""What stands between two paragraphs."""
LISTS = ("questions", "values", "sources", "related")


def united(then: Note, current: Note, mine: Note) -> Note:
    """The note as it is now, with what I changed since `then`; nothing that either of us added is lost.

    The body is united by paragraphs, lists by entries. In another field that both changed, mine counts.
    """
    own = {
        name: getattr(mine, name)
        for name in Note.__dataclass_fields__
        if name != "id" and getattr(mine, name) != getattr(then, name)
    }
    lists: dict[str, Any] = {
        name: _entries(getattr(then, name), getattr(current, name), getattr(mine, name))
        for name in LISTS
        if name in own
    }
    return replace(current, **{**own, **lists, "body": united_body(then.body, current.body, mine.body)})


def united_body(then: str, current: str, mine: str) -> str:
    """What only one changed, as that one has it; a paragraph that both changed stands twice, the current one first."""
    if current in (then, mine):
        return mine
    if mine == then:
        return current
    stretches = _stretches(*(paragraphs_of(text) for text in (then, current, mine)))
    made = [paragraph for stretch in stretches for paragraph in _of_stretch(*stretch)]
    return "\n\n".join(made or [current, mine])  # each took out what the other left


def paragraphs_of(body: str) -> list[str]:
    """What stands between blank lines."""
    return BETWEEN.split(body)


Stretch = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _stretches(old: Sequence[str], theirs: Sequence[str], own: Sequence[str]) -> Iterator[Stretch]:
    """The three texts cut around the paragraphs that all have in common, each of which is a stretch of its own."""
    left, right = _places(old, theirs), _places(old, own)
    common = [(place, left[place], right[place]) for place in sorted(left.keys() & right.keys())]
    start = (0, 0, 0)
    for end in [*common, (len(old), len(theirs), len(own))]:
        cuts = [slice(*ends) for ends in zip(start, end, strict=True)]
        yield old[cuts[0]], theirs[cuts[1]], own[cuts[2]]
        same = old[end[0] : end[0] + 1]
        yield same, same, same
        start = (end[0] + 1, end[1] + 1, end[2] + 1)


def _places(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where paragraphs that stayed stand in the new text, by where they stood."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _of_stretch(old: Sequence[str], theirs: Sequence[str], own: Sequence[str]) -> Sequence[str]:
    if list(theirs) == list(old):
        return own
    if list(own) == list(old):
        return theirs
    first = [each for each in theirs if each in own or each not in old]
    return [*first, *(each for each in own if each not in theirs and each not in old)]


def _entries(then: Sequence[Any], current: Sequence[Any], mine: Sequence[Any]) -> tuple[Any, ...]:
    """The entries of both without those that one of us took out; all of them when none would be left."""
    gone = {entry for entry in then if entry not in current or entry not in mine}
    every = joined(current, mine)
    return tuple(entry for entry in every if entry not in gone) or every
