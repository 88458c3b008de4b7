"""The lines of a printed page -> Markdown: without what every page repeats, in paragraphs, with headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from statistics import quantiles

from knowledge_base.documents.from_text import is_repeated
from knowledge_base.documents.furniture import without_furniture
from knowledge_base.documents.letterhead import without_letterhead
from knowledge_base.documents.machine_signed import without_signed
from knowledge_base.documents.page_line import LARGER, STRUCTURE, Line, pitch_of
from knowledge_base.documents.reading_order import in_reading_order
from knowledge_base.marks import escaped

HEADING_LIMIT = 120
SHORT = 0.78
"""A line that ends before this share of the page's right edge ends its paragraph."""
CELL_LINES = 8
"""Lines that a cell may stand below the first line of its row; the columns of a text begin far above."""
INDENT = 4
"""Line heights by which the second line of a heading stands in at most, behind its number."""
WIDE = 1.45
"""A distance to the line above, in usual distances, that parts two paragraphs."""

MARKER = re.compile(r"(?:\(\d{1,3}[a-z]?\)|\d{1,3}[.)]|[a-z]{1,2}[.)]|[-•●▪◦–\uf0b7*])\s")
BULLET = re.compile(r"^[•●▪◦–\uf0b7]\s+")
ENDS = (".", ":", ";", "?", "!")


def key_of(text: str) -> str:
    """A text as it is compared: letters and digits only, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


def markdown_of(lines: list[Line]) -> str:
    """Headings, paragraphs and rows of tables, parted by blank lines."""
    kept = without_letterhead(without_furniture(list(without_signed(in_reading_order(lines)))))
    if not kept:
        return ""
    kept = [replace(line, text=escaped(line.text)) for line in kept]
    levels = _levels(kept)
    edge = _right_edge(kept)
    pitch = pitch_of(kept)
    words = Counter(word for line in kept for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()))
    blocks: list[str] = []
    before: Line | None = None
    for line in kept:
        level = levels.get(_looks(line), 0) if _may_be_heading(line) else 0
        if level:
            same = before is not None and _looks(before) == _looks(line) and _is_wrapped(before, line, pitch)
            if same and blocks[-1].startswith("#") and not STRUCTURE.match(line.text):
                blocks[-1] = f"{blocks[-1]} {line.text}"
            else:
                blocks.append(f"{'#' * level} {line.text}")
        elif before is not None and _is_beside(before, line) and not blocks[-1].startswith("#"):
            blocks[-1] += f"\n{line.text}"
        elif before is not None and _continues(before, line, blocks[-1], edge, pitch):
            blocks[-1] = _joined(blocks[-1], line.text, words)
        elif before is not None and " | " in before.text and " | " in line.text:
            blocks[-1] += f"\n{line.text}"
        else:
            blocks.append(BULLET.sub("- ", line.text))
        before = line
    return "\n\n".join(blocks)


def _looks(line: Line) -> tuple[int, int, bool]:
    """What lines of one kind share: place in the outline, height in half points, weight."""
    return (line.level, round(2 * line.height), line.bold)


def _may_be_heading(line: Line) -> bool:
    text = line.text
    return len(text) <= HEADING_LIMIT and any(map(str.isalpha, text)) and text[-1] not in ".;,:" and " | " not in text


def _levels(lines: list[Line]) -> dict[tuple[int, int, bool], int]:
    """Heading level by looks: those of the outline, then larger ones by size, then bold ones of the body's size."""
    weight: Counter[int] = Counter()
    for line in lines:
        weight[round(2 * line.height)] += len(line.text)
    body = weight.most_common(1)[0][0]
    bold = sum(len(line.text) for line in lines if line.bold)
    bold_counts = bold < 0.4 * sum(map(len, (line.text for line in lines)))
    looks = {_looks(line) for line in lines if _may_be_heading(line)}
    marked = {look: min(look[0], 3) for look in looks if look[0]}
    others = sorted(
        (
            look
            for look in looks
            if not look[0] and (look[1] > LARGER * body or (look[2] and bold_counts and look[1] >= body))
        ),
        key=lambda look: (-look[1], not look[2]),
    )
    if marked:
        return marked
    return {look: min(rank, 3) for rank, look in enumerate(others, 1)}


def _right_edge(lines: list[Line]) -> float:
    rights = [line.right for line in lines]
    return quantiles(rights, n=10)[-1] if len(rights) > 1 else rights[0]


def _follows(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line stands right under another one, or on top of the next page."""
    return line.page != before.page or line.top - before.top <= WIDE * max(pitch, before.height)


def _is_wrapped(before: Line, line: Line, pitch: float) -> bool:
    """Whether a heading goes on: right under the line before, set to the same edge or around the same middle."""
    middles = before.left + before.right, line.left + line.right
    aligned = (
        -line.height < line.left - before.left < INDENT * line.height or abs(middles[0] - middles[1]) < line.height
    )
    return aligned and _follows(before, line, pitch)


def _is_beside(before: Line, line: Line) -> bool:
    """Whether a line stands in the next column of a table without drawn cells: right of the last one, and not below."""
    up = before.top - line.top
    level = -line.height / 2 <= up <= CELL_LINES * line.height
    return line.page == before.page and level and line.left > before.left + line.height


def _continues(before: Line, line: Line, block: str, edge: float, pitch: float) -> bool:
    if (
        block.startswith("#")
        or MARKER.match(line.text)
        or STRUCTURE.match(line.text)
        or " | " in line.text + before.text
    ):
        return False
    if not _follows(before, line, pitch):
        return False
    open_end = block[-1] not in ENDS
    if line.page != before.page and not open_end:
        return False
    if line.text[0].islower() and open_end:
        return True
    return before.right >= SHORT * edge and not STRUCTURE.fullmatch(before.text)


def _joined(block: str, text: str, words: Counter[str]) -> str:
    """A line put behind its paragraph; a word that was torn is whole again."""
    first = re.search(r"([^\W\d_]+)-$", block)
    second = re.match(r"[^\W\d_]+", text)
    if not first or not second:
        return f"{block} {text}"
    left, right = first[1], second[0]
    keeps = is_repeated(left, right) or not right[0].islower() or f"{left}-{right}".casefold() in words
    if f"{left}{right}".casefold() in words and not is_repeated(left, right):
        keeps = False
    return block + text if keeps else block[:-1] + text
