"""Ubah dulu: a moderator betters the title, the topic or the questions of a draft before deciding on it."""

from __future__ import annotations

import re
from typing import Any

from telegram import CallbackQuery, Update

from bot import replies
from bot.better_pages import ANEW, BETTERED, asked_page, fields_page, found_page, not_kept, topics_page
from bot.field_values import faults_of, read_value, with_more
from bot.handlers.telling import plain_in
from bot.message import Message
from bot.prima import Prima
from bot.replies import review as say
from bot.reviewing import Reviewing
from bot.send import Context, reply, show
from bot.table import Offer, Press, Taker
from knowledge_base import drafts
from knowledge_base.awaited import Awaited, await_reply, awaited_of, stop_waiting
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftDecidedError, DraftError
from knowledge_base.topics import AREAS, TOPICS

_DRAFT = r"(\d{1,9}):([0-9a-f]{8})"
_CHOOSE = re.compile(rf"r:(ed):{_DRAFT}()")
_FIELD = re.compile(rf"r:(ef):{_DRAFT}:({'|'.join([*BETTERED, ANEW])})")
_TOPIC = re.compile(rf"r:(et):{_DRAFT}:([A-Z][0-9]{{0,2}})")
TOLD = {"better title": "title", "better topic": "topic", "better questions": "questions", "better anew": ANEW}
"""What Prima waits to be told, and of which field."""


class Bettering(Offer):
    """Changes drafts that wait. Their authors stay who they are, and hear of the decision as ever."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = Reviewing(prima)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The fields, and the topics."""
        return tuple(Press(pattern, self._pressed, "moderator") for pattern in (_CHOOSE, _FIELD, _TOPIC))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Titles, words of topics, and questions."""
        return (self.told,)

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        person, argument = query.from_user.id, found[4]
        draft, problem = await self._waiting(f"{found[2]}:{found[3]}")
        if draft is None:
            await query.answer(problem, show_alert=True)
            await show(update, await self._pages.queue(int(found[2]), person))
        elif found[1] == "ed":
            await self._forget(person)
            await query.answer()
            await show(update, fields_page(draft, two_look=self._prima.two_look))
        elif argument in AREAS:
            await query.answer()
            await show(update, topics_page(draft, argument))
        elif found[1] == "et":
            await self._set_topic(update, query, draft, argument)
        else:
            await query.answer()
            await self._prima.desk.do(await_reply, person, f"better {argument}", f"{draft.id}:{draft.stamp}")
            await show(update, topics_page(draft) if argument == "topic" else asked_page(draft, argument))

    async def _set_topic(self, update: Update, query: CallbackQuery, draft: Draft, topic: str) -> None:
        if topic not in TOPICS:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await self._forget(query.from_user.id)
        problem = await self._keep(draft, query.from_user.id, {"topic": topic})
        await query.answer(problem or None, show_alert=bool(problem))
        await show(update, await self._pages.queue(draft.id, query.from_user.id))

    async def told(self, update: Update, _: Context) -> bool:
        """A title, words of a topic or questions that Prima waits for."""
        message, person = update.message, update.effective_user
        asked = await self._prima.desk.do(awaited_of, person.id) if message and person else None
        if message is None or asked is None or asked.what not in TOLD:
            return False
        text = plain_in(message)
        if not await self._prima.access.may(asked.person, "moderator"):
            await self._prima.desk.do(stop_waiting, asked)
            await reply(message, Message(replies.ROLE_LOST))
        elif not text:
            await reply(message, Message(say.ONLY_TEXT))
        else:
            await reply(message, await self._taken(asked, text))
        return True

    async def _taken(self, asked: Awaited, text: str) -> Message:
        """The draft with what was written; or what is wrong with it, and then it is waited for again."""
        draft, problem = await self._waiting(asked.subject)
        if draft is None:
            await self._prima.desk.do(stop_waiting, asked)
            return not_kept(int(asked.subject.partition(":")[0]), problem, text)
        what = TOLD[asked.what]
        if what == "topic":
            return found_page(draft, text)
        name = "questions" if what == ANEW else what
        value = read_value(name, text)
        if what == "questions":
            value = with_more(draft.record.get(name), value)
        wrong = faults_of(name, value)
        if wrong:
            return Message(say.BETTER_WRONG.format(faults="\n".join(wrong)))
        await self._prima.desk.do(stop_waiting, asked)
        problem = await self._keep(draft, asked.person, {name: value})
        return not_kept(draft.id, problem, text) if problem else await self._pages.queue(draft.id, asked.person)

    async def _keep(self, draft: Draft, person: int, fields: dict[str, Any]) -> str:
        """Keeps what a moderator made of a draft; what is to be said if it was decided on meanwhile."""
        try:
            await self._prima.desk.do(drafts.better, draft.id, person, fields)
        except DraftDecidedError as error:
            return await self._pages.decided(error.draft)
        return ""

    async def _waiting(self, named: str) -> tuple[Draft | None, str]:
        """The draft of a number and a stamp if it waits as it was seen, or what is to be said."""
        number, _, stamp = named.partition(":")
        try:
            draft = await self._prima.desk.do(drafts.find, int(number))
        except DraftError:
            return None, say.DRAFT_GONE
        if draft.state != "review":
            return None, await self._pages.decided(draft)
        return (draft, "") if draft.stamp == stamp else (None, say.DRAFT_CHANGED)

    async def _forget(self, person: int) -> None:
        asked = await self._prima.desk.do(awaited_of, person)
        if asked and asked.what in TOLD:
            await self._prima.desk.do(stop_waiting, asked)
