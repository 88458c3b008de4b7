"""/undang: links that let people in, made and taken back by moderators and admins."""

from __future__ import annotations

import re
from datetime import datetime

from telegram import Update

from bot import replies
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import access as words
from bot.role_pages import name_of
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.invitations import Invitation, invite, may_invite, revoke, valid_invitations
from knowledge_base.people import names_of
from knowledge_base.roles import Role

_MAKE = re.compile(r"a:i:(pegawai|moderator):(1|10|50)")
_REVOKE = re.compile(r"a:r:(\d{1,15})")
SHOWN = 10
"""Open invitations that are listed."""
CHOICES: tuple[tuple[str, Role, int], ...] = (
    (words.BUTTON_ONE, "pegawai", 1),
    (words.BUTTON_TEN, "pegawai", 10),
    (words.BUTTON_FIFTY, "pegawai", 50),
    (words.BUTTON_MODERATOR, "moderator", 1),
)


class Invite(Offer):
    """Makes invitations."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """For moderators and admins."""
        return (Command(("undang",), words.COMMAND_INVITE, self.menu, "moderator"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Make a link, take one back."""
        return (Press(_MAKE, self._make, "moderator"), Press(_REVOKE, self._revoke, "moderator"))

    async def menu(self, update: Update, _: Context) -> None:
        """/undang: what may be made, and what is still open."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        await reply(message, await self._menu(person.id))

    async def _menu(self, person: int) -> Message:
        role = await self._prima.access.role(person)
        rows = [
            (Button(label, data=f"a:i:{given}:{uses}"),) for label, given, uses in CHOICES if may_invite(role, given)
        ]
        text = words.INVITE.format(days=self._prima.settings.access.invitation_days)
        admins = self._prima.settings.telegram.admins
        held = await self._prima.desk.do(valid_invitations, admins, None if role == "admin" else person)
        if held:
            names = await self._prima.desk.do(names_of, {each.made_by for each in held})
            lines = "\n".join(_line(each, name_of(names, each.made_by)) for each in held[:SHOWN])
            text += "\n\n" + words.INVITE_OPEN.format(lines=lines)
            rows += [
                (Button(words.BUTTON_REVOKE.format(number=each.id), data=f"a:r:{each.id}"),) for each in held[:SHOWN]
            ]
        return Message(text, tuple(rows))

    async def _make(self, update: Update, found: re.Match[str]) -> None:
        query, role, uses = update.callback_query, found[1], int(found[2])
        if query is None:
            return
        given: Role = "moderator" if role == "moderator" else "pegawai"
        offered = {(role, uses) for _, role, uses in CHOICES}
        if (given, uses) not in offered or not may_invite(await self._prima.access.role(query.from_user.id), given):
            await query.answer(replies.ROLE_LOST, show_alert=True)
            return
        await query.answer()
        days = self._prima.settings.access.invitation_days
        made, token = await self._prima.desk.do(invite, given, uses, days, query.from_user.id)
        link = f"https://t.me/{self._prima.messenger.username}?start=u-{token}"
        text = words.INVITE_MADE.format(role=words.ROLE_NAMES[given], uses=uses, day=_day(made), link=escape(link))
        button = Button(words.BUTTON_REVOKE.format(number=made.id), data=f"a:r:{made.id}")
        await show(update, Message(text, ((button,),)))

    async def _revoke(self, update: Update, found: re.Match[str]) -> None:
        query, number = update.callback_query, int(found[1])
        if query is None:
            return
        person = query.from_user.id
        every = await self._prima.access.may(person, "admin")
        if await self._prima.desk.do(revoke, number, person, whoever_made_it=every):
            await query.answer()
            await show(update, Message(words.INVITE_REVOKED.format(number=number)))
        else:
            await query.answer(words.INVITE_GONE, show_alert=True)


def _line(each: Invitation, maker: str) -> str:
    role = words.ROLE_NAMES[each.role]
    return words.INVITE_LINE.format(number=each.id, role=role, uses=each.uses_left, day=_day(each), maker=escape(maker))


def _day(each: Invitation) -> str:
    return replies.day(datetime.fromisoformat(each.expires_at).astimezone())
