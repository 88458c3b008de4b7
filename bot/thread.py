"""THREAD: the question that a text of several messages begins with, apart from what answers it."""

from __future__ import annotations

import re

from bot.asked import lowered
from bot.field_values import only_asks
from bot.headline import line_of, sentences_in
from bot.openings import without_calls, without_greetings, without_openings
from bot.seeking import sought
from knowledge_base.note import QUESTION_LIMIT

FEWEST = 3
"""Words of a question that can stand by itself."""
_ELSEWHERE = re.compile(
    r"(?i)(?:ini|itu|yang|yg)\b|.*\b(?:be)?gi(?:ni|tu)\b|.*\btersebut\b|ada\s+(?:yang|yg)\s+\w+(?:\s+\w+)?\?"
)
"""What only the messages around it explain."""
_HANGS = re.compile(r"(?i)(?:gimana|gmn|bagaimana)\s+(?:\w+\s+)?\w+nya\?")
"""What only the question before it explains, which asks the same."""


def parted(markdown: str) -> tuple[tuple[str, ...], str]:
    """The questions that a text's first paragraphs only ask, as they were put, and the rest; none without an answer."""
    asked: list[str] = []
    text = markdown.strip()
    while True:
        rest = without_greetings(text)
        first, _, after = rest.partition("\n\n")
        greeting = text[: len(text) - len(rest)]  # "mau tanya" tells that a question comes
        own = _questions(first) if only_asks(greeting + first) and re.search(r"\w", after) else []
        if not own:
            return tuple(asked), rest
        asked += own
        text = after.strip()


def _questions(text: str) -> list[str]:
    """The questions of a text that only asks; none if one of them cannot stand by itself."""
    put = [_put(sentence) for line in text.split("\n") for sentence in sentences_in(line_of(line))]
    found = [each for place, each in enumerate(put) if not (place and _HANGS.fullmatch(each))]
    whole = [each for each in found if len(each.split()) >= FEWEST and len(each) <= QUESTION_LIMIT]
    return whole if whole == found and not _ELSEWHERE.match(found[0]) else []


def _put(sentence: str) -> str:
    """A question without what it begins with and whom it calls."""
    return sought(lowered(without_calls(without_openings(sentence))))
