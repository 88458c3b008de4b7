"""/peraturan: a regulation was replaced, so the notes that cite it are to be checked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from telegram import CallbackQuery, Update

from bot import replies
from bot.message import Button, Message, escape, packed
from bot.prima import Prima
from bot.replies import manage as say
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.awaited import Awaited, await_reply, awaited_of, stop_waiting
from knowledge_base.errors import RegulationError
from knowledge_base.life import to_mark
from knowledge_base.moderating import mark_citing
from knowledge_base.note import CONTROL, Note
from knowledge_base.regulations import regulation_of

_ANSWER = re.compile(r"m:g:(ya|tidak):([0-9a-f]{8})")
_REPLACED = re.compile(r"(?P<old>.+?)\s+diganti(?:kan)?(?:\s+(?:dengan|oleh|menjadi))?\s+(?P<new>.+)", re.IGNORECASE)
REGULATION = "regulation"
NAME = 200
"""Characters of a regulation's name that are kept."""
LISTED = 15
"""Notes named before it is decided."""


class Regulations(Offer):
    """Marks notes whose regulation was replaced."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of moderators shows."""
        return (Command(("peraturan",), say.COMMAND_REGULATION, self.command, "moderator"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Whether to mark them."""
        return (Press(_ANSWER, self._answered, "moderator"),)

    async def command(self, update: Update, context: Context) -> None:
        """/peraturan UU 25/2009 diganti UU 7/2027: how many notes cite the old one, and whether to mark them."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        told = _REPLACED.fullmatch(CONTROL.sub("", " ".join(context.args or ())))
        if told is None:
            await reply(message, Message(say.REGULATION_FORM))
            return
        await reply(message, await self._ask(person.id, told["old"][:NAME], told["new"][:NAME]))

    async def _ask(self, person: int, old: str, new: str) -> Message:
        try:
            regulation_of(new)
            notes, marked = await self._prima.desk.do(to_mark, old)
        except RegulationError:
            return Message(say.REGULATION_UNREAD)
        if not notes:
            told = say.REGULATION_ALL_MARKED if marked else say.REGULATION_NONE
            return Message(told.format(regulation=escape(old), notes=self._listed(marked)))
        asked = await self._prima.desk.do(await_reply, person, REGULATION, json.dumps([old, new]))
        text = say.REGULATION_ASK.format(count=len(notes), regulation=escape(old), notes=self._listed(notes))
        text += say.REGULATION_MARKED.format(notes=self._listed(marked)) if marked else ""
        yes = Button(say.BUTTON_MARK, data=f"m:g:ya:{asked.stamp}")
        return Message(text, ((yes, Button(say.BUTTON_CANCEL, data=f"m:g:tidak:{asked.stamp}")),))

    def _listed(self, notes: Sequence[Note]) -> str:
        """Notes, one a line, and how many more there are."""
        listed = [f"• {self._prima.messenger.link_to(note)}" for note in notes[:LISTED]]
        more = [say.REGULATION_MORE.format(count=len(notes) - LISTED)] if len(notes) > LISTED else []
        return "\n".join([*listed, *more])

    async def _answered(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        asked = await self._prima.desk.do(awaited_of, query.from_user.id)
        if asked is None or asked.what != REGULATION or asked.stamp != found[2]:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif found[1] == "tidak":
            await query.answer()
            await self._prima.desk.do(stop_waiting, asked)
            await show(update, Message(say.CANCELLED))
        else:
            await self._mark(update, query, asked)

    async def _mark(self, update: Update, query: CallbackQuery, asked: Awaited) -> None:
        await query.answer()
        old, new = json.loads(asked.subject)
        notes = await self._prima.desk.do(mark_citing, asked, old, new)
        if notes:  # pressed twice, the second finds nothing to do
            await self._prima.refresh()
            head = say.REGULATION_DONE.format(count=len(notes), regulation=escape(old))
            first, *rest = packed([head, *(f"• {self._prima.messenger.link_to(note)}" for note in notes)], "\n")
            await show(update, Message(first))
            for part in rest:
                if update.effective_message:
                    await reply(update.effective_message, Message(part))
