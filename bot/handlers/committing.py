"""The last step of a draft: checked, published, announced; or what somebody else changed meanwhile is shown first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Update

from bot import replies
from bot.changes import changes_html
from bot.field_values import listed
from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import flag_contradictions
from bot.handlers.telling import out_of
from bot.markup import escape
from bot.message import Button, Message
from bot.named import named, names_in
from bot.replies import write as words
from bot.replies.manage import NAME_WITHDRAWN
from bot.standing_pages import stays
from bot.step import Step
from bot.twins import twins_of
from bot.writing import button, fields
from knowledge_base.difference import difference
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftDecidedError, EditConflictError, NoteError
from knowledge_base.note import Note
from knowledge_base.publishing import changed_meanwhile, changers, publish_beside
from knowledge_base.revisions import without_withdrawn


class Committing:
    """Publishes the notes of drafts."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    async def refused(self, update: Update, draft: Draft) -> str:
        """The author may not publish: the pressed message offers what they may do; what the button's alert says."""
        note = await self.checked(update, draft)
        if note is not None:
            await out_of(update)(await self._drafting.controls(draft, note))
        return replies.ROLE_LOST

    async def ready(self, update: Update, draft: Draft) -> tuple[Note | None, str]:
        """The note, if its author may publish it and nothing is missing; else None and what the button's alert says."""
        if not await self._drafting.may_publish(draft):
            return None, await self.refused(update, draft)
        return await self.checked(update, draft), ""

    async def checked(self, update: Update, draft: Draft) -> Note | None:
        """The note that the draft becomes; None after what is missing was said."""
        try:
            return await self._drafting.note_of(draft)
        except NoteError as error:
            text = words.INCOMPLETE.format(faults="\n".join(listed(error, lines=False)))
            await out_of(update)(fields(draft, text))
            return None

    async def apart(self, update: Update, draft: Draft, note: Note) -> str:
        """Publishes beside the notes that are alike, which were seen; what the button's alert says."""
        return await self.commit(update, draft, note, [twin.note.id for twin in await twins_of(self._prima, note)])

    async def commit(self, update: Update, draft: Draft, note: Note, related: Sequence[str] = ()) -> str:
        """Publishes beside the notes `related`; what the button's alert says."""
        try:
            revision = await self._prima.desk.do(publish_beside, draft.id, note, draft.person, related)
        except EditConflictError:
            await self.conflict(update, draft)
        except DraftDecidedError:
            return words.DRAFT_GONE
        else:
            await self.announce(update, revision.note)
        return ""

    async def conflict(self, update: Update, draft: Draft) -> None:
        """Shows what somebody else changed since the draft began."""
        then, current = await self._prima.desk.do(changed_meanwhile, draft.id)
        await self._drafting.goes_to(draft, Step("preview", seen=current.hash))
        then = without_withdrawn(current, then, NAME_WITHDRAWN)
        changes, names = difference(then, current), await names_in(self._prima, then, current)
        who = await named(self._prima, await self._prima.desk.do(changers, draft.id))
        head = words.CONFLICT.format(who=escape(who))
        ways = (button(draft, words.BUTTON_MINE, "mine"), button(draft, words.BUTTON_UNITE, "unite"))
        ends = (button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel"))
        await out_of(update)(Message(changes_html(changes, head, names), (ways, ends)))

    async def announce(self, update: Update, note: Note) -> None:
        """The note counts from now on; says so, and how it is found or why it is not."""
        searcher = (await self._prima.answerer()).searcher
        await asyncio.to_thread(searcher.refreshed)
        link = self._link(note)
        text = words.PUBLISHED.format(link=link, question=escape(note.questions[0]))
        published = Message(text, ((Button(replies.BUTTON_FULL, data=f"n:{note.id}"),),))
        await out_of(update)(stays(note, link) or published)
        await flag_contradictions(self._prima, update, [note])

    def _link(self, note: Note) -> str:
        username, title = self._prima.messenger.username, escape(note.title)
        return f'<a href="https://t.me/{username}?start={note.id}">{title}</a>' if username else f"<b>{title}</b>"
