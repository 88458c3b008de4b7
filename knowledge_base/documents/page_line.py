"""A line of a printed page, as the reader of PDFs finds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LARGER = 1.12
"""A line so much higher than the body is a heading."""
STRUCTURE = re.compile(r"(?:BAB|Bab|Bagian|Paragraf|PASAL|Pasa[l1I])\s+\S+|MEMUTUSKAN|PENJELASAN|LAMPIRAN|Menetapkan")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: distances in points, `top` from the page's upper edge; `level` is its place in the outline.

    `depth` is where it stands on the page: 0 is on top, 1 at the foot. `cell` is the drawn cell of a table around it:
    its left, bottom, right and top from the page's lower left corner.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    height: float
    depth: float = 0.5
    bold: bool = False
    level: int = 0
    cell: tuple[float, float, float, float] | None = None


def pitch_of(lines: Sequence[Line]) -> float:
    """The usual distance between two lines."""
    steps = [
        after.top - line.top for line, after in pairwise(lines) if after.page == line.page and after.top > line.top
    ]
    return median(steps) if steps else 12.0
