"""The figures of Prima's use as a table, and texts that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from knowledge_base.figures import Figures

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula, also behind spaces and tabs."""


def to_csv(figures: Figures) -> str:
    """The figures as a table (RFC 4180, commas) of part, item and value, with the mark by which Excel knows UTF-8.

    Shares are between 0 and 1, empty if there is nothing to share. Write it in UTF-8 and without changing line ends.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    for row in _table(figures):
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + written.getvalue()


def _table(figures: Figures) -> Iterator[tuple[object, ...]]:
    yield "bagian", "butir", "nilai"
    yield "ringkasan", "hari pertama", figures.period.first
    yield "ringkasan", "hari terakhir", figures.period.last
    yield "ringkasan", "zona waktu", figures.period.zone.key
    yield "ringkasan", "pertanyaan", figures.questions
    yield "ringkasan", "terjawab", figures.answered
    yield "ringkasan", "bagian terjawab", _share(figures.share_answered)
    yield "ringkasan", "suara", figures.votes
    yield "ringkasan", "suara membantu", figures.helpful
    yield "ringkasan", "bagian membantu", _share(figures.share_helpful)
    yield "ringkasan", "penanya", figures.people
    yield from (("pertanyaan per hari", day.day, day.questions) for day in figures.days)
    yield from (("topik", topic.name, topic.count) for topic in figures.topics)
    yield from (("tanpa jawaban", text.name, text.count) for text in figures.unanswered)
    yield from (("lewat waktu periksa", f"{due.title} ({due.note})", due.review_by) for due in figures.due)


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA) else cell
