"""The measures are those of the books, by hand and by trying everything; a BEIR folder is read or its fault named."""

import itertools
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.evaluate import RUNS, evaluate_beir, hit, ndcg, read_corpus, read_splits, recall, reciprocal_rank
from knowledge_base.errors import EvaluationError
from tests.fakes import SUM_RANKING, WordEncoder

CORPUS = [
    {"_id": "d1", "title": "Cuti", "text": "Ajukan surat cuti."},
    {"_id": "d2", "title": "Gaji", "text": "Data gaji dan pajak."},
    {"_id": "d3", "title": "", "text": "Surat cuti dan surat izin."},
    {"_id": "d4", "title": "Loket", "text": "Antrean di loket."},
]
QUERIES = [
    {"_id": "q1", "text": "gaji pajak"},
    {"_id": "q2", "text": "antrean"},
    {"_id": "q3", "text": "roket"},
    {"_id": "unjudged", "text": "cuti"},
]

names = some.sampled_from("abcdef")
ranked_lists = some.lists(names, unique=True)
gains = some.dictionaries(names, some.integers(1, 3))
depths = some.integers(1, 8)


def dcg(ranked: Iterable[str], relevant: dict[str, int]) -> float:
    return sum(relevant.get(name, 0) / math.log2(place + 1) for place, name in enumerate(ranked, 1))


def write_lines(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """Four documents, four queries, and two splits that judge some of them."""
    write_lines(tmp_path / "corpus.jsonl", CORPUS)
    write_lines(tmp_path / "queries.jsonl", QUERIES)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td2\t2\nq1\td4\t1\nq1\td1\t0\nq2\td4\t1\nq3\td1\t1\n", encoding="utf-8"
    )
    (tmp_path / "qrels" / "dev.tsv").write_text("q2\td1\t1\n", encoding="utf-8")
    return tmp_path


# Measures


def test_ndcg_by_hand() -> None:
    """Gains 3 and 1 at places 2 and 4, against 3 and 1 at places 1 and 2."""
    found = ndcg(["x", "a", "y", "b"], {"a": 3, "b": 1}, 10)
    assert found == pytest.approx((3 / math.log2(3) + 1 / math.log2(5)) / (3 + 1 / math.log2(3)))
    assert ndcg(["a", "b"], {"a": 3, "b": 1}, 10) == 1
    assert ndcg(["x", "a"], {"a": 3}, 1) == 0
    assert ndcg([], {"a": 1}, 10) == 0
    assert ndcg(["a"], {}, 10) == 0


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 3}, 10) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x", "y", "a"], {"a": 1}, 2) == 0
    assert reciprocal_rank([], {"a": 1}, 10) == 0


def test_hit_by_hand() -> None:
    assert (hit(["x", "a"], {"a": 1}, 1), hit(["x", "a"], {"a": 1}, 2), hit([], {"a": 1}, 5)) == (0, 1, 0)


def test_recall_by_hand() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}, 3) == pytest.approx(2 / 3)
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}, 2) == pytest.approx(1 / 3)
    assert recall(["a"], {}, 3) == 0


@given(ranked_lists, gains, depths)
def test_ndcg_is_the_share_of_the_best_possible_order(ranked: list[str], relevant: dict[str, int], k: int) -> None:
    """The ideal is found by trying every order of every choice of documents."""
    best = max(dcg(order[:k], relevant) for order in itertools.permutations("abcdef"))
    assert ndcg(ranked, relevant, k) == pytest.approx(dcg(ranked[:k], relevant) / best if best else 0)


@given(ranked_lists, gains, depths)
def test_the_other_measures_are_their_definitions(ranked: list[str], relevant: dict[str, int], k: int) -> None:
    places = [ranked.index(name) + 1 for name in relevant if name in ranked[:k]]
    assert reciprocal_rank(ranked, relevant, k) == (1 / min(places) if places else 0)
    assert hit(ranked, relevant, k) == bool(places)
    assert recall(ranked, relevant, k) == pytest.approx(len(places) / len(relevant) if relevant else 0)


# BEIR folders


def test_a_corpus_becomes_notes(beir: Path) -> None:
    notes = read_corpus(beir)
    assert [(note.id, note.title, note.body, note.questions) for note in notes] == [
        (row["_id"], row["title"], row["text"], ()) for row in CORPUS
    ]


def test_a_corpus_may_lack_titles_and_hold_any_character(beir: Path) -> None:
    """U+2028, U+0085 and form feeds end a line for Python, but not in JSON Lines; numbers may be ids."""
    write_lines(beir / "corpus.jsonl", [{"_id": 7, "text": "satu\u2028dua\u0085tiga\x0cempat"}])
    (note,) = read_corpus(beir)
    assert (note.id, note.title, note.body) == ("7", "", "satu\u2028dua\u0085tiga\x0cempat")


def test_splits_hold_the_judged_queries_and_positive_gains(beir: Path) -> None:
    """With or without a header line, and with blank lines."""
    dev, test = read_splits(beir)
    assert (dev.name, dev.queries, dev.qrels) == ("dev", {"q2": "antrean"}, {"q2": {"d1": 1}})
    assert (test.name, list(test.queries)) == ("test", ["q1", "q2", "q3"])
    assert test.qrels == {"q1": {"d2": 2, "d4": 1}, "q2": {"d4": 1}, "q3": {"d1": 1}}
    (beir / "qrels" / "dev.tsv").write_text("\nq1\td1\t3\r\n\nq2\td1\t-1\n", encoding="utf-8")
    assert read_splits(beir, "dev")[0].qrels == {"q1": {"d1": 3}}


