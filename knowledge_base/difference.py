"""What changed between two forms of a note, as data: per field, what was kept, added and removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from knowledge_base.note import Note

FIELDS = tuple(name for name in Note.__dataclass_fields__ if name != "id")
WORD = re.compile(r"\s*\S+|\s+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
WORDS_COMPARED = 1_500
"""Words on each side up to which a changed passage is compared word by word; a longer one is told as a whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that stayed, came or went."""

    kind: Literal["kept", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a note that changed. The kept and removed runs joined are `old`, the kept and added ones `new`.

    A list stands as one entry a line.
    """

    field: str
    old: str
    new: str
    runs: tuple[Run, ...]


def difference(old: Note, new: Note) -> list[Change]:
    """The fields in which two notes differ, in the order of Note."""
    pairs = ((name, _text(getattr(old, name)), _text(getattr(new, name))) for name in FIELDS)
    return [changed(name, before, after) for name, before, after in pairs if before != after]


def changed(field: str, old: str, new: str) -> Change:
    """The change of a field from one text to another."""
    return Change(field, old, new, _runs(old, new))


def _text(value: object) -> str:
    return "\n".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _runs(old: str, new: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for run in _compared(LINE, old, new):
        if runs and runs[-1].kind == run.kind:
            runs[-1] = Run(run.kind, runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def _compared(cut: re.Pattern[str], old: str, new: str) -> Iterator[Run]:
    """Lines are compared first, and the words of lines that changed after that."""
    before, after = cut.findall(old), cut.findall(new)
    if cut is WORD and max(len(before), len(after)) > WORDS_COMPARED:
        yield from _as_a_whole(old, new)
        return
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        removed, added = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind == "equal":
            yield Run("kept", removed)
        elif kind == "replace" and cut is LINE:
            yield from _compared(WORD, removed, added)
        else:
            yield from _as_a_whole(removed, added)


def _as_a_whole(old: str, new: str) -> Iterator[Run]:
    if old:
        yield Run("removed", old)
    if new:
        yield Run("added", new)
