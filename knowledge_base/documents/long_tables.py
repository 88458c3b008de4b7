"""A table that is longer than a note -> several, each below the row that names its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.chunk import split_text

CELLS = " | "
BLANK = "\n\n"


def with_headers(text: str, limit: int) -> str:
    """The text with every table over the limit cut into tables that fit; the first one follows what stands above it."""
    blocks: list[str] = []
    for block in text.split(BLANK):
        rows = block.split("\n")
        if len(block) <= limit or not all(CELLS in row for row in rows):
            blocks.append(block)
            continue
        above = split_text(BLANK.join([*blocks, ""]), limit) if blocks else [""]
        blocks += _cut(rows, limit, len(above[-1]))
    return BLANK.join(blocks)


def _cut(rows: list[str], limit: int, used: int) -> Iterator[str]:
    """The rows in tables of at most `limit` characters, the first one shorter by what is `used`."""
    named = not re.search(r"\d", rows[0].partition(CELLS)[0])  # a first cell with a figure is that of a usual row
    head = rows[:1] if named else []
    fresh = sum(len(row) + 1 for row in head)
    held, size, room = list(head), fresh, limit - used - len(BLANK)
    for row in rows[len(head) :]:
        if size + len(row) > room:
            if len(held) > len(head):
                yield "\n".join(held)
            held, size, room = list(head), fresh, limit - len(BLANK)
        held.append(row)
        size += len(row) + 1
    yield "\n".join(held)
