"""The order of notes is learned from which of a question's candidates answer it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.training.ranking import fit_order

TRUE = np.array([3.0, -1.0, 0.0])


def drawn(cases: int, seed: int) -> list[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """Cases of six rows each, whose right row is drawn by the softmax of TRUE's scores."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(cases):
        rows = random.normal(size=(6, len(TRUE)))
        chances = np.exp(rows @ TRUE)
        right = np.zeros(6, dtype=np.bool_)
        right[random.choice(6, p=chances / chances.sum())] = True
        found.append((rows, right))
    return found


def test_the_weights_behind_the_choices_are_found() -> None:
    assert fit_order(drawn(4_000, 1)).weights == pytest.approx(TRUE, abs=0.15)


def test_what_all_rows_of_a_case_share_says_nothing() -> None:
    cases = drawn(300, 2)
    moved = [(rows + place % 7, right) for place, (rows, right) in enumerate(cases)]
    assert fit_order(moved).weights == pytest.approx(fit_order(cases).weights, abs=0.05)


def test_a_case_that_is_all_right_or_all_wrong_teaches_nothing() -> None:
    cases = drawn(300, 3)
    rows, right = cases[0]
    more = [*cases, (rows, np.ones_like(right)), (-rows, np.zeros_like(right))]
    assert fit_order(more).weights == fit_order(cases).weights


def test_of_two_right_rows_either_may_stand_first() -> None:
    """What is learned is that one of them does, not that both beat every other."""
    good, poor, wrong = [1.0, 0.0], [0.0, 0.0], [0.3, 0.0]
    cases = [(np.array([good, poor, wrong]), np.array([True, True, False]))] * 50
    scores = fit_order(cases)(np.array([good, poor, wrong]))
    assert scores[0] > scores[2] > scores[1]
