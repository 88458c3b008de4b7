"""The table of revisions: every change of a note, with who, when, why, and the whole note as it was then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlite_utils import Database

from knowledge_base.errors import EditConflictError, UnknownNoteError
from knowledge_base.hands import Hand, hands_in, keep_hands
from knowledge_base.note import Note, State
from knowledge_base.notes import file_states, find_note, save_note
from knowledge_base.store import now

Change = Literal["shipped", "imported", "copied", "written", "edited", "merged", "checked", "owner", "brought-back"]
Action = Change | State
"""What happened to a note: it came from a document, was copied from a note file (an export, say, of which nobody knows
what was its own and what was corrected), was written or changed, or was given the state of that name."""

NOBODY = 0
"""Who changes notes when no person does: files and commands."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A note as it was from `at` on (ISO, UTC). `number` counts from 1; `person` is a Telegram id, 0 for a file.

    `hands` are who bettered and who accepted what that person wrote.
    """

    note: Note
    number: int
    at: str
    person: int
    action: Action
    reason: str = ""
    hands: tuple[Hand, ...] = ()


def publish(  # noqa: PLR0913 - what a revision tells, and what was seen before
    db: Database,
    note: Note,
    person: int,
    action: Action,
    *,
    reason: str = "",
    expected_hash: str | None = None,
    hands: Sequence[Hand] = (),
) -> Revision:
    """Writes a note in the state that it says, and the revision that tells of it; gives that revision.

    `expected_hash` is the hash of the note that the person saw, "" if the id was free; raises EditConflictError when
    it is another by now. A change that changes nothing, without a reason, leaves no revision of its own, unless it
    marks the note as to be checked: then the reason of before holds no more.
    """
    with db.atomic():
        current = find_note(db, note.id)
        if current and expected_hash is not None and expected_hash != current.hash:
            raise EditConflictError(current)
        if current is None and expected_hash:
            raise UnknownNoteError(f"there is no note '{note.id}'")
        past = history(db, note.id)
        if past and current == note and not reason and action != "needs-checking":
            return past[-1]
        for revision in past[_stored(db, note.id) :]:
            _write(db, revision)
        save_note(db, note)
        made = Revision(note, len(past) + 1, now(), person, action, reason, tuple(hands))
        _write(db, made)
        return made


def replace_note(
    db: Database, note: Note, action: Literal["imported", "copied"] = "imported", *, provenance: str = ""
) -> None:
    """Takes over a note from outside, in place of what stood under its id; what that was stays in its history.

    `provenance` is what a copy says of the document that brought the note; it is kept as the reason of the copy.

    Who looks after the note goes on doing so, unless the new one names somebody.
    """
    with db.atomic():
        current = find_note(db, note.id)
        if current is None and action == "imported":  # its history says so by itself
            save_note(db, note)
        else:
            made = replace(note, owner=note.owner or (current.owner if current else 0))
            publish(db, made, NOBODY, action, reason="" if made == current else provenance)


def history(db: Database, identity: str) -> list[Revision]:
    """A note's revisions, oldest first; the last one is the note as it is now. Empty for an unknown note.

    What a file brought or took away is told as one revision even before it is written, with the next change.
    """
    rows = db.table("revisions").rows_where("note = ?", [identity], order_by="number")
    hands = hands_in(db, identity)
    found = [_revision(row, hands.get(row["number"], ())) for row in rows]
    current = find_note(db, identity)
    if current and (not found or found[-1].note != current):
        found.append(_of_file(db, current, len(found) + 1))
    return found


def find_revision(db: Database, identity: str, number: int) -> Revision:
    """One revision of a note; raises UnknownNoteError if there is none with this number."""
    for revision in history(db, identity):
        if revision.number == number:
            return revision
    raise UnknownNoteError(f"note '{identity}' has no revision {number}")


def bring_back(db: Database, identity: str, number: int, person: int, *, expected_hash: str | None = None) -> Revision:
    """Publishes a note `as_of` an earlier revision, in the state of then.

    Raises UnknownNoteError, and EditConflictError as `publish` does.
    """
    with db.atomic():
        note = as_of(db, identity, number)
        return publish(db, note, person, "brought-back", reason=reason_of(number), expected_hash=expected_hash)


def reason_of(number: int) -> str:
    """How a revision that brings an earlier one back tells which it was."""
    return f"revision {number}"


def as_of(db: Database, identity: str, number: int) -> Note:
    """A note `brought` to what an earlier revision had; raises UnknownNoteError."""
    then = find_revision(db, identity, number)
    return brought(history(db, identity)[-1].note, then.note)


def brought(now: Note, then: Note) -> Note:
    """What a note becomes that is brought back to an earlier form, with who looks after it now.

    Nobody is named in it who is not named now: they may have taken their consent back.
    """
    return replace(then, owner=now.owner, contributor=", ".join(_named(now, then)))


def without_withdrawn(now: Note, then: Note, instead: str) -> Note:
    """An earlier form of a note, as it may be shown: `instead` of the names of those who are not named now."""
    still = _named(now, then)
    return then if ", ".join(still) == then.contributor else replace(then, contributor=", ".join([*still, instead]))


def _named(now: Note, then: Note) -> list[str]:
    still = now.contributor.split(", ")
    return [name for name in then.contributor.split(", ") if name in still]


def _of_file(db: Database, note: Note, number: int) -> Revision:
    state = file_states(db, note.id)[note.id]
    (row,) = db.query("select updated_at from notes where id = ?", [note.id])
    return Revision(note, number, row["updated_at"], NOBODY, "shipped" if state.file else "imported")


def _stored(db: Database, identity: str) -> int:
    return db.table("revisions").count_where("note = ?", [identity])


def _write(db: Database, revision: Revision) -> None:
    row: dict[str, Any] = {
        "note": revision.note.id,
        "number": revision.number,
        "at": revision.at,
        "person": revision.person,
        "action": revision.action,
        "reason": revision.reason,
        "record": json.dumps(revision.note.to_dict(), ensure_ascii=False),
    }
    db.table("revisions").insert(row)
    keep_hands(db, revision.note.id, revision.number, revision.hands)


def _revision(row: dict[str, Any], hands: tuple[Hand, ...]) -> Revision:
    note = Note.from_dict(json.loads(row["record"]))
    return Revision(note, row["number"], row["at"], row["person"], row["action"], row["reason"], hands)
