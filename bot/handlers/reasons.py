"""What a moderator writes to a draft's author: asked for, shown as the author will read it, sent when they say so."""

from __future__ import annotations

import re

from telegram import Bot, Message, Update

from bot import replies
from bot.field_values import says_something
from bot.handlers.consent import close_question
from bot.handlers.last_asked import answered_by
from bot.handlers.torn import Torn
from bot.markup import escape
from bot.message import Button
from bot.message import Message as Outgoing
from bot.piece_pages import dotted
from bot.prima import Prima
from bot.prompts import CHANGE, REFUSE, Prompt, Prompts
from bot.replies import review as say
from bot.review_pages import title_of
from bot.reviewing import Reviewing
from bot.send import Context, pressed_message, reply, show
from bot.table import Press
from bot.tell import tell
from bot.writing import again_button
from knowledge_base import drafts
from knowledge_base.awaited import Awaited, awaited_of, stop_waiting
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftDecidedError
from knowledge_base.note import CONTROL
from knowledge_base.refusals import heard

_SEND = re.compile(r"r:send:(\d{1,9}):([0-9a-f]{8})")
_CANCEL = re.compile(r"r:x:(\d{1,9})")
ASKED = {CHANGE: say.ASK_CHANGE, REFUSE: say.ASK_REFUSE}
AGAIN = {CHANGE: "ch", REFUSE: "no"}
"""The buttons that ask for the message once more: those that asked for it."""
MESSAGE_LIMIT = 1_000
"""Characters of a message to an author."""


