"""The table of people who have addressed Prima."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base.note import CONTROL, NAME_LIMIT
from knowledge_base.store import now


def meet(db: Database, person: int, name: str) -> None:
    """Remembers that this person was here, under the name that they use now."""
    moment = now()
    db.execute(
        "insert into people (id, name, first_seen, last_seen) values (:id, :name, :now, :now) "
        "on conflict (id) do update set name = :name, last_seen = :now",
        {"id": person, "name": name, "now": moment},
    )


def count_people(db: Database) -> int:
    """How many people have addressed Prima."""
    return db.table("people").count


def name_of(written: str) -> str:
    """A person's name as a note may show it: on one line, without hidden characters, no longer than allowed."""
    return " ".join(CONTROL.sub("", written).split())[:NAME_LIMIT].rstrip()
