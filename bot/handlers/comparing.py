"""What was found in a document, compared with the notes there are: which would be new, which are like others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import COMPARED
from bot.handlers.progress import Progress
from bot.importing import Reading, record_of, summary
from bot.message import Message, escape
from bot.replies import documents as words
from bot.step import IMPORT, Step
from knowledge_base import drafts
from knowledge_base.documents.files import document_prefix
from knowledge_base.imports import would_become
from knowledge_base.namesakes import known_as, notes_of_file, under_name
from knowledge_base.note import Note


class Comparing:
    """Makes a draft of what was found."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def found(self, progress: Progress, person: int, file: str, notes: Sequence[Note]) -> Message:
        """Keeps what was found as a draft, so that it survives a restart, and shows it."""
        name = await self._prima.desk.do(known_as, file, notes)
        others = () if name else await self._prima.desk.do(notes_of_file, file)
        notes = under_name(notes, name) if name and name != file else notes
        became = await self._prima.desk.do(would_become, name or file, notes, notes)
        fresh = [note for note in notes if note.id in {*became.added, *became.changed}]
        alike = await self._alike(progress, name or file, fresh)
        for draft in await self._drafting.unfinished(person):
            if Step.of(draft.step).name == IMPORT and draft.record.get("title") == (name or file):
                await self._prima.desk.do(drafts.cancel, draft.id)  # the same file again takes its place
        reading = Reading(name or file, notes, alike, became, namesake=others[0].title if others else "")
        draft_of_file = await self._drafting.begin(person, record_of(reading), Step(IMPORT))
        if draft_of_file is None:
            return self._drafting.offered(await self._drafting.unfinished(person))
        return summary(draft_of_file)

    async def _alike(self, progress: Progress, name: str, notes: Sequence[Note]) -> dict[str, Note]:
        """For the notes that are like one from elsewhere, by id, that one."""
        searcher, own = (await self._prima.answerer()).searcher, document_prefix(name)
        alike: dict[str, Note] = {}
        for number, note in enumerate(notes[:COMPARED]):
            await progress.say(words.COMPARING.format(file=escape(name), done=number, total=len(notes)))
            twins = await asyncio.to_thread(searcher.twins, note)
            other = next((twin.note for twin in twins if not twin.note.id.startswith(own)), None)
            if other:
                alike[note.id] = other
        return alike
