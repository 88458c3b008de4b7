"""TWINS: notes that say nearly the same, and notes that say something else about the same."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.note import Note


@dataclass(frozen=True, slots=True)
class Twin:
    """A note that says nearly the same as another; `likeness` is 0 to 1."""

    note: Note
    likeness: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A note that says something else about the same: `ours` in the new note, `theirs` in this one."""

    note: Note
    ours: str
    theirs: str
