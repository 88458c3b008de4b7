"""A whole note with front matter, sent as one text or file: a new note, or a change of the one with its id."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.field_values import listed
from bot.handlers.drafting import Drafting
from bot.handlers.telling import Out
from bot.message import Message
from bot.replies import write as words
from bot.step import Step
from bot.whole_note import PLACEHOLDER, keys_in, read_whole_note
from knowledge_base import drafts
from knowledge_base.errors import NoteError
from knowledge_base.note import BODY_LIMIT
from knowledge_base.notes import find_note

NOTE_LIMIT = 10 * BODY_LIMIT
"""Characters of a whole note that are read at all."""


class WholeNotes:
    """Makes drafts of whole notes."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def take(self, out: Out, person: int, text: str, file: str, origin: dict[str, Any] | None = None) -> None:
        """A whole note with front matter; one with the id of a note that exists is a change of that note.

        `origin` says whose words it is, where that is not the person.
        """
        try:
            note = await asyncio.to_thread(read_whole_note, text[:NOTE_LIMIT], file, self._prima.reader().moment.date())
        except NoteError as error:
            await out(Message(words.WRONG_NOTE.format(faults="\n".join(listed(error)))))
            return
        base = await self._prima.desk.do(find_note, note.id)
        unsaid = {"checked", "review_by"} - keys_in(text) if base else set()  # who names no day changes none
        record = {name: value for name, value in note.to_dict().items() if name not in {"id", "owner", *unsaid}}
        named = {} if base or note.id == PLACEHOLDER else {"id": note.id}
        draft = await self._drafting.begin(
            person, record, Step("preview"), base=base, origin={**(origin or {}), **named}
        )
        if draft is None:
            await self._drafting.offer(out, await self._drafting.unfinished(person))
            return
        await self._put_aside(person)
        await self._drafting.present(out, draft)

    async def _put_aside(self, person: int) -> None:
        """An unfinished dialogue waits; one in which nothing was said yet is over."""
        held = await self._drafting.asking(person)
        if held and held.record:
            await self._drafting.goes_to(held, Step.of(held.step).later())
        elif held:
            await self._prima.desk.do(drafts.cancel, held.id)
