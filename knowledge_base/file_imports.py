"""Files taken over by command: notes and documents in place of what they were, and of no other document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from knowledge_base.audit import SHELL, record
from knowledge_base.becoming import ASKED, Becomes, Imported, What, outcome, told, would_become
from knowledge_base.documents.articles import missing_articles
from knowledge_base.documents.files import document_prefix
from knowledge_base.documents.legible import illegible
from knowledge_base.errors import DocumentError, NoteError, PrimaError
from knowledge_base.life import set_state
from knowledge_base.namesakes import brought_by, known_as, name_of_notes, notes_of_file, word_for_word
from knowledge_base.note import Note, NoteFile
from knowledge_base.notes import find_note
from knowledge_base.placing import with_ids
from knowledge_base.provenance import is_documents
from knowledge_base.revisions import NOBODY, replace_note
from knowledge_base.without_personal import personal_kinds, without_personal

Made = TypeVar("Made")

LEFT = {
    "corrected": "left alone, for moderators corrected them (--overwrite takes the file's text)",
    "renewed": "left alone, for they are archived or obsolete, but the file's text is new "
    "(send the file to Prima in Telegram to publish it)",
    "retired": "left alone, for they are archived or obsolete",
    "joined": "left alone, for they are part of other notes",
}
"""Which notes of a file are not touched, and why."""
LOST = "archived, for the file does not hold them any more"
MASKED = "personal data was masked in (--keep-personal leaves it, say the numbers of an office)"
KEPT = "personal data was kept in"
ILLEGIBLE = "left out, for their text cannot be read"
MISSING = "articles that were not found, look at the original"

Loaded = tuple[Path, Sequence[Note]]
"""A file and the notes that were read in it."""


@dataclass(frozen=True, slots=True)
class FileImported:
    """What became of a file's notes; `missing` are articles of a regulation that were not found in it.

    `illegible` are the titles of notes that were left out because nobody can read their text.
    `masked` are the notes in which personal data was masked, `kept` those in which it was not, each with what it is.
    `double` is the other document that says the same word for word, empty if none does.
    """

    file: Path
    became: Imported
    missing: tuple[str, ...] = ()
    illegible: tuple[str, ...] = ()
    double: str = ""
    masked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many notes of the file are in the knowledge base."""
        return sum(len(ids) for what, ids in self.became.by_name().items() if what != "lost")

    def __str__(self) -> str:
        held = self.became.by_name()
        left = [identity for what in LEFT for identity in held[what]]
        kinds = {"added": self.became.added, "changed": self.became.changed, "unchanged": (*self.became.same, *left)}
        counted = ", ".join(f"{len(ids)} {kind}" for kind, ids in kinds.items() if ids)
        told = [(text, held[what]) for what, text in (*LEFT.items(), ("lost", LOST))]
        told += [(MISSING, self.missing), (ILLEGIBLE, self.illegible), (MASKED, self.masked), (KEPT, self.kept)]
        lines = [f"  {text}: {', '.join(ids)}" for text, ids in told if ids]
        return "\n".join([f"{self.file}: {counted or 'nothing'}", *lines])


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


def take_files(  # noqa: PLR0913 - what is asked for is named, not counted
    db: Database,
    loaded: Sequence[Loaded],
    *,
    replaces: bool = False,
    overwrites: bool = False,
    keeps_kind: bool = False,
    keeps_personal: bool = False,
) -> list[FileImported]:
    """Saves what was read in files, all of it or nothing.

    What moderators made of a document's notes stays, as when a document is sent to Prima; with `overwrites` the file's
    text takes the place of what they corrected, with `keeps_kind` a note that came before keeps its kind. What is
    personal in a document is masked, unless `keeps_personal`. A note file names all of its note itself and replaces it.

    Raises DocumentError when two files would become one note, or a document of another text came under a file's name
    before; with `replaces` it takes that one's place.
    """
    with db.atomic():
        named = [(file, *_named(db, file, notes, replaces=replaces, keeps_kind=keeps_kind)) for file, notes in loaded]
        _apart(named)
        return [
            _take(db, file, name, notes, overwrites=overwrites, keeps_personal=keeps_personal)
            for file, name, notes in named
        ]


def _named(
    db: Database, file: Path, notes: Sequence[Note], *, replaces: bool, keeps_kind: bool
) -> tuple[str, Sequence[Note]]:
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
    held = {note.id: note for note in notes_of_file(db, name)} if keeps_kind else {}
    return name, [replace(note, kind=held.get(note.id, note).kind) for note in with_ids(db, name, notes)]


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


def _take(  # noqa: PLR0913 - what is asked for is named, not counted
    db: Database, file: Path, name: str, read: Sequence[Note], *, overwrites: bool, keeps_personal: bool
) -> FileImported:
    record(db, SHELL, "import", name, f"{len(read)}")
    if not all(came_from(note, name) for note in read):
        return FileImported(file, told(dict(_replaced(db, note, file) for note in read), ()))
    found = read if keeps_personal else [without_personal(note) for note in read]
    personal = tuple(f"{note.id} ({', '.join(kinds)})" for note in read if (kinds := personal_kinds(note)))
    unread = illegible(found)
    notes = [note for note in found if note not in unread]
    fresh = not any(find_note(db, note.id) for note in notes)
    alike = [note for note in word_for_word(db, notes) if note.found] if fresh else []
    left = [what for what in ASKED if not (overwrites and what == "corrected")]
    would = would_become(db, found)
    chosen = [note for note in notes if would[note.id].what not in left]
    would, became = outcome(db, name, found, chosen)
    for note in chosen:
        replace_note(db, would[note.id].taken)
    for identity in became.lost:
        set_state(db, identity, "archived", NOBODY, reason=name)
    double = name_of_notes(db, alike) if alike else ""
    told_of = {"kept" if keeps_personal else "masked": personal}
    return FileImported(file, became, missing_articles(found), tuple(note.title for note in unread), double, **told_of)


def _replaced(db: Database, note: Note, file: Path) -> tuple[str, Becomes]:
    """Takes a note file's note over; its id, and what became of it."""
    current = find_note(db, note.id)
    known = NoteFile.load(file, file.parent).document if is_documents(note.id) else ""
    replace_note(db, note, "copied", provenance=known)
    what: What = "added" if current is None else "same" if current == find_note(db, note.id) else "changed"
    return note.id, Becomes(current, note, what)
