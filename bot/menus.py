"""The command menus, made from the table of what handlers offer."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.prima import Prima
from bot.table import Command, Job
from knowledge_base.roles import ROLES, Role, people_with

log = logging.getLogger(__name__)


def commands_of(jobs: Iterable[Job]) -> tuple[Command, ...]:
    """Every command, in the order of the menu."""
    return tuple(command for job in jobs for command in job.commands)


async def set_menus(bot: Bot, prima: Prima, commands: Sequence[Command]) -> None:
    """Sets the command menus: one for everybody, a longer one in the chat of each who may do more."""
    await bot.set_my_commands(_menu(commands, "pegawai"))
    for role in ROLES[1:]:
        for person in await prima.desk.do(people_with, role, prima.settings.telegram.admins):
            await set_menu(bot, person, role, commands)


async def set_menu(bot: Bot, person: int, role: Role, commands: Sequence[Command]) -> None:
    """Sets the command menu in one person's chat to what their role allows."""
    try:
        await bot.set_my_commands(_menu(commands, role), scope=BotCommandScopeChat(person))
    except TelegramError as error:  # somebody who has not started the bot yet has no chat
        log.warning("%s %s gets no menu yet: %s", "an" if role == "admin" else "a", role, error)


def _menu(commands: Sequence[Command], role: Role) -> list[BotCommand]:
    allowed = ROLES[: ROLES.index(role) + 1]
    return [BotCommand(command.names[0], command.description) for command in commands if command.role in allowed]
