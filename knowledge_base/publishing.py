"""Publishing a draft together with what it means for other notes: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlite_utils import Database

from knowledge_base.draft import Draft
from knowledge_base.drafts import find, identity_of, owner_of, publish_draft, rebase
from knowledge_base.errors import EditConflictError, UnknownNoteError
from knowledge_base.life import set_state
from knowledge_base.meanwhile import over, united
from knowledge_base.merging import merged
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.revisions import Revision, history, publish
from knowledge_base.roles import role_of
from knowledge_base.uniting import Clash


def publish_beside(  # noqa: PLR0913 - a draft, who publishes it, and beside what
    db: Database, number: int, note: Note, person: int, beside: Sequence[str] = (), *, admins: Collection[int] = ()
) -> Revision:
    """Publishes a draft's note; it and the notes `beside` it (ids) name each other as related.

    A new note is looked after by who wrote it if they are moderator or admin (`admins`: those of the settings), else by
    who published it; another by who looks after it now, unless the draft names somebody else. Raises what
    `publish_draft` raises.
    """
    with db.atomic():
        draft = find(db, number)
        others = [other for identity in beside if (other := find_note(db, identity)) and other.id != note.id]
        note = replace(note, related=_with(note, others))
        if not draft.base:
            writer = person if role_of(db, draft.person, admins) == "pegawai" else draft.person
            note = replace(note, id=identity_of(db, draft), owner=note.owner or writer)
        else:
            note = replace(note, owner=owner_of(db, draft))
        revision = publish_draft(db, number, note, person)
        for other in others:
            publish(db, replace(other, related=_with(other, [note])), person, "edited")
        return revision


def relate(db: Database, one: str, other: str, person: int) -> None:
    """Two notes (ids) name each other as related; nothing happens unless both are in the answers."""
    with db.atomic():
        notes = find_note(db, one), find_note(db, other)
        for note, neighbour in (notes, notes[::-1]):
            if note and neighbour and note.found and neighbour.found and neighbour.id not in note.related:
                publish(db, replace(note, related=_with(note, [neighbour])), person, "edited")


def publish_into(db: Database, number: int, note: Note, person: int, old: Note) -> Revision:
    """Publishes a draft's note as part of an older one; a note that the draft changed is replaced by it.

    Raises EditConflictError when the older note is another by now than `old`, and what `publish_draft` raises.
    """
    with db.atomic():
        draft = find(db, number)
        revision = publish_draft(db, number, merged(old, note), person, seen=old)
        if draft.base and draft.base != old.id:
            set_state(db, draft.base, "obsolete", person, replaced_by=old.id)
        return revision


def changed_meanwhile(db: Database, number: int) -> tuple[Note, Note]:
    """The note that a draft changes: as it was when the draft began, and as it is now.

    Where there was none then, or nobody knows any more what it was, it was an empty one: nothing of either is old.
    Raises UnknownNoteError.
    """
    draft = find(db, number)
    current = find_note(db, identity_of(db, draft))
    if current is None:
        raise UnknownNoteError(f"there is no note '{draft.base}'")
    past = (revision.note for revision in reversed(history(db, current.id)))
    empty = replace(current, body="", questions=(), values=(), sources=(), related=())
    return next((note for note in past if note.hash == draft.base_hash), empty), current


def began_from(db: Database, number: int) -> tuple[Note, bool] | None:
    """The note that a draft changes as it was when the draft began, and whether somebody changed it since.

    What the draft changes is told against that form: what others did meanwhile is none of it. None for a draft of a new
    note.
    """
    if find_note(db, find(db, number).base) is None:
        return None
    then, current = changed_meanwhile(db, number)
    return replace(then, owner=current.owner), then.hash != current.hash


def unite(db: Database, number: int, note: Note, seen: str) -> tuple[Draft, tuple[Clash, ...]]:
    """A draft with what others changed in its note since it began, and what both changed, each in another way.

    `note` is what the draft would become.

    `seen` begins the hash of the note that its person was shown. Raises EditConflictError when it is another by now,
    and UnknownNoteError.
    """
    with db.atomic():
        then, current = changed_meanwhile(db, number)
        if not current.hash.startswith(seen):
            raise EditConflictError(current)
        both, clashes = united(then, current, replace(note, id=current.id))
        return rebase(db, number, current, both), clashes


def go_over(db: Database, number: int, note: Note, seen: str) -> Note:
    """The note to publish when a draft goes over what others made of its note since it began; the draft says that too.

    `note` is what the draft would become, `seen` begins the hash of the note that its person was shown: raises
    EditConflictError when it is another by now, and UnknownNoteError.
    """
    with db.atomic():
        then, current = changed_meanwhile(db, number)
        if not seen or not current.hash.startswith(seen):
            raise EditConflictError(current)
        mine = over(then, current, replace(note, id=current.id))
        rebase(db, number, current, mine)
        return mine


def changers(db: Database, number: int) -> list[int]:
    """Who changed a draft's note since it began, each once, in order; 0 for files and commands."""
    draft = find(db, number)
    since: list[int] = []
    for revision in reversed(history(db, identity_of(db, draft))):
        if revision.note.hash == draft.base_hash:
            break
        since.insert(0, revision.person)
    return list(dict.fromkeys(since))


def note_seen(db: Database, identity: str, expected_hash: str) -> Note:
    """The note with this id, as it was when it was shown; raises UnknownNoteError or EditConflictError."""
    note = find_note(db, identity)
    if note is None or not note.found:
        raise UnknownNoteError(f"'{identity}' is not in the answers any more")
    if expected_hash and note.hash != expected_hash:
        raise EditConflictError(note)
    return note


def _with(note: Note, others: Sequence[Note]) -> tuple[str, ...]:
    """The notes related to a note, and others."""
    return tuple(dict.fromkeys((*note.related, *(other.id for other in others))))
