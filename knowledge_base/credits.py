"""Who a note comes from: a name stands there with its owner's consent, and goes when they take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.draft import OPEN, Draft, json_of
from knowledge_base.merging import holds
from knowledge_base.note import NAMES_LIMIT, Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import publish


def consent(db: Database, number: int, person: int, name: str, *, agrees: bool) -> Draft:
    """Names a person as contributor of a draft, or of the note that it became, or takes the name away.

    The draft's origin keeps who `answers` what: the name, or nothing for none or for one that finds no room. A draft
    that was refused or cancelled stays as it is, and nobody is named for words that the note does not hold any more.
    Raises DraftError for an unknown draft.
    """
    with db.atomic():
        draft = drafts.find(db, number)
        if draft.state not in {*OPEN, "published"}:
            return draft
        answers = draft.origin.get("answers", {})
        note = find_note(db, draft.base) if draft.state == "published" else None
        if agrees and draft.state == "published" and not says(note, draft):
            return draft
        held = note.contributor if note else str(draft.record.get("contributor", ""))
        others = named(held, str(answers.get(str(person), "")), agrees=False)  # people rename themselves
        together = named(others, name, agrees=agrees)
        given = name if agrees and f", {together}".endswith(f", {name}") else ""
        draft = keep_origin(db, draft, {"answers": {**answers, str(person): given}})
        if draft.state in OPEN:
            return drafts.credit(db, number, together)
        if note:
            publish(db, replace(note, contributor=together), person, "edited")
        return draft


def says(note: Note | None, draft: Draft) -> bool:
    """Whether the note that a draft became still says what the draft said."""
    return note is not None and holds(note.body, str(draft.record.get("body", "")))


def took_in(db: Database, number: int, authors: dict[str, str]) -> Draft:
    """The draft that holds words of these authors (names by id) from now on; its own author is not named any more.

    In a change the note's contributors stay, and so do those who were asked for their names. Raises DraftError for an
    unknown draft, and DraftDecidedError when it is out of its author's hands.
    """
    with db.atomic():
        draft = drafts.find(db, number)
        before = draft.origin.get("authors", {})
        draft = keep_origin(db, draft, {"authors": {**authors, **before}})
        alone = not (before or draft.base or draft.origin.get("own"))
        return drafts.credit(db, number, "") if alone and draft.record.get("contributor") else draft


def reopen(db: Database, number: int) -> Draft:
    """A refused draft is its author's again, with the reason; raises DraftDecidedError if it is not refused.

    Whoever else was named in it was told that nothing comes of it: what they answered does not count any more.
    """
    with db.atomic():
        draft = drafts.reopen(db, number)
        answers, own = draft.origin.get("answers", {}), str(draft.person)
        together = str(draft.record.get("contributor", ""))
        for name in (name for each, name in answers.items() if each != own):
            together = named(together, name, agrees=False)
        keep_origin(db, draft, {"answers": {each: name for each, name in answers.items() if each == own}})
        return drafts.credit(db, number, together)


def asked_with(db: Database, number: int, message: int) -> None:
    """Keeps which message asks the authors of a draft; raises DraftError for an unknown draft."""
    with db.atomic():
        keep_origin(db, drafts.find(db, number), {"question": message})


def keep_origin(db: Database, draft: Draft, fields: dict[str, Any]) -> Draft:
    """The draft with some fields of its origin anew."""
    db.table("drafts").update(draft.id, {"origin": json_of({**draft.origin, **fields})})
    return drafts.find(db, draft.id)


def named(contributors: str, name: str, *, agrees: bool) -> str:
    """The names with one more, or without it; a name for which there is no room is left out."""
    others = [each for each in contributors.split(", ") if each and each != name]
    together = ", ".join([*others, name] if agrees and name else others)
    return together if len(together) <= NAMES_LIMIT else ", ".join(others)
