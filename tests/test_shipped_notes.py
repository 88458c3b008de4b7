"""The notes that ship with Prima cover every topic, and each keeps the rules."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from knowledge_base.check import check_paths
from knowledge_base.note import NoteFile
from knowledge_base.settings import ROOT
from knowledge_base.sync import note_paths
from knowledge_base.topics import AREAS, TOPICS, area_of, topics_of

NOTES_DIR = ROOT / "knowledge_base"
WRITTEN = date(2026, 11, 21)
QUESTIONS = 15


@pytest.fixture(scope="module")
def files() -> list[NoteFile]:
    return [NoteFile.load(path, NOTES_DIR) for path in note_paths(NOTES_DIR)]


def test_all_shipped_notes_are_valid_on_the_day_they_were_written() -> None:
    count, faults = check_paths(note_paths(NOTES_DIR), NOTES_DIR, WRITTEN)
    assert [str(fault) for fault in faults] == []
    assert count >= 2 * len(TOPICS)


def test_there_are_74_topics_in_ten_areas() -> None:
    numbers = {"A": 6, "B": 11, "C": 9, "D": 7, "E": 7, "F": 9, "G": 6, "H": 7, "I": 7, "J": 5}
    assert list(TOPICS) == [f"{area}{number}" for area, last in numbers.items() for number in range(1, last + 1)]
    assert len(TOPICS) == 74
    assert list(AREAS) == list(numbers)


def test_names_of_topics_are_distinct_and_fit_a_button() -> None:
    assert len(set(TOPICS.values())) == len(TOPICS)
    assert all(0 < len(name) <= 60 for name in (*TOPICS.values(), *AREAS.values()))


def test_an_area_knows_its_topics_in_order() -> None:
    assert topics_of("J") == ["J1", "J2", "J3", "J4", "J5"]
    assert [code for area in AREAS for code in topics_of(area)] == list(TOPICS)
    assert (area_of("C4"), area_of("B11")) == ("C", "B")


def test_every_topic_has_a_pedoman_and_a_praktik(files: list[NoteFile]) -> None:
    held = Counter((each.note.topic, each.note.kind) for each in files)
    missing = [(topic, kind) for topic in TOPICS for kind in ("pedoman", "praktik") if not held[topic, kind]]
    assert missing == []


def test_every_note_has_15_questions_or_more(files: list[NoteFile]) -> None:
    assert {each.file: len(each.note.questions) for each in files if len(each.note.questions) < QUESTIONS} == {}


def test_a_file_stands_where_its_kind_topic_and_id_say(files: list[NoteFile]) -> None:
    assert [each.file for each in files] == [f"{each.note.kind}/{each.note.topic}/{each.note.id}.md" for each in files]


def test_an_id_begins_with_topic_and_kind(files: list[NoteFile]) -> None:
    assert [each.note.id for each in files if not each.note.id.startswith(f"{each.note.topic}-{each.note.kind}-")] == []
