"""Documents that moderators send in private: taken to be read, one at a time, or refused with the reason."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from telegram import Document, Update
from telegram.ext import ExtBot

from bot.handlers.drafting import Drafting
from bot.handlers.reading import Files
from bot.handlers.telling import below
from bot.handlers.whole_notes import WholeNotes
from bot.message import Message as Outgoing
from bot.replies import documents as words
from bot.send import Context, typing
from bot.table import Offer, Taker
from knowledge_base.note import CONTROL

WAITING = 3
"""Documents that may wait while one is read; each holds a place among the updates handled at once."""
NAME = 80


class Documents(Offer):
    """Takes documents over."""

    def __init__(self, drafting: Drafting, notes: WholeNotes) -> None:
        self._prima = drafting.prima
        self._files = Files(drafting, notes)
        self._waiting = 0

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Files."""
        return (self.take,)

    async def take(self, update: Update, _: Context) -> bool:
        """A file from a moderator; others are answered as before."""
        message, person = update.message, update.effective_user
        if message is None or message.document is None or person is None:
            return False
        if not await self._prima.access.may(person.id, "moderator"):
            return False
        document = message.document
        too_large = self._files.too_large(document.file_size or 0)
        if too_large or self._waiting >= WAITING:
            await below(update)(too_large or Outgoing(words.BUSY))
            return True
        self._waiting += 1
        try:
            async with typing(message, self._prima.settings.telegram.typing_after):
                await self._files.read(update.get_bot(), person.id, _name_of(document), document.file_id)
        finally:
            self._waiting -= 1
        return True

    async def begin(self, bot: ExtBot[Any]) -> None:
        """What was being read when the program was killed is read again."""
        await self._files.go_on(bot)

    async def end(self) -> None:
        """What is read again is read to its end."""
        await asyncio.gather(*self._files.tasks, return_exceptions=True)


def _name_of(document: Document) -> str:
    """The file's name, on one line and without folders; its ending stays."""
    name = " ".join(re.sub(r"[/\\<>]", "-", CONTROL.sub("", document.file_name or "dokumen")).split())
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:NAME]}{dot}{ending[:10]}" if stem else name[:NAME]
