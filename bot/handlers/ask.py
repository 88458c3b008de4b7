"""Questions: text in private, mentions and replies in groups, /tanya anywhere, and whatever is not text."""

from __future__ import annotations

from telegram import Message, MessageEntity, Update

from bot import replies
from bot.handlers.carried import carried, with_unread
from bot.message import Message as Outgoing
from bot.prima import Place, Prima
from bot.replies import limits as limit_replies
from bot.send import Context, place_of, reply, typing
from bot.table import Command, Offer


class Ask(Offer):
    """Answers questions."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """The way to ask in groups."""
        return (Command(("tanya",), replies.COMMAND_ASK, self.command),)

    async def private(self, update: Update, _: Context) -> None:
        """Any text, or a picture's caption, in a private chat; edited ones are answered anew."""
        message = update.effective_message
        if message is None:
            return
        await self._answer(
            update, message, message.text or message.caption or "", quote=update.edited_message is not None
        )

    async def group(self, update: Update, context: Context) -> None:
        """A mention of Prima, or a reply to it, in a group or forum topic."""
        message = update.effective_message
        if message is None:
            return
        question = without_mention(message, context.bot.username)
        await self._answer(update, message, question or _replied_text(message, context.bot.id), quote=True)

    async def command(self, update: Update, context: Context) -> None:
        """/tanya with a question behind it, or as a reply to one."""
        message = update.effective_message
        if message is None:
            return
        question = " ".join(context.args or ()) or _replied_text(message, context.bot.id)
        if question:
            await self._answer(update, message, question, quote=True)
        else:
            await reply(message, Outgoing(replies.ASK_AFTER_COMMAND), quote=True)

    async def not_text(self, update: Update, _: Context) -> None:
        """A picture, a voice message, a sticker and the like, without words."""
        message = update.effective_message
        if message is None:
            return
        await reply(message, Outgoing(replies.NOT_TEXT[carried(message) or "other"]))

    async def _answer(self, update: Update, message: Message, question: str, *, quote: bool) -> None:
        place = place_of(update)
        if place is None:
            return
        if not await within_limits(self._prima, message, place, quote=quote):
            return
        async with typing(message, self._prima.settings.telegram.typing_after):
            answer = await self._prima.ask(question, place)
        *before, last = with_unread(message, answer.message)
        for page in before:
            await reply(message, page, quote=quote)
        await self._prima.sent(answer, await reply(message, last, quote=quote))


async def within_limits(prima: Prima, message: Message, place: Place, *, quote: bool = False) -> bool:
    """Whether somebody may ask once more; else they hear why not, once in a while."""
    verdict, why = await prima.limits.question(place.person, place.chat if place.channel == "group" else None)
    if verdict == "tell":
        await reply(message, Outgoing(limit_replies.TOO_MANY[why]), quote=quote)
    return verdict == "pass"


async def answer_to(prima: Prima, update: Update, question: str) -> None:
    """Answers a question that somebody wrote before, below the message whose button they pressed."""
    place, message = place_of(update), update.effective_message
    if place and message:
        answer = await prima.ask(question, place)
        await prima.sent(answer, await reply(message, answer.message))


def mentions(message: Message, username: str) -> bool:
    """Whether a message's text or caption mentions @username."""
    return bool(_mentions_of(message, username))


def without_mention(message: Message, username: str) -> str:
    """A message's text or caption without the mention of @username."""
    text = message.text or message.caption or ""
    for mention in _mentions_of(message, username):
        text = text.replace(mention, " ", 1)
    return " ".join(text.split())


def _mentions_of(message: Message, username: str) -> list[str]:
    kinds: list[str | None] = [MessageEntity.MENTION]
    found = message.parse_entities(kinds) | message.parse_caption_entities(kinds)
    return [text for text in found.values() if text.lower() == f"@{username.lower()}"]


def _replied_text(message: Message, bot: int) -> str:
    """The text of the message that this one replies to, unless Prima wrote it."""
    replied = message.reply_to_message
    if replied is None or (replied.from_user and replied.from_user.id == bot):
        return ""
    return replied.text or replied.caption or ""
