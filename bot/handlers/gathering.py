"""Messages of a group as Prima remembers them, and the text that hangs together with one of them."""

from __future__ import annotations

from telegram import Chat, Message, MessageOriginChannel, Update

from bot.handlers.telling import markdown_in
from bot.prima import Prima
from bot.recent import Recent, Seen
from knowledge_base.note import ORIGIN, ORIGIN_LIMIT
from knowledge_base.people import name_of


def seen_of(message: Message) -> Seen:
    """A message as it is remembered; nobody can be asked about a bot's, a channel's or an anonymous admin's."""
    author = message.from_user
    asked = author if author and not author.is_bot and message.sender_chat is None else None
    replied = message.reply_to_message
    return Seen(
        chat=message.chat.id,
        id=message.message_id,
        text=markdown_in(message),
        author=asked.id if asked else 0,
        name=name_of(asked.full_name) if asked else "",
        replies_to=replied.message_id if replied and not replied.forum_topic_created else 0,
        album=message.media_group_id or "",
    )


async def watch(prima: Prima, update: Update) -> None:
    """Remembers a message of a group where Prima works, or what it became by an edit."""
    message = update.message or update.edited_message
    if message is None or message.chat.type not in {Chat.GROUP, Chat.SUPERGROUP}:
        return
    if await prima.access.worked_in(message.chat.id):
        prima.recent.remember(seen_of(message))


def gathered(recent: Recent, replied: Message) -> list[Seen]:
    """A message with its album and the thread above it, oldest first; what has no words is left out."""
    last = recent.known(replied.chat.id, replied.message_id) or seen_of(replied)
    return [seen for seen in recent.gathered(last) if seen.text]


def link_of(message: Message) -> str:
    """The link to a message, or to where it was forwarded from; empty where Telegram has none."""
    origin = message.forward_origin
    link = message.link or ""
    if isinstance(origin, MessageOriginChannel):
        link = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else ""
    return link if ORIGIN.fullmatch(link) and len(link) <= ORIGIN_LIMIT else ""
