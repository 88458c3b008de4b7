"""Which regulations a regulation's own text revokes, so that the notes that cite them can be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from knowledge_base.life import to_mark
from knowledge_base.note import Note
from knowledge_base.regulations import regulation_of, titled_regulation, written_in

REVOKED = re.compile(r"\bdicabut\s+dan\s+dinyatakan\s+tidak\s+berlaku\b", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:atas|pelaksanaan)\s+\Z", re.IGNORECASE)
"""Behind what a regulation is only named by another one's subject: "Perubahan atas Pergub 3/2020"."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """A regulation as it is written where another one, by its short name, revokes it; how many notes cite it."""

    old: str
    by: str
    count: int


def revoked_and_cited(db: Database, document: Iterable[Note]) -> list[Revoked]:
    """What a document's notes revoke and other notes in the answers, that are not marked because of it, cite."""
    notes = list(document)
    own = {note.id for note in notes}
    told = dict.fromkeys(pair for note in notes for pair in _told_by(note))
    counted = (Revoked(old, by, len([n for n in to_mark(db, old)[0] if n.id not in own])) for old, by in told)
    return [each for each in counted if each.count]


def _told_by(note: Note) -> Iterator[tuple[str, str]]:
    """What a note of a regulation says to be revoked, each with the regulation's own name."""
    law = titled_regulation(note.sources[0].name) if note.sources else None
    found = REVOKED.search(note.body) if law else None
    if found is None:
        return
    by = note.sources[0].name.partition(" tentang ")[0]
    said = " ".join(note.body[: found.start()].split())
    for start, end in written_in(said):
        old = said[start:end]
        if not WITHIN.search(said[:start]) and regulation_of(old) != law:
            yield old, by
