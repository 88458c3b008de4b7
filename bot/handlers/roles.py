"""/peran: admins see who may do what, and give and take roles."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from telegram import Bot, CallbackQuery, MessageOriginHiddenUser, MessageOriginUser, Update, User

from bot import replies
from bot.message import Message as Outgoing
from bot.message import escape, packed
from bot.prima import Prima
from bot.replies import roles as say
from bot.role_pages import PAGE, ask_take, card, name_of, overview, people_page
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press, Taker
from bot.tell import tell, tell_all, with_role
from knowledge_base.admissions import PEOPLE, Decision, settle
from knowledge_base.awaited import await_reply, awaited_of, stop_waiting
from knowledge_base.errors import RoleError
from knowledge_base.life import notes_of_owner
from knowledge_base.note import CONTROL, Note
from knowledge_base.people import names_of, people_named
from knowledge_base.roles import Role, take_role

_PERSON = r"(\d{1,15})"
_ALL = re.compile(r"o:a")
_FIND = re.compile(r"o:f")
_LIST = re.compile(r"o:l:(\d{1,4})")
_CARD = re.compile(rf"o:u:{_PERSON}")
_TAKE = re.compile(rf"o:t:{_PERSON}:pegawai")
_SET = re.compile(rf"o:s:{_PERSON}:(pegawai|moderator|admin)")
_ADMIT = re.compile(rf"o:i:{_PERSON}:([yn])")
PERSON = "person"
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
            Press(_FIND, self._find, "admin"),
            Press(_LIST, self._list, "admin"),
            Press(_CARD, self._person, "admin"),
            Press(_TAKE, self._ask, "admin"),
            Press(_SET, self._set, "admin"),
            Press(_ADMIT, self._admit, "admin"),
        )

    @property
    def takers(self) -> tuple[Taker, ...]:
        """A name, an id or a forwarded message that tells whom an admin means."""
        return (self.told,)

    async def command(self, update: Update, context: Context) -> None:
        """/peran: everybody with a role; of one person, by id or name."""
        message = update.effective_message
        if message is None:
            return
        words = " ".join(context.args or ())
        await reply(message, await self._named(words) if words else await self._overview())

    async def told(self, update: Update, _: Context) -> bool:
        """Whom an admin means, after Prima asked."""
        message, person = update.message, update.effective_user
        asked = await self._prima.desk.do(awaited_of, person.id) if message and person else None
        if message is None or asked is None or asked.what != PERSON:
            return False
        await self._prima.desk.do(stop_waiting, asked)
        if not await self._prima.access.may(asked.person, "admin"):
            await reply(message, Outgoing(replies.ROLE_LOST))
        elif isinstance(message.forward_origin, MessageOriginUser):
            await reply(message, await self._user(message.forward_origin.sender_user))
        elif isinstance(message.forward_origin, MessageOriginHiddenUser):
            await self._prima.desk.do(await_reply, asked.person, PERSON, "")
            await reply(message, Outgoing(say.HIDDEN))
        else:
            await reply(message, await self._named(message.text or ""))
        return True

    async def _named(self, words: str) -> Outgoing:
        """The person with this id, or those with this name."""
        if re.fullmatch(_PERSON, words):
            return await self._card(int(words), {})
        name = CONTROL.sub("", words).strip()
        found = await self._prima.desk.do(people_named, name, PAGE) if name else []
        if len(found) == 1:
            return await self._card(*found[0][:1], dict(found))
        if found:
            return people_page(found, 0)
        return Outgoing(say.FOUND_NOBODY, (*(await self._overview()).buttons[-2:],))

    async def _user(self, user: User) -> Outgoing:
        return Outgoing(say.A_BOT) if user.is_bot else await self._card(user.id, {user.id: user.full_name})

    async def _card(self, person: int, names: dict[int, str]) -> Outgoing:
        known = names | await self._prima.desk.do(names_of, [person])
        notes = await self._prima.desk.do(notes_of_owner, person)
        role = await self._prima.access.role(person)
        fixed = person in self._prima.settings.telegram.admins
        inside = await self._inside(person)
        return card(person, name_of(known, person), role, len(notes), fixed=fixed, inside=inside)

    async def _inside(self, person: int) -> bool | None:
        """Whether somebody without a role may use Prima; None where everybody may."""
        if self._prima.settings.access.mode == "open" or await self._prima.access.may(person, "moderator"):
            return None
        return await self._prima.access.admits(person)

    async def _admit(self, update: Update, found: re.Match[str]) -> None:
        """Lets a person in, or out."""
        query, person = update.callback_query, int(found[1])
        if query is None:
            return
        if await self._inside(person) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        decision: Decision = "admitted" if found[2] == "y" else "refused"
        name = (await self._prima.desk.do(names_of, [person])).get(person, "")
        await self._prima.desk.do(settle, PEOPLE, (person, name), decision, query.from_user.id)
        await self._turn(update, await self._card(person, {}))

    async def _overview(self) -> Outgoing:
        admins, moderators = await with_role(self._prima, "admin"), await with_role(self._prima, "moderator")
        names = await self._prima.desk.do(names_of, [*admins, *moderators])
        return overview(admins, moderators, names)

    async def _all(self, update: Update, _: re.Match[str]) -> None:
        await self._turn(update, await self._overview())

    async def _find(self, update: Update, _: re.Match[str]) -> None:
        if update.effective_user:
            await self._prima.desk.do(await_reply, update.effective_user.id, PERSON, "")
        await self._turn(update, Outgoing(say.ASK_FIND))

    async def _list(self, update: Update, found: re.Match[str]) -> None:
        page = int(found[1])
        people = await self._prima.desk.do(people_named, "", PAGE + 1, page * PAGE)
        await self._turn(update, people_page(people, page))

    async def _person(self, update: Update, found: re.Match[str]) -> None:
        await self._turn(update, await self._card(int(found[1]), {}))

    async def _ask(self, update: Update, found: re.Match[str]) -> None:
        """Asks before a role is taken; what cannot be taken is said at once."""
        person = int(found[1])
        notes = await self._prima.desk.do(notes_of_owner, person)
        role = await self._prima.access.role(person)
        await self._turn(update, ask_take(person, await self._name(person), role, len(notes)))

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
        bot, name = query.get_bot(), await self._name(person)
        await self._show_menu(bot, person, role)
        told = await tell(bot, person, Outgoing(say.TOLD[role]))
        lines = [say.DONE.format(name=escape(name), role=say.ROLE[role])]
        if notes:
            lines.append(say.DONE_NOTES.format(count=len(notes)))
            await self._say_released(bot, name, notes)
        if not told:
            lines.append(say.NOT_TOLD)
        return Outgoing("\n".join(lines), (await self._overview()).buttons)

    async def _say_released(self, bot: Bot, name: str, notes: list[Note]) -> None:
        head = say.RELEASED.format(count=len(notes), name=escape(name))
        for part in packed([head, *(f"• {self._prima.messenger.link_to(note)}" for note in notes)]):
            await tell_all(bot, await with_role(self._prima, "moderator", "admin"), Outgoing(part))

    async def _name(self, person: int) -> str:
        return name_of(await self._prima.desk.do(names_of, [person]), person)

    async def _turn(self, update: Update, page: Outgoing) -> None:
        if update.callback_query:
            await update.callback_query.answer()
        await show(update, page)
