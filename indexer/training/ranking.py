"""Learns how to rank and how sure to be, from labelled questions: logistic regressions, written as JSON.

Every figure is taken by cross-validation: the folds that judge a golden question never trained on it. The threshold is
the lowest confidence at which at most `WRONG_AT_MOST` of all the questions asked would get a wrong or unfounded answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from indexer.evidence import FEATURES, passage_features
from indexer.ranking import (
    CONFIDENCE_FEATURES,
    FOLLOWED_FEATURES,
    FOLLOWING_FEATURES,
    GOES_ON_FEATURES,
    SPARSE,
    Linear,
    Ranking,
    confidence_features,
    note_scores,
    probability,
)
from indexer.reading import SENTENCE_FEATURES
from indexer.training.judging import Case

FOLDS = 5
WRONG_AT_MOST = 0.045
"""Share of all questions that may get a wrong or unfounded answer, a little under what new ones may: 5 %."""
UNFOUNDED_AT_MOST = 0.045
"""The same of the unanswerable ones."""
UNFOUNDED_OF_SPARSE = 0.07
"""The same of notes with few question lines: most such questions are those whose answer was taken out, and what is
then nearest is often a fair answer."""
ASKED_AT_MOST = 0.15
"""Share of the unanswerable questions that may be asked back which note is meant,"""
NAMED_AT_MOST = 0.4
"""and to which a note may be named as the nearest, if it is"""
NAMED_FROM = 0.05
"""at least so likely to answer."""
OUTSIDE_WEIGHT = 0.04
"""What an outside question counts beside a golden one, in learning how sure to be."""
UNUSED = ("lexical_passage", "lexical_sum", "defined")
"""What notes with many question lines are not judged by: with the words of their passages the right note comes first
less often (0.890 of the golden questions, not 0.900) and fewer are answered (0.870, not 0.884)."""
RESTRAINT = 1e-4
"""What the square of a weight costs in learning an order, the features having equal spread."""
SEED = 1
RANKS = 10
START = (1.0, 4.0, 0.5, 0.5)
"""Weights of the cosine, in chat too, BM25 and terms, with which those of definitions and phrases are looked for."""
GRID_CHAT = (0.0, 1.0, 2.0, 4.0, 6.0, 8.0)
GRID_SUM = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
GRID_TERMS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
GRID_DEFINED = (0.0, 0.25, 0.5, 1.0)
GRID_MENTIONED = (0.0, 0.2, 0.4, 0.8, 1.6)
GRID_RUN = (0.0, 0.2, 0.3, 0.4, 0.6)
AS_GOOD = 0.005
"""Mean reciprocal rank that is given up for more BM25, and then for less of it where chat is typed.

