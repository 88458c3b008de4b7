"""What the index says about a question: a handful of numbers for each note and each passage that may answer.

The numbers lie between 0 and 1, or a little above, all on an absolute scale, so that a good match means the same for
every question. What they weigh is learned, and stands in ranking.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.definitions import Subject, longest_run, phrases_in, spaced
from indexer.index import FloatMatrix, Ids
from indexer.overlay import View
from indexer.snapshot import Part, passage_text
from indexer.wording import NEAR_IN_QUESTION, Keys, near_keys, pair_keys, term_keys
from knowledge_base.chunk import Chunk
from knowledge_base.note import Note

DEPTH = 50
"""Entries taken from each result list before they are brought together by note."""

FEW_QUESTIONS = 8
"""A note with fewer question lines is known by its text: an article of an imported law, a note of a few minutes ago."""
BM25_UNIT = 22.0
"""A high BM25 score: what two rare terms give. Beside it a cosine counts about the same."""
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
    "term_share",  # the share of the question's terms that the note has, each term alike
    "pair_share",  # the share of its pairs of neighbouring terms that are neighbours in the note
    "near_share",  # the share of its pairs of terms near each other that are near each other in the note
    "defined",  # whether it says the meaning of what the question asks the meaning of
)
ABOUT = (
    "term_share",  # the share of the question's terms that it has, each term alike
    "defined",  # whether it says the meaning of what the question asks the meaning of
    "mentioned",  # the share of the phrases that the question quotes, explains or asks about which stand in it
    "run",  # how many of the question's words stand in it in a row, up to RUN, as a share of that
)
"""What is told of a passage beside its two scores."""
TERM_SHARE, DEFINED, MENTIONED, IN_A_ROW = range(len(ABOUT))
PASSAGE_FEATURES = (
    "dense",  # the passage's cosine
    "dense_chat",  # the same for a question in chat spelling: times the share of its words that are
    "lexical_sum",  # its BM25 score in units of BM25_UNIT
    *ABOUT,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index says about a question: per candidate note its features, per candidate passage its scores.

    `features` has shape (notes, len(FEATURES)); `passages` are of the notes at `owner`, with `dense` cosines, `lexical`
    BM25 shares, and `about`, of shape (passages, len(ABOUT)). `chat` is the share of the question's words in chat
    spelling, `unknown_share` the weight of its terms that no note knows, `information` the summed weight of the others,
    `ceiling` the BM25 score that no passage can exceed, `outside` the cosine of the nearest question that no note
    answers, and the mean of the OUTSIDE_COUNTED nearest, `subject` what the question asks the meaning of.
    """

    notes: tuple[Note, ...]
    features: NDArray[np.float64]
    passages: tuple[Chunk, ...]
    owner: Ids
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
    about: NDArray[np.float64]
    chat: float
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

    `typed` is the question before its slips were mended, if that was another text. Where it is None, `about` tells of
    passages only whether they define, and `chat` is 0: these rank passages alone, and an answer begins with a note.
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
        np.concatenate([part.about for part in found]),
        asked.chat,
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
    """A question as the parts of an index are asked it; all from `phrases` on is for ranking passages alone."""

    terms: Sequence[str]
    keys: Keys
    pairs: Keys
    near: Keys
    subject: Subject
    phrases: Sequence[str] = ()
    typed: Sequence[str] = ()
    chat: float = 0.0

    @classmethod
    def of(cls, question: str, typed: str | None) -> _Asked:
        terms, subject = language.terms(question), Subject.of(question)
        bare = cls(terms, term_keys(terms), pair_keys(terms), near_keys(terms, NEAR_IN_QUESTION), subject)
        if typed is None:
            return bare
        said = typed or question
        return replace(bare, phrases=phrases_in(said), typed=spaced(said).split(), chat=language.chat_share(said))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Evidence from one part of the index."""

    notes: list[Note]
    features: NDArray[np.float64]
    passages: list[Chunk]
    owner: Ids
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
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
    for name, keys in (("term_share", asked.keys), ("pair_share", asked.pairs), ("near_share", asked.near)):
        features[:, FEATURES.index(name)] = part.note_wording.shares(keys)[notes]
    passages = wanted[~is_question]
    about = _about(part, passages, asked)
    about[:, DEFINED] = np.isin(passages, defining)
    np.maximum.at(features[:, FEATURES.index("defined")], row[~is_question], about[:, DEFINED])
    return _Gathered(
        [entries.notes[note] for note in notes.tolist()],
        features,
        [entries.passages[passage] for passage in passages.tolist()],
        row[~is_question],
        cosines[~is_question],
        lexical[passages],
        about,
    )


def _about(part: Part, passages: Ids, asked: _Asked) -> NDArray[np.float64]:
    """ABOUT of passages, but for whether they define: shape (passages, len(ABOUT)), 0 where only notes are ranked."""
    about = np.zeros((len(passages), len(ABOUT)))
    if not asked.typed:
        return about
    entries = part.entries
    about[:, TERM_SHARE] = part.passage_wording.shares(asked.keys)[passages]
    for place, passage in enumerate(passages.tolist()):
        text = spaced(passage_text(entries.notes[entries.note_of[passage]], entries.passages[passage]))
        about[place, MENTIONED] = sum(phrase in text for phrase in asked.phrases) / max(len(asked.phrases), 1)
        about[place, IN_A_ROW] = min(longest_run(asked.typed, text), RUN) / RUN
    return about


def passage_features(evidence: Evidence) -> NDArray[np.float64]:
    """PASSAGE_FEATURES of each candidate passage, shape (passages, len(PASSAGE_FEATURES))."""
    dense, lexical_sum = evidence.dense, evidence.lexical * evidence.ceiling / BM25_UNIT
    return np.column_stack([dense, dense * evidence.chat, lexical_sum, evidence.about])
