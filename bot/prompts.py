"""PROMPTS: what Prima asks of people and waits to be told; the message that asks says when nobody waits any more."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from telegram import Bot
from telegram.error import BadRequest

from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import review as say
from bot.review_pages import title_of
from bot.reviewing import Reviewing
from bot.send import FORMAT
from knowledge_base.awaited import Awaited, await_reply, awaited_of, stop_waiting
from knowledge_base.note import text_hash

CHANGE, REFUSE = "change", "refuse"
BETTER = {"better title": "title", "better topic": "topic", "better questions": "questions", "better anew": "anew"}
"""What Prima waits to be told of a draft that is bettered, and of which field."""
OF_DRAFTS = frozenset((CHANGE, REFUSE, *BETTER))


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked of a draft that waits for a moderator: which draft, as it was seen (its stamp), in which message.

    `text` is what was written for its author and is not sent yet.
    """

    draft: int
    stamp: str
    message: int
    text: str = ""

    @classmethod
    def of(cls, asked: Awaited | None) -> Self | None:
        """The prompt that is waited for; None for nothing, and for what is not about a draft."""
        return cls(**json.loads(asked.subject)) if asked and asked.what in OF_DRAFTS else None

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def seal(self) -> str:
        """Eight hexadecimal digits of the text: a button sends what was read above it, or nothing."""
        return text_hash(self.text)[:8]


class Prompts:
    """Waits, and ends the waiting in a way that people see."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._pages = Reviewing(prima)

    async def ask(self, bot: Bot, person: int, what: str, subject: str) -> Awaited:
        """Prima waits to be told this; what it asked before in another message is over."""
        before = Prompt.of(await self._prima.desk.do(awaited_of, person))
        asked = await self._prima.desk.do(await_reply, person, what, subject)
        now = Prompt.of(asked)
        if before and (now is None or now.message != before.message):
            await self._close(bot, person, before)
        return asked

    async def written(self, bot: Bot, asked: Awaited, prompt: Prompt, message: int) -> None:
        """Something was written; the message that shows what comes of it is the prompt from now on."""
        before = Prompt.of(asked)
        await self._prima.desk.do(await_reply, asked.person, asked.what, str(replace(prompt, message=message)))
        if before:
            await self.settle(bot, asked.person, before)

    async def over(self, bot: Bot, asked: Awaited) -> None:
        """Prima waits no longer; the message that asked says so."""
        await self._prima.desk.do(stop_waiting, asked)
        prompt = Prompt.of(asked)
        if prompt:
            await self._close(bot, asked.person, prompt)

    async def cancel(self, bot: Bot, asked: Awaited) -> Message:
        """/batal: what is said after Prima stopped waiting."""
        await self.over(bot, asked)
        prompt = Prompt.of(asked)
        draft, _ = await self._pages.waiting(prompt.draft) if prompt else (None, "")
        opens = Button(say.BUTTON_OPEN_SUGGESTION, data=f"r:o:{draft.id}") if draft else None
        return Message(say.NO_LONGER, ((opens,),) if opens else ())

    async def settle(self, bot: Bot, person: int, prompt: Prompt) -> None:
        """Takes the buttons from a prompt that was answered."""
        try:
            await bot.edit_message_reply_markup(person, prompt.message)
        except BadRequest:  # it is gone, or has none
            return

    async def _close(self, bot: Bot, person: int, prompt: Prompt) -> None:
        """Says in the place of a prompt that it is over, with what was written and not sent."""
        draft, gone = await self._pages.waiting(prompt.draft)
        html = say.ENDED.format(title=title_of(draft)) if draft else escape(gone)
        if prompt.text:
            html += "\n\n" + say.NOT_KEPT.format(message=escape(prompt.text))
        try:
            await bot.edit_message_text(html, person, prompt.message, **FORMAT)
        except BadRequest:  # it is gone
            return
