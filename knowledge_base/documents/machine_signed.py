"""The sentence that a signing program prints on every page: who issued its certificate. It is no part of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge_base.documents.furniture import PAGE_NUMBER
from knowledge_base.documents.page_line import Line

SIGNED = re.compile(
    r"(?:catatan\s*:?\s*)?dokumen ini\s+(?:telah\s+)?ditandatangani\s+secara\s+elektronik", re.IGNORECASE
)
LONGEST = 400
"""Characters of a paragraph that holds this sentence and little else."""
GOES_ON = re.compile(r"sertifi[kc]a|elektronik|bsre|bssn|undang-undang|informasi", re.IGNORECASE)
"""What stands in the lines that follow, where the sentence needs several."""
NEAR = 5
"""Heights of a line within which the sentence ends."""


def says_signed(paragraph: str) -> bool:
    """Whether a paragraph is that sentence."""
    return len(paragraph) <= LONGEST and bool(SIGNED.match(paragraph))


def without_signed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of printed pages without the sentence, and without the page's number beside it."""
    first: Line | None = None
    for line in lines:
        if SIGNED.match(line.text):
            first = line
        elif first is not None and not _goes_on(first, line):
            first = None
        if first is None:
            yield line


def _goes_on(first: Line, line: Line) -> bool:
    """Whether a line belongs to the sentence that began in another one: in its letters, and right below or beside."""
    near = first.page == line.page and 0 <= line.top - first.top <= NEAR * first.height
    alike = abs(line.height - first.height) <= 1
    return near and alike and bool(GOES_ON.search(line.text) or PAGE_NUMBER.fullmatch(line.text))
