"""What a document may cost. Whoever sends one decides its content, so every size is bounded before it is believed."""

from __future__ import annotations

from dataclasses import dataclass

TEXT_LIMIT = 5_000_000
"""Characters of text in one document: five times the longest law; more is no document for people."""
NOTES_LIMIT = 2_000
"""Notes from one document; Indonesia's longest law has fewer articles."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file, pages of a PDF, seconds of work (wall clock and processor), bytes of memory of the process."""

    size: int = 20 * 1024**2
    pages: int = 400
    seconds: float = 60.0
    memory: int = 768 * 1024**2
