"""CITED ARTICLES: "Pasal 34 ayat (1) dan 35 UU 25/2009" names two articles; which notes cite any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import Note
from knowledge_base.regulations import Regulation, regulations_in

_NUMBER = r"\d{1,4}[a-z]?\b(?!/)|\b[ivx]{1,5}\b"
_ARTICLE = re.compile(
    rf"\b(?:pasal|psal|psl)\s*(?P<first>{_NUMBER})"
    rf"(?P<further>(?:\s*(?:,\s*dan\b|,|&|dan\b|serta\b|[-–]|s\.?\s?d\.?|sampai(?:\s+dengan)?\b|hingga\b)"
    rf"\s*(?:pasal\s*)?(?:{_NUMBER}))*)",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"(?P<joint>.*?)(?P<number>{_NUMBER})", re.IGNORECASE)
_TO = re.compile(r"[-–]|s\.?\s?d|sampai|hingga", re.IGNORECASE)
LONGEST_RANGE = 60
"""Articles of "Pasal 34 s.d. 36" that are meant without being written; a longer range is taken for its ends."""


def articles_in(text: str) -> frozenset[str]:
    """The numbers of the articles that a text cites, "12b" for Pasal 12B; those between "Pasal 34 s.d. 36" too."""
    return frozenset(number for found in _ARTICLE.finditer(text) for number in _numbers(found))


def _numbers(found: re.Match[str]) -> Iterator[str]:
    last = found["first"].casefold()
    yield last
    for further in _FURTHER.finditer(found["further"]):
        number = further["number"].casefold()
        if _TO.search(further["joint"]) and last.isdecimal() and number.isdecimal():
            between = range(int(last) + 1, int(number))
            yield from map(str, between if len(between) <= LONGEST_RANGE else ())
        yield number
        last = number


def sources_cite(note: Note, law: Regulation, articles: frozenset[str]) -> bool:
    """Whether a source of the note is one of these articles of a law; any part of the law where none is given."""
    of_law = (source for source in note.sources if law in regulations_in(source.name))
    return any(not articles or articles & articles_in(f"{source.name}; {source.part}") for source in of_law)


def text_cites(note: Note, law: Regulation, articles: frozenset[str]) -> bool:
    """Whether the note's title or text names one of these articles of a law.

    An article belongs to the law that its sentence names; where that names none, to the only law of the sources.
    """
    only = {each for source in note.sources for each in regulations_in(source.name)} == {law}
    for sentence in (note.title, *sentences_of(plain(note.body))):
        if articles & articles_in(sentence):
            named = set(regulations_in(sentence))
            if law in named or (only and not named):
                return True
    return False
