"""The golden questions: honest, complete, and answered by the model that ships."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.answer import Answerer
from indexer import language
from indexer.__main__ import GOLDEN
from indexer.evaluate import GoldenFigures, evaluate_golden
from indexer.golden import GoldenSet
from indexer.lexicon import outside_questions
from indexer.training.data import PARAPHRASES, judged_questions, read_paraphrases
from knowledge_base.errors import EvaluationError
from knowledge_base.note import Note
from knowledge_base.smalltalk import small_talk


@pytest.fixture(scope="module")
def golden() -> GoldenSet:
    return GoldenSet.load(GOLDEN)


@pytest.fixture(scope="module")
def notes(answerer: Answerer) -> list[Note]:
    return answerer.searcher.view().notes


@pytest.fixture(scope="module")
def figures(answerer: Answerer, golden: GoldenSet) -> dict[str, GoldenFigures]:
    return {row.style: row for row in evaluate_golden(answerer.searcher, golden)}


def test_the_set_is_complete(golden: GoldenSet) -> None:
    styles = Counter(question.style for question in golden.questions)
    assert styles == {"formal": 110, "informal": 140, "situation": 120, "keyword": 50, "typo": 50, "english": 30}
    assert Counter(each.type for each in golden.followups) == {"refine": 45, "new": 15}
    subjects = Counter(question.style for question in golden.unanswerable)
    assert subjects == {"off_topic": 60, "near": 70, "greeting": 25, "attack": 25, "nonsense": 20}
    ids = [each.id for each in (*golden.questions, *golden.followups, *golden.unanswerable)]
    assert len(ids) == len(set(ids))


def test_every_label_names_a_note(golden: GoldenSet, notes: list[Note]) -> None:
    known = {note.id for note in notes}
    for each in (*golden.questions, *golden.followups):
        assert each.notes, each.id
        assert set(each.notes) <= known, each.id


def test_every_topic_is_asked_about(golden: GoldenSet, notes: list[Note]) -> None:
    topic_of = {note.id: note.topic for note in notes}
    asked = Counter(topic for each in golden.questions for topic in {topic_of[note] for note in each.notes})
    assert min(asked[note.topic] for note in notes) >= 5


def test_no_golden_question_stands_under_a_note_or_in_a_training_pair(golden: GoldenSet, notes: list[Note]) -> None:
    taught = {language.normalise(question) for note in notes for question in note.questions}
    taught |= {language.normalise(text) for texts in read_paraphrases(PARAPHRASES).values() for text in texts}
    taught |= {language.normalise(text) for text, _ in judged_questions()}
    taught |= {language.normalise(text) for text in outside_questions()}
    asked = [question.text for question in (*golden.questions, *golden.unanswerable)]
    asked += [turn for followup in golden.followups for turn in followup.turns]
    assert [text for text in asked if language.normalise(text) in taught] == []


def test_small_talk_is_told_from_questions(golden: GoldenSet) -> None:
    greetings = [each for each in golden.unanswerable if each.style == "greeting"]
    assert [each.text for each in greetings if small_talk(each.text) is None] == []
    assert [each.text for each in golden.questions if small_talk(each.text)] == []


@pytest.mark.parametrize(
    ("style", "first", "in_three"),
    [("formal", 0.84, 0.94), ("informal", 0.76, 0.9), ("keyword", 0.88, 0.96), ("typo", 0.8, 0.9)],
)
def test_the_right_note_is_found(figures: dict[str, GoldenFigures], style: str, first: float, in_three: float) -> None:
    assert figures[style].first >= first
    assert figures[style].in_three >= in_three


def test_prima_keeps_silent_when_it_does_not_know(figures: dict[str, GoldenFigures]) -> None:
    silent = [row for row in figures.values() if row.style.startswith("unanswerable")]
    assert sum(row.answered * row.count for row in silent) / sum(row.count for row in silent) <= 0.05


def test_a_new_subject_is_not_dragged_back(figures: dict[str, GoldenFigures]) -> None:
    assert figures["followup new"].first >= 0.8


def test_a_faulty_set_is_named_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"questions\.jsonl:1: expected an object with id, style, text, notes"):
        GoldenSet.load(tmp_path)
