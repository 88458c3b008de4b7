"""Two result lists -> one ranking and one calibrated confidence.

Evidence about a note is a handful of numbers between 0 and 1, all on an absolute scale, so that a good match means the
same for every question. A linear model turns them into one score, and a second one turns the best note's score, with
how much of the question is known at all, into the probability that the note answers. Both are learned from labelled
questions (`python -m indexer.training ranking`) and stand beside the embedding model as JSON.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.definitions import Subject, longest_run, phrases_in, spaced
from indexer.index import FloatMatrix, Ids
from indexer.overlay import View
from indexer.snapshot import Part, passage_text
from knowledge_base.chunk import Chunk
from knowledge_base.errors import ModelError
from knowledge_base.note import Note

RANKING = "ranking.json"
BUNDLED = Path(__file__).parent / "model"
DEPTH = 50
"""Entries taken from each result list before they are brought together by note."""

FEW_QUESTIONS = 8
"""A note with fewer question lines is known by its text: an article of an imported law, a note of a few minutes ago."""
FEW_AHEAD = 1.0
"""What such a note has ahead of the others: two question lines seldom match as well as one of forty does.

`python -m benchmarks.few_questions` says what it is worth, and what more of it would cost the others.
"""
DEFINED_AHEAD = 2.0
"""By how much such a note stands above others where it says the meaning of what is asked."""
BM25_UNIT = 22.0
"""A high BM25 score: what two rare terms give. Beside it a cosine counts about the same."""
MARGIN_COUNTED = 4.0
TOPIC_MARGIN_COUNTED = 6.0
OUTSIDE_COUNTED = 3
RUN = 10
"""Words in a row that two texts share only if one quotes the other."""

FEATURES = (
    "dense_passage",  # cosine of the note's best passage
    "dense_question",  # cosine of its best question line
    "dense_center",  # cosine of the middle of all its question lines
    "lexical_passage",  # BM25 of its best passage, as a share of what no text can exceed
    "lexical_question",  # the same of its best question line
    "lexical_note",  # the same of the note as a whole
    "lexical_sum",  # its best passage's BM25 score as it is, in units of BM25_UNIT: more for more of a long question
    "defined",  # whether it says the meaning of what the question asks the meaning of
)
PASSAGE_FEATURES = (
    "dense",  # the passage's cosine
    "lexical",  # its BM25 score as a share of what no text can exceed
    "lexical_sum",  # the same as it is, in units of BM25_UNIT
    "lexical_words",  # BM25 of its words as they stand, unstemmed and with function words: for who quotes a text
    "defined",  # whether it says the meaning of what the question asks the meaning of
    "mentioned",  # the share of the phrases that the question quotes, explains or asks about which stand in it
    "run",  # how many of the question's words stand in it in a row, up to RUN, as a share of that
)
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
)
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
    answer_from: float  # confidence from which Prima answers
    ask_from: float  # confidence from which one of the first three notes is probably meant
    suggest_from: float  # confidence from which a note is near enough to be named

    @classmethod
    def load(cls, folder: Path) -> Ranking:
        """What `save` wrote; raises ModelError."""
        try:
            record = json.loads((folder / RANKING).read_text(encoding="utf-8"))
            note, passage, confidence, sparse, goes_on, following, followed = (
                _linear(record[name], features) for name, features in PARTS
            )
            limits = (record["answer_from"], record["ask_from"], record["suggest_from"])
            return cls(note, passage, confidence, sparse, goes_on, following, followed, *limits)
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
        return np.where(evidence.few, np.maximum(by_questions, self.sparse(features[:, SPARSE])), by_questions)

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index says about a question: per candidate note its features, per candidate passage its scores.

    `features` has shape (notes, len(FEATURES)); `passages` are of the notes at `owner`, with `dense` cosines, `lexical`
    BM25 shares, `worded`, BM25 of their words as they stand in units of BM25_UNIT, and `about`, of shape (passages, 3):
    whether they define what is asked, what share of its phrases they mention, how long a run of its words they hold.
    `unknown_share` is the weight of the question's terms that no note knows, `information` the summed weight of the
    others, `ceiling` the BM25 score that no passage can exceed, `outside` the cosine of the nearest question that no
    note answers, and the mean of the OUTSIDE_COUNTED nearest, `subject` what the question asks the meaning of.
    """

    notes: tuple[Note, ...]
    features: NDArray[np.float64]
    passages: tuple[Chunk, ...]
    owner: Ids
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
    worded: NDArray[np.float64]
    about: NDArray[np.float64]
    unknown_share: float
    information: float
    ceiling: float
    outside: tuple[float, float]
    subject: Subject

    @property
    def outside_lead(self) -> float:
        """By how much the nearest question that no note answers is nearer than the nearest question of a note."""
        questions = self.features[:, FEATURES.index("dense_question")]
        return self.outside[0] - float(questions.max(initial=0.0))

    @property
    def defining(self) -> NDArray[np.bool_]:
        """Whether each note says the meaning of what is asked."""
        return self.features[:, FEATURES.index("defined")] > 0

    @property
    def titled(self) -> NDArray[np.bool_]:
        """Whether each note's title holds the words whose meaning is asked."""
        return np.array([self.subject.is_named_in(note.title) for note in self.notes], dtype=np.bool_)

    @property
    def few(self) -> NDArray[np.bool_]:
        """Whether each note has few question lines."""
        return np.array([len(note.questions) < FEW_QUESTIONS for note in self.notes], dtype=np.bool_)

    @property
    def topics(self) -> NDArray[np.str_]:
        """The topic of each note, or its own id if it has none."""
        return np.array([note.topic or note.id for note in self.notes], dtype=np.str_)


