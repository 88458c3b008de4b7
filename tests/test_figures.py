"""The figures are right on a small case that was counted by hand; the table opens in a spreadsheet and runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlite_utils import Database

from bot.answer import Kind
from knowledge_base.figures import (
    DAYS,
    QUESTION_KINDS,
    Counted,
    DayCount,
    Due,
    Figures,
    Period,
    Totals,
    figures_of,
    latest_unanswered,
    totals_of,
)
from knowledge_base.figures_table import to_csv
from knowledge_base.notes import archive_note, save_note
from knowledge_base.questions import Asked, store_question, vote
from knowledge_base.store import opened
from tests.makers import note

LAST = date(2026, 11, 21)
JAKARTA = "Asia/Jakarta"
WEEK = Period.ending(LAST, "week", JAKARTA)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


def ask(db: Database, moment: str, kind: str = "answer", text: str = "apa itu IKM?", **changes: object) -> int:
    """Stores a question asked at a moment in Jakarta, such as `11-21 08:00`; gives its number."""
    asked = Asked(text, text, kind, 0.5, "b1", 1.0, "private", person=1, chat=1)
    number = store_question(db, replace(asked, **changes))  # type: ignore[arg-type]
    at = datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=ZoneInfo(JAKARTA)).astimezone(ZoneInfo("UTC"))
    db.execute("update questions set asked_at = ? where id = ?", [at.isoformat(timespec="milliseconds"), number])
    return number


@pytest.fixture
def counted(db: Database) -> Figures:
    """Eight questions in the week from 15 to 21 November, and much that is none of it."""
    save_note(db, note("C4-marah", topic="C4"))
    save_note(db, note("E2-ikm", topic="E2", review_by=date(2026, 11, 20)))
    save_note(db, note("X-lama", topic="", review_by=date(2026, 3, 1)))
    save_note(db, note("X-arsip", review_by=date(2025, 1, 1)))
    archive_note(db, "X-arsip")
    first = ask(db, "11-15 00:00", note="E2-ikm")
    second = ask(db, "11-15 06:59", note="E2-ikm", person=2)
    ask(db, "11-18 12:00", note="C4-marah", person=2)
    ask(db, "11-18 12:00", note="hilang", person=None, channel="terminal")
    ask(db, "11-21 08:00", "unknown", "cuti haji  PPPK?", person=3)
    ask(db, "11-21 09:00", "unsure", "Cuti haji pppk")
    ask(db, "11-21 10:00", "unknown", "bitcoin")
    ask(db, "11-21 23:59", "too_long", "panjang")
    ask(db, "11-14 23:59", note="C4-marah", person=9)  # the day before
    ask(db, "11-22 00:00", "unknown", "bitcoin", person=9)  # the day after
    for kind in ("greeting", "thanks", "no_words", "opened"):
        outside = ask(db, "11-18 12:00", kind, person=8)
    for person, number, helpful in ((1, first, True), (2, first, True), (3, second, False), (8, outside, True)):
        vote(db, number, person, helpful=helpful)
    return figures_of(db, WEEK)


def test_the_questions_of_each_day_are_those_of_the_day_where_the_people_are(counted: Figures) -> None:
    per_day = [(day.day.day, day.questions) for day in counted.days]
    assert per_day == [(15, 2), (16, 0), (17, 0), (18, 2), (19, 0), (20, 0), (21, 4)]
    assert counted.questions == 8


def test_half_of_the_questions_were_answered(counted: Figures) -> None:
    assert (counted.answered, counted.share_answered) == (4, 0.5)


def test_two_of_three_votes_on_questions_say_helpful(counted: Figures) -> None:
    assert (counted.helpful, counted.votes, counted.share_helpful) == (2, 3, 2 / 3)


def test_three_people_asked(counted: Figures) -> None:
    assert counted.people == 3


def test_unanswered_texts_that_say_the_same_are_one_as_written_last(counted: Figures) -> None:
    assert counted.unanswered == (Counted("Cuti haji pppk", 2), Counted("panjang", 1), Counted("bitcoin", 1))


def test_topics_are_those_of_the_notes_that_answered(counted: Figures) -> None:
    assert counted.topics == (
        Counted("Menghitung IKM", 2),
        Counted("Lain-lain", 1),  # of a note that is no longer there
        Counted("Menghadapi warga yang marah", 1),
    )


def test_notes_past_their_day_at_the_end_of_the_period_are_due(counted: Figures) -> None:
    assert counted.due == (
        Due("X-lama", "Judul X-lama", date(2026, 3, 1)),
        Due("E2-ikm", "Judul E2-ikm", date(2026, 11, 20)),
    )


def test_the_same_questions_fall_on_other_days_elsewhere(db: Database, counted: Figures) -> None:
    """At 00:00 in Jakarta it is 02:00 in Jayapura, and still the day before in UTC."""
    utc = figures_of(db, Period.ending(LAST, "week", "UTC"))
    assert [day.questions for day in utc.days] == [0, 0, 0, 2, 0, 0, 5]
    jayapura = figures_of(db, Period.ending(LAST, "week", "Asia/Jayapura"))
    assert [day.questions for day in jayapura.days] == [3, 0, 0, 2, 0, 0, 3]
    assert counted.questions == 8


def test_a_month_and_a_quarter_hold_what_their_weeks_hold(db: Database, counted: Figures) -> None:
    for span in ("month", "quarter"):
        figures = figures_of(db, Period.ending(LAST, span, JAKARTA))
        assert len(figures.days) == DAYS[span]
        assert (figures.questions, figures.people) == (9, 4)
    assert counted.days == figures.days[-7:]


def test_without_questions_there_are_no_shares(db: Database) -> None:
    empty = figures_of(db, WEEK)
    assert (empty.questions, empty.share_answered, empty.share_helpful, empty.people) == (0, None, None, 0)
    assert empty.days == tuple(DayCount(WEEK.first + timedelta(days=day), 0) for day in range(7))
    assert (empty.unanswered, empty.topics, empty.due) == ((), (), ())


def test_a_question_in_the_hour_that_the_clocks_skip_or_repeat_has_its_day(db: Database) -> None:
    """Berlin, 25 October 2026, has 25 hours."""
    number = ask(db, "11-21 08:00")
    for moment, day in (("2026-10-24T22:00:00.000+00:00", 25), ("2026-10-25T22:59:59.999+00:00", 25)):
        db.execute("update questions set asked_at = ? where id = ?", [moment, number])
        figures = figures_of(db, Period(date(2026, 10, day), date(2026, 10, day), ZoneInfo("Europe/Berlin")))
        assert figures.questions == 1


def test_every_kind_that_counts_is_one_that_is_stored() -> None:
    assert set(QUESTION_KINDS) <= {name for part in Kind.__args__ for name in getattr(part, "__args__", (part,))}


# --- the table --------------------------------------------------------------------------------------------------------


def rows_of(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True))


def test_the_table_holds_every_figure(counted: Figures) -> None:
    written = to_csv(counted)
    assert written.startswith("\ufeffbagian,butir,nilai\r\nringkasan,hari pertama,2026-11-15\r\n")
    assert written.endswith("\r\n")
    table = {(part, item): value for part, item, value in rows_of(written)}
    assert table["ringkasan", "pertanyaan"] == "8"
    assert table["ringkasan", "bagian terjawab"] == "0.5000"
    assert table["ringkasan", "bagian membantu"] == "0.6667"
    assert table["pertanyaan per hari", "2026-11-21"] == "4"
    assert table["tanpa jawaban", "Cuti haji pppk"] == "2"
    assert table["lewat waktu periksa", "Judul E2-ikm (E2-ikm)"] == "2026-11-20"


def test_a_share_of_nothing_is_an_empty_cell(db: Database) -> None:
    assert ["ringkasan", "bagian membantu", ""] in rows_of(to_csv(figures_of(db, WEEK)))


@given(
    some.text(max_size=60) | some.sampled_from(["=1+1", " =1", "\n=1", "@SUM(A1)", "+62", "-1", 'a"b,c\r\nd', "＝1"])
)
def test_any_text_comes_back_and_none_is_a_formula(text: str) -> None:
    figures = Figures(WEEK, 0, 0, 0, 0, (), (Counted(text, 1),), (), ())
    written = to_csv(figures).encode("utf-8", "replace").decode()
    (cell,) = [row[1] for row in rows_of(written) if row[0] == "tanpa jawaban"]
    assert cell.removeprefix("'") == text.removeprefix("'").encode("utf-8", "replace").decode()
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_the_totals_are_those_of_all_periods_by_the_same_definition(db: Database) -> None:
    assert totals_of(db) == Totals(0, 0, 0)
    for kind, person in (("answer", 1), ("unsure", 1), ("unknown", 2), ("too_long", 3), ("greeting", 4), ("opened", 5)):
        ask(db, "11-20 10:00", kind, person=person)
    ask(db, "03-01 10:00", person=6)
    week = figures_of(db, WEEK)
    assert (week.questions, week.answered, week.people) == (4, 1, 3)
    assert totals_of(db) == Totals(5, 2, 4)


def test_unanswered_questions_come_newest_first_and_once(db: Database) -> None:
    kinds = {"a": "unknown", "b": "unsure", "c": "answer", "d": "greeting", "e": "too_long"}
    for text in "abcdea":
        ask(db, "11-20 10:00", kinds[text], text)
    assert latest_unanswered(db, 10) == ["a", "e", "b"]
    assert latest_unanswered(db, 1) == ["a"]
