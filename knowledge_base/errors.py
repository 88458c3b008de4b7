"""Every error that Prima raises on purpose.

PrimaError
├── SettingsError      config.yaml or a PRIMA_ variable holds an unknown key or a wrong value
├── NoteError          a note breaks the format; carries every fault with file and line
├── DocumentError      a document cannot become notes
├── StoreError         the database cannot be opened or is not one of ours
│   ├── DamagedStoreError    its file is damaged
│   └── DiskFullError        it cannot be written: no space left, or the disk refuses
├── BackupError        a backup cannot be written, or is not what was written
├── InstanceRunningError   another bot, or a restore, works with the data folder
├── ModelError         an embedding model cannot be loaded
├── UnusableIndexError there is no index, or another model, dimension or format built it
├── BuildRunningError  another process is building the index
└── EvaluationError    a folder of labelled questions is not in the format that eval reads
"""

from __future__ import annotations

from dataclasses import dataclass


class PrimaError(Exception):
    """Base of every error that a command shows as one message, without a traceback."""


class SettingsError(PrimaError):
    """A setting is unknown or wrong; the message names the key, the value and what is allowed."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a note file, and what to do about it.

    `line` counts from 1 in the file.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class NoteError(PrimaError):
    """A note breaks the format of contracts; `faults` lists all that is wrong, in file order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DocumentError(PrimaError):
    """A document cannot become notes; the message says why and what to do."""


class StoreError(PrimaError):
    """The database cannot be used; the message says why and what to do."""


class DamagedStoreError(StoreError):
    """The database's file is damaged; the message points to restoring a backup."""


class DiskFullError(StoreError):
    """The database cannot be written, for want of space or because the disk refuses; what it holds stays as it was."""


class BackupError(PrimaError):
    """A backup cannot be written or restored; the message says why and what to do. Nothing was changed."""


class InstanceRunningError(PrimaError):
    """Another process works with the data folder; the message names it."""


class ModelError(PrimaError):
    """An embedding model cannot be loaded or gives unusable vectors."""


class UnusableIndexError(PrimaError):
    """There is no index that this program can read; the message names the command that makes one."""


class BuildRunningError(PrimaError):
    """Another process holds the build lock."""


class EvaluationError(PrimaError):
    """A folder of labelled questions cannot be read; the message names file and line."""
