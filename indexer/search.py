"""Question -> the notes that may answer it, best first, each with a confidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.citation import cited_first, cited_only, spelled_out
from indexer.contradictions import Disagreement, disagreements
from indexer.evidence import FEATURES, Evidence, gather, passage_features
from indexer.excerpt import RatedSentence
from indexer.overlay import LiveView, View
from indexer.ranking import Ranking, probability
from indexer.reading import Reading
from indexer.twins import TWIN_FROM, Comparing, Twin, likeness
from indexer.vectors import Encoder
from knowledge_base.chunk import Chunk, plain
from knowledge_base.note import Note

UNSPOKEN = 0.01
"""How far below an answer a note stays that is not about the word whose meaning is asked."""
NEAR, OPENING, QUESTIONS_TRIED = 6, 300, 3
"""Of what is looked for twins: notes a search, characters of the opening, question lines."""
READINGS_KEPT = 2_000
"""Notes whose sentences are kept in memory, some 50 kB each."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that may answer: `score` in log-odds, `confidence` between 0 and 1, the cosine of its best passage."""

    note: Note
    score: float
    confidence: float
    cosine: float = 0.0


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of a hit with its cosine, its BM25 score as a share of the possible, and the log-odds made of both."""

    hit: Hit
    chunk: Chunk
    dense: float
    lexical: float
    fused: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `answered` tells whether the first hit may be given as the answer."""

    hits: tuple[Hit, ...]
    build: str
    ranking: Ranking
    unknown_share: float  # of the question, by weight of its terms, that stands in no note
    outside_lead: float = 0.0  # how much nearer, as cosine, a question that no note answers is than any note's question
    needed: float | None = None  # confidence that is enough where the subject is known from before

    @property
    def confidence(self) -> float:
        """Confidence that the first note answers; 0 when there is none."""
        return self.hits[0].confidence if self.hits else 0.0

    @property
    def answered(self) -> bool:
        """Whether the first note is sure enough to be the answer."""
        return bool(self.hits) and self.confidence >= (self.ranking.answer_from if self.needed is None else self.needed)

    @property
    def near(self) -> tuple[Hit, ...]:
        """The notes that are near enough to be named; none for words of which no note knows one."""
        if self.unknown_share >= 1:
            return ()
        return tuple(hit for hit in self.hits if hit.confidence >= self.ranking.suggest_from)

    @property
    def unsure(self) -> bool:
        """Whether it is likely that one of the first notes is meant, but not which."""
        return not self.answered and self.confidence >= self.ranking.ask_from


