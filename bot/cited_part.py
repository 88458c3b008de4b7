"""CITED PART: "pasal 17 huruf i" asks for one letter of a long article; where in its text that letter stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from indexer.citation import Article, Citation, document_place
from indexer.cited_numbers import NO_NUMBERS, PART
from indexer.held_articles import Gap
from knowledge_base.chunk import Chunk, sentences_of
from knowledge_base.note import Note

OPENS = r"(?:^[ \t>*-]*|(?<=[;:.,)]\s)|(?<=\bdan\s)|(?<=\batau\s))"
"""What stands before the mark of a part: its line begins, or the part before has ended."""


def part_in(question: str, text: str) -> int | None:
    """Where the ayat, letter or number that a question names begins in an article's text; None if it is not there."""
    found = _places(question, text)
    return found[-1][1] if found else None


def part_lacking(question: str, note: Note) -> Gap | None:
    """The ayat, letter or number that a question names and the article in a note does not have; None if it has all.

    Of several articles, and of the law's explanation, nothing is said.
    """
    article, citation = Article.of_note(note), Citation.in_question(question)
    if article is None or citation is None or citation.articles != (article.number,):
        return None
    if article.explains or article.number in NO_NUMBERS:
        return None
    lacking = next((part for part, place in _places(question, note.body) if place is None), None)
    if lacking is None:
        return None
    level, mark = lacking["level"].capitalize(), lacking["mark"].lower()
    words = f"{level} ({mark})" if level == "Ayat" else f"{level} {mark}"
    number = article.number.upper()
    return Gap("no_part", article.name, number, number, number, words)


def _places(question: str, text: str) -> list[tuple[re.Match[str], int | None]]:
    """The parts that a question names, outer ones first, and where each begins; behind one that is not there, none."""
    named = sorted(PART.finditer(question), key=lambda part: part["level"].lower() != "ayat")
    found_at: list[tuple[re.Match[str], int | None]] = []
    place = 0
    for part in named:
        level, mark = part["level"].lower(), re.escape(part["mark"])
        own = rf"\({mark}\)\s" if level == "ayat" else rf"\(?{mark}[.)]\s"
        marked = re.compile(rf"{OPENS}{own}|^[ \t]*{level}\s+\(?{mark}\)?[ \t]*$", re.IGNORECASE | re.MULTILINE)
        found = marked.search(text, place)
        found_at.append((part, found.start() if found else None))
        if found is None:
            break
        place = found.start()
    return found_at


def note_of_part(question: str, note: Note, others: Iterable[Note]) -> Note:
    """Of an article in several notes, the one that holds the part that a question names; else the note itself."""
    article = Article.of_note(note)
    same = [other for other in others if article and Article.of_note(other) == article]
    same.sort(key=document_place)
    return next((each for each in same if part_in(question, each.body) is not None), note)


def passage_at(chunks: Sequence[Chunk], place: int) -> tuple[int, str]:
    """Number of the passage that holds a place of the note's text, and the sentence there."""
    ends = list(accumulate(len(chunk.text) for chunk in chunks))
    ordinal = next(number for number, end in enumerate(ends) if place < end)
    within = place - (ends[ordinal - 1] if ordinal else 0)
    sentences = sentences_of(chunks[ordinal].text)
    return ordinal, next(
        text for text, end in zip(sentences, accumulate(map(len, sentences)), strict=True) if within < end
    )
