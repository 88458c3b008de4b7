"""What is shown of a note: the passage that answers, below a brief opening, and the sentences that stand out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.excerpt import (
    AS_LIKELY,
    AT_MOST,
    BRIEF_OPENING,
    LONG_PASSAGE,
    SCREEN,
    STANDS_OUT,
    Excerpt,
    RatedSentence,
    excerpt,
)
from knowledge_base.chunk import Chunk

BRIEF, LONG = BRIEF_OPENING - 10, BRIEF_OPENING + 10


def passages(*lengths: int) -> list[Chunk]:
    """Passages of so many characters, each of two sentences."""
    return [
        Chunk("n", place, (), f"Satu {place}. ".ljust(length - 5, "x") + " dua.")
        for place, length in enumerate(lengths)
    ]


def rated(chunks: Sequence[Chunk], *chances: float) -> list[RatedSentence]:
    """The two sentences of each passage: the first has its chance, the second none."""
    return [
        RatedSentence(chunk, text, share)
        for chunk, chance in zip(chunks, chances, strict=True)
        for text, share in ((chunk.text[:-5], chance), (chunk.text[-5:], 0.0))
    ]


def places(shown: Excerpt) -> list[int]:
    return [chunk.ordinal for chunk in shown.passages]


@pytest.mark.parametrize(
    ("lengths", "chances", "shown"),
    [
        ((BRIEF, 500, 500), (0.1, 0.1, 0.8), [0, 2]),
        ((LONG, 500, 500), (0.1, 0.1, 0.8), [2]),
        ((BRIEF, 500, 500), (0.9, 0.02, 0.08), [0, 2]),
        ((BRIEF, 500, 500), (0.7, 0.05, 0.25), [0, 2]),
        ((LONG, 500, 500), (0.9, 0.02, 0.08), [0]),
        ((BRIEF,), (1.0,), [0]),
        ((BRIEF, 200, 200), (0.1, 0.4, 0.5), [0, 1, 2]),
        ((BRIEF, 200, 200), (0.1, AS_LIKELY - 0.01, 0.7), [0, 2]),
        ((BRIEF, 400, SCREEN - BRIEF - 399), (0.1, 0.4, 0.5), [0, 2]),
        ((BRIEF, 400, SCREEN - BRIEF - 400), (0.1, 0.4, 0.5), [0, 1, 2]),
        ((BRIEF, 500, SCREEN, 100), (0.05, 0.4, 0.3, 0.25), [0, 1]),
        ((BRIEF, 2 * SCREEN), (0.1, 0.9), [0, 1]),
    ],
    ids=[
        "below a brief opening",
        "a long opening is left out",
        "the opening answers: the likeliest other with it",
        "the opening answers: another is likely too",
        "a long opening answers by itself",
        "a note of one passage",
        "two that are likely",
        "one that is not likely enough",
        "two that a screen does not hold",
        "two that a screen just holds",
        "none that is less likely than one that a screen does not hold",
        "what answers is shown however long it is",
    ],
)
def test_which_passages_are_shown(lengths: tuple[int, ...], chances: tuple[float, ...], shown: list[int]) -> None:
    chunks = passages(*lengths)
    found = excerpt(chunks, rated(chunks, *chances))
    assert places(found) == shown
    assert found.best == chances.index(max(chances))


def test_an_opening_that_was_just_read_is_not_shown_above_another_passage() -> None:
    chunks = passages(BRIEF, 500, 500)
    assert places(excerpt(chunks, rated(chunks, 0.1, 0.1, 0.8), opening_read=True)) == [2]
    assert places(excerpt(chunks, rated(chunks, 0.9, 0.1, 0.0), opening_read=True)) == [0, 1], "it is the answer"
    sentences = [*rated(chunks, 0.3, 0.0, 0.25), RatedSentence(chunks[2], "dua", 0.25)]
    assert places(excerpt(chunks, sentences, opening_read=True)) == [0, 2], "it holds the likeliest sentence"


def test_only_likely_sentences_of_a_long_excerpt_stand_out() -> None:
    chunks = passages(LONG_PASSAGE + 1)
    first, second = rated(chunks, 1.0)

    def bold(*chances: float) -> tuple[str, ...]:
        pairs = zip((first, second, second), (*chances, 0.0), strict=True)
        return excerpt(chunks, [RatedSentence(each.chunk, each.text, chance) for each, chance in pairs]).highlights

    assert bold(STANDS_OUT, STANDS_OUT - 0.01) == (first.text,)
    assert bold(STANDS_OUT - 0.01, 0.0) == ()
    assert bold(STANDS_OUT, 0.6) == (second.text, first.text), "the likelier first"
    assert excerpt(chunks, [first, second]).highlights == (), "where all is bold, nothing stands out"
    short = passages(200, LONG_PASSAGE - 200)
    assert excerpt(short, rated(short, 1.0, 0.0)).highlights == (), "a short answer is read whole anyway"
    long = passages(200, LONG_PASSAGE - 199)
    assert len(excerpt(long, rated(long, 1.0, 0.0)).highlights) == 1


def test_a_note_without_sentences_is_shown_from_its_beginning() -> None:
    chunks = passages(BRIEF, 500, 500)
    assert places(excerpt(chunks, [])) == [0, 1]


@given(
    some.lists(some.tuples(some.integers(20, 1_100), some.floats(0, 1)), min_size=1, max_size=8),
    some.booleans(),
)
def test_what_is_shown_of_any_note(rows: list[tuple[int, float]], read: bool) -> None:  # noqa: FBT001
    chunks = passages(*(length for length, _ in rows))
    total = sum(chance for _, chance in rows) or 1.0
    sentences = rated(chunks, *(chance / total for _, chance in rows))
    found = excerpt(chunks, sentences, opening_read=read)
    shown = places(found)
    assert shown == sorted(set(shown))
    assert found.best in shown
    assert all(rows[found.best][1] >= chance for _, chance in rows)
    text = "".join(chunk.text for chunk in found.passages)
    assert len(text) <= max(SCREEN, len(chunks[found.best].text) + BRIEF_OPENING, BRIEF_OPENING + 1_100)
    assert len(found.highlights) <= AT_MOST
    assert all(sentence in text for sentence in found.highlights)
    assert not found.highlights or len(text) > LONG_PASSAGE
