"""A message forwarded to Prima in private: it may be a suggestion, or a question."""

from __future__ import annotations

import re

from telegram import Update

from bot.handlers.ask import answer_to
from bot.handlers.carried import carried, unread
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import authors_of, link_of
from bot.handlers.telling import markdown_in, out_of
from bot.message import Button
from bot.message import Message as Outgoing
from bot.replies import capture as words
from bot.replies import write as write_words
from bot.send import Context, reply
from bot.step import OFFER, Step
from bot.table import Offer, Press, Taker
from knowledge_base import drafts
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftError

PRESS = re.compile(r"d:(take|ask):(\d{1,12})")
OFFERS = 5
"""Forwarded messages of one person that wait for an answer; older ones are forgotten."""


class Forwarded(Offer):
    """Asks what a forwarded message is."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

    @property
    def presses(self) -> tuple[Press, ...]:
        """What to do with a forwarded message."""
        return (Press(PRESS, self._forwarded),)

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Forwarded messages."""
        return (self.take,)

    async def take(self, update: Update, _: Context) -> bool:
        """A message forwarded to Prima: it may be a suggestion or a question."""
        message, person = update.message, update.effective_user
        if message is None or person is None or message.forward_origin is None:
            return False
        text = markdown_in(message)
        if not text:
            return False
        await self._forget_offers(person.id)
        record = {"body": text, "origin": link_of(message)}
        origin = {"authors": authors_of(message, person.id)}
        draft = await self._drafting.begin(person.id, record, Step(OFFER), origin=origin)
        if draft is None:
            return False
        yes = Button(words.BUTTON_SUGGEST_IT, data=f"d:take:{draft.id}")
        row = (yes, Button(words.BUTTON_ASK_IT, data=f"d:ask:{draft.id}"))
        said = " ".join(filter(None, (words.OFFER, unread([carried(message)]))))
        await reply(message, Outgoing(said, (row,)), quote=True)
        return True

    async def _forget_offers(self, person: int) -> None:
        held = await self._prima.desk.do(drafts.of_person, person)
        for draft in [each for each in held if Step.of(each.step).name == OFFER][OFFERS - 1 :]:
            await self._prima.desk.do(drafts.cancel, draft.id)

    async def _forwarded(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        draft = await self._offered(int(found[2]), query.from_user.id)
        if draft is None:
            await query.answer(write_words.DRAFT_GONE, show_alert=True)
            return
        await query.answer()
        if found[1] == "take":
            record = {**await self._drafting.proposed(draft.record["body"]), "origin": draft.record["origin"]}
            draft = await self._drafting.goes_to(draft, Step("preview"), record)
            await self._drafting.present(out_of(update), draft)
            return
        await self._prima.desk.do(drafts.cancel, draft.id)
        await answer_to(self._prima, update, draft.record["body"])

    async def _offered(self, number: int, person: int) -> Draft | None:
        """The forwarded message that waits for this person's answer."""
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            return None
        waits = draft.person == person and draft.state in UNFINISHED and Step.of(draft.step).name == OFFER
        return draft if waits else None
