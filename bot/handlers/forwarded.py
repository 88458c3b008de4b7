"""A message forwarded to Prima in private: it may be a suggestion, or a question."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot.handlers.ask import answer_to
from bot.handlers.burst import say_once
from bot.handlers.carried import carried, unread
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import authors_of, link_of, sent_first
from bot.handlers.telling import markdown_in, out_of, written_in
from bot.message import Button
from bot.message import Message as Outgoing
from bot.pieces import NEAR, may_be_one, units, whole
from bot.replies import capture as words
from bot.replies import write as write_words
from bot.send import Context
from bot.step import OFFER, SUGGEST, Step
from bot.table import Offer, Press, Taker
from knowledge_base import drafts
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftError

PRESS = re.compile(r"d:(take|ask):(\d{1,12})")
OFFERS = 5
"""Forwarded messages of one person that wait for an answer; older ones are forgotten."""
AT_ONCE = 60.0
"""Seconds within which an app sends all pieces of a text."""

ONE_MOVE = 2.0
"""Seconds between messages that somebody forwarded in one move."""
OF_OFFER = ("pieces", "came", "album")
"""What an offer keeps of its messages, and the draft that it becomes does not."""


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
        async with self._drafting.turn(person.id):  # pieces of one text come at once
            return await self._offer(update, message, person.id, (text, units(written_in(message))))

    async def _offer(self, update: Update, message: Message, person: int, piece: tuple[str, int]) -> bool:
        """Asks what a message is, or what it is with those before it that it goes on with; False for no more room."""
        held = await self._prima.desk.do(drafts.of_person, person)
        for waiting in (each for each in held if Step.of(each.step) == Step(SUGGEST)):
            await self._prima.desk.do(drafts.cancel, waiting.id)  # /usul waited for words: these are offered
        offers = [each for each in held if Step.of(each.step).name == OFFER]
        sender, sent = sent_first(message)
        pieces, before = {str(message.message_id): piece}, None
        came = message.date.timestamp()
        if offers and offers[0].origin.get("from") == sender:
            together, origin = {**offers[0].record["pieces"], **pieces}, offers[0].origin
            cut = abs(sent - origin["sent"]) <= AT_ONCE and may_be_one(together)
            album = message.media_group_id and message.media_group_id == offers[0].record.get("album")
            if cut or album or abs(came - offers[0].record.get("came", 0)) <= ONE_MOVE:
                pieces, before = together, offers[0]
        said = {"body": whole(pieces), "pieces": pieces, "came": came, "album": message.media_group_id}
        if before:
            draft: Draft | None = await self._drafting.goes_to(before, Step(OFFER), said)
        else:
            for old in offers[OFFERS - 1 :]:
                await self._prima.desk.do(drafts.cancel, old.id)
            origin = {"authors": authors_of(message, person), "from": sender, "sent": sent}
            record = {**said, "origin": link_of(message)}
            draft = await self._drafting.begin(person, record, Step(OFFER), origin=origin)
        if draft:
            question = _question(draft, message, publishes=await self._drafting.may_publish(draft))
            await say_once(self._prima, update, before or draft, question, quote=True)
        return draft is not None

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
            draft = await self._drafting.goes_to(draft, Step("preview"), {**record, **dict.fromkeys(OF_OFFER)})
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


def _question(draft: Draft, message: Message, *, publishes: bool) -> Outgoing:
    """Asks what was forwarded, as who `publishes` it or suggests it; tells whether it looks cut, and what is
    not read of it.
    """
    pieces = draft.record["pieces"]
    one, several = (words.OFFER_NOTE, words.OFFER_NOTE_TOGETHER) if publishes else (words.OFFER, words.OFFER_TOGETHER)
    text = one if len(pieces) == 1 else several.format(count=len(pieces))
    cut = pieces[max(pieces, key=int)][1] >= NEAR
    yes = words.BUTTON_MAKE_IT if publishes else words.BUTTON_SUGGEST_IT
    row = (Button(yes, data=f"d:take:{draft.id}"), Button(words.BUTTON_ASK_IT, data=f"d:ask:{draft.id}"))
    said = (text, words.OFFER_CUT if cut else "", unread([carried(message)]))
    return Outgoing(" ".join(filter(None, said)), (row,))
