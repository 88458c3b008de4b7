"""TWINS: how much two notes say the same.

Within one domain every note is near every other by its vector, so the words decide with it: how much of the smaller
text stands in the other, weighted by how rare it is, and the same of the questions. The weights were learned from
labelled pairs (`python -m benchmarks.twins`). Two things need no weighing: sentences of a short note that stand in a
long one, and titles that are nearly the same on one topic. An article of a law is like no other article.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.citation import Article
from indexer.contradictions import Weight
from indexer.ranking import Linear, probability
from indexer.vectors import Encoder, FloatMatrix
from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import Note

TWIN_FROM = 0.5
"""Likeness from which two notes are shown side by side."""
LIKENESS = Linear((8.8, 6.1, 3.4), -12.5)
"""Over body, cosine and questions, as `features` has them."""
TIMES_LONGER = 8.0
"""A text that is still longer holds the words of any sentence."""
TITLE_SAME = 0.85
"""Share of all the words of two titles, by weight, from which they are nearly the same."""
SENTENCE_SAME = 0.8
"""Share of a sentence's words, by weight, that stand in one sentence of the other note where it is taken from there."""
SENTENCE_WORDS = 4
"""Different words from which a sentence is one that nobody else would write by chance."""

KEPT = 4_000
"""Notes of which it is kept in memory what is compared, some 30 kB each."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A note that says nearly the same; `likeness` is between 0 and 1."""

    note: Note
    likeness: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a note is compared: the words of its title, sentences and questions, and the vector of its text."""

    topic: str
    article: Article | None
    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    asked: frozenset[str]
    vector: FloatMatrix

    @property
    def said(self) -> frozenset[str]:
        """The words of the body."""
        return frozenset().union(*self.sentences)


class Comparing:
    """Keeps what is compared of notes: those of a document are near the same ones again and again. Thread-safe."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[Note, Compared] = {}

    def of(self, notes: Sequence[Note]) -> list[Compared]:
        """What is compared of each note."""
        known = {note: held for note in notes if (held := self._known.get(note)) is not None}
        fresh = [note for note in notes if note not in known]
        known.update(zip(fresh, self._made(fresh), strict=True))
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known.update(known)
        return [known[note] for note in notes]

    def _made(self, notes: Sequence[Note]) -> Iterator[Compared]:
        vectors = self._encoder.encode_passages([_text(note) for note in notes])
        return (
            Compared(note.topic, Article.of_note(note), _words(note.title), _sentences(note), _asked(note), vector)
            for note, vector in zip(notes, vectors, strict=True)
        )


def features(left: Compared, right: Compared, weight: Weight) -> NDArray[np.float64]:
    """What two notes share, from 0 to 1: words of the bodies, the cosine, words of the questions."""
    return np.array(
        [
            overlap(left.said, right.said, weight, TIMES_LONGER),
            max(0.0, float(left.vector @ right.vector)),
            overlap(left.asked, right.asked, weight),
        ]
    )


def likeness(left: Compared, right: Compared, weight: Weight) -> float:
    """The probability that a moderator would call two notes the same, 0 to 1."""
    if not _comparable(left.article, right.article):
        return 0.0
    learned = probability(float(LIKENESS(features(left, right, weight)[None, :])[0]))
    smaller, larger = sorted((left, right), key=lambda each: sum(map(weight, each.said)))
    same_topic = bool(left.topic) and left.topic == right.topic
    titles = _shared(left.title, right.title, weight) if same_topic else 0.0
    # Sums of weights round by the order of their words, so that the whole of a note may come out a little above 1.
    return min(1.0, max(learned, held(smaller, larger, weight), titles if titles >= TITLE_SAME else 0.0))


def held(smaller: Compared, larger: Compared, weight: Weight) -> float:
    """How much of a note, by the weight of its words, stands (nearly) word for word in another, 0 to 1."""
    rated = [(sum(map(weight, sentence)), sentence) for sentence in smaller.sentences]
    taken = sum(
        own
        for own, sentence in rated
        if len(sentence) >= SENTENCE_WORDS
        and any(sum(map(weight, sentence & other)) >= SENTENCE_SAME * own for other in larger.sentences)
    )
    return taken / (sum(own for own, _ in rated) or 1.0)


def _comparable(left: Article | None, right: Article | None) -> bool:
    """Whether two notes may be twins: neither holds an article of a law, or both the same one."""
    if left is None or right is None:
        return left is right
    return (left.law, left.number, left.explains) == (right.law, right.number, right.explains)


def _shared(left: AbstractSet[str], right: AbstractSet[str], weight: Weight) -> float:
    """The weight that two sets of terms share, as a share of both together."""
    return sum(map(weight, left & right)) / (sum(map(weight, left | right)) or 1.0)


def _text(note: Note) -> str:
    return f"{note.title}\n{plain(note.body)}"


def _asked(note: Note) -> frozenset[str]:
    return frozenset(term for question in note.questions for term in language.terms(question))


def _sentences(note: Note) -> tuple[frozenset[str], ...]:
    """The words of each sentence of the body."""
    lines = plain(note.body).split("\n")
    return tuple(filter(None, (_words(sentence) for line in lines for sentence in sentences_of(line))))


def _words(text: str) -> frozenset[str]:
    """The words of a text. Figures are no part of it: two that differ make a contradiction, not two subjects."""
    return frozenset(term for term in language.terms(text) if not term[0].isdigit())


def overlap(left: AbstractSet[str], right: AbstractSet[str], weight: Weight, longer: float = math.inf) -> float:
    """The weight that two sets of terms share, as a share of the smaller one, or of the larger's part in `longer`."""
    smaller, larger = sorted(sum(map(weight, each)) for each in (left, right))
    return sum(map(weight, left & right)) / max(smaller, larger / longer) if smaller else 0.0
