"""From a draft to a note that answers: twins first, then contradictions; two who change one note see each other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from bot import replies
from bot.changes import changes_html
from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import alike_text, flag_contradictions, twins_of
from bot.handlers.telling import out_of, tell
from bot.message import Button, Message, escape
from bot.named import names_in
from bot.replies import write as words
from bot.step import Step
from bot.table import Deed
from bot.writing import button, fields, listed, title_of
from indexer.twins import Twin
from knowledge_base import drafts
from knowledge_base.difference import difference
from knowledge_base.drafts import Draft
from knowledge_base.errors import DraftDecidedError, EditConflictError, NoteError, UnknownNoteError
from knowledge_base.merging import merged
from knowledge_base.note import Note
from knowledge_base.publishing import changed_meanwhile, note_seen, publish_beside, publish_into, unite


class Publish:
    """Publishes drafts, or hands them in. Each method returns what the button's alert says, empty for nothing."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each verb of a button does."""
        return {
            "publish": lambda update, draft, _: self.publish(update, draft),
            "submit": lambda update, draft, _: self.submit(update, draft),
            "merge": self.merge,
            "join": self.join,
            "apart": lambda update, draft, _: self.apart(update, draft),
            "mine": lambda update, draft, _: self.mine(update, draft),
            "unite": lambda update, draft, _: self.unite(update, draft),
        }

    async def publish(self, update: Update, draft: Draft) -> str:
        """Terbitkan: shows notes that are alike, or publishes."""
        if not await self._prima.access.may(draft.person, "moderator"):
            return replies.ROLE_LOST
        if self._prima.settings.knowledge.four_eyes:
            return await self.submit(update, draft)
        note = await self._checked(update, draft)
        if note is None:
            return ""
        twins = await twins_of(self._prima, note)
        if twins:
            await out_of(update)(await self._alike(draft, note, twins))
            return ""
        return await self._commit(update, draft, note)

    async def apart(self, update: Update, draft: Draft) -> str:
        """Simpan terpisah: publishes beside the notes that are alike, as related to them."""
        if not await self._publishes(draft):
            return replies.ROLE_LOST
        note = await self._checked(update, draft)
        if note is None:
            return ""
        return await self._commit(update, draft, note, [twin.note.id for twin in await twins_of(self._prima, note)])

    async def merge(self, update: Update, draft: Draft, identity: str) -> str:
        """Gabungkan: shows what the older note gains."""
        if not await self._publishes(draft):
            return replies.ROLE_LOST
        note = await self._checked(update, draft)
        if note is None:
            return ""
        try:
            old = await self._prima.desk.do(note_seen, identity, "")
        except UnknownNoteError:
            return replies.NOTE_GONE
        gained = merged(old, note)
        changes, named = difference(old, gained), await names_in(self._prima, old, gained)
        await self._drafting.goes_to(draft, Step("preview", seen=old.hash))
        text = words.MERGED if changes else words.MERGED_SAME
        head = text.format(title=escape(old.title))
        join = ((button(draft, words.BUTTON_JOIN, "join", identity),),) if changes else ()
        ways = (button(draft, words.BUTTON_APART, "apart"), button(draft, words.BUTTON_CANCEL, "go"))
        await out_of(update)(Message(changes_html(changes, head, named) if changes else head, (*join, ways)))
        return ""

    async def join(self, update: Update, draft: Draft, identity: str) -> str:
        """Terbitkan gabungan: the draft becomes part of the older note."""
        note = await self._checked(update, draft)
        if not await self._publishes(draft) or note is None:
            return replies.ROLE_LOST if note else ""
        try:
            old = await self._prima.desk.do(note_seen, identity, Step.of(draft.step).seen)
            revision = await self._prima.desk.do(publish_into, draft.id, note, draft.person, old)
        except UnknownNoteError:
            return replies.NOTE_GONE
        except EditConflictError:  # somebody changed the older note: what it would become now is shown again
            return await self.merge(update, draft, identity)
        await self._announce(update, revision.note)
        return ""

    async def submit(self, update: Update, draft: Draft) -> str:
        """Kirim: hands the draft in for review, and tells the moderators."""
        if await self._checked(update, draft) is None:
            return ""
        await self._prima.desk.do(drafts.submit, draft.id)
        await out_of(update)(Message(words.SUBMITTED))
        await self.announce_suggestion(update, draft)
        return ""

    async def announce_suggestion(self, update: Update, draft: Draft) -> None:
        """Tells the moderators that a draft waits for them."""
        person = update.effective_user
        name = person.full_name if person else ""
        came = words.SUGGESTION_BACK if draft.state == "returned" else words.SUGGESTION_CAME
        text = came.format(name=escape(name), title=escape(title_of(draft)))
        others = [each for each in await self._drafting.moderators() if each != draft.person]
        row = (Button(words.BUTTON_QUEUE, data="r:q:0"),)
        await tell(update.get_bot(), others, Message(text, (row,)))

    async def mine(self, update: Update, draft: Draft) -> str:
        """Pakai naskah saya: publishes over what somebody else published meanwhile, which stays in the history."""
        if not await self._publishes(draft):
            return replies.ROLE_LOST
        note = await self._checked(update, draft)
        if note is None:
            return ""
        _, current = await self._prima.desk.do(changed_meanwhile, draft.id)
        if current.hash != Step.of(draft.step).seen:  # changed once more since it was shown
            await self._conflict(update, draft)
            return ""
        draft = await self._prima.desk.do(drafts.rebase, draft.id, current)
        return await self._commit(update, draft, replace(note, id=current.id))

    async def unite(self, update: Update, draft: Draft) -> str:
        """Satukan keduanya: what somebody else changed and what I changed, as a preview."""
        if not await self._publishes(draft):
            return replies.ROLE_LOST
        note = await self._checked(update, draft)
        if note is None:
            return ""
        try:
            draft = await self._prima.desk.do(unite, draft.id, note, Step.of(draft.step).seen)
        except EditConflictError:  # changed once more since it was shown
            await self._conflict(update, draft)
            return ""
        draft = await self._drafting.goes_to(draft, Step("preview"))
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _publishes(self, draft: Draft) -> bool:
        four_eyes = self._prima.settings.knowledge.four_eyes
        return not four_eyes and await self._prima.access.may(draft.person, "moderator")

    async def _checked(self, update: Update, draft: Draft) -> Note | None:
        """The note that the draft becomes; None after what is missing was said."""
        try:
            return await self._drafting.note_of(draft)
        except NoteError as error:
            text = words.INCOMPLETE.format(faults="\n".join(listed(error, lines=False)))
            await out_of(update)(fields(draft, text))
            return None

    async def _commit(self, update: Update, draft: Draft, note: Note, related: Sequence[str] = ()) -> str:
        try:
            revision = await self._prima.desk.do(publish_beside, draft.id, note, draft.person, related)
        except EditConflictError:
            await self._conflict(update, draft)
        except DraftDecidedError:
            return words.DRAFT_GONE
        else:
            await self._announce(update, revision.note)
        return ""

    async def _conflict(self, update: Update, draft: Draft) -> None:
        """Shows what somebody else changed since the draft began."""
        then, current = await self._prima.desk.do(changed_meanwhile, draft.id)
        await self._drafting.goes_to(draft, Step("preview", seen=current.hash))
        changes, named = difference(then, current), await names_in(self._prima, then, current)
        ways = (button(draft, words.BUTTON_MINE, "mine"), button(draft, words.BUTTON_UNITE, "unite"))
        ends = (button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel"))
        await out_of(update)(Message(changes_html(changes, words.CONFLICT, named), (ways, ends)))

    async def _alike(self, draft: Draft, note: Note, twins: Sequence[Twin]) -> Message:
        label = words.BUTTON_MERGE
        rows = [(button(draft, label.format(title=twin.note.title), "merge", twin.note.id),) for twin in twins]
        ways = (button(draft, words.BUTTON_APART, "apart"), button(draft, words.BUTTON_CANCEL, "go"))
        return Message(alike_text(note, twins), (*rows, ways))

    async def _announce(self, update: Update, note: Note) -> None:
        """The note answers from now on; says so, and how it is found."""
        searcher = (await self._prima.answerer()).searcher
        await asyncio.to_thread(searcher.refreshed)
        link = self._link(note)
        text = words.PUBLISHED if note.found else words.PUBLISHED_HIDDEN
        text = text.format(link=link, question=escape(note.questions[0]))
        rows = ((Button(replies.BUTTON_FULL, data=f"n:{note.id}"),),) if note.found else ()
        await out_of(update)(Message(text, rows))
        await flag_contradictions(self._prima, update, [note])

    def _link(self, note: Note) -> str:
        username, title = self._prima.messenger.username, escape(note.title)
        return f'<a href="https://t.me/{username}?start={note.id}">{title}</a>' if username else f"<b>{title}</b>"
