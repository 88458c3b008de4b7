"""The application of python-telegram-bot, with everybody's share of its time and an end within seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Chat, Message, Update
from telegram.ext import Application

from bot.limits import Crowd, Minute
from bot.logs import request
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.message import shortened
from bot.replies import limits as words
from bot.send import Context, reply
from bot.wire import PersistentRequest

PrimaApplication = Application[Any, Context, Any, Any, Any, Any]
TOLD = 5
"""Times in a minute that one person hears of what was not handled."""
BEGINNING = 60


class FairApplication(PrimaApplication):
    """Ends within seconds, also when Telegram is out of reach just then; its log lines name their update.

    Gives everybody their share of its time and no more.
    """

    crowd: Crowd
    writes: Callable[[Message], Awaitable[bool]]
    """Whether a private message is a piece of a text that its sender is writing."""
    leaving: Callable[[], object]
    """Ends what takes long."""

    def __init__(self, **made: Any) -> None:
        super().__init__(**made)
        self._missed: dict[int, tuple[Message, int]] = {}
        self._told = Minute()

    async def process_update(self, update: object) -> None:
        """Handles an update, or turns it away when too much of the same person's waits already."""
        if not isinstance(update, Update) or update.effective_user is None:
            await super().process_update(update)
            return
        person, message = update.effective_user.id, None if update.callback_query else update.effective_message
        private = message if message and message.chat.type == Chat.PRIVATE else None
        with request(f"u{update.update_id}"):
            async with self.crowd.visit(person, (lambda: self.writes(private)) if private else None) as welcome:
                if welcome:
                    await super().process_update(update)
                elif private:
                    first, count = self._missed.get(person, (private, 0))
                    self._missed[person] = (first, count + 1)
            if not welcome and update.callback_query:
                await update.callback_query.answer(words.BUSY, show_alert=True)
            await self._say_missed(person)

    async def _say_missed(self, person: int) -> None:
        """Tells somebody, once all else of theirs is done, from which message on how many were not handled."""
        if person in self._missed and not self.crowd.is_inside(person) and self._told.take(person, TOLD):
            first, count = self._missed.pop(person)
            await reply(first, missed(count, first.text or first.caption or ""), quote=True)

    async def stop(self) -> None:
        """Handles what has come in; what cannot be sent now is given up instead of tried for minutes."""
        self.leaving()
        if isinstance(self.bot.request, PersistentRequest):
            self.bot.request.leave()
        await super().stop()


def missed(count: int, text: str) -> Outgoing:
    """Says how many messages were not handled, the first of which says `text`."""
    begins = escape(shortened(" ".join(text.split()), BEGINNING))
    named = words.BEGINS.format(begins=begins) if begins else ""
    return Outgoing((words.MISSED if count > 1 else words.MISSED_ONE).format(count=count, named=named))
