"""A verdict that could not reach the author when it was given, and is told when they come back."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import Entry, read_audit
from knowledge_base.credits import keep_origin
from knowledge_base.draft import Draft, draft_of

DECISIONS_READ = 50
"""Entries about one draft among which its last refusal is looked for."""


def heard(db: Database, number: int, *, yes: bool, how: str = "") -> None:
    """Keeps whether the author of a draft heard what was decided, and `how` it was published.

    Raises DraftError for an unknown draft.
    """
    with db.atomic():
        keep_origin(db, drafts.find(db, number), {"unheard": not yes, **({"how": how} if how else {})})


def take_unheard(db: Database, person: int, most: int) -> list[Draft]:
    """So many drafts of a person's on which was decided without their hearing of it, newest first; heard from now on.

    What they took up again by themselves is none of them.
    """
    where = "person = :person and json_extract(origin, '$.unheard') and state in ('refused', 'returned', 'published')"
    with db.atomic():
        rows = list(db.table("drafts").rows_where(where, {"person": person}, order_by="updated_at desc, id desc"))
        found = [draft_of(row) for row in rows[:most]]
        for draft in found:
            heard(db, draft.id, yes=True)
        return found


def decided_before(db: Database, number: int) -> Entry | None:
    """The last time that a draft was refused or given back to its author: who did, when and why; None if never."""
    told = read_audit(db, DECISIONS_READ, subject=f"draft {number}")
    return next((entry for entry in told if entry.action in {"refuse", "change"}), None)
