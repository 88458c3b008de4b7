"""PROGRESS: one message that says what is going on, edited at a pace, in whose place the outcome stands in the end."""

from __future__ import annotations

import time
from collections.abc import Callable

from telegram import Message as Sent
from telegram.error import BadRequest, TelegramError

from bot.message import Message
from bot.send import FORMAT, keyboard, reply

PACE = 3.0
"""Seconds between two edits; Telegram slows down who edits more often."""


class Progress:
    """Keeps a message that was sent up to date; one that cannot be edited just then is left as it is."""

    def __init__(self, sent: Sent, clock: Callable[[], float] = time.monotonic) -> None:
        self._sent = sent
        self._clock = clock
        self._edited = clock()

    async def say(self, text: str, *, at_once: bool = False) -> None:
        """What is going on now; left out when the last edit was a moment ago, unless something else has begun."""
        if not at_once and self._clock() - self._edited < PACE:
            return
        self._edited = self._clock()
        try:
            await self._sent.edit_text(text, **FORMAT)
        except TelegramError:  # progress may be missed, the end may not
            return

    async def end(self, message: Message) -> None:
        """Puts the outcome in its place, or below if the message is gone."""
        try:
            await self._sent.edit_text(message.html, reply_markup=keyboard(message.buttons), **FORMAT)
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                await reply(self._sent, message)
