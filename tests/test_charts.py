"""The picture shows the figures: its size, its numbers as Indonesian writes them, whatever the figures are."""

from __future__ import annotations

import io
import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from zoneinfo import ZoneInfo

import matplotlib.image
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.charts import HEIGHT, TOPIC_LETTERS, WIDTH, number, percent, statistics_picture
from knowledge_base.figures import Counted, DayCount, Due, Figures, Period

LAST = date(2026, 11, 21)
LONG = "Nama topik yang panjang sekali, $x^2$ dan \\frac, sehingga tidak muat dalam satu baris"


def figures(counts: list[int], topics: tuple[Counted, ...] = (), **changes: int) -> Figures:
    """A period with so many questions a day, that ends on the last day."""
    period = Period(date.fromordinal(LAST.toordinal() - len(counts) + 1), LAST, ZoneInfo("Asia/Jakarta"))
    days = tuple(DayCount(day, count) for day, count in zip(period.days, counts, strict=True))
    known = {"answered": sum(counts) // 2, "helpful": 3, "votes": 4, "people": 5} | changes
    return Figures(period, **known, days=days, unanswered=(), topics=topics, due=(Due("a", "A", LAST),))


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(matplotlib.image.imread(io.BytesIO(picture), format="png"))


@pytest.mark.parametrize(
    "shown",
    [
        figures([0] * 7, answered=0, helpful=0, votes=0, people=0),
        figures([17]),
        figures([10_000] * 7, (Counted("Menghitung IKM", 12_345),)),
        figures([0, 9_999] * 45, tuple(Counted(LONG, count) for count in range(9, 0, -1))),
        figures([1] * 30, (Counted("Lain-lain", 0),)),
    ],
    ids=["empty", "a day", "10,000 a day", "quarter", "month"],
)
def test_a_picture_is_a_png_as_large_as_a_phone_with_white_margins(shown: Figures) -> None:
    picture = statistics_picture(shown)
    assert picture.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    drawn = pixels(picture)[..., :3]
    for margin in (drawn[:20], drawn[-20:], drawn[:, :20], drawn[:, -10:]):
        assert (margin == 1).all(), "something runs out of the picture"
    assert (drawn < 1).any()


def test_other_figures_give_another_picture_and_the_same_the_same() -> None:
    assert statistics_picture(figures([1, 2, 3])) == statistics_picture(figures([1, 2, 3]))
    assert statistics_picture(figures([1, 2, 3])) != statistics_picture(figures([1, 2, 4]))


def test_a_bar_is_as_high_as_its_day_had_questions() -> None:
    drawn = pixels(statistics_picture(figures([10, 20, 40])))[..., :3]
    blue = (np.abs(drawn - np.array([0x2F, 0x6F, 0xB0]) / 255) < 0.01).all(axis=2)
    columns = blue.sum(axis=0)
    heights = [columns[part].max() for part in np.array_split(np.arange(WIDTH)[65:1015], 3)]
    assert heights[0] == pytest.approx(heights[2] / 4, abs=2)
    assert heights[1] == pytest.approx(heights[2] / 2, abs=2)


def test_numbers_are_written_as_in_indonesia() -> None:
    assert [number(value) for value in (0, 999, 1_234, 1_234_567)] == ["0", "999", "1.234", "1.234.567"]
    assert [percent(share) for share in (None, 0.0, 0.125, 2 / 3, 1.0)] == ["–", "0,0 %", "12,5 %", "66,7 %", "100,0 %"]


def test_many_threads_may_draw_and_nothing_stays_open() -> None:
    alone = statistics_picture(figures([1, 2]))
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: statistics_picture(figures([1, 2])), range(8))) == {alone}
    assert "matplotlib.pyplot" not in sys.modules, "pyplot keeps every figure that it makes"


@settings(max_examples=15, deadline=None)
@given(
    some.lists(some.integers(0, 10**7), min_size=1, max_size=92),
    some.text(some.characters(codec="ascii", exclude_categories=["C"]), max_size=2 * TOPIC_LETTERS),
)
def test_any_figures_can_be_drawn(counts: list[int], topic: str) -> None:
    assert statistics_picture(figures(counts, (Counted(topic, 1),)))
