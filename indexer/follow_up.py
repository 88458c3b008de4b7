"""FOLLOW-UP: does a message go on from what was answered before, and which note does it mean if it does?

The message is searched for by itself and together with the question before it. One model says how likely it is that it
goes on, a second one ranks the notes for a message that does, a third one says how sure that is; a message that is a
subject of its own is ranked by the search for it alone. What is shown weighs both by how likely each is:

    P(note) = P(goes on) P(note | goes on) + P(a new subject) P(note | a new subject)

The three are logistic regressions, learned from `training/follow_ups.jsonl` (`python -m indexer.training ranking`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.ranking import Linear, log_odds, margins, probability
from indexer.search import Found, Hit
from knowledge_base.note import Note


class Learned(Protocol):
    """The three models; a Ranking has them among others."""

    @property
    def goes_on(self) -> Linear:
        """Over GOES_ON_FEATURES."""
        ...

    @property
    def following(self) -> Linear:
        """Over FOLLOWING_FEATURES."""
        ...

    @property
    def followed(self) -> Linear:
        """Over FOLLOWED_FEATURES."""
        ...


Column = NDArray[np.float64]

NOT_FOUND = -4.0
"""Log-odds that a note answers a reading that did not bring it up."""
MARGIN_COUNTED = 3.0
NEVER = 2.0
"""A confidence that nothing has."""


@dataclass(frozen=True)
class FollowUp:
    """What was found for a message alone and together with the question before it, and how the message is put.

    `spoken` is the note that answered before. `points_back`: the words say that it goes on; `leans`: they do, or say
    nothing by themselves; `full`: they could stand for themselves; `words`: how many they are.
    """

    own: Found
    together: Found
    spoken: Note | None
    points_back: bool
    leans: bool
    full: bool
    words: int

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Every note that one of the searches brought up, by id."""
        held = {hit.note.id: hit.note for hit in (*self.own.hits, *self.together.hits)}
        return tuple(held[identity] for identity in sorted(held))

    @cached_property
    def following(self) -> NDArray[np.float64]:
        """FOLLOWING_FEATURES of each note, shape (n, len(FOLLOWING_FEATURES))."""
        searches = (self.own, self.together)
        return np.column_stack([*map(self._scores, searches), *map(self._cosines, searches), *self._ties])

    @cached_property
    def goes_on(self) -> NDArray[np.float64]:
        """GOES_ON_FEATURES of the message, shape (1, len(GOES_ON_FEATURES))."""
        own = np.sort(self.following[:, 0])
        values = (
            self.points_back,
            self.full,
            log_odds(self.own.confidence),
            self._lead(self.following[:, 0]),
            self._lead(self.following[:, 1]),
            self.own.unknown_share,
            self.own.outside_lead,
            self.words,
            own[-1] - own[-2] if len(own) > 1 else 0.0,
        )
        return np.array([values], dtype=np.float64)

    def followed(self, scores: Column) -> NDArray[np.float64]:
        """FOLLOWED_FEATURES of each note with these scores, shape (n, len(FOLLOWED_FEATURES))."""
        everywhere = np.ones(len(scores))
        return np.column_stack(
            [
                self._column(self.own, lambda hit: log_odds(hit.confidence), NOT_FOUND),
                self._column(self.together, lambda hit: log_odds(hit.confidence), NOT_FOUND),
                margins(scores, np.arange(len(scores)), MARGIN_COUNTED),
                np.column_stack(self._ties).sum(axis=1),
                self._ties[0],
                self.own.unknown_share * everywhere,
                self.own.outside_lead * everywhere,
            ]
        )

    def found(self, learned: Learned | None = None) -> tuple[float, Found]:
        """How likely the message goes on, and all notes by both ways to take it, the likeliest first.

        By what the search learned, if nothing else is given. A message that does not lean on the one before is answered
        only if the search for it alone gives that note as well; else it is asked back which is meant: "nonton bola yuk"
        after an answer is as short as a follow-up.
        """
        ranking = learned or self.own.ranking
        if not self.notes:
            return 0.0, self.own
        goes_on = probability(float(ranking.goes_on(self.goes_on)[0]))
        scores = ranking.following(self.following)
        shares = goes_on * _shares(scores) + (1 - goes_on) * _shares(self.following[:, 0])
        sure = ranking.followed(self.followed(scores))
        alone = self._column(self.own, lambda hit: hit.confidence, probability(NOT_FOUND))
        hits = [
            Hit(note, math.log(share), goes_on * probability(odds) + (1 - goes_on) * by_itself)
            for note, share, odds, by_itself in zip(
                self.notes, shares.tolist(), sure.tolist(), alone.tolist(), strict=True
            )
        ]
        hits.sort(key=lambda hit: -hit.score)
        alone_too = self.own.answered and self.own.hits[0].note == hits[0].note
        needed = None if self.leans or alone_too else NEVER
        return goes_on, replace(self.own, hits=tuple(hits), needed=needed)

    @cached_property
    def _ties(self) -> tuple[Column, Column, Column]:
        """For each note whether it is the one spoken of, another one on its topic, another one related to it."""
        spoken = self.spoken
        if spoken is None:
            nothing = np.zeros(len(self.notes))
            return nothing, nothing, nothing
        same = np.array([note.id == spoken.id for note in self.notes])
        topic = np.array([bool(note.topic) and note.topic == spoken.topic for note in self.notes])
        related = np.array([note.is_related(spoken) for note in self.notes])
        return same.astype(np.float64), (topic & ~same).astype(np.float64), (related & ~same).astype(np.float64)

    def _lead(self, scores: Column) -> float:
        """How far the best note stands above the best one tied to what was spoken of, or above all where none is."""
        tied = np.column_stack(self._ties).any(axis=1)
        return float(scores.max() - (scores[tied].max() if tied.any() else scores.min()))

    def _scores(self, found: Found) -> Column:
        """The score of each note; one that was not brought up has the lowest of those that were."""
        return self._column(found, lambda hit: hit.score, min((hit.score for hit in found.hits), default=0.0))

    def _cosines(self, found: Found) -> Column:
        return self._column(found, lambda hit: hit.cosine, min((hit.cosine for hit in found.hits), default=0.0))

    def _column(self, found: Found, value: Callable[[Hit], float], missing: float) -> Column:
        held = {hit.note.id: value(hit) for hit in found.hits}
        return np.array([held.get(note.id, missing) for note in self.notes])


def _shares(scores: Column) -> Column:
    """The probabilities that scores in log-odds stand for, which sum to 1; none is quite 0."""
    weights = np.exp(np.maximum(scores - scores.max(), -50.0))
    shares: Column = weights / weights.sum()
    return shares