def gather(
    view: View, vector: NDArray[np.float32], question: str, depth: int = DEPTH, *, typed: str | None = ""
) -> Evidence:
    """Looks a question up in every part of the index.

    `typed` is the question before its slips were mended, if that was another text. Where it is None, passages are not
    looked up by words as they stand: these rank passages only, and an answer begins with a note.
    """
    asked = _Asked.of(question, typed)
    terms = asked.terms
    ceilings = tuple(index.ceiling(terms) or 1.0 for index in view.snapshot.lexical)
    found = [_gather_part(part, vector, asked, depth, ceilings) for part in view.parts]
    starts = np.cumsum([0, *(len(part.notes) for part in found)])
    most = view.ceiling(terms)
    features = np.vstack([part.features for part in found])
    features[:, FEATURES.index("lexical_sum")] = features[:, FEATURES.index("lexical_passage")] * most / BM25_UNIT
    return Evidence(
        tuple(note for part in found for note in part.notes),
        features,
        tuple(chunk for part in found for chunk in part.passages),
        np.concatenate([part.owner + start for part, start in zip(found, starts.tolist(), strict=False)]),
        np.concatenate([part.dense for part in found]),
        np.concatenate([part.lexical for part in found]),
        np.concatenate([part.worded for part in found]),
        np.concatenate([part.about for part in found]),
        view.unknown_share(terms),
        view.information(terms),
        most,
        nearest_outside(view.snapshot.outside, vector),
        asked.subject,
    )


def nearest_outside(outside: FloatMatrix, vector: NDArray[np.float32]) -> tuple[float, float]:
    """Cosine of the nearest of some vectors, and the mean of the OUTSIDE_COUNTED nearest; 0 where there are none."""
    cosines = np.sort(np.einsum("ij,j->i", outside, vector))[::-1][:OUTSIDE_COUNTED]
    return (float(cosines[0]), float(cosines.mean())) if len(cosines) else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as the parts of an index are asked it; `words` and `phrases` are for ranking passages alone."""

    terms: Sequence[str]
    words: Sequence[str]
    subject: Subject
    phrases: Sequence[str]
    typed: Sequence[str]

    @classmethod
    def of(cls, question: str, typed: str | None) -> _Asked:
        terms, subject = language.terms(question), Subject.of(question)
        if typed is None:
            return cls(terms, (), subject, (), ())
        said = typed or question
        return cls(terms, language.words(question), subject, phrases_in(said), spaced(said).split())


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Evidence from one part of the index."""

    notes: list[Note]
    features: NDArray[np.float64]
    passages: list[Chunk]
    owner: Ids
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
    worded: NDArray[np.float64]
    about: NDArray[np.float64]


