"""Messages of a group as Prima remembers them, and the text that hangs together with one of them."""

from __future__ import annotations

from telegram import (
    Chat,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
    User,
)

from bot.handlers.carried import carried
from bot.handlers.telling import markdown_in, written_in
from bot.pieces import units
from bot.prima import Prima
from bot.recent import Recent, Seen
from knowledge_base.credits import took_in
from knowledge_base.draft import Draft
from knowledge_base.note import ORIGIN, ORIGIN_LIMIT
from knowledge_base.people import name_of


def seen_of(message: Message) -> Seen:
    """A message as it is remembered; nobody can be asked about a bot's, a channel's or an anonymous admin's."""
    asked = _author_of(message)
    replied = message.reply_to_message
    return Seen(
        chat=message.chat.id,
        id=message.message_id,
        text=markdown_in(message),
        author=asked.id if asked else 0,
        name=name_of(asked.full_name) if asked else "",
        replies_to=replied.message_id if replied and not replied.forum_topic_created else 0,
        album=message.media_group_id or "",
        sender=_sender_of(message),
        topic=message.message_thread_id or 0,
        length=units(written_in(message)),
        carries=carried(message),
    )


def _sender_of(message: Message) -> int:
    """The id of the person or, for who speaks in its name, of the chat that sent a message."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else 0


def _author_of(message: Message) -> User | None:
    """Who wrote a message, also if somebody else forwarded it; None where nobody can be asked."""
    author = message.from_user if message.sender_chat is None else None
    if message.forward_origin is not None:
        author = message.forward_origin.sender_user if isinstance(message.forward_origin, MessageOriginUser) else None
    return None if author is None or author.is_bot else author


def authors_of(message: Message, person: int) -> dict[str, str]:
    """The author of a message that a person forwarded, name by id; id 0 for one who is not known, none for their own.

    Whoever forwards somebody else's words is not named as their contributor.
    """
    seen = seen_of(message)
    return {} if seen.author == person else {str(seen.author): seen.name}


async def with_authors(prima: Prima, draft: Draft, message: Message | None) -> Draft:
    """The draft after a message's words came into it: whoever handed on others' words is not named for them."""
    authors = authors_of(message, draft.person) if message else {}
    return await prima.desk.do(took_in, draft.id, authors) if authors else draft


def sent_first(message: Message) -> tuple[str, float]:
    """Who first sent a message that was forwarded, as far as Telegram tells, and when (seconds)."""
    match message.forward_origin:
        case MessageOriginUser() as origin:
            return str(origin.sender_user.id), origin.date.timestamp()
        case MessageOriginHiddenUser() as origin:
            return origin.sender_user_name, origin.date.timestamp()
        case MessageOriginChat() as origin:
            return str(origin.sender_chat.id), origin.date.timestamp()
        case MessageOriginChannel() as origin:
            return str(origin.chat.id), origin.date.timestamp()
    return "", message.date.timestamp()


async def watch(prima: Prima, update: Update) -> None:
    """Remembers a message of a group where Prima works, or what it became by an edit."""
    message = update.message or update.edited_message
    if message is None or message.chat.type not in {Chat.GROUP, Chat.SUPERGROUP}:
        return
    if await prima.access.worked_in(message.chat.id):
        prima.recent.remember(seen_of(message))


def gathered(recent: Recent, replied: Message) -> list[Seen]:
    """A message with its album, its pieces and the thread above it, oldest first; some may have no words."""
    return recent.gathered(recent.known(replied.chat.id, replied.message_id) or seen_of(replied))


def may_lack(recent: Recent, replied: Message) -> bool:
    """Whether parts that hang together with a message may not be remembered."""
    return recent.may_lack(recent.known(replied.chat.id, replied.message_id) or seen_of(replied))


def link_of(message: Message) -> str:
    """The link to a message, or to where it was forwarded from; empty where Telegram has none."""
    origin = message.forward_origin
    link = message.link or ""
    if isinstance(origin, MessageOriginChannel):
        link = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else ""
    return link if ORIGIN.fullmatch(link) and len(link) <= ORIGIN_LIMIT else ""
