"""Gathers what the pages of /tinjau show."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from bot import replies
from bot.answer import Answer
from bot.manage_pages import REASON_SHOWN
from bot.markup import escape
from bot.message import Message, shortened
from bot.named import named
from bot.prima import Prima
from bot.replies import review as say
from bot.review_pages import Counts, Suggestion, conflict_page, draft_page, due_page, empty_page
from bot.twins import twins_of
from knowledge_base import drafts
from knowledge_base.conflicts import open_conflicts
from knowledge_base.draft import Draft
from knowledge_base.drafts import note_of_draft
from knowledge_base.due import due
from knowledge_base.errors import DraftError, NoteError
from knowledge_base.four_eyes import is_second
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.people import names_of
from knowledge_base.refusals import decided_before


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Makes the pages that a moderator turns."""

    prima: Prima

    @property
    def today(self) -> date:
        """Today, where the people are."""
        return self.prima.reader().moment.date()

    async def counts(self) -> Counts:
        """How much waits."""
        do = self.prima.desk.do
        waiting, late, open_ = await do(drafts.queue), await do(due, self.today), await do(open_conflicts)
        return Counts(len(waiting), len(late), len(open_))

    async def name(self, person: int) -> str:
        """What a person is called."""
        names = await self.prima.desk.do(names_of, [person])
        return names.get(person, say.SOMEBODY.format(number=person))

    async def decided(self, draft: Draft) -> str:
        """Who decided what, as plain text."""
        if draft.state not in say.DECIDED:
            return say.DRAFT_CHANGED
        return say.DECIDED[draft.state].format(name=await self.name(draft.reviewer))

    async def waiting(self, number: int) -> tuple[Draft | None, str]:
        """The draft with this number if it waits for a decision; else None and, as plain text, what became of it."""
        try:
            draft = await self.prima.desk.do(drafts.find, number)
        except DraftError:
            return None, say.DRAFT_GONE
        return (draft, "") if draft.state == "review" else (None, await self.decided(draft))

    async def queue(self, number: int, person: int) -> Message:
        """The page of a draft in the queue for a moderator; of the next one if it is there no more."""
        waiting = await self.prima.desk.do(drafts.queue)
        counts = await self.counts()
        if not waiting:
            return empty_page(say.QUEUE_EMPTY, counts)
        numbers = [draft.id for draft in waiting]
        place = numbers.index(number) if number in numbers else 0
        before = numbers[place - 1] if place else 0
        after = numbers[place + 1] if place + 1 < len(numbers) else 0
        shown = await self._suggestion(waiting[place], (place + 1, before, after), person)
        return draft_page(shown, counts, self.prima.messenger, self.prima.reader())

    async def due(self, page: int) -> Message:
        """What to check first."""
        found = await self.prima.desk.do(due, self.today)
        counts = await self.counts()
        return due_page(found, page, counts) if found else empty_page(say.DUE_EMPTY, counts)

    async def conflicts(self, page: int, number: int = 0) -> Message:
        """One contradiction that is open: the one with this number, or else that of the page."""
        found = await self.prima.desk.do(open_conflicts)
        counts = await self.counts()
        if not found:
            return empty_page(say.CONFLICTS_EMPTY, counts)
        numbers = [conflict.id for conflict in found]
        place = numbers.index(number) if number in numbers else min(page, len(found) - 1)
        conflict = found[place]
        notes = [await self.prima.desk.do(find_note, identity) for identity in (conflict.note, conflict.other)]
        return conflict_page(conflict, (notes[0], notes[1]), (place, len(found)), counts)

    def barred(self, draft: Draft, person: int) -> bool:
        """Whether four eyes are wanted, and the person wrote of the draft, so the second pair is not theirs."""
        return self.prima.two_look and not is_second(draft, person)

    async def _suggestion(self, draft: Draft, where: tuple[int, int, int], person: int) -> Suggestion:
        answer: Answer | None = None
        faults: NoteError | None = None
        twins: list[Note] = []
        try:
            note = await self.prima.desk.do(note_of_draft, draft, self.today)
        except NoteError as error:
            faults = error
        else:
            answer = await self._opened(note)
            twins = [twin.note for twin in await twins_of(self.prima, note)]
        place, before, after = where
        return Suggestion(
            draft=draft,
            place=place,
            before=before,
            after=after,
            name=await self.name(draft.person),
            day=self._day(draft.updated_at),
            answer=answer,
            faults=faults,
            base=await self.prima.desk.do(find_note, draft.base) if draft.base else None,
            twins=twins,
            decided=await self._before(draft),
            own=self.barred(draft, person),
        )

    async def _before(self, draft: Draft) -> str:
        """Who refused a draft before, or asked for a change, when and why: escaped HTML, empty if nobody did."""
        entry = await self.prima.desk.do(decided_before, draft.id)
        if entry is None:
            return ""
        said = say.DRAFT_REFUSED_BEFORE if entry.action == "refuse" else say.DRAFT_RETURNED_BEFORE
        who = await named(self.prima, [entry.person]) if entry.person else say.SOME_MODERATOR
        message = escape(shortened(entry.detail, REASON_SHOWN))
        return said.format(name=escape(who), day=self._day(entry.at), message=message)

    async def _opened(self, note: Note) -> Answer:
        answerer = await self.prima.answerer()
        return await asyncio.to_thread(answerer.open, note)

    def _day(self, moment: str) -> str:
        return replies.day(datetime.fromisoformat(moment).astimezone(self.prima.reader().moment.tzinfo))
