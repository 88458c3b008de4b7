"""Ways to answer: in place of a pressed message, below it, in somebody's private chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Message, Update

from bot.formatting import Span, to_markdown
from bot.message import Message as Outgoing
from bot.send import FORMAT, keyboard, pressed_message, reply, show

Out = Callable[[Outgoing], Awaitable[None]]
"""Says something at a certain place."""


def out_of(update: Update) -> Out:
    """Answers an update: the first message takes the place of the one whose button was pressed, the others follow."""
    waiting = [pressed_message(update)]

    async def say(outgoing: Outgoing) -> None:
        if waiting and waiting.pop() is not None:
            await show(update, outgoing)
        elif update.effective_message:
            await reply(update.effective_message, outgoing)

    return say


def below(update: Update) -> Out:
    """Answers an update below the message that it is about, which stays as it is."""

    async def say(outgoing: Outgoing) -> None:
        if update.effective_message:
            await reply(update.effective_message, outgoing)

    return say


def to_person(bot: Bot, person: int) -> Out:
    """Writes to somebody's private chat; raises Forbidden if they never pressed Start or have blocked the bot."""

    async def say(outgoing: Outgoing) -> None:
        await bot.send_message(person, outgoing.html, reply_markup=keyboard(outgoing.buttons), **FORMAT)

    return say


def written_in(message: Message | None) -> str:
    """A message's text or caption as it came; empty for none."""
    return (message.text or message.caption or "") if message else ""


def markdown_in(message: Message) -> str:
    """A message's text or caption as Markdown, without the command at its beginning."""
    entities: Any = message.entities or message.caption_entities or ()
    spans = [Span(str(each.type), each.offset, each.length, each.url or "") for each in entities]
    text = written_in(message)
    command = next((each for each in entities if each.type == "bot_command" and each.offset == 0), None)
    if command is None:
        return to_markdown(text, spans)
    cut = command.length  # a command is ASCII: as many characters as UTF-16 units
    rest = [Span(span.kind, span.offset - cut, span.length, span.url) for span in spans if span.offset >= cut]
    return to_markdown(text[cut:], rest)
