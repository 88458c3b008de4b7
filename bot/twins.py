"""TWINS: the notes that say nearly the same as another, and that nobody decided to keep beside it yet."""

from __future__ import annotations

import asyncio

from bot.prima import Prima
from indexer.twins import Twin
from knowledge_base.note import Note

TWINS_SHOWN = 3


async def unsettled_twins(prima: Prima, note: Note) -> list[Twin]:
    """Notes that say nearly the same and were not kept apart before, the most alike first."""
    searcher = (await prima.answerer()).searcher
    found = await asyncio.to_thread(searcher.twins, note)
    return [twin for twin in found if twin.note.id != note.id and not twin.note.is_related(note)]


async def twins_of(prima: Prima, note: Note) -> list[Twin]:
    """The first few of them: those that are shown beside the note."""
    return (await unsettled_twins(prima, note))[:TWINS_SHOWN]
