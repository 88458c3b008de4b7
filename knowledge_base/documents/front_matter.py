"""Whose front matter a text begins with: ours, another program's, or nobody's, where `---` is only a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile
from pathlib import Path

from knowledge_base.note import FENCE, is_blank

OURS = re.compile(r"[\"']?(?:id|kind|questions|checked|review_by)[\"']?[ \t]*:")
"""What only a note of ours must have; every program knows a title."""
KEY = re.compile(r"[\"']?([a-z][\w-]*)[\"']?[ \t]*:(?:\s|$)")
"""A key as programs write it. `Kepada: semua` between two lines is somebody's text."""
WITHIN = re.compile(r"[ \t#]|-(?:[ \t]|$)|[\]}]")
"""How a line begins that goes on with the value of a key before."""
RULE = re.compile(r"---[ \t]*(?:\n|$)")
ENDINGS = (".md", ".markdown", ".txt")
HEAD = 500
"""Lines in which front matter ends."""
HEAD_BYTES = 200_000
"""Bytes of a file in which it ends."""


def is_note(text: str, name: str) -> bool:
    """Whether a text is a whole note, with our front matter, rather than a document."""
    lines, block, _ = _head(text)
    ours = any(map(OURS.match, block)) or (_keyed(lines) and any(map(OURS.match, lines)))
    return ours and name.lower().endswith(ENDINGS)


def foreign_keys(text: str, name: str) -> tuple[str, ...]:
    """The keys of the front matter that another program wrote above a text; empty if there is none."""
    lines, _, closed = _head(text)
    if is_note(text, name) or not (closed and _keyed(lines) and name.lower().endswith(ENDINGS)):
        return ()
    return tuple(key[1] for line in lines if (key := KEY.match(line)))


def foreign_keys_of(path: Path) -> tuple[str, ...]:
    """The same of a file."""
    with path.open("rb") as file:
        return foreign_keys(file.read(HEAD_BYTES).decode("utf-8", "replace"), path.name)


def without_front(text: str, name: str) -> str:
    """A document's text without the front matter of another program, and without a line drawn above it."""
    if foreign_keys(text, name):
        text = text.removeprefix("\ufeff").partition(f"\n{FENCE}")[2].partition("\n")[2]
    rule = RULE.match(text.removeprefix("\ufeff")) if name.lower().endswith(ENDINGS) else None
    return text.removeprefix("\ufeff")[rule.end() :] if rule else text


def _head(text: str) -> tuple[list[str], list[str], bool]:
    """The lines that a text's front matter would have, blank ones aside; the first of them that no blank line parts.

    Whether the front matter ends in a line of its own is told as well.
    """
    first, *lines = text.removeprefix("\ufeff").split("\n", HEAD)[:HEAD]
    if first.rstrip() != FENCE:
        return [], [], False
    held = list(takewhile(lambda line: line.rstrip() != FENCE, lines))
    block = takewhile(lambda line: not is_blank(line), dropwhile(is_blank, held))
    return [line.rstrip() for line in held if not is_blank(line)], list(block), len(held) < len(lines)


def _keyed(lines: Sequence[str]) -> bool:
    """Whether lines are keys with their values."""
    return bool(lines) and bool(KEY.match(lines[0])) and all(KEY.match(line) or WITHIN.match(line) for line in lines)
