"""Forgetting a person, wherever the database holds them.

It leaves what is needed to count and to answer for: a question without its words, a vote and a delivery under a number
that is nobody's, an act without who did it. A published note keeps its content. Its contributor's name goes when that
person brought it in, or is called so; rather a name too many than one that stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from knowledge_base import audit
from knowledge_base.admissions import keep_refusal
from knowledge_base.note import Note
from knowledge_base.notes import all_notes, save_note
from knowledge_base.personal import HELD, Held, Left

NOBODY = 0


def forget(db: Database, person: int, mark: str) -> list[str]:
    """Deletes what Prima holds about a person, or makes it nobody's; the ids of the notes that changed.

    `mark` is their keyed hash (forgotten.py), under which an admin's refusal stays. The audit keeps that somebody was
    forgotten, not who. Nothing is left to forget a second time.
    """
    with db.atomic():
        names = {row["name"].casefold() for row in db.query("select name from people where id = ?", [person])} - {""}
        changed = [note.id for note in list(all_notes(db)) if _clean_note(db, note, person, names)]
        _clean_drafts(db, person, names)
        _clean_audit(db, person, names)
        db.execute("delete from deliveries where person = ? and state = 'waiting'", [person])
        db.execute("delete from broadcasts where person = ? and state = 'draft'", [person])
        keep_refusal(db, person, mark)
        for held in HELD:
            _leave(db, held, person)
        audit.record(db, NOBODY, "forget", "")
    return changed


_CHANGES: dict[Left, str] = {
    "nothing": "delete from {table} where {column} = ?",
    "nobody": "update {table} set {column} = 0 where {column} = ?",
    "number": "update {table} set {column} = -rowid where {column} = ?",
    "count": "update {table} set person = null, chat = null, thread = null, message = null, text = '', "
    "understood = '' where {column} = ?",
}


def _leave(db: Database, held: Held, person: int) -> None:
    if held.left != "note":
        db.execute(_CHANGES[held.left].format(table=held.table, column=held.column), [person])


def _clean_note(db: Database, note: Note, person: int, names: Collection[str]) -> bool:
    """Takes a person out of a note and of its history; whether the note as it is now changed."""
    rows = list(db.table("revisions").rows_where("note = ?", [note.id], order_by="number"))
    own = {*names, *_brought(rows, person)}
    for row in rows:
        then = Note.from_dict(json.loads(row["record"]))
        record = json.dumps(_without(then, person, own).to_dict(), ensure_ascii=False)
        if record != row["record"]:
            db.table("revisions").update(row["id"], {"record": record})
    cleaned = _without(note, person, own)
    if cleaned == note:
        return False
    save_note(db, cleaned)
    return True


def _brought(rows: list[dict[str, Any]], person: int) -> Iterator[str]:
    """The contributors that a person's own changes brought into a note."""
    before = ""
    for row in rows:
        name = json.loads(row["record"]).get("contributor", "").casefold()
        if name != before and row["person"] == person:
            yield name
        before = name


def _without(note: Note, person: int, names: Collection[str]) -> Note:
    if note.contributor and note.contributor.casefold() in names:
        note = replace(note, contributor="", origin="")  # the link leads to what that person wrote
    return replace(note, owner=NOBODY) if note.owner == person else note


def _clean_drafts(db: Database, person: int, names: Collection[str]) -> None:
    """Takes a person out of what others write: whom they name as contributor, whose message they started from."""
    for row in db.query("select id, record, origin from drafts where person != ?", [person]):
        cleaned = {name: _cleaned(json.loads(row[name]), person, names) for name in ("record", "origin")}
        if any(json.loads(row[name]) != value for name, value in cleaned.items()):
            texts = {name: json.dumps(value, ensure_ascii=False) for name, value in cleaned.items()}
            db.table("drafts").update(row["id"], texts)


def _cleaned(value: Any, person: int, names: Collection[str]) -> Any:
    """A record in which a person's id is nobody's, also as a key, and a text that is just their name is empty."""
    if isinstance(value, dict):
        keys = {str(person): str(NOBODY)}
        return {keys.get(name, name): _cleaned(inner, person, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner, person, names) for inner in value]
    if isinstance(value, str):
        return "" if value.casefold() in names or value == str(person) else value
    return NOBODY if value == person else value


def _clean_audit(db: Database, person: int, names: Collection[str]) -> None:
    """Takes a person's id and name out of what acts were about."""
    called = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join([str(person), *called])})(?!\w)", re.IGNORECASE)
    for row in db.query("select id, subject, detail from audit"):
        cleaned = {name: pattern.sub("…", row[name]) for name in ("subject", "detail")}
        if cleaned != {name: row[name] for name in cleaned}:
            db.table("audit").update(row["id"], cleaned)
