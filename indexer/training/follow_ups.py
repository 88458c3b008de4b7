"""Learns to tell what goes on from what was said before, and which note it means: see indexer/follow_up.py.

From FOLLOW_UPS, written for this by authors who did not see the golden follow-ups; from the short questions of
data.judged_questions, asked after one on another topic; and from short questions that no note answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.conversation import DEPTH, follow_up, readings, stands_alone
from indexer.follow_up import FollowUp
from indexer.lexicon import outside_questions
from indexer.overlay import View
from indexer.ranking import Linear
from indexer.search import Searcher
from indexer.training.data import judged_questions
from indexer.training.ranking import fit_logistic, fit_order, folds
from indexer.vectors import FloatMatrix
from knowledge_base.note import Note

FOLLOW_UPS = Path(__file__).parent / "follow_ups.jsonl"
"""`turns` (two), the `notes` that answer the second, and its `type`: "refine" or "new"."""
NEW_WEIGHT = 2.0
"""What a new subject counts beside a message that goes on: being dragged back is worse than having to say it again."""
SHOWN = 3
SEED = 3


@dataclass(frozen=True)
class Example:
    """A message after an answer: what was found, which notes answer it, whether it goes on, and of what kind it is."""

    follow_up: FollowUp
    right: NDArray[np.bool_]
    goes_on: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Learned:
    """The three models of indexer/follow_up.py."""

    goes_on: Linear
    following: Linear
    followed: Linear


def examples(searcher: Searcher) -> list[Example]:
    """All examples, as the searcher finds them; messages that stand for themselves by their form are left out."""
    rows = [json.loads(line) for line in FOLLOW_UPS.read_text(encoding="utf-8").splitlines()]
    kinds = {"refine": "goes on", "new": "new"}
    found = [_example(searcher, row["turns"], row["notes"], kinds[row["type"]]) for row in rows]
    view = searcher.view()
    found += [_example(searcher, turns, notes, "judged") for turns, notes in _judged(view)]
    found += _outside(searcher, view)
    return [example for example in found if example is not None]


def _judged(view: View) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Each judged question after one on another topic."""
    topics = {note.id: note.topic for note in view.notes}
    rows = judged_questions()
    order = np.random.default_rng(SEED).permutation(len(rows)).tolist()
    for place, before in zip(order, np.roll(order, -1).tolist(), strict=True):
        (first, first_note), (second, second_note) = rows[before], rows[place]
        if topics.get(first_note) != topics.get(second_note):
            yield (first, second), [second_note]


def _outside(searcher: Searcher, view: View) -> list[Example | None]:
    """Each question that no note answers, after one that a note does; held against the others, not against itself."""
    snapshot, texts = view.snapshot, outside_questions()
    asked = [row["turns"][0] for row in map(json.loads, FOLLOW_UPS.read_text(encoding="utf-8").splitlines())]
    held: FloatMatrix = snapshot.outside
    found = []
    for place, text in enumerate(texts):
        snapshot.outside = np.delete(held, place, axis=0)
        found.append(_example(searcher, (asked[place % len(asked)], text), [], "outside"))
    snapshot.outside = held
    return found


def _example(searcher: Searcher, turns: Sequence[str], notes: Sequence[str], kind: str) -> Example | None:
    before, message = turns
    if not readings(message, before).together:
        return None
    first = searcher.search(before, SHOWN)
    spoken: Note | None = first.hits[0].note if first.answered else None
    reading = readings(message, before, spoken)
    own = searcher.search(reading.alone, DEPTH)
    if stands_alone(reading, own):
        return None
    found = follow_up(searcher, reading, own, spoken)
    right = np.array([note.id in notes for note in found.notes], dtype=np.bool_)
    return Example(found, right, kind == "goes on", kind)


Told = dict[str, tuple[int, float, float, float]]
"""By kind of message: how many, share with the right note first, answered, answered wrongly."""


def learn_follow_ups(rows: Sequence[Example]) -> tuple[Learned, Told]:
    """What is learned, and cross-validated figures.

    How sure to be is learned from rankings that did not see the message.
    """
    parts = [(fold, *_ranks([row for place, row in enumerate(rows) if place not in fold])) for fold in folds(len(rows))]
    features: list[NDArray[np.float64]] = []
    right: list[bool] = []
    for fold, _, following in parts:
        for row in (rows[place] for place in fold if rows[place].goes_on):
            scores = following(row.follow_up.following)
            for place in np.argsort(-scores, kind="stable")[:SHOWN].tolist():
                features.append(row.follow_up.followed(scores)[place])
                right.append(bool(row.right[place]))
    followed = fit_logistic(np.array(features), right, [1.0] * len(right))
    verdicts: dict[str, list[tuple[bool, bool]]] = {}
    for fold, goes_on, following in parts:
        for place in sorted(fold):
            verdicts.setdefault(rows[place].kind, []).append(
                _verdict(rows[place], Learned(goes_on, following, followed))
            )
    return Learned(*_ranks(rows), followed), {kind: _figures(each) for kind, each in verdicts.items()}


def _ranks(rows: Sequence[Example]) -> tuple[Linear, Linear]:
    """Whether a message goes on, and the score of notes for one that does."""
    asked = np.vstack([row.follow_up.goes_on for row in rows])
    goes_on = [row.goes_on for row in rows]
    weights = [1.0 if row.goes_on else NEW_WEIGHT for row in rows]
    following = fit_order((row.follow_up.following, row.right) for row in rows if row.goes_on)
    return fit_logistic(asked, goes_on, weights), following


def _verdict(row: Example, learned: Learned) -> tuple[bool, bool]:
    """Whether the right note comes first, and whether it is answered."""
    found = row.follow_up.found(learned)[1]
    first = found.hits[0].note.id
    names = [note.id for note in row.follow_up.notes]
    return bool(row.right[names.index(first)]), found.answered


def _figures(verdicts: Sequence[tuple[bool, bool]]) -> tuple[int, float, float, float]:
    first, answered = np.array(verdicts).T
    return len(verdicts), float(first.mean()), float(answered.mean()), float((answered & ~first).mean())
