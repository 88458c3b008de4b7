"""Changes of notes, numbered by the database itself: whoever writes a note, by whatever way, is counted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from knowledge_base.note import Note
from knowledge_base.notes import find_note


@dataclass(frozen=True, slots=True)
class Change:
    """A note that changed: `number` counts the changes, `note` is None if it may be found no more."""

    number: int
    id: str
    note: Note | None


def last_change(db: Database) -> int:
    """The number of the last change; 0 before the first."""
    return int(next(iter(db.query("select value from counters where name = 'notes'")))["value"])


def changes_after(db: Database, number: int) -> list[Change]:
    """The notes that changed after a numbered change, each once, as it is now."""
    rows = list(db.query("select id, sequence from notes where sequence > ? order by sequence", [number]))
    notes = [(row, find_note(db, row["id"])) for row in rows]
    return [
        Change(row["sequence"], row["id"], note if note is not None and note.found else None) for row, note in notes
    ]


def changed_since(db: Database, number: int) -> int:
    """How many notes changed after a numbered change."""
    return int(next(iter(db.query("select count(*) as n from notes where sequence > ?", [number])))["n"])
