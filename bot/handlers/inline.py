"""Inline mode: `@bot kata kunci` in any conversation offers notes to share."""

from __future__ import annotations

import asyncio

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Update

from bot import replies
from bot.handlers.browse import FROM_INLINE
from bot.prima import Prima
from bot.send import FORMAT, Context
from knowledge_base.chunk import chunks_of, plain
from knowledge_base.note import Note

OFFERED = 10
CACHE_SECONDS = 30
OVER_SECONDS = 5
"""For who has asked too much; Telegram asks again after that."""
DESCRIPTION = 100
"""Characters of a note's beginning under its title."""


class Inline:
    """Offers notes to share."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    async def query(self, update: Update, _: Context) -> None:
        """What somebody has typed behind the bot's name so far."""
        query = update.inline_query
        if query is None:
            return
        notes: list[Note] = []
        if query.query.strip() and not await self._prima.limits.passes(query.from_user.id):
            await query.answer([], cache_time=OVER_SECONDS, is_personal=True)
            return
        if query.query.strip():
            answerer = await self._prima.answerer()
            found = await asyncio.to_thread(answerer.searcher.search, query.query, OFFERED)
            notes = [hit.note for hit in found.near]
        label = replies.BUTTON_OPEN_PRIMA if notes else replies.INLINE_NOTHING
        if not query.query.strip():
            label = replies.INLINE_HINT
        await query.answer(
            [self._offer(note) for note in notes],
            cache_time=CACHE_SECONDS,
            is_personal=self._prima.settings.access.mode != "open",  # Telegram shows others what it keeps
            button=InlineQueryResultsButton(label, start_parameter=FROM_INLINE),
        )

    def _offer(self, note: Note) -> InlineQueryResultArticle:
        opening = chunks_of(note)[0]
        message = self._prima.messenger.shared(note, (opening,), self._prima.reader())
        return InlineQueryResultArticle(
            id=note.id,
            title=note.title,
            description=" ".join(plain(opening.text).split())[:DESCRIPTION],
            input_message_content=InputTextMessageContent(message.html, **FORMAT),
        )
