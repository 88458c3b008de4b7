"""What Prima holds about a person, and all of it given to them.

Every column that holds a person stands in `HELD`; a test walks the tables and fails for one that does not. How it is
forgotten stands in forgetting.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

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
    Held("hands", "person", "nobody"),
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
    "conflicts": "select note, other, said, settled_at from conflicts where settled_by = :person order by id",
    "audit": f"select at, action, {_SUBJECT} as subject, detail from audit where person = :person order by id",  # noqa: S608 - a constant
    "audit_about": "select at, action, detail from audit where subject = cast(:person as text) order by id",
    "revisions": "select note, number, at, action, reason from revisions where person = :person order by id",
    "hands": "select note, number, part from hands where person = :person order by id",
    "admissions": "select name, state, asked_at, decided_at from admissions where person = :person",
    "admissions_decided": "select state, decided_at from admissions where decided_by = :person order by decided_at",
    "invitations": "select role, made_at, expires_at, uses_left, revoked from invitations where made_by = :person",
    "group_chats": "select title, state, decided_at from group_chats where decided_by = :person",
    "awaited": "select what, iif(json_valid(subject), json_extract(subject, '$.text'), '') as text, at from awaited "
    "where person = :person",
    "notes": "select id, title, contributor from notes where owner = :person or contributor != '' "
    "and contributor in (select name from people where id = :person) order by id",
}
"""What a person is given, part by part: their own data, without what it says about others."""


_JSON = frozenset(("record", "origin", "said"))


def data_of(db: Database, person: int) -> dict[str, Any]:
    """All that Prima holds about a person, by part, as plain values; a part without anything is an empty list."""
    parts = {part: [_read(row) for row in db.query(query, {"person": person})] for part, query in SHOWN.items()}
    return {"person": person, **parts}


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its JSON read."""
    return {name: json.loads(value) if name in _JSON and value else value for name, value in row.items()}
