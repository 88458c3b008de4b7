"""What Prima holds about a person: all of it given to them, or all of it forgotten.

Every column that holds a person stands in `HELD`; a test walks the tables and fails for one that does not.

Forgetting leaves what is needed to count and to answer for: a question without its words, a vote and a delivery under
a number that is nobody's, an act without who did it. A published note keeps its content. Its contributor's name goes
when that person brought it in, or is called so; rather a name too many than one that stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlite_utils import Database

from knowledge_base import audit
from knowledge_base.note import Note
from knowledge_base.notes import all_notes, save_note

NOBODY = 0
Left = Literal["nothing", "nobody", "number", "count", "note"]
"""What is left of a row: nothing; the row without the person; with a number that is nobody's; a question without its
words and place; a note or its record without the name."""


@dataclass(frozen=True, slots=True)
class Held:
    """A column that holds a person's Telegram id, and what is left of a row when the person is forgotten."""

    table: str
    column: str
    left: Left


HELD = (
    Held("people", "id", "nothing"),
    Held("questions", "person", "count"),
    Held("questions", "chat", "count"),  # a private chat has the person's id
    Held("votes", "person", "number"),
    Held("drafts", "person", "nothing"),
    Held("drafts", "reviewer", "nobody"),
    Held("roles", "person", "nothing"),
    Held("roles", "given_by", "nobody"),
    Held("subscriptions", "person", "nothing"),
    Held("broadcasts", "person", "nobody"),
    Held("deliveries", "person", "number"),
    Held("reminders", "person", "nobody"),
    Held("conflicts", "settled_by", "nobody"),
    Held("audit", "person", "nobody"),
    Held("revisions", "person", "nobody"),
    Held("notes", "owner", "note"),
    Held("admissions", "person", "nothing"),
    Held("admissions", "decided_by", "nobody"),
    Held("invitations", "made_by", "nobody"),
    Held("group_chats", "decided_by", "nobody"),
    Held("awaited", "person", "nothing"),
)
WORDS = {
    "questions": ("text", "understood"),
    "drafts": ("record", "origin", "message"),
    "notes": ("contributor", "origin"),
    "revisions": ("record",),
    "audit": ("subject", "detail"),
    "people": ("name",),
    "admissions": ("name",),
}
"""Columns of words that may name a person; `forget` cleans them too."""

_SUBJECT = "case when subject not glob '*[^0-9]*' then '' else subject end"
"""What an act was about, unless that is another person."""
SHOWN = {
    "people": "select name, first_seen, last_seen, opted_out, blocked_at from people where id = :person",
    "questions": "select asked_at, channel, text, understood, kind, note, confidence from questions "
    "where person = :person or chat = :person order by id",
    "votes": "select question, helpful, voted_at from votes where person = :person order by voted_at",
    "drafts": "select id, state, record, origin, base, message, created_at, updated_at from drafts "
    "where person = :person order by id",
    "reviews": "select id as draft, state, message, updated_at from drafts where reviewer = :person order by id",
    "roles": "select role, given_at from roles where person = :person",
    "roles_given": "select role, given_at from roles where given_by = :person",
    "subscriptions": "select topic, at from subscriptions where person = :person order by topic",
    "broadcasts": "select at, audience, text, note, state from broadcasts where person = :person order by id",
    "deliveries": "select broadcast, state, at from deliveries where person = :person order by broadcast",
    "reminders": "select note, review_by, at from reminders where person = :person order by at",
    "conflicts": "select note, other, detail, settled_at from conflicts where settled_by = :person order by id",
    "audit": f"select at, action, {_SUBJECT} as subject, detail from audit where person = :person order by id",  # noqa: S608 - a constant
    "audit_about": "select at, action, detail from audit where subject = cast(:person as text) order by id",
    "revisions": "select note, number, at, action, reason from revisions where person = :person order by id",
    "admissions": "select name, state, asked_at, decided_at from admissions where person = :person",
    "admissions_decided": "select state, decided_at from admissions where decided_by = :person order by decided_at",
    "invitations": "select role, made_at, expires_at, uses_left, revoked from invitations where made_by = :person",
    "group_chats": "select title, state, decided_at from group_chats where decided_by = :person",
    "awaited": "select what, at from awaited where person = :person",
    "notes": "select id, title, contributor from notes where owner = :person or contributor != '' "
    "and contributor in (select name from people where id = :person) order by id",
}
"""What a person is given, part by part: their own data, without what it says about others."""


def data_of(db: Database, person: int) -> dict[str, Any]:
    """All that Prima holds about a person, by part, as plain values; a part without anything is an empty list."""
    parts = {part: [_read(row) for row in db.query(query, {"person": person})] for part, query in SHOWN.items()}
    return {"person": person, **parts}


def forget(db: Database, person: int) -> list[str]:
    """Deletes what Prima holds about a person, or makes it nobody's; the ids of the notes that changed.

    The audit keeps that somebody was forgotten, not who. Nothing is left to forget a second time.
    """
    with db.atomic():
        names = {row["name"].casefold() for row in db.query("select name from people where id = ?", [person])} - {""}
        changed = [note.id for note in all_notes(db) if _clean_note(db, note, person, names)]
        _clean_drafts(db, person, names)
        _clean_audit(db, person, names)
        db.execute("delete from deliveries where person = ? and state = 'waiting'", [person])
        db.execute("delete from broadcasts where person = ? and state = 'draft'", [person])
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
    """A record in which a person's id is nobody's, and a text that is no more than their name is empty."""
    if isinstance(value, dict):
        return {name: _cleaned(inner, person, names) for name, inner in value.items()}
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


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its JSON read."""
    return {name: json.loads(value) if name in {"record", "origin"} and value else value for name, value in row.items()}
