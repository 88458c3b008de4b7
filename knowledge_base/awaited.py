"""The table of what Prima asked people and waits to be told: a reason, a word to search, a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from knowledge_base.note import text_hash
from knowledge_base.store import now

PATIENCE = timedelta(hours=1)
"""How long Prima waits. What comes later is a message of its own, so that no question is taken for a reply."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Whom Prima asked, for what, about which thing, and when (ISO, UTC)."""

    person: int
    what: str
    subject: str
    at: str

    @property
    def stamp(self) -> str:
        """Eight hexadecimal digits that tell this asking from the ones before it."""
        return text_hash(f"{self.person} {self.what} {self.subject} {self.at}")[:8]


def await_reply(db: Database, person: int, what: str, subject: str) -> Awaited:
    """Prima asks a person for something, and no longer for what it asked before; what nobody waits for is not kept."""
    db.execute("delete from awaited where at < ?", [_since()])
    asked = Awaited(person, what, subject, now())
    row = {"person": person, "what": what, "subject": subject, "at": asked.at}
    db.table("awaited").upsert(row, pk="person")
    return asked


def awaited_of(db: Database, person: int) -> Awaited | None:
    """What Prima waits to be told by a person, if it does so still."""
    for row in db.table("awaited").rows_where("person = ? and at >= ?", [person, _since()]):
        return Awaited(row["person"], row["what"], row["subject"], row["at"])
    return None


def _since() -> str:
    return (datetime.now(UTC) - PATIENCE).isoformat(timespec="milliseconds")


def stop_waiting(db: Database, asked: Awaited) -> bool:
    """Prima waits no longer for this; False when it did not any more, so of two replies only one counts."""
    done = db.execute("delete from awaited where person = ? and at = ?", [asked.person, asked.at])
    return done.rowcount > 0
