"""Question -> the notes that may answer it, best first, each with its passages and a confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer import language
from indexer.ranking import Ranking, confidence_features, gather, passage_features, probability
from indexer.snapshot import LiveIndex, Snapshot
from indexer.vectors import Encoder
from knowledge_base.chunk import Chunk, plain
from knowledge_base.note import Note


KNOWN_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its cosine, its BM25 score as a share of the possible, and the log-odds made of both."""

    chunk: Chunk
    dense: float
    lexical: float
    fused: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that may answer: `score` in log-odds, `confidence` between 0 and 1, its passages best first."""

    note: Note
    score: float
    confidence: float
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `answered` tells whether the first hit may be given as the answer."""

    hits: tuple[Hit, ...]
    build: str
    answer_from: float
    suggest_from: float

    @property
    def confidence(self) -> float:
        """Confidence that the first note answers; 0 when there is none."""
        return self.hits[0].confidence if self.hits else 0.0

    @property
    def answered(self) -> bool:
        """Whether the first note is sure enough to be the answer."""
        return self.confidence >= self.answer_from

    @property
    def near(self) -> tuple[Hit, ...]:
        """The notes that are near enough to be offered."""
        return tuple(hit for hit in self.hits if hit.confidence >= self.suggest_from)


class Searcher:
    """Searches the live index. Safe to share between threads."""

    def __init__(self, encoder: Encoder, live: LiveIndex, ranking: Ranking) -> None:
        self._encoder = encoder
        self._live = live
        self._ranking = ranking

    def snapshot(self) -> Snapshot:
        """The live snapshot; raises UnusableIndexError."""
        return self._live.snapshot()

    def rate(self, question: str, texts: Sequence[str], known: str = "") -> list[float]:
        """How well each short text answers a question: its cosine plus the share of the question's terms that it holds.

        Terms that stand in `known`, such as a note's title, tell its texts apart less and count for little.
        """
        weight = self.snapshot().lexical_notes.weight
        said = set(language.terms(known))
        wanted = {term: weight(term) * (KNOWN_WEIGHT if term in said else 1.0) for term in language.terms(question)}
        total = sum(weight(term) for term in wanted) or 1.0
        vector = self._encoder.encode_queries([question])[0]
        cosines = np.einsum("ij,j->i", self._encoder.encode_passages([plain(text) for text in texts]), vector)
        return [
            float(cosine) + sum(wanted.get(term, 0.0) for term in set(language.terms(text))) / total
            for cosine, text in zip(cosines, texts, strict=True)
        ]

    def search(self, question: str, k: int) -> Found:
        """The best k notes for a question; raises UnusableIndexError."""
        snapshot = self.snapshot()
        vector = self._encoder.encode_queries([question])[0]
        evidence = gather(snapshot, vector, language.terms(question))
        scores = self._ranking.note(evidence.features)
        fused = self._ranking.passage(passage_features(evidence))
        owners = snapshot.entries.note_of[evidence.passages]
        hits = []
        for row in np.lexsort((evidence.notes, -scores))[:k].tolist():
            number, score = int(evidence.notes[row]), float(scores[row])
            own = np.flatnonzero(owners == number)
            passages = tuple(
                FoundPassage(
                    snapshot.entries.passages[int(evidence.passages[place])],
                    float(evidence.dense[place]),
                    float(evidence.lexical[place]),
                    float(fused[place]),
                )
                for place in own[np.argsort(-fused[own], kind="stable")].tolist()
            )
            confidence = probability(float(self._ranking.confidence(confidence_features(evidence, score))[0]))
            hits.append(Hit(snapshot.notes[number], score, confidence, passages))
        return Found(tuple(hits), snapshot.manifest.build, self._ranking.answer_from, self._ranking.suggest_from)
