"""A document's notes taken over: those chosen replace what they were, those that the document lost are archived."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import record
from knowledge_base.becoming import Becomes, Imported, outcome, said_by_document
from knowledge_base.draft import Draft
from knowledge_base.life import set_state
from knowledge_base.merging import merged
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.placing import Shown, check_shown
from knowledge_base.publishing import relate
from knowledge_base.revisions import publish

NOT_MERGED: Mapping[str, str] = MappingProxyType({})


def take_over(  # noqa: PLR0913 - what was chosen of what
    db: Database,
    number: int,
    file: str,
    notes: Sequence[Note],
    chosen: Sequence[Note],
    *,
    into: Mapping[str, str] = NOT_MERGED,
    beside: Mapping[str, str] = NOT_MERGED,
    shown: Shown | None = None,
) -> Imported:
    """Publishes the chosen notes of a draft's document and ends the draft; those `into` others become part of them.

    A chosen note and the one that it stands `beside` name each other as related.

    A note that was not chosen stays what it was; one that the document no longer holds is archived. What moderators
    made of a note that came before stays: its questions and the like, and that it is out of the answers. A note that
    they corrected, or took out of the answers, takes another text of the document only if it is among the chosen. One
    that became part of another is kept as replaced by that one, so that it is known when the document comes again.
    Raises DraftDecidedError when the document was decided on before, and NotAsShownError when what would become of the
    notes is not what was `shown`.
    """
    with db.atomic():
        check_shown(db, notes, shown)
        person = drafts.find(db, number).person
        drafts.mark_published(db, number, person, chosen[0].id if chosen else "")
        record(db, person, "import", file, f"{len(chosen)} of {len(notes)}")
        would, became = outcome(db, file, notes, chosen)
        for note in chosen:
            publish(db, _owned(would[note.id], person), person, "imported")
        for note in (each for each in chosen if each.id in beside):
            relate(db, note.id, beside[note.id], person)
        for identity in became.lost:
            set_state(db, identity, "archived", person, reason=file)
        joined = _joined(db, notes, into)
        for identity, (old, both) in joined.items():
            part = replace(_owned(would[identity], person), state="obsolete", replaced_by=old.id)
            publish(db, both, person, "merged", reason=file if both != old else "")
            publish(db, part, person, "merged", reason=file)
        return _with_merged(became, joined, into)


def hand_in(  # noqa: PLR0913 - what was chosen of what
    db: Database,
    number: int,
    file: str,
    notes: Sequence[Note],
    chosen: Sequence[Note],
    *,
    into: Mapping[str, str] = NOT_MERGED,
    shown: Shown | None = None,
) -> Imported:
    """Hands the chosen notes of a draft's document in for review, each that says something new as a draft of its own.

    They propose what `take_over` would publish: what moderators made of a note that came before stays in them. What
    the same person proposed for these notes before, from the document as it was then, is withdrawn.
    Raises what `take_over` raises.
    """
    with db.atomic():
        check_shown(db, notes, shown)
        person = drafts.cancel(db, number).person
        would, became = outcome(db, file, notes, chosen)
        held: dict[str, list[Draft]] = {}
        for draft in drafts.of_documents(db):
            held.setdefault(drafts.identity_of(db, draft), []).append(draft)
        waiting = []
        for note in chosen:
            own = [draft for draft in held.get(note.id, ()) if draft.person == person]
            if note.id not in {*became.added, *became.changed}:
                _withdraw(db, own)
            elif any(draft.state == "review" and _says_the_same(draft, note) for draft in held.get(note.id, ())):
                waiting.append(note.id)
            else:
                _withdraw(db, own)
                _propose(db, person, would[note.id])
        joined = _joined(db, notes, into)
        for old, both in {old.id: (find_note(db, old.id), both) for old, both in joined.values()}.values():
            drafts.submit(db, drafts.start(db, person, _said(both), step="preview", base=old).id)
        added, changed = (tuple(each for each in ids if each not in waiting) for ids in (became.added, became.changed))
        return _with_merged(replace(became, added=added, changed=changed, waiting=tuple(waiting)), joined, into)


def _owned(each: Becomes, person: int) -> Note:
    """What a note would become, looked after by whom it was before, or by who takes it over."""
    return replace(each.taken, owner=each.taken.owner or (each.current.owner if each.current else person))


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


def _with_merged(became: Imported, joined: Collection[str], wanted: Collection[str]) -> Imported:
    """The same with those that became part of others, of those of which it was wanted."""
    alone = tuple(each for each in wanted if each not in joined)
    return replace(became, merged=tuple(joined), alone=alone)


def _propose(db: Database, person: int, each: Becomes) -> None:
    """What the document says stands beside the draft: a change that a reviewer makes is known as one."""
    origin = {"id": each.taken.id, "document": each.taken.to_dict()}
    drafts.submit(db, drafts.start(db, person, _said(each.taken), step="preview", base=each.current, origin=origin).id)


def _withdraw(db: Database, found: Sequence[Draft]) -> None:
    for draft in found:
        drafts.cancel(db, draft.id)


def _said(note: Note) -> dict[str, Any]:
    return {name: value for name, value in note.to_dict().items() if name not in {"id", "owner"}}


def _says_the_same(draft: Draft, note: Note) -> bool:
    """Whether a draft proposes what the document says of a note, whenever it was handed in."""
    said = json.loads(json.dumps(note.to_dict(), default=str))
    return all(draft.record.get(name) == said.get(name) for name in said_by_document(note))
