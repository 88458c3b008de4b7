"""Who a note comes from: a name stands there with its owner's consent, and goes when they take it back."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.draft import OPEN, Draft, json_of
from knowledge_base.note import NAME_LIMIT
from knowledge_base.notes import find_note
from knowledge_base.revisions import publish


def consent(db: Database, number: int, person: int, name: str, *, agrees: bool) -> Draft:
    """Names a person as contributor of a draft, or of the note that it became, or takes the name away.

    The draft's origin keeps who `answers` what: the name, or nothing for none. A draft that was refused or cancelled
    stays as it is. Raises DraftError for an unknown draft.
    """
    with db.atomic():
        draft = drafts.find(db, number)
        before = str(draft.origin.get("answers", {}).get(str(person), ""))
        draft = _answered(db, draft, person, name if agrees else "")
        if draft.state in OPEN:
            said = named(str(draft.record.get("contributor", "")), before, agrees=False)
            return drafts.credit(db, number, named(said, name, agrees=agrees))
        note = find_note(db, draft.base) if draft.state == "published" else None
        if note:
            others = named(note.contributor, before, agrees=False)  # people rename themselves
            publish(db, replace(note, contributor=named(others, name, agrees=agrees)), person, "edited")
        return draft


def _answered(db: Database, draft: Draft, person: int, name: str) -> Draft:
    if draft.state not in {*OPEN, "published"}:
        return draft
    answers = {**draft.origin.get("answers", {}), str(person): name}
    db.table("drafts").update(draft.id, {"origin": json_of({**draft.origin, "answers": answers})})
    return drafts.find(db, draft.id)


def named(contributors: str, name: str, *, agrees: bool) -> str:
    """The names with one more, or without it; a name for which there is no room is left out."""
    others = [each for each in contributors.split(", ") if each and each != name]
    together = ", ".join([*others, name] if agrees and name else others)
    return together if len(together) <= NAME_LIMIT else ", ".join(others)
