"""TELL: people hear what they did not ask just now: what became of their draft, that they have a new role."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import Bot
from telegram.error import TelegramError

from bot.message import Message
from bot.prima import Prima
from bot.send import FORMAT, keyboard
from knowledge_base.roles import Role, people_with

log = logging.getLogger(__name__)

TOLD_AT_MOST = 50
"""People who are told of one event; a forum has fewer moderators."""


async def tell(bot: Bot, person: int, message: Message) -> bool:
    """Sends a message to a person; False when it cannot reach them.

    Most often they blocked Prima or never started it, which is theirs to decide; what else is in the way was tried
    again by the wire and is logged.
    """
    try:
        await bot.send_message(person, message.html, reply_markup=keyboard(message.buttons), **FORMAT)
    except TelegramError as error:
        log.warning("somebody could not be told: %s", error)
        return False
    return True


async def tell_all(bot: Bot, people: Iterable[int], message: Message) -> int:
    """How many of these people could be told, each once."""
    return sum([await tell(bot, person, message) for person in list(dict.fromkeys(people))[:TOLD_AT_MOST]])


async def with_role(prima: Prima, *roles: Role) -> list[int]:
    """The ids of those with one of these roles, each once."""
    admins = prima.settings.telegram.admins
    found = [person for role in roles for person in await prima.desk.do(people_with, role, admins)]
    return list(dict.fromkeys(found))
