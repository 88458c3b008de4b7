"""A message after an answer is weighed: as one that goes on, and as a subject of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.follow_up import FollowUp
from indexer.ranking import FOLLOWED_FEATURES, FOLLOWING_FEATURES, GOES_ON_FEATURES, Linear, probability
from indexer.search import Searcher
from knowledge_base.note import Note
from tests.fakes import ANTREAN, CUTI, LISTRIK, MARAH, Library, folder_in_memory

NOTES = (replace(ANTREAN, topic="B9", related=("listrik",)), replace(MARAH, topic="B9"), CUTI, LISTRIK)


@dataclass(frozen=True)
class Fixed:
    """Models that say the same of every message."""

    goes_on: Linear
    following: Linear
    followed: Linear


def fixed(odds: float, **weights: float) -> Fixed:
    """It goes on with these log-odds; notes are scored by these weights; how sure to be of one that goes on is even."""
    return Fixed(
        Linear((0.0,) * len(GOES_ON_FEATURES), odds),
        Linear(tuple(weights.get(name, 0.0) for name in FOLLOWING_FEATURES), 0.0),
        Linear((0.0,) * len(FOLLOWED_FEATURES), 0.0),
    )


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    with folder_in_memory() as folder:
        library = Library(folder, NOTES)
        library.build()
        yield library.searcher()


def after(searcher: Searcher, spoken: Note | None, message: str = "izin cuti? antrean?") -> FollowUp:
    """A message after an answer about queues."""
    own, together = searcher.search(message, 10), searcher.search(f"antrean panjang? {message}", 10)
    return FollowUp(own, together, spoken, points_back=False, leans=True, full=False, words=len(message.split()))


def test_a_new_subject_is_what_the_search_for_it_alone_finds(searcher: Searcher) -> None:
    asked = after(searcher, NOTES[0])
    goes_on, found = asked.found(fixed(-60, same_note=9))
    assert goes_on == pytest.approx(0)
    by_score = sorted(asked.own.hits, key=lambda hit: -hit.score)
    assert [hit.note.id for hit in found.hits[: len(by_score)]] == [hit.note.id for hit in by_score]
    assert found.confidence == pytest.approx(asked.own.confidence)


def test_what_goes_on_is_ranked_by_what_ties_it_to_the_note_spoken_of(searcher: Searcher) -> None:
    for tie, first in (("same_note", "antrean"), ("same_topic", "marah"), ("related", "listrik")):
        asked = replace(after(searcher, NOTES[0]), together=searcher.search("antrean? listrik? marah? cuti?", 10))
        goes_on, found = asked.found(fixed(60, **{tie: 9.0}))
        assert goes_on == pytest.approx(1)
        assert found.hits[0].note.id == first, tie
        assert found.confidence == pytest.approx(0.5)


def test_what_does_not_lean_on_the_answer_is_answered_only_if_it_is_found_alone_too(searcher: Searcher) -> None:
    """It is asked back instead: a short message that has nothing to do with the answer looks like one that goes on."""
    sure = replace(fixed(60, same_note=9), followed=Linear((0.0,) * len(FOLLOWED_FEATURES), 9.0))
    asked = after(searcher, NOTES[0], "listrik?")
    assert asked.found(sure)[1].answered
    found = replace(asked, leans=False).found(sure)[1]
    assert (found.hits[0].note.id, found.answered, found.unsure) == ("antrean", False, True)
    alone = replace(after(searcher, NOTES[0], "antrean panjang?"), leans=False)
    assert alone.own.answered
    assert alone.found(sure)[1].answered


def test_without_a_note_spoken_of_nothing_is_tied(searcher: Searcher) -> None:
    asked = after(searcher, None)
    tied = [FOLLOWING_FEATURES.index(name) for name in ("same_note", "same_topic", "related")]
    assert not asked.following[:, tied].any()


def test_how_near_a_notes_best_passage_is_counts_for_both_ways_to_take_a_message(searcher: Searcher) -> None:
    """A note that one of the searches did not bring up is as far from it as the farthest that it did."""
    own, together = searcher.search("izin cuti?", 2), searcher.search("antrean panjang? izin cuti?", 10)
    asked = FollowUp(own, together, NOTES[0], points_back=False, leans=True, full=False, words=2)
    for column, found in (("own_cosine", own), ("together_cosine", together)):
        cosines = {hit.note.id: hit.cosine for hit in found.hits}
        expected = [cosines.get(note.id, min(cosines.values())) for note in asked.notes]
        assert asked.following[:, FOLLOWING_FEATURES.index(column)].tolist() == expected
    assert max(hit.cosine for hit in own.hits) > 0
    assert asked.found(fixed(60, own_cosine=9))[1].hits[0].note.id == "cuti"


def test_nothing_found_is_nothing_found(searcher: Searcher) -> None:
    nothing = replace(searcher.search("cuti", 10), hits=())
    asked = FollowUp(nothing, nothing, NOTES[0], points_back=True, leans=True, full=False, words=1)
    assert asked.found() == (0.0, nothing)


@given(
    odds=some.floats(-30, 30),
    weights=some.tuples(*[some.floats(-5, 5)] * len(FOLLOWING_FEATURES)),
    tied=some.booleans(),
)
def test_both_ways_to_take_a_message_are_weighed_by_how_likely_they_are(
    searcher: Searcher,
    odds: float,
    weights: tuple[float, ...],
    tied: bool,  # noqa: FBT001
) -> None:
    asked = after(searcher, NOTES[0] if tied else None)
    models = fixed(odds, **dict(zip(FOLLOWING_FEATURES, weights, strict=True)))
    goes_on, found = asked.found(models)
    assert goes_on == pytest.approx(probability(odds))
    assert sum(math.exp(hit.score) for hit in found.hits) == pytest.approx(1)
    assert sorted(hit.note.id for hit in found.hits) == sorted(note.id for note in asked.notes)
    alone = {hit.note.id: hit.confidence for hit in asked.own.hits}
    for hit in found.hits:
        assert 0 <= hit.confidence <= 1
        if hit.note.id in alone:
            assert hit.confidence == pytest.approx(goes_on * 0.5 + (1 - goes_on) * alone[hit.note.id])


def test_features_of_each_note_and_message_are_complete(searcher: Searcher) -> None:
    asked = after(searcher, NOTES[0])
    scores = asked.following[:, 1]
    assert asked.following.shape == (len(asked.notes), len(FOLLOWING_FEATURES))
    assert asked.goes_on.shape == (1, len(GOES_ON_FEATURES))
    assert asked.followed(scores).shape == (len(asked.notes), len(FOLLOWED_FEATURES))
    assert np.isfinite(asked.followed(scores)).all()
