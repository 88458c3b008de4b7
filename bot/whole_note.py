"""WHOLE NOTE: a note that somebody sends as one text with front matter."""

from __future__ import annotations

import re
from datetime import date

from knowledge_base.errors import Fault, NoteError
from knowledge_base.life import REVIEW_AFTER
from knowledge_base.note import FENCE, FaultyNoteError, Note, NoteFile

FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n")
PLACEHOLDER = "naskah"
"""The id of a note that named none; a draft makes one when it is published."""


def is_whole_note(text: str) -> bool:
    """Whether a text begins as a note file does."""
    return FRONT.match(text) is not None


def read_whole_note(text: str, file: str, today: date) -> Note:
    """The note in a text; who names no id or days gets PLACEHOLDER and the usual days. Raises NoteError."""
    lines, closing = _front(text)
    usual = {"id": PLACEHOLDER, "checked": today.isoformat(), "review_by": (today + REVIEW_AFTER).isoformat()}
    said = keys_in(text)
    added = [f"{key}: {value}" for key, value in usual.items() if key not in said] if closing else []
    try:
        return NoteFile.read("\n".join([*lines[:closing], *added, *lines[closing:]]), file).note
    except NoteError as error:
        partial = error.partial if isinstance(error, FaultyNoteError) else None
        raise FaultyNoteError([_moved(fault, closing, len(added)) for fault in error.faults], partial) from error


def too_long_note(text: str, file: str, today: date) -> Note | None:
    """The note in a text that has no other fault than its length; None for every other text."""
    try:
        read_whole_note(text, file, today)
    except FaultyNoteError as error:
        only = {fault.code for fault in error.faults} == {"long-body"}
        return error.partial.note if only and error.partial else None
    return None


def keys_in(text: str) -> set[str]:
    """The keys that stand in a text's front matter."""
    lines, closing = _front(text)
    return {line.partition(":")[0].strip() for line in lines[1:closing]}


def front_of(text: str) -> str:
    """A note's text up to its body, as it was sent; the whole text if its front matter does not end."""
    _, closing = _front(text)
    return "\n".join([*text.split("\n")[: closing + 1], ""]) if closing else text


def _front(text: str) -> tuple[list[str], int]:
    """The lines of a text, and the place of the one that closes its front matter; 0 for none."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines, next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)


def _moved(fault: Fault, closing: int, added: int) -> Fault:
    """The fault with the line that the sender counts."""
    line = fault.line - added if fault.line > closing + added else min(fault.line, closing + 1)
    return Fault(fault.file, line, fault.message, fault.code, fault.pesan)
