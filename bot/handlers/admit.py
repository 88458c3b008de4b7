"""People who want to come in, and groups that Prima was added to: admins are asked, and decide by button."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from telegram import Bot, Chat, ChatMember, Update, User
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import replies
from bot.access import IsMember
from bot.limits import Minute
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import access as words
from bot.send import show
from bot.table import Offer, Press
from bot.tell import tell, tell_all, with_role
from knowledge_base.admissions import GROUPS, PEOPLE, Decision, ask_in, decide, find_request

log = logging.getLogger(__name__)
_PERSON = re.compile(r"a:([yn]):(\d{1,16})")
_GROUP = re.compile(r"a:g([yn]):(-\d{1,16})")
ASKED_PER_MINUTE = 10
"""Wishes with which admins are troubled in a minute; who comes later is taken up with their next message."""
_asked = Minute()
INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


def membership(bot: Bot) -> IsMember:
    """Asks Telegram whether a person is in a group."""

    async def is_member(group: int, person: int) -> bool | None:
        try:
            found = await bot.get_chat_member(group, person)
        except (BadRequest, Forbidden):  # no such member, or Prima is not in that group
            return False
        except TelegramError as error:
            log.warning("Telegram does not say who is in a group: %s", error)
            return None
        return found.status in INSIDE or bool(getattr(found, "is_member", False))

    return is_member


async def titles_of(bot: Bot, groups: Iterable[int]) -> list[str]:
    """What groups are called, as far as Telegram tells."""
    titles: list[str] = []
    for group in groups:
        try:
            titles.append((await bot.get_chat(group)).title or "")
        except TelegramError as error:
            log.warning("Telegram does not say what a group is called: %s", error)
    return [title for title in titles if title]


async def ask_about_person(prima: Prima, bot: Bot, person: User) -> None:
    """Lays somebody's wish before the admins, the first time."""
    if await prima.access.wish(person.id) or not _asked.take(prima, ASKED_PER_MINUTE):
        return
    if await prima.desk.do(ask_in, PEOPLE, person.id, person.full_name):
        text = words.PERSON_ASKS.format(name=escape(person.full_name), person=person.id)
        yes = Button(words.BUTTON_ADMIT, data=f"a:y:{person.id}")
        row = (yes, Button(words.BUTTON_REFUSE, data=f"a:n:{person.id}"))
        await tell_all(bot, await with_role(prima, "admin"), Message(text, (row,)))


async def ask_about_group(prima: Prima, bot: Bot, chat: Chat, person: User) -> None:
    """Asks the admins about a group, the first time."""
    if await prima.desk.do(find_request, GROUPS, chat.id) or not _asked.take(prima, ASKED_PER_MINUTE):
        return
    title = chat.title or ""
    if await prima.desk.do(ask_in, GROUPS, chat.id, title):
        text = words.GROUP_ASKS.format(title=escape(title), name=escape(person.full_name))
        yes = Button(words.BUTTON_ALLOW, data=f"a:gy:{chat.id}")
        row = (yes, Button(words.BUTTON_REFUSE, data=f"a:gn:{chat.id}"))
        await tell_all(bot, await with_role(prima, "admin"), Message(text, (row,)))


async def welcome_group(bot: Bot, chat: int) -> None:
    """Says in a group that Prima works there now."""
    await tell(bot, chat, Message(words.GROUP_WELCOME.format(username=escape(bot.username))))


class Admit(Offer):
    """Carries out what admins decide."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def presses(self) -> tuple[Press, ...]:
        """Yes and no, for people and for groups."""
        return (Press(_PERSON, self._person, "admin"), Press(_GROUP, self._group, "admin"))

    async def _person(self, update: Update, found: re.Match[str]) -> None:
        query, person = update.callback_query, int(found[2])
        if query is None:
            return
        decision: Decision = "admitted" if found[1] == "y" else "refused"
        if not await self._prima.desk.do(decide, PEOPLE, person, decision, query.from_user.id):
            await self._too_late(update, await self._prima.desk.do(find_request, PEOPLE, person) is None)
            return
        await query.answer()
        request = await self._prima.desk.do(find_request, PEOPLE, person)
        name = escape(request.name if request else "")
        said = words.PERSON_ADMITTED if decision == "admitted" else words.PERSON_REFUSED
        await show(update, Message(said.format(name=name)))
        topics = ((Button(replies.BUTTON_TOPICS, data="t:"),),)
        admitted = Message(words.YOU_ARE_ADMITTED, topics)
        await tell(query.get_bot(), person, admitted if decision == "admitted" else Message(words.CLOSED["refused"]))

    async def _group(self, update: Update, found: re.Match[str]) -> None:
        query, chat = update.callback_query, int(found[2])
        if query is None:
            return
        decision: Decision = "admitted" if found[1] == "y" else "refused"
        if not await self._prima.desk.do(decide, GROUPS, chat, decision, query.from_user.id):
            await self._too_late(update, await self._prima.desk.do(find_request, GROUPS, chat) is None)
            return
        await query.answer()
        request = await self._prima.desk.do(find_request, GROUPS, chat)
        title = escape(request.name if request else "")
        if decision == "admitted":
            await show(update, Message(words.GROUP_ALLOWED.format(title=title)))
            await welcome_group(query.get_bot(), chat)
        else:
            await show(update, Message(words.GROUP_REFUSED.format(title=title)))
            await leave_group(query.get_bot(), chat, words.GROUP_GOODBYE)

    @staticmethod
    async def _too_late(update: Update, gone: bool) -> None:  # noqa: FBT001 - a fact, not a switch
        if update.callback_query:
            text = replies.OLD_BUTTON if gone else words.DECIDED_ALREADY
            await update.callback_query.answer(text, show_alert=True)


async def leave_group(bot: Bot, chat: int, goodbye: str) -> None:
    """Says goodbye in a group and leaves it."""
    await tell(bot, chat, Message(goodbye))
    try:
        await bot.leave_chat(chat)
    except (BadRequest, Forbidden) as error:  # it was taken out before
        log.info("a group was left already: %s", error)
