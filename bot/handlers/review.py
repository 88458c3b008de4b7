"""/tinjau: the queue of drafts, what to check first, and contradictions to settle."""

from __future__ import annotations

import re

from telegram import Update

from bot import replies
from bot.about import about
from bot.changes import changes_html
from bot.message import Message
from bot.named import names_in
from bot.prima import Prima
from bot.replies import review as say
from bot.reviewing import Reviewing
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base import drafts
from knowledge_base.conflicts import open_instead, settle_conflict
from knowledge_base.difference import difference
from knowledge_base.draft import Draft
from knowledge_base.drafts import note_of_draft
from knowledge_base.errors import DraftError, NoteError
from knowledge_base.note import Note
from knowledge_base.publishing import began_from

_PAGE = re.compile(r"r:(q|o|due|con):(\d{1,9})")
_LOOK = re.compile(r"r:(full|diff):(\d{1,9})")
_SETTLE = re.compile(r"r:set:(\d{1,9})(?::([0-9a-f]{8}))?")


class Review(Offer):
    """Shows moderators what waits for them."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = Reviewing(prima)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        others = replies.FOR_MODERATORS
        return (Command(("tinjau",), say.COMMAND_REVIEW, self.command, "moderator", otherwise=others),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Pages, the whole of a draft, and contradictions that are settled."""
        return (
            Press(_PAGE, self._turn, "moderator"),
            Press(_LOOK, self._look, "moderator"),
            Press(_SETTLE, self._settle, "moderator"),
        )

    async def command(self, update: Update, _: Context) -> None:
        """/tinjau: the oldest draft in the queue, or what else waits."""
        message, person = update.effective_message, update.effective_user
        if message and person:
            await reply(message, await self._pages.queue(0, person.id))

    async def _turn(self, update: Update, found: re.Match[str]) -> None:
        query, number = update.callback_query, int(found[2])
        if query is None:
            return
        named = number if found[1] in {"q", "o"} else 0  # 0 is the next draft, whichever it is
        gone = (await self._pages.waiting(named))[1] if named else ""
        await query.answer(gone or None, show_alert=bool(gone))
        if found[1] == "o":
            await self._open(update, number, gone)
        elif found[1] == "q":
            await show(update, await self._pages.queue(number, query.from_user.id))
        else:
            await show(update, await (self._pages.due if found[1] == "due" else self._pages.conflicts)(number))

    async def _open(self, update: Update, number: int, gone: str) -> None:
        """A draft below the message that names it, which may hold somebody's words; no other in its place."""
        message, person = update.effective_message, update.effective_user
        if message and person and not gone:
            await reply(message, await self._pages.queue(number, person.id))

    async def _look(self, update: Update, found: re.Match[str]) -> None:
        """The whole note that a draft would become, or what it changes, in messages below."""
        query, message = update.callback_query, update.effective_message
        if query is None or message is None:
            return
        try:
            draft = await self._prima.desk.do(drafts.find, int(found[2]))
            note = await self._prima.desk.do(note_of_draft, draft, self._pages.today)
        except (DraftError, NoteError):
            await query.answer(say.DRAFT_GONE, show_alert=True)
            return
        await query.answer()
        for part in await self._parts(draft, note, whole=found[1] == "full"):
            await reply(message, part)

    async def _parts(self, draft: Draft, note: Note, *, whole: bool) -> list[Message]:
        began = None if whole else await self._prima.desk.do(began_from, draft.id)
        if began is None:
            shown = self._prima.messenger.full_note(note, self._prima.reader())
            return [*shown, Message(about(draft, whole=True))]
        base, moved = began
        named = await names_in(self._prima, base, note)
        return [Message(changes_html(difference(base, note), say.DRAFT_MOVED if moved else "", named))]

    async def _settle(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        number, stamp = int(found[1]), found[2] or ""  # without a stamp it is not known what the moderator saw
        if await self._prima.desk.do(settle_conflict, number, stamp, query.from_user.id):
            await query.answer(say.SETTLED)
        elif instead := await self._prima.desk.do(open_instead, number):
            await query.answer(say.SETTLED_OTHERWISE, show_alert=True)
            number = instead.id
        else:
            await query.answer(say.SETTLED_BEFORE)
        await show(update, await self._pages.conflicts(0, number))
