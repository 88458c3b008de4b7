"""Reading without a question: /start and its links, /bantuan, /topik, /cari, and the buttons that open notes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from telegram import Update
from telegram.constants import ChatType

from bot import replies
from bot.browse_pages import areas_message, button_topics, notes_message, search_message, topics_message
from bot.handlers.ask import within_limits
from bot.markup import escape
from bot.message import Message
from bot.prima import Prima
from bot.send import Context, place_of, reply, show
from bot.table import Command, Offer
from knowledge_base.note import Note
from knowledge_base.roles import ROLES
from knowledge_base.topics import AREAS

SEARCH_HITS = 10
FROM_INLINE = "inline"
"""What /start gets from the button above inline offers; it names no note, so the welcome follows."""


Opener = Callable[[Update, str], Awaitable[bool]]
"""Looks at what a link gave to /start, "" for no link; True when it was for this opener."""


class Browse(Offer):
    """Shows what there is."""

    def __init__(self, prima: Prima, *openers: Opener) -> None:
        self._prima = prima
        self._openers = openers

    @property
    def commands(self) -> tuple[Command, ...]:
        """Ways to look around."""
        return (
            Command(("topik",), replies.COMMAND_TOPICS, self.topics),
            Command(("cari",), replies.COMMAND_SEARCH, self.search),
            Command(("bantuan", "help"), replies.COMMAND_HELP, self.help),
            Command(("start",), replies.COMMAND_START, self.start),
        )

    async def start(self, update: Update, context: Context) -> None:
        """/start: a welcome, or the note that a link named."""
        message, person = update.effective_message, update.effective_user
        if message is None:
            return
        if context.args and not await self._opened(update, context.args[0]):
            note, place = await self._prima.note(context.args[0]), place_of(update)
            if note and place:
                opened = await self._prima.opened(note, place)
                await self._prima.sent(opened, await reply(message, opened.message))
                return
            if context.args[0] != FROM_INLINE:
                told = await self._prima.retired(context.args[0])
                for part in told or [Message(replies.NOTE_GONE)]:
                    await reply(message, part)
                if told:
                    return
        elif context.args:
            return
        reader = self._prima.reader(person.first_name if person else "")
        greeting = replies.greeting(reader.moment.hour, escape(reader.name))
        await reply(message, Message(replies.WELCOME.format(greeting=greeting), ((button_topics(),),)))
        await self._opened(update, "")

    async def _opened(self, update: Update, argument: str) -> bool:
        """Whether somebody took the link."""
        for opener in self._openers:
            if await opener(update, argument):
                return True
        return False

    async def help(self, update: Update, context: Context) -> None:
        """/bantuan: what one can do, in private with what their role adds."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        text = replies.HELP.format(username=escape(context.bot.username))
        if message.chat.type == ChatType.PRIVATE:
            for role in ROLES[1:]:
                text += replies.HELP_ROLE[role] if await self._prima.access.may(person.id, role) else ""
        await reply(message, Message(text, ((button_topics(),),)))

    async def topics(self, update: Update, _: Context) -> None:
        """/topik: the areas as buttons."""
        if update.effective_message:
            await reply(update.effective_message, areas_message(await self._notes()))

    async def search(self, update: Update, context: Context) -> None:
        """/cari: notes near some words, as buttons."""
        message, place = update.effective_message, place_of(update)
        if message is None or place is None:
            return
        words = " ".join(context.args or ())
        if not words:
            await reply(message, Message(replies.SEARCH_AFTER_COMMAND))
            return
        if not await within_limits(self._prima, message, place):
            return
        answerer = await self._prima.answerer()
        found = await asyncio.to_thread(answerer.searcher.search, words, SEARCH_HITS)
        await reply(message, search_message(words, found))

    async def turn(self, update: Update, data: str) -> None:
        """A button of /topik: `t:` areas, `t:C` an area, `t:C4` or `t:C4:1` a topic's page of notes."""
        notes = await self._notes()
        code, _, page = data.partition(":")
        if not code:
            await show(update, areas_message(notes))
        elif code in AREAS:
            await show(update, topics_message(code, notes))
        else:
            await show(update, notes_message(code, notes, int(page) if page.isdecimal() else 0))

    async def read(self, update: Update, identity: str) -> None:
        """A button that opens a whole note below."""
        query = update.callback_query
        note = await self._prima.note(identity)
        message = update.effective_message
        if query is None:
            return
        place = place_of(update)
        if message is None or place is None:
            await query.answer(replies.NOTE_GONE, show_alert=True)
        elif note is None:
            await self.say_retired(update, identity)
        else:
            await query.answer()
            *parts, last = self._prima.messenger.full_note(note, self._prima.reader())
            for part in (*parts, await self._prima.manageable(last, note, place)):
                await reply(message, part)

    async def say_retired(self, update: Update, identity: str) -> None:
        """A button of a note that is out of the answers: what became of it, below, or that it is gone."""
        query, message = update.callback_query, update.effective_message
        told = await self._prima.retired(identity)
        if query is None:
            return
        if message is None or not told:
            await query.answer(replies.NOTE_GONE, show_alert=True)
            return
        await query.answer()
        for part in told:
            await reply(message, part)

    async def _notes(self) -> Sequence[Note]:
        answerer = await self._prima.answerer()
        return (await asyncio.to_thread(answerer.searcher.view)).notes
