"""NUMBERING: the steps of numbered lists counted anew, where lines of several texts came together."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.blocks import NUMBER, with_number
from knowledge_base.chunk import LIST_ITEM
from knowledge_base.edits import Line

CONTINUES = -1


class Count:
    """Counts the steps of numbered lists, each list by how far its numbers stand from the margin."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._running: set[int] = set()

    def numbered(self, line: Line, begin: int | None) -> str:
        """The line with its number: the next one in its list; where none is running, that by which it begins."""
        found = NUMBER.match(line.text)
        if not found:
            if not LIST_ITEM.match(line.text) and not line.text[0].isspace() and line.between != "\n":
                self._running.clear()
            return line.text
        depth = len(found[1])
        goes_on = depth in self._running or begin == CONTINUES
        self._last[depth] = self._last.get(depth, 0) + 1 if goes_on else int(found[2]) if begin is None else begin
        self._running = {each for each in self._running if each < depth} | {depth}
        return with_number(line.text, self._last[depth])


def beginnings(lines: Sequence[Line]) -> list[int | None]:
    """For each line the number by which it begins a list, CONTINUES when it goes on with one, None without a number."""
    last: dict[int, int] = {}
    found: list[int | None] = []
    for line in lines:
        numbered = NUMBER.match(line.text)
        if not numbered:
            found.append(None)
            continue
        depth, number = len(numbered[1]), int(numbered[2])
        found.append(CONTINUES if number == last.get(depth, 0) + 1 and depth in last else number)
        last[depth] = number
    return found
