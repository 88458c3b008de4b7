"""The lines inside the drawn cells of tables -> one line a row, its cells parted by " | "."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from knowledge_base.documents.page_line import Line
from knowledge_base.documents.spans import BORDER, Cell, rows_of

Drawn = tuple[float, ...]
"""Left, bottom, right and top of a cell."""
NEAR = 3.0
"""Cells that begin as near as this, in points, begin in one place."""
SKIPPED = 1.6
"""A distance between two lines of a cell, in usual distances, in which one is missing."""
LONGEST = 1_500
"""Characters in a cell; a longer one frames a text, or places it on the page."""


def with_rows(lines: Iterable[Line]) -> list[Line]:
    """The lines with those of every table joined to rows, from the top down; all others stay as they are."""
    made: list[Line] = []
    for (_, inside), group in groupby(lines, key=lambda line: (line.page, line.cell is not None)):
        found = list(group)
        made += (_rows(found) or found) if inside else found
    return made


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The rows of a table, or none where no row has two cells: a frame is no table."""
    cells: dict[Drawn, list[Line]] = {}
    for line in lines:
        cells.setdefault(line.cell or (), []).append(line)
    rows: list[list[Drawn]] = []
    for cell in sorted(cells, key=lambda each: (-each[3], each[0])):
        if rows and abs(rows[-1][0][3] - cell[3]) <= NEAR:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    long = any(sum(len(line.text) for line in inside) > LONGEST for inside in cells.values())
    if long or all(len(row) == 1 for row in rows):
        return []
    said = _said(cells, rows)
    made: list[Line] = []
    for number, row in enumerate(rows):
        if _holds_several(row, cells):
            made += [line for line in lines if line.cell in row]
        elif number in said:
            made.append(_row([line for cell in row for line in cells[cell]], said[number]))
    return made


def _holds_several(row: Sequence[Drawn], cells: dict[Drawn, list[Line]]) -> bool:
    """Whether rows stand in one, with no line drawn between them: two columns skip lines, then go on together."""
    places = [sorted(line.top for line in cells[cell]) for cell in row]
    pitch = min((after - top for tops in places for top, after in pairwise(tops) if after - top > NEAR), default=0.0)
    skips = [{round(after) for top, after in pairwise(tops) if after - top > SKIPPED * pitch} for tops in places]
    return len(row) > 1 and max(Counter(place for own in skips for place in own).values(), default=0) > 1


def _columns(cells: Iterable[Drawn]) -> list[float]:
    """Where the columns begin, from the left."""
    starts: list[float] = []
    for start in sorted(cell[0] for cell in cells):
        if not starts or start - starts[-1] > NEAR:
            starts.append(start)
    return starts


def _said(cells: Mapping[Drawn, list[Line]], rows: Sequence[Sequence[Drawn]]) -> dict[int, str]:
    """What each row says, by its number."""
    columns = _columns(cells)
    tops = [row[0][3] for row in rows]
    placed = []
    for top, row in enumerate(rows):
        for cell in sorted(row):
            left = sum(start < cell[0] - NEAR for start in columns)
            right = max(left + 1, sum(start < cell[2] - NEAR for start in columns))
            bottom = max(top + 1, sum(each > cell[1] + NEAR for each in tops))
            placed.append(Cell(_text(cells[cell]), left, right, top, bottom))
    return rows_of(placed)


def _row(lines: Sequence[Line], text: str) -> Line:
    """The lines of a row as one line."""
    first = min(lines, key=lambda line: line.top)
    return replace(
        first, text=text.strip(), left=min(line.left for line in lines), right=max(line.right for line in lines)
    )


def _text(lines: Iterable[Line]) -> str:
    return " ".join(line.text.replace(BORDER, " ") for line in sorted(lines, key=lambda line: line.top))
