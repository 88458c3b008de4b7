"""The table of notes: read, save, archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from knowledge_base.note import Note
from knowledge_base.store import now

PUBLISHED = "published"
ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class FileState:
    """What the database knows of a note's file. `file` is empty for a note that came from no shipped file."""

    id: str
    state: str
    hash: str
    file: str
    file_hash: str
    synced_hash: str

    @property
    def edited(self) -> bool:
        """Whether the note was changed in Prima since its file was last taken over."""
        return self.hash != self.synced_hash


def published_notes(db: Database) -> Iterator[Note]:
    """Every note that may be found, by id."""
    for row in db.table("notes").rows_where("state = ?", [PUBLISHED], order_by="id"):
        yield _note(row)


def published_ids(db: Database) -> list[str]:
    """Ids of the notes that may be found, in order."""
    return [row["id"] for row in db.query("select id from notes where state = ? order by id", [PUBLISHED])]


def find_note(db: Database, identity: str) -> Note | None:
    """The note with this id in any state, or None."""
    row = next(iter(db.table("notes").rows_where("id = ?", [identity])), None)
    return _note(row) if row else None


def file_states(db: Database) -> dict[str, FileState]:
    """Every note's file state, by note id."""
    rows = db.query("select id, state, hash, file, file_hash, synced_hash from notes")
    return {row["id"]: FileState(**row) for row in rows}


def save_note(db: Database, note: Note) -> None:
    """Publishes a note that was written or changed in Prima, new or known."""
    _upsert(db, note, {})


def save_note_of_file(db: Database, note: Note, file: str, file_hash: str) -> None:
    """Publishes a note as its shipped file has it."""
    _upsert(db, note, {"file": file, "file_hash": file_hash, "synced_hash": note.hash})


def mark_file(db: Database, identity: str, file: str, file_hash: str) -> None:
    """Remembers that the file was seen in this form, without taking it over."""
    db.table("notes").update(identity, {"file": file, "file_hash": file_hash})


def archive_note(db: Database, identity: str) -> None:
    """Takes a note out of the answers; it stays in the database. Its file must be read anew if it comes back."""
    db.table("notes").update(identity, {"state": ARCHIVED, "file_hash": "", "updated_at": now()})


def _upsert(db: Database, note: Note, extra: dict[str, str]) -> None:
    record: dict[str, Any] = note.to_dict()
    for name in ("questions", "values", "sources", "related"):
        record[name] = json.dumps(record[name], ensure_ascii=False)
    record |= {"state": PUBLISHED, "hash": note.hash, "updated_at": now(), **extra}
    if not extra and find_note(db, note.id) is None:
        record |= {"file": "", "file_hash": "", "synced_hash": ""}
    db.table("notes").upsert(record, pk="id")


def _note(row: dict[str, Any]) -> Note:
    for name in ("questions", "values", "sources", "related"):
        row[name] = json.loads(row[name])
    row["example"] = bool(row["example"])
    for name in ("state", "hash", "file", "file_hash", "synced_hash", "updated_at", "sequence"):
        del row[name]
    return Note.from_dict(row)
