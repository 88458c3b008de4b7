"""Two result lists -> one ranking and one calibrated confidence.

Evidence about a note is a handful of numbers between 0 and 1, all on an absolute scale, so that a good match means the
same for every question. A linear model turns them into one score, and a second one turns the best note's score, with
how much of the question is known at all, into the probability that the note answers. Both are learned from labelled
questions (`python -m indexer.training ranking`) and stand beside the embedding model as JSON.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.evidence import FEATURES, PASSAGE_FEATURES, Evidence, passage_features
from indexer.reading import SENTENCE_FEATURES
from knowledge_base.errors import ModelError

RANKING = "ranking.json"
BUNDLED = Path(__file__).parent / "model"
FEW_AHEAD = 2.0
"""What such a note has ahead of the others: two question lines seldom match as well as one of seventy does.

`python -m benchmarks.few_questions` says what it is worth, and what more of it would cost the others.
"""
DEFINED_AHEAD = 2.0
"""By how much such a note stands above others where it says the meaning of what is asked."""
MARGIN_COUNTED = 4.0
TOPIC_MARGIN_COUNTED = 6.0

CONFIDENCE_FEATURES = (
    "margin",  # how far the note's score stands above the next one's, up to MARGIN_COUNTED
    "topic_margin",  # how far it stands above the best note on another topic, up to TOPIC_MARGIN_COUNTED
    "information",  # what the question's known terms tell: the logarithm of 1 and the sum of their weights
    "unknown_share",  # the share of the terms' weight that no note knows, beyond what it does to the features
    "outside_nearest",  # cosine of the nearest question that no note answers
    "outside_near",  # the mean of the nearest few
    *FEATURES,
)
SPARSE_FEATURES = tuple(name for name in CONFIDENCE_FEATURES if not name.startswith("outside"))
GOES_ON_FEATURES = (
    "points_back",  # whether its words say that the message goes on from what was answered
    "full",  # whether it has content words enough to be a question of its own
    "own_confidence",  # log-odds that the note found for it alone answers
    "own_lead",  # how far the best note for it alone stands above the best one tied to the note spoken of
    "together_lead",  # the same for the message together with the question before it
    "unknown_share",
    "outside_lead",  # how much nearer the nearest question that no note answers is than any note's
    "words",  # how many it has
    "margin",  # how far the best note for it alone stands above the next one
)
FOLLOWING_FEATURES = (
    "own",  # the note's score for the message alone
    "together",  # and together with the question before it
    "own_cosine",  # the cosine of its best passage with the message alone
    "together_cosine",  # and with both
    "same_note",  # whether it is the note spoken of
    "same_topic",  # or another one on its topic
    "related",  # or another one that is related to it
)
FOLLOWED_FEATURES = (
    "own",  # log-odds that the note answers the message alone
    "together",  # and together with the question before it
    "margin",  # how far the note's score stands above the next one's
    "tied",  # whether it is the note spoken of or on its topic, and whether it is related to it
    "same_note",
    "unknown_share",
    "outside_lead",
)
PARTS = (
    ("note", FEATURES),
    ("passage", PASSAGE_FEATURES),
    ("confidence", CONFIDENCE_FEATURES),
    ("sparse", SPARSE_FEATURES),
    ("goes_on", GOES_ON_FEATURES),
    ("following", FOLLOWING_FEATURES),
    ("followed", FOLLOWED_FEATURES),
    ("sentence", SENTENCE_FEATURES),
)
LIMITS = ("answer_from", "sparse_from", "ask_from", "suggest_from")
SPARSE = [CONFIDENCE_FEATURES.index(name) for name in SPARSE_FEATURES]


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: weights and intercept. Its value is a log-odds."""

    weights: tuple[float, ...]
    intercept: float

    def __call__(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values for features of shape (n, len(weights)), shape (n,)."""
        values: NDArray[np.float64] = features @ np.array(self.weights) + self.intercept
        return values


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was learned: how to score notes and bare passages, how sure to be, and from where on to answer."""

    note: Linear  # over FEATURES
    passage: Linear  # over PASSAGE_FEATURES: passages of one note, and corpora without question lines
    confidence: Linear  # over CONFIDENCE_FEATURES
    sparse: Linear  # over SPARSE_FEATURES: for notes with few question lines, which may answer outside questions
    goes_on: Linear  # over GOES_ON_FEATURES: whether a message goes on from what was answered before
    following: Linear  # over FOLLOWING_FEATURES: how to score notes for a message that does
    followed: Linear  # over FOLLOWED_FEATURES: how sure to be of them
    sentence: Linear  # over SENTENCE_FEATURES: which sentence of the note answers
    answer_from: float  # confidence from which Prima answers
    sparse_from: float  # what `sparse` must say for that: articles alike are taken for one another more often
    ask_from: float  # confidence from which one of the first three notes is probably meant
    suggest_from: float  # confidence from which a note is near enough to be named

    @classmethod
    def load(cls, folder: Path) -> Ranking:
        """What `save` wrote; raises ModelError."""
        try:
            record = json.loads((folder / RANKING).read_text(encoding="utf-8"))
            note, passage, confidence, sparse, goes_on, following, followed, sentence = (
                _linear(record[name], features) for name, features in PARTS
            )
            limits = (float(record[name]) for name in LIMITS)
            return cls(note, passage, confidence, sparse, goes_on, following, followed, sentence, *limits)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            command = "`python -m indexer.training ranking`"
            raise ModelError(f"{folder / RANKING} cannot be read ({error}); {command} makes it") from error

    def scores(self, evidence: Evidence) -> NDArray[np.float64]:
        """The score of each candidate note, shape (n,)."""
        return note_scores(self.note, evidence)

    def sure(self, evidence: Evidence, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds that each candidate note, with these scores, answers: shape (n,).

        A note with few question lines answers by its questions, as every note does, or by its text.
        """
        features = confidence_features(evidence, scores)
        by_questions = self.confidence(features)
        by_text = self.sparse(features[:, SPARSE]) - log_odds(self.sparse_from) + log_odds(self.answer_from)
        return np.where(evidence.few, np.maximum(by_questions, by_text), by_questions)

    def chances(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance that each sentence with these SENTENCE_FEATURES is the note's answer, shape (n,); together 1."""
        return shares(self.sentence(features))

    def save(self, folder: Path) -> None:
        """Writes the weights under their features' names, for people to read."""
        record = asdict(self)
        for name, features in PARTS:
            record[name]["weights"] = dict(zip(features, record[name]["weights"], strict=True))
        (folder / RANKING).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _linear(record: dict[str, Any], features: tuple[str, ...]) -> Linear:
    """Weights by their names: a file that was learned for other features must not be misread."""
    weights = record["weights"]
    if set(weights) != set(features):
        raise ValueError(f"weights of {', '.join(weights)}; expected {', '.join(features)}")
    return Linear(tuple(float(weights[feature]) for feature in features), float(record["intercept"]))


def load_ranking(model: str) -> Ranking:
    """What was learned for a model, or for the bundled one if this model brings nothing of its own."""
    folder = Path(model)
    return Ranking.load(folder if (folder / RANKING).is_file() else BUNDLED)


def note_scores(note: Linear, evidence: Evidence) -> NDArray[np.float64]:
    """The score of each candidate note, shape (n,).

    One with few question lines has something ahead. If it says the meaning that is asked, it comes before all that do
    not, but for notes with many lines on that very word: articles that use a word often look more like the question.
    """
    scores = note(evidence.features) + FEW_AHEAD * evidence.few
    defining = evidence.defining & evidence.few
    rivals = scores[~evidence.defining & (evidence.few | ~evidence.titled)] if defining.any() else scores[:0]
    if len(rivals):
        scores[defining] += max(rivals.max() + DEFINED_AHEAD - scores[defining].max(), 0.0)
    return scores


def passage_scores(evidence: Evidence, passage: Linear) -> NDArray[np.float64]:
    """The score of each candidate note by its best passage alone, shape (n,): for corpora without question lines."""
    scores = np.full(len(evidence.notes), -np.inf)
    np.maximum.at(scores, evidence.owner, passage(passage_features(evidence)))
    return scores


def confidence_features(evidence: Evidence, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """CONFIDENCE_FEATURES of each note with these scores, shape (n, len(CONFIDENCE_FEATURES))."""
    margin = margins(scores, np.arange(len(scores)), MARGIN_COUNTED)
    topic_margin = margins(scores, evidence.topics, TOPIC_MARGIN_COUNTED)
    information = np.full(len(scores), math.log1p(evidence.information))
    unknown = np.full(len(scores), evidence.unknown_share)
    outside = np.tile(np.array(evidence.outside), (len(scores), 1))
    return np.column_stack([margin, topic_margin, information, unknown, outside, evidence.features])


def margins(scores: NDArray[np.float64], group: NDArray[Any], most: float) -> NDArray[np.float64]:
    """How far each score stands above the best one outside its group, between -most and most."""
    names, place = np.unique(group, return_inverse=True)
    best = np.full(len(names), -np.inf)
    np.maximum.at(best, place, scores)
    second, first = np.sort([-np.inf, -np.inf, *best])[-2:]
    rival = np.where(best[place] == first, second, first)
    margins: NDArray[np.float64] = np.clip(scores - rival, -most, most)
    return margins


def shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each of several scores, as log-odds against the others, has of the whole: shape (n,), together 1."""
    likely = np.exp(scores - scores.max(initial=-np.inf))
    return np.asarray(likely / likely.sum(), dtype=np.float64)


def probability(odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, odds))))


def log_odds(share: float) -> float:
    """The log-odds of a probability, within what a million cases could show."""
    sure = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(sure / (1 - sure))
