"""A refusal that could not reach the author when it was decided, and is told when they come back."""

from __future__ import annotations

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.credits import keep_origin
from knowledge_base.draft import Draft


def heard(db: Database, number: int, *, yes: bool) -> None:
    """Keeps whether the author of a draft heard that it was refused; raises DraftError for an unknown draft."""
    with db.atomic():
        keep_origin(db, drafts.find(db, number), {"unheard": not yes})


def unheard(db: Database, person: int) -> list[Draft]:
    """The drafts of a person's that were refused without their hearing of it, the newest first."""
    return [draft for draft in drafts.of_person(db, person, ["refused"]) if draft.origin.get("unheard")]
