"""Which notes to check first, and whose owner was already reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from knowledge_base.note import Note
from knowledge_base.notes import FOUND, note_of
from knowledge_base.store import now

WINDOW = timedelta(days=90)
"""How far back answers are counted."""

DUE = f"({FOUND} and (notes.state = 'needs-checking' or notes.review_by < :today))"
ANSWERED = (
    "(select count(*) from questions where questions.note = notes.id and questions.kind = 'answer' "
    "and questions.asked_at >= :since)"
)

REASON = (
    "(select reason from revisions where revisions.note = notes.id and action = 'needs-checking' "
    "order by number desc limit 1)"
)
"""Why a note was marked as to be checked."""
REMINDED = "select 1 from reminders where reminders.note = notes.id and reminders.review_by = notes.review_by"


@dataclass(frozen=True, slots=True)
class Due:
    """A note to be checked. `answered` is how often it answered in the last 90 days, `days` how long it is overdue."""

    note: Note
    answered: int
    days: int
    overdue: int = 0  # days since review_by, 0 for a note whose time has not passed
    reason: str = ""  # why it was marked as to be checked, as its revision tells

    @property
    def harm(self) -> int:
        """Answers times days overdue: how much doubtful advice is out there.

        A note that needs checking counts a day at least, whatever its date.
        """
        return self.answered * self.days


def due(db: Database, today: date) -> list[Due]:
    """The notes that are overdue or need checking, the most harmful first, then the longest overdue, then by id."""
    since = (datetime.combine(today, datetime.min.time()) - WINDOW).isoformat()
    given = {"today": today.isoformat(), "since": since}
    rows = db.query(f"select notes.*, {ANSWERED} as answered, {REASON} as reason from notes where {DUE}", given)  # noqa: S608 - constants
    found = [_due(note_of(row), row["answered"], today, row["reason"] or "") for row in rows]
    return sorted(found, key=lambda each: (-each.harm, -each.days, each.note.id))


def overdue_unreminded(db: Database, today: date) -> list[Note]:
    """The notes that questions find whose time passed without a reminder about that day, the oldest day first."""
    where = f"{FOUND} and review_by < :today and not exists ({REMINDED})"
    rows = db.table("notes").rows_where(where, {"today": today.isoformat()}, order_by="review_by, id")
    return [note_of(row) for row in rows]


def mark_reminded(db: Database, note: Note, person: int) -> None:
    """Remembers that this person was reminded of the day by which the note had to be checked."""
    row = {"note": note.id, "review_by": note.review_by.isoformat(), "person": person, "at": now()}
    db.table("reminders").upsert(row, pk=("note", "review_by"))


def _due(note: Note, answered: int, today: date, reason: str) -> Due:
    overdue = max(0, (today - note.review_by).days)
    return Due(note, answered, max(1, overdue), overdue, reason if note.state == "needs-checking" else "")
