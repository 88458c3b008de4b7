"""The lines inside the drawn cells of tables -> one line a row, its cells parted by " | "."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from knowledge_base.documents.page_line import Line

BORDER = " | "
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
    cells: dict[tuple[float, ...], list[Line]] = {}
    for line in lines:
        cells.setdefault(line.cell or (), []).append(line)
    rows: list[list[tuple[float, ...]]] = []
    for cell in sorted(cells, key=lambda each: (-each[3], each[0])):
        if rows and abs(rows[-1][0][3] - cell[3]) <= NEAR:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    long = any(sum(len(line.text) for line in inside) > LONGEST for inside in cells.values())
    if long or all(len(row) == 1 for row in rows):
        return []
    columns = _columns(cells)
    made: list[Line] = []
    for row in rows:
        several = _holds_several(row, cells)
        made += [line for line in lines if line.cell in row] if several else [_row(sorted(row), cells, columns)]
    return made


def _holds_several(row: Sequence[tuple[float, ...]], cells: dict[tuple[float, ...], list[Line]]) -> bool:
    """Whether rows stand in one, with no line drawn between them: two columns skip lines, then go on together."""
    places = [sorted(line.top for line in cells[cell]) for cell in row]
    pitch = min((after - top for tops in places for top, after in pairwise(tops) if after - top > NEAR), default=0.0)
    skips = [{round(after) for top, after in pairwise(tops) if after - top > SKIPPED * pitch} for tops in places]
    return len(row) > 1 and max(Counter(place for own in skips for place in own).values(), default=0) > 1


def _columns(cells: Iterable[tuple[float, ...]]) -> list[float]:
    """Where the columns begin, from the left."""
    starts: list[float] = []
    for start in sorted(cell[0] for cell in cells):
        if not starts or start - starts[-1] > NEAR:
            starts.append(start)
    return starts


def _row(
    row: Sequence[tuple[float, ...]], cells: dict[tuple[float, ...], list[Line]], columns: Sequence[float]
) -> Line:
    """A row as one line; what is wider than the table's columns stands alone."""
    lines = [line for cell in row for line in cells[cell]]
    said = list(_said(row, cells, columns)) if len(row) > 1 else [_text(cells[row[0]])]
    first = min(lines, key=lambda line: line.top)
    text = BORDER.join(said).strip()
    return replace(first, text=text, left=min(line.left for line in lines), right=max(line.right for line in lines))


def _said(
    row: Sequence[tuple[float, ...]], cells: dict[tuple[float, ...], list[Line]], columns: Sequence[float]
) -> Iterator[str]:
    """What stands in each column of a row; nothing in one that is empty, and none for one that a wide cell covers."""
    for column in columns:
        begins = next((cell for cell in row if abs(cell[0] - column) <= NEAR), None)
        if begins is not None:
            yield _text(cells[begins])
        elif not any(cell[0] < column < cell[2] - NEAR for cell in row):
            yield ""


def _text(lines: Iterable[Line]) -> str:
    return " ".join(line.text.replace(BORDER, " ") for line in sorted(lines, key=lambda line: line.top))
