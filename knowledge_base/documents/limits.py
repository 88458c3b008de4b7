"""What a document may cost. Whoever sends one decides its content, so every size is bounded before it is believed."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.errors import DocumentError

MEGABYTE = 1024**2

TEXT_LIMIT = 5_000_000
"""Characters of text in one document: five times the longest law; more is no document for people."""
NOTES_LIMIT = 2_000
"""Notes from one document; Indonesia's longest law has fewer articles."""


OUT_OF_MEMORY = 17
"""Exit code of a reader whose memory is up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file, pages of a PDF, seconds of work (wall clock and processor), bytes of memory of the process."""

    size: int = 20 * MEGABYTE
    pages: int = 400
    seconds: float = 60.0
    memory: int = 768 * MEGABYTE


def too_large(name: str, size: int, limits: Limits) -> DocumentError:
    """The error for a file of this many bytes."""
    message = f"{name}: has {size / MEGABYTE:.1f} MB, {limits.size / MEGABYTE:g} at most; import it in parts"
    return DocumentError("too_large", message)


def too_much_text(name: str) -> DocumentError:
    """The error for a document that holds more text than `TEXT_LIMIT`."""
    message = f"{name}: holds over {TEXT_LIMIT:,} characters of text; import a part of it"
    return DocumentError("too_much_text", message)


def too_many_notes(name: str, count: int) -> DocumentError:
    """The error for a document that would become so many notes."""
    message = f"{name}: would become {count:,} notes, {NOTES_LIMIT:,} at most; import it in parts"
    return DocumentError("too_many_notes", message)


def too_hungry(name: str, limits: Limits) -> DocumentError:
    """The error for a file that needs more memory than its reader may have."""
    message = f"{name}: needs over {limits.memory // MEGABYTE} MB of memory to read; import it in parts"
    return DocumentError("memory", message)
