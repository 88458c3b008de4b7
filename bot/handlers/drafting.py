"""Drafts as people meet them: begun, shown where they stand, offered again; what all who write notes share."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from telegram import Message as Received

from bot.contacts import personal_in
from bot.document_pages import summary
from bot.field_values import faults_of, listed
from bot.handlers.burst import TOLD
from bot.handlers.last_asked import asking
from bot.handlers.telling import Out, written_in
from bot.message import Message
from bot.named import names_in
from bot.openings import without_openings
from bot.piece_pages import body_asked, pieces_awaited, suggestion_asked
from bot.pieces import looks_cut
from bot.prima import Prima
from bot.proposal import propose
from bot.replies import write as words
from bot.step import FIELDS, IMPORT, IN_PIECES, OFFER, PIECES, SUGGEST, Step
from bot.writing import button, control, fields, lacks_questions, question, title_of
from indexer.search import Found
from indexer.topic import NEAREST, topic_of, topics_near
from knowledge_base import drafts
from knowledge_base.difference import difference
from knowledge_base.draft import Draft
from knowledge_base.errors import NoteError
from knowledge_base.masking import masked
from knowledge_base.note import Note
from knowledge_base.publishing import began_from

MOST = 20
"""Unfinished drafts of one person."""
OFFERED = 5
READ_FOR_NEAR = 1_000
"""Characters of a text by which the notes near it are looked for."""


class Drafting:
    """Begins drafts and shows them."""

    def __init__(self, prima: Prima) -> None:
        self.prima = prima
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def turn(self, person: int) -> asyncio.Lock:
        """Whoever holds it handles a person's words; two messages that come at once are not mixed up."""
        return self._turns.setdefault(person, asyncio.Lock())

    async def new(self, out: Out, person: int, title: str = "") -> None:
        """A new note: its first question, or the second if a valid title is known."""
        record = {"title": title} if title and not faults_of("title", title) else {}
        draft = await self.begin(person, record, Step("later"))
        if draft is None:
            await self.offer(out, await self.unfinished(person))
            return
        await self.present(out, await self.goes_to(draft, Step("body" if record else "title")))

    async def suggest(
        self, out: Out, person: int, record: dict[str, Any], step: Step, origin: dict[str, Any] | None = None
    ) -> None:
        """A new suggestion, shown where it stands."""
        draft = await self.begin(person, record, step.later(), origin=origin)
        if draft is None:
            await self.offer(out, await self.unfinished(person))
            return
        await self.present(out, await self.goes_to(draft, step))

    async def begin(
        self,
        person: int,
        record: dict[str, Any],
        step: Step,
        *,
        base: Note | None = None,
        origin: dict[str, Any] | None = None,
    ) -> Draft | None:
        """A new draft; None when the person has too many unfinished ones."""
        if len(await self.unfinished(person)) >= MOST:
            return None
        return await self.prima.desk.do(drafts.start, person, record, step=str(step), base=base, origin=origin)

    async def asking(self, person: int) -> Draft | None:
        """The person's draft that waits for words or a choice, the one touched last."""
        return await asking(self.prima, person)

    async def writes(self, message: Received) -> bool:
        """Whether a message is a piece of a long text: it looks cut, or its sender's draft waits for such a text."""
        if looks_cut(written_in(message)):
            return True
        draft = await self.asking(message.chat.id)
        return draft is not None and Step.of(draft.step).name in IN_PIECES

    async def unfinished(self, person: int) -> list[Draft]:
        """The person's drafts that can be gone on with."""
        found = await self.prima.desk.do(drafts.of_person, person)
        return [draft for draft in found if Step.of(draft.step).name != OFFER]

    async def goes_to(self, draft: Draft, step: Step, fields: dict[str, Any] | None = None) -> Draft:
        """The draft at another step, with what was said; whatever else waited for words is put aside."""
        if step.asks:
            for other in await self.unfinished(draft.person):
                if other.id != draft.id and Step.of(other.step).asks:
                    await self.prima.desk.do(drafts.change, other.id, {}, str(Step.of(other.step).later()))
        anew = {TOLD: None} if draft.record.get(TOLD) else {}  # that reply is another page by now
        return await self.prima.desk.do(drafts.change, draft.id, {**anew, **(fields or {})}, str(step))

    async def caught(self, out: Out, draft: Draft) -> None:
        """Shows in private what was caught in a group: what it lacks is asked for when its button is pressed there.

        Who is elsewhere while Prima shows it may ask something first, and that is a question.
        """
        await (out(lacks_questions(draft)) if _lacks_questions_only(draft) else self.present(out, draft))

    async def present(self, out: Out, draft: Draft) -> None:
        """Shows a draft where it stands: its question, or the preview."""
        step = Step.of(draft.step)
        if step.name == IMPORT:
            await out(summary(draft))
        elif step.name == PIECES:
            await out(pieces_awaited(draft))
        elif step.name == SUGGEST:
            await out(suggestion_asked(draft, str(draft.record.get("body", ""))))
        elif step.name == "body" and step.seen:
            await out(body_asked(draft))
        elif step.name in FIELDS:
            await out(question(draft, await self._topics_of(draft) if step.name == "topic" else ()))
        else:
            await self._preview(out, draft)

    async def _preview(self, out: Out, draft: Draft) -> None:
        try:
            note = await self.note_of(draft)
        except NoteError as error:
            if _lacks_questions_only(draft):
                await self.present(out, await self.goes_to(draft, Step("questions", single=True)))
                return
            await out(fields(draft, words.INCOMPLETE.format(faults="\n".join(listed(error, lines=False)))))
            return
        await out(await self.as_answered(note))
        await out(await self.controls(draft, note))

    async def controls(self, draft: Draft, note: Note) -> Message:
        """What stands under the preview of a draft's note: what its author may do with it now."""
        base, moved = await self.prima.desk.do(began_from, draft.id) or (None, False)
        changes = difference(base, note) if base else None
        named = await names_in(self.prima, *filter(None, (base, note)))
        absent = [identity for identity in note.related if identity not in named]
        moderator = await self.prima.access.may(draft.person, "moderator")
        publishes = await self.may_publish(draft)
        return control(draft, changes, named, publishes=publishes, moderator=moderator, moved=moved, absent=absent)

    async def may_publish(self, draft: Draft) -> bool:
        """Whether the author publishes by themselves."""
        return not self.prima.two_look and await self.prima.access.may(draft.person, "moderator")

    async def as_answered(self, note: Note) -> Message:
        """The note exactly as an answer shows it, without the buttons that would need it to be published."""
        answerer = await self.prima.answerer()
        answer = await asyncio.to_thread(answerer.open, note)
        return replace(self.prima.messenger.answer(answer, 0, self.prima.reader()), buttons=())

    async def note_of(self, draft: Draft) -> Note:
        """The note that a draft would become now; raises NoteError."""
        return await self.prima.desk.do(drafts.note_of_draft, draft, self.prima.reader().moment.date())

    async def proposed(self, markdown: str) -> dict[str, Any]:
        """A record for a text without what is personal in it, as Prima proposes it."""
        body = masked(markdown)
        found = await self._found(without_openings(body))
        record = propose(body, topic_of(found) if found else "").to_record()
        return {**record, **personal_in(markdown, record["body"])}

    async def _found(self, text: str) -> Found | None:
        """The notes nearest to a text; None for a text without words."""
        if not text.strip():
            return None
        answerer = await self.prima.answerer()
        return await asyncio.to_thread(answerer.searcher.search, text[:READ_FOR_NEAR], NEAREST)

    async def _topics_of(self, draft: Draft) -> list[str]:
        found = await self._found(f"{draft.record.get('title', '')}\n{draft.record.get('body', '')}")
        return topics_near(found) if found else []

    async def offer(self, out: Out, found: Sequence[Draft]) -> None:
        """Offers unfinished drafts again."""
        await out(self.offered(found))

    def offered(self, found: Sequence[Draft]) -> Message:
        """Unfinished drafts to choose from, and that there are too many if so."""
        rows = [
            (button(draft, words.BUTTON_RESUME_ONE.format(title=title_of(draft)), "go"),) for draft in found[:OFFERED]
        ]
        text = words.TOO_MANY.format(count=len(found)) if len(found) >= MOST else words.UNFINISHED
        return Message(text, (*rows, (button(0, words.BUTTON_NEW, "new"),)))


def _lacks_questions_only(draft: Draft) -> bool:
    return bool(draft.record.get("title") and draft.record.get("body") and not draft.record.get("questions"))
