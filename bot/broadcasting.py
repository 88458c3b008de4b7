"""Sends announcements in the background: one message after the other, at a pace that Telegram allows.

Telegram takes about 30 messages a second from a bot (https://core.telegram.org/bots/faq#broadcasting-to-users); the
rest is left for answers. One message is on its way at a time, so a program that is killed leaves at most one delivery
of which nobody knows. Such a delivery is never tried again by itself, nor is one whose answer from Telegram was lost.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import TelegramError

from bot.broadcast_pages import report_message, status_message
from bot.delivery import Delivery, payload_of
from bot.message import Message
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import FORMAT, keyboard
from bot.tell import tell_all, with_role
from knowledge_base.broadcasts import Broadcast, find_broadcast, finish, interrupted, stop
from knowledge_base.deliveries import Tally, claim, settle, tally

log = logging.getLogger(__name__)
PER_SECOND = 25.0
SHOWN_EVERY = 5.0
"""Seconds between two changes of the message that shows how far it is."""


class Broadcaster:
    """Sends every announcement that is on its way; after a restart it goes on where it was."""

    def __init__(self, prima: Prima, per_second: float = PER_SECOND) -> None:
        self._prima = prima
        self._between = 1 / per_second
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._one = asyncio.Lock()
        self._leaving = asyncio.Event()
        self._next = 0.0
        self._bot: Any = None
        self._delivery = Delivery(prima)

    async def begin(self, bot: Any) -> None:
        """Goes on with what was on its way when the program ended."""
        self._bot = self._delivery.bot = bot
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

    async def _run(self, number: int) -> None:
        broadcast = await self._prima.desk.do(find_broadcast, number)
        if broadcast is None:
            return
        payload = await payload_of(self._bot, self._prima, broadcast)
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
        outcome, pause = await self._delivery.offer(person, payload)
        await self._prima.desk.do(settle, number, person, outcome)
        await self._rest(pause)
        return True

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
        await self._show(broadcast, Message(said.REPORTED if own else said.REPORTED_ELSEWHERE))
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
