"""What was found in a document, compared with the notes there are: which would be new, which are like others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from bot.document_pages import TITLE_SHOWN, summary
from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import COMPARED
from bot.handlers.progress import Progress
from bot.importing import NAMED, Reading, notes_of, record_of, shown_of, without_its_personal
from bot.markup import escape
from bot.message import Message, shortened
from bot.replies import documents as words
from bot.replies.review import STATE
from bot.step import IMPORT, Step
from bot.twins import unsettled_twins
from knowledge_base import drafts
from knowledge_base.documents.files import document_prefix
from knowledge_base.draft import Draft
from knowledge_base.life import successor
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.placing import Placed, placed


class Comparing:
    """Makes a draft of what was found."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def found(
        self, progress: Progress, person: int, file: str, notes: Sequence[Note], left_out: Sequence[str]
    ) -> Message:
        """Keeps what was found as a draft, so that it survives a restart, and shows it.

        `left_out` are keys of another program's front matter.
        """
        notes, personal = await asyncio.to_thread(without_its_personal, notes)
        reading = replace(await self._read(progress, file, notes, ""), left_out=left_out, personal=personal)
        before = [draft for draft in await self._drafting.unfinished(person) if _is_of(draft, file)]
        for draft in before:
            await self._prima.desk.do(drafts.cancel, draft.id)  # the same file again takes its place
        made = await self._drafting.begin(person, record_of(reading), Step(IMPORT))
        if made is None:
            return self._drafting.offered(await self._drafting.unfinished(person))
        return summary(made, words.IN_PLACE if before else "")

    async def again(
        self,
        progress: Progress | None,
        draft: Draft,
        *,
        kept: str | None = None,
        notes: Sequence[Note] | None = None,
        personal: Mapping[str, Any] | None = None,
    ) -> Draft:
        """The draft with what would become of its notes by now; nothing of it is chosen yet.

        `kept` is what was just said of the document, `notes` are its notes if they changed, `personal` is what is to be
        known of the personal in them if that changed.
        """
        shown = shown_of(draft)
        known = shown.kept if kept is None else kept
        reading = await self._read(progress, shown.file, notes_of(draft) if notes is None else notes, known)
        held = draft.record.get("personal", {}) if personal is None else personal
        reading = replace(reading, left_out=draft.record.get("left_out", ()), personal=held)
        return await self._drafting.goes_to(draft, Step(IMPORT), record_of(reading))

    async def _read(self, progress: Progress | None, file: str, notes: Sequence[Note], kept: str) -> Reading:
        found = await self._prima.desk.do(placed, file, notes, kept)
        alike = {} if found.rival else await self._alike(progress, found)
        return Reading(file, kept, found, alike, await self._named(found))

    async def _alike(self, progress: Progress | None, found: Placed) -> dict[str, Note]:
        """For the notes that are like one from elsewhere, by id, that one."""
        own = document_prefix(found.name)
        fresh = {*found.became.added, *found.became.changed, *found.became.renewed}
        notes = [found.would[note.id].taken for note in found.notes if note.id in fresh]
        alike: dict[str, Note] = {}
        for number, note in enumerate(notes[:COMPARED]):
            if progress:
                await progress.say(words.COMPARING.format(file=escape(found.name), done=number, total=len(notes)))
            twins = await unsettled_twins(self._prima, note)
            other = next((twin.note for twin in twins if not twin.note.id.startswith(own)), None)
            if other:
                alike[note.id] = other
        return alike

    async def _named(self, found: Placed) -> dict[str, str]:
        """What the first few notes are called that are lost, corrected, or out of the answers for which state.

        Those that are part of other notes are called as these are.
        """
        became, desk = found.became, self._prima.desk
        out = (became.lost, became.corrected, became.renewed, became.retired)
        notes = [await desk.do(find_note, identity) for ids in out for identity in islice(ids, NAMED)]
        parts = {identity: found.would[identity].current for identity in became.joined}
        wholes = {identity: await desk.do(successor, part) for identity, part in parts.items() if part}
        joined = {
            identity: words.QUOTED.format(title=shortened(whole.title, TITLE_SHOWN))
            for identity, whole in wholes.items()
            if whole
        }
        return joined | {
            note.id: (words.QUOTED if note.found else words.OUT_OF_ANSWERS).format(
                title=shortened(note.title, TITLE_SHOWN), state=STATE[note.state]
            )
            for note in notes
            if note
        }


def _is_of(draft: Draft, file: str) -> bool:
    """Whether a draft is of a document that came in a file with this name."""
    return Step.of(draft.step).name == IMPORT and shown_of(draft).file == file
