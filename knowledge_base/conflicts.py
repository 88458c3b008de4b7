"""The table of contradictions: two notes that say different numbers or deadlines, until a moderator settles it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from knowledge_base.store import now

Said = tuple[str, str]
"""A sentence of each of two notes, which give different figures."""
Same = Callable[[Said, Said], bool]
"""Whether two notes still disagree about the same in the same figures."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two notes that disagree in what is `said`, found at `at` (ISO, UTC). The ids stand in their order."""

    id: int
    note: str
    other: str
    said: tuple[Said, ...]
    at: str

    def said_by(self, note: str) -> tuple[str, ...]:
        """The sentences of one of the two notes (its id), each once."""
        place = (self.note, self.other).index(note)
        return tuple(dict.fromkeys(pair[place] for pair in self.said))


def flag_conflict(db: Database, note: str, other: str, found: Sequence[Said], same: Same) -> Conflict | None:
    """Writes down in what two notes disagree now: a sentence of `note` and one of `other` each.

    None when nothing of it is news, that is when all of it is the `same` as something that is known, open or settled.
    What was settled stays so; what is news stands first. One contradiction of two notes is open at a time: a new one
    takes the place of the one before under another number, so that nobody settles what they did not see; none is left
    when all that they still disagree in was settled.
    """
    first, second = sorted((note, other))
    ours = "note = :note and other = :other", {"note": first, "other": second}
    with db.atomic():
        held = list(db.table("conflicts").rows_where(*ours))
        known = [_in_order(_read(row), note, other) for row in held]
        settled = [said for row, said in zip(held, known, strict=True) if row["settled_at"]]
        open_ = [each for each in found if not _among(each, settled, same)]
        news = [each for each in open_ if not _among(each, known, same)]
        made = None
        if news:
            said = _in_order((*news, *(each for each in open_ if each not in news)), note, other)
            made = _insert(db, first, second, said)
        if news or not open_:
            last = {**ours[1], "id": made.id if made else 0}
            db.table("conflicts").delete_where(f"{ours[0]} and settled_at is null and id != :id", last)
    return made


def open_conflicts(db: Database, note: str | None = None) -> list[Conflict]:
    """The contradictions that nobody settled yet, oldest first; only those of one note if it is given."""
    only = "" if note is None else " and :note in (note, other)"
    rows = db.table("conflicts").rows_where(f"settled_at is null{only}", {"note": note}, order_by="id")
    return [Conflict(row["id"], row["note"], row["other"], _read(row), row["at"]) for row in rows]


def settle_conflict(db: Database, number: int, person: int) -> bool:
    """A moderator settled a contradiction; False when somebody did before, or there is none."""
    done = db.execute(
        "update conflicts set settled_by = ?, settled_at = ? where id = ? and settled_at is null",
        [person, now(), number],
    )
    return done.rowcount > 0


def drop_conflict(db: Database, number: int) -> None:
    """Takes off a contradiction that the notes do not hold any more, unless somebody settled it; it may come back."""
    db.table("conflicts").delete_where("id = ? and settled_at is null", [number])


def _insert(db: Database, note: str, other: str, said: tuple[Said, ...]) -> Conflict:
    row: dict[str, Any] = {"note": note, "other": other, "said": json.dumps(said, ensure_ascii=False), "at": now()}
    number = int(db.table("conflicts").insert(row).last_pk)  # type: ignore[arg-type]
    return Conflict(number, note, other, said, row["at"])


def _among(each: Said, known: Sequence[Sequence[Said]], same: Same) -> bool:
    return any(same(each, before) for said in known for before in said)


def _read(row: dict[str, Any]) -> tuple[Said, ...]:
    return tuple((first, second) for first, second in json.loads(row["said"]))


def _in_order(said: Sequence[Said], note: str, other: str) -> tuple[Said, ...]:
    """Pairs of sentences of two notes from the order in which these are named to that of their ids, or back."""
    return tuple(said) if note < other else tuple((second, first) for first, second in said)
