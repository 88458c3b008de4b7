"""A marking: all notes that cite a replaced regulation, marked as to be checked at once; and all of it taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from knowledge_base import audit
from knowledge_base.awaited import Awaited, stop_waiting
from knowledge_base.life import REPLACED, regulation_replaced
from knowledge_base.note import Note
from knowledge_base.revisions import Revision, history, publish, reason_of


@dataclass(frozen=True, slots=True)
class Marking:
    """Notes that were marked together, and the ids of the first and the last row that this wrote among revisions."""

    notes: list[Note]
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The notes whose mark went, and those that stay as they are because they were changed since they were marked.

    `over` when there is no mark of it any more.
    """

    notes: list[Note]
    changed: list[Note]
    over: bool


def mark_citing(db: Database, asked: Awaited, old: str, new: str, way: str = REPLACED) -> Marking | None:
    """`regulation_replaced`, once for one asking: None the second time; no notes where others marked them all."""
    with db.atomic():
        if not stop_waiting(db, asked):
            return None
        before = _last_row(db)
        notes = regulation_replaced(db, old, new, asked.person, way=way)
        audit.record(db, asked.person, "regulation", old, f"{new or way} ({len(notes)})")
        return Marking(notes, before + 1, _last_row(db))


def marked_by(db: Database, notes: Sequence[Note]) -> list[Revision]:
    """The revisions that marked notes as to be checked, the last one of each that was."""
    marks = ([each for each in history(db, note.id) if each.action == "needs-checking"] for note in notes)
    return [each[-1] for each in marks if each]


def take_back(db: Database, first: int, last: int, person: int) -> TakenBack:
    """Takes back the marks that stand in these rows of revisions, but from notes that were changed since."""
    where = "id between ? and ? and action = 'needs-checking' and reason != ''"
    rows = list(db.table("revisions").rows_where(where, [first, last], order_by="id"))
    notes, changed, over = [], [], True
    with db.atomic():
        for row in rows:
            past, number = history(db, row["note"]), int(row["number"])
            if past[-1].number == number:
                notes.append(_unmarked(db, past, person))
            else:
                changed.append(past[-1].note)
                over = over and not _carries(past, number)
        if notes:
            audit.record(db, person, "regulation-back", str(rows[0]["reason"]), f"({len(notes)})")
    return TakenBack(notes, changed, over and not notes)


def _unmarked(db: Database, past: list[Revision], person: int) -> Note:
    """The note as it was before its last revision marked it, or to be checked for the reason of then."""
    marked, before = past[-1], past[-2]
    if before.note.state == "needs-checking":
        reason = next((each.reason for each in reversed(past[:-1]) if each.action == "needs-checking"), "")
        return publish(db, before.note, person, "needs-checking", reason=reason).note
    note = replace(marked.note, state=before.note.state)
    return publish(db, note, person, "brought-back", reason=reason_of(before.number)).note


def _carries(past: list[Revision], number: int) -> bool:
    """Whether a note that was changed since is still to be checked because of this revision."""
    marks = [each.number for each in past if each.action == "needs-checking"]
    return past[-1].note.state == "needs-checking" and marks[-1] == number


def _last_row(db: Database) -> int:
    return int(next(db.query("select coalesce(max(id), 0) as last from revisions"))["last"])
