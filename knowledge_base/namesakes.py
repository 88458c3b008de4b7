"""NAMESAKES: files with one name may be one document that comes again, or two: every office has a notulen.docx."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import PurePath

from sqlite_utils import Database

from knowledge_base.documents.files import DOCUMENT_PREFIX, document_prefix
from knowledge_base.drafts import of_documents
from knowledge_base.note import Note
from knowledge_base.notes import find_note, note_of
from knowledge_base.sections import Triples, triples_of, words_of

SAME_FROM = 0.2
"""Share of the shorter text's word triples that stand in the other, from which both are one document.

Later printings of a law share most of theirs, two minutes of meetings on one form a tenth.
"""


def known_as(db: Database, file: str, notes: Sequence[Note]) -> str:
    """The name under which a document's notes are kept: that of the file, or of the namesake that it is.

    Empty when only other documents came under that name.
    """
    for name in _names(file):
        held = [forms[0] for forms in brought_by(db, name).values()]
        if not held:
            return file if name == file else ""
        if same_document(held, notes):
            return name
    return ""


def free_name(db: Database, file: str) -> str:
    """A name for a document whose file has the name of others: `notulen (2).docx`."""
    return next(name for name in _names(file) if not brought_by(db, name))


def notes_of_file(db: Database, file: str) -> list[Note]:
    """The notes in whatever state that came from files with this name."""
    prefix = document_prefix(file)
    rows = db.table("notes").rows_where("substr(id, 1, :length) = :prefix", {"length": len(prefix), "prefix": prefix})
    return [note_of(row) for row in rows if row["id"].removeprefix(prefix).isdecimal()]


def brought_by(db: Database, file: str) -> dict[str, list[Note]]:
    """The notes that came from files with this name, by id, each as it is and as it came; also what is proposed."""
    found = {note.id: [note] for note in notes_of_file(db, file)}
    query = """select record from revisions where action = 'imported' and substr(note, 1, :length) = :prefix
        order by number desc"""
    prefix = document_prefix(file)
    for row in db.query(query, {"length": len(prefix), "prefix": prefix}):
        came = Note.from_dict(json.loads(row["record"]))
        forms = found.get(came.id, [])
        if len(forms) == 1:
            forms.append(came)
    for draft in of_documents(db):
        note = Note.from_dict(draft.origin["document"])
        if note.id.startswith(prefix) and note.id.removeprefix(prefix).isdecimal():
            found.setdefault(note.id, []).append(note)
    return found


def word_for_word(db: Database, notes: Sequence[Note]) -> list[Note]:
    """The notes of the document that says most of what these say, word for word; empty if none says most of it."""
    said = {words_of(note.body) for note in notes}
    like = {"length": len(DOCUMENT_PREFIX), "prefix": DOCUMENT_PREFIX}
    shared: dict[str, dict[str, str]] = {}
    for row in db.query("select id, body from notes where substr(id, 1, :length) = :prefix", like):
        prefix, _, number = row["id"].rpartition("-")
        if number.isdecimal() and (words := words_of(row["body"])) in said:
            shared.setdefault(prefix, {})[words] = row["id"]
    most = max(shared.values(), key=len, default={})
    return (
        [note for identity in most.values() if (note := find_note(db, identity))] if 2 * len(most) > len(said) else []
    )


def name_of_notes(db: Database, notes: Sequence[Note]) -> str:
    """The file name under which a document's notes came last; the one in their ids when nobody knows any more."""
    own = notes[0].id.rpartition("-")[0]
    query = "select subject from audit where action = 'import' order by id desc"
    names = (row["subject"] for row in db.query(query))
    return next((name for name in names if document_prefix(name) == f"{own}-"), own.removeprefix(DOCUMENT_PREFIX))


def same_document(old: Iterable[Note], new: Iterable[Note]) -> bool:
    """Whether two sets of notes are of one document."""
    left, right = _triples(old), _triples(new)
    return len(left & right) >= SAME_FROM * min(len(left), len(right))


def same_file(note: Note, other: Note) -> bool:
    """Whether two notes came from one file: its own articles name many numbers and are no contradiction."""
    left, right = (each.id.rpartition("-") for each in (note, other))
    return left[0] == right[0] and left[0].startswith(DOCUMENT_PREFIX) and left[2].isdecimal() and right[2].isdecimal()


def _names(file: str) -> Iterable[str]:
    """The name and those that namesakes got."""
    path = PurePath(file)
    yield file
    for number in count(2):
        yield f"{path.stem} ({number}){path.suffix}"


def _triples(notes: Iterable[Note]) -> Triples:
    return {triple for note in notes for triple in triples_of(note.body)}
