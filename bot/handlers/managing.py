"""What all who manage notes share: the note of a button, its menu, a change that counts at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import CallbackQuery, Update

from bot import replies
from bot.handlers.handing_in import announce_suggestion
from bot.handlers.neighbours import flag_contradictions
from bot.manage_pages import menu
from bot.markup import escape
from bot.message import Message
from bot.prima import Prima
from bot.replies import manage as say
from bot.send import show
from knowledge_base.awaited import awaited_of, stop_waiting
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, StateError, UnknownNoteError
from knowledge_base.life import doubt_of, successor
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.people import names_of
from knowledge_base.revisions import Revision

OBSOLETE = "obsolete"
"""What Prima waits for who was asked which note replaces another."""


class Managing:
    """Changes notes and shows what it means."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    async def note(self, query: CallbackQuery | None, identity: str) -> Note | None:
        """The note of a button, in whatever state; the moderator is told if it is no more."""
        note = await self._prima.desk.do(find_note, identity)
        if note is None and query:
            await query.answer(replies.NOTE_GONE, show_alert=True)
        return note

    async def menu(self, note: Note, done: str = "") -> Message:
        """A note's state and what may be done with it; `done` says what was just done."""
        other = await self._prima.desk.do(successor, note)
        reason = await self._prima.desk.do(doubt_of, note)
        return menu(note, await self.owner(note), other, self._prima.messenger, reason=reason, done=done)

    async def anew(self, update: Update, query: CallbackQuery, note: Note) -> None:
        """A button of a card from before the note changed does nothing: says so, and shows how the note is now."""
        await query.answer(say.CARD_OLD, show_alert=True)
        await self.forget(query.from_user.id)
        await show(update, await self.menu(note))

    async def forget(self, person: int) -> None:
        """Waits no longer to hear what replaces a note."""
        asked = await self._prima.desk.do(awaited_of, person)
        if asked and asked.what == OBSOLETE:
            await self._prima.desk.do(stop_waiting, asked)

    async def owner(self, note: Note) -> str:
        """Who looks after a note, as people know them."""
        names = await self._prima.desk.do(names_of, [note.owner])
        return names.get(note.owner, f"id {note.owner}") if note.owner else say.MODERATORS

    async def change(
        self, update: Update, query: CallbackQuery, change: Callable[..., Revision | Draft], *told: Any
    ) -> None:
        """Changes a note, lets the next answer know, and shows what it means, for other notes too.

        Or says that another moderator looks first.
        """
        try:
            made = await self._prima.desk.do(change, *told)
        except EditConflictError as error:
            await self.anew(update, query, error.current)
            return
        except StateError as error:
            await query.answer(say.REFUSED[error.reason], show_alert=True)
            return
        except UnknownNoteError:
            await query.answer(replies.NOTE_GONE, show_alert=True)
            return
        await query.answer()
        if isinstance(made, Draft):
            await announce_suggestion(self._prima, update, made)
            note = await self.note(None, made.base)
            if note:
                await show(update, await self.menu(note, say.HANDED_IN))
            return
        await self._prima.refresh()
        owner = escape(await self.owner(made.note))
        done = say.DONE[made.action].format(checked=replies.day(made.note.checked), owner=owner)
        await show(update, await self.menu(made.note, done))
        await flag_contradictions(self._prima, update, [made.note])
