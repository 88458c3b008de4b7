"""The lines of a printed page -> Markdown: without what every page repeats, in paragraphs, with headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, groupby, pairwise, takewhile
from statistics import median, quantiles

from knowledge_base.documents.from_text import is_repeated
from knowledge_base.documents.letterhead import without_letterhead
from knowledge_base.documents.page_line import Line

EDGE = 3
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""
MARGIN = 0.13
"""The share of a page, from above and from below, in which they stand."""
REPEATED = 0.3
"""On what share of the pages a line must stand in the same place to be a header or footer."""
MOST_FURNITURE = 0.5
"""Where more of the text than this share would go, it is no furniture: the pages say the same."""
PLACE = 8.0  # points; two lines nearer than that stand in the same place
LARGER = 1.12
"""A line so much higher than the body is a heading."""
HEADING_LIMIT = 120
SHORT = 0.78
"""A line that ends before this share of the page's right edge ends its paragraph."""
CELL_LINES = 8
"""Lines that a cell may stand below the first line of its row; the columns of a text begin far above."""
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


def key_of(text: str) -> str:
    """A text as it is compared: letters and digits only, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


def markdown_of(lines: list[Line]) -> str:
    """Headings, paragraphs and rows of tables, parted by blank lines."""
    kept = without_letterhead(_without_furniture(lines))
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
        elif before is not None and _is_beside(before, line) and not blocks[-1].startswith("#"):
            blocks[-1] += f"\n{line.text}"
        elif before is not None and _continues(before, line, blocks[-1], edge, pitch):
            blocks[-1] = _joined(blocks[-1], line.text, words)
        elif before is not None and " | " in before.text and " | " in line.text:
            blocks[-1] += f"\n{line.text}"
        else:
            blocks.append(BULLET.sub("- ", line.text).replace("#", "\\#", line.text.startswith("#")))
        before = line
    return "\n\n".join(blocks)


def _without_furniture(lines: list[Line]) -> list[Line]:
    """The lines without page numbers, catchwords, and what stands on many pages in the same place of the margin."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    margins = [margin for own in pages for margin in _margins(own)]
    body = median(line.height for line in lines) if lines else 0.0
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in chain.from_iterable(margins):
        for place in _places(line, body):
            seen[place].add(line.page)
    least = max(min(3, len(pages)), REPEATED * len(pages))

    def repeats(line: Line) -> bool:
        often = len(pages) > 1 and max(len(seen[place]) for place in _places(line, body)) >= least
        return (often or _numbers(line)) and not STRUCTURE.match(line.text)

    # From the outside in: below the first line of the text, nothing is a header any more.
    furniture = {line for margin in margins for line in takewhile(repeats, margin)}
    kept = [line for line in lines if line not in furniture]
    if _size(kept) < (1 - MOST_FURNITURE) * _size(lines):
        kept = [line for line in lines if not (line in furniture and _numbers(line))]
    return kept


def _numbers(line: Line) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.text) or CATCHWORD.fullmatch(line.text))


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _places(line: Line, body: float) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a header has in common with itself on other pages; it may stand astride a border between two places.

    A number in it may differ from page to page, but not in what stands out: "Langkah 3" is a heading.
    """
    stands_out = line.bold or line.height > LARGER * body
    text = line.text if stands_out else re.sub(r"\d+", "0", line.text)
    return (text, int(line.top // PLACE)), (text, -1 - int((line.top + PLACE / 2) // PLACE))


def _margins(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The outer lines of a page's upper and lower margin, each from the outside in."""
    ordered = sorted(lines, key=lambda line: line.top)
    above = [line for line in ordered[:EDGE] if line.depth < MARGIN]
    return above, [line for line in ordered[: -EDGE - 1 : -1] if line.depth > 1 - MARGIN]


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