class Reasons:
    """Asks for messages to authors, and decides with them."""

    def __init__(self, prima: Prima, pages: Reviewing) -> None:
        self._prima = prima
        self._pages = pages
        self._prompts = Prompts(prima)
        self._torn = Torn()

    @property
    def presses(self) -> tuple[Press, ...]:
        """Whether it is sent."""
        return (Press(_SEND, self._send, "moderator"), Press(_CANCEL, self._cancel, "moderator"))

    async def ask(self, update: Update, draft: Draft, what: str) -> None:
        """Asks for the message, in the place of the draft."""
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        await query.answer()
        prompt = Prompt(draft.id, draft.stamp, message.message_id)
        await self._prompts.ask(query.get_bot(), query.from_user.id, what, str(prompt))
        name = escape(await self._pages.name(draft.person))
        cancel = Button(say.BUTTON_CANCEL, data=f"r:x:{draft.id}")
        await show(update, Outgoing(ASKED[what].format(title=title_of(draft), name=name), ((cancel,),)))

    async def _cancel(self, update: Update, found: re.Match[str]) -> None:
        query, message, number = update.callback_query, pressed_message(update), int(found[1])
        if query is None or message is None:
            return
        await query.answer()
        asked = await self._prima.desk.do(awaited_of, query.from_user.id)
        prompt = Prompt.of(asked)
        if asked and prompt and prompt.message == message.message_id:
            await self._prima.desk.do(stop_waiting, asked)
        await show(update, await self._pages.queue(number, query.from_user.id))

    async def told(self, update: Update, _: Context) -> bool:
        """What Prima waits to be told for an author, also when it was corrected; it is read again before it is sent."""
        message, asked = update.effective_message, await answered_by(self._prima, update)
        prompt = Prompt.of(asked)
        if message is None or asked is None or prompt is None or asked.what not in ASKED:
            return False
        text = CONTROL.sub("", message.text or message.caption or "").strip()
        if not await self._prima.access.may(asked.person, "moderator"):
            await self._prompts.over(message.get_bot(), asked)
            await reply(message, Outgoing(replies.ROLE_LOST))
        elif await self._torn.refuses(message, say.TAKES.format(limit=dotted(MESSAGE_LIMIT))):
            return True
        elif not text:
            await reply(message, Outgoing(say.ONLY_TEXT))
        elif not says_something(text):
            await reply(message, Outgoing(say.NO_REASON))
        elif len(text) > MESSAGE_LIMIT:
            await reply(message, Outgoing(say.TOO_LONG.format(length=dotted(len(text)), limit=dotted(MESSAGE_LIMIT))))
        else:
            await self._read_again(message, asked, prompt, text)
        return True

    async def _read_again(self, message: Message, asked: Awaited, prompt: Prompt, text: str) -> None:
        """Shows what the author will read, with whether to send it; or why nothing is to be decided any more."""
        draft, refused = await self._still(prompt, text)
        if draft is None:
            await self._prompts.over(message.get_bot(), asked)
            await reply(message, refused)
            return
        written = Prompt(draft.id, draft.stamp, 0, text)
        send = Button(say.BUTTON_SEND, data=f"r:send:{draft.id}:{written.seal}")
        again = Button(say.BUTTON_WRITE_AGAIN, data=f"r:{AGAIN[asked.what]}:{draft.id}:{draft.stamp}")
        cancel = Button(say.BUTTON_CANCEL, data=f"r:x:{draft.id}")
        head = say.READ_AGAIN.format(name=escape(await self._pages.name(draft.person)))
        shown = Outgoing(f"{head}\n\n{to_author(asked.what, draft, text).html}", ((send,), (again, cancel)))
        await self._prompts.written(message.get_bot(), asked, written, await reply(message, shown))

    async def _still(self, prompt: Prompt, text: str) -> tuple[Draft | None, Outgoing]:
        """The draft if it waits as it was seen; else what is said, with the text, which nobody got."""
        draft, gone = await self._pages.waiting(prompt.draft)
        if draft is not None and draft.stamp == prompt.stamp:
            return draft, Outgoing("")
        button = Button(say.BUTTON_OPEN_SUGGESTION, data=f"r:o:{prompt.draft}")
        return None, _unsent(say.DRAFT_CHANGED, text, button) if draft else _unsent(gone, text)

    async def _send(self, update: Update, found: re.Match[str]) -> None:
        """Decides with the message that stands above the button, once."""
        query = update.callback_query
        if query is None:
            return
        asked = await self._prima.desk.do(awaited_of, query.from_user.id)
        prompt = Prompt.of(asked)
        if asked is None or prompt is None or (str(prompt.draft), prompt.seal) != found.groups():
            await query.answer(say.NOT_ASKED_ANY_MORE, show_alert=True)
            return
        await query.answer()
        if await self._prima.desk.do(stop_waiting, asked):
            await show(update, await self._passed_on(query.get_bot(), asked, prompt))

    async def _passed_on(self, bot: Bot, asked: Awaited, prompt: Prompt) -> Outgoing:
        """Decides with the message, lets the author read it, and says what came of it."""
        draft, refused = await self._still(prompt, prompt.text)
        if draft is None:
            return refused
        try:
            decide = drafts.give_back if asked.what == CHANGE else drafts.refuse
            await self._prima.desk.do(decide, draft.id, asked.person, prompt.text)
        except DraftDecidedError as error:
            return _unsent(await self._pages.decided(error.draft), prompt.text)
        if asked.what == REFUSE:
            await close_question(bot, draft)
        return await self._reported(bot, draft, asked.what, prompt.text)

    async def _reported(self, bot: Bot, draft: Draft, what: str, text: str) -> Outgoing:
        name, title = escape(await self._pages.name(draft.person)), title_of(draft)
        said = (say.SENT_CHANGE if what == CHANGE else say.SENT_REFUSE).format(name=name, title=title)
        told = await tell(bot, draft.person, to_author(what, draft, text))
        await self._prima.desk.do(heard, draft.id, yes=told)
        if not told:
            said = say.NOT_SENT.format(name=name)
        counts = await self._pages.counts()
        following = Button(say.BUTTON_NEXT_DRAFT.format(count=counts.queue), data="r:q:0")
        return Outgoing(said, ((following,),) if counts.queue else ())


def to_author(what: str, draft: Draft, text: str) -> Outgoing:
    """What the author reads, with the way to go on."""
    change = what == CHANGE
    html = (say.CHANGE_AUTHOR if change else say.REFUSED_AUTHOR).format(title=title_of(draft), message=escape(text))
    onward = Button(say.BUTTON_OPEN_DRAFT, data=f"w:{draft.id}:go") if change else again_button(draft)
    return Outgoing(html, ((onward,),))


def _unsent(problem: str, text: str, *buttons: Button) -> Outgoing:
    """Why a message was not sent, with its words."""
    quoted = say.NOT_KEPT.format(message=escape(text))
    return Outgoing(f"{escape(problem)}\n\n{quoted}", (buttons,) if buttons else ())
