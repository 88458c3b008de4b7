"""Two who change one note: the second saw what the first changed, and decides what becomes of both."""

from __future__ import annotations

from telegram import Update

from bot.changes import clashes_html
from bot.handlers.committing import Committing
from bot.handlers.drafting import Drafting
from bot.handlers.telling import out_of
from bot.message import Message
from bot.step import Step
from bot.table import Deed
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError
from knowledge_base.publishing import go_over, unite


class Meanwhile:
    """Decides between a draft and a change that came meanwhile.

    Each method that a button calls returns what the button's alert says, empty for nothing.
    """

    def __init__(self, drafting: Drafting, committing: Committing) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._committing = committing

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each verb of a button does."""
        return {
            "mine": lambda update, draft, _: self.mine(update, draft),
            "unite": lambda update, draft, _: self.unite(update, draft),
        }

    async def mine(self, update: Update, draft: Draft) -> str:
        """Pakai naskah saya: publishes over what somebody else wrote meanwhile, which stays in the history."""
        note, alert = await self._committing.ready(update, draft)
        if note is None:
            return alert
        try:
            note = await self._prima.desk.do(go_over, draft.id, note, Step.of(draft.step).seen)
        except EditConflictError:  # changed once more since it was shown
            await self._committing.conflict(update, draft)
            return ""
        return await self._committing.apart(update, draft, note)

    async def unite(self, update: Update, draft: Draft) -> str:
        """Satukan keduanya: what somebody else changed and what I changed, as a preview."""
        note, alert = await self._committing.ready(update, draft)
        if note is None:
            return alert
        try:
            draft, clashes = await self._prima.desk.do(unite, draft.id, note, Step.of(draft.step).seen)
        except EditConflictError:  # changed once more since it was shown
            await self._committing.conflict(update, draft)
            return ""
        draft = await self._drafting.goes_to(draft, Step("preview"))
        out = out_of(update)
        if clashes:
            await out(Message(clashes_html(clashes)))
        await self._drafting.present(out, draft)
        return ""
