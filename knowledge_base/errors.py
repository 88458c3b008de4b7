"""Every error that Prima raises on purpose.

PrimaError
├── SettingsError      config.yaml or a PRIMA_ variable holds an unknown key or a wrong value
├── NoteError          a note breaks the format; carries every fault with file and line
├── DocumentError      a document cannot become notes; carries the kind of reason
├── FilesError         several files cannot become notes; carries the error of each
├── StoreError         the database cannot be opened or is not one of ours
│   ├── DamagedStoreError    its file is damaged
│   ├── DiskFullError        it cannot be written: no space left, or the disk refuses
│   ├── BusyStoreError       another program keeps it locked
│   └── ClosedStoreError     this process closed it: it is stopping
├── BackupError        a backup cannot be written, or is not what was written
├── InstanceRunningError   another bot, or a restore, works with the data folder
├── UnknownNoteError   no note, or no revision of it, has this id
├── EditConflictError  a note changed since somebody began to change it; carries the note as it is now
├── StateError         a note cannot be given this state; says why
├── DraftError         a draft does not exist
│   └── DraftDecidedError  somebody else decided on a draft before; carries the draft as it is now
├── RoleError          somebody's role cannot be changed; says why
├── RegulationError    a text names no regulation that Prima can read
├── ModelError         an embedding model cannot be loaded
├── UnusableIndexError there is no index, or another model, dimension or format built it
├── BuildRunningError  another process is building the index
└── EvaluationError    a folder of labelled questions is not in the format that eval reads
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the errors stand below everything that they carry
    from knowledge_base.draft import Draft
    from knowledge_base.note import Note

Reason = Literal[
    "too_large",  # in bytes
    "too_much_text",
    "too_many_notes",
    "too_many_pages",
    "scanned",
    "password",
    "broken",
    "not_text",  # many of its characters are control characters
    "nested",  # tables in tables, or elements in elements, deeper than anybody writes them
    "bomb",  # unpacks to what no text needs
    "entities",  # XML that defines entities
    "web_archive",  # a page saved with its pictures in one file, MHTML
    "macro",
    "encoding",  # its characters cannot be told
    "headings",  # and nothing below them
    "wrong_ending",  # holds something else than its name says
    "unsupported",
    "blank",  # there is nothing in it
    "empty",  # there is something, but no text
    "wordless",  # its letters make no words
    "timeout",
    "memory",
    "missing",  # no such file, or nothing in the folder
    "clash",  # two documents would become one note
]
"""Why a document cannot become notes."""


class PrimaError(Exception):
    """Base of every error that a command shows as one message, without a traceback."""


class SettingsError(PrimaError):
    """A setting is unknown or wrong; the message names the key, the value and what is allowed."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a note file, and what to do about it.

    `line` counts from 1 in the file. `message` is English, for commands; `pesan` is Indonesian, for a chat, and empty
    like `code` where only commands find the fault.
    """

    file: str
    line: int
    message: str
    code: str = field(default="", compare=False)
    pesan: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class NoteError(PrimaError):
    """A note breaks the format of contracts; `faults` lists all that is wrong, in file order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DocumentError(PrimaError):
    """A document cannot become notes; `reason` is the kind of obstacle, the message says what to do."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason: Reason = reason
        super().__init__(message)


class FilesError(PrimaError):
    """Several files cannot become notes; the message is that of every one."""

    def __init__(self, errors: Sequence[PrimaError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))


def gathered(errors: Sequence[PrimaError]) -> PrimaError:
    """One error for all of them: the only one itself, else a FilesError."""
    return errors[0] if len(errors) == 1 else FilesError(errors)


class StoreError(PrimaError):
    """The database cannot be used; the message says why and what to do."""


class UnknownNoteError(PrimaError):
    """No note has this id, or the note has no revision with this number."""


class EditConflictError(PrimaError):
    """A note changed since somebody began to change it; `current` is the note as it is now."""

    def __init__(self, current: Note) -> None:
        self.current = current
        super().__init__(f"'{current.id}' was changed by somebody else meanwhile; look at the difference and decide")


StateReason = Literal[
    "same", "not-found", "replacement-unknown", "replacement-itself", "replacement-unwanted", "waiting"
]


class StateError(PrimaError):
    """A note cannot be given a state; `reason` says which rule is in the way."""

    def __init__(self, reason: StateReason, message: str) -> None:
        self.reason: StateReason = reason
        super().__init__(message)


class DraftError(PrimaError):
    """There is no draft with this number."""


class DraftDecidedError(DraftError):
    """A draft can no longer take this step; `draft` says in its state and reviewer who decided what."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(f"draft {draft.id} is already '{draft.state}' (by {draft.reviewer or draft.person})")


class NotAsShownError(PrimaError):
    """What would become of a document's notes is not what somebody was shown and decided on; nothing was changed."""


RoleReason = Literal["same", "settings", "last-admin"]


class RoleError(PrimaError):
    """Somebody's role cannot be changed; `reason` says which rule is in the way."""

    def __init__(self, reason: RoleReason, message: str) -> None:
        self.reason: RoleReason = reason
        super().__init__(message)


class RegulationError(PrimaError):
    """A text names no regulation with kind, number and year."""


class DamagedStoreError(StoreError):
    """The database's file is damaged; the message points to restoring a backup."""


class DiskFullError(StoreError):
    """The database cannot be written, for want of space or because the disk refuses; what it holds stays as it was."""


class BusyStoreError(StoreError):
    """Another program kept the database locked for as long as Prima waits; nothing was changed."""


class ClosedStoreError(StoreError):
    """The database was closed by this process, which is stopping."""


class BackupError(PrimaError):
    """A backup cannot be written or restored; the message says why and what to do. Nothing was changed."""


class InstanceRunningError(PrimaError):
    """Another process works with the data folder; the message names it."""


class ModelError(PrimaError):
    """An embedding model cannot be loaded or gives unusable vectors."""


class UnusableIndexError(PrimaError):
    """There is no index that this program can read; the message names the command that makes one."""


class BuildRunningError(PrimaError):
    """Another build is running: `by` is who asked for it (a Telegram id, 0: a command or the clock), `since` is ISO."""

    def __init__(self, by: int = 0, since: str = "") -> None:
        self.by = by
        self.since = since
        began = f" (since {since})" if since else ""
        super().__init__(f"another build is running{began}; wait for it to end")


class EvaluationError(PrimaError):
    """A folder of labelled questions cannot be read; the message names file and line."""
