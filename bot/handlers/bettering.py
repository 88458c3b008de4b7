"""Ubah dulu: a moderator betters the title, the topic or the questions of a draft before deciding on it."""

from __future__ import annotations

import re
from typing import Any

from telegram import Bot, CallbackQuery, Update

from bot import replies
from bot.better_pages import ANEW, BETTERED, asked_page, fields_page, found_page, not_kept, topics_page
from bot.field_values import faults_of, read_value, retitled, with_more
from bot.handlers.last_asked import answered_by
from bot.handlers.telling import plain_in
from bot.handlers.torn import Torn, taken_by
from bot.message import Message
from bot.prima import Prima
from bot.prompts import BETTER, Prompt, Prompts
from bot.replies import review as say
from bot.reviewing import Reviewing
from bot.send import Context, pressed_message, reply, show
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


class Bettering(Offer):
    """Changes drafts that wait. Their authors stay who they are, and hear of the decision as ever."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = Reviewing(prima)
        self._prompts = Prompts(prima)
        self._torn = Torn()

    @property
    def presses(self) -> tuple[Press, ...]:
        """The fields, and the topics."""
        return tuple(Press(pattern, self._pressed, "moderator") for pattern in (_CHOOSE, _FIELD, _TOPIC))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Titles, words of topics, and questions."""
        return (self.told,)

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        person, argument = query.from_user.id, found[4]
        draft, problem = await self._waiting(int(found[2]), found[3])
        if draft is None:
            await query.answer(problem, show_alert=True)
            await show(update, await self._pages.queue(int(found[2]), person))
        elif found[1] == "ed":
            await self._forget(update, draft.id)
            await query.answer()
            await show(update, fields_page(draft, two_look=self._prima.two_look))
        elif argument in AREAS:
            await query.answer()
            await show(update, topics_page(draft, argument))
        elif found[1] == "et":
            await self._set_topic(update, query, draft, argument)
        else:
            await query.answer()
            prompt = Prompt(draft.id, draft.stamp, message.message_id)
            await self._prompts.ask(query.get_bot(), person, f"better {argument}", str(prompt))
            await show(update, topics_page(draft) if argument == "topic" else asked_page(draft, argument))

    async def _set_topic(self, update: Update, query: CallbackQuery, draft: Draft, topic: str) -> None:
        if topic not in TOPICS:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await self._forget(update, draft.id)
        problem = await self._keep(draft, query.from_user.id, {"topic": topic})
        await query.answer(problem or None, show_alert=bool(problem))
        await show(update, await self._pages.queue(draft.id, query.from_user.id))

    async def told(self, update: Update, _: Context) -> bool:
        """A title, words of a topic or questions that Prima waits for."""
        message, asked = update.message, await answered_by(self._prima, update)
        prompt = Prompt.of(asked)
        if message is None or asked is None or prompt is None or asked.what not in BETTER:
            return False
        text = plain_in(message)
        if not await self._prima.access.may(asked.person, "moderator"):
            await self._prompts.over(message.get_bot(), asked)
            await reply(message, Message(replies.ROLE_LOST))
        elif await self._torn.refuses(message, taken_by(_name(asked))):
            return True
        elif not text:
            await reply(message, Message(say.ONLY_TEXT))
        else:
            sent = await reply(message, await self._taken(message.get_bot(), asked, prompt, text))
            if BETTER[asked.what] == "topic" and await self._prima.desk.do(awaited_of, asked.person) == asked:
                await self._prompts.written(message.get_bot(), asked, prompt, sent)  # topics to choose from stand there
            elif BETTER[asked.what] == "title":
                await self._questions_too(asked.person, prompt, sent)
        return True

    async def _taken(self, bot: Bot, asked: Awaited, prompt: Prompt, text: str) -> Message:
        """The draft with what was written; or what is wrong with it, and then it is waited for again."""
        draft, problem = await self._waiting(prompt.draft, prompt.stamp)
        if draft is None:
            await self._prompts.over(bot, asked)
            return await self._not_kept(prompt.draft, problem, text)
        what = BETTER[asked.what]
        if what == "topic":
            return found_page(draft, text)
        name = _name(asked)
        value = read_value(name, text)
        if what == "questions":
            value = with_more(draft.said.get(name), value)
        wrong = faults_of(name, value)
        if wrong:
            return Message(say.BETTER_WRONG.format(faults="\n".join(wrong)))
        await self._prima.desk.do(stop_waiting, asked)
        await self._prompts.settle(bot, asked.person, prompt)
        changed = retitled(draft, str(value)) if name == "title" else {name: value}
        problem = await self._keep(draft, asked.person, changed)
        if problem:
            return await self._not_kept(draft.id, problem, text)
        now, _ = await self._pages.waiting(draft.id)
        if now and name == "title" and not now.record.get("questions"):
            return asked_page(now, "questions")
        return await self._pages.queue(draft.id, asked.person)

    async def _questions_too(self, person: int, prompt: Prompt, message: int) -> None:
        """Waits for questions where there are none under the new title: the old one took the only one along."""
        draft, _ = await self._pages.waiting(prompt.draft)
        waits = await self._prima.desk.do(awaited_of, person)  # for another title, if that one was faulty
        if draft and not waits and draft.stamp != prompt.stamp and not draft.record.get("questions"):
            asked = Prompt(draft.id, draft.stamp, message)
            await self._prima.desk.do(await_reply, person, "better questions", str(asked))

    async def _not_kept(self, number: int, problem: str, text: str) -> Message:
        """The words that came too late, and the way to what the draft is now: nowhere else."""
        try:
            return not_kept(await self._prima.desk.do(drafts.find, number), problem, text)
        except DraftError:
            return not_kept(None, problem, text)

    async def _keep(self, draft: Draft, person: int, fields: dict[str, Any]) -> str:
        """Keeps what a moderator made of a draft; what is to be said if it was decided on meanwhile."""
        try:
            await self._prima.desk.do(drafts.better, draft.id, person, fields)
        except DraftDecidedError as error:
            return await self._pages.decided(error.draft)
        return ""

    async def _waiting(self, number: int, stamp: str) -> tuple[Draft | None, str]:
        """The draft of a number if it waits as it was seen, with this stamp, or what is to be said."""
        draft, gone = await self._pages.waiting(number)
        return (None, say.DRAFT_CHANGED) if draft and draft.stamp != stamp else (draft, gone)

    async def _forget(self, update: Update, number: int) -> None:
        """Waits no longer for words about this draft; where another message asked for them, that one is over."""
        query, message = update.callback_query, pressed_message(update)
        asked = await self._prima.desk.do(awaited_of, query.from_user.id) if query else None
        prompt = Prompt.of(asked)
        if query is None or asked is None or prompt is None or asked.what not in BETTER or prompt.draft != number:
            return
        if message and message.message_id == prompt.message:
            await self._prima.desk.do(stop_waiting, asked)
        else:
            await self._prompts.over(query.get_bot(), asked)


def _name(asked: Awaited) -> str:
    """The field that is waited for."""
    what = BETTER[asked.what]
    return "questions" if what == ANEW else what
