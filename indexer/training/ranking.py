"""Learns how to rank and how sure to be, from labelled questions: logistic regressions, written as JSON.

Every figure is taken by cross-validation: the folds that judge a question never trained on it. The threshold is the
lowest confidence at which at most `WRONG_AT_MOST` of all the questions asked would get a wrong or unfounded answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from indexer import language
from indexer.build import build_notes
from indexer.evaluate import GoldenFigures, read_corpus, read_splits
from indexer.golden import GoldenSet
from indexer.ranking import BARE_FEATURES, FEATURES, Evidence, Linear, Ranking, confidence_features, gather, probability
from indexer.snapshot import Snapshot
from indexer.vectors import Encoder

FOLDS = 5
WRONG_AT_MOST = 0.05
MEANT_SHARE = 0.6
"""Prima asks which note is meant where one of the first three is right at least this often."""
NEAR_SHARE = 0.25
"""Notes are named from the confidence that this share of the unanswerable questions reaches."""
SEED = 1
BARE_SETS = (
    ("facqa", "valid"),
    ("law_asn", "definisi"),
    ("law_asn", "penjelasan"),
)
"""Development sets that the fusion for bare passages is learned from; the others are left to judge it."""
BARE_PER_SET = 300
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


def cases_of(golden: GoldenSet, snapshot: Snapshot, encoder: Encoder) -> list[Case]:
    """Evidence for each question of the set, answerable ones first."""
    questions = [(question.text, question.notes) for question in golden.questions]
    questions += [(question.text, ()) for question in golden.unanswerable]
    texts = [snapshot.corrector.correct(text) for text, _ in questions]
    cases = []
    for text, (_, notes), vector in zip(texts, questions, encoder.encode_queries(texts), strict=True):
        evidence = gather(snapshot, vector, language.terms(text))
        right = np.isin(evidence.notes, [snapshot.number_of[note] for note in notes if note in snapshot.number_of])
        cases.append(Case(evidence, right))
    return cases


def bare_cases(dev: Path, encoder: Encoder) -> list[Case]:
    """Evidence for labelled questions on corpora of bare passages, at most BARE_PER_SET of each development set."""
    cases = []
    for name, split in BARE_SETS:
        notes = read_corpus(dev / name)
        (labelled,) = read_splits(dev / name, split)
        with TemporaryDirectory(prefix="prima-ranking-") as place:
            snapshot = build_notes(Path(place), notes, encoder)
            for query in list(labelled.queries)[:BARE_PER_SET]:
                text = snapshot.corrector.correct(labelled.queries[query])
                evidence = gather(snapshot, encoder.encode_queries([text])[0], language.terms(text))
                wanted = [snapshot.number_of[identity] for identity in labelled.qrels[query]]
                cases.append(Case(evidence, np.isin(evidence.notes, wanted)))
    return cases


def cross_validated(golden: GoldenSet, cases: Sequence[Case], learned: Ranking) -> list[GoldenFigures]:
    """Figures by style; each question is judged by a ranking and a confidence that were learned without its fold."""
    questions = [*golden.questions, *golden.unanswerable]
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


def learn(cases: Sequence[Case], bare: Sequence[Case]) -> Ranking:
    """The ranking learned from golden questions (`cases`) and from questions on corpora without question lines."""
    note, confidence = _fit(cases)
    return Ranking(note, _fit_ranking(bare, BARE), confidence, *thresholds(cases, note, confidence))


def _fit(cases: Sequence[Case]) -> tuple[Linear, Linear]:
    """Weights for notes, and the confidence in the best one, which sees only scores of rankings that did not see it."""
    note = _fit_ranking(cases, range(len(FEATURES)))
    features, right = [], []
    for fold in _folds(len(cases)):
        inner = _fit_ranking([case for place, case in enumerate(cases) if place not in fold], range(len(FEATURES)))
        for place in fold:
            score, best_is_right = _best(cases[place], inner)
            features.append(confidence_features(cases[place].evidence, score))
            right.append(best_is_right)
    return note, _linear(LogisticRegression(C=10.0).fit(np.vstack(features), right))


def thresholds(cases: Sequence[Case], note: Linear, confidence: Linear) -> tuple[float, float, float]:
    """The confidences from which to answer, to ask which note is meant, and to name a note at all."""
    outcome = sorted(((_confidence(case, note, confidence), case) for case in cases), key=lambda pair: -pair[0])
    wrong, answer_from = 0, 1.0
    below = outcome
    for place, (sure, case) in enumerate(outcome):
        wrong += not _best(case, note)[1]
        if wrong > WRONG_AT_MOST * len(cases):
            break
        answer_from, below = sure, outcome[place + 1 :]
    ask_from, among_three = answer_from, 0
    for count, (sure, case) in enumerate(below, 1):
        among_three += bool(case.right[np.argsort(-note(case.evidence.features))[:3]].any())
        if among_three >= MEANT_SHARE * count:
            ask_from = sure
    foreign = [_confidence(case, note, confidence) for case in cases if not case.answerable]
    suggest_from = min(float(np.quantile(foreign, 1 - NEAR_SHARE)), ask_from)
    return round(answer_from, 4), round(ask_from, 4), round(suggest_from, 4)


def _best(case: Case, note: Linear) -> tuple[float, bool]:
    """Score of the best note, and whether it answers."""
    if not len(case.evidence.notes):
        return -10.0, False
    scores = note(case.evidence.features)
    best = int(np.argmax(scores))
    return float(scores[best]), bool(case.right[best])


def _confidence(case: Case, note: Linear, confidence: Linear) -> float:
    return probability(float(confidence(confidence_features(case.evidence, _best(case, note)[0]))[0]))


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
