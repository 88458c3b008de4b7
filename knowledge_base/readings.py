"""Files that are being read, kept as drafts until something is found: what a killed program was reading is known.

Such a draft is nobody's to decide on. Its record holds the file's name, its origin the file as Telegram knows it, the
message that says how far it is (0 for none yet), and how often it was begun.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from knowledge_base.draft import Draft, draft_of, json_of
from knowledge_base.store import now


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read for a person."""

    id: int
    person: int
    name: str
    file: str
    message: int
    begun: int


def begin_reading(db: Database, person: int, name: str, file: str) -> Reading:
    """A file is about to be read, for the first time."""
    moment = now()
    fields = dict.fromkeys(("step", "base", "base_hash", "message"), "")
    row = {"person": person, **fields, "record": json_of({"title": name}), "origin": _origin(file, 0, 1)}
    moments = {"created_at": moment, "updated_at": moment}
    number = db.table("drafts").insert({**row, "state": "reading", "reviewer": 0, **moments}).last_pk
    return Reading(int(number), person, name, file, 0, 1)  # type: ignore[arg-type]


def shown_in(db: Database, reading: Reading, message: int) -> None:
    """How far it is stands in this message."""
    _change(db, reading, message, reading.begun)


def begin_again(db: Database, reading: Reading) -> None:
    """It is begun once more, after it broke off."""
    _change(db, reading, reading.message, reading.begun + 1)


def end_reading(db: Database, reading: Reading) -> None:
    """It has ended, however; nothing is left of it."""
    db.execute("delete from drafts where id = ? and state = 'reading'", [reading.id])


def readings(db: Database) -> list[Reading]:
    """What is being read, oldest first; at the start of the program, what it was reading when it was killed."""
    return [_reading_of(draft_of(row)) for row in db.table("drafts").rows_where("state = 'reading'", order_by="id")]


def _change(db: Database, reading: Reading, message: int, begun: int) -> None:
    changed = [_origin(reading.file, message, begun), now(), reading.id]
    db.execute("update drafts set origin = ?, updated_at = ? where id = ? and state = 'reading'", changed)


def _origin(file: str, message: int, begun: int) -> str:
    return json_of({"file": file, "shown": message, "begun": begun})


def _reading_of(draft: Draft) -> Reading:
    origin = draft.origin
    return Reading(draft.id, draft.person, draft.record["title"], origin["file"], origin["shown"], origin["begun"])
