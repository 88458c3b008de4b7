"""/riwayat: who changed a note, when and how; and an earlier version brought back."""

from __future__ import annotations

import re
from functools import partial

from telegram import CallbackQuery, Update

from bot import replies
from bot.handlers.handing_in import announce_suggestion
from bot.handlers.neighbours import flag_contradictions
from bot.history_pages import HistoryPages
from bot.manage_pages import which
from bot.message import Message
from bot.named import notes_named
from bot.prima import Prima
from bot.replies import manage as say
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, StateError
from knowledge_base.moderating import return_to
from knowledge_base.revisions import Revision, history

_ID = r"([A-Za-z0-9-]{1,48})"
_LIST = re.compile(rf"h:l:{_ID}:(\d{{1,4}})")
_ONE = re.compile(rf"h:([rb]):{_ID}:(\d{{1,5}})")
_BACK = re.compile(rf"h:B:{_ID}:(\d{{1,5}}):([0-9a-f]{{4}})")


class History(Offer):
    """Shows revisions."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = HistoryPages(prima)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        return (
            Command(("riwayat",), say.COMMAND_HISTORY, self.command, "moderator", otherwise=replies.FOR_MODERATORS),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """Pages, single revisions, and the way back to one."""
        return (
            Press(_LIST, self._list, "moderator"),
            Press(_ONE, self._one, "moderator"),
            Press(_BACK, self._back, "moderator"),
        )

    async def command(self, update: Update, context: Context) -> None:
        """/riwayat: the revisions of a note, by its id or by words."""
        message, words = update.effective_message, " ".join(context.args or ())
        if message is None:
            return
        found = await notes_named(self._prima, words) if words else []
        if len(found) == 1:
            past = await self._prima.desk.do(history, found[0].id)
            await reply(message, await self._pages.page(past, 0))
        else:
            await reply(message, which(words, found, "h:l:{id}:0") if words else Message(say.AFTER_HISTORY))

    async def _list(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        past = await self._past(query, found[1])
        if query and past:
            await query.answer()
            await show(update, await self._pages.page(past, int(found[2])))

    async def _one(self, update: Update, found: re.Match[str]) -> None:
        """What a revision changed, or what would change if it were brought back."""
        query, number = update.callback_query, int(found[3])
        past = await self._past(query, found[2])
        if query is None or not past:
            return
        if not 1 <= number <= len(past):
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await query.answer()
        then = past[number - 1]
        await show(
            update, await self._pages.revision(past, then) if found[1] == "r" else await self._pages.ask(past, then)
        )

    async def _back(self, update: Update, found: re.Match[str]) -> None:
        query, identity, number = update.callback_query, found[1], int(found[2])
        past = await self._past(query, identity)
        if query is None or not past:
            return
        person, current = query.from_user.id, past[-1].note
        if not current.hash.startswith(found[3]) or not 1 <= number <= len(past):
            await query.answer(say.CHANGED_MEANWHILE, show_alert=True)
            await show(update, await self._pages.page(past, 0))
            return
        bring = partial(return_to, two_look=self._prima.two_look)
        try:
            made = await self._prima.desk.do(bring, identity, number, person, current.hash)
        except EditConflictError:
            await query.answer(say.CHANGED_MEANWHILE, show_alert=True)
            return
        except StateError as error:
            await query.answer(say.REFUSED[error.reason], show_alert=True)
            return
        await query.answer()
        done = await self._done(update, made, number)
        page = await self._pages.page(await self._prima.desk.do(history, identity), 0)
        await show(update, Message(f"{done}\n\n{page.html}", page.buttons))
        if isinstance(made, Revision):
            await flag_contradictions(self._prima, update, [made.note])

    async def _done(self, update: Update, made: Revision | Draft, number: int) -> str:
        """Says what was done: the version answers again, or waits for another moderator."""
        if isinstance(made, Draft):
            await announce_suggestion(self._prima, update, made)
            return say.HANDED_IN
        await self._prima.refresh()
        return say.DONE["brought-back"].format(number=number)

    async def _past(self, query: CallbackQuery | None, identity: str) -> list[Revision]:
        """The revisions of a button's note; the moderator is told if there is no such note."""
        past = await self._prima.desk.do(history, identity)
        if not past and query:
            await query.answer(replies.NOTE_GONE, show_alert=True)
        return past
