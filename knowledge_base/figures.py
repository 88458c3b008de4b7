"""The figures of Prima's use: every number that admins see is defined here, and nowhere else.

A question is whatever asks for knowledge: what a note answered, what Prima was unsure of, what no note answered, what
was too long to answer. Greetings, thanks, messages without words and notes opened by a button or link are none. All
channels count. A period holds whole days where the people are; its questions are those asked in it, and the votes those
on its questions, whenever they were cast.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from knowledge_base.notes import published_notes
from knowledge_base.topics import TOPICS

QUESTION_KINDS = ("answer", "unsure", "unknown", "too_long")
"""The kinds of stored questions that count; of these, `answer` is answered and the others are not."""


Span = Literal["week", "month", "quarter"]


DAYS: dict[Span, int] = {"week": 7, "month": 30, "quarter": 90}
"""Days in a period: always as many, so that two periods can be compared."""


OTHER_TOPIC = "Lain-lain"
"""The topic of notes that have none."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, the first and the last included, in a time zone."""

    first: date
    last: date
    zone: ZoneInfo

    @classmethod
    def ending(cls, last: date, span: Span, zone: str) -> Self:
        """The week, month or quarter (7, 30 or 90 days) that ends with a day."""
        return cls(last - timedelta(days=DAYS[span] - 1), last, ZoneInfo(zone))

    @property
    def days(self) -> tuple[date, ...]:
        """Its days in order."""
        return tuple(self.first + timedelta(days=day) for day in range((self.last - self.first).days + 1))

    @property
    def bounds(self) -> tuple[str, str]:
        """Its beginning and the beginning of the day after it, in UTC as the database writes moments."""
        return self._midnight(self.first), self._midnight(self.last + timedelta(days=1))

    def _midnight(self, day: date) -> str:
        moment = datetime.combine(day, time.min, self.zone).astimezone(UTC)
        return moment.isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Counted:
    """A name (a topic, or a question's text) and how often it came."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """The questions of a day."""

    day: date
    questions: int


@dataclass(frozen=True, slots=True)
class Due:
    """A published note whose `review_by` has passed at the end of the period."""

    note: str
    title: str
    review_by: date


@dataclass(frozen=True, slots=True)
class Totals:
    """All questions since the beginning, those of them that a note answered, and the people who asked."""

    questions: int
    answered: int
    people: int

    @property
    def share_answered(self) -> float | None:
        """Share of the questions that a note answered; None without questions."""
        return self.answered / self.questions if self.questions else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a period. `unanswered` and `topics` come with the most frequent first, `due` the longest due."""

    period: Period
    answered: int
    helpful: int
    votes: int
    people: int  # who asked; questions outside Telegram are nobody's
    days: tuple[DayCount, ...]  # every day of the period
    unanswered: tuple[Counted, ...]  # texts that differ only in case, spaces and final marks are one
    topics: tuple[Counted, ...]  # of the notes that answered
    due: tuple[Due, ...]

    @property
    def questions(self) -> int:
        """All questions of the period."""
        return sum(day.questions for day in self.days)

    @property
    def share_answered(self) -> float | None:
        """Share of the questions that a note answered; None without questions."""
        return self.answered / self.questions if self.questions else None

    @property
    def share_helpful(self) -> float | None:
        """Share of the votes that say "Membantu"; None without votes."""
        return self.helpful / self.votes if self.votes else None


def figures_of(db: Database, period: Period) -> Figures:
    """The figures of a period, from the database as it is now."""
    totals = totals_of(db, period)
    (votes,) = _rows(
        db,
        period,
        "select count(*) as votes, coalesce(sum(helpful), 0) as helpful from votes join asked on question = asked.id",
    )
    return Figures(
        period=period,
        answered=totals.answered,
        helpful=votes["helpful"],
        votes=votes["votes"],
        people=totals.people,
        days=_days(db, period),
        unanswered=_unanswered(db, period),
        topics=_topics(db, period),
        due=_due(db, period.last),
    )


def totals_of(db: Database, period: Period | None = None) -> Totals:
    """The questions of a period, or (None) all that there are, by the same definition."""
    sums = "count(*) as questions, coalesce(sum(kind = 'answer'), 0) as answered, count(distinct person) as people"
    (row,) = _rows(db, period, f"select {sums} from asked")  # noqa: S608 - a constant
    return Totals(**row)


def latest_unanswered(db: Database, limit: int) -> list[str]:
    """The latest questions that no note answered, newest first, each text once."""
    query = "select text, max(id) as latest from asked where kind != 'answer' and text != '' group by text"
    return [row["text"] for row in _rows(db, None, f"{query} order by latest desc limit {limit:d}")]


def _rows(db: Database, period: Period | None, query: str) -> Iterator[dict[str, Any]]:
    """The rows of a query on `asked`, the questions of the period; all of them if it is None."""
    kinds = ", ".join(f"'{kind}'" for kind in QUESTION_KINDS)
    within = "asked_at >= ? and asked_at < ? and " if period else ""
    asked = f"select * from questions where {within}kind in ({kinds})"  # noqa: S608 - our own
    return db.query(f"with asked as ({asked}) {query}", list(period.bounds) if period else [])


def _days(db: Database, period: Period) -> tuple[DayCount, ...]:
    # By the minute, since a day's border lies on one in every time zone, and a quarter has not too many.
    rows = _rows(db, period, "select substr(asked_at, 1, 16) as minute, count(*) as n from asked group by minute")
    counts: Counter[date] = Counter()
    for row in rows:
        moment = datetime.fromisoformat(row["minute"]).replace(tzinfo=UTC)
        counts[moment.astimezone(period.zone).date()] += row["n"]
    return tuple(DayCount(day, counts[day]) for day in period.days)


def _unanswered(db: Database, period: Period) -> tuple[Counted, ...]:
    asked = "select text, count(*) as n from asked where kind != 'answer' and text != ''"
    query = f"{asked} group by text order by max(id) desc"
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in _rows(db, period, query):
        text = " ".join(row["text"].split())
        same = text.casefold().rstrip("?!. ") or text
        shown.setdefault(same, text)  # as it was written last
        counts[same] += row["n"]
    return tuple(Counted(shown[same], count) for same, count in counts.most_common())


def _topics(db: Database, period: Period) -> tuple[Counted, ...]:
    query = (
        "select coalesce(notes.topic, '') as topic, count(*) as n from asked left join notes on notes.id = asked.note "
        "where asked.kind = 'answer' group by 1 order by n desc, topic"
    )
    rows = _rows(db, period, query)
    return tuple(Counted(TOPICS.get(row["topic"], row["topic"] or OTHER_TOPIC), row["n"]) for row in rows)


def _due(db: Database, today: date) -> tuple[Due, ...]:
    overdue = (note for note in published_notes(db) if note.is_overdue(today))
    found = [Due(note.id, note.title, note.review_by) for note in overdue]
    return tuple(sorted(found, key=lambda due: (due.review_by, due.note)))
