"""The table of contradictions: two notes that say different numbers or deadlines, until a moderator settles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from knowledge_base.store import now


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two notes that disagree about `detail`, found at `at` (ISO, UTC). The ids stand in their order."""

    id: int
    note: str
    other: str
    detail: str
    at: str


def flag_conflict(db: Database, note: str, other: str, detail: str) -> Conflict | None:
    """Writes down that two notes disagree; None when the same is known already, open or settled."""
    first, second = sorted((note, other))
    given = {"note": first, "other": second, "detail": detail}
    with db.atomic():
        if db.table("conflicts").count_where("note = :note and other = :other and detail = :detail", given):
            return None
        row: dict[str, Any] = {**given, "at": now()}
        number = int(db.table("conflicts").insert(row).last_pk)  # type: ignore[arg-type]
    return Conflict(number, first, second, detail, row["at"])


def open_conflicts(db: Database, note: str | None = None) -> list[Conflict]:
    """The contradictions that nobody settled yet, oldest first; only those of one note if it is given."""
    only = "" if note is None else " and :note in (note, other)"
    rows = db.table("conflicts").rows_where(f"settled_at is null{only}", {"note": note}, order_by="id")
    return [Conflict(row["id"], row["note"], row["other"], row["detail"], row["at"]) for row in rows]


def settle_conflict(db: Database, number: int, person: int) -> bool:
    """A moderator settled a contradiction; False when somebody did before, or there is none."""
    done = db.execute(
        "update conflicts set settled_by = ?, settled_at = ? where id = ? and settled_at is null",
        [person, now(), number],
    )
    return done.rowcount > 0
