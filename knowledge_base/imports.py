"""A document's notes taken over: those chosen replace what they were, those that the document lost are archived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import record
from knowledge_base.documents.files import document_prefix
from knowledge_base.life import set_state
from knowledge_base.merging import merged
from knowledge_base.note import Note
from knowledge_base.notes import find_note, published_ids
from knowledge_base.publishing import relate
from knowledge_base.revisions import Revision, history, publish

OF_DOCUMENT = ("title", "body", "sources", "kind")
"""What a document says itself; a note that has these from it already is left alone."""
OF_MODERATORS = ("questions", "related", "values", "topic", "contributor", "origin")
"""What stays as moderators made it when a document comes again."""
NOT_MERGED: Mapping[str, str] = MappingProxyType({})
STATE = ("state", "replaced_by")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a document's notes, by id.

    `same` stayed as they were; `retired` were taken out of the answers and stay out of them, whatever the document
    says now; `waiting` wait in this form for a moderator already; `merged` became part of other notes; `alone` should
    have, but the other note is gone, so that nothing became of them; `lost` are those that the document held before
    and does not any more: archived, or left as they are where two must look at a note.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in self.__dataclass_fields__}

    def without(self, waiting: Iterable[str]) -> Imported:
        """The same with those that wait already told apart."""
        known = tuple(waiting)
        added, changed = (tuple(each for each in ids if each not in known) for ids in (self.added, self.changed))
        return replace(self, added=added, changed=changed, waiting=known)

    def with_merged(self, joined: Iterable[str], wanted: Iterable[str]) -> Imported:
        """The same with those that became part of others, of those of which it was wanted."""
        done = tuple(joined)
        return replace(self, merged=done, alone=tuple(each for each in wanted if each not in done))


def take_over(  # noqa: PLR0913 - what was chosen of what
    db: Database,
    number: int,
    file: str,
    notes: Sequence[Note],
    chosen: Sequence[Note],
    *,
    into: Mapping[str, str] = NOT_MERGED,
    beside: Mapping[str, str] = NOT_MERGED,
) -> Imported:
    """Publishes the chosen notes of a draft's document and ends the draft; those `into` others become part of them.

    A chosen note and the one that it stands `beside` name each other as related.

    A note that was not chosen stays what it was; one that the document no longer holds is archived. What moderators
    made of a note that came before stays: its questions and the like, and that it is out of the answers.
    Raises DraftDecidedError when the document was decided on before.
    """
    with db.atomic():
        person = drafts.find(db, number).person
        drafts.mark_published(db, number, person, chosen[0].id if chosen else "")
        record(db, person, "import", file, f"{len(chosen)} of {len(notes)}")
        became = would_become(db, file, notes, chosen)
        for note in chosen:
            current, taken = _proposed(db, note, file)
            publish(db, replace(taken, owner=taken.owner or (current.owner if current else person)), person, "imported")
        for note in (each for each in chosen if each.id in beside):
            relate(db, note.id, beside[note.id], person)
        for identity in became.lost:
            set_state(db, identity, "archived", person, reason=file)
        joined = _joined(db, notes, into)
        for identity, (old, both) in joined.items():
            publish(db, both, person, "merged", reason=file)
            before = find_note(db, identity)
            if before and before.found:
                set_state(db, identity, "obsolete", person, replaced_by=old.id, reason=file)
        return became.with_merged(joined, into)


def would_become(db: Database, file: str, notes: Sequence[Note], chosen: Sequence[Note]) -> Imported:
    """What would become of the chosen notes of a document if they were taken over."""
    became: dict[str, list[str]] = {"added": [], "changed": [], "same": [], "retired": []}
    for note in chosen:
        current, taken = _proposed(db, note, file)
        unchanged = current is not None and _bare(taken) == _bare(current)
        known = "retired" if not taken.found else "same" if unchanged else "changed"
        became["added" if current is None else known].append(note.id)
    lost = stale_notes(db, file, {note.id for note in notes})
    return Imported(**{what: tuple(ids) for what, ids in became.items()}, lost=tuple(lost))


def _joined(db: Database, notes: Sequence[Note], into: Mapping[str, str]) -> dict[str, tuple[Note, Note]]:
    """For the notes that go into others, by id: the other as it is, and with what the note adds."""
    found: dict[str, tuple[Note, Note]] = {}
    grown: dict[str, Note] = {}
    for note in (each for each in notes if each.id in into):
        old = grown.get(into[note.id]) or find_note(db, into[note.id])
        if old is not None and old.found:
            grown[old.id] = merged(old, note)
            found[note.id] = (old, grown[old.id])
    return found


def hand_in(  # noqa: PLR0913 - what was chosen of what
    db: Database,
    number: int,
    file: str,
    notes: Sequence[Note],
    chosen: Sequence[Note],
    *,
    into: Mapping[str, str] = NOT_MERGED,
) -> Imported:
    """Hands the chosen notes of a draft's document in for review, each that says something new as a draft of its own.

    They propose what `take_over` would publish: what moderators made of a note that came before stays in them.
    Raises DraftDecidedError when the document was decided on before.
    """
    with db.atomic():
        person = drafts.cancel(db, number).person
        became = would_become(db, file, notes, chosen)
        held = {drafts.identity_of(db, draft): draft.record for draft in drafts.queue(db)}
        waiting = []
        for note in (each for each in chosen if each.id not in {*became.same, *became.retired}):
            current, taken = _proposed(db, note, file)
            said = {name: value for name, value in taken.to_dict().items() if name not in {"id", "owner"}}
            if _says_the_same(held.get(note.id), taken):
                waiting.append(note.id)
                continue
            origin = {} if current else {"id": note.id}
            drafts.submit(db, drafts.start(db, person, said, step="preview", base=current, origin=origin).id)
        joined = _joined(db, notes, into)
        for old, both in {old.id: (find_note(db, old.id), both) for old, both in joined.values()}.values():
            said = {name: value for name, value in both.to_dict().items() if name not in {"id", "owner"}}
            drafts.submit(db, drafts.start(db, person, said, step="preview", base=old).id)
        return became.without(waiting).with_merged(joined, into)


def _says_the_same(record: dict[str, Any] | None, note: Note) -> bool:
    """Whether a draft proposes what the document says of a note, whenever it was handed in."""
    said = json.loads(json.dumps(note.to_dict(), default=str))
    return record is not None and all(record.get(name) == said.get(name) for name in OF_DOCUMENT)


def _proposed(db: Database, note: Note, file: str) -> tuple[Note | None, Note]:
    """The note of a document as it is now, if there is one, and as the document would have it."""
    current = find_note(db, note.id)
    return current, _again(note, current, history(db, note.id), file) if current else note


def stale_notes(db: Database, file: str, kept: set[str]) -> list[str]:
    """The ids of the notes that came from a file with this name before and do not any more."""
    prefix = document_prefix(file)
    found = (identity for identity in published_ids(db) if identity not in kept and identity.startswith(prefix))
    return [identity for identity in found if identity.removeprefix(prefix).isdecimal()]


def _bare(note: Note) -> Note:
    """The note without who looks after it, which no document says."""
    return replace(note, owner=0)


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
