"""Evidence is what the index says, on an absolute scale; a ranking is read as it was written, or refused."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from indexer import language
from indexer.build import build_notes
from indexer.evidence import (
    BM25_UNIT,
    FEATURES,
    FEW_QUESTIONS,
    PASSAGE_FEATURES,
    Evidence,
    gather,
    nearest_outside,
    passage_features,
)
from indexer.overlay import View
from indexer.ranking import (
    BUNDLED,
    CONFIDENCE_FEATURES,
    FEW_AHEAD,
    FOLLOWED_FEATURES,
    FOLLOWING_FEATURES,
    GOES_ON_FEATURES,
    MARGIN_COUNTED,
    RANKING,
    SPARSE_FEATURES,
    TOPIC_MARGIN_COUNTED,
    Linear,
    Ranking,
    confidence_features,
    load_ranking,
    passage_scores,
    probability,
)
from indexer.reading import SENTENCE_FEATURES
from indexer.snapshot import Snapshot, whole_note
from knowledge_base.errors import ModelError
from tests.fakes import NOTES, SUM_RANKING, WORDS, WordEncoder, folder_in_memory, make_note

LONG = make_note(
    "pajak",
    "Pajak",
    "## Dokumen\n\nSiapkan dokumen pajak.\n\n## Telepon\n\nTanya lewat telepon.\n\n## Email\n\nKirim email.",
    "lapor pajak lewat email?",
    "dokumen pajak apa saja?",
)
ALL = [*NOTES, LONG]

numbers = some.floats(-1e6, 1e6).map(lambda number: round(number, 4))
shares = some.floats(0, 1).map(lambda number: round(number, 4))


def linear_over(features: tuple[str, ...]) -> some.SearchStrategy[Linear]:
    return some.builds(Linear, some.tuples(*[numbers] * len(features)), numbers)


rankings = some.builds(
    Ranking,
    linear_over(FEATURES),
    linear_over(PASSAGE_FEATURES),
    linear_over(CONFIDENCE_FEATURES),
    linear_over(SPARSE_FEATURES),
    linear_over(GOES_ON_FEATURES),
    linear_over(FOLLOWING_FEATURES),
    linear_over(FOLLOWED_FEATURES),
    linear_over(SENTENCE_FEATURES),
    shares,
    shares,
    shares,
    shares,
)


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    """Five notes; the last has three passages and two question lines."""
    with folder_in_memory() as folder:
        yield build_notes(folder, ALL, WordEncoder())


def ask(snapshot: Snapshot, question: str, depth: int = 50) -> Evidence:
    return gather(View.of(snapshot), WordEncoder().encode_queries([question])[0], question, depth)


def features_of(evidence: Evidence, note: str) -> dict[str, float]:
    (row,) = [place for place, held in enumerate(evidence.notes) if held.id == note]
    return dict(zip(FEATURES, evidence.features[row].tolist(), strict=True))


def test_a_note_that_is_asked_by_its_own_line_has_every_evidence(snapshot: Snapshot) -> None:
    asked = features_of(ask(snapshot, "dokumen pajak apa saja?"), "pajak")
    assert asked["dense_question"] == pytest.approx(1)
    assert asked["lexical_sum"] > 0
    assert 0 < asked["lexical_question"] <= 1
    other = features_of(ask(snapshot, "dokumen pajak apa saja?"), "marah")
    assert [other[feature] for feature in FEATURES if feature.startswith("lexical")] == [0, 0, 0, 0]


def test_cosines_are_of_the_best_passage_and_the_best_line(snapshot: Snapshot) -> None:
    """The third passage reads `Pajak Email Email Kirim email`: three times `email` in a length of √(1 + 9 + 1)."""
    asked = features_of(ask(snapshot, "email"), "pajak")
    assert asked["dense_passage"] == pytest.approx(3 / math.sqrt(11))
    assert asked["dense_question"] == pytest.approx(1 / 2)  # lapor, pajak, lewat, email


@given(some.lists(some.sampled_from([*WORDS.split(), "roket", "mars", "yang", "di"]), min_size=1, max_size=7))
def test_evidence_is_what_one_finds_by_looking_at_everything(snapshot: Snapshot, words: list[str]) -> None:
    """With lists long enough for all, each feature of each candidate equals the obvious slow computation."""
    question = " ".join(words)
    evidence = ask(snapshot, question)
    terms = language.terms(question)
    vector = WordEncoder().encode_queries([question])[0]
    cosines = snapshot.vectors.vectors(np.arange(len(snapshot.entries))) @ vector
    bm25 = {
        index: dict(zip(*(column.tolist() for column in index.search(terms, 100)), strict=True))
        for index in (snapshot.lexical_passages, snapshot.lexical_questions, snapshot.lexical_notes)
    }
    ceilings = {index: index.ceiling(terms) or 1 for index in bm25}
    first_question = len(snapshot.entries.passages)
    for row, found in enumerate(evidence.notes):
        note = snapshot.number_of[found.id]
        passages, questions = snapshot.entries.passages_of(note), snapshot.entries.questions_of(note)
        best = max(bm25[snapshot.lexical_passages].get(number, 0) for number in passages)
        best_line = max(bm25[snapshot.lexical_questions].get(number - first_question, 0) for number in questions)
        expected = {
            "dense_passage": cosines[list(passages)].max(),
            "dense_question": cosines[list(questions)].max(),
            "dense_center": float(centre(snapshot, questions) @ vector),
            "lexical_passage": best / ceilings[snapshot.lexical_passages],
            "lexical_question": best_line / ceilings[snapshot.lexical_questions],
            "lexical_note": bm25[snapshot.lexical_notes].get(note, 0) / ceilings[snapshot.lexical_notes],
            "lexical_sum": best / BM25_UNIT,
            "term_share": share(terms, shown := language.terms(whole_note(found))),
            "pair_share": share([*map(frozenset, pairwise(terms))], [*map(frozenset, pairwise(shown))]),
            "near_share": share(near(terms, 2), near(shown, 3)),
            "defined": 0.0,  # nobody asks here what a word means; tests/test_definitions.py does
        }
        given_features = dict(zip(FEATURES, evidence.features[row].tolist(), strict=True))
        assert given_features == pytest.approx(expected, abs=1e-5)
        assert all(0 <= value <= 1 + 1e-6 for value in given_features.values())
    assert list(evidence.notes) == snapshot.notes
    assert list(evidence.passages) == snapshot.entries.passages
    assert evidence.owner.tolist() == snapshot.entries.note_of[:first_question].tolist()
    np.testing.assert_allclose(evidence.dense, cosines[:first_question], atol=1e-6)
    known = [term for term in set(terms) if snapshot.lexical_notes.knows(term)]
    weight = snapshot.lexical_notes.weight
    assert evidence.information == pytest.approx(sum(map(weight, known)))
    total = sum(map(weight, set(terms)))
    assert evidence.unknown_share == pytest.approx(1 - evidence.information / total if total else 0, abs=1e-9)


def test_what_a_list_brings_up_is_scored_in_full(snapshot: Snapshot) -> None:
    """With lists of one entry, a candidate still has its cosines, and all of its passages are there to show."""
    evidence = ask(snapshot, "email", depth=1)
    assert [note.id for note in evidence.notes] == ["pajak"]
    assert list(evidence.passages) == [snapshot.entries.passages[number] for number in snapshot.entries.passages_of(4)]
    full = features_of(ask(snapshot, "email"), "pajak")
    assert features_of(evidence, "pajak") == pytest.approx(full)


def share(wanted: list[Any], held: list[Any]) -> float:
    """The share of what is wanted that is held, each counted once."""
    return len(set(wanted) & set(held)) / len(set(wanted)) if wanted else 0.0


def near(terms: list[str], within: int) -> list[frozenset[str]]:
    """The pairs of terms that stand at most so many places apart."""
    places = product(range(len(terms)), repeat=2)
    return [frozenset((terms[a], terms[b])) for a, b in places if 0 < b - a <= within]


def on_topics(evidence: Evidence, topics: list[str]) -> Evidence:
    notes = zip(evidence.notes, topics, strict=True)
    return replace(evidence, notes=tuple(replace(note, topic=topic) for note, topic in notes))


def centre(snapshot: Snapshot, entries: range) -> NDArray[np.float32]:
    """The middle of some vectors, of length 1."""
    mean = snapshot.vectors.vectors(np.array(entries)).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def test_a_note_without_question_lines_has_its_passages_centre() -> None:
    """Documents that are imported as they are have a line; passages of a bare corpus have none."""
    bare = replace(ALL[-1], questions=())
    with folder_in_memory() as folder:
        snapshot = build_notes(folder, [bare, ALL[0]], WordEncoder())
        vector = WordEncoder().encode_queries(["pajak"])[0]
        evidence = gather(View.of(snapshot), vector, "pajak")
        expected = float(centre(snapshot, snapshot.entries.passages_of(0)) @ vector)
    assert features_of(evidence, bare.id)["dense_center"] == pytest.approx(expected)


def test_what_is_near_a_question_without_an_answer_is_told() -> None:
    rows = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]], dtype=np.float32)
    assert nearest_outside(rows, np.array([1.0, 0.0], dtype=np.float32)) == pytest.approx((1.0, 1.6 / 3))
    assert nearest_outside(rows[:0], np.array([1.0, 0.0], dtype=np.float32)) == (0.0, 0.0)


def test_a_question_without_words_gives_no_evidence(snapshot: Snapshot) -> None:
    evidence = ask(snapshot, "?!")
    assert not evidence.features.any()
    assert (evidence.unknown_share, evidence.information, evidence.outside) == (0, 0, (0, 0))


def test_an_unknown_word_is_counted_by_its_weight(snapshot: Snapshot) -> None:
    """Among five notes a word that none holds weighs ln 12, one that a single note holds ln 4."""
    unknown, known = math.log(1 + 5.5 / 0.5), math.log(1 + 4.5 / 1.5)
    assert ask(snapshot, "cuti roket").unknown_share == pytest.approx(unknown / (unknown + known))
    assert ask(snapshot, "cuti surat").unknown_share == 0


def test_passages_are_scored_by_their_own_evidence(snapshot: Snapshot) -> None:
    evidence = ask(snapshot, "tanya telepon")
    features = passage_features(evidence)
    assert features.shape == (len(evidence.passages), len(PASSAGE_FEATURES))
    best = np.argmax(SUM_RANKING.passage(features))
    assert "Tanya lewat telepon" in evidence.passages[int(best)].text
    np.testing.assert_array_equal(features[:, 0], evidence.dense)
    assert not features[:, 1].any(), "nothing of it is in chat spelling"
    np.testing.assert_allclose(features[:, 2], evidence.lexical * evidence.ceiling / BM25_UNIT)
    terms = set(language.terms("tanya telepon"))
    texts = [*snapshot.entries.passage_texts()]
    assert features[:, 3].tolist() == [len(terms.intersection(language.terms(text))) / 2 for text in texts]


def test_a_note_is_scored_by_its_best_passage_alone_where_there_are_no_lines(snapshot: Snapshot) -> None:
    evidence = ask(snapshot, "surat cuti")
    passage = Linear((2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0), 0.0)
    values = passage(passage_features(evidence))
    expected = [values[evidence.owner == row].max() for row, _ in enumerate(evidence.notes)]
    assert passage_scores(evidence, passage).tolist() == expected


def test_the_share_of_chat_is_told_where_passages_are_ranked(snapshot: Snapshot) -> None:
    """Of `gmn surat cuti sih` half the words are in chat spelling, so half of each cosine is said again."""
    vector = WordEncoder().encode_queries(["surat cuti"])[0]
    asked = [gather(View.of(snapshot), vector, "surat cuti", typed=typed) for typed in ("gmn surat cuti sih", None)]
    assert [evidence.chat for evidence in asked] == [0.5, 0.0]
    features = passage_features(asked[0])
    np.testing.assert_allclose(features[:, 1], features[:, 0] / 2)


def test_confidence_features_are_the_notes_own_and_what_the_question_tells(snapshot: Snapshot) -> None:
    evidence = ask(snapshot, "surat cuti roket")
    scores = np.arange(len(evidence.notes)) / 2
    made = confidence_features(evidence, scores)
    np.testing.assert_array_equal(made[:, -len(FEATURES) :], evidence.features)
    assert made[-1, 0] == pytest.approx(0.5), "the best stands so far above the next"
    assert made[0, 0] == max(-MARGIN_COUNTED, -scores[-1])
    assert set(made[:, 2]) == {math.log1p(evidence.information)}
    assert set(made[:, 3]) == {evidence.unknown_share}
    assert [set(column) for column in made[:, 4:6].T] == [{value} for value in evidence.outside]
    one_topic = on_topics(evidence, ["C4"] * len(scores))
    assert set(confidence_features(one_topic, scores)[:, 1]) == {TOPIC_MARGIN_COUNTED}, "nothing rivals the topic"
    two_topics = on_topics(evidence, [*["C4"] * (len(scores) - 2), "D1", "D1"])
    assert confidence_features(two_topics, scores)[-1, 1] == pytest.approx(1), "the next note is on the same topic"


def test_what_a_question_tells_is_the_weight_of_its_known_words(snapshot: Snapshot) -> None:
    """Among five notes a word that a single note holds weighs ln 4; one that none holds tells nothing."""
    assert ask(snapshot, "cuti roket").information == pytest.approx(math.log(1 + 4.5 / 1.5))


def test_a_linear_model_by_hand() -> None:
    model = Linear((2.0, -1.0), 0.5)
    assert model(np.array([[1.0, 1.0], [0.0, 3.0]])).tolist() == [1.5, -2.5]


def test_probability_by_hand() -> None:
    assert probability(0) == 0.5
    assert probability(math.log(3)) == pytest.approx(0.75)
    assert probability(-1e9) == pytest.approx(0)
    assert probability(1e9) == 1


@given(some.floats(-800, 800), some.floats(-800, 800))
def test_probability_grows_with_the_log_odds(one: float, other: float) -> None:
    assert 0 <= probability(min(one, other)) <= probability(max(one, other)) <= 1
    assert probability(one) + probability(-one) == pytest.approx(1)


def test_a_note_with_few_question_lines_may_answer_by_its_text(snapshot: Snapshot) -> None:
    evidence = gather(View.of(snapshot), WordEncoder().encode_queries(["izin cuti"])[0], "cuti")
    few = [FEW_QUESTIONS - 1 if place % 2 else FEW_QUESTIONS for place, _ in enumerate(evidence.notes)]
    notes = tuple(
        replace(note, questions=tuple(f"apa {n}?" for n in range(count)))
        for note, count in zip(evidence.notes, few, strict=True)
    )
    flat = {
        name: [Linear((0.0,) * len(features), value) for value in (-1.0, 1.0)]
        for name, features in (("confidence", CONFIDENCE_FEATURES), ("sparse", SPARSE_FEATURES))
    }
    for low, high in product(range(2), range(2)):
        ranking = replace(SUM_RANKING, confidence=flat["confidence"][low], sparse=flat["sparse"][high])
        sure = ranking.sure(replace(evidence, notes=notes), np.zeros(len(notes)))
        by_questions, best = 2 * low - 1, 2 * max(low, high) - 1
        assert sure.tolist() == [by_questions if count == FEW_QUESTIONS else best for count in few]
    careful = replace(SUM_RANKING, confidence=flat["confidence"][0], sparse=flat["sparse"][1], answer_from=0.5)
    sure = replace(careful, sparse_from=0.8).sure(replace(evidence, notes=notes), np.zeros(len(notes)))
    expected = max(-1.0, 1.0 - math.log(0.8 / 0.2))
    assert sure[1::2] == pytest.approx(expected), "its text must say 0.8 for what 0.5 says elsewhere"


def test_a_note_with_few_question_lines_is_ahead_of_an_equal_one(snapshot: Snapshot) -> None:
    evidence = gather(View.of(snapshot), WordEncoder().encode_queries(["izin cuti"])[0], "cuti")
    alike = replace(
        evidence,
        notes=tuple(
            replace(evidence.notes[0], questions=tuple(f"apa {n}?" for n in range(count)))
            for count in (FEW_QUESTIONS, FEW_QUESTIONS - 1)
        ),
        features=np.repeat(evidence.features[:1], 2, axis=0),
    )
    many, few = SUM_RANKING.scores(alike).tolist()
    assert few - many == pytest.approx(FEW_AHEAD)


@given(rankings)
def test_a_ranking_is_read_as_it_was_written(ranking: Ranking) -> None:
    with folder_in_memory() as folder:
        ranking.save(folder)
        assert Ranking.load(folder) == ranking


def test_weights_are_read_by_their_names(tmp_path: Path) -> None:
    """Whatever their order; weights that were learned for other features are refused, not misread."""
    SUM_RANKING.save(tmp_path)
    record = json.loads((tmp_path / RANKING).read_text(encoding="utf-8"))
    record["note"]["weights"] = {feature: float(place) for place, feature in reversed(list(enumerate(FEATURES)))}
    (tmp_path / RANKING).write_text(json.dumps(record), encoding="utf-8")
    assert Ranking.load(tmp_path).note.weights == tuple(float(place) for place in range(len(FEATURES)))
    record["note"]["weights"]["phase_of_the_moon"] = record["note"]["weights"].pop("lexical_note")
    (tmp_path / RANKING).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ModelError, match=r"phase_of_the_moon.*python -m indexer\.training ranking"):
        Ranking.load(tmp_path)


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "{}", '{"note": 1}', '{"note": {"weights": []}}', '{"note": {"weights": null}}']
)
def test_a_missing_or_damaged_ranking_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / RANKING).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"ranking\.json cannot be read.*python -m indexer\.training ranking"):
        Ranking.load(tmp_path)


def test_a_model_with_a_ranking_of_its_own_is_ranked_by_it(tmp_path: Path) -> None:
    """Any other is ranked by the bundled one."""
    SUM_RANKING.save(tmp_path)
    assert load_ranking(str(tmp_path)) == SUM_RANKING
    bundled = Ranking.load(BUNDLED)
    assert load_ranking("some/name") == load_ranking(str(tmp_path / "empty")) == bundled
    assert 0 <= bundled.suggest_from <= bundled.ask_from <= bundled.answer_from <= bundled.sparse_from <= 1
