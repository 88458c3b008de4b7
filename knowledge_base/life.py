"""What moderators do with a note that exists: give it a state, check it, entrust it to somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlite_utils import Database

from knowledge_base.cited_articles import articles_in, sources_cite, text_cites
from knowledge_base.errors import StateError, UnknownNoteError
from knowledge_base.note import Note, State
from knowledge_base.notes import find_note, note_of
from knowledge_base.regulations import Regulation, citing, regulation_of, regulations_in
from knowledge_base.revisions import Revision, publish

REVIEW_AFTER = timedelta(days=180)
"""When a note must be checked again that did not say so itself."""
REPLACED = "→"
"""Between a regulation and the one that took its place, in the reason of a note that is to be checked."""

_BECAME = re.compile(rf" (?:{REPLACED}|di(?:ganti|ubah|cabut))(?= |$)")
"""Behind which a reason tells of another regulation than the doubted one."""


def set_state(  # noqa: PLR0913 - a state has a reason and a replacement
    db: Database, identity: str, state: State, person: int, *, replaced_by: str = "", reason: str = ""
) -> Revision:
    """Gives a note a state, and names what replaces it if it is taken out of the answers.

    Raises UnknownNoteError, and StateError when the note is in that state already, or when what replaces it is the note
    itself, unknown or not found by questions.
    """
    with db.atomic():
        note = _known(db, identity)
        changed = replace(note, state=state, replaced_by=replaced_by)
        if changed == note:
            raise StateError("same", f"'{identity}' is '{state}' already")
        if replaced_by:
            _check_replacement(db, changed)
        return publish(db, changed, person, state, reason=reason)


def successor(db: Database, note: Note) -> Note | None:
    """The note that questions find in place of this one, over several replacements if need be; None without one."""
    seen = {note.id}
    following: Note | None = note
    while following and following.replaced_by not in {"", *seen}:
        seen.add(following.replaced_by)
        following = find_note(db, following.replaced_by)
        if following and following.found:
            return following
    return None


def followers(db: Database, identity: str) -> list[Note]:
    """The notes in whose place questions find this one: what becomes of it matters to them. By id."""
    pointing = map(note_of, db.table("notes").rows_where("replaced_by != ''", order_by="id"))
    return [note for note in pointing if (following := successor(db, note)) and following.id == identity]


@dataclass(frozen=True, slots=True)
class Retired:
    """A note that questions find no more, and the one that they find in its place, if there is one."""

    note: Note
    successor: Note | None


def find_retired(db: Database, identity: str) -> Retired | None:
    """The note with this id if questions find it no more; None if they do, or if there is none."""
    note = find_note(db, identity)
    return None if note is None or note.found else Retired(note, successor(db, note))


def mark_checked(db: Database, identity: str, person: int, today: date) -> Revision:
    """The note's content was checked today and stands; it is to be checked again after as long as it was good before.

    Raises UnknownNoteError, and StateError for a note that questions do not find.
    """
    with db.atomic():
        note = _known(db, identity)
        if not note.found:
            raise StateError("not-found", f"'{identity}' is '{note.state}'; publish it again before checking it")
        interval = note.review_by - note.checked if note.review_by > note.checked else REVIEW_AFTER
        review_by = today + min(interval, date.max - today)
        checked = replace(note, checked=today, review_by=review_by, state="published")
        return publish(db, checked, person, "checked")


def set_owner(db: Database, identity: str, owner: int, person: int) -> Revision:
    """Entrusts a note to somebody (a Telegram id), or to the moderators (0); raises UnknownNoteError."""
    with db.atomic():
        return publish(db, replace(_known(db, identity), owner=owner), person, "owner")


def notes_of_owner(db: Database, owner: int) -> list[Note]:
    """The notes that somebody looks after, in whatever state, by id."""
    return [note_of(row) for row in db.table("notes").rows_where("owner = ?", [owner], order_by="id")]


def release_notes(db: Database, owner: int, person: int = 0) -> list[Note]:
    """Gives all notes of somebody who leaves to the moderators; the notes as they are now."""
    with db.atomic():
        return [set_owner(db, note.id, 0, person).note for note in notes_of_owner(db, owner)]


def regulation_replaced(db: Database, regulation: str, by: str, person: int, *, way: str = REPLACED) -> list[Note]:
    """Marks every note that cites a replaced regulation, and that questions find, as to be checked; gives them.

    `way` is what `by` did to it, `REPLACED` or in words; without `by` what became of it. One that is marked because of
    it already is left alone. Why stands in their revisions. Raises RegulationError when `regulation` has no kind,
    number and year.
    """
    reason = " ".join(filter(None, (regulation, way if by or way != REPLACED else "", by)))
    with db.atomic():
        notes = [replace(note, state="needs-checking") for note in to_mark(db, regulation)[0]]
        return [publish(db, note, person, "needs-checking", reason=reason).note for note in notes]


def to_mark(db: Database, regulation: str) -> tuple[list[Note], list[Note]]:
    """The notes in the answers that cite a regulation: those to be marked, and those marked because of it already.

    Of "Pasal 34 UU 25/2009" those that cite that article. Raises RegulationError when `regulation` has no kind,
    number and year.
    """
    named, articles = regulation_of(regulation), articles_in(regulation)
    found = [note for note in citing(db, regulation) if note.found and _cites(note, named, articles)]
    marked = [note for note in found if _covers(doubt_of(db, note), named, articles)]
    return [note for note in found if note not in marked], marked


def _cites(note: Note, named: Regulation, articles: frozenset[str]) -> bool:
    return not articles or sources_cite(note, named, articles) or text_cites(note, named, articles)


def _covers(doubt: str, named: Regulation, articles: frozenset[str]) -> bool:
    """Whether a note that is doubted for this reason is doubted because of these articles, or of the whole law."""
    old = _BECAME.split(doubt, maxsplit=1)[0]
    doubted = articles_in(old)
    return next(regulations_in(old), None) == named and (not doubted or (bool(articles) and articles <= doubted))


def doubt_of(db: Database, note: Note) -> str:
    """Why a note is to be checked: the reason that was given when it was marked; empty if there was none."""
    where = "note = ? and action = 'needs-checking'"
    marked = list(db.table("revisions").rows_where(where, [note.id], order_by="number desc", limit=1))
    return str(marked[0]["reason"]) if marked and note.state == "needs-checking" else ""


def _known(db: Database, identity: str) -> Note:
    note = find_note(db, identity)
    if note is None:
        raise UnknownNoteError(f"there is no note '{identity}'")
    return note


def _check_replacement(db: Database, note: Note) -> None:
    if note.found:
        message = f"'{note.id}' stays in the answers, so nothing replaces it"
        raise StateError("replacement-unwanted", message)
    if note.replaced_by == note.id:
        raise StateError("replacement-itself", f"'{note.id}' cannot replace itself")
    other = find_note(db, note.replaced_by)
    if other is None or not other.found:
        message = f"'{note.replaced_by}' is not in the answers; name a note that is"
        raise StateError("replacement-unknown", message)
