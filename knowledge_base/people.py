"""The table of people who have addressed Prima."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from knowledge_base.note import CONTROL, NAME_LIMIT
from knowledge_base.store import now


def meet(db: Database, person: int, name: str) -> None:
    """Remembers that this person was here, under the name that they use now."""
    moment = now()
    db.execute(
        "insert into people (id, name, first_seen, last_seen) values (:id, :name, :now, :now) "
        "on conflict (id) do update set name = :name, last_seen = :now, blocked_at = ''",
        {"id": person, "name": _shown(name), "now": moment},
    )


def count_people(db: Database) -> int:
    """How many people have addressed Prima."""
    return db.table("people").count


def names_of(db: Database, people: Iterable[int]) -> dict[int, str]:
    """The names that people use, by Telegram id; whoever never addressed Prima, or has no name to show, is left out."""
    wanted = sorted(set(people))
    marks = ", ".join("?" * len(wanted))
    rows = db.query(f"select id, name from people where id in ({marks}) and name != ''", wanted)  # noqa: S608 - question marks
    return {row["id"]: row["name"] for row in rows}


def people_named(db: Database, words: str, limit: int, offset: int = 0) -> list[tuple[int, str]]:
    """Ids and names of those whose name holds the words (all, for none), who were here last first."""
    rows = db.query(
        "select id, name from people where instr(lower(name), lower(:words)) > 0 or :words = '' "
        "order by last_seen desc, id limit :limit offset :offset",
        {"words": words, "limit": limit, "offset": offset},
    )
    return [(row["id"], row["name"]) for row in rows]


def name_of(written: str) -> str:
    """A person's name as a note may show it: on one line, without hidden characters, no longer than allowed."""
    return _shown(written)[:NAME_LIMIT].rstrip()


def _shown(written: str) -> str:
    """A name on one line, without hidden characters that would turn what stands beside it."""
    return " ".join(CONTROL.sub("", written).split())
