"""The table of contradictions: two notes that say different numbers or deadlines, until a moderator settles it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import eq
from typing import Any

from sqlite_utils import Database

from knowledge_base.notes import FOUND
from knowledge_base.store import now

Said = tuple[str, str]
"""A sentence of each of two notes, which give different figures."""
Same = Callable[[Said, Said], bool]
"""Whether two notes still disagree about the same in the same figures."""
_OPEN = f"""settled_at is null and said != '[]' and not exists
    (select 1 from notes where notes.id in (conflicts.note, conflicts.other) and not ({FOUND}))"""  # noqa: S608 - a constant
"""Nobody settled it, it is not put right, and both notes answer."""


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

    @property
    def stamp(self) -> str:
        """What tells it from what the two notes disagreed in before, under the same number."""
        return sha256(_written((self.note, self.other), *self.said).encode()).hexdigest()[:8]


def flag_conflict(db: Database, note: str, other: str, found: Sequence[Said], same: Same) -> Conflict | None:
    """Writes down all in which two notes disagree now: a sentence of `note` and one of `other` each.

    None when nothing of it is news, that is when all of it is the `same` as something that is known, open or settled.
    What was settled stays so; what is news stands first. Of two notes one contradiction is unsettled at a time. It
    holds what they disagree in now and nothing else: nothing once all is put right, after which all is news again.
    """
    first, second = sorted((note, other))
    with db.atomic():
        held = list(db.table("conflicts").rows_where("note = ? and other = ?", [first, second], order_by="id"))
        known = [_in_order(_read(row), note, other) for row in held]
        settled = [said for row, said in zip(held, known, strict=True) if row["settled_at"]]
        still = [each for each in found if not _among(each, settled, same)]
        news = [each for each in still if not _among(each, known, same)]
        said = _in_order((*news, *(each for each in still if each not in news)), note, other)
        made: dict[str, Any] = {"said": _written(*said)} | ({"at": now()} if news else {})
        number: Any = next((row["id"] for row in held if not row["settled_at"]), None)
        if number is not None:
            db.table("conflicts").update(number, made)
        elif news:
            number = db.table("conflicts").insert({"note": first, "other": second, **made}).last_pk
        return Conflict(number, first, second, said, made["at"]) if news else None


def open_conflicts(db: Database) -> list[Conflict]:
    """The contradictions of notes that answer which nobody settled yet, oldest first."""
    rows = db.table("conflicts").rows_where(_OPEN, order_by="id")
    return [Conflict(row["id"], row["note"], row["other"], _read(row), row["at"]) for row in rows]


def disputed_by(db: Database, note: str) -> list[str]:
    """The notes (ids) that a note contradicts, or did before one of the two left the answers."""
    rows = db.table("conflicts").rows_where(
        "settled_at is null and said != '[]' and :note in (note, other)", {"note": note}, order_by="id"
    )
    return [row["other"] if row["note"] == note else row["note"] for row in rows]


def drop_conflict(db: Database, note: str, other: str) -> None:
    """Two notes disagree in nothing now, or one of them left the answers; what was settled stays so."""
    flag_conflict(db, note, other, [], eq)


def settle_conflict(db: Database, number: int, stamp: str, person: int) -> bool:
    """A moderator settled a contradiction as they saw it; False when there is none with this number and stamp open."""
    with db.atomic():
        seen = any((each.id, each.stamp) == (number, stamp) for each in open_conflicts(db))
        if seen:
            db.table("conflicts").update(number, {"settled_by": person, "settled_at": now()})
        return seen


def open_instead(db: Database, number: int) -> Conflict | None:
    """What is open now between the notes of the contradiction with this number, whatever it said before."""
    notes = [(row["note"], row["other"]) for row in db.table("conflicts").rows_where("id = ?", [number])]
    return next((each for each in open_conflicts(db) if (each.note, each.other) in notes), None)


def _among(each: Said, known: Sequence[Sequence[Said]], same: Same) -> bool:
    return any(same(each, before) for said in known for before in said)


def _written(*said: Said) -> str:
    return json.dumps(said, ensure_ascii=False)


def _read(row: dict[str, Any]) -> tuple[Said, ...]:
    return tuple((first, second) for first, second in json.loads(row["said"]))


def _in_order(said: Sequence[Said], note: str, other: str) -> tuple[Said, ...]:
    """Pairs of sentences of two notes from the order in which these are named to that of their ids, or back."""
    return tuple(said) if note < other else tuple((second, first) for first, second in said)
