"""TWINS: how much two notes say the same, and where two notes disagree on a number.

Within one domain every note is near every other by its vector, so the words decide with it: how much of the smaller
text stands in the other, weighted by how rare it is, and the same of the questions. Titles say little: two people
rarely choose the same. The weights were learned from labelled pairs (`python -m benchmarks.twins`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.ranking import Linear, probability
from indexer.vectors import Encoder
from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import HEADING, Note

Weight = Callable[[str], float]
TWIN_FROM = 0.5
"""Likeness from which two notes are shown side by side."""
LIKENESS = Linear((10.4, 5.6, 3.4), -12.6)
"""Over body, cosine and questions, as `features` has them."""

UNITS = "hari kerja|hari|jam|menit|pekan|minggu|bulan|tahun|persen|rupiah|juta|miliar|jp|responden|orang|kali|unsur"
_AMOUNT = re.compile(rf"(?<![\w.,/])(\d+(?:[.,]\d+)*)(?:\s*\([^)]*\))?\s*(%|(?:{UNITS})\b)", re.IGNORECASE)
SAME_SUBJECT = 0.7
"""Share of the smaller sentence's weight that two sentences have in common when they speak of the same thing."""
SUBJECT_TERMS = 3
_TELLS_NOTHING = frozenset(
    language.terms(f"{UNITS.replace('|', ' ')} paling lambat lama sejak lewat sesudah setelah waktu sekitar sampai")
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A note that says nearly the same; `likeness` is between 0 and 1."""

    note: Note
    likeness: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences on the same thing that give different numbers: `ours` and, in the other note, `theirs`."""

    note: Note
    ours: str
    theirs: str


def features(left: Note, right: Note, weight: Weight, encoder: Encoder) -> NDArray[np.float64]:
    """What two notes share, from 0 to 1: words of the bodies, the cosine, words of the questions."""
    vectors = encoder.encode_passages([_text(left), _text(right)])
    return np.array(
        [
            overlap(set(language.terms(plain(left.body))), set(language.terms(plain(right.body))), weight),
            max(0.0, float(vectors[0] @ vectors[1])),
            overlap(_asked(left), _asked(right), weight),
        ]
    )


def likeness(left: Note, right: Note, weight: Weight, encoder: Encoder) -> float:
    """The probability that a moderator would call two notes the same, 0 to 1."""
    return probability(float(LIKENESS(features(left, right, weight, encoder)[None, :])[0]))


def disagreements(note: Note, other: Note, weight: Weight) -> Iterator[Disagreement]:
    """Pairs of sentences of two notes that speak of the same thing with the same unit and another number."""
    theirs = list(_amounts(other))
    for sentence, ours in _amounts(note):
        for rival, others in theirs:
            shared = ours.keys() & others.keys()
            if any(ours[unit] != others[unit] for unit in shared) and _same_subject(sentence, rival, weight):
                yield Disagreement(other, sentence, rival)
                break


def _text(note: Note) -> str:
    return f"{note.title}\n{plain(note.body)}"


def _asked(note: Note) -> set[str]:
    return {term for question in note.questions for term in language.terms(question)}


def overlap(left: set[str], right: set[str], weight: Weight) -> float:
    """The weight that two sets of terms share, as a share of the smaller one."""
    smaller = min(sum(map(weight, left)), sum(map(weight, right)))
    return sum(map(weight, left & right)) / smaller if smaller else 0.0


def _same_subject(left: str, right: str, weight: Weight) -> bool:
    words = [{term for term in language.terms(text) if term.isalpha()} - _TELLS_NOTHING for text in (left, right)]
    return min(map(len, words)) >= SUBJECT_TERMS and overlap(words[0], words[1], weight) >= SAME_SUBJECT


def _amounts(note: Note) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
    """Each sentence that gives amounts, with its numbers by unit."""
    for sentence in sentences_of(note.body):
        if HEADING.match(sentence):
            continue
        text = " ".join(plain(sentence).split())
        found: dict[str, set[str]] = {}
        for number, unit in _AMOUNT.findall(text):
            found.setdefault(unit.lower().replace("%", "persen"), set()).add(number)
        if found:
            yield text, {unit: frozenset(numbers) for unit, numbers in found.items()}
