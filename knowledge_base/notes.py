"""The table of notes: read, save, archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from knowledge_base.note import FOUND_STATES, Note, State
from knowledge_base.store import now

ARCHIVED: State = "archived"
WORDS_SOUGHT = 20
"""Words of a search in titles; no title has many more."""
LISTS = ("questions", "values", "sources", "related")
FIELDS = tuple(Note.__dataclass_fields__)
FOUND = f"state in ({', '.join(repr(state) for state in FOUND_STATES)})"
"""SQL: the note is found by questions."""


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
    """Every note that questions may find, by id: published ones and those that need checking."""
    for row in db.table("notes").rows_where(FOUND, order_by="id"):
        yield note_of(row)


def all_notes(db: Database) -> Iterator[Note]:
    """Every note in whatever state, by id."""
    for row in db.table("notes").rows_where(order_by="id"):
        yield note_of(row)


def published_ids(db: Database) -> list[str]:
    """Ids of the notes that may be found, in order."""
    return [row["id"] for row in db.query(f"select id from notes where {FOUND} order by id")]  # noqa: S608 - a constant


def find_note(db: Database, identity: str) -> Note | None:
    """The note with this id in any state, or None."""
    row = next(iter(db.table("notes").rows_where("id = ?", [identity])), None)
    return note_of(row) if row else None


def titles_of(db: Database, identities: Iterable[str]) -> dict[str, str]:
    """The titles of notes by id; an id of none is left out."""
    wanted = sorted(set(identities))
    marks = ", ".join("?" * len(wanted))
    rows = db.query(f"select id, title from notes where id in ({marks})", wanted)  # noqa: S608 - question marks
    return {row["id"]: row["title"] for row in rows}


def notes_titled(db: Database, words: str, limit: int) -> list[Note]:
    """Notes in whatever state whose title holds every word, those out of the answers too, by title."""
    said = words.split()[:WORDS_SOUGHT]
    where = " and ".join(["instr(lower(title), lower(?)) > 0"] * len(said)) or "false"
    rows = db.table("notes").rows_where(where, said, order_by="title, id", limit=limit)
    return [note_of(row) for row in rows]


def file_states(db: Database, identity: str | None = None) -> dict[str, FileState]:
    """Every note's file state, or only this one's, by note id."""
    only = "" if identity is None else " where id = :identity"
    columns = "id, state, hash, file, file_hash, synced_hash"
    rows = db.query(f"select {columns} from notes{only}", {"identity": identity})  # noqa: S608 - constants
    return {row["id"]: FileState(**row) for row in rows}


def save_note(db: Database, note: Note) -> None:
    """Writes a note as it was written or changed in Prima, new or known, in the state that it says.

    A note whose file is gone becomes Prima's own, so that the next build does not archive it again.
    """
    state = file_states(db, note.id).get(note.id)
    if state is None or not state.file_hash:
        _upsert(db, note, {"file": "", "file_hash": "", "synced_hash": "", "owner": note.owner})
    else:
        _upsert(db, note, {"owner": note.owner})


def save_note_of_file(db: Database, note: Note, file: str, file_hash: str) -> None:
    """Writes a note as its shipped file has it. Who looks after it stays, unless the file names somebody."""
    owner = {"owner": note.owner} if note.owner else {}
    _upsert(db, note, {"file": file, "file_hash": file_hash, "synced_hash": note.hash, **owner})


def mark_file(db: Database, identity: str, file: str, file_hash: str) -> None:
    """Remembers that the file was seen in this form, without taking it over."""
    db.table("notes").update(identity, {"file": file, "file_hash": file_hash})


def archive_note(db: Database, identity: str) -> None:
    """Takes a note whose file is gone out of the answers; it stays in the database.

    Nobody changed the note, so its hash stays; the file must be read anew if it comes back.
    """
    db.table("notes").update(identity, {"state": ARCHIVED, "file_hash": "", "updated_at": now()})


def note_of(row: dict[str, Any]) -> Note:
    """The note in a row of the table, in the state that the row says."""
    record = {name: json.loads(row[name]) if name in LISTS else row[name] for name in FIELDS}
    return Note.from_dict({**record, "example": bool(record["example"])})


def _upsert(db: Database, note: Note, extra: dict[str, str | int]) -> None:
    full = {"state": note.state, "replaced_by": "", "contributor": "", "origin": "", **note.to_dict()}
    record = {name: json.dumps(value, ensure_ascii=False) if name in LISTS else value for name, value in full.items()}
    record.pop("owner", None)
    db.table("notes").upsert({**record, "hash": note.hash, "updated_at": now(), **extra}, pk="id")
