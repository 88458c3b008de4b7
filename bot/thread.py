"""THREAD: the question that a text of several messages begins with, apart from what answers it."""

from __future__ import annotations

import re

from bot.asked import lowered
from bot.field_values import only_asks
from bot.headline import line_of, sentences_in
from bot.openings import without_calls, without_greetings, without_openings
from knowledge_base.note import QUESTION_LIMIT

FEWEST = 3
"""Words of a question that can stand by itself."""
_ELSEWHERE = re.compile(r"(?i)(?:ini|itu|yang|yg)\b|.*\b(?:be)?gi(?:ni|tu)\b|.*\btersebut\b")
"""What only the messages around it explain."""
_KNOWS = (
    r"(?:adakah|ada|apakah ada)\s+(?:yang|yg)\s+(?:(?:sudah|udah|pernah|bisa|tahu|tau|ngerti|paham)\s+)+(?:soal\s+)?"
)
_WHO_KNOWS = re.compile(rf"(?i)\A{_KNOWS}")
_WHO_DID = re.compile(rf"(?i)\A(?:(?:{_KNOWS})?(?=cara\s)|{_KNOWS}(?=(?:me[lmnrwy]|n[gy])\w{{3,}}\s))")
"""Who asks for somebody asks for what they know, or how they did it."""


def parted(markdown: str) -> tuple[tuple[str, ...], str]:
    """The questions that a text's first paragraphs only ask, as they were put, and the rest; none without an answer."""
    asked: list[str] = []
    rest = without_greetings(markdown)
    while True:
        first, _, after = rest.partition("\n\n")
        own = _questions(first) if only_asks(first) and re.search(r"\w", after) else []
        if not own:
            return tuple(asked), rest
        asked += own
        rest = without_greetings(after)


def _questions(text: str) -> list[str]:
    """The questions of a text that only asks; none if one of them cannot stand by itself."""
    found = [_put(sentence) for line in text.split("\n") for sentence in sentences_in(line_of(line))]
    whole = [each for each in found if len(each.split()) >= FEWEST and len(each) <= QUESTION_LIMIT]
    return whole if whole == found and not _ELSEWHERE.match(found[0]) else []


def _put(sentence: str) -> str:
    """A question without what it begins with and whom it calls."""
    question = lowered(without_calls(without_openings(sentence)))
    return _WHO_KNOWS.sub("", _WHO_DID.sub("bagaimana ", question))
