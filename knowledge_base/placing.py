"""PLACING: a document's notes under the name and the ids by which they are kept, and what would become of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sqlite_utils import Database

from knowledge_base.becoming import ASKED, Becomes, Imported, stale_notes, told, would_become
from knowledge_base.documents.files import document_prefix
from knowledge_base.errors import NotAsShownError
from knowledge_base.namesakes import brought_by, free_name, known_as, name_of_notes, word_for_word
from knowledge_base.note import Note, text_hash
from knowledge_base.notes import find_note
from knowledge_base.sections import number_of, same_sections

APART = "/"
"""Said of a document that is kept beside the one that it could be taken for; no file has this name."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another document that came before: under this `name`, or with these words. `title` is its first note's."""

    name: str
    title: str
    by: Literal["name", "words"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A document's notes under the name that they are kept by; with a `rival`, it must first be said which it is."""

    name: str
    notes: tuple[Note, ...]
    would: dict[str, Becomes]
    became: Imported
    rival: Rival | None

    @property
    def stamp(self) -> str:
        """Changes when something else would become of the notes."""
        outcome = [
            (
                identity,
                each.what,
                each.taken.hash,
                each.current.hash if each.what in ASKED and each.current else "",
            )
            for identity, each in self.would.items()
        ]
        return text_hash(json.dumps([self.name, self.rival and self.rival.name, outcome, self.became.lost]))


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody decided on: the file's own name, what was said of it (`kept`), the stamp of what was shown.

    `seen` are the hashes of the notes of which they saw, by id, what they would be together with notes of the document.
    """

    file: str
    kept: str
    stamp: str
    seen: Mapping[str, str] = field(default_factory=dict)


def placed(db: Database, file: str, notes: Sequence[Note], kept: str = "") -> Placed:
    """A document's notes as they would be kept.

    `kept` is what was said of the document that it could be taken for: APART, or that one's name; empty for nothing.
    """
    rival = None if kept else _rival(db, file, notes)
    name = kept if kept not in {"", APART} else known_as(db, file, notes) or free_name(db, file)
    identified = tuple(with_ids(db, name, notes))
    would = would_become(db, identified)
    became = told(would, stale_notes(db, name, {note.id for note in identified}))
    return Placed(file if rival else name, identified, would, became, rival)


def with_ids(db: Database, name: str, notes: Sequence[Note]) -> list[Note]:
    """A document's notes with the ids that they have under a name: those that came before keep theirs."""
    held = brought_by(db, name)
    known = same_sections(held, notes)
    prefix, number = document_prefix(name), max(map(number_of, held), default=0)
    made = []
    for place, note in enumerate(notes):
        number += place not in known
        made.append(replace(note, id=known.get(place) or f"{prefix}{number}"))
    return made


def check_shown(db: Database, notes: Sequence[Note], shown: Shown | None) -> None:
    """Raises NotAsShownError when what would become of the notes, or of those they join, is not what was shown."""
    if shown is None:
        return
    others = [(find_note(db, identity), seen) for identity, seen in shown.seen.items()]
    moved = any(other and other.found and other.hash != seen for other, seen in others)
    if moved or placed(db, shown.file, notes, shown.kept).stamp != shown.stamp:
        raise NotAsShownError(f"'{shown.file}' would become something else by now")


def _rival(db: Database, file: str, notes: Sequence[Note]) -> Rival | None:
    """The other document that came under this name, or that says most of what this one says under another name."""
    name = known_as(db, file, notes)
    if not name:
        other = min(brought_by(db, file).items(), key=lambda each: number_of(each[0]))[1][0]
        return Rival(file, other.title, "name")
    alike = [] if brought_by(db, name) else word_for_word(db, notes)
    return Rival(name_of_notes(db, alike), alike[0].title, "words") if alike else None
