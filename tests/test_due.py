"""What does most harm is checked first, and nobody is reminded twice of one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base.due import due, mark_reminded, overdue_unreminded
from knowledge_base.note import Note
from knowledge_base.notes import save_note
from knowledge_base.questions import Asked, store_question
from knowledge_base.store import opened
from tests.makers import DAY, note


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


def late(identity: str, days: int) -> Note:
    """A note that has been overdue on DAY for some days."""
    return note(identity, checked=DAY - timedelta(days=400), review_by=DAY - timedelta(days=days))


def answered(db: Database, identity: str, times: int, *, kind: str = "answer", days_ago: int = 1) -> None:
    for _ in range(times):
        asked = Asked("a", "a", kind, 0.9, "b1", 1.0, "private", note=identity)
        moment = datetime.combine(DAY, datetime.min.time()) - timedelta(days=days_ago)
        db.execute("update questions set asked_at = ? where id = ?", [moment.isoformat(), store_question(db, asked)])


def test_notes_are_ordered_by_how_often_they_answered_times_days_overdue(db: Database) -> None:
    doubtful = replace(note("X1-ragu"), state="needs-checking")
    for each in (late("X1-lama", 100), late("X1-ramai", 10), late("X1-sepi", 300), doubtful, note("X1-baik")):
        save_note(db, each)
    answered(db, "X1-lama", 2)
    answered(db, "X1-ramai", 21)
    answered(db, "X1-ragu", 5)
    answered(db, "X1-baik", 50)
    told = [(each.note.id, each.answered, each.days, each.harm) for each in due(db, DAY)]
    assert told == [
        ("X1-ramai", 21, 10, 210), ("X1-lama", 2, 100, 200), ("X1-ragu", 5, 1, 5), ("X1-sepi", 0, 300, 0),
    ]  # fmt: skip


def test_only_answers_of_the_last_ninety_days_count(db: Database) -> None:
    save_note(db, late("X1-a", 1))
    answered(db, "X1-a", 1, days_ago=90)
    answered(db, "X1-a", 1, days_ago=91)
    answered(db, "X1-a", 1, kind="unsure")
    assert [each.answered for each in due(db, DAY)] == [1]


def test_a_note_out_of_the_answers_is_not_due(db: Database) -> None:
    for state in ("obsolete", "archived"):
        save_note(db, replace(late(f"X1-{state}", 5), state=state))
    assert due(db, DAY) == overdue_unreminded(db, DAY) == []


def test_a_note_is_due_from_the_day_after_its_review(db: Database) -> None:
    save_note(db, late("X1-a", 0))
    assert due(db, DAY) == overdue_unreminded(db, DAY) == []
    assert [each.days for each in due(db, DAY + timedelta(days=1))] == [1]


def test_a_reminder_is_for_one_day_of_one_note(db: Database) -> None:
    for each in (late("X1-a", 5), late("X1-b", 9)):
        save_note(db, each)
    assert [each.id for each in overdue_unreminded(db, DAY)] == ["X1-b", "X1-a"]
    for _ in range(2):
        mark_reminded(db, late("X1-b", 9), 11)
    assert [each.id for each in overdue_unreminded(db, DAY)] == ["X1-a"]
    save_note(db, late("X1-b", 3))
    assert [each.id for each in overdue_unreminded(db, DAY)] == ["X1-a", "X1-b"]
