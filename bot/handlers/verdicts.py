"""What moderators decide about a draft: publish it (Accept does that), ask for a change or refuse it (Reasons)."""

from __future__ import annotations

import re

from telegram import Update

from bot.handlers.accept import Accept
from bot.handlers.reasons import Reasons
from bot.prima import Prima
from bot.prompts import CHANGE, REFUSE
from bot.replies import review as say
from bot.reviewing import Reviewing
from bot.send import show
from bot.table import Offer, Press, Taker

_DECIDE = re.compile(r"r:(ok|ch|no|re|un|me|jo|ap):(\d{1,9}):([0-9a-f]{8})(?::([0-9a-f]{8}))?")
WANTED = {"ch": CHANGE, "no": REFUSE}


class Verdicts(Offer):
    """Decides, once, on what the moderator has seen, and lets the author know."""

    def __init__(self, prima: Prima) -> None:
        self._pages = Reviewing(prima)
        self._accept = Accept(prima, self._pages)
        self._reasons = Reasons(prima, self._pages)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The decisions under a draft."""
        return (Press(_DECIDE, self._decide, "moderator"), *self._reasons.presses)

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Messages to authors."""
        return (self._reasons.told,)

    async def _decide(self, update: Update, found: re.Match[str]) -> None:
        """A decision; where somebody decided before, the moderator is told who did, and shown the next draft."""
        query = update.callback_query
        if query is None:
            return
        draft, gone = await self._pages.waiting(int(found[2]))
        if draft is None:
            await query.answer(gone, show_alert=True)
            await show(update, await self._pages.queue(0, query.from_user.id))
        elif draft.stamp != found[3]:
            await query.answer(say.DRAFT_CHANGED, show_alert=True)
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
        elif found[1] in WANTED:
            await self._reasons.ask(update, draft, WANTED[found[1]])
        else:
            await self._accept.decide(update, draft, found[1], found[4] or "")
