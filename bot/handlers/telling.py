"""Ways to answer: in place of a pressed message, below it, in somebody's private chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from telegram import Bot, Message, Update

from bot.formatting import Span, to_markdown
from bot.message import Message as Outgoing
from bot.pieces import units
from bot.send import FORMAT, keyboard, pressed_message, reply, show
from bot.whole_note import front_of, is_whole_note
from knowledge_base.note import CONTROL

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
    cut = command.length if command else 0  # a command is ASCII: as many characters as UTF-16 units
    said = text[cut:].lstrip() if command else text
    if not is_whole_note(said):
        return to_markdown(text[cut:], _from(spans, cut))
    front = front_of(said)  # what stands above the text of a note is data, not Markdown
    return CONTROL.sub("", front) + to_markdown(
        said[len(front) :], _from(spans, units(text) - units(said[len(front) :]))
    )


def plain_in(message: Message | None) -> str:
    """A message's text or caption as it was typed, without what no note may hold: for titles and questions."""
    return CONTROL.sub("", written_in(message)).strip()


def _from(spans: Iterable[Span], cut: int) -> list[Span]:
    """The spans behind so many UTF-16 units, as they stand in what is left."""
    return [Span(span.kind, span.offset - cut, span.length, span.url) for span in spans if span.offset >= cut]
