"""The table of deliveries: to whom an announcement goes, and what became of each.

A recipient's row is claimed before the message goes out and settled after it. Who was claimed when the program was
killed may have got the message or not; they are `unsure` then, and nothing is sent to them again unless an admin asks
for it. So nobody gets an announcement twice by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from knowledge_base.roles import ROLES, people_with
from knowledge_base.store import now

Outcome = Literal["sent", "blocked", "failed", "unsure", "waiting", "skipped"]
"""What became of a delivery; `waiting` is one that surely did not go out and is tried again, `skipped` one not sent."""


ALL, BY_ROLE, BY_TOPIC = "all", "role:", "topic:"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries came to what. `open` ones wait or are on their way, `skipped` people did not want it or are
    not let in now.
    """

    open: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unsure: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.open + self.sent + self.blocked + self.failed + self.unsure + self.skipped


def recipients(db: Database, audience: str, admins: Collection[int]) -> list[int]:
    """Whom an audience holds now: those who can be written to and want announcements, by id."""
    reachable = {row["id"] for row in db.query("select id from people where opted_out = 0 and blocked_at = ''")}
    if audience.startswith(BY_TOPIC):
        topic = audience.removeprefix(BY_TOPIC)
        reachable &= {row["person"] for row in db.query("select person from subscriptions where topic = ?", [topic])}
    elif audience.startswith(BY_ROLE):
        reachable = _with_role(db, audience.removeprefix(BY_ROLE), reachable, admins)
    return sorted(reachable)


def _with_role(db: Database, role: str, people: set[int], admins: Collection[int]) -> set[int]:
    """Those of some people who have exactly this role."""
    higher = {name: set(people_with(db, name, admins)) for name in ROLES[1:]}
    return people & higher[role] if role in higher else people - set().union(*higher.values())


def claim(db: Database, number: int) -> int | None:
    """The next person to send to, claimed; None when nobody is left, or it was stopped.

    Looks once more at each: who opted out or blocked Prima meanwhile is skipped.
    """
    with db.atomic():
        while db.table("broadcasts").count_where("id = ? and state = 'sending'", [number]):
            person = _next(db, number)
            if person is None:
                return None
            wants = db.table("people").count_where("id = ? and opted_out = 0 and blocked_at = ''", [person])
            _mark(db, number, person, "claimed" if wants else "skipped")
            if wants:
                return person
        return None


def settle(db: Database, number: int, person: int, outcome: Outcome) -> None:
    """What became of a claimed delivery; somebody who blocked Prima is not written to until they write again."""
    with db.atomic():
        _mark(db, number, person, outcome)
        if outcome == "blocked":
            db.execute("update people set blocked_at = ? where id = ?", [now(), person])


def tally(db: Database, number: int) -> Tally:
    """How far an announcement is."""
    query = "select state, count(*) as n from deliveries where broadcast = ? group by state"
    counts = {row["state"]: row["n"] for row in db.query(query, [number])}
    counts["open"] = counts.pop("waiting", 0) + counts.pop("claimed", 0)
    return Tally(**counts)


def _next(db: Database, number: int) -> int | None:
    where = "broadcast = ? and state = 'waiting' and person > 0"
    rows = db.table("deliveries").rows_where(where, [number], order_by="person", limit=1)
    return next((row["person"] for row in rows), None)


def _mark(db: Database, number: int, person: int, state: str) -> None:
    done = "update deliveries set state = ?, at = ? where broadcast = ? and person = ?"
    db.execute(done, [state, now(), number, person])
