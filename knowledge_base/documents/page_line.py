"""A line of a printed page, as the reader of PDFs finds it."""

from __future__ import annotations

from dataclasses import dataclass


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
