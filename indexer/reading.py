"""Inside a note: its sentences, and what speaks for each as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.asked_for import asked_for
from indexer.definitions import Subject, defined_in
from indexer.vectors import Encoder, FloatMatrix
from knowledge_base.chunk import LIST_ITEM, Chunk, chunks_of, plain, sentences_of
from knowledge_base.note import HEADING, Note

SENTENCE_FEATURES = (
    "cosine",  # of the sentence under its heading, in an opening under the note's title
    "share",  # the weighted share of the question's terms that it has, those of the note's title not counted
    "passage_share",  # the same of the passage that it stands in
    "asked_for",  # how many kinds of thing that the question asks for it has: a number, a time, words to say …
    "steps",  # whether its passage tells what to do step by step
    "list",  # whether its passage lists anything
    "defines",  # whether it says the meaning of what the question asks the meaning of
)
STEP = re.compile(r"\s*\d")
STEPS, ITEMS = 2, 3
"""Numbered items from which a passage tells what to do step by step, and items of any kind from which it is a list."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a passage, its words without marks, and their terms."""

    chunk: Chunk
    text: str
    words: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is told of all sentences of a passage: their terms, and whether it tells steps, and is a list."""

    terms: frozenset[str]
    steps: bool
    listed: bool

    @classmethod
    def of(cls, chunk: Chunk, sentences: Iterable[Sentence]) -> Passage:
        """The passage of some sentences."""
        terms = frozenset().union(*(sentence.terms for sentence in sentences))
        items = [line for line in chunk.text.splitlines() if LIST_ITEM.match(line)]
        return cls(terms, sum(bool(STEP.match(item)) for item in items) >= STEPS, len(items) >= ITEMS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as it is read for an answer: its sentences in order, each one's passage, and their vectors row by row."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    vectors: FloatMatrix
    title: frozenset[str]  # its terms

    @classmethod
    def of(cls, note: Note, encoder: Encoder) -> Reading:
        """Headings are no sentences, since they answer nothing, nor is a word by itself."""
        by_chunk = {chunk: tuple(_sentences(chunk)) for chunk in chunks_of(note)}
        sentences = tuple(sentence for each in by_chunk.values() for sentence in each)
        passages = tuple(
            passage for chunk, each in by_chunk.items() for passage in (Passage.of(chunk, each),) * len(each)
        )
        texts = [" ".join(((note.title, *each.chunk.headings)[-1], each.words)) for each in sentences]
        return cls(sentences, passages, encoder.encode_passages(texts), frozenset(language.terms(note.title)))

    def features(
        self, question: str, vector: NDArray[np.float32], weight: Callable[[str], float]
    ) -> NDArray[np.float64]:
        """SENTENCE_FEATURES of each sentence, shape (sentences, len(SENTENCE_FEATURES)); `weight` is that of a term."""
        weights = {term: weight(term) for term in language.terms(question)}
        total = sum(weights.values()) or 1.0
        told = {term: weights[term] / total for term in weights if term not in self.title}
        names, kinds = set(Subject.of(question).names), asked_for(question)
        cosines = np.einsum("ij,j->i", self.vectors, vector)
        rows = [
            (
                float(cosine),
                sum(told[term] for term in told if term in sentence.terms),
                sum(told[term] for term in told if term in passage.terms),
                sum(bool(kind.search(sentence.words)) for kind in kinds),
                passage.steps,
                passage.listed,
                bool(names) and not names.isdisjoint(defined_in(sentence.text)),
            )
            for sentence, passage, cosine in zip(self.sentences, self.passages, cosines, strict=True)
        ]
        return np.array(rows, dtype=np.float64).reshape(-1, len(SENTENCE_FEATURES))


def _sentences(chunk: Chunk) -> Iterator[Sentence]:
    for text in _whole(sentences_of(chunk.text)):
        words = plain(text)
        if len(words.split()) > 1 and not HEADING.match(text.rstrip()):
            yield Sentence(chunk, text, words, frozenset(language.terms(words)))


def _whole(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences; those within one quotation together, if it ends on its line."""
    held = ""
    for sentence in sentences:
        held += sentence
        if held.count('"') % 2 == 0 or sentence.endswith("\n"):
            yield held
            held = ""
    if held:
        yield held
