"""Learns how to rank and how sure to be, from labelled questions: logistic regressions, written as JSON.

Every figure is taken by cross-validation: the folds that judge a question never trained on it. The threshold is the
lowest confidence at which at most `WRONG_AT_MOST` of all the questions asked would get a wrong or unfounded answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from indexer import language
from indexer.build import build_notes
from indexer.evaluate import SMALL_TALK, GoldenFigures, read_corpus, read_splits
from indexer.golden import GoldenQuestion, GoldenSet
from indexer.overlay import View
from indexer.ranking import (
    BARE_FEATURES,
    FEATURES,
    Evidence,
    Linear,
    Ranking,
    confidence_features,
    gather,
    probability,
)
from indexer.vectors import Encoder

FOLDS = 5
WRONG_AT_MOST = 0.05
UNFOUNDED_AT_MOST = 0.045
"""Share of the unanswerable questions that may get an answer, a little under what new ones may: 5 %."""
ASKED_AT_MOST = 0.2
"""Share of the unanswerable questions that may be asked back which note is meant,"""
NAMED_AT_MOST = 0.4
"""and to which a note may be named as the nearest."""
SEED = 1
BARE_SETS = (
    ("facqa", "valid"),
    ("law_asn", "definisi"),
    ("law_asn", "penjelasan"),
)
"""Development sets that the fusion for bare passages is learned from; the others are left to judge it."""
BARE_PER_SET = 300
GRID_SHARE = (0.0, 0.25, 0.5, 0.75, 1.0)
GRID_SUM = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
BARE = [FEATURES.index(name) for name in BARE_FEATURES]


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question with the evidence that the index gives; `right` marks the notes that answer it."""

    evidence: Evidence
    right: NDArray[np.bool_]

    @property
    def answerable(self) -> bool:
        """Whether some note answers it."""
        return bool(self.right.any())


def cases_of(golden: GoldenSet, view: View, encoder: Encoder) -> list[Case]:
    """Evidence for each question of the set, answerable ones first."""
    questions = [(question.text, question.notes) for question in golden.questions]
    questions += [(question.text, ()) for question in _searched(golden)]
    texts = [view.corrector.correct(text) for text, _ in questions]
    cases = []
    for text, (_, notes), vector in zip(texts, questions, encoder.encode_queries(texts), strict=True):
        evidence = gather(view, vector, language.terms(text))
        right = np.array([note.id in notes for note in evidence.notes], dtype=np.bool_)
        cases.append(Case(evidence, right))
    return cases


def bare_cases(dev: Path, encoder: Encoder) -> Iterator[list[Case]]:
    """Evidence for labelled questions on corpora of bare passages, by set, at most BARE_PER_SET of each."""
    for name, split in BARE_SETS:
        notes = read_corpus(dev / name)
        (labelled,) = read_splits(dev / name, split)
        with TemporaryDirectory(prefix="prima-ranking-") as place:
            view = View.of(build_notes(Path(place), notes, encoder))
            cases = []
            for query in list(labelled.queries)[:BARE_PER_SET]:
                text = view.corrector.correct(labelled.queries[query])
                evidence = gather(view, encoder.encode_queries([text])[0], language.terms(text))
                right = np.array([note.id in labelled.qrels[query] for note in evidence.notes], dtype=np.bool_)
                cases.append(Case(evidence, right))
            yield cases


def cross_validated(golden: GoldenSet, cases: Sequence[Case], learned: Ranking) -> list[GoldenFigures]:
    """Figures by style; each question is judged by a ranking and a confidence that were learned without its fold."""
    questions = [*golden.questions, *_searched(golden)]
    outcomes: dict[str, list[tuple[bool, bool, bool]]] = {}
    for fold in _folds(len(cases)):
        note, confidence = _fit([case for place, case in enumerate(cases) if place not in fold])
        for place in sorted(fold):
            case, question = cases[place], questions[place]
            shown = case.right[np.argsort(-note(case.evidence.features))[:3]]
            sure = _confidence(case, note, confidence) >= learned.answer_from
            style = question.style if question.notes else f"unanswerable {question.style}"
            outcomes.setdefault(style, []).append((bool(shown[:1].any()), bool(shown.any()), sure))
    return [
        GoldenFigures(style, len(rows), *(sum(column) / len(rows) for column in zip(*rows, strict=True)))
        for style, rows in outcomes.items()
    ]


def _searched(golden: GoldenSet) -> list[GoldenQuestion]:
    """The unanswerable questions that reach the search; small talk is told apart before."""
    return [question for question in golden.unanswerable if question.style != SMALL_TALK]


def learn(cases: Sequence[Case], bare: Sequence[Sequence[Case]]) -> Ranking:
    """The ranking learned from golden questions (`cases`) and from questions on corpora without question lines."""
    note, confidence = _fit(cases)
    return Ranking(note, _fit_passages(bare), confidence, *thresholds(cases, note, confidence))


