"""The chats, threads and messages that a call names: found, and open to the bot, or refused.

In the words of Client::check_chat, check_chat_access, check_message and check_reply_parameters.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.telegram.accounts import Chat
from tests.telegram.errors import Json, bad_request, forbidden
from tests.telegram.messages import SERVICE, Message
from tests.telegram.shapes import integer, object_of
from tests.telegram.text import caption_text

if TYPE_CHECKING:
    from tests.telegram.world import World

_REPLY: Mapping[str, type] = {
    "chat_id": object, "allow_sending_without_reply": bool, "quote": str, "quote_parse_mode": str,
    "quote_entities": list, "quote_position": int,
}  # fmt: skip


def known_chat(world: "World", chat_id: int | str) -> Chat:
    """The chat that the bot has met: by id, or a public supergroup by @username."""
    for chat in world.chats.values():
        if chat_id == chat.id or (chat.username is not None and str(chat_id).lower() == f"@{chat.username}".lower()):
            met = not chat.is_private or world.people[chat.id].known
            if met and (not chat.is_private or isinstance(chat_id, int)):
                return chat
    raise bad_request("chat not found")


def readable_chat(world: "World", chat_id: int | str) -> Chat:
    """A known chat that the bot is in."""
    chat = known_chat(world, chat_id)
    if not chat.has(world.bot):
        if chat.status_of(world.bot) == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable_chat(world: "World", chat_id: int | str) -> Chat:
    """A chat where the bot may write: a group it is in, or a person who has started it and not blocked it."""
    chat = readable_chat(world, chat_id)
    if chat.is_private:
        person = world.people[chat.id]
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    return chat


def thread_of(chat: Chat, thread: int | None) -> int | None:
    """The topic; only a topic of a forum is one, not a chain of replies (tdlib/telegram-bot-api issue 447)."""
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def message_of(chat: Chat, message_id: int, purpose: str) -> Message:
    """The message, or `message to edit not found` for the purpose "message to edit"."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise bad_request(f"{purpose} not found")
    return message


def content_of(chat: Chat, message_id: int, purpose: str) -> Message:
    """The message to forward or copy: not a service message, not a protected one."""
    message = message_of(chat, message_id, f"message to {purpose}")
    if message.kind in SERVICE or message.protected:
        raise bad_request(f"the message can't be {'copied' if purpose == 'copy' else 'forwarded'}")
    return message


def reply_of(world: "World", chat: Chat, params: Json) -> tuple[Message | None, str | None]:
    """The message that the call replies to, and the part of it that it quotes (#replyparameters)."""
    if params.get("reply_parameters") in (None, {}):
        return None, None
    reply = object_of(params["reply_parameters"], "ReplyParameters", {"message_id": int}, _REPLY)
    where = reply.get("chat_id", chat.id)
    place = chat if where == chat.id else readable_chat(world, integer(where) or str(where))
    message = place.messages.get(reply["message_id"])
    if message is None or message.deleted:
        if reply.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    if "quote" not in reply:
        return message, None
    quote = caption_text(reply["quote"], reply.get("quote_parse_mode"), reply.get("quote_entities")).text
    if quote not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message, quote
