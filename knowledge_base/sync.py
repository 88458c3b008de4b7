"""Shipped files -> database, by content hash. What people changed in Prima is never overwritten by a file."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from knowledge_base.errors import Fault, NoteError, SettingsError
from knowledge_base.note import FOUND_STATES, NoteFile
from knowledge_base.notes import (
    ARCHIVED,
    FileState,
    archive_note,
    file_states,
    mark_file,
    save_note_of_file,
)

FOLDERS = ("pedoman", "praktik")


@dataclass
class SyncReport:
    """What a synchronisation did, as note ids; `faults` are of files that were left out, `conflicts` are explained."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    conflicts: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def note_paths(root: Path) -> list[Path]:
    """The shipped note files under `root`, in a fixed order."""
    return sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.md") if path.is_file())


def synchronise(db: Database, root: Path) -> SyncReport:
    """Brings the database up to date with the files under `root`, in one transaction.

    A file that is no valid note, or claims another file's id, leaves the note that it last held as it is. Raises
    SettingsError when `root` is no folder: a slip in a path must not take every note out of the answers.
    """
    if not root.is_dir():
        raise SettingsError(f"{root}: no such folder; correct knowledge.notes_dir")
    report = SyncReport()
    with db.atomic():
        known = file_states(db)
        held: defaultdict[str, list[FileState]] = defaultdict(list)
        for state in known.values():
            held[state.file].append(state)
        present: set[str] = set()
        changed: list[NoteText] = []
        # Unchanged files first: their notes stay theirs, whatever id a changed file claims.
        for text in (NoteText.of(path, root) for path in note_paths(root)):
            unchanged = {state.id for state in held[text.file] if state.file_hash == text.hash}
            present |= unchanged
            if not unchanged:
                changed.append(text)
        for text in changed:
            identity = _take(db, report, text, known, present)
            present |= {identity} if identity else {state.id for state in held[text.file]}
        _archive_missing(db, report, known, present)
    return report


@dataclass(frozen=True, slots=True)
class NoteText:
    """A file as it is now; `hash` is of its bytes."""

    path: Path
    root: Path
    hash: str

    @classmethod
    def of(cls, path: Path, root: Path) -> NoteText:
        """Reads a file's bytes."""
        return cls(path, root, hashlib.sha256(path.read_bytes()).hexdigest()[:32])

    @property
    def file(self) -> str:
        """The file's name in the database and in faults."""
        return self.path.relative_to(self.root).as_posix()


def _take(
    db: Database, report: SyncReport, text: NoteText, known: dict[str, FileState], present: set[str]
) -> str | None:
    """Takes one changed file over; the note's id, or None when the file is no valid note or its id is taken."""
    try:
        found = NoteFile.load(text.path, text.root)
    except NoteError as error:
        report.faults += error.faults
        return None
    note, old = found.note, known.get(found.note.id)
    if note.id in present:
        message, pesan = (
            f"id '{note.id}' is used by another file; change it",
            f"id “{note.id}” sudah dipakai berkas lain",
        )
        report.faults.append(Fault(found.file, found.lines["id"], message, pesan=pesan))
        return None
    if old is None:
        report.added.append(note.id)
    elif old.hash == note.hash and old.state == note.state:
        pass  # only the file's form changed, or people made the same change in Prima
    elif old.edited and note.hash == old.synced_hash:
        mark_file(db, note.id, found.file, text.hash)  # only its name or form changed: Prima's text stays
        return note.id
    elif old.edited:
        message = f"'{note.id}' was changed in Prima and in its file; Prima's text stays. Export it and merge the two"
        pesan = f"“{note.id}” diubah di Prima dan di berkasnya; tulisan di Prima yang dipakai"
        report.conflicts.append(Fault(found.file, 1, message, pesan=pesan))
        mark_file(db, note.id, found.file, text.hash)
        return note.id
    elif old.state == ARCHIVED and note.found:
        report.added.append(note.id)
    else:
        report.changed.append(note.id)
    save_note_of_file(db, note, found.file, text.hash)
    return note.id


def _archive_missing(db: Database, report: SyncReport, known: dict[str, FileState], present: set[str]) -> None:
    for state in known.values():
        if not state.file or state.id in present:
            continue
        if state.state not in FOUND_STATES:
            if state.file_hash:
                mark_file(db, state.id, state.file, "")  # who publishes it again makes it Prima's own
        elif state.edited:
            message = f"the file of '{state.id}' is gone, but the note was changed in Prima; it stays published"
            pesan = f"berkas “{state.id}” hilang, tetapi catatannya pernah diubah di Prima; tetap terbit"
            report.conflicts.append(Fault(state.file, 1, message, pesan=pesan))
            mark_file(db, state.id, "", "")
        else:
            archive_note(db, state.id)
            report.archived.append(state.id)
