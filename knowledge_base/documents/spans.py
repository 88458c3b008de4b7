"""The cells of a table, some of them merged -> its rows, each whole: a merged cell is said in all that it spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

BORDER = " | "
COLUMNS = 64
"""Columns in which cells may be merged, one more than Word has. Whoever sends a table decides how far a cell spans."""
LONGEST = 300
"""Characters in a merged cell that are said again; more are a text beside the rows, no name of theirs."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell's text, the columns from `left` to before `right` and the rows from `top` to before `bottom`."""

    text: str
    left: int
    right: int
    top: int
    bottom: int


Spanning = tuple[str, int, int]
"""A cell's text, how many columns and how many rows it spans."""
Row = Sequence[Cell | None]
"""The cell in each column, the same one in all that it spans."""


def placed(rows: Sequence[Sequence[Spanning]]) -> list[Cell]:
    """The cells of rows in their places."""
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # the row up to which a cell from above stands in a column
    for top, row in enumerate(rows):
        left = 0
        for text, wide, high in row:
            while taken.get(left, 0) > top:
                left += 1
            right = left + max(1, min(wide, COLUMNS - left))
            bottom = min(top + high, len(rows)) if left < COLUMNS else top + 1
            cells.append(Cell(text, left, right, top, bottom))
            if bottom > top + 1:
                taken.update(dict.fromkeys(range(left, right), bottom))
            left = right
    return cells


def rows_of(cells: Iterable[Cell]) -> dict[int, str]:
    """Each row's text by its number, from the top; none for a row in which no text begins.

    A cell alone in its row is said once, and the name of merged columns stands before the names right below it.
    """
    held: dict[int, list[Cell]] = {}
    begun: set[int] = set()
    for cell in cells:
        begun |= {cell.top} if cell.text else set()
        for row in range(cell.top, cell.bottom):
            held.setdefault(row, []).append(cell)
    columns = sorted({cell.left for inside in held.values() for cell in inside})
    grid = {row: _across(held[row], columns) for row in sorted(begun)}
    said = {row: _said(row, across) for row, across in grid.items()}
    heads = list(islice((row for row, across in grid.items() if len(set(across) - {None}) > 1), 2))
    if len(heads) > 1 and _go_on(grid[heads[0]], grid[heads[1]]):
        said[heads[0]] = _joined(grid[heads[0]], grid[heads[1]])
        del said[heads[1]]
    return {row: BORDER.join(texts) for row, texts in said.items()}


def _across(inside: Iterable[Cell], columns: Sequence[int]) -> Row:
    """The cell that stands in each column of a row; columns in which none of the table's cells begins are none."""
    found = {column: cell for cell in inside for column in range(cell.left, cell.right)}
    end = max(found)
    return [found.get(column) for column in columns if column <= end]


def _said(row: int, across: Row) -> list[str]:
    alone = set(across) - {None}
    if len(alone) == 1:
        return [cell.text for cell in alone if cell]
    texts = []
    before = None
    for cell in across:
        again = cell is not None and (cell.top < row or cell is before)
        texts.append("" if cell is None or (again and len(cell.text) > LONGEST) else cell.text)
        before = cell
    return texts


def _go_on(first: Row, second: Row) -> bool:
    """Whether the second row names the columns that are merged in the first one, and says nothing else."""
    wide = {cell for cell, count in Counter(first).items() if cell and cell.text and count > 1}
    own = [
        (above, below)
        for above, below in zip_longest(first, second)
        if below is not None and below.text and below is not above
    ]
    return bool(own) and all(above in wide and not re.search(r"\d", below.text) for above, below in own)


def _joined(first: Row, second: Row) -> list[str]:
    pairs = zip_longest(first, second)
    return [" ".join(cell.text for cell in dict.fromkeys(pair) if cell and cell.text) for pair in pairs]
