"""Which articles of a regulation became notes, and which its count of articles lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from knowledge_base.documents.files import DOCUMENT_PREFIX
from knowledge_base.note import Note

ARTICLE = re.compile(
    r"(?:Pasal [IV]+(?: angka \d+)? \((?:mengubah|menyisipkan) (?=Pasal \d))?"
    r"(?P<label>Pasal (?:(?P<number>\d+)[A-Z]?|[IV]+))(?: [^()]*\))?(?: \(Bab [^)]*\))?"
)
"""How a note of a regulation names its article as source, also one that it quotes to change another regulation."""
CHANGES = re.compile(r"\btentang Perubahan\b")
"""A regulation that changes another one holds only the articles that it changes."""
LETTERED = r"(?<=Pasal )\d{1,3} ?[A-Z]\b"
NEW = re.compile(
    r"\b(?i:disisip|ditambah|dipecah)\w*\b[^.;]{0,150}?\b(?:yakni|yaitu|menjadi)\s+"
    r"(?P<names>Pasal \d{1,3}(?: ?[A-Z]\b)?(?:(?:,|,? dan|,? sampai dengan)\s+Pasal \d{1,3} ?[A-Z]\b)*)"
)
"""What an amending law says of the articles that it brings."""
FEWEST = 3
"""Articles from which a document is taken for a regulation."""


def articles(notes: Iterable[Note]) -> set[str]:
    """The articles that have a note, as "Pasal 12B", without those of the explanation."""
    return {found["label"] for found in _found(notes)}


def missing_articles(notes: Iterable[Note]) -> tuple[str, ...]:
    """The articles of which a document's regulation lacks a note, as ("3", "22-24").

    One that changes another lacks those that it announces ("disisipkan … yakni Pasal 12A dan Pasal 12B"), any other one
    those up to its last one.
    """
    read = [note for note in notes if note.id.startswith(DOCUMENT_PREFIX)]
    if any(CHANGES.search(note.sources[0].name) for note in read):
        return _announced_only(read)
    present = {int(found["number"]) for found in _found(read) if found["number"]}
    if len(present) < FEWEST:
        return ()
    missing = (number for number in range(1, max(present)) if number not in present)
    runs = [[number for _, number in run] for _, run in groupby(enumerate(missing), lambda each: each[1] - each[0])]
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _announced_only(notes: Iterable[Note]) -> tuple[str, ...]:
    """The articles that a law announces as new and does not hold, and letters that its articles leave out."""
    held = list(notes)
    present = {label.removeprefix("Pasal ") for label in articles(held)}
    wanted = {
        "".join(name.split())
        for note in held
        if not note.sources[0].part.startswith("Penjelasan")
        for found in NEW.finditer(note.body)
        for name in re.findall(LETTERED, found["names"])
    }
    for label in present:
        if label[-1].isalpha() and label[0].isdigit():
            wanted |= {f"{label[:-1]}{chr(letter)}" for letter in range(ord("A"), ord(label[-1]))}
    return tuple(sorted(wanted - present, key=lambda name: (int(name[:-1]), name[-1])))


def _found(notes: Iterable[Note]) -> list[re.Match[str]]:
    parts = (ARTICLE.fullmatch(source.part) for note in notes for source in note.sources)
    return [found for found in parts if found]
