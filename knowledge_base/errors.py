"""Every error that Prima raises on purpose.

PrimaError
├── SettingsError      config.yaml or a PRIMA_ variable holds an unknown key or a wrong value
├── NoteError          a note breaks the format; carries every fault with file and line
├── DocumentError      a document cannot become notes; carries the kind of reason
├── StoreError         the database cannot be opened or is not one of ours
├── ModelError         an embedding model cannot be loaded
├── UnusableIndexError there is no index, or another model, dimension or format built it
├── BuildRunningError  another process is building the index
└── EvaluationError    a folder of labelled questions is not in the format that eval reads
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "too_large",  # in bytes, characters or notes
    "too_many_pages",
    "scanned",
    "password",
    "broken",
    "bomb",  # unpacks to what no text needs, or defines entities
    "macro",
    "wrong_ending",  # holds something else than its name says
    "unsupported",
    "empty",
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
    """A document cannot become notes; `reason` is the kind of obstacle, the message says what to do."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason: Reason = reason
        super().__init__(message)


class StoreError(PrimaError):
    """The database cannot be used; the message says why and what to do."""


class ModelError(PrimaError):
    """An embedding model cannot be loaded or gives unusable vectors."""


class UnusableIndexError(PrimaError):
    """There is no index that this program can read; the message names the command that makes one."""


class BuildRunningError(PrimaError):
    """Another process holds the build lock."""


class EvaluationError(PrimaError):
    """A folder of labelled questions cannot be read; the message names file and line."""