Both hold in texts whose like was not learned: of what the weights are learned from, most are laws.
"""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learned from: golden cases, cases judged beside them for the ranking, outside ones for the confidence.

    `sparse` ones, on notes with few question lines, are for the confidence in such notes.
    """

    golden: Sequence[Case]
    judged: Sequence[Case] = ()
    outside: Sequence[Case] = ()
    sparse: Sequence[Case] = ()

    def without(self, fold: set[int], columns: Sequence[str] = ()) -> tuple[Linear, Linear]:
        """Ranking and confidence learned without some of the golden cases; `columns` are left out too."""
        rest = [case for place, case in enumerate(self.golden) if place not in fold]
        return _fit(replace(self, golden=rest), columns)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would have happened to a golden question: how sure, and whether the right note came first, or in three."""

    style: str
    sure: float
    first: bool
    in_three: bool

    @property
    def answerable(self) -> bool:
        """Whether some note answers it."""
        return not self.style.startswith("unanswerable")


def cross_validated(lessons: Lessons, columns: Sequence[str] = ()) -> list[Verdict]:
    """A verdict on each golden question, by what was learned without its fold; `columns` are features left out."""
    verdicts: dict[int, Verdict] = {}
    for fold in folds(len(lessons.golden)):
        note, confidence = lessons.without(fold, columns)
        for place in fold:
            case = lessons.golden[place]
            shown = case.right[np.argsort(-note_scores(note, case.evidence), kind="stable")[:3]]
            sure = _confidence(case, note, confidence)
            verdicts[place] = Verdict(case.style, sure, bool(shown[:1].any()), bool(shown.any()))
    return [verdicts[place] for place in range(len(verdicts))]


def learn(lessons: Lessons, bare: Sequence[Sequence[Case]]) -> tuple[Ranking, list[Verdict]]:
    """The ranking, learned from all golden questions and corpora without question lines, and the verdicts on it.

    It knows nothing yet of follow-ups, which are learned with it by `learn_follow_ups`, nor of sentences.
    """
    verdicts = cross_validated(lessons)
    note, confidence = _fit(lessons)
    sparse = _fit_sparse(lessons.sparse, note)
    goes_on, following, followed, sentence = (
        Linear((0.0,) * len(features), 0.0)
        for features in (GOES_ON_FEATURES, FOLLOWING_FEATURES, FOLLOWED_FEATURES, SENTENCE_FEATURES)
    )
    passage = _fit_passages(bare)
    answer_from, *others = thresholds(verdicts)
    sparse_from = max(answer_from, _safe_from(sparse_verdicts(lessons, note), UNFOUNDED_OF_SPARSE))
    parts = (note, passage, confidence, sparse, goes_on, following, followed, sentence)
    return Ranking(*parts, answer_from, sparse_from, *others), verdicts


def sparse_verdicts(lessons: Lessons, note: Linear) -> list[Verdict]:
    """Verdicts on the sparse cases, as asked and with their answer taken out, by confidences that did not see them."""
    verdicts = []
    for fold in folds(len(lessons.sparse)):
        rest = [case for place, case in enumerate(lessons.sparse) if place not in fold]
        sparse = _fit_sparse(rest, note)
        for case in (lessons.sparse[place] for place in sorted(fold)):
            asked = [(case, case.style if case.answerable else f"unanswerable {case.style}")]
            if case.answerable:
                asked.append((case.without_answer(), "unanswerable, answer taken out"))
            for each, style in asked:
                rows, right = _sparse_rows([each], note)
                sure = [probability(value) for value in sparse(rows).tolist()]
                verdicts += [Verdict(style, *held, held[1]) for held in zip(sure, right, strict=True)]
    return verdicts


def _fit_sparse(cases: Sequence[Case], note: Linear) -> Linear:
    """The confidence over SPARSE_FEATURES, also learned from questions whose answer is taken out."""
    taken_out = [case.without_answer() for case in cases if case.answerable]
    rows, right = _sparse_rows([*cases, *taken_out], note)
    return fit_logistic(rows, right, [1.0] * len(rows))


def _sparse_rows(cases: Iterable[Case], note: Linear) -> tuple[NDArray[np.float64], list[bool]]:
    """SPARSE_FEATURES of the best note of each case that has one, with whether it is right."""
    rows: list[NDArray[np.float64]] = []
    right: list[bool] = []
    for case in cases:
        _add(case, note, rows, right)
    return np.array(rows).reshape(-1, len(CONFIDENCE_FEATURES))[:, SPARSE], right


def thresholds(verdicts: Sequence[Verdict]) -> tuple[float, float, float]:
    """The confidences from which to answer, to ask which note is meant, and to name a note at all."""
    foreign = [verdict.sure for verdict in verdicts if not verdict.answerable]
    answer_from = _safe_from(verdicts, UNFOUNDED_AT_MOST)
    ask_from, suggest_from = (
        min(answer_from, float(np.quantile(foreign, 1 - share))) for share in (ASKED_AT_MOST, NAMED_AT_MOST)
    )
    return answer_from, round(ask_from, 4), round(min(max(suggest_from, NAMED_FROM), ask_from), 4)


def _safe_from(verdicts: Sequence[Verdict], unfounded_at_most: float) -> float:
    """The lowest confidence from which no more is answered wrongly, and of what has no answer, than may be."""
    foreign = sum(not verdict.answerable for verdict in verdicts)
    wrong, unfounded, safe = 0, 0, 1.0
    for verdict in sorted(verdicts, key=lambda verdict: -verdict.sure):
        wrong += not verdict.first
        unfounded += not verdict.answerable
        if wrong > WRONG_AT_MOST * len(verdicts) or unfounded > unfounded_at_most * foreign:
            break
        safe = verdict.sure
    return round(safe, 4)


def _fit(lessons: Lessons, without: Sequence[str] = ()) -> tuple[Linear, Linear]:
    """Weights for notes, and the confidence in the best one, which sees only scores of rankings that did not see it."""
    without = [*without, *UNUSED]
    note = _fit_ranking([*lessons.golden, *lessons.judged], without)
    rows: list[NDArray[np.float64]] = []
    right: list[bool] = []
    for fold in folds(len(lessons.golden)):
        rest = [case for place, case in enumerate(lessons.golden) if place not in fold]
        inner = _fit_ranking([*rest, *lessons.judged], without)
        for case in (lessons.golden[place] for place in sorted(fold)):
            _add(case, inner, rows, right)
    weights = [1.0] * len(rows)
    for case in lessons.outside:
        _add(case, note, rows, right)
    weights += [OUTSIDE_WEIGHT] * (len(rows) - len(weights))
    return note, _fit_confidence(np.vstack(rows), right, weights, without)


def _add(case: Case, note: Linear, rows: list[NDArray[np.float64]], right: list[bool]) -> None:
    best = _best(case, note)
    if best is not None:
        rows.append(confidence_features(case.evidence, note_scores(note, case.evidence))[best])
        right.append(bool(case.right[best]))


def _fit_confidence(
    rows: NDArray[np.float64], right: Sequence[bool], weights: Sequence[float], without: Sequence[str]
) -> Linear:
    """The confidence over CONFIDENCE_FEATURES but those `without` which it must do."""
    kept = np.array([name not in without for name in CONFIDENCE_FEATURES])
    found = fit_logistic(rows[:, kept], right, weights)
    slopes = np.zeros(len(kept))
    slopes[kept] = found.weights
    return Linear(tuple(slopes.tolist()), found.intercept)


def fit_logistic(rows: NDArray[np.float64], right: Sequence[bool], weights: Sequence[float]) -> Linear:
    """A logistic regression on features of equal spread, its weights given for the features as they are."""
    spread = rows.std(axis=0) + 1e-9
    middle = rows.mean(axis=0)
    model = LogisticRegression(C=10.0, max_iter=5000)
    model.fit((rows - middle) / spread, right, sample_weight=np.array(weights))
    slopes = model.coef_[0] / spread
    intercept = float(np.ravel(model.intercept_)[0]) - float(slopes @ middle)
    return Linear(tuple(round(float(slope), 4) for slope in slopes), round(intercept, 4))


def _best(case: Case, note: Linear) -> int | None:
    """Place of the best note among the candidates; None when there is no candidate."""
    return int(np.argmax(note_scores(note, case.evidence))) if len(case.evidence.notes) else None


def _confidence(case: Case, note: Linear, confidence: Linear) -> float:
    """Confidence in the best note; 0 when there is none."""
    best = _best(case, note)
    if best is None:
        return 0.0
    features = confidence_features(case.evidence, note_scores(note, case.evidence))
    return probability(float(confidence(features)[best]))


def _fit_passages(sets: Sequence[Sequence[Case]]) -> Linear:
    """The weights of a small grid with the best mean reciprocal rank, the mean over the sets; the cosine weighs 1.

    Of weights that are about as good, those with the most BM25, and of these those that trust it least in chat.
    """
    flat = [_Flat.of(cases) for cases in sets]

    def worth(weights: tuple[float, ...]) -> float:
        return float(np.mean([cases.reciprocal_rank(np.array(weights)) for cases in flat]))

    # First what is seldom there, a definition or a phrase that is quoted: it hangs on the other weights the least.
    defined, mentioned = max(product(GRID_DEFINED, GRID_MENTIONED), key=lambda rest: worth((*START, *rest, 0.0)))
    tried = product(GRID_CHAT, GRID_SUM, GRID_TERMS, GRID_RUN)
    rated = {each: worth((1.0, *each[:3], defined, mentioned, each[3])) for each in tried}
    best = max(rated.values())
    as_good = [each for each in rated if rated[each] >= best - AS_GOOD]
    chat, lexical_sum, terms, run = max(as_good, key=lambda each: (each[1], each[0], rated[each]))
    return Linear((1.0, chat, lexical_sum, terms, defined, mentioned, run), 0.0)


@dataclass(frozen=True, slots=True)
class _Flat:
    """The passages of many cases below each other, for trying many weights."""

    rows: NDArray[np.float64]  # PASSAGE_FEATURES
    note: NDArray[np.int64]  # of each passage
    right: NDArray[np.bool_]  # of each note
    case: NDArray[np.int64]  # of each note
    cases: int

    @classmethod
    def of(cls, cases: Sequence[Case]) -> _Flat:
        counts = [len(case.evidence.notes) for case in cases]
        starts = np.cumsum([0, *counts[:-1]])
        return cls(
            np.vstack([passage_features(case.evidence) for case in cases]),
            np.concatenate([case.evidence.owner + start for case, start in zip(cases, starts.tolist(), strict=True)]),
            np.concatenate([case.right for case in cases]),
            np.repeat(np.arange(len(cases)), counts),
            len(cases),
        )

    def reciprocal_rank(self, weights: NDArray[np.float64]) -> float:
        """The mean over the cases of 1 / the rank of the first right note, 0 beyond the tenth."""
        scores = np.full(len(self.right), -np.inf)
        np.maximum.at(scores, self.note, self.rows @ weights)
        best_right = np.full(self.cases, -np.inf)
        np.maximum.at(best_right, self.case[self.right], scores[self.right])
        ahead = np.bincount(self.case, scores > best_right[self.case], self.cases)
        return float(np.where((ahead < RANKS) & np.isfinite(best_right), 1 / (1 + ahead), 0.0).mean())


def _fit_ranking(cases: Iterable[Case], without: Sequence[str]) -> Linear:
    """Weights over FEATURES but those `without` which it must do."""
    kept = np.array([name not in without for name in FEATURES])
    found = fit_order((case.evidence.features[:, kept], case.right) for case in cases)
    slopes = np.zeros(len(kept))
    slopes[kept] = found.weights
    return Linear(tuple(slopes.tolist()), 0.0)


def fit_order(cases: Iterable[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> Linear:
    """Weights that put right rows above wrong ones: a conditional logit over the rows of each case.

    The softmax of a case's scores is the chance of each row, and that of its right rows together is made likely
    (McFadden 1974; ListNet's top-one loss, Cao et al. 2007, where one row is right).
    """
    kept = [(features, right) for features, right in cases if right.any() and not right.all()]
    rows, right = np.vstack([features for features, _ in kept]), np.concatenate([marks for _, marks in kept])
    starts = np.cumsum([0, *(len(features) for features, _ in kept[:-1])])
    case = np.repeat(np.arange(len(kept)), [len(features) for features, _ in kept])
    spread = rows.std(axis=0) + 1e-9
    rows = (rows - rows.mean(axis=0)) / spread
    found = minimize(_unlikely, np.zeros(rows.shape[1]), (rows, right, starts, case), method="L-BFGS-B", jac=True)
    return Linear(tuple(round(float(slope), 4) for slope in found.x / spread), 0.0)


def _unlikely(
    weights: NDArray[np.float64],
    rows: NDArray[np.float64],
    right: NDArray[np.bool_],
    starts: NDArray[np.int64],
    case: NDArray[np.int64],
) -> tuple[float, NDArray[np.float64]]:
    """Minus the mean log-likelihood of the right rows, a little more for large weights, and its gradient."""
    scores = rows @ weights
    chances = np.exp(scores - np.maximum.reduceat(scores, starts)[case])
    chances /= np.add.reduceat(chances, starts)[case]
    among_right = np.where(right, chances, 0.0)
    likely = np.add.reduceat(among_right, starts)
    among_right /= likely[case]
    slopes = rows.T @ (chances - among_right) / len(starts) + 2 * RESTRAINT * weights
    return float(RESTRAINT * weights @ weights - np.log(likely).mean()), slopes


def folds(count: int) -> Iterator[set[int]]:
    """The places of each of FOLDS parts of so many cases."""
    order = np.random.default_rng(SEED).permutation(count)
    for fold in np.array_split(order, FOLDS):
        yield set(fold.tolist())
