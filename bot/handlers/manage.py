"""Kelola: a moderator checks, doubts, archives, brings back or entrusts a note."""

from __future__ import annotations

import re
from functools import partial

from telegram import CallbackQuery, Update

from bot import replies
from bot.handlers.managing import Managing
from bot.handlers.retire import Retire
from bot.manage_pages import ask_archive, ask_owner, which
from bot.message import Message
from bot.named import notes_named
from bot.prima import Prima
from bot.replies import manage as say
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from bot.tell import tell, with_role
from knowledge_base import moderating
from knowledge_base.life import followers
from knowledge_base.note import Note, State
from knowledge_base.people import names_of

_ID = r"([A-Za-z0-9-]{1,48})"
_OPEN = re.compile(rf"m:{_ID}")
_DO = re.compile(rf"m:([kptaAuo]):(?:([0-9a-f]{{{moderating.SEEN}}}):)?{_ID}")
"""What to do with a note, and the note as it stood over the button: cards from before that was told are old ones."""
_VIEW = re.compile(rf"m:v:{_ID}")
_OWNER = re.compile(rf"m:h:([0-9a-z]{{1,11}}):{_ID}")
STATES: dict[str, State] = {"p": "needs-checking", "A": "archived", "t": "published"}


class Manage(Offer):
    """Changes notes, and says what it means for those who ask."""

    def __init__(self, prima: Prima, retire: Retire) -> None:
        self._prima = prima
        self._managing = Managing(prima)
        self._retire = retire

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        others = replies.FOR_MODERATORS
        return (Command(("kelola",), say.COMMAND_MANAGE, self.command, "moderator", otherwise=others),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The button under a note, and those of its menu."""
        return (
            Press(_OPEN, self._open, "moderator"),
            Press(_DO, self._do, "moderator"),
            Press(_VIEW, self._view, "moderator"),
            Press(_OWNER, self._entrust, "moderator"),
        )

    async def command(self, update: Update, context: Context) -> None:
        """/kelola: the menu of a note, by its id or by words."""
        message, words = update.effective_message, " ".join(context.args or ())
        if message is None:
            return
        found = await notes_named(self._prima, words) if words else []
        if len(found) == 1:
            await reply(message, await self._managing.menu(found[0]))
        else:
            await reply(message, which(words, found, "m:v:{id}") if words else Message(say.AFTER_MANAGE))

    async def _open(self, update: Update, found: re.Match[str]) -> None:
        query, message = update.callback_query, update.effective_message
        note = await self._managing.note(query, found[1])
        if query and message and note:
            await query.answer()
            await reply(message, await self._managing.menu(note))

    async def _do(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        note = await self._managing.note(query, found[3])
        if query is None or note is None:
            return
        person, what, seen = query.from_user.id, found[1], found[2] or ""
        if what == "k":
            today = self._prima.reader().moment.date()
            await self._managing.change(
                update, query, moderating.as_seen, moderating.check, note.id, seen, person, today
            )
        elif what in STATES:
            give = partial(moderating.give_state, two_look=self._prima.two_look)
            await self._managing.change(update, query, moderating.as_seen, give, note.id, seen, STATES[what], person)
        elif moderating.seen_of(note) != seen:
            await self._managing.anew(update, query, note)
        else:
            await query.answer()
            await show(update, await self._page(query, what, note))

    async def _page(self, query: CallbackQuery, what: str, note: Note) -> Message:
        """The page behind a button that changes nothing yet."""
        person = query.from_user.id
        if what == "a":
            return ask_archive(note, await self._prima.desk.do(followers, note.id))
        if what == "u":
            return await self._retire.ask(query.get_bot(), note, person)
        people = await with_role(self._prima, "moderator", "admin")
        names = await self._prima.desk.do(names_of, people)
        return ask_owner(note, person, [(each, names[each]) for each in people if each in names])

    async def _view(self, update: Update, found: re.Match[str]) -> None:
        """A note's menu, in place of what was asked about it."""
        query = update.callback_query
        note = await self._managing.note(query, found[1])
        if query and note:
            await query.answer()
            await self._managing.forget(query.from_user.id)
            await show(update, await self._managing.menu(note))

    async def _entrust(self, update: Update, found: re.Match[str]) -> None:
        query, owner = update.callback_query, int(found[1], 36)
        note = await self._managing.note(query, found[2])
        if query is None or note is None:
            return
        if owner and not await self._prima.access.may(owner, "moderator"):
            await query.answer(say.NOT_MODERATOR, show_alert=True)
            return
        person = query.from_user.id
        await self._managing.change(update, query, moderating.entrust, note.id, owner, person)
        if owner not in {0, person, note.owner}:
            linked = self._prima.messenger.link_to(note)
            await tell(query.get_bot(), owner, Message(say.OWNER_TOLD.format(title=linked)))
