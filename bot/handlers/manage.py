"""Kelola: a moderator checks, doubts, retires, brings back or entrusts a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from telegram import CallbackQuery, Update

from bot import replies
from bot.manage_pages import ask_archive, ask_owner, ask_successor, menu, which
from bot.message import Message, escape
from bot.named import notes_named, notes_near
from bot.prima import Prima
from bot.replies import manage as say
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press, Taker
from bot.tell import tell, with_role
from knowledge_base import moderating
from knowledge_base.awaited import Awaited, await_reply, awaited_of, stop_waiting
from knowledge_base.errors import StateError, UnknownNoteError
from knowledge_base.life import successor
from knowledge_base.note import Note, State
from knowledge_base.notes import find_note
from knowledge_base.people import names_of
from knowledge_base.revisions import Revision

_ID = r"([A-Za-z0-9-]{1,48})"
_OPEN = re.compile(rf"m:{_ID}")
_DO = re.compile(rf"m:([kptaAuov]):{_ID}")
_SUCCESSOR = re.compile(r"m:w:([0-9a-f]{8}):([A-Za-z0-9-]{0,48})")
_OWNER = re.compile(rf"m:h:([0-9a-z]{{1,11}}):{_ID}")
STATES: dict[str, State] = {"p": "needs-checking", "A": "archived", "t": "published"}
OBSOLETE = "obsolete"


class Manage(Offer):
    """Changes notes, and says what it means for those who ask."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        return (Command(("kelola",), say.COMMAND_MANAGE, self.command, "moderator"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The button under a note, and those of its menu."""
        return (
            Press(_OPEN, self._open, "moderator"),
            Press(_DO, self._do, "moderator"),
            Press(_SUCCESSOR, self._replace, "moderator"),
            Press(_OWNER, self._entrust, "moderator"),
        )

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Words that tell which note replaces an obsolete one."""
        return (self.told,)

    async def command(self, update: Update, context: Context) -> None:
        """/kelola: the menu of a note, by its id or by words."""
        message, words = update.effective_message, " ".join(context.args or ())
        if message is None:
            return
        found = await notes_named(self._prima, words) if words else []
        if len(found) == 1:
            await reply(message, await self._menu(found[0]))
        else:
            await reply(message, which(words, found, "m:v:{id}") if words else Message(say.AFTER_MANAGE))

    async def _open(self, update: Update, found: re.Match[str]) -> None:
        query, message = update.callback_query, update.effective_message
        note = await self._note(query, found[1])
        if query and message and note:
            await query.answer()
            await reply(message, await self._menu(note))

    async def _do(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        note = await self._note(query, found[2])
        if query is None or note is None:
            return
        person, what = query.from_user.id, found[1]
        if what == "k":
            today = self._prima.reader().moment.date()
            await self._change(update, query, moderating.check, note.id, person, today)
        elif what in STATES:
            await self._change(update, query, moderating.give_state, note.id, STATES[what], person)
        else:
            await query.answer()
            await show(update, await self._page(what, note, person))

    async def _page(self, what: str, note: Note, person: int) -> Message:
        """The page behind a button that changes nothing yet."""
        if what == "a":
            return ask_archive(note)
        if what == "u":
            asked = await self._prima.desk.do(await_reply, person, OBSOLETE, note.id)
            return await self._successors(note, asked, note.title)
        if what == "o":
            people = await with_role(self._prima, "moderator", "admin")
            names = await self._prima.desk.do(names_of, people)
            return ask_owner(note, person, [(each, names[each]) for each in people if each in names])
        await self._forget(person)
        return await self._menu(note)

    async def _forget(self, person: int) -> None:
        """Waits no longer to hear what replaces a note."""
        asked = await self._prima.desk.do(awaited_of, person)
        if asked and asked.what == OBSOLETE:
            await self._prima.desk.do(stop_waiting, asked)

    async def _successors(self, note: Note, asked: Awaited, words: str) -> Message:
        near = [other for other in await notes_near(self._prima, words) if other.id != note.id]
        return ask_successor(note, asked.stamp, near, searched=words != note.title)

    async def told(self, update: Update, _: Context) -> bool:
        """Words that say which note replaces one that becomes obsolete."""
        message, person = update.message, update.effective_user
        asked = await self._prima.desk.do(awaited_of, person.id) if message and person else None
        if message is None or asked is None or asked.what != OBSOLETE or not message.text:
            return False
        note = await self._prima.desk.do(find_note, asked.subject)
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
        await self._change(update, query, moderating.retire, asked, other)

    async def _entrust(self, update: Update, found: re.Match[str]) -> None:
        query, owner = update.callback_query, int(found[1], 36)
        note = await self._note(query, found[2])
        if query is None or note is None:
            return
        if owner and not await self._prima.access.may(owner, "moderator"):
            await query.answer(say.NOT_MODERATOR, show_alert=True)
            return
        person = query.from_user.id
        await self._change(update, query, moderating.entrust, note.id, owner, person)
        if owner not in {0, person, note.owner}:
            linked = self._prima.messenger.link_to(note)
            await tell(query.get_bot(), owner, Message(say.OWNER_TOLD.format(title=linked)))

    async def _change(self, update: Update, query: CallbackQuery, change: Callable[..., Revision], *told: Any) -> None:
        """Changes a note, lets the next answer know, and shows what it means."""
        try:
            made = await self._prima.desk.do(change, *told)
        except StateError as error:
            await query.answer(say.REFUSED[error.reason], show_alert=True)
            return
        except UnknownNoteError:
            await query.answer(replies.NOTE_GONE, show_alert=True)
            return
        await query.answer()
        await self._prima.refresh()
        owner = escape(await self._owner(made.note))
        done = say.DONE[made.action].format(checked=replies.day(made.note.checked), owner=owner)
        await show(update, await self._menu(made.note, done))

    async def _note(self, query: CallbackQuery | None, identity: str) -> Note | None:
        """The note of a button, in whatever state; the moderator is told if it is no more."""
        note = await self._prima.desk.do(find_note, identity)
        if note is None and query:
            await query.answer(replies.NOTE_GONE, show_alert=True)
        return note

    async def _menu(self, note: Note, done: str = "") -> Message:
        other = await self._prima.desk.do(successor, note)
        return menu(note, await self._owner(note), other, self._prima.messenger, done)

    async def _owner(self, note: Note) -> str:
        names = await self._prima.desk.do(names_of, [note.owner])
        return names.get(note.owner, f"id {note.owner}") if note.owner else say.MODERATORS
