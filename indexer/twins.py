"""TWINS: how much two notes say the same.

Within one domain every note is near every other by its vector, so the words decide with it: how much of the smaller
text stands in the other, weighted by how rare it is, and the same of the questions. Titles say little: two people
rarely choose the same. The weights were learned from labelled pairs (`python -m benchmarks.twins`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.contradictions import Weight
from indexer.ranking import Linear, probability
from indexer.vectors import Encoder
from knowledge_base.chunk import plain
from knowledge_base.note import Note

TWIN_FROM = 0.5
"""Likeness from which two notes are shown side by side."""
LIKENESS = Linear((10.4, 5.6, 3.4), -12.6)
"""Over body, cosine and questions, as `features` has them."""
TIMES_LONGER = 8.0
"""A text that is still longer holds the words of any sentence."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A note that says nearly the same; `likeness` is between 0 and 1."""

    note: Note
    likeness: float


def features(left: Note, right: Note, weight: Weight, encoder: Encoder) -> NDArray[np.float64]:
    """What two notes share, from 0 to 1: words of the bodies, the cosine, words of the questions."""
    vectors = encoder.encode_passages([_text(left), _text(right)])
    return np.array(
        [
            overlap(_said(left), _said(right), weight, TIMES_LONGER),
            max(0.0, float(vectors[0] @ vectors[1])),
            overlap(_asked(left), _asked(right), weight),
        ]
    )


def likeness(left: Note, right: Note, weight: Weight, encoder: Encoder) -> float:
    """The probability that a moderator would call two notes the same, 0 to 1."""
    return probability(float(LIKENESS(features(left, right, weight, encoder)[None, :])[0]))


def _text(note: Note) -> str:
    return f"{note.title}\n{plain(note.body)}"


def _asked(note: Note) -> set[str]:
    return {term for question in note.questions for term in language.terms(question)}


def _said(note: Note) -> set[str]:
    """The words of the body. Figures are no part of it: two that differ make a contradiction, not two subjects."""
    return {term for term in language.terms(plain(note.body)) if not term[0].isdigit()}


def overlap(left: set[str], right: set[str], weight: Weight, longer: float = math.inf) -> float:
    """The weight that two sets of terms share, as a share of the smaller one, or of the larger's part in `longer`."""
    smaller, larger = sorted(sum(map(weight, each)) for each in (left, right))
    return sum(map(weight, left & right)) / max(smaller, larger / longer) if smaller else 0.0
