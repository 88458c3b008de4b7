"""/peran: admins see who may do what, and give and take roles."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from telegram import Bot, CallbackQuery, Update

from bot import replies
from bot.handlers.people import person_named
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.message import packed
from bot.prima import Prima
from bot.replies import roles as say
from bot.role_cards import called, card_of, inside, overview_of
from bot.role_pages import ask_admin, ask_take
from bot.send import Context, reply, show, turn
from bot.table import Command, Offer, Press
from bot.tell import tell, tell_all, with_role
from knowledge_base.admissions import PEOPLE, Decision, settle
from knowledge_base.errors import RoleError
from knowledge_base.life import notes_of_owner
from knowledge_base.note import Note
from knowledge_base.people import names_of
from knowledge_base.roles import Role, take_role

_PERSON = r"(\d{1,15})"
_ALL = re.compile(r"o:a")
_CARD = re.compile(rf"o:u:{_PERSON}")
_ASK = re.compile(rf"o:t:{_PERSON}:(pegawai|admin)")
_SET = re.compile(rf"o:s:{_PERSON}:(pegawai|moderator|admin)")
_ADMIT = re.compile(rf"o:i:{_PERSON}:([yn])")
ShowMenu = Callable[[Bot, int, Role], Awaitable[None]]
"""Sets the command menu in a person's chat to what their role allows."""


class Roles(Offer):
    """Gives and takes roles."""

    def __init__(self, prima: Prima, show_menu: ShowMenu) -> None:
        self._prima = prima
        self._show_menu = show_menu

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (Command(("peran",), say.COMMAND_ROLES, self.command, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """People, and their roles."""
        return (
            Press(_ALL, self._all, "admin"),
            Press(_CARD, self._person, "admin"),
            Press(_ASK, self._ask, "admin"),
            Press(_SET, self._set, "admin"),
            Press(_ADMIT, self._admit, "admin"),
        )

    async def command(self, update: Update, context: Context) -> None:
        """/peran: everybody with a role; of one person, by id or name."""
        message = update.effective_message
        if message is None:
            return
        words = " ".join(context.args or ())
        await reply(message, await person_named(self._prima, words) if words else await overview_of(self._prima))

    async def _admit(self, update: Update, found: re.Match[str]) -> None:
        """Lets a person in, or out."""
        query, person = update.callback_query, int(found[1])
        if query is None:
            return
        if await inside(self._prima, person) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        decision: Decision = "admitted" if found[2] == "y" else "refused"
        name = (await self._prima.desk.do(names_of, [person])).get(person, "")
        await self._prima.desk.do(settle, PEOPLE, (person, name), decision, query.from_user.id)
        await turn(update, await card_of(self._prima, person, {}))

    async def _all(self, update: Update, _: re.Match[str]) -> None:
        await turn(update, await overview_of(self._prima))

    async def _person(self, update: Update, found: re.Match[str]) -> None:
        await turn(update, await card_of(self._prima, int(found[1]), {}))

    async def _ask(self, update: Update, found: re.Match[str]) -> None:
        """Asks before a role is taken, and before somebody may do everything."""
        person = int(found[1])
        if found[2] == "admin":
            await turn(update, ask_admin(person, await called(self._prima, person)))
            return
        notes = await self._prima.desk.do(notes_of_owner, person)
        role = await self._prima.access.role(person)
        await turn(update, ask_take(person, await called(self._prima, person), role, len(notes)))

    async def _set(self, update: Update, found: re.Match[str]) -> None:
        query, person = update.callback_query, int(found[1])
        role: Role = "admin" if found[2] == "admin" else "moderator" if found[2] == "moderator" else "pegawai"
        if query is None:
            return
        try:
            notes = await self._prima.desk.do(
                take_role, person, role, query.from_user.id, self._prima.settings.telegram.admins
            )
        except RoleError as error:
            await query.answer(say.REFUSED[error.reason], show_alert=True)
            return
        await query.answer()
        await show(update, await self._given(query, person, role, notes))

    async def _given(self, query: CallbackQuery, person: int, role: Role, notes: list[Note]) -> Outgoing:
        """Lets the person and the moderators know, and says what was done."""
        bot, name = query.get_bot(), await called(self._prima, person)
        await self._show_menu(bot, person, role)
        told = await tell(bot, person, Outgoing(say.TOLD[role]))
        lines = [say.DONE.format(name=escape(name), role=say.ROLE[role])]
        if notes:
            lines.append(say.DONE_NOTES.format(count=len(notes)))
            await self._say_released(bot, name, notes)
        if not told:
            lines.append(say.NOT_TOLD)
        return Outgoing("\n".join(lines), (await overview_of(self._prima)).buttons)

    async def _say_released(self, bot: Bot, name: str, notes: list[Note]) -> None:
        head = say.RELEASED.format(count=len(notes), name=escape(name))
        for part in packed([head, *(f"• {self._prima.messenger.link_to(note)}" for note in notes)], "\n"):
            await tell_all(bot, await with_role(self._prima, "moderator", "admin"), Outgoing(part))
