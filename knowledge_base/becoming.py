"""BECOMING: what would become of a document's notes, beside those that it brought before and what was made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlite_utils import Database

from knowledge_base.documents.files import document_prefix
from knowledge_base.life import successor
from knowledge_base.note import Note
from knowledge_base.notes import find_note, published_ids
from knowledge_base.provenance import OF_DOCUMENT, Provenance, hash_of
from knowledge_base.revisions import history

ASKED = ("corrected", "renewed")
"""What becomes of a note only if somebody says so: the document and moderators want two things."""

What = Literal["added", "changed", "corrected", "renewed", "same", "retired", "joined"]


@dataclass(frozen=True, slots=True)
class Becomes:
    """What a note of a document would become: the note as it is, if there is one, and as the document would have it.

    `corrected`: since it came last, both moderators and the document changed what it says. `renewed`: it is out of the
    answers, and the document says something new there. `joined`: it became part of another note, which answers.
    """

    current: Note | None
    taken: Note
    what: What


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a document's notes, by id.

    `same` stayed as they were; `corrected` keep what moderators corrected in them, though the document says something
    else than before; `retired` were taken out of the answers and stay out of them; `renewed` stay out as well, with the
    text that they had, though the document says something new there; `waiting` wait in this form for a moderator
    already; `joined` were part of other notes before; `merged` became part of others now; `alone` should have, but the
    other note is gone, so that nothing became of them; `lost` are those that the document held before and does not any
    more: archived, or left as they are where two must look at a note.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """The ids of each, also of those that are none."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def becomes(db: Database, note: Note) -> Becomes:
    """What one note of a document would become; a topic that the document was given counts like what it says."""
    current = find_note(db, note.id)
    if current is None:
        return Becomes(None, note, "added")
    past = history(db, note.id)
    known = Provenance.of_history(past)
    new, now = hash_of(note), hash_of(current)
    # One that was archived because the document had lost it comes back.
    back = replace(current, state=note.state, replaced_by="") if known.end == "lost" else current
    kept = _values(current, known.changed)
    kept = {"topic": note.topic or current.topic, **kept}
    if new in (known.said, now):
        back = replace(back, topic=kept["topic"]) if back.found else back
        what: What = "same" if back.found else _out(db, current, known)
        return Becomes(current, back, "changed" if back != current else what)
    taken = replace(note, **kept)
    if not back.found:
        return Becomes(current, taken, "renewed")
    return Becomes(current, taken, "changed" if known.said == now else "corrected")


def would_become(db: Database, notes: Sequence[Note]) -> dict[str, Becomes]:
    """What would become of a document's notes if they were taken over, by id."""
    return {note.id: becomes(db, note) for note in notes}


def told(would: dict[str, Becomes], lost: Sequence[str]) -> Imported:
    """The same as ids, with those of the notes that the document lost."""
    ids: dict[str, list[str]] = {}
    for identity, each in would.items():
        ids.setdefault(each.what, []).append(identity)
    return Imported(**{what: tuple(found) for what, found in ids.items()}, lost=tuple(lost))


def outcome(
    db: Database, file: str, notes: Sequence[Note], chosen: Sequence[Note]
) -> tuple[dict[str, Becomes], Imported]:
    """What would become of a document's notes if those chosen were taken over; of the others only what was asked.

    A chosen note that is one of the ASKED changes; one that is not chosen stays what it is and is told apart.
    """
    would = would_become(db, notes)
    became = told({note.id: would[note.id] for note in chosen}, stale_notes(db, file, {note.id for note in notes}))
    taken = [identity for what in ASKED for identity in became.by_name()[what]]
    left = {
        what: tuple(identity for identity, each in would.items() if each.what == what and identity not in taken)
        for what in ASKED
    }
    return would, replace(became, changed=(*became.changed, *taken), **left)


def stale_notes(db: Database, file: str, kept: set[str]) -> list[str]:
    """The ids of the notes that came from a file with this name before and do not any more."""
    prefix = document_prefix(file)
    found = (identity for identity in published_ids(db) if identity not in kept and identity.startswith(prefix))
    return [identity for identity in found if identity.removeprefix(prefix).isdecimal()]


def said_by_document(note: Note) -> dict[str, Any]:
    """What a document says of a note."""
    return _values(note, OF_DOCUMENT)


def _out(db: Database, note: Note, known: Provenance) -> What:
    """What a note is that is out of the answers: part of another one that answers for it, or retired."""
    return "joined" if known.end == "joined" and successor(db, note) else "retired"


def _values(note: Note, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(note, name) for name in names}
