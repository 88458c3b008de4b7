"""The table of people who have addressed Prima."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base.store import now


def meet(db: Database, person: int, name: str) -> None:
    """Remembers that this person was here, under the name that they use now."""
    moment = now()
    db.execute(
        "insert into people (id, name, first_seen, last_seen) values (:id, :name, :now, :now) "
        "on conflict (id) do update set name = :name, last_seen = :now, blocked_at = ''",
        {"id": person, "name": name, "now": moment},
    )


def count_people(db: Database) -> int:
    """How many people have addressed Prima."""
    return db.table("people").count
