"""Writing notes: /catat, whole notes, changes of notes that exist; and words for whatever draft waits for them."""

from __future__ import annotations

import re

from telegram import Chat, Update

from bot import replies
from bot.handlers.dialogue import Dialogue
from bot.handlers.drafting import Drafting
from bot.handlers.edited import Edited
from bot.handlers.pieces import NOTE, Pieces
from bot.handlers.steps import Steps
from bot.handlers.telling import below, markdown_in, plain_in, written_in
from bot.handlers.whole_notes import WholeNotes
from bot.pieces import looks_cut
from bot.replies import write as words
from bot.send import Context
from bot.step import PIECES, SUGGEST, Step
from bot.table import Command, Offer, Press, Taker
from bot.whole_note import is_whole_note
from bot.writing import fields
from knowledge_base.draft import Draft
from knowledge_base.note import TITLE_LIMIT, Note
from knowledge_base.notes import find_note

EDIT = re.compile(r"d:edit:([A-Za-z0-9-]{1,48})")
LINK = re.compile(r"draf-(\d{1,12})")


class Write(Offer):
    """Begins drafts in private, and takes words for them."""

    def __init__(self, drafting: Drafting, dialogue: Dialogue, notes: WholeNotes, pieces: Pieces) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._dialogue = dialogue
        self._notes = notes
        self._pieces = pieces
        self._steps = Steps(drafting, pieces)
        self._edited = Edited(drafting)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The way to a new note."""
        suggests = words.WRITE_BY_SUGGESTING
        return (Command(("catat",), words.COMMAND_WRITE, self.command, "moderator", otherwise=suggests),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The button that changes a note."""
        return (Press(EDIT, self._edit, "moderator"),)

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Words for an open dialogue, and whole notes."""
        return (self.take,)

    async def command(self, update: Update, _: Context) -> None:
        """/catat: a new note, or first the offer to finish one."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        text = markdown_in(message)
        async with self._drafting.turn(person.id):
            found = await self._drafting.unfinished(person.id)
            if is_whole_note(text):
                await self._whole(update, person.id, text)
            elif found and not text:
                await self._drafting.offer(below(update), found)
            else:
                title = " ".join(plain_in(message).split()[1:])  # behind the command
                await self._drafting.new(below(update), person.id, title[:TITLE_LIMIT])

    async def _whole(self, update: Update, person: int, text: str) -> None:
        """A whole note, or its first piece."""
        if looks_cut(written_in(update.effective_message)):
            await self._pieces.begin(update, person, text, NOTE)
        else:
            await self._notes.take(below(update), person, text, "pesan")

    async def start_edit(self, update: Update, note: Note) -> None:
        """Begins to change a note that exists; an unfinished change of it is gone on with."""
        person = update.effective_user
        if person is None:
            return
        held = [draft for draft in await self._drafting.unfinished(person.id) if draft.base == note.id]
        draft = held[0] if held else await self._drafting.begin(person.id, {}, Step("preview"), base=note)
        if draft is None:
            await self._drafting.offer(below(update), await self._drafting.unfinished(person.id))
        else:
            await below(update)(fields(draft))

    async def _edit(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        note = await self._prima.desk.do(find_note, found[1])
        if query is None:
            return
        await query.answer(None if note else replies.NOTE_GONE, show_alert=note is None)
        if note:
            await self.start_edit(update, note)

    async def opened(self, update: Update, argument: str) -> bool:
        """A link to a draft, or /start without one: then unfinished drafts are offered, which no group is to read."""
        person, chat = update.effective_user, update.effective_chat
        if person is None:
            return False
        found = LINK.fullmatch(argument)
        if not argument:
            if chat is None or chat.type != Chat.PRIVATE:
                return False
            waiting = await self._drafting.unfinished(person.id)
            if waiting:
                await self._drafting.offer(below(update), waiting)
            return bool(waiting)
        if found is None:
            return False
        draft, problem = await self._dialogue.own(int(found[1]), person.id)
        if draft is None:
            await below(update)(problem)
        else:
            await self._dialogue.go(update, draft, "")
        return True

    async def take(self, update: Update, _: Context) -> bool:
        """Words, while a draft waits for them; and whole notes at any time."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return False
        async with self._drafting.turn(person.id):  # two messages that come at once are taken one after the other
            draft = await self._drafting.asking(person.id)
            text = markdown_in(message)
            if update.edited_message is not None:
                return await self._edited.take(update, text, asked=draft is not None)
            fresh = message.forward_origin is None
            if fresh and is_whole_note(text) and _begins_anew(draft):
                await self._whole(update, person.id, text)
                return True
            if draft is None or (message.forward_origin is not None and Step.of(draft.step).name == SUGGEST):
                return False  # whose words were forwarded, and whether more come with them, is found out elsewhere
            await self._steps.take(update, draft, text)
            return True


def _begins_anew(draft: Draft | None) -> bool:
    """Whether a whole note takes the place of what a draft waits for; a line in the middle of pieces does not."""
    return draft is None or Step.of(draft.step).name not in {SUGGEST, PIECES}