def _gather_part(
    part: Part,
    vector: NDArray[np.float32],
    asked: _Asked,
    depth: int,
    ceilings: tuple[float, ...],
) -> _Gathered:
    entries, terms = part.entries, asked.terms
    first_question = len(entries.passages)
    depth += min(depth, int(part.hidden.sum()))  # what is hidden must not crowd out what is not
    for_passages, for_questions, for_notes = ceilings
    lexical = np.zeros(len(entries))  # share of the ceiling, by entry
    numbers, scores = part.lexical_passages.search(terms, depth)
    lexical[numbers] = scores / for_passages
    numbers, scores = part.lexical_questions.search(terms, depth)
    lexical[numbers + first_question] = scores / for_questions
    worded = np.zeros(first_question)  # in units, by passage
    numbers, scores = part.lexical_words.search(asked.words, depth)
    worded[numbers] = scores / BM25_UNIT
    defining: Ids = np.array(part.definitions.passages(asked.subject.names), dtype=np.int64)
    whole_notes, whole_scores = part.lexical_notes.search(terms, depth)
    dense_ids, _ = part.vectors.search(vector, depth)
    by_entry = np.concatenate([dense_ids, np.flatnonzero(lexical), defining])
    found = np.concatenate([entries.note_of[by_entry], whole_notes])
    notes: Ids = np.unique(found)
    notes = notes[~part.hidden[notes]]

    # Everything the candidates hold is scored, not only what the lists brought up: a list ends somewhere by chance.
    wanted = np.flatnonzero(np.isin(entries.note_of, notes))
    row = np.searchsorted(notes, entries.note_of[wanted])
    # Not `@`: its threads wait for one another longer than a few thousand products take.
    cosines = np.einsum("ij,j->i", part.vectors.vectors(wanted), vector).astype(np.float64)
    is_question = wanted >= first_question
    features = np.zeros((len(notes), len(FEATURES)))
    for column, values in (("dense", cosines), ("lexical", lexical[wanted])):
        for kind, chosen in (("passage", ~is_question), ("question", is_question)):
            np.maximum.at(features[:, FEATURES.index(f"{column}_{kind}")], row[chosen], values[chosen])
    central = entries.central[wanted]
    np.add.at(features[:, FEATURES.index("dense_center")], row[central], cosines[central])
    features[:, FEATURES.index("dense_center")] /= np.maximum(part.spreads[notes], 1e-9)
    whole = np.zeros(len(entries.notes))
    whole[whole_notes] = whole_scores / for_notes
    features[:, FEATURES.index("lexical_note")] = whole[notes]
    passages = wanted[~is_question]
    about = np.zeros((len(passages), 3))
    about[:, 0] = np.isin(passages, defining)
    np.maximum.at(features[:, FEATURES.index("defined")], row[~is_question], about[:, 0])
    for place, passage in enumerate(passages.tolist() if asked.typed else ()):
        text = spaced(passage_text(entries.notes[entries.note_of[passage]], entries.passages[passage]))
        about[place, 1] = sum(phrase in text for phrase in asked.phrases) / max(len(asked.phrases), 1)
        about[place, 2] = min(longest_run(asked.typed, text), RUN) / RUN
    return _Gathered(
        [entries.notes[note] for note in notes.tolist()],
        features,
        [entries.passages[passage] for passage in passages.tolist()],
        row[~is_question],
        cosines[~is_question],
        lexical[passages],
        worded[passages],
        about,
    )


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


def passage_features(evidence: Evidence) -> NDArray[np.float64]:
    """PASSAGE_FEATURES of each candidate passage, shape (passages, len(PASSAGE_FEATURES))."""
    score = evidence.lexical * evidence.ceiling / BM25_UNIT
    return np.column_stack([evidence.dense, evidence.lexical, score, evidence.worded, evidence.about])


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


def probability(log_odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, log_odds))))
