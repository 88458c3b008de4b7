"""Terbitkan: from a draft to a note that answers, or to the queue; who it is like comes first."""

from __future__ import annotations

from telegram import Update

from bot.handlers.committing import Committing
from bot.handlers.drafting import Drafting
from bot.handlers.handing_in import announce_suggestion
from bot.handlers.meanwhile import Meanwhile
from bot.handlers.telling import out_of
from bot.handlers.twins import Twins
from bot.message import Message
from bot.replies import write as words
from bot.replies.manage import REFUSED
from bot.table import Deed
from bot.twins import twins_of
from knowledge_base.draft import Draft
from knowledge_base.errors import StateError
from knowledge_base.four_eyes import submit_once


class Publish:
    """Publishes drafts, or hands them in. Each method returns what the button's alert says, empty for nothing."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._committing = Committing(drafting)
        self._twins = Twins(drafting, self._committing)
        self._meanwhile = Meanwhile(drafting, self._committing)

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each verb of a button does."""
        return {
            "publish": lambda update, draft, _: self.publish(update, draft),
            "submit": lambda update, draft, _: self.submit(update, draft),
            **self._twins.deeds,
            **self._meanwhile.deeds,
        }

    async def publish(self, update: Update, draft: Draft) -> str:
        """Terbitkan: shows notes that are alike, or publishes."""
        if not await self._prima.access.may(draft.person, "moderator"):
            return await self._committing.refused(update, draft)
        if self._prima.two_look:
            return await self.submit(update, draft)
        note = await self._committing.checked(update, draft)
        if note is None:
            return ""
        twins = await twins_of(self._prima, note)
        if twins:
            await out_of(update)(self._twins.page(draft, note, twins))
            return ""
        return await self._committing.commit(update, draft, note)

    async def submit(self, update: Update, draft: Draft) -> str:
        """Kirim: hands the draft in for review, and tells the moderators."""
        if await self._committing.checked(update, draft) is None:
            return ""
        try:
            await self._prima.desk.do(submit_once, draft.id)
        except StateError as error:
            return REFUSED[error.reason]
        moderator = await self._prima.access.may(draft.person, "moderator")
        await out_of(update)(Message(words.SUBMITTED_TO_OTHERS if moderator else words.SUBMITTED))
        await announce_suggestion(self._prima, update, draft)
        return ""
