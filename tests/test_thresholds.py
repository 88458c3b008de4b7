"""The confidence to answer from keeps both limits, and a lower one would break one of them."""

from hypothesis import given
from hypothesis import strategies as some

from indexer.training.ranking import UNFOUNDED_AT_MOST, WRONG_AT_MOST, Verdict, thresholds

sure = some.integers(0, 9_999).map(lambda number: number / 10_000)
answerable = some.builds(Verdict, some.just("formal"), sure, some.booleans(), some.just(True))
foreign = some.builds(Verdict, some.just("unanswerable near"), sure, some.just(False), some.just(False))


def broken(verdicts: list[Verdict], confidence: float) -> bool:
    """Whether too much is answered wrongly, or too much that no note answers, from this confidence on."""
    given_up = [verdict for verdict in verdicts if verdict.sure >= confidence]
    outside = [verdict for verdict in verdicts if not verdict.answerable]
    wrong = sum(not verdict.first for verdict in given_up)
    unfounded = sum(not verdict.answerable for verdict in given_up)
    return wrong > WRONG_AT_MOST * len(verdicts) or unfounded > UNFOUNDED_AT_MOST * len(outside)


@given(some.lists(answerable, max_size=80), some.lists(foreign, min_size=1, max_size=40))
def test_answers_are_given_from_the_lowest_confidence_that_keeps_the_limits(
    ours: list[Verdict], others: list[Verdict]
) -> None:
    apart = {verdict.sure: verdict for verdict in (*ours, *others)}  # equal ones could be cut on either side
    verdicts = list(apart.values())
    if not any(not verdict.answerable for verdict in verdicts):
        return
    answer_from, ask_from, suggest_from = thresholds(verdicts)
    assert 0 <= suggest_from <= ask_from <= answer_from <= 1
    kept = [verdict for verdict in verdicts if verdict.sure >= answer_from]
    assert not broken(verdicts, answer_from)
    lower = max((verdict.sure for verdict in verdicts if verdict not in kept), default=None)
    if lower is not None:
        assert broken(verdicts, lower)


def test_what_no_note_answers_has_a_limit_of_its_own() -> None:
    """Of 40 such questions one may be answered, though five of all 140 may be answered wrongly."""
    ours = [Verdict("formal", 0.9 - number / 1_000, True, True) for number in range(100)]
    others = [Verdict("unanswerable near", 0.8955 - number / 50, False, False) for number in range(40)]
    answer_from, *_ = thresholds([*ours, *others])
    assert answer_from == 0.876, "the next question, at 0.8755, is the second that no note answers"
