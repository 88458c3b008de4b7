"""The tables of people who ask to be let in and of groups that Prima was added to: asked, then decided once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from sqlite_utils import Database

from knowledge_base.audit import record
from knowledge_base.store import now

Asking = Literal["waiting", "admitted", "refused"]
Decision = Literal["admitted", "refused"]


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody (a person's or a group's Telegram id) under a name, and how their wish stands."""

    id: int
    name: str
    state: Asking
    decided_by: int | None


@dataclass(frozen=True, slots=True)
class _Kind:
    table: str
    key: str
    name: str
    action: str


PEOPLE = _Kind("admissions", "person", "name", "person")
GROUPS = _Kind("group_chats", "chat", "title", "group")


def find_request(db: Database, kind: _Kind, identity: int) -> Request | None:
    """How the wish of a person or group stands; None if there was none."""
    rows = list(db.table(kind.table).rows_where(f"{kind.key} = ?", [identity]))
    if not rows:
        return None
    return Request(identity, rows[0][kind.name], cast("Asking", rows[0]["state"]), rows[0]["decided_by"])


def find_wish(db: Database, person: int, mark: str) -> Request | None:
    """How a person's wish stands, also after their data was deleted: then a refusal is known by their mark alone."""
    request = find_request(db, PEOPLE, person)
    if request is None and list(db.query("select 1 from refusals where mark = ?", [mark])):
        return Request(person, "", "refused", None)
    return request


def keep_refusal(db: Database, person: int, mark: str) -> None:
    """Keeps that a person whose data is being deleted was refused, by their mark; who was let in since has none."""
    request = find_request(db, PEOPLE, person)
    if request:
        db.table("refusals").delete_where("mark = ?", [mark])
        if request.state == "refused":
            db.table("refusals").insert({"mark": mark, "at": now()})


def ask_in(db: Database, kind: _Kind, identity: int, name: str) -> bool:
    """Writes a wish down; False if it was known before, whatever became of it."""
    row = {kind.key: identity, kind.name: name, "state": "waiting", "asked_at": now()}
    with db.atomic():
        if find_request(db, kind, identity):
            return False
        db.table(kind.table).insert(row)
        return True


def decide(db: Database, kind: _Kind, identity: int, decision: Decision, person: int) -> bool:
    """Decides on a wish that waits, and writes down who did; False if there is none or it is decided already."""
    with db.atomic():
        request = find_request(db, kind, identity)
        if request is None or request.state != "waiting":
            return False
        settle(db, kind, (request.id, request.name), decision, person)
        return True


def settle(  # noqa: PLR0913 - the table's columns
    db: Database, kind: _Kind, who: tuple[int, str], decision: Decision, person: int, *, invitation: int = 0
) -> None:
    """Lets somebody (id and name) in or not, whatever was before, and writes down who decided, or who came in how."""
    (identity, name), moment = who, now()
    row = {kind.key: identity, kind.name: name, "state": decision, "asked_at": moment}
    with db.atomic():
        db.table(kind.table).upsert({**row, "decided_by": person, "decided_at": moment}, pk=kind.key)
        if invitation:
            record(db, identity, "came in", str(invitation))
            return
        record(db, person, f"{kind.action} {decision}", str(identity), name if kind is GROUPS else "")


def group_left(db: Database, chat: int, title: str, person: int) -> None:
    """Prima was taken out of a group by somebody (0 if it is nobody's business who): written down, and a wish ends."""
    with db.atomic():
        db.table(GROUPS.table).delete_where("chat = ? and state = 'waiting'", [chat])
        record(db, person, "group left", str(chat), title)


def move_group(db: Database, old: int, new: int) -> None:
    """A group became a supergroup, which has another id: what was decided stays."""
    with db.atomic():
        db.execute("update or replace group_chats set chat = ? where chat = ?", [new, old])
