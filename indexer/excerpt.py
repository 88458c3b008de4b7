"""What to show of the note that answers: the passages, and the sentences in them that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.chunk import Chunk

BRIEF_OPENING = 350
"""An opening shorter than this, which says the whole in a few words, stands above what answers."""
AS_LIKELY = 0.2
"""Chance from which a further passage is shown,"""
SCREEN = 1_200
"""if all that is shown has at most so many characters."""
LONG_PASSAGE = 450
"""If more characters than this are shown, the sentences that answer are set in bold:"""
STANDS_OUT = 0.35
"""those with at least this chance,"""
AT_MOST = 2
"""and so many, of more."""


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence of a passage, as it stands there, and the chance that it is the note's answer: together they are 1."""

    chunk: Chunk
    text: str
    chance: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Passages of a note in its order, the number of the one that answers, and sentences of them that stand out."""

    passages: tuple[Chunk, ...]
    best: int = 0
    highlights: tuple[str, ...] = ()


def excerpt(chunks: Sequence[Chunk], rated: Sequence[RatedSentence], *, opening_read: bool = False) -> Excerpt:
    """The passage that most likely answers, below the opening if that is brief, and what is about as likely.

    Where the opening itself answers, the likeliest of the others is shown with it. An opening that was just read is not
    shown again, unless it holds the likeliest sentence.
    """
    chances = dict.fromkeys(range(len(chunks)), 0.0)
    for sentence in rated:
        chances[sentence.chunk.ordinal] += sentence.chance
    best, *others = sorted(chances, key=lambda ordinal: -chances[ordinal])
    likeliest = max(rated, key=lambda each: each.chance).chunk.ordinal if rated else 0
    shown = {best}
    brief = len(chunks[0].text) < BRIEF_OPENING
    if brief and best == 0:
        shown.update(others[:1])
    elif brief and (likeliest == 0 or not opening_read):
        shown.add(0)
    for ordinal in others:
        length = sum(len(chunks[each].text) for each in {*shown, ordinal})
        if chances[ordinal] < AS_LIKELY or length > SCREEN:
            break
        shown.add(ordinal)
    passages = tuple(chunks[ordinal] for ordinal in sorted(shown))
    if sum(len(chunk.text) for chunk in passages) <= LONG_PASSAGE:
        return Excerpt(passages, best)
    there = sorted((each for each in rated if each.chunk.ordinal in shown), key=lambda each: -each.chance)
    if len(there) <= AT_MOST:
        return Excerpt(passages, best)
    return Excerpt(passages, best, tuple(each.text for each in there[:AT_MOST] if each.chance >= STANDS_OUT))
