"""What moderators decide about a draft: publish it (Accept does that), ask its author for a change, refuse it."""

from __future__ import annotations

import re

from telegram import Bot, CallbackQuery, Update

from bot import replies
from bot.handlers.accept import Accept
from bot.handlers.bettering import TOLD
from bot.handlers.consent import close_question
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import review as say
from bot.review_pages import title_of
from bot.reviewing import Reviewing
from bot.send import Context, reply, show
from bot.table import Handler, Offer, Press, Taker
from bot.tell import tell
from knowledge_base import drafts
from knowledge_base.awaited import Awaited, await_reply, awaited_of, stop_waiting
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftDecidedError, DraftError
from knowledge_base.note import CONTROL

_DECIDE = re.compile(r"r:(ok|ch|no|re|un|me|jo|ap):(\d{1,9}):([0-9a-f]{8})(?::([0-9a-f]{8}))?")
_CANCEL = re.compile(r"r:x:(\d{1,9})")
CHANGE, REFUSE = "change", "refuse"
WANTED = {"ch": CHANGE, "no": REFUSE}
ASKED = {CHANGE: say.ASK_CHANGE, REFUSE: say.ASK_REFUSE}
MESSAGE_LIMIT = 1_000
"""Characters of a message to an author."""


class Verdicts(Offer):
    """Decides, once, on what the moderator has seen, and lets the author know."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = Reviewing(prima)
        self._accept = Accept(prima, self._pages)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The decisions under a draft."""
        return (Press(_DECIDE, self._decide, "moderator"), Press(_CANCEL, self._cancel, "moderator"))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Messages to authors."""
        return (self.told,)

    async def _decide(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        draft = await self._waiting(update, query, int(found[2]))
        if draft is None:
            return
        if draft.stamp != found[3]:
            await query.answer(say.DRAFT_CHANGED, show_alert=True)
            await show(update, await self._pages.queue(draft.id, query.from_user.id))
        elif found[1] in WANTED:
            await self._ask(update, query, draft, WANTED[found[1]])
        else:
            await self._accept.decide(update, draft, found[1], found[4] or "")

    async def _waiting(self, update: Update, query: CallbackQuery, number: int) -> Draft | None:
        """The draft if it waits for a decision; else the moderator is told who decided, and shown the next."""
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            await query.answer(say.DRAFT_GONE, show_alert=True)
            return None
        if draft.state == "review":
            return draft
        await query.answer(await self._pages.decided(draft), show_alert=True)
        await show(update, await self._pages.queue(0, query.from_user.id))
        return None

    async def _ask(self, update: Update, query: CallbackQuery, draft: Draft, what: str) -> None:
        await query.answer()
        await self._prima.desk.do(await_reply, query.from_user.id, what, f"{draft.id}:{draft.stamp}")
        name = escape(await self._pages.name(draft.person))
        cancel = ((Button(say.BUTTON_CANCEL, data=f"r:x:{draft.id}"),),)
        await show(update, Message(ASKED[what].format(title=title_of(draft), name=name), cancel))

    async def _cancel(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        await query.answer()
        asked = await self._prima.desk.do(awaited_of, query.from_user.id)
        if asked and asked.what in ASKED:
            await self._prima.desk.do(stop_waiting, asked)
        await show(update, await self._pages.queue(int(found[1]), query.from_user.id))

    async def told(self, update: Update, _: Context) -> bool:
        """A message that Prima waits for, to be passed on to an author."""
        message, person = update.message, update.effective_user
        asked = await self._prima.desk.do(awaited_of, person.id) if message and person else None
        if message is None or asked is None or asked.what not in ASKED:
            return False
        text = CONTROL.sub("", message.text or message.caption or "").strip()
        if not await self._prima.access.may(asked.person, "moderator"):
            await self._prima.desk.do(stop_waiting, asked)
            await reply(message, Message(replies.ROLE_LOST))
        elif not text:
            await reply(message, Message(say.ONLY_TEXT))
        elif len(text) > MESSAGE_LIMIT:
            await reply(message, Message(say.TOO_LONG.format(length=_dotted(len(text)), limit=_dotted(MESSAGE_LIMIT))))
        elif await self._prima.desk.do(stop_waiting, asked):
            await reply(message, await self._passed_on(message.get_bot(), asked, text))
        return True

    async def _passed_on(self, bot: Bot, asked: Awaited, text: str) -> Message:
        """Decides with the message, lets the author read it, and says what came of it."""
        number, _, stamp = asked.subject.partition(":")
        quoted = say.NOT_KEPT.format(message=escape(text))
        try:
            draft = await self._prima.desk.do(drafts.find, int(number))
            if draft.state == "review" and draft.stamp != stamp:
                button = Button(say.BUTTON_OPEN_DRAFT, data=f"r:q:{number}")
                return Message(f"{say.DRAFT_CHANGED}\n\n{quoted}", ((button,),))
            decide = drafts.give_back if asked.what == CHANGE else drafts.refuse
            draft = await self._prima.desk.do(decide, draft.id, asked.person, text)
        except DraftDecidedError as error:
            return Message(f"{escape(await self._pages.decided(error.draft))}\n\n{quoted}")
        return await self._reported(bot, draft, asked, text)

    async def _reported(self, bot: Bot, draft: Draft, asked: Awaited, text: str) -> Message:
        change = asked.what == CHANGE
        if not change:
            await close_question(bot, draft)
        to_author = say.CHANGE_AUTHOR if change else say.REFUSED_AUTHOR
        rows = ((Button(say.BUTTON_OPEN_DRAFT, data=f"w:{draft.id}:go"),),) if change else ()
        html = to_author.format(title=title_of(draft), message=escape(text))
        name, title = escape(await self._pages.name(draft.person)), title_of(draft)
        said = (say.SENT_CHANGE if change else say.SENT_REFUSE).format(name=name, title=title)
        if not await tell(bot, draft.person, Message(html, rows)):
            said = say.NOT_SENT.format(name=name)
        counts = await self._pages.counts()
        following = Button(say.BUTTON_NEXT_DRAFT.format(count=counts.queue), data="r:q:0")
        return Message(said, ((following,),) if counts.queue else ())


def stops_waiting(prima: Prima) -> Handler:
    """What goes before every private command: whoever gives one writes no more about a draft."""

    async def stop(update: Update, _: Context) -> None:
        person = update.effective_user
        asked = await prima.desk.do(awaited_of, person.id) if person else None
        if asked and asked.what in {*ASKED, *TOLD}:
            await prima.keep(prima.desk.do(stop_waiting, asked))

    return stop


def _dotted(number: int) -> str:
    """A number as EYD has it: 1.000."""
    return f"{number:,}".replace(",", ".")
