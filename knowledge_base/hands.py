"""The table of hands: who bettered and who accepted a revision, beside the one who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from sqlite_utils import Database

Part = Literal["bettered", "accepted"]


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody (a Telegram id, 0 for who was forgotten) did for a revision that another wrote."""

    person: int
    part: Part


def keep_hands(db: Database, note: str, number: int, hands: Iterable[Hand]) -> None:
    """Keeps who had a hand in a note's revision."""
    rows = [{"note": note, "number": number, "person": hand.person, "part": hand.part} for hand in hands]
    db.table("hands").insert_all(rows)


def hands_in(db: Database, note: str) -> dict[int, tuple[Hand, ...]]:
    """Who had a hand in a note's revisions, by their numbers."""
    found: dict[int, tuple[Hand, ...]] = {}
    for row in db.table("hands").rows_where("note = ?", [note], order_by="id"):
        hand = Hand(row["person"], cast("Part", row["part"]))
        found[row["number"]] = (*found.get(row["number"], ()), hand)
    return found
