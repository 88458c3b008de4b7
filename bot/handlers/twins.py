"""A draft and the notes that are like it: shown beside it, it becomes part of one of them, or stands apart."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update

from bot import replies
from bot.handlers.committing import Committing
from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import alike_text, together_text
from bot.handlers.telling import out_of
from bot.markup import escape
from bot.message import Message, shortened
from bot.replies import write as words
from bot.replies.review import STATE
from bot.step import Step
from bot.table import Deed
from bot.twins import twins_of
from bot.writing import TITLE_SHOWN, button
from indexer.twins import Twin
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, UnknownNoteError
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.publishing import note_seen, publish_into


class Twins:
    """Publishes drafts whose text is known in part.

    Each method that a button calls returns what the button's alert says, empty for nothing.
    """

    def __init__(self, drafting: Drafting, committing: Committing) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._committing = committing

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each verb of a button does."""
        return {
            "merge": self.merge,
            "join": self.join,
            "apart": lambda update, draft, _: self.apart(update, draft),
        }

    def page(self, draft: Draft, note: Note, twins: Sequence[Twin]) -> Message:
        """The draft and its twins side by side, and what may become of them."""
        label = words.BUTTON_MERGE
        rows = [(button(draft, label.format(title=twin.note.title), "merge", twin.note.id),) for twin in twins]
        ways = (button(draft, words.BUTTON_APART, "apart"), button(draft, words.BUTTON_CANCEL, "go"))
        return Message(alike_text(note, twins), (*rows, ways))

    async def apart(self, update: Update, draft: Draft) -> str:
        """Simpan terpisah: publishes beside the notes that are alike, as related to them."""
        note, alert = await self._committing.ready(update, draft)
        if note is None:
            return alert
        return await self._committing.apart(update, draft, note)

    async def merge(self, update: Update, draft: Draft, identity: str) -> str:
        """Gabungkan: shows what the older note gains."""
        note, alert = await self._committing.ready(update, draft)
        if note is None:
            return alert
        try:
            old = await self._prima.desk.do(note_seen, identity, "")
        except UnknownNoteError:
            return await self._without(update, draft, note, identity)
        text = await together_text(self._prima, old, note)
        await self._drafting.goes_to(draft, Step("preview", seen=old.hash))
        join = ((button(draft, words.BUTTON_JOIN, "join", identity),),) if text else ()
        ways = (button(draft, words.BUTTON_APART, "apart"), button(draft, words.BUTTON_CANCEL, "go"))
        text = text or words.MERGED_SAME.format(title=escape(old.title))
        await out_of(update)(Message(text, (*join, ways)))
        return ""

    async def join(self, update: Update, draft: Draft, identity: str) -> str:
        """Terbitkan gabungan: the draft becomes part of the older note."""
        note, alert = await self._committing.ready(update, draft)
        if note is None:
            return alert
        try:
            old = await self._prima.desk.do(note_seen, identity, Step.of(draft.step).seen)
            revision = await self._prima.desk.do(publish_into, draft.id, note, draft.person, old)
        except UnknownNoteError:
            return await self._without(update, draft, note, identity)
        except EditConflictError:  # somebody changed the older note: what it would become now is shown again
            return await self.merge(update, draft, identity)
        await self._committing.announce(update, revision.note)
        return ""

    async def _without(self, update: Update, draft: Draft, note: Note, identity: str) -> str:
        """A note is not in the answers any more: the choices without it, and what became of it."""
        twins = [twin for twin in await twins_of(self._prima, note) if twin.note.id != identity]
        left = self.page(draft, note, twins) if twins else await self._drafting.controls(draft, note)
        await out_of(update)(left)
        out = await self._prima.desk.do(find_note, identity)
        if out is None:
            return replies.NOTE_GONE
        return words.TWIN_OUT.format(title=shortened(out.title, TITLE_SHOWN), state=STATE[out.state])
