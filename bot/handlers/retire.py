"""A note becomes obsolete: a moderator says which note replaces it, by a button or in words."""

from __future__ import annotations

import re

from telegram import Bot, Update

from bot import replies
from bot.handlers.last_asked import answered_by
from bot.handlers.managing import OBSOLETE, Managing
from bot.manage_pages import ask_successor
from bot.message import Message
from bot.named import notes_near
from bot.prima import Prima
from bot.prompts import Prompts
from bot.send import Context, reply
from bot.table import Offer, Press, Taker
from knowledge_base import moderating
from knowledge_base.awaited import Awaited, awaited_of, stop_waiting
from knowledge_base.life import followers
from knowledge_base.note import Note
from knowledge_base.notes import find_note

_SUCCESSOR = re.compile(r"m:w:([0-9a-f]{8}):([A-Za-z0-9-]{0,48})")


class Retire(Offer):
    """Retires notes."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._managing = Managing(prima)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The note that replaces another, or none."""
        return (Press(_SUCCESSOR, self._replace, "moderator"),)

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Words that tell which note replaces an obsolete one."""
        return (self.told,)

    async def ask(self, bot: Bot, note: Note, person: int) -> Message:
        """Asks which note replaces this one."""
        asked = await Prompts(self._prima).ask(bot, person, OBSOLETE, moderating.about(note))
        return await self._successors(note, asked, note.title)

    async def told(self, update: Update, _: Context) -> bool:
        """Words that say which note replaces one that becomes obsolete."""
        message, asked = update.message, await answered_by(self._prima, update)
        if message is None or asked is None or asked.what != OBSOLETE or not message.text:
            return False
        note = await self._prima.desk.do(find_note, moderating.asked_about(asked)[0])
        if note is None or not await self._prima.access.may(asked.person, "moderator"):
            await self._prima.desk.do(stop_waiting, asked)
            await reply(message, Message(replies.ROLE_LOST if note else replies.NOTE_GONE))
        else:
            await reply(message, await self._successors(note, asked, message.text))
        return True

    async def _replace(self, update: Update, found: re.Match[str]) -> None:
        """The note that was asked about becomes obsolete, in favour of the chosen one or of none."""
        query = update.callback_query
        if query is None:
            return
        person, other = query.from_user.id, found[2]
        asked = await self._prima.desk.do(awaited_of, person)
        if asked is None or asked.what != OBSOLETE or asked.stamp != found[1]:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await self._managing.change(update, query, moderating.retire, asked, other)

    async def _successors(self, note: Note, asked: Awaited, words: str) -> Message:
        near = [other for other in await notes_near(self._prima, words) if other.id != note.id]
        following = await self._prima.desk.do(followers, note.id)
        return ask_successor(note, asked.stamp, near, following, searched=words != note.title)
