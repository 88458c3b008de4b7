"""The lines of a page in the order in which they are read, whatever the order in which they were drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby, pairwise

from knowledge_base.documents.page_line import Line

MARGIN = 0.13
"""The share of a page, from above and from below, in which headers and footers stand."""
BESIDE = 0.5
"""Lines whose tops are nearer than this share of their height stand beside each other."""
APART = 0.1
"""A step down the page by more than this share of it does not go on in the same block."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom; pages with columns stay as they are, but for headers and footers."""
    return [line for _, page in groupby(lines, key=lambda line: line.page) for line in _ordered(list(page))]


def _ordered(page: list[Line]) -> list[Line]:
    downwards = sorted(page, key=lambda line: line.top)
    if all(_is_below(line, after) for line, after in pairwise(downwards)):
        return downwards
    return _with_margins_outside(page)


def _is_below(line: Line, after: Line) -> bool:
    """Whether a line stands under another one, rather than in the next column."""
    apart = after.top - line.top >= BESIDE * min(line.height, after.height)
    return apart and line.left < after.right and after.left < line.right


def _with_margins_outside(page: list[Line]) -> list[Line]:
    """The page with what stands in its margins above or below all text put there; a column may begin in a margin."""
    blocks = _blocks(page)
    text = [block for block in blocks if not _in_margin(block)]
    top = min((line.top for line in chain(*text)), default=0.0)
    foot = max((line.top for line in chain(*text)), default=0.0)
    place = [(block[0].top > foot) - (block[-1].top < top) if text else 0 for block in blocks]
    return [
        line for side in (-1, 0, 1) for at, block in zip(place, blocks, strict=True) if at == side for line in block
    ]


def _blocks(page: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups, each drawn one below the other."""
    blocks = [[page[0]]]
    for before, line in pairwise(page):
        if 0 < line.depth - before.depth <= APART:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _in_margin(block: Sequence[Line]) -> bool:
    return block[-1].depth < MARGIN or block[0].depth > 1 - MARGIN
