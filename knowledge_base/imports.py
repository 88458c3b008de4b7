"""A document's notes taken over: those chosen replace what they were, those that the document lost are archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import record
from knowledge_base.documents.files import document_prefix
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import find_note, published_ids
from knowledge_base.revisions import Revision, history, publish

OF_DOCUMENT = ("title", "body", "sources", "kind")
"""What a document says itself; a note that has these from it already is left alone."""
OF_MODERATORS = ("questions", "related", "values", "topic", "contributor", "origin")
"""What stays as moderators made it when a document comes again."""
STATE = ("state", "replaced_by")


def take_over(db: Database, number: int, file: str, notes: Sequence[Note], chosen: Sequence[Note]) -> list[str]:
    """Publishes the chosen notes of a draft's document and ends the draft; the ids of what was archived.

    A note that was not chosen stays what it was; one that the document no longer holds is archived. What moderators
    made of a note that came before stays: its questions and the like, and that it is out of the answers.
    Raises DraftDecidedError when the document was decided on before.
    """
    with db.atomic():
        person = drafts.find(db, number).person
        drafts.mark_published(db, number, person, chosen[0].id if chosen else "")
        record(db, person, "import", file, f"{len(chosen)} of {len(notes)}")
        for note in chosen:
            current = find_note(db, note.id)
            taken = _again(note, current, history(db, note.id), file) if current else note
            owner = current.owner if current else person
            publish(db, replace(taken, owner=taken.owner or owner), person, "imported")
        stale = stale_notes(db, file, {note.id for note in notes})
        for identity in stale:
            set_state(db, identity, "archived", person, reason=file)
        return stale


def hand_in(db: Database, number: int, chosen: Sequence[Note]) -> int:
    """Hands the chosen notes of a draft's document in for review, each as a draft of its own; how many they are."""
    with db.atomic():
        held = drafts.cancel(db, number)
        for note in chosen:
            said = {name: value for name, value in note.to_dict().items() if name not in {"id", "owner"}}
            base = find_note(db, note.id)
            made = drafts.start(
                db, held.person, said, step="preview", base=base, origin={} if base else {"id": note.id}
            )
            drafts.submit(db, made.id)
    return len(chosen)


def stale_notes(db: Database, file: str, kept: set[str]) -> list[str]:
    """The ids of the notes that came from a file with this name before and do not any more."""
    prefix = document_prefix(file)
    found = (identity for identity in published_ids(db) if identity not in kept and identity.startswith(prefix))
    return [identity for identity in found if identity.removeprefix(prefix).isdecimal()]


def _again(note: Note, current: Note, past: Sequence[Revision], file: str) -> Note:
    """The note of a document that came before, with what moderators changed in it since.

    One that was archived because the document had lost it comes back.
    """
    came = [revision.note for revision in past if revision.action == "imported"]
    lost = (past[-1].action, past[-1].reason) == ("archived", file)
    state: dict[str, Any] = (
        {"state": note.state, "replaced_by": ""} if lost or current.found else _values(current, STATE)
    )
    if came and _values(came[-1], OF_DOCUMENT) == _values(note, OF_DOCUMENT):
        return replace(current, **state) if lost else current
    return replace(note, **state, **_values(current, _changed_by_people(past)))


def _changed_by_people(past: Sequence[Revision]) -> list[str]:
    """The fields that something other than an import changed."""
    steps = [(before.note, after.note) for before, after in pairwise(past) if after.action != "imported"]
    return [name for name in OF_MODERATORS if any(getattr(old, name) != getattr(new, name) for old, new in steps)]


def _values(note: Note, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(note, name) for name in names}
