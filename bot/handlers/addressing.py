"""Whom an update speaks to: whether a person addresses Prima, and whether it is about their own data."""

from __future__ import annotations

from collections.abc import Collection

from telegram import (
    Message,
    MessageEntity,
    Update,
)
from telegram.constants import ChatType
from telegram.ext import ExtBot

from bot.handlers.ask import mentions

TELEGRAM = 777000
"""The user in whose name Telegram posts what comes from a group's channel."""
OWN_DATA = ("privasi", "privacy", "dataku", "hapusdata")
OWN_DATA_BUTTON = "y:"


def speaks(update: Update, bot: ExtBot[None], commands: Collection[str]) -> bool:
    """Whether a person addresses Prima."""
    message, person = update.effective_message, update.effective_user
    if person is None or person.is_bot or person.id == TELEGRAM or update.my_chat_member:
        return False
    if update.callback_query or update.inline_query:
        return True
    if message is None or message.sender_chat:
        return False
    return message.chat.type == ChatType.PRIVATE or addressed(message, bot, commands)


def addressed(message: Message, bot: ExtBot[None], commands: Collection[str]) -> bool:
    """Whether a group message is for Prima: a mention, a reply, or a command of ours."""
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == bot.id:
        return True
    if mentions(message, bot.username):
        return True
    for command in message.parse_entities([MessageEntity.BOT_COMMAND]).values():
        name, _, whose = command[1:].lower().partition("@")
        if whose == bot.username.lower() or (not whose and name in commands):
            return True
    return False


def about_own_data(update: Update) -> bool:
    """Whether somebody asks in private what is kept about them, or to delete it: everybody may, at any time."""
    message, query = update.effective_message, update.callback_query
    if message is None or message.chat.type != ChatType.PRIVATE:
        return False
    if query:
        return (query.data or "").startswith(OWN_DATA_BUTTON)
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return False
    name, _, whose = message.parse_entity(first)[1:].lower().partition("@")
    return name in OWN_DATA and whose in {"", message.get_bot().username.lower()}
