"""The heads of articles that were misread badly, looked for only where the count of articles lacks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, pairwise

from knowledge_base.documents.pasal import MISREAD, Head, refers

DIGIT = r"[0-9IlLOoTZSBJ|]"
LOST = re.compile(
    rf"(?<!\w)Pas(?:a\.?[lL1I|\]J!ti7]|d)\s*(?P<number>{DIGIT}(?:[ \t]?{DIGIT}){{0,2}})(?:[ \t]*[.:](?=\s))?(?!\w)"
)
"""Pasa1 12, Pasal 1 1, PasaJ22O, Pasd 267."""
BEHIND = re.compile(r"(?<![\w.,(])(?P<number>\d(?: ?\d){0,2}) Pasal(?=\s)")
"""26 Pasal: the number before the word, where the scan mixed up a line."""
GOES_ON = re.compile(r"\s*(?:\(\s?[1lI]a?[)l]|[“\"”]?[A-Z]{2,}\b|[“\"”]?[A-Z][A-Za-z\-]*[a-z])")
"""What follows a head: the first ayat, or a sentence, which may begin with PNS or BKN."""


def with_lost(text: str, heads: Sequence[Head], start: int, end: int) -> list[Head]:
    """The heads between two places and those between them that were not recognised, in the order of the text.

    Behind the last one, only the very next articles are looked for.
    """
    numbered = [(_number(head), head) for head in heads]
    borders = [Head("pasal", start, start, "Pasal 0"), *(head for number, head in numbered if number)]
    found = [lost for left, right in pairwise(borders) for lost in _between(text, left, right.start, _number(right))]
    if len(borders) > 1:
        found += _between(text, borders[-1], end, None)
    return sorted([*heads, *found], key=lambda head: head.start)


def _between(text: str, left: Head, end: int, following: int | None) -> Iterator[Head]:
    """The lost heads of a gap, each behind the one before."""
    first = _number(left) + 1
    if following is not None and following <= first:
        return
    places = [place for pattern in (LOST, BEHIND) for place in pattern.finditer(text, left.end, end) if _opens(place)]
    after = left.end
    for number in count(first) if following is None else range(first, following):
        place = next((each for each in places if each.start() >= after and _reads(each, number)), None)
        if place is not None:
            yield Head("pasal", place.start(), place.end(), f"Pasal {number}")
            after = place.end()
        elif following is None:
            return


def _opens(place: re.Match[str]) -> bool:
    """Whether an article begins at a place that names one."""
    return bool(GOES_ON.match(place.string, place.end())) and not refers(place.string, place.start(), place.end())


def _reads(place: re.Match[str], number: int) -> bool:
    """Whether what stands at a place may be this number; before the word its digits may be out of order."""
    digits = "".join(place["number"].split()).translate(MISREAD)
    return digits == str(number) if place.re is LOST else sorted(digits) == sorted(str(number))


def _number(head: Head) -> int:
    """An article's number; 0 for one with a Roman number."""
    digits = re.match(r"Pasal (\d+)", head.label)
    return int(digits[1]) if digits else 0
