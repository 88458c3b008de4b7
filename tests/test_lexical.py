"""LexicalIndex ranks by BM25 as the formula has it, knows the score that nothing exceeds, and what it does not know."""

import math
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from indexer.lexical import FreshLexical, LexicalIndex
from knowledge_base.errors import UnusableIndexError
from tests.fakes import folder_in_memory

K1, B = 1.2, 0.75
Texts = Sequence[Sequence[str]]

words = some.sampled_from("antre loket warga marah sabar gaji cuti surat covid-19 1.500,25".split())
# Up to 40 terms tantivy stores a text's length exactly; longer ones are rounded down to fit one byte.
corpora = some.lists(some.lists(words, max_size=40), min_size=1, max_size=12)
# Hypothesis runs many examples per test, each with an index of its own on the disk.
thorough = settings(max_examples=40, deadline=None)


def index_of(texts: Texts) -> LexicalIndex:
    """An index of these texts; the files may go once they are open."""
    with folder_in_memory() as folder:
        LexicalIndex.write(folder / "lexical", texts)
        return LexicalIndex.open(folder / "lexical")


def idf(texts: Texts, term: str) -> float:
    holding = sum(term in text for text in texts)
    return math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))


def bm25(texts: Texts, question: Sequence[str]) -> dict[int, float]:
    """Score by number of every text that holds a term of the question: the formula, as slow as it stands in books."""
    mean = sum(len(text) for text in texts) / len(texts)
    scores: dict[int, float] = {}
    for number, text in enumerate(texts):
        for term in set(question) & set(text):
            often = text.count(term)
            damped = often * (K1 + 1) / (often + K1 * (1 - B + B * len(text) / mean))
            scores[number] = scores.get(number, 0.0) + idf(texts, term) * damped
    return scores


def test_the_text_with_the_rarer_term_comes_first() -> None:
    index = index_of([["warga", "loket"], ["warga", "marah"], ["warga", "gaji"], ["surat", "cuti"]])
    assert index.search(["warga", "marah"], 10)[0].tolist() == [1, 0, 2]
    assert index.search(["cuti"], 10)[0].tolist() == [3]


@thorough
@given(corpora, some.lists(words, max_size=6), some.integers(0, 15))
def test_scores_are_the_formula(texts: Texts, question: list[str], k: int) -> None:
    """Every score, and the k best in order; equal scores may stand in any order among themselves."""
    numbers, scores = index_of(texts).search(question, k)
    slow = bm25(texts, question)
    assert len(numbers) == min(k, len(slow)) == len(set(numbers.tolist()))
    assert scores.tolist() == pytest.approx([slow[number] for number in numbers.tolist()], rel=1e-5)
    assert scores.tolist() == pytest.approx(sorted(slow.values(), reverse=True)[:k], rel=1e-5)


@thorough
@given(corpora, words)
def test_weight_is_the_inverse_document_frequency(texts: Texts, term: str) -> None:
    assert index_of(texts).weight(term) == pytest.approx(idf(texts, term))


@thorough
@given(some.lists(some.lists(words, max_size=300), min_size=1, max_size=8), some.lists(words, min_size=1, max_size=5))
def test_no_text_exceeds_the_ceiling(texts: Texts, question: list[str]) -> None:
    """Texts of any length, and questions that repeat themselves."""
    index = index_of(texts)
    _, scores = index.search(question, 10)
    assert scores.max(initial=0.0) <= index.ceiling(question) * (1 + 1e-6)
    assert index.ceiling(question) == index.ceiling(question * 3)


def test_the_ceiling_is_no_higher_than_it_must_be() -> None:
    """A text that says nothing else comes as near as one likes."""
    index = index_of([["marah"] * 5_000, ["gaji"] * 5_000])
    _, scores = index.search(["marah"], 1)
    assert 0.999 < scores[0] / index.ceiling(["marah"]) <= 1


@thorough
@given(corpora, words)
def test_a_term_is_known_if_some_text_holds_it(texts: Texts, term: str) -> None:
    assert index_of(texts).knows(term) == any(term in text for text in texts)


