"""Which articles of a regulation became notes, and which its count of articles lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from knowledge_base.documents.files import DOCUMENT_PREFIX
from knowledge_base.note import Note

ARTICLE = re.compile(r"(?P<label>Pasal (?:(?P<number>\d+)[A-Z]?|[IV]+))(?: \(Bab [^)]*\))?")
"""How a note of a regulation names its article as source."""
CHANGES = re.compile(r"\btentang Perubahan\b")
"""A regulation that changes another one holds only the articles that it changes."""
FEWEST = 3
"""Articles from which a document is taken for a regulation."""


def articles(notes: Iterable[Note]) -> set[str]:
    """The articles that have a note, as "Pasal 12B", without those of the explanation."""
    return {found["label"] for found in _found(notes)}


def missing_articles(notes: Iterable[Note]) -> tuple[str, ...]:
    """The articles up to its last one of which a document's regulation lacks a note, as ("3", "22-24")."""
    read = [note for note in notes if note.id.startswith(DOCUMENT_PREFIX) and not CHANGES.search(note.sources[0].name)]
    present = {int(found["number"]) for found in _found(read) if found["number"]}
    if len(present) < FEWEST:
        return ()
    missing = (number for number in range(1, max(present)) if number not in present)
    runs = [[number for _, number in run] for _, run in groupby(enumerate(missing), lambda each: each[1] - each[0])]
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _found(notes: Iterable[Note]) -> list[re.Match[str]]:
    parts = (ARTICLE.fullmatch(source.part) for note in notes for source in note.sources)
    return [found for found in parts if found]
