"""The lines of a printed page -> Markdown: without what every page repeats, in paragraphs, with headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median, quantiles

from knowledge_base.documents.from_text import is_repeated

EDGE = 3
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""
AT_EDGES, ANYWHERE = 0.3, 0.6
"""On what share of the pages a line must stand in the same place to be a header or footer; a watermark, anywhere."""
PLACE = 8.0  # points; two lines nearer than that stand in the same place
LARGER = 1.12
"""A line so much higher than the body is a heading."""
HEADING_LIMIT = 120
SHORT = 0.78
"""A line that ends before this share of the page's right edge ends its paragraph."""
WIDE = 1.45
"""A distance to the line above, in usual distances, that parts two paragraphs."""

PAGE_NUMBER = re.compile(
    r"(?:[-–—_~\s]*(?:hal(?:aman|\.)?|page|hlm\.?)?\s*[-–—_.(\[]*\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—_.)\]]*"
    r"(?:\s*(?:dari|of|/)\s*\d{1,4})?[-–—_~\s]*)",
    re.IGNORECASE,
)
CATCHWORD = re.compile(r".{1,60}?(?:\.\s?){2,}\.\s*|.{1,60}?\s?…\s*")
STRUCTURE = re.compile(r"(?:BAB|Bab|Bagian|Paragraf|PASAL|Pasa[l1I])\s+\S+|MEMUTUSKAN|PENJELASAN|LAMPIRAN|Menetapkan")
MARKER = re.compile(r"(?:\(\d{1,3}[a-z]?\)|\d{1,3}[.)]|[a-z]{1,2}[.)]|[-•●▪◦–\uf0b7*])\s")
BULLET = re.compile(r"^[•●▪◦–\uf0b7]\s+")
ENDS = (".", ":", ";", "?", "!")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: distances in points, `top` from the page's upper edge; `level` is its place in the outline."""

    page: int
    text: str
    left: float
    right: float
    top: float
    height: float
    bold: bool = False
    level: int = 0


def key_of(text: str) -> str:
    """A text as it is compared: letters and digits only, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


def markdown_of(lines: list[Line]) -> str:
    """Headings, paragraphs and rows of tables, parted by blank lines."""
    kept = _without_furniture(lines)
    if not kept:
        return ""
    levels = _levels(kept)
    edge = _right_edge(kept)
    pitch = _pitch(kept)
    words = Counter(word for line in kept for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()))
    blocks: list[str] = []
    before: Line | None = None
    for line in kept:
        level = levels.get(_looks(line), 0) if _may_be_heading(line) else 0
        if level:
            same = before is not None and _looks(before) == _looks(line) and _follows(before, line, pitch)
            if same and blocks[-1].startswith("#") and not STRUCTURE.match(line.text):
                blocks[-1] = f"{blocks[-1]} {line.text}"
            else:
                blocks.append(f"{'#' * level} {line.text}")
        elif before is not None and _continues(before, line, blocks[-1], edge, pitch):
            blocks[-1] = _joined(blocks[-1], line.text, words)
        elif before is not None and " | " in before.text and " | " in line.text:
            blocks[-1] += f"\n{line.text}"
        else:
            blocks.append(BULLET.sub("- ", line.text).replace("#", "\\#", line.text.startswith("#")))
        before = line
    return "\n\n".join(blocks)


def _without_furniture(lines: list[Line]) -> list[Line]:
    """The lines that are not on every page in the same place, and no page numbers or catchwords."""
    pages = {page: list(group) for page, group in groupby(lines, key=lambda line: line.page)}
    edges = {page: _edges(own) for page, own in pages.items()}
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in lines:
        for place in _places(line):
            seen[place].add(line.page)
    count = len(pages)

    def repeated(line: Line) -> bool:
        on_pages = max(len(seen[place]) for place in _places(line))
        share = AT_EDGES if line in edges[line.page] else ANYWHERE
        return count >= 3 and on_pages >= max(3, share * count) and not STRUCTURE.match(line.text)

    def numbers(line: Line) -> bool:
        at_edge = line in edges[line.page]
        return at_edge and bool(PAGE_NUMBER.fullmatch(line.text) or (count > 1 and CATCHWORD.fullmatch(line.text)))

    return [line for line in lines if not repeated(line) and not numbers(line)]


def _places(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a header has in common with itself on other pages; it may stand astride a border between two places."""
    text = re.sub(r"\d+", "0", line.text)
    return (text, int(line.top // PLACE)), (text, -1 - int((line.top + PLACE / 2) // PLACE))


def _edges(lines: list[Line]) -> frozenset[Line]:
    ordered = sorted(lines, key=lambda line: line.top)
    return frozenset(ordered[:EDGE] + ordered[-EDGE:])


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


def _pitch(lines: list[Line]) -> float:
    """The usual distance between two lines."""
    steps = [
        after.top - line.top for line, after in pairwise(lines) if after.page == line.page and after.top > line.top
    ]
    return median(steps) if steps else 12.0


def _follows(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line stands right under another one, or on top of the next page."""
    return line.page != before.page or line.top - before.top <= WIDE * max(pitch, before.height)


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
