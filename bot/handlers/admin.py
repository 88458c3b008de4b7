"""For admins: how the index stands and which questions found no note."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot import replies
from bot.acts import built_at
from bot.handlers.statistics import asked_in_words
from bot.markup import escape
from bot.message import Message
from bot.prima import Prima
from bot.send import Context, reply
from bot.table import Command, Offer
from knowledge_base.figures import latest_unanswered, totals_of

UNANSWERED_SHOWN = 10


class Admin(Offer):
    """Shows admins the state of things."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (Command(("status",), replies.COMMAND_STATUS, self.status, "admin"),)

    async def status(self, update: Update, _: Context) -> None:
        """/status: the live index and the latest questions without an answer."""
        message = update.effective_message
        if message is None:
            return
        answerer = await self._prima.answerer()
        manifest = (await asyncio.to_thread(answerer.searcher.view)).manifest
        text = replies.STATUS.format(
            notes=manifest.notes,
            questions=manifest.questions,
            created=built_at(manifest.build, self._prima.reader().moment.tzinfo, ()),
            asked=asked_in_words(await self._prima.desk.read(totals_of)),
        )
        texts = await self._prima.desk.read(latest_unanswered, UNANSWERED_SHOWN)
        if texts:
            lines = "\n".join(f"• {escape(text[:200])}" for text in texts)
            text += replies.STATUS_UNANSWERED.format(lines=lines)
        await reply(message, Message(text))
