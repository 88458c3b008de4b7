"""NAMESAKES: files with one name may be one document that comes again, or two: every office has a notulen.docx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import PurePath

from sqlite_utils import Database

from knowledge_base.documents.files import DOCUMENT_PREFIX, document_prefix
from knowledge_base.note import Note
from knowledge_base.notes import note_of

SAME_FROM = 0.2
"""Share of the shorter text's word triples that stand in the other, from which both are one document.

Later printings of a law share most of theirs, two minutes of meetings on one form a tenth.
"""
WORDS = 3


def known_as(db: Database, file: str, notes: Sequence[Note]) -> str:
    """The name under which a document's notes are kept: that of the file, or of the namesake that it is.

    Empty when only other documents came under that name.
    """
    for name in _names(file):
        held = notes_of_file(db, name)
        if not held:
            return file if name == file else ""
        if same_document(held, notes):
            return name
    return ""


def free_name(db: Database, file: str) -> str:
    """A name for a document whose file has the name of others: `notulen (2).docx`."""
    return next(name for name in _names(file) if not notes_of_file(db, name))


def notes_of_file(db: Database, file: str) -> list[Note]:
    """The notes in whatever state that came from files with this name."""
    prefix = document_prefix(file)
    rows = db.table("notes").rows_where("substr(id, 1, :length) = :prefix", {"length": len(prefix), "prefix": prefix})
    return [note_of(row) for row in rows if row["id"].removeprefix(prefix).isdecimal()]


def same_document(old: Iterable[Note], new: Iterable[Note]) -> bool:
    """Whether two sets of notes are of one document."""
    left, right = _triples(old), _triples(new)
    return len(left & right) >= SAME_FROM * min(len(left), len(right))


def same_file(note: Note, other: Note) -> bool:
    """Whether two notes came from one file: its own articles name many numbers and are no contradiction."""
    left, right = (each.id.rpartition("-") for each in (note, other))
    return left[0] == right[0] and left[0].startswith(DOCUMENT_PREFIX) and left[2].isdecimal() and right[2].isdecimal()


def under_name(notes: Sequence[Note], file: str) -> list[Note]:
    """A document's notes with the ids that they have under another name."""
    prefix = document_prefix(file)
    return [replace(note, id=f"{prefix}{number}") for number, note in enumerate(notes, 1)]


def _names(file: str) -> Iterable[str]:
    """The name and those that namesakes got."""
    path = PurePath(file)
    yield file
    for number in count(2):
        yield f"{path.stem} ({number}){path.suffix}"


def _triples(notes: Iterable[Note]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for note in notes:
        words = re.findall(r"\w+", note.body.casefold())
        found.update(tuple(words[start : start + WORDS]) for start in range(max(1, len(words) - WORDS + 1)))
    return found
