"""/usul: anybody suggests a note, in private in their own words, in a group with the message that they reply to."""

from __future__ import annotations

import re

from telegram import Chat, Message, Update

from bot.field_values import is_suggestion
from bot.handlers.capture import Capture, replied_to
from bot.handlers.carried import carried, in_words
from bot.handlers.consent import ask_again
from bot.handlers.dialogue import ALERT, Dialogue
from bot.handlers.drafting import MOST, Drafting
from bot.handlers.gathering import authors_of
from bot.handlers.pieces import NOTE, SUGGESTION, Pieces
from bot.handlers.telling import below, markdown_in, written_in
from bot.handlers.whole_notes import WholeNotes
from bot.message import shortened
from bot.pieces import looks_cut
from bot.replies import capture as words
from bot.send import Context
from bot.step import SUGGEST, Step
from bot.table import Command, Offer, Press
from bot.whole_note import is_whole_note
from knowledge_base import drafts
from knowledge_base.credits import reopen
from knowledge_base.errors import DraftError

_AGAIN = re.compile(r"d:again:(\d{1,12})")


class Suggest(Offer):
    """Makes suggestions."""

    def __init__(
        self, drafting: Drafting, dialogue: Dialogue, capture: Capture, notes: WholeNotes, pieces: Pieces
    ) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._dialogue = dialogue
        self._capture = capture
        self._notes = notes
        self._pieces = pieces

    @property
    def presses(self) -> tuple[Press, ...]:
        """The way from a refusal to another try."""
        return (Press(_AGAIN, self._again),)

    @property
    def commands(self) -> tuple[Command, ...]:
        """One for everybody."""
        return (Command(("usul",), words.COMMAND_SUGGEST, self.suggest),)

    async def _again(self, update: Update, found: re.Match[str]) -> None:
        """Perbaiki usulan: the refused suggestion is its author's draft again, and is gone on with."""
        query, number = update.callback_query, int(found[1])
        if query is None:
            return
        person = query.from_user.id
        async with self._drafting.turn(person):
            if await self._refused(number, person):
                held = await self._drafting.unfinished(person)
                if len(held) >= MOST:
                    await query.answer()
                    await self._drafting.offer(below(update), held)
                    return
                await ask_again(query.get_bot(), await self._prima.desk.do(reopen, number))
            draft, problem = await self._dialogue.own(number, person)
            await query.answer(shortened(problem.text, ALERT) or None, show_alert=draft is None)
            if draft:
                await self._dialogue.go(update, draft, "")

    async def _refused(self, number: int, person: int) -> bool:
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            return False
        return draft.person == person and draft.state == "refused"

    async def suggest(self, update: Update, _: Context) -> None:
        """/usul: with a text behind it, as a reply, or the question for the text."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        private, text, replied = message.chat.type == Chat.PRIVATE, markdown_in(message), replied_to(message)
        if not private:
            await self._capture.suggest(update, message, person.id, replied)
        else:
            async with self._drafting.turn(person.id):
                await self._in_private(update, person.id, message if text or carried(message) else replied or message)

    async def _in_private(self, update: Update, person: int, said: Message) -> None:
        """A suggestion in private, behind the command or in the message replied to; or it is still to be written."""
        text, out = markdown_in(said), in_words(update, said)
        note, authors = is_whole_note(text), authors_of(said, person)
        origin = {"authors": authors} if authors else {}
        if looks_cut(written_in(said)):
            await self._pieces.begin(update, person, text, NOTE if note else SUGGESTION, origin)
        elif note:
            await self._notes.take(out, person, text, "pesan", origin)
        elif is_suggestion(text):
            await self._drafting.suggest(out, person, await self._drafting.proposed(text), Step("preview"), origin)
        else:
            await self._drafting.suggest(out, person, {"body": text} if text else {}, Step(SUGGEST))
