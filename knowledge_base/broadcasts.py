"""The tables of announcements: what is sent, to whom, and what became of each delivery.

A recipient's row is claimed before the message goes out and settled after it. Who was claimed when the program was
killed may have got the message or not; they are `unsure` then, and nothing is sent to them again unless an admin asks
for it. So nobody gets an announcement twice by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

from sqlite_utils import Database

from knowledge_base.audit import record
from knowledge_base.roles import ROLES, people_with
from knowledge_base.store import now

BroadcastState = Literal["draft", "sending", "stopped", "done"]
Outcome = Literal["sent", "blocked", "failed", "unsure", "waiting", "skipped"]
"""What became of a delivery; `waiting` is one that surely did not go out and is tried again, `skipped` one not sent."""
ALL, BY_ROLE, BY_TOPIC = "all", "role:", "topic:"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement of an admin's. It holds a text with Telegram's formatting, or the id of a note; a draft may hold
    neither yet. `status` is the message that shows how far it is. `at` is of the last change (ISO, UTC).
    """

    id: int
    person: int
    at: str
    audience: str
    text: str
    entities: tuple[dict[str, Any], ...]
    note: str
    state: BroadcastState
    status: int

    @property
    def filled(self) -> bool:
        """Whether there is something to send."""
        return bool(self.text or self.note)


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


def begin(db: Database, person: int) -> Broadcast:
    """A new draft of an admin's, in place of an unfinished one."""
    with db.atomic():
        db.execute("delete from broadcasts where person = ? and state = 'draft'", [person])
        row: dict[str, Any] = {
            "person": person, "at": now(), "audience": "", "text": "", "entities": "[]", "note": "",
            "state": "draft", "status": 0,
        }  # fmt: skip
        return _known(db, int(db.table("broadcasts").insert(row).last_pk))  # type: ignore[arg-type]


def find_broadcast(db: Database, number: int) -> Broadcast | None:
    """The announcement with this number, or None."""
    for row in db.table("broadcasts").rows_where("id = ?", [number]):
        return _broadcast(row)
    return None


def waiting_draft(db: Database, person: int, minutes: int) -> Broadcast | None:
    """An admin's draft that waits for its text, touched within the last minutes; None without one."""
    since = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    where = "person = ? and state = 'draft' and audience != '' and text = '' and note = '' and at >= ?"
    for row in db.table("broadcasts").rows_where(where, [person, since]):
        return _broadcast(row)
    return None


def change_draft(db: Database, number: int, changes: dict[str, Any]) -> Broadcast | None:
    """Changes a draft's audience, text, entities or note; None when it is a draft no longer."""
    if "entities" in changes:
        changes = {**changes, "entities": json.dumps(changes["entities"], ensure_ascii=False)}
    with db.atomic():
        found = find_broadcast(db, number)
        if found is None or found.state != "draft":
            return None
        db.table("broadcasts").update(number, {**changes, "at": now()})
        return find_broadcast(db, number)


def drop_draft(db: Database, number: int) -> bool:
    """Throws a draft away; False when it is a draft no longer."""
    return db.execute("delete from broadcasts where id = ? and state = 'draft'", [number]).rowcount > 0


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


def send(db: Database, number: int, admins: Collection[int]) -> Tally | None:
    """A draft is on its way to its audience of now; None when it is a draft no longer, or holds nothing."""
    with db.atomic():
        found = find_broadcast(db, number)
        if found is None or found.state != "draft" or not found.filled or not found.audience:
            return None
        moment, people = now(), recipients(db, found.audience, admins)
        rows = ({"broadcast": number, "person": person, "state": "waiting", "at": moment} for person in people)
        db.table("deliveries").insert_all(rows)
        _set_state(db, number, "sending")
        record(db, found.person, "broadcast", str(number), f"{found.audience}: {len(people)}")
        return tally(db, number)


def stop(db: Database, number: int, person: int) -> bool:
    """Whoever waits gets nothing any more; False when it is not being sent."""
    return _turn(db, number, "sending", "stopped", person, "broadcast stopped")


def send_unsure(db: Database, number: int, person: int) -> bool:
    """Tries again those of whom nobody knows whether they got it; False when there are none, or it is being sent."""
    with db.atomic():
        if not tally(db, number).unsure or not _turn(db, number, "done", "sending", person, "broadcast repeated"):
            return False
        again = "update deliveries set state = 'waiting' where broadcast = ? and state = 'unsure' and person > 0"
        db.execute(again, [number])
        return True


def finish(db: Database, number: int) -> None:
    """Everybody was served."""
    db.execute("update broadcasts set state = 'done', at = ? where id = ? and state = 'sending'", [now(), number])


def interrupted(db: Database) -> list[Broadcast]:
    """The announcements that were on their way when the program ended, oldest first; who was claimed is unsure now."""
    with db.atomic():
        db.execute("update deliveries set state = 'unsure', at = ? where state = 'claimed'", [now()])
        return on_their_way(db)


def on_their_way(db: Database) -> list[Broadcast]:
    """The announcements that are being sent, oldest first, whoever sends them."""
    return [_broadcast(row) for row in db.table("broadcasts").rows_where("state = 'sending'", order_by="id")]


def claim(db: Database, number: int) -> int | None:
    """The next person to send to, claimed; None when nobody is left, or it was stopped.

    Looks once more at each: who opted out or blocked Prima meanwhile is skipped.
    """
    with db.atomic():
        found = find_broadcast(db, number)
        while found is not None and found.state == "sending":
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


def set_status(db: Database, number: int, message: int) -> None:
    """Remembers the message that shows how far an announcement is."""
    db.table("broadcasts").update(number, {"status": message})


def _next(db: Database, number: int) -> int | None:
    where = "broadcast = ? and state = 'waiting' and person > 0"
    rows = db.table("deliveries").rows_where(where, [number], order_by="person", limit=1)
    return next((row["person"] for row in rows), None)


def _mark(db: Database, number: int, person: int, state: str) -> None:
    done = "update deliveries set state = ?, at = ? where broadcast = ? and person = ?"
    db.execute(done, [state, now(), number, person])


def _set_state(db: Database, number: int, state: BroadcastState) -> None:
    db.table("broadcasts").update(number, {"state": state, "at": now()})


def _turn(  # noqa: PLR0913, PLR0917 - from where to where, and who
    db: Database, number: int, before: BroadcastState, after: BroadcastState, person: int, action: str
) -> bool:
    with db.atomic():
        found = find_broadcast(db, number)
        if found is None or found.state != before:
            return False
        _set_state(db, number, after)
        record(db, person, action, str(number))
        return True


def _known(db: Database, number: int) -> Broadcast:
    return _broadcast(next(iter(db.table("broadcasts").rows_where("id = ?", [number]))))


def _broadcast(row: dict[str, Any]) -> Broadcast:
    entities = tuple(json.loads(row["entities"]))
    return Broadcast(**{**row, "entities": entities, "state": cast("BroadcastState", row["state"])})
