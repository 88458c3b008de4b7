"""Files taken over by command: notes and documents in place of what they were, and of no other document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from knowledge_base.audit import SHELL, record
from knowledge_base.becoming import stale_notes
from knowledge_base.documents.articles import missing_articles
from knowledge_base.documents.files import document_prefix
from knowledge_base.documents.legible import illegible
from knowledge_base.errors import DocumentError, NoteError, PrimaError
from knowledge_base.life import set_state
from knowledge_base.namesakes import brought_by, known_as, name_of_notes, word_for_word
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.placing import with_ids
from knowledge_base.revisions import NOBODY, replace_note

Made = TypeVar("Made")

Loaded = tuple[Path, Sequence[Note]]
"""A file and the notes that were read in it."""


@dataclass(frozen=True, slots=True)
class FileImported:
    """What became of a file's notes, by id; `missing` are articles of a regulation that were not found in it.

    `illegible` are the titles of notes that were left out because nobody can read their text.
    `double` is the other document that says the same word for word, empty if none does.
    """

    file: Path
    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    archived: tuple[str, ...]
    missing: tuple[str, ...]
    illegible: tuple[str, ...] = ()
    double: str = ""

    @property
    def count(self) -> int:
        """How many notes of the file are in the knowledge base."""
        return len(self.added) + len(self.changed) + len(self.same)

    def __str__(self) -> str:
        kinds = {"added": self.added, "changed": self.changed, "unchanged": self.same}
        counted = ", ".join(f"{len(ids)} {kind}" for kind, ids in kinds.items() if ids)
        lines = [f"{self.file}: {counted or 'nothing'}"]
        if self.archived:
            lines.append(f"  archived, for the file does not hold them any more: {', '.join(self.archived)}")
        if self.missing:
            lines.append(f"  articles that were not found, look at the original: {', '.join(self.missing)}")
        if self.illegible:
            lines.append(f"  left out, for their text cannot be read: {', '.join(self.illegible)}")
        return "\n".join(lines)


def tried(work: Callable[[Path], Made], files: Iterable[Path]) -> tuple[list[Made], list[PrimaError]]:
    """What a work makes of each file, and the errors of those of which it makes nothing: all are told at once."""
    made: list[Made] = []
    errors: list[PrimaError] = []
    for file in files:
        try:
            made.append(work(file))
        except (DocumentError, NoteError) as error:
            errors.append(error)
    return made, errors


def take_files(db: Database, loaded: Sequence[Loaded], *, replaces: bool = False) -> list[FileImported]:
    """Saves what was read in files, all of it or nothing.

    Raises DocumentError when two files would become one note, or a document of another text came under a file's name
    before; with `replaces` it takes that one's place.
    """
    with db.atomic():
        named = [(file, *_named(db, file, notes, replaces=replaces)) for file, notes in loaded]
        _apart(named)
        return [_take(db, file, name, notes) for file, name, notes in named]


def _named(db: Database, file: Path, notes: Sequence[Note], *, replaces: bool) -> tuple[str, Sequence[Note]]:
    """The name under which a file's notes are kept, and the notes under it."""
    if not all(came_from(note, file.name) for note in notes):
        return file.name, notes
    name = file.name if replaces else known_as(db, file.name, notes)
    if not name:
        identity, (other, *_) = min(brought_by(db, file.name).items())
        message = (
            f"{file}: another document came under this name before (“{other.title}”, {identity}); "
            "rename the file, or say --replace"
        )
        raise DocumentError("clash", message)
    return name, with_ids(db, name, notes)


def came_from(note: Note, name: str) -> bool:
    """Whether a note was read in a document with this file name; a note file names itself."""
    return note.id.startswith(document_prefix(name))


def _apart(named: Sequence[tuple[Path, str, Sequence[Note]]]) -> None:
    origins: dict[str, Path] = {}
    for file, _, notes in named:
        for note in notes:
            if note.id in origins:
                raise DocumentError("clash", f"{file}: its note '{note.id}' is in {origins[note.id]} too; rename one")
            origins[note.id] = file


def _take(db: Database, file: Path, name: str, found: Sequence[Note]) -> FileImported:
    unread = illegible(note for note in found if came_from(note, name))
    notes = [note for note in found if note not in unread]
    before = {note.id: find_note(db, note.id) for note in notes}
    alike = [] if any(before.values()) else word_for_word(db, [note for note in notes if came_from(note, name)])
    alike = [note for note in alike if note.found]
    for note in notes:
        replace_note(db, note)
    archived = stale_notes(db, name, {note.id for note in notes})
    for identity in archived:
        set_state(db, identity, "archived", NOBODY, reason=name)
    record(db, SHELL, "import", name, f"{len(notes)}")
    same = [identity for identity, old in before.items() if old is not None and old == find_note(db, identity)]
    return FileImported(
        file,
        added=tuple(identity for identity, old in before.items() if old is None),
        changed=tuple(identity for identity, old in before.items() if old is not None and identity not in same),
        same=tuple(same),
        archived=tuple(archived),
        missing=missing_articles(found),
        illegible=tuple(note.title for note in unread),
        double=name_of_notes(db, alike) if alike else "",
    )