@thorough
@given(corpora, some.lists(words, max_size=6), some.integers(0, 15))
def test_a_few_texts_in_memory_score_as_if_they_were_written(texts: Texts, question: list[str], k: int) -> None:
    written = index_of(texts)
    average = sum(len(text) for text in texts) / len(texts)
    fresh = FreshLexical(written, average, texts)
    numbers, scores = fresh.search(question, k)
    expected = bm25(texts, question)
    best = sorted(expected, key=lambda number: -expected[number])[:k]
    np.testing.assert_allclose(scores, [expected[number] for number in best], rtol=1e-5)
    for number, score in zip(numbers.tolist(), scores.tolist(), strict=True):
        assert score == pytest.approx(expected[number], rel=1e-5)
    assert all(fresh.knows(term) == written.knows(term) for term in ["antre", "loket", "roket"])


def test_an_index_knows_how_long_its_texts_are(tmp_path: Path) -> None:
    assert LexicalIndex.write(tmp_path / "some", [["warga", "marah"], ["gaji"], []]) == 1
    assert LexicalIndex.write(tmp_path / "none", []) == 0


def test_a_repeated_question_term_counts_once() -> None:
    index = index_of([["warga", "loket"], ["marah", "loket"]])
    once, twice = index.search(["warga", "loket"], 5), index.search(["warga", "loket", "warga", "loket"], 5)
    assert once[0].tolist() == twice[0].tolist() == [0, 1]
    np.testing.assert_array_equal(once[1], twice[1])


def test_equal_scores_stand_by_number() -> None:
    index = index_of([["gaji"], *[["surat", "cuti"]] * 30])
    assert index.search(["cuti"], 50)[0].tolist() == list(range(1, 31))
    assert index.search(["cuti"], 4)[0].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("term", ["x" * 300, "1.500,25", "covid-19", "ñandú", "skm", "AND", "terms:skm", '"'])
def test_a_term_is_found_as_it_is(term: str) -> None:
    """No length limit, no query language, no second cutting into words."""
    index = index_of([["lain", "xxx", "covid", "1", "500", "25"], ["lain", term]])
    assert index.search([term], 5)[0].tolist() == [1]
    assert index.knows(term)


def test_nothing_asked_or_nothing_there_finds_nothing() -> None:
    for index, question, k in (
        (index_of([["warga"]]), [], 5),
        (index_of([["warga"]]), ["warga"], 0),
        (index_of([["warga"]]), ["roket"], 5),
        (index_of([[]]), ["warga"], 5),
        (index_of([]), ["warga"], 5),
    ):
        numbers, scores = index.search(question, k)
        assert (numbers.tolist(), scores.tolist()) == ([], [])
    assert not index_of([]).knows("warga")


def test_a_text_without_terms_keeps_its_number() -> None:
    assert index_of([[], ["warga"], [], ["marah"]]).search(["marah"], 5)[0].tolist() == [3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good index."""
    LexicalIndex.write(tmp_path / "lexical", [["warga", "marah"], ["gaji"]])
    return tmp_path / "lexical"


@pytest.mark.parametrize("damage", ["missing", "empty", "half", "foreign"])
def test_an_index_with_a_damaged_file_is_refused(folder: Path, damage: str) -> None:
    """Any of its files but the lists of locks and leftovers, which searching does not need."""
    names = [file.name for file in folder.iterdir() if not file.name.startswith(".")]
    assert len(names) == 7
    for name in names:
        copy = folder.with_name(f"lexical-{name}")
        shutil.copytree(folder, copy)
        whole = (copy / name).read_bytes()
        match damage:
            case "missing":
                (copy / name).unlink()
            case "empty":
                (copy / name).write_bytes(b"")
            case "half":
                (copy / name).write_bytes(whole[: len(whole) // 2])
            case _:
                (copy / name).write_bytes(b"bukan indeks " * 20)
        with pytest.raises(UnusableIndexError, match=f"{copy.name} cannot be read"):
            LexicalIndex.open(copy)


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        with pytest.raises(UnusableIndexError, match=f"{name} cannot be read"):
            LexicalIndex.open(tmp_path / name)


def test_an_open_index_does_not_need_its_files(folder: Path) -> None:
    """An old build may be removed while it still answers."""
    index = LexicalIndex.open(folder)
    shutil.rmtree(folder)
    assert index.search(["marah"], 5)[0].tolist() == [0]
    assert index.weight("gaji") == pytest.approx(math.log(2))
