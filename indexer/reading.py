"""Inside a note: its sentences, and what speaks for each as the answer to a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.asked_for import asked_for
from indexer.definitions import Subject, defined_in
from indexer.vectors import Encoder, FloatMatrix
from knowledge_base.chunk import Chunk, chunks_of, plain, sentences_of
from knowledge_base.note import HEADING, Note

SENTENCE_FEATURES = (
    "cosine",  # of the sentence under its heading, in an opening under the note's title
    "share",  # the weighted share of the question's terms that it has, those of the note's title not counted
    "passage_share",  # the same of the passage that it stands in
    "asked_for",  # how many kinds of thing that the question asks for it has: a number, a time, words to say …
    "steps",  # whether its passage tells what to do step by step
    "defines",  # whether it says the meaning of what the question asks the meaning of
)
STEP = re.compile(r"^[ \t]*\d{1,3}[.)]\s", re.MULTILINE)
STEPS = 2
"""Numbered items from which a passage tells what to do step by step."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a passage, its words without marks, and their terms."""

    chunk: Chunk
    text: str
    words: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as it is read for an answer: its sentences in order, and their vectors row by row."""

    sentences: tuple[Sentence, ...]
    vectors: FloatMatrix
    title: frozenset[str]  # its terms

    @classmethod
    def of(cls, note: Note, encoder: Encoder) -> Reading:
        """Headings are no sentences, since they answer nothing, nor is a word by itself."""
        sentences = tuple(
            Sentence(chunk, text, plain(text), frozenset(language.terms(text)))
            for chunk in chunks_of(note)
            for text in sentences_of(chunk.text)
            if len(plain(text).split()) > 1 and not HEADING.match(text.rstrip())
        )
        texts = [" ".join(((note.title, *each.chunk.headings)[-1], each.words)) for each in sentences]
        return cls(sentences, encoder.encode_passages(texts), frozenset(language.terms(note.title)))

    def features(
        self, question: str, vector: NDArray[np.float32], weight: Callable[[str], float]
    ) -> NDArray[np.float64]:
        """SENTENCE_FEATURES of each sentence, shape (sentences, len(SENTENCE_FEATURES)); `weight` is that of a term."""
        weights = {term: weight(term) for term in language.terms(question)}
        total = sum(weights.values()) or 1.0
        told = {term: weights[term] / total for term in weights if term not in self.title}
        names, kinds = set(Subject.of(question).names), asked_for(question)
        cosines = np.einsum("ij,j->i", self.vectors, vector)
        in_passage: defaultdict[Chunk, set[str]] = defaultdict(set)
        for sentence in self.sentences:
            in_passage[sentence.chunk] |= sentence.terms
        steps = {each.chunk for each in self.sentences if len(STEP.findall(each.chunk.text)) >= STEPS}
        rows = [
            (
                float(cosine),
                sum(told[term] for term in told if term in sentence.terms),
                sum(told[term] for term in told if term in in_passage[sentence.chunk]),
                sum(bool(kind.search(sentence.words)) for kind in kinds),
                sentence.chunk in steps,
                bool(names) and not names.isdisjoint(defined_in(sentence.text)),
            )
            for sentence, cosine in zip(self.sentences, cosines, strict=True)
        ]
        return np.array(rows, dtype=np.float64).reshape(-1, len(SENTENCE_FEATURES))
