"""Texts that came in several messages, since none holds so much: gathered until the last one, then taken as one."""

from __future__ import annotations

import re
from typing import Any

from telegram import Update

from bot.handlers.burst import no_buttons, say_once
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import with_authors
from bot.handlers.telling import below, out_of, written_in
from bot.handlers.whole_notes import NOTE_LIMIT, WholeNotes
from bot.message import Message
from bot.piece_pages import pieces_awaited
from bot.pieces import looks_cut, units, whole
from bot.replies import write as words
from bot.step import PIECES, Step
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.note import TITLE_LIMIT

NOTE, SUGGESTION = "note", "suggestion"
TITLED = re.compile(r"^title:\s*[\"']?(.+?)[\"']?$|^#+\s+(.+)$", re.MULTILINE)


class Pieces:
    """Gathers pieces in a draft, so that a restart loses none."""

    def __init__(self, drafting: Drafting, notes: WholeNotes) -> None:
        self._drafting = drafting
        self._notes = notes

    async def begin(
        self, update: Update, person: int, text: str, what: str, origin: dict[str, Any] | None = None
    ) -> None:
        """The first piece of a whole note or a suggestion."""
        titled = TITLED.search(text)
        title = next(filter(None, titled.groups()), "") if titled else text.strip("-# \n").partition("\n")[0]
        record = {"title": title[:TITLE_LIMIT], "what": what, "pieces": self._piece(update, text)}
        draft = await self._drafting.begin(person, record, Step("later"), origin=origin)
        if draft is None:
            await self._drafting.offer(below(update), await self._drafting.unfinished(person))
            return
        draft = await self._drafting.goes_to(draft, Step(PIECES))
        await say_once(self._drafting.prima, update, draft, pieces_awaited(draft))

    async def add(self, update: Update, draft: Draft, text: str) -> None:
        """One more piece; one that is not full is the last."""
        pieces = {**draft.record["pieces"], **self._piece(update, text)}
        if len(whole(pieces)) > NOTE_LIMIT:
            full = Message(words.TOO_MANY_PIECES, pieces_awaited(draft).buttons)
            await say_once(self._drafting.prima, update, draft, full)
            return
        kept = await self._drafting.goes_to(draft, Step(PIECES), {"pieces": pieces})
        kept = await with_authors(self._drafting.prima, kept, update.effective_message)
        if looks_cut(written_in(update.effective_message)):
            await say_once(self._drafting.prima, update, draft, pieces_awaited(kept))
        else:
            await no_buttons(update, draft)
            await self.complete(update, kept)

    async def complete(self, update: Update, draft: Draft) -> str:
        """All pieces are there: taken as if they had come as one text. What an alert says: nothing."""
        if Step.of(draft.step).name != PIECES:
            return words.STEP_OVER
        text, out = whole(draft.record["pieces"]), out_of(update)
        await self._drafting.prima.desk.do(drafts.cancel, draft.id)
        if draft.record["what"] == NOTE:
            await self._notes.take(out, draft.person, text, "pesan", draft.origin)
        else:
            record = await self._drafting.proposed(text)
            await self._drafting.suggest(out, draft.person, record, Step("preview"), draft.origin)
        return ""

    def _piece(self, update: Update, text: str) -> dict[str, Any]:
        message = update.effective_message
        return {str(message.message_id if message else 0): (text, units(written_in(message)))}
