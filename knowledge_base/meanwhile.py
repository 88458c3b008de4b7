"""Two who changed the same note: what either of them changed, in one note; or what I say over what they made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from knowledge_base.difference import difference
from knowledge_base.merging import joined
from knowledge_base.note import Note
from knowledge_base.uniting import Clash, united_body

LISTS = ("questions", "values", "sources", "related")
RETIRED = frozenset(("state", "replaced_by"))
"""Fields that only make sense together."""
STANDING = frozenset((*RETIRED, "checked", "review_by", "owner", "contributor"))
"""How a note stands and who agreed to be named in it: none of it is what somebody says who writes its text."""
TOLD = frozenset(("title", "kind", "topic", "example", "state", "checked", "review_by", "contributor", "origin"))
"""Fields of one value of which a person is told that both changed them."""


def united(then: Note, current: Note, mine: Note) -> tuple[Note, tuple[Clash, ...]]:
    """The note as it is now, with what I changed since `then`; nothing that either of us added is lost.

    The body is united by lines, lists by entries. In another field that both changed, mine counts, and it is told.
    """
    own = _changed(then, mine)
    lists = {
        name: _entries(getattr(then, name), getattr(current, name), getattr(mine, name))
        for name in LISTS
        if name in own
    }
    body = united_body(then.body, current.body, mine.body)
    made = replace(current, **{**own, **lists, "body": body.text})
    return made, (*_both_changed(then, current, mine), *body.clashes)


def over(then: Note, current: Note, mine: Note) -> Note:
    """What I say in place of what the note says now; it stands as it does now, unless I changed that since `then`."""
    own = _changed(then, mine)
    return replace(mine, **{name: getattr(current, name) for name in STANDING if name not in own})


def _changed(then: Note, mine: Note) -> dict[str, Any]:
    """The fields that I changed."""
    names = {name for name in Note.__dataclass_fields__ if getattr(mine, name) != getattr(then, name)} - {"id"}
    return {name: getattr(mine, name) for name in names | (RETIRED if names & RETIRED else frozenset())}


def _both_changed(then: Note, current: Note, mine: Note) -> Iterator[Clash]:
    """The fields of one value that both changed, each in another way."""
    own = _changed(then, mine)
    theirs = _changed(then, current)
    for change in difference(current, mine):
        if change.field in TOLD and change.field in own and change.field in theirs:
            yield Clash(change.old, change.new, change.field)


def _entries(then: Sequence[Any], current: Sequence[Any], mine: Sequence[Any]) -> tuple[Any, ...]:
    """The entries of both without those that one of us took out; all of them when none would be left."""
    gone = {entry for entry in then if entry not in current or entry not in mine}
    every = joined(current, mine)
    return tuple(entry for entry in every if entry not in gone) or every
