"""The heads above a regulation's articles: Bab, Bagian, Paragraf, on lines of their own or inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge_base.documents.pasal import Head, Kind

CHAPTER = re.compile(r"(?:^|(?<=[.;:]\s))[ \t]*BAB\s+(?P<number>[IVXLCivxl1]{1,7}(?:\s?[A-Z])?)(?=\s|$)", re.MULTILINE)
SECTION = re.compile(
    r"(?:^[ \t]*|(?<=[.;]\s)(?=\w+\s+\w+\s+[A-Z][^.;:\n]{2,150}$))"
    r"(?:Bagian|BAGIAN|Paragraf|PARAGRAF)\s+(?:Ke\w+|KE\w+|\d{1,2}|[IVX]+)\b",
    re.MULTILINE,
)
NUMBERED = r"(?:Bagian\s+Ke\w+|Paragraf\s+(?:\d\s?\d?|[IVX]+))"
INNER_SECTION = re.compile(rf"\b{NUMBERED}\b")
LAST_WORDS = re.compile(
    rf"(?:(?<=[.;:)_]\s)(?:{NUMBERED}\s+)?(?P<section>{NUMBERED})\s+(?=[A-Z])(?!{NUMBERED})[^.;:()]*"
    r"|\b(?P<chapter>BAB\s+[IVXLC]+(?:\s[A-Z](?=\s))?)\s+[A-Z][A-Z,/\s\-]*(?:Bagian\s+Ke[^.;:()]*)?)\Z"
)
"""What may stand last before an article without belonging to the one above; twice where a page announces the next."""
REACH = 250
"""Characters before an article among which its heads are looked for."""


def headings(text: str, articles: Sequence[Head]) -> list[Head]:
    """The heads above these articles, in no order."""
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (("chapter", CHAPTER), ("section", SECTION))
    found = [
        Head(kind, place.start(), place.end(), " ".join(place[0].split()), own_line=True)
        for kind, pattern in patterns
        for place in pattern.finditer(text)
    ]
    starts = {head.end - len(text[head.start : head.end].lstrip()) for head in found}  # without the line end before
    return found + [head for head in _inside(text, articles) if head.start not in starts]


def _inside(text: str, articles: Sequence[Head]) -> Iterator[Head]:
    """Heads that stand behind the last sentence of an article and belong to the following one."""
    for before, following in pairwise(articles):
        first = max(before.end, following.start - REACH)
        place = LAST_WORDS.search(text[first : following.start].rstrip())
        if place is not None:
            kind: Kind = "section" if place["section"] else "chapter"
            yield Head(kind, first + place.start(), first + place.end(kind), " ".join(place[kind].split()))
