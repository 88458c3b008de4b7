"""The table of announcements: what is sent to whom, from the first draft to the last delivery."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

from sqlite_utils import Database

from knowledge_base.audit import record
from knowledge_base.deliveries import Tally, recipients, tally
from knowledge_base.store import now

BroadcastState = Literal["draft", "sending", "stopped", "done"]


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


def set_status(db: Database, number: int, message: int) -> None:
    """Remembers the message that shows how far an announcement is."""
    db.table("broadcasts").update(number, {"status": message})


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
