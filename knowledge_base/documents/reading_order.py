"""The lines of a page in the order in which they are read, whatever the order in which they were drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from knowledge_base.documents.page_line import Line

MARGIN = 0.13
"""The share of a page, from above and from below, in which headers and footers stand."""
BESIDE = 0.5
"""Lines whose tops are nearer than this share of their height stand beside each other."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom; pages with columns stay as they are, but for what stands in their margins."""
    return [line for _, page in groupby(lines, key=lambda line: line.page) for line in _ordered(list(page))]


def _ordered(page: list[Line]) -> list[Line]:
    downwards = sorted(page, key=lambda line: line.top)
    if all(after.top - line.top >= BESIDE * min(line.height, after.height) for line, after in pairwise(downwards)):
        return downwards
    return sorted(page, key=lambda line: (line.depth > 1 - MARGIN) - (line.depth < MARGIN))
