"""TWINS: the notes that say nearly the same as another, and that nobody decided to keep beside it yet."""

from __future__ import annotations

import asyncio

from bot.prima import Prima
from indexer.twins import Twin
from knowledge_base.note import Note
from knowledge_base.notes import find_note

TWINS_SHOWN = 3


async def unsettled_twins(prima: Prima, note: Note) -> list[Twin]:
    """Notes that say nearly the same and were not kept apart before, the most alike first.

    Of an edited note those count as kept apart that stand so beside the note as it is now, whatever the edit left out.
    """
    searcher = (await prima.answerer()).searcher
    found = await asyncio.to_thread(searcher.twins, note)
    forms = [each for each in (note, await prima.desk.do(find_note, note.id)) if each]
    others = (twin for twin in found if twin.note.id != note.id)
    return [twin for twin in others if not any(twin.note.is_related(form) for form in forms)]


async def twins_of(prima: Prima, note: Note) -> list[Twin]:
    """The first few of them: those that are shown beside the note."""
    return (await unsettled_twins(prima, note))[:TWINS_SHOWN]
