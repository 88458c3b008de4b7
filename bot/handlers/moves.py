"""Prima is added to groups and taken out of them."""

from __future__ import annotations

from telegram import (
    ChatMember,
    ChatMemberUpdated,
)
from telegram.constants import ChatType
from telegram.ext import ExtBot

from bot.handlers.admit import ask_about_group, leave_group, welcome_group
from bot.limits import Told
from bot.prima import Prima
from bot.replies import access as words
from knowledge_base.admissions import GROUPS, group_left, settle

GROUP_TYPES = (ChatType.GROUP, ChatType.SUPERGROUP)
ABSENT = (ChatMember.LEFT, ChatMember.BANNED)


class Moves:
    """Asks the admins about a new group, and writes down which one was left; `told` says who heard of it lately."""

    def __init__(self, prima: Prima, told: Told) -> None:
        self._prima = prima
        self._told = told

    async def bot_moved(self, moved: ChatMemberUpdated, bot: ExtBot[None]) -> None:
        """Prima was added to a group, or taken out of it."""
        if moved.chat.type not in GROUP_TYPES:
            return
        if moved.new_chat_member.status in ABSENT:
            if moved.from_user.id != bot.id:  # else an admin's word was carried out, which is written down already
                known = await self._prima.access.may(moved.from_user.id, "moderator")
                by = moved.from_user.id if known else 0
                await self._prima.desk.do(group_left, moved.chat.id, moved.chat.title or "", by)
        elif moved.old_chat_member.status in ABSENT:
            await self._added(moved, bot)

    async def _added(self, moved: ChatMemberUpdated, bot: ExtBot[None]) -> None:
        chat, person, prima = moved.chat, moved.from_user, self._prima
        if await prima.access.may(person.id, "admin"):
            await prima.desk.do(settle, GROUPS, (chat.id, chat.title or ""), "admitted", person.id)
        if await prima.access.works_in(chat.id):
            await welcome_group(bot, chat.id)
            return
        if await prima.access.refuses(person.id):  # the admins are not asked twice about the same person
            await leave_group(bot, chat.id, words.GROUP_DECLINED_GOODBYE)
            return
        await ask_about_group(prima, bot, chat, person)
        if self._told.first(("group", chat.id, chat.id)):
            await bot.send_message(chat.id, words.GROUP_WAITING)