def test_a_split_may_have_queries_of_its_own(beir: Path) -> None:
    write_lines(beir / "queries.dev.jsonl", [{"_id": "q2", "text": "lain"}])
    dev, test = read_splits(beir)
    assert (dev.queries["q2"], test.queries["q2"]) == ("lain", "antrean")


def test_one_split_may_be_named(beir: Path) -> None:
    assert [split.name for split in read_splits(beir, "test")] == ["test"]


@pytest.mark.parametrize("name", ["train", "t*", "/test", "../test", ""])
def test_a_missing_split_is_named(beir: Path, name: str) -> None:
    with pytest.raises(EvaluationError, match=r"qrels: no .*tsv; is this a BEIR folder with that split\?") as caught:
        read_splits(beir, name)
    assert f"no {name}.tsv" in str(caught.value) or not name


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "corpus.jsonl",
            '{"_id": "a", "text": "b"}\n\n{"_id": "c"}\n',
            r"corpus\.jsonl:3: expected an object with _id, text",
        ),
        ("corpus.jsonl", '{"_id": "a", "text": "b"}\n{oops}\n', r"corpus\.jsonl:2: not JSON"),
        ("corpus.jsonl", "[1]\n", r"corpus\.jsonl:1: expected an object"),
        ("corpus.jsonl", b"\xff\xfe\n", r"corpus\.jsonl: cannot be read"),
        ("corpus.jsonl", None, r"corpus\.jsonl: cannot be read"),
        ("queries.jsonl", '{"_id": "a"}\n', r"queries\.jsonl:1: expected an object with _id, text"),
        ("queries.jsonl", None, r"queries\.jsonl: cannot be read"),
        ("queries.jsonl", '{"_id": "else", "text": "b"}\n', r"dev\.tsv: none of its query ids stands in the queries"),
        ("qrels/dev.tsv", "q1\td1\t1\nq2 d1 1\n", r"dev\.tsv:2: expected query-id, corpus-id and a whole score"),
        ("qrels/dev.tsv", "q1\t0\td1\t1\n", r"dev\.tsv:1: expected query-id"),
        ("qrels/dev.tsv", "q1\td1\t0.5\n", r"dev\.tsv:1: expected query-id"),
        ("qrels/dev.tsv", "q1\td1\t--1\n", r"dev\.tsv:1: expected query-id"),
        ("qrels/dev.tsv", "q1\td1\t²\n", r"dev\.tsv:1: expected query-id"),
        ("qrels/dev.tsv", b"q1\td\xff\t1\n", r"dev\.tsv: cannot be read"),
        ("qrels/dev.tsv", "query-id\tcorpus-id\tscore\n", r"dev\.tsv: none of its query ids"),
    ],
)
def test_a_fault_is_named_with_file_and_line(beir: Path, file: str, text: str | bytes | None, message: str) -> None:
    (beir / file).unlink()
    if text is not None:
        (beir / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(EvaluationError, match=message):
        evaluate_beir(beir, None, WordEncoder(), SUM_RANKING, lambda _done, _total: None)


def test_figures_by_hand(beir: Path) -> None:
    """Of the three queries `antrean` finds its only document first, `roket` stands in none.

    `gaji pajak` lexically finds d2 (gain 2) and nothing else, so d4 (gain 1) is missing: nDCG 2 / (2 + 1/log2 3).
    """
    figures = evaluate_beir(beir, "test", WordEncoder(), SUM_RANKING, lambda _done, _total: None)
    assert list(figures) == ["test"]
    lexical = figures["test"]["lexical"]
    assert lexical == {
        "ndcg@10": round((2 / (2 + 1 / math.log2(3)) + 1 + 0) / 3, 4),
        "mrr@10": round(2 / 3, 4),
        "hit@1": round(2 / 3, 4),
        "hit@10": round(2 / 3, 4),
        "recall@100": round((1 / 2 + 1 + 0) / 3, 4),
    }
    assert (figures["test"]["queries"], figures["test"]["passages"]) == (3, 4)
    assert figures["test"]["ms"] > 0


def test_dense_and_hybrid_rank_every_candidate(beir: Path) -> None:
    """The dense run gives all four documents for every query, so nothing is out of its reach; hybrid likewise."""
    figures = evaluate_beir(beir, "test", WordEncoder(), SUM_RANKING, lambda _done, _total: None)["test"]
    for run in ("dense", "hybrid"):
        assert (figures[run]["recall@100"], figures[run]["hit@10"]) == (1, 1)
        assert figures[run]["mrr@10"] >= figures["lexical"]["mrr@10"]


def test_every_split_is_evaluated_when_none_is_named(beir: Path) -> None:
    """`dev` judges d1 alone for `antrean`, which stands in d4 alone: lexically nothing is found."""
    figures = evaluate_beir(beir, None, WordEncoder(), SUM_RANKING, lambda _done, _total: None)
    assert {split: set(part) for split, part in figures.items()} == {
        split: {*RUNS, "queries", "passages", "ms"} for split in ("dev", "test")
    }
    assert set(figures["dev"]["lexical"].values()) == {0}
    assert figures["dev"]["queries"] == 1


def test_the_corpus_is_encoded_once_and_queries_one_by_one(beir: Path) -> None:
    """Progress counts the corpus; a query is never told to the model together with another."""
    encoder = WordEncoder()
    steps: list[tuple[int, int]] = []
    evaluate_beir(beir, "test", encoder, SUM_RANKING, lambda done, total: steps.append((done, total)))
    assert steps == [(4, 4)]
    assert len(encoder.encoded) == 4 + 3
    assert encoder.encoded[4:] == ["gaji pajak", "antrean", "roket"]
