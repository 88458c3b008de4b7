"""Pictures of the figures, as large as a phone's screen. The only importer of matplotlib, which loads with the first.

Every picture has a figure of its own, never pyplot's shared one, so nothing stays open; one is drawn at a time, since
matplotlib's fonts are not made for several threads.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot import replies
from knowledge_base.figures import Counted, DayCount, Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 1080, 1350
"""Pixels: what Telegram shows across a phone without cutting."""
_DPI = 100
TOPICS_SHOWN = 5
TOPIC_LETTERS = 50
"""Letters of a topic's name that fit into the picture's width."""
_FEW_DAYS = 10
"""Up to so many bars, each carries its number and its day."""

_INK, _PALE, _BAR, _BEST, _BACK = "#1b2a3a", "#66758a", "#2f6fb0", "#e08a1e", "#ffffff"
_TILE = "#eef3f9"
_DRAWING = Lock()


def statistics_picture(figures: Figures) -> bytes:
    """The figures of a period as a PNG of 1080 x 1350 pixels; takes about half a second, the first time longer."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - loads for a second, is seldom needed
    from matplotlib.figure import Figure  # noqa: PLC0415

    with _DRAWING:
        figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor=_BACK)
        FigureCanvasAgg(figure)
        _head(figure, figures)
        _tiles(figure, figures)
        _days(figure, figures.days)
        _topics(figure, figures.topics)
        _foot(figure, figures)
        written = io.BytesIO()
        figure.savefig(written, format="png")
        return written.getvalue()


def number(value: int) -> str:
    """A whole number as Indonesian writes it: `1.234`."""
    return f"{value:,}".replace(",", ".")


def percent(share: float | None) -> str:
    """A share as Indonesian writes it, `12,5 %`; a dash if there is none."""
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")


def _write(figure: Figure, x: float, y: float, text: str, size: float, **looks: Any) -> None:
    """Writes at a place from the lower left (0 to 1); what people wrote is text, never a formula."""
    looks = {"color": _INK, "va": "center", **looks}
    figure.text(x, y, text, fontsize=size, parse_math=False, fontfamily="DejaVu Sans", **looks)


def _head(figure: Figure, figures: Figures) -> None:
    period = figures.period
    days = replies.day(period.first)
    if period.last != period.first:
        days += f" – {replies.day(period.last)}"
    _write(figure, 0.06, 0.955, replies.CHART_TITLE, 34, weight="bold")
    _write(figure, 0.06, 0.918, days, 22, color=_PALE)


def _tiles(figure: Figure, figures: Figures) -> None:
    tiles = (
        (number(figures.questions), replies.CHART_QUESTIONS),
        (percent(figures.share_answered), replies.CHART_ANSWERED),
        (percent(figures.share_helpful), replies.CHART_HELPFUL),
        (number(figures.people), replies.CHART_PEOPLE),
    )
    for place, (value, label) in enumerate(tiles):
        x, y = 0.06 + 0.45 * (place % 2), 0.79 - 0.105 * (place // 2)
        tile = figure.add_axes((x, y, 0.43, 0.095), facecolor=_TILE)
        tile.set(xticks=[], yticks=[])
        tile.spines[:].set_visible(False)
        _write(figure, x + 0.025, y + 0.060, value, 34, weight="bold")
        _write(figure, x + 0.025, y + 0.021, label, 20, color=_PALE)


def _days(figure: Figure, days: Sequence[DayCount]) -> None:
    _write(figure, 0.06, 0.643, replies.CHART_DAYS, 24, weight="bold")
    axes = figure.add_axes((0.06, 0.43, 0.88, 0.185))
    _bare(axes)
    counts = [day.questions for day in days]
    most = max(counts, default=0)
    if not most:
        _write(figure, 0.5, 0.525, replies.CHART_NOTHING, 22, color=_PALE, ha="center")
        axes.set_visible(False)
        return
    axes.bar(range(len(days)), counts, width=0.8 if len(days) > 2 else 0.4, color=_BAR)
    axes.set_xlim(-0.7, len(days) - 0.3)
    axes.set_ylim(0, most * 1.18)
    shown = range(len(days)) if len(days) <= _FEW_DAYS else (counts.index(most),)
    for place in shown:
        size = 18 if most < 10_000 or len(days) < 5 else 16
        axes.text(place, counts[place] + most * 0.03, number(counts[place]), ha="center", fontsize=size, color=_INK)
    marked = _marked(len(days))
    axes.set_xticks(marked, [_short(days[place].day) for place in marked], fontsize=18, color=_PALE)
    axes.tick_params(length=0, pad=8)
    axes.spines["bottom"].set(visible=True, color=_PALE)


def _marked(days: int) -> list[int]:
    """The places of the days that are named under the bars: all of a few, else a handful at equal distances."""
    if days <= _FEW_DAYS:
        return list(range(days))
    step = -(-days // 5)
    return list(range(days - 1, -1, -step))[::-1]


def _short(day: date) -> str:
    return f"{day.day} {replies.MONTHS[day.month - 1]}"


def _topics(figure: Figure, topics: Sequence[Counted]) -> None:
    _write(figure, 0.06, 0.350, replies.CHART_TOPICS, 24, weight="bold")
    if not topics:
        _write(figure, 0.5, 0.22, replies.CHART_NO_TOPICS, 22, color=_PALE, ha="center")
    most = max([1, *(topic.count for topic in topics)])
    for place, topic in enumerate(topics[:TOPICS_SHOWN]):
        y = 0.313 - 0.048 * place
        _write(figure, 0.06, y, _fitted(topic.name), 20)
        _write(figure, 0.94, y, number(topic.count), 20, ha="right", weight="bold")
        line = figure.add_axes((0.06, y - 0.026, 0.88, 0.010))
        _bare(line)
        line.barh(0, most, color=_TILE)
        line.barh(0, topic.count, color=_BEST)
        line.set_xlim(0, most)


def _foot(figure: Figure, figures: Figures) -> None:
    without = replies.CHART_UNANSWERED.format(count=number(figures.questions - figures.answered))
    due = replies.CHART_DUE.format(count=number(len(figures.due)))
    _write(figure, 0.06, 0.038, f"{without}  ·  {due}", 20, color=_PALE)


def _fitted(name: str) -> str:
    return name if len(name) <= TOPIC_LETTERS else name[: TOPIC_LETTERS - 1].rstrip() + "…"


def _bare(axes: Axes) -> None:
    axes.set(xticks=[], yticks=[], facecolor="none")
    axes.spines[:].set_visible(False)
