"""Nobody gets more of Prima than their share, nobody is left without a word, and nobody else has to wait."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from telegram import Update

from bot.limits import MINUTE, Crowd, Limits, Minute, Told
from bot.replies import limits as words
from knowledge_base.questions import Asked, store_question
from knowledge_base.settings import LimitRules, Settings, Telegram
from knowledge_base.store import Desk
from tests.conftest import MORNING
from tests.telegram import World
from tests.test_telegram_private import ANGRY, OpenStage


class Clock:
    """Shows the seconds that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return self.seconds


ASKED = Asked("x", "x", "answer", 1.0, "b", 1.0, "private", person=1, chat=1)


@given(some.lists(some.floats(0, 20), max_size=60), some.integers(1, 6))
def test_in_no_minute_happens_more_than_may(pauses: list[float], most: int) -> None:
    clock, passed = Clock(), list[float]()
    minute = Minute(clock)
    for pause in pauses:
        clock.seconds += pause
        if minute.take("ani", most):
            passed.append(clock.seconds)
        else:
            recent = [moment for moment in passed if clock.seconds - moment < MINUTE]
            assert len(recent) == most, "nobody is refused below the limit"
    for moment in passed:
        assert sum(moment <= other < moment + MINUTE for other in passed) <= most


def test_one_person_does_not_use_up_anothers_minute() -> None:
    minute = Minute(Clock())
    assert [minute.take("ani", 1), minute.take("ani", 1), minute.take("budi", 1)] == [True, False, True]


def test_a_thing_is_said_once_in_a_window() -> None:
    clock = Clock()
    told = Told(MINUTE, clock)
    assert [told.first("ani"), told.first("ani"), told.first("budi")] == [True, False, True]
    clock.seconds = MINUTE
    assert told.first("ani")


async def test_a_person_has_so_many_things_done_and_so_many_waiting() -> None:
    crowd = Crowd(LimitRules(at_once=2, waiting=1))
    async with AsyncExitStack() as inside:
        assert await inside.enter_async_context(crowd.visit(1))
        assert await inside.enter_async_context(crowd.visit(1))
        third = AsyncExitStack()
        waiting = asyncio.create_task(third.enter_async_context(crowd.visit(1)))
        await asyncio.sleep(0)
        assert not waiting.done(), "it waits for its turn"
        async with crowd.visit(1) as fourth:
            assert not fourth, "it is turned away at once"
        async with crowd.visit(2) as other:
            assert other, "somebody else comes in"
    assert await waiting
    await third.aclose()
    assert crowd._visits == {}, "nobody is remembered who has left"


async def test_the_questions_of_a_day_are_counted_through_a_restart(tmp_path: Path) -> None:
    limits = LimitRules(person_per_day=2)
    with Desk(tmp_path / "prima.db") as desk:
        await desk.do(store_question, ASKED)
        today = datetime.now(UTC)
        assert (await Limits(limits, desk, lambda: today).question(1, None))[0] == "pass"
        await desk.do(store_question, ASKED)
        fresh = Limits(limits, desk, lambda: today)
        assert await fresh.question(1, None) == ("tell", "day")
        assert await fresh.question(1, None) == ("silent", "day")
        assert (await fresh.question(2, None))[0] == "pass"
        tomorrow = today + timedelta(days=1)
        assert (await Limits(limits, desk, lambda: tomorrow).question(1, None))[0] == "pass"


async def test_a_group_has_limits_of_its_own(tmp_path: Path) -> None:
    with Desk(tmp_path / "prima.db") as desk:
        limits = Limits(LimitRules(group_per_minute=2), desk, lambda: MORNING, Clock())
        verdicts = [await limits.question(person, -7) for person in (1, 2, 3, 4)]
        assert verdicts == [("pass", "minute"), ("pass", "minute"), ("tell", "minute"), ("silent", "minute")]
        assert (await limits.question(3, None))[0] == "pass"


@pytest.fixture
def strict(settings: Settings) -> Settings:
    """Two questions a minute, one thing at a time."""
    return settings.model_copy(update={"limits": LimitRules(person_per_minute=2, at_once=1, waiting=1)})


async def test_who_asks_too_much_hears_it_once_and_others_are_answered(open_stage: OpenStage, strict: Settings) -> None:
    world = World()
    ani, budi = world.user("Ani"), world.user("Budi")
    async with open_stage(world, rules=strict) as stage:
        for _ in range(6):
            await ani.says(ANGRY)
        await budi.says(ANGRY)
        await stage.settle()
        texts = [message.text for message in world.sent_to(ani)]
        assert len(texts) == 3
        assert texts[2] == words.TOO_MANY["minute"]
        assert len(world.sent_to(budi)) == 1


async def test_searches_and_inline_queries_count_as_questions(open_stage: OpenStage, strict: Settings) -> None:
    world = World()
    ani, budi = world.user("Ani"), world.user("Budi")
    async with open_stage(world, rules=strict) as stage:
        for _ in range(4):
            await ani.says("/cari warga marah")
        asked = []
        for _ in range(3):
            asked.append(await budi.types_inline("warga marah"))
            await stage.settle()
        texts = [message.text for message in world.sent_to(ani)]
        assert texts[2:] == [words.TOO_MANY["minute"]]
        assert [bool(query.results) for query in asked] == [True, True, False]
        await budi.says(ANGRY)
        await stage.settle()
        assert world.last_to(budi).text == words.TOO_MANY["minute"], "an inline query has told nobody"


async def test_a_flood_of_one_person_is_dropped_and_everybody_else_is_answered(
    open_stage: OpenStage, strict: Settings
) -> None:
    world = World()
    mallory = world.user("Mallory")
    people = [world.user(f"Orang{number}") for number in range(10)]
    async with open_stage(world, rules=strict) as stage:
        for _ in range(300):
            await mallory.says(ANGRY)
        for person in people:
            await person.says(ANGRY)
        updates = []
        while (data := world.updates.take()) is not None:
            updates.append(data)
        await asyncio.gather(
            *(stage.application.process_update(Update.de_json(data, stage.application.bot)) for data in updates)
        )
        assert all(len(world.sent_to(person)) == 1 for person in people)
        texts = [message.text for message in world.sent_to(mallory)]
        assert texts[-1] == words.MISSED.format(count=298, named=words.BEGINS.format(begins=ANGRY))
        assert len(texts) == 3, "two answers and one word about the rest"
        assert world.last_to(mallory).reply_to is not None, "it hangs on the first that was not handled"


async def test_the_queue_of_updates_is_bounded(open_stage: OpenStage, settings: Settings) -> None:
    rules = settings.model_copy(update={"limits": LimitRules(queue=7)})
    async with open_stage(World(), rules=rules) as stage:
        assert stage.application.update_queue.maxsize == 7


def test_prima_listens_to_this_machine_alone_unless_told_otherwise() -> None:
    settings = Settings()
    assert settings.telegram.webhook_listen == Telegram().webhook_listen == "127.0.0.1"
    assert settings.operations.listen == "127.0.0.1"
