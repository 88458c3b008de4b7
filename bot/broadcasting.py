"""Sends announcements in the background: one message after the other, at a pace that Telegram allows.

Telegram takes about 30 messages a second from a bot (https://core.telegram.org/bots/faq#broadcasting-to-users); the
rest is left for answers. One message is on its way at a time, so a program that is killed leaves at most one delivery
of which nobody knows. Such a delivery is never tried again by itself, nor is one whose answer from Telegram was lost.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.message import Button, Message, escape
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import FORMAT, keyboard
from bot.tell import tell_all, with_role
from bot.wire import sent_once
from knowledge_base.broadcasts import (
    Broadcast,
    Outcome,
    Tally,
    claim,
    find_broadcast,
    finish,
    interrupted,
    settle,
    stop,
    tally,
)
from knowledge_base.chunk import chunks_of

log = logging.getLogger(__name__)

PER_SECOND = 25.0
SHOWN_EVERY = 5.0
"""Seconds between two changes of the message that shows how far it is."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries while Telegram is out of reach; the first pause is a second, each next one twice that."""
OPT_OUT = (Button(said.BUTTON_OPT_OUT, data="b:off"),)


class Broadcaster:
    """Sends every announcement that is on its way; after a restart it goes on where it was."""

    def __init__(self, prima: Prima, per_second: float = PER_SECOND) -> None:
        self._prima = prima
        self._between = 1 / per_second
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._one = asyncio.Lock()
        self._leaving = asyncio.Event()
        self._next = 0.0
        self._failures = 0
        self._bot: Any = None

    async def begin(self, bot: Any) -> None:
        """Goes on with what was on its way when the program ended."""
        self._bot = bot
        for broadcast in await self._prima.desk.do(interrupted):
            log.info("announcement %d goes on", broadcast.id)
            self.start(broadcast.id)

    async def end(self) -> None:
        """Ends after the message that is on its way."""
        self._leaving.set()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def start(self, number: int) -> None:
        """Sends an announcement; does nothing if it is being sent already."""
        if number not in self._tasks:
            task = self._tasks[number] = asyncio.create_task(self._run(number))
            task.add_done_callback(lambda done: self._ended(number, done))

    def _ended(self, number: int, task: asyncio.Task[None]) -> None:
        del self._tasks[number]
        if not task.cancelled() and task.exception():
            log.error("announcement %d stands still until the next start", number, exc_info=task.exception())

    async def payload(self, broadcast: Broadcast) -> dict[str, Any] | None:
        """What sends it, for `send_message`; None when it is a note that is there no longer."""
        if not broadcast.note:
            return {
                "text": broadcast.text,
                "entities": MessageEntity.de_list(list(broadcast.entities), self._bot),
                "link_preview_options": LinkPreviewOptions(is_disabled=True),
                "reply_markup": keyboard((OPT_OUT,)),
            }
        note = await self._prima.note(broadcast.note)
        if note is None:
            return None
        shown = self._prima.messenger.shared(note, chunks_of(note)[:1], self._prima.reader())
        return {"text": shown.html, "reply_markup": keyboard((OPT_OUT,)), **FORMAT}

    async def _run(self, number: int) -> None:
        broadcast = await self._prima.desk.do(find_broadcast, number)
        if broadcast is None:
            return
        payload = await self.payload(broadcast)
        if payload is None:
            await self._prima.desk.do(stop, number, broadcast.person)
        elif not await self._serve_all(broadcast, payload):
            return
        await self._prima.desk.do(finish, number)
        await self._report(number)

    async def _serve_all(self, broadcast: Broadcast, payload: dict[str, Any]) -> bool:
        """Sends to one after the other; False when the program ends before everybody was served."""
        shown = asyncio.get_running_loop().time()
        while True:
            async with self._one:
                await self._turn()
                if self._leaving.is_set():
                    return False
                if not await self._serve(broadcast.id, payload):
                    return True
            if asyncio.get_running_loop().time() - shown >= SHOWN_EVERY:
                await self._show(broadcast, status_message(broadcast.id, await self._tally(broadcast.id)))
                shown = asyncio.get_running_loop().time()

    async def _turn(self) -> None:
        """Waits until the next message may go out; time that was lost is not made up for."""
        loop = asyncio.get_running_loop()
        await self._rest(self._next - loop.time())
        self._next = loop.time() + self._between

    async def _serve(self, number: int, payload: dict[str, Any]) -> bool:
        """Sends to the next person; False when there is none."""
        person = await self._prima.desk.do(claim, number)
        if person is None:
            return False
        outcome, pause = await self._offer(person, payload)
        await self._prima.desk.do(settle, number, person, outcome)
        await self._rest(pause)
        return True

    async def _offer(self, person: int, payload: dict[str, Any]) -> tuple[Outcome, float]:
        """The same as `_deliver`; who has no access any more gets nothing, who is not known to waits."""
        admitted = await self._prima.access.admission(person)
        if admitted:
            return await self._deliver(person, payload)
        return ("waiting", self._pause()) if admitted is None else ("skipped", 0)

    async def _deliver(  # noqa: PLR0911 - one an outcome
        self, person: int, payload: dict[str, Any]
    ) -> tuple[Outcome, float]:
        """What became of a message, and for how many seconds to wait then."""
        try:
            with sent_once():
                await self._bot.send_message(person, **payload)
        except RetryAfter as error:
            return "waiting", error._retry_after.total_seconds()  # noqa: SLF001 - the attribute's type is to change
        except Forbidden:
            return "blocked", 0
        except TimedOut:
            return "unsure", self._pause()
        except BadRequest as error:
            log.warning("a delivery was refused: %s", error)
            return "failed", 0
        except NetworkError as error:
            return ("waiting" if "ConnectError" in str(error) else "unsure"), self._pause()
        except TelegramError as error:
            log.warning("a delivery failed: %s", error)
            return "failed", 0
        self._failures = 0
        return "sent", 0

    def _pause(self) -> float:
        self._failures += 1
        return float(min(LONGEST_PAUSE, 2 ** (self._failures - 1)))

    async def _rest(self, seconds: float) -> None:
        """Waits, but not while the program is asked to end."""
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._leaving.wait()
        except TimeoutError:
            return

    async def _tally(self, number: int) -> Tally:
        return await self._prima.desk.do(tally, number)

    async def _report(self, number: int) -> None:
        """Tells the sender what became of it; all admins in place of one who is admin no longer."""
        broadcast = await self._prima.desk.do(find_broadcast, number)
        if broadcast is None:
            return
        report = report_message(broadcast, await self._tally(number))
        own = bool(broadcast.person) and await self._prima.access.may(broadcast.person, "admin")
        await self._show(broadcast, Message(report.html if own else said.REPORTED))
        try:
            await tell_all(self._bot, [broadcast.person] if own else await with_role(self._prima, "admin"), report)
        except TelegramError as error:
            log.warning("the report of announcement %d could not be sent: %s", number, error)

    async def _show(self, broadcast: Broadcast, message: Message) -> None:
        """Changes the message that shows how far it is; the admin may have deleted it."""
        current = await self._prima.desk.do(find_broadcast, broadcast.id)
        if current is None or not (current.person and current.status):
            return
        try:
            row = keyboard(message.buttons)
            await self._bot.edit_message_text(
                message.html, chat_id=current.person, message_id=current.status, reply_markup=row, **FORMAT
            )
        except TelegramError as error:
            log.warning("the state of announcement %d could not be shown: %s", broadcast.id, error)


def status_message(number: int, counted: Tally) -> Message:
    """How far an announcement is, with the button that stops it."""
    text = said.STATUS.format(done=counted.total - counted.open, total=counted.total)
    return Message(text, ((Button(said.BUTTON_STOP, data=f"b:stop:{number}"),),))


def report_message(broadcast: Broadcast, counted: Tally) -> Message:
    """What became of an announcement."""
    outcome = (said.DONE if broadcast.state == "done" else said.STOPPED).format(total=counted.total)
    text = said.REPORT.format(
        outcome=escape(outcome),
        sent=counted.sent,
        blocked=counted.blocked,
        failed=counted.failed,
        unsure=counted.unsure,
        left=counted.open + counted.skipped,
    )
    again = Button(said.BUTTON_AGAIN, data=f"b:again:{broadcast.id}")
    rows = ((again,),) if counted.unsure and broadcast.state == "done" else ()
    return Message(text + (said.UNSURE if counted.unsure else ""), rows)
