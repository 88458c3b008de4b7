"""CITED PART: "pasal 17 huruf i" asks for one letter of a long article; where in its text that letter stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from indexer.citation import Article
from knowledge_base.chunk import Chunk, sentences_of
from knowledge_base.note import Note

NAMED = re.compile(r"\b(?P<level>ayat|huruf|angka|butir)\s*\(?(?P<mark>\d{1,3}[a-z]?|[a-z])\b", re.IGNORECASE)
OPENS = r"(?:^[ \t>*-]*|(?<=[;:.,)]\s)|(?<=\bdan\s)|(?<=\batau\s))"
"""What stands before the mark of a part: its line begins, or the part before has ended."""


def part_in(question: str, text: str) -> int | None:
    """Where the ayat, letter or number that a question names begins in an article's text; None if it is not there."""
    named = sorted(NAMED.finditer(question), key=lambda part: part["level"].lower() != "ayat")
    place: int | None = None
    for part in named:
        level, mark = part["level"].lower(), re.escape(part["mark"])
        own = rf"\({mark}\)\s" if level == "ayat" else rf"\(?{mark}[.)]\s"
        marked = re.compile(rf"{OPENS}{own}|^[ \t]*{level}\s+\(?{mark}\)?[ \t]*$", re.IGNORECASE | re.MULTILINE)
        found = marked.search(text, place or 0)
        if found is None:
            return None
        place = found.start()
    return place


def note_of_part(question: str, note: Note, others: Iterable[Note]) -> Note:
    """Of an article in several notes, the one that holds the part that a question names; else the note itself."""
    article = Article.of_note(note)
    same = [other for other in others if article and Article.of_note(other) == article]
    same.sort(key=lambda each: (len(each.id), each.id))  # as a document numbers them
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
