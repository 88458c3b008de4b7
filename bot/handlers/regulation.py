"""/peraturan: a regulation was replaced, so the notes that cite it are to be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Bot, CallbackQuery, Update

from bot import replies
from bot.manage_pages import as_read
from bot.markup import escape
from bot.message import Button, Message, packed
from bot.named import named
from bot.prima import Prima
from bot.prompts import Prompts
from bot.regulation_told import Told
from bot.replies import manage as say
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.awaited import Awaited, awaited_of, stop_waiting
from knowledge_base.cited_articles import articles_in, sources_cite
from knowledge_base.errors import RegulationError
from knowledge_base.life import to_mark
from knowledge_base.marking import mark_citing, marked_by, take_back
from knowledge_base.note import CONTROL, Note
from knowledge_base.regulations import regulation_of

_ANSWER = re.compile(r"m:g:(ya|tidak|\d{1,4}):([0-9a-f]{8})")
"""Yes, no, or another page of the notes; and which asking is answered."""
_BACK = re.compile(r"m:G:(\d{1,12}):(\d{1,12})")
REGULATION = "regulation"
PAGE = 15
"""Notes named on one page."""


class Regulations(Offer):
    """Marks notes whose regulation was replaced."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        return (
            Command(
                ("peraturan",), say.COMMAND_REGULATION, self.command, "moderator", otherwise=replies.FOR_MODERATORS
            ),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """Whether to mark them, and to take that back."""
        return (Press(_ANSWER, self._answered, "moderator"), Press(_BACK, self._take_back, "moderator"))

    async def command(self, update: Update, context: Context) -> None:
        """/peraturan UU 25/2009 diganti UU 7/2027: how many notes cite the old one, and whether to mark them."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        told = Told.of_text(CONTROL.sub("", " ".join(context.args or ())))
        if told is None:
            await reply(message, Message(say.REGULATION_FORM))
            return
        for part in await self._ask(context.bot, person.id, told):
            await reply(message, part)

    async def _ask(self, bot: Bot, person: int, told: Told) -> list[Message]:
        """The first page of what would be marked; where there is nothing to decide, all that is to be said."""
        try:
            if told.is_same:
                return [Message(say.REGULATION_SAME)]
            notes, marked = await self._prima.desk.do(to_mark, told.old)
        except RegulationError:
            return [Message(say.REGULATION_UNREAD)]
        if not notes:
            return [Message(part) for part in packed(await self._nothing_left(marked, told.old), "\n")]
        asked = await Prompts(self._prima).ask(bot, person, REGULATION, told.to_json())
        return [self._page(asked, notes, marked, 0)]

    async def _nothing_left(self, marked: Sequence[Note], old: str) -> list[str]:
        """What is said where no note is to be marked: which ones are already, by whom and why."""
        if not marked:
            return [say.REGULATION_NONE.format(regulation=escape(old))]
        marks = await self._prima.desk.do(marked_by, marked)
        who = await named(self._prima, list(dict.fromkeys(each.person for each in marks)))
        reasons = ", ".join(dict.fromkeys(as_read(each.reason) for each in marks))
        head = say.REGULATION_ALL_MARKED.format(regulation=escape(old), who=escape(who), reason=escape(reasons))
        return [head, *self._listed(marked, old)]

    def _page(self, asked: Awaited, notes: Sequence[Note], marked: Sequence[Note], page: int) -> Message:
        """A page of the notes to be marked, after which come those marked before; and whether to mark them."""
        told = Told.of_json(asked.subject)
        already = [say.REGULATION_MARKED] if marked else []
        listed = [*self._listed(notes, told.old), *already, *self._listed(marked, told.old)]
        pages = max(1, -(-len(listed) // PAGE))
        page = min(page, pages - 1)
        head = say.REGULATION_ASK.format(count=len(notes), regulation=escape(told.old), became=escape(told.became))
        parts = [say.REGULATION_PARTS] if told.is_closer else []
        where = [say.REGULATION_PAGE.format(page=page + 1, pages=pages)] if pages > 1 else []
        yes = Button(say.BUTTON_MARK, data=f"m:g:ya:{asked.stamp}")
        answers = (yes, Button(say.BUTTON_CANCEL, data=f"m:g:tidak:{asked.stamp}"))
        turns = [Button(replies.BUTTON_PREVIOUS, data=f"m:g:{page - 1}:{asked.stamp}")] if page else []
        turns += [Button(replies.BUTTON_NEXT, data=f"m:g:{page + 1}:{asked.stamp}")] if page + 1 < pages else []
        lines = [head, *parts, *where, "", *listed[page * PAGE : (page + 1) * PAGE]]
        return Message("\n".join(lines), (*((tuple(turns),) if turns else ()), answers))

    def _listed(self, notes: Sequence[Note], old: str) -> list[str]:
        """Notes, one a line; of those that name the old regulation in their text alone it is said."""
        wanted, articles = regulation_of(old), articles_in(old)
        told = ("" if sources_cite(note, wanted, articles) else say.REGULATION_IN_TEXT for note in notes)
        return [f"• {self._prima.messenger.link_to(note)}{where}" for note, where in zip(notes, told, strict=True)]

    async def _answered(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        asked = await self._prima.desk.do(awaited_of, query.from_user.id)
        if asked is None or asked.what != REGULATION or asked.stamp != found[2]:
            await query.answer(say.REGULATION_OLD, show_alert=True)
        elif found[1] == "tidak":
            await query.answer()
            await self._prima.desk.do(stop_waiting, asked)
            await show(update, Message(say.CANCELLED))
        elif found[1] != "ya":
            await query.answer()
            old = Told.of_json(asked.subject).old
            notes, marked = await self._prima.desk.do(to_mark, old)
            if notes:
                await show(update, self._page(asked, notes, marked, int(found[1])))
            else:
                await self._prima.desk.do(stop_waiting, asked)
                await self._told(update, await self._nothing_left(marked, old))
        else:
            await self._mark(update, query, asked)

    async def _mark(self, update: Update, query: CallbackQuery, asked: Awaited) -> None:
        await query.answer()
        told = Told.of_json(asked.subject)
        old = told.old
        marking = await self._prima.desk.do(mark_citing, asked, old, told.new, told.way)
        if marking is None:  # pressed twice at once: the first press says what was done
            return
        if not marking.notes:  # somebody else marked them while the list was open
            _, marked = await self._prima.desk.do(to_mark, old)
            await self._told(update, await self._nothing_left(marked, old))
            return
        await self._prima.refresh()
        head = say.REGULATION_DONE.format(count=len(marking.notes), regulation=escape(old), became=escape(told.became))
        back = Button(say.BUTTON_UNMARK, data=f"m:G:{marking.first}:{marking.last}")
        await self._told(update, [head, *self._listed(marking.notes, old)], ((back,),))

    async def _take_back(self, update: Update, found: re.Match[str]) -> None:
        """Batalkan penandaan: all notes of a marking that nobody changed since are as they were before."""
        query = update.callback_query
        if query is None:
            return
        done = await self._prima.desk.do(take_back, int(found[1]), int(found[2]), query.from_user.id)
        if done.over:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await query.answer()
        await self._prima.refresh()
        head = say.REGULATION_BACK.format(count=len(done.notes)) if done.notes else say.REGULATION_NOT_BACK
        left = [say.REGULATION_CHANGED] if done.changed else []
        await self._told(update, [head, *left, *(f"• {self._prima.messenger.link_to(note)}" for note in done.changed)])

    async def _told(self, update: Update, lines: Sequence[str], buttons: tuple[tuple[Button, ...], ...] = ()) -> None:
        """Says it in place of the pressed message and, if it is long, below it; the buttons under the last part."""
        *parts, last = packed(lines, "\n")
        first, *rest = [*map(Message, parts), Message(last, buttons)]
        await show(update, first)
        for part in rest:
            if update.effective_message:
                await reply(update.effective_message, part)
