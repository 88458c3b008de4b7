"""A refusal that could not reach the author when it was decided, and is told when they come back."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import Entry, read_audit
from knowledge_base.credits import keep_origin
from knowledge_base.draft import Draft

DECISIONS_READ = 50
"""Entries about one draft among which its last refusal is looked for."""


def heard(db: Database, number: int, *, yes: bool) -> None:
    """Keeps whether the author of a draft heard that it was refused; raises DraftError for an unknown draft."""
    with db.atomic():
        keep_origin(db, drafts.find(db, number), {"unheard": not yes})


def unheard(db: Database, person: int) -> list[Draft]:
    """The drafts of a person's that were refused without their hearing of it, the newest first."""
    return [draft for draft in drafts.of_person(db, person, ["refused"]) if draft.origin.get("unheard")]


def decided_before(db: Database, number: int) -> Entry | None:
    """The last time that a draft was refused or given back to its author: who did, when and why; None if never."""
    told = read_audit(db, DECISIONS_READ, subject=f"draft {number}")
    return next((entry for entry in told if entry.action in {"refuse", "change"}), None)
