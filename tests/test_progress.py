"""A message that says what is going on is edited at a pace, and the outcome stands in its place."""

from __future__ import annotations

from bot.handlers.progress import PACE, Progress
from bot.message import Message
from tests.conftest import Stage


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def started(stage: Stage, clock: Clock) -> Progress:
    ani = stage.world.user("Ani", started=True)
    return Progress(await stage.application.bot.send_message(ani.id, "Mulai"), clock)


async def test_a_message_is_edited_at_a_pace_and_in_the_end_in_any_case(stage: Stage) -> None:
    clock = Clock()
    progress = await started(stage, clock)
    for moment in (0.0, PACE - 1, PACE, PACE + 1, 2 * PACE):
        clock.now = moment
        await progress.say(f"detik {moment}")
    await progress.say("babak baru", at_once=True)
    await progress.end(Message("Selesai"))
    told = [call["text"] for call in stage.world.calls_of("editMessageText")]
    assert told == [f"detik {PACE}", f"detik {2 * PACE}", "babak baru", "Selesai"]


async def test_the_outcome_is_sent_anew_when_the_message_is_gone(stage: Stage) -> None:
    clock = Clock()
    ani = stage.world.user("Ani", started=True)
    sent = await stage.application.bot.send_message(ani.id, "Mulai")
    progress = Progress(sent, clock)
    await sent.delete()
    clock.now = PACE
    await progress.say("hampir")
    await progress.end(Message("Selesai"))
    assert stage.world.last_to(ani).text == "Selesai"


async def test_an_outcome_that_stands_there_already_is_no_error(stage: Stage) -> None:
    ani = stage.world.user("Ani", started=True)
    first = await stage.application.bot.send_message(ani.id, "Halo")
    await Progress(await first.reply_text("Mulai")).end(Message("Mulai"))
    assert [message.text for message in stage.world.sent_to(ani)] == ["Halo", "Mulai"]
