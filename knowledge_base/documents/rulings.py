"""The lines that are drawn on a page of a PDF: in which cell of a table a character stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

Cell = tuple[float, float, float, float]
"""Left, bottom, right and top of a cell, in points from the page's lower left corner."""
Edge = tuple[float, float, float]
"""Where a straight line stands, and from where to where it goes."""
Point = tuple[float, float]
Stroke = tuple[Point, Point]

EDGES_LIMIT = 3_000
"""Lines on a page; more are a drawing."""
SHORTEST = 4.0
STRAIGHT = 1.5
REACH = 3.0
"""So much may be missing where two lines meet, in points."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The upright and the level lines of a page."""

    upright: tuple[Edge, ...] = ()
    level: tuple[Edge, ...] = ()

    @classmethod
    def of(cls, strokes: Iterable[Stroke]) -> Rulings:
        """Those among the strokes on a page; none when there are more than tables need."""
        upright: list[Edge] = []
        level: list[Edge] = []
        for (left, bottom), (right, top) in islice(strokes, EDGES_LIMIT + 1):
            if abs(left - right) <= STRAIGHT and abs(top - bottom) >= SHORTEST:
                upright.append((left, min(bottom, top), max(bottom, top)))
            elif abs(top - bottom) <= STRAIGHT and abs(left - right) >= SHORTEST:
                level.append((bottom, min(left, right), max(left, right)))
        if len(upright) + len(level) >= EDGES_LIMIT:
            return cls()
        return cls(tuple(_joined(upright)), tuple(_joined(level)))

    def cell(self, x: float, y: float) -> Cell | None:
        """The cell around a place, or None where no four lines enclose it."""
        sides = [at for at, start, end in self.upright if start - REACH <= y <= end + REACH]
        left, right = max((at for at in sides if at <= x), default=None), min((a for a in sides if a > x), default=None)
        if left is None or right is None:
            return None
        # A line below a single word does not part cells: it must reach from side to side.
        ends = [at for at, start, end in self.level if start - REACH <= left and right <= end + REACH]
        bottom, top = max((at for at in ends if at <= y), default=None), min((a for a in ends if a > y), default=None)
        return None if bottom is None or top is None else (left, bottom, right, top)


def _joined(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The lines, each as long as all its pieces together."""
    rows: list[tuple[float, list[Edge]]] = []
    for edge in sorted(edges):
        if not rows or edge[0] - rows[-1][0] > STRAIGHT:
            rows.append((edge[0], []))
        rows[-1][1].append(edge)
    for place, row in rows:
        held = None
        for _, start, end in sorted(row, key=lambda edge: edge[1]):
            if held is not None and start <= held[2] + REACH:
                held = (place, held[1], max(held[2], end))
            else:
                if held is not None:
                    yield held
                held = (place, start, end)
        if held is not None:
            yield held