def _fit(cases: Sequence[Case]) -> tuple[Linear, Linear]:
    """Weights for notes, and the confidence in the best one, which sees only scores of rankings that did not see it."""
    note = _fit_ranking(cases, range(len(FEATURES)))
    features, right = [], []
    for fold in _folds(len(cases)):
        inner = _fit_ranking([case for place, case in enumerate(cases) if place not in fold], range(len(FEATURES)))
        for case in (cases[place] for place in fold if len(cases[place].evidence.notes)):
            scores = inner(case.evidence.features)
            best = int(np.argmax(scores))
            features.append(confidence_features(case.evidence, scores)[best])
            right.append(bool(case.right[best]))
    model = LogisticRegression(C=10.0, max_iter=2000).fit(np.vstack(features), right)
    return note, _linear(model)


def thresholds(cases: Sequence[Case], note: Linear, confidence: Linear) -> tuple[float, float, float]:
    """The confidences from which to answer, to ask which note is meant, and to name a note at all."""
    outcome = sorted(((_confidence(case, note, confidence), case) for case in cases), key=lambda pair: -pair[0])
    foreign = [sure for sure, case in outcome if not case.answerable]
    wrong, unfounded, answer_from = 0, 0, 1.0
    for sure, case in outcome:
        wrong += not _is_right(case, note)
        unfounded += not case.answerable
        if wrong > WRONG_AT_MOST * len(cases) or unfounded > UNFOUNDED_AT_MOST * len(foreign):
            break
        answer_from = sure
    ask_from, suggest_from = (
        min(answer_from, float(np.quantile(foreign, 1 - share))) for share in (ASKED_AT_MOST, NAMED_AT_MOST)
    )
    return round(answer_from, 4), round(ask_from, 4), round(suggest_from, 4)


def _best(case: Case, note: Linear) -> int | None:
    """Place of the best note among the candidates; None when there is no candidate."""
    return int(np.argmax(note(case.evidence.features))) if len(case.evidence.notes) else None


def _is_right(case: Case, note: Linear) -> bool:
    best = _best(case, note)
    return best is not None and bool(case.right[best])


def _confidence(case: Case, note: Linear, confidence: Linear) -> float:
    """Confidence in the best note; 0 when there is none."""
    best = _best(case, note)
    if best is None:
        return 0.0
    features = confidence_features(case.evidence, note(case.evidence.features))
    return probability(float(confidence(features)[best]))


def _fit_passages(sets: Sequence[Sequence[Case]]) -> Linear:
    """The weights of a small grid with the best mean reciprocal rank, the mean over the sets; the cosine weighs 1."""

    def worth(weights: tuple[float, ...]) -> float:
        linear = Linear(weights, 0.0)
        return float(np.mean([np.mean([_reciprocal_rank(case, linear) for case in cases]) for cases in sets]))

    return Linear(max(((1.0, *rest) for rest in product(GRID_SHARE, GRID_SUM)), key=worth), 0.0)


def _reciprocal_rank(case: Case, passage: Linear) -> float:
    order = np.argsort(-passage(case.evidence.features[:, BARE]), kind="stable")[:10]
    places = np.flatnonzero(case.right[order])
    return 1 / (1 + float(places[0])) if len(places) else 0.0


def _fit_ranking(cases: Sequence[Case], columns: Iterable[int]) -> Linear:
    """Weights that put right notes above wrong ones: a logistic regression on differences within a question."""
    wanted = list(columns)
    rows: list[NDArray[np.float64]] = []
    weights: list[float] = []
    for case in cases:
        if not case.right.any() or case.right.all():
            continue
        features = case.evidence.features[:, wanted]
        best_right = features[case.right]
        wrong = features[~case.right]
        hardest = wrong[np.argsort(-wrong.sum(axis=1))[:HARDEST]]
        differences = (best_right[:, None, :] - hardest[None, :, :]).reshape(-1, len(wanted))
        rows.append(differences)
        weights += [1 / len(differences)] * len(differences)
    stacked = np.vstack(rows)
    both = np.vstack([stacked, -stacked])
    labels = np.repeat([1, 0], len(stacked))
    model = LogisticRegression(C=30.0, fit_intercept=False, max_iter=1000)
    return _linear(model.fit(both, labels, sample_weight=np.tile(weights, 2)))


HARDEST = 10
"""Wrong notes per question that a right one is compared with."""


def _linear(model: LogisticRegression) -> Linear:
    weights = tuple(round(float(weight), 4) for weight in model.coef_[0])
    return Linear(weights, round(float(np.ravel(model.intercept_)[0]), 4))


def _folds(count: int) -> Iterator[set[int]]:
    order = np.random.default_rng(SEED).permutation(count)
    for fold in np.array_split(order, FOLDS):
        yield set(fold.tolist())
