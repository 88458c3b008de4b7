"""A document's notes as they were chosen: published, or handed in where two must look at a note."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.drafting import Drafting
from bot.handlers.handing_in import called, tell_others
from bot.handlers.neighbours import flag_contradictions
from bot.handlers.telling import out_of
from bot.importing import notes_of, shown_of
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.replies import documents as words
from bot.taken_pages import handed_in, taken
from knowledge_base import drafts
from knowledge_base.becoming import Imported
from knowledge_base.draft import Draft
from knowledge_base.imports import hand_in, take_over
from knowledge_base.notes import find_note
from knowledge_base.revoking import revoked_and_cited

MANY = 20
"""Notes from which it is said that they are being published."""


class Taking:
    """Publishes what was chosen, or hands it in."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def take(self, update: Update, draft: Draft) -> None:
        """Takes over what was chosen of a document; raises NotAsShownError when something else would become of it.

        The notes to be merged become part of those that they are like; the others stand beside them.
        """
        record, file, notes = draft.record, draft.record["title"], notes_of(draft)
        twins, named = record.get("twins", {}), record.get("named", {})
        chosen = [notes[place] for place in sorted(record["chosen"])]
        into = {notes[place].id: twins[notes[place].id] for place in record.get("merge", ())}
        if not chosen and not into:
            await self._prima.desk.do(drafts.cancel, draft.id)
            await out_of(update)(Outgoing(words.NOTHING_TAKEN.format(file=escape(file))))
            return
        say, shown = out_of(update), shown_of(draft)
        if self._prima.two_look:
            became = await self._prima.desk.do(hand_in, draft.id, file, notes, chosen, into=into, shown=shown)
            await say(handed_in(file, chosen, became, named))
            await self._say_handed_in(update, draft, became)
            return
        if len(chosen) >= MANY:
            await out_of(update)(Outgoing(words.PUBLISHING.format(count=len(chosen), file=escape(file))))
        became = await self._prima.desk.do(
            take_over, draft.id, file, notes, chosen, into=into, beside=twins, shown=shown
        )
        await asyncio.to_thread((await self._prima.answerer()).searcher.refreshed)
        revoked = await self._prima.desk.do(revoked_and_cited, chosen)
        await say(taken(file, chosen, became, named, revoked))
        fresh = {*became.added, *became.changed}
        wholes = [await self._prima.desk.do(find_note, into[identity]) for identity in became.merged]
        said = {note.id: note for note in (*chosen, *filter(None, wholes)) if note.id in fresh or note in wholes}
        await flag_contradictions(self._prima, update, list(said.values()))

    async def _say_handed_in(self, update: Update, draft: Draft, became: Imported) -> None:
        """Tells the other moderators, once for all notes."""
        count = len(became.added) + len(became.changed) + len(became.merged)
        if count:
            file = escape(draft.record["title"])
            text = words.HANDED_IN_TOLD.format(count=count, name=called(update), file=file)
            await tell_others(self._prima, update, draft, text)