class Searcher:
    """Searches the live index. Safe to share between threads."""

    def __init__(self, encoder: Encoder, live: LiveView, ranking: Ranking) -> None:
        self._encoder = encoder
        self._live = live
        self._ranking = ranking
        self._compared = Comparing(encoder)
        self._readings: dict[Note, Reading] = {}

    def view(self) -> View:
        """What is searched now; raises UnusableIndexError."""
        return self._live.view()

    def refreshed(self) -> View:
        """What is searched, with every change that was written before this call; raises UnusableIndexError."""
        return self._live.refreshed()

    def twins(self, note: Note) -> tuple[Twin, ...]:
        """Other notes that say nearly the same as one that is about to be published, the most alike first."""
        view = self.view()
        near = self._near(view, note)
        own, *others = self._compared.of([note, *near])
        rated = [Twin(other, likeness(own, each, view.weight)) for other, each in zip(near, others, strict=True)]
        return tuple(sorted((twin for twin in rated if twin.likeness >= TWIN_FROM), key=lambda twin: -twin.likeness))

    def disagreements(self, note: Note) -> tuple[Disagreement, ...]:
        """Sentences of other notes that give another number for what a note says."""
        view = self.view()
        return tuple(found for other in self._near(view, note) for found in disagreements(note, other, view.weight))

    def _near(self, view: View, note: Note) -> list[Note]:
        """The notes that could say the same: those found by its title, its opening and its first questions."""
        texts = (note.title, f"{note.title} {plain(note.body)[:OPENING]}", *note.questions[:QUESTIONS_TRIED])
        found: dict[str, Note] = {}
        for text in dict.fromkeys(texts):
            evidence = self._look_up(view, text)
            ranked = (evidence.notes[row] for row in _ranked(evidence, self._scores(text, evidence), NEAR))
            found |= {other.id: other for other in ranked}
        return [other for other in found.values() if other.id != note.id]

    def rate_sentences(self, question: str, note: Note) -> list[RatedSentence]:
        """Every sentence of a note, in order, with the chance that it is what answers the question."""
        view = self.view()
        question = view.corrector.correct(question)
        reading = self._read(note)
        features = reading.features(question, self._encoder.encode_queries([question])[0], view.weight)
        chances = self._ranking.chances(features)
        return [
            RatedSentence(sentence.chunk, sentence.text, chance)
            for sentence, chance in zip(reading.sentences, chances.tolist(), strict=True)
        ]

    def _read(self, note: Note) -> Reading:
        """A note as it is read; kept, since the same notes answer again and again."""
        reading = self._readings.get(note)
        if reading is None:
            reading = Reading.of(note, self._encoder)
            if len(self._readings) >= READINGS_KEPT:
                self._readings.clear()
            self._readings[note] = reading
        return reading

    def search(self, question: str, k: int) -> Found:
        """The best k notes for a question; raises UnusableIndexError."""
        view = self.view()
        evidence = self._look_up(view, question)
        hits = self._hits(view, question, evidence, k)
        return Found(
            tuple(hits.values()), view.manifest.build, self._ranking, evidence.unknown_share, evidence.outside_lead
        )

    def search_passages(self, question: str, k: int) -> list[FoundPassage]:
        """Every passage of the best k notes, each note's best first; raises UnusableIndexError."""
        view = self.view()
        evidence = self._look_up(view, question, for_passages=True)
        fused = self._ranking.passage(passage_features(evidence))
        return [
            FoundPassage(
                hit,
                evidence.passages[place],
                float(evidence.dense[place]),
                float(evidence.lexical[place]),
                float(fused[place]),
            )
            for row, hit in self._hits(view, question, evidence, k).items()
            for place in sorted(np.flatnonzero(evidence.owner == row).tolist(), key=lambda place: -fused[place])
        ]

    def _look_up(self, view: View, question: str, *, for_passages: bool = False) -> Evidence:
        text = view.corrector.correct(spelled_out(question))
        typed = question if for_passages else None
        return gather(view, self._encoder.encode_queries([text])[0], text, typed=typed)

    def _hits(self, view: View, question: str, evidence: Evidence, k: int) -> dict[int, Hit]:
        """The best k notes by their row in the evidence, best first."""
        scores = self._scores(question, evidence)
        sure = cited_only(question, evidence.notes, self._ranking.sure(evidence, scores))
        cosines = evidence.features[:, FEATURES.index("dense_passage")]
        confidence = partial(self._confidence, view, evidence, clear=language.has_content(question))
        return {
            row: Hit(evidence.notes[row], float(scores[row]), confidence(row, float(sure[row])), float(cosines[row]))
            for row in _ranked(evidence, scores, k)
        }

    def _confidence(self, view: View, evidence: Evidence, row: int, sure: float, *, clear: bool) -> float:
        """How likely a note answers.

        No note surely does unless the question is `clear`, which one of function words alone is not; and one that
        neither defines a word nor is about it does not say what it means.
        """
        confidence, note = probability(sure), evidence.notes[row]
        asks_meaning = evidence.subject.alone and not evidence.defining[row]
        if confidence < self._ranking.answer_from or (clear and not asks_meaning):
            return confidence
        if clear and evidence.subject.is_of(note, view.weight):
            return confidence
        return max(self._ranking.answer_from - UNSPOKEN, 0.0)

    def _scores(self, question: str, evidence: Evidence) -> NDArray[np.float64]:
        return cited_first(question, evidence.notes, self._ranking.scores(evidence))


def _ranked(evidence: Evidence, scores: NDArray[np.float64], k: int) -> list[int]:
    """The rows of the best k notes, best first, equal scores by id."""
    ids = np.array([note.id for note in evidence.notes], dtype=np.str_)
    return list(np.lexsort((ids, -scores))[:k].tolist())
