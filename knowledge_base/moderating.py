"""What moderators do with notes, each with the entry in the audit that tells of it, or neither.

Where `two_look`, what `wants_second` becomes a draft that waits for another moderator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from sqlite_utils import Database

from knowledge_base import audit
from knowledge_base.awaited import Awaited, stop_waiting
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, StateError
from knowledge_base.four_eyes import hand_in_change, wants_second
from knowledge_base.life import mark_checked, set_owner, set_state, successor
from knowledge_base.note import FOUND_STATES, Note, State
from knowledge_base.notes import find_note
from knowledge_base.revisions import Revision, as_of, bring_back, reason_of

Made = TypeVar("Made", bound=Revision | Draft)
SEEN = 8
"""Digits of a note's hash by which a button knows the note that stood over it."""


def seen_of(note: Note) -> str:
    """What tells a note as it is now from any other form of it, who looks after it aside: `SEEN` digits."""
    return note.hash[:SEEN]


def as_seen(db: Database, change: Callable[..., Made], identity: str, seen: str, *told: Any) -> Made:
    """`change` of a note that is as a moderator saw it; raises EditConflictError when it is another by now."""
    with db.atomic():
        note = find_note(db, identity)
        if note and seen_of(note) != seen:
            raise EditConflictError(note)
        return change(db, identity, *told)


def check(db: Database, identity: str, person: int, today: date) -> Revision:
    """`mark_checked`."""
    with db.atomic():
        return _written_down(db, mark_checked(db, identity, person, today))


def give_state(db: Database, identity: str, state: State, person: int, *, two_look: bool = False) -> Revision | Draft:
    """`set_state`; what replaces the note goes on doing so unless questions find the note again."""
    with db.atomic():
        note = find_note(db, identity)
        other = None if note is None or state in FOUND_STATES else successor(db, note)
        replaced_by = other.id if other else ""
        then = replace(note, state=state, replaced_by=replaced_by) if note else None
        if two_look and note and then and wants_second(note, then):
            return hand_in_change(db, note, then, person, state)
        return _written_down(db, set_state(db, identity, state, person, replaced_by=replaced_by))


def retire(db: Database, asked: Awaited, replaced_by: str) -> Revision:
    """The note that a moderator was asked about becomes obsolete, in favour of another or ("") of none; as `set_state`.

    Prima waits for no other reply after that. Raises EditConflictError as `as_seen` does.
    """
    identity, seen = asked_about(asked)
    with db.atomic():
        made = as_seen(db, partial(set_state, replaced_by=replaced_by), identity, seen, "obsolete", asked.person)
        stop_waiting(db, asked)
        return _written_down(db, made)


def about(note: Note) -> str:
    """The subject of asking what replaces a note: which one, and as it was then."""
    return f"{note.id}:{seen_of(note)}"


def asked_about(asked: Awaited) -> tuple[str, str]:
    """The id of the note that `about` told, and what it was `seen_of`."""
    identity, _, seen = asked.subject.partition(":")
    return identity, seen


def entrust(db: Database, identity: str, owner: int, person: int) -> Revision:
    """`set_owner`."""
    with db.atomic():
        return _written_down(db, set_owner(db, identity, owner, person), str(owner))


def return_to(  # noqa: PLR0913 - which version, who, over what
    db: Database, identity: str, number: int, person: int, expected_hash: str, *, two_look: bool = False
) -> Revision | Draft:
    """`bring_back`; raises StateError where that would change nothing."""
    with db.atomic():
        note, then = find_note(db, identity), as_of(db, identity, number)
        if note == then:
            raise StateError("same", f"'{identity}' is as in revision {number} already")
        if two_look and note and wants_second(note, then):
            return hand_in_change(
                db, note, then, person, "brought-back", reason=reason_of(number), expected_hash=expected_hash
            )
        made = bring_back(db, identity, number, person, expected_hash=expected_hash)
        return _written_down(db, made, made.reason)


def _written_down(db: Database, made: Revision, detail: str = "") -> Revision:
    audit.record(db, made.person, made.action, made.note.id, detail or made.note.replaced_by)
    return made
