"""For admins: whom they mean, by a list, a name, an id or a forwarded message."""

from __future__ import annotations

import re

from telegram import MessageOriginHiddenUser, MessageOriginUser, Update, User

from bot import replies
from bot.handlers.last_asked import answered_by
from bot.message import Message as Outgoing
from bot.prima import Prima
from bot.prompts import Prompts
from bot.replies import roles as say
from bot.role_cards import card_of, overview_of
from bot.role_pages import PAGE, people_page
from bot.send import Context, reply, turn
from bot.table import Offer, Press, Taker
from knowledge_base.awaited import await_reply, stop_waiting
from knowledge_base.note import CONTROL
from knowledge_base.people import people_named

_PERSON = r"(\d{1,15})"
_FIND = re.compile(r"o:f")
_LIST = re.compile(r"o:l:(\d{1,4})")
PERSON = "person"


class People(Offer):
    """Finds people."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def presses(self) -> tuple[Press, ...]:
        """A list of all, and a question for one."""
        return (Press(_FIND, self._find, "admin"), Press(_LIST, self._list, "admin"))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """A name, an id or a forwarded message that tells whom an admin means."""
        return (self.told,)

    async def told(self, update: Update, _: Context) -> bool:
        """Whom an admin means, after Prima asked."""
        message, asked = update.message, await answered_by(self._prima, update)
        if message is None or asked is None or asked.what != PERSON:
            return False
        await self._prima.desk.do(stop_waiting, asked)
        if not await self._prima.access.may(asked.person, "admin"):
            await reply(message, Outgoing(replies.ROLE_LOST))
        elif isinstance(message.forward_origin, MessageOriginUser):
            await reply(message, await _user(self._prima, message.forward_origin.sender_user))
        elif isinstance(message.forward_origin, MessageOriginHiddenUser):
            await self._prima.desk.do(await_reply, asked.person, PERSON, "")
            await reply(message, Outgoing(say.HIDDEN))
        else:
            await reply(message, await person_named(self._prima, message.text or ""))
        return True

    async def _find(self, update: Update, _: re.Match[str]) -> None:
        if update.effective_user:
            await Prompts(self._prima).ask(update.get_bot(), update.effective_user.id, PERSON, "")
        await turn(update, Outgoing(say.ASK_FIND))

    async def _list(self, update: Update, found: re.Match[str]) -> None:
        page = int(found[1])
        people = await self._prima.desk.do(people_named, "", PAGE + 1, page * PAGE)
        await turn(update, people_page(people, page))


async def person_named(prima: Prima, words: str) -> Outgoing:
    """The person with this id, or those with this name."""
    if re.fullmatch(_PERSON, words):
        return await card_of(prima, int(words), {})
    name = CONTROL.sub("", words).strip()
    found = await prima.desk.do(people_named, name, PAGE) if name else []
    if len(found) == 1:
        return await card_of(prima, *found[0][:1], dict(found))
    if found:
        return people_page(found, 0)
    return Outgoing(say.FOUND_NOBODY, (*(await overview_of(prima)).buttons[-2:],))


async def _user(prima: Prima, user: User) -> Outgoing:
    return Outgoing(say.A_BOT) if user.is_bot else await card_of(prima, user.id, {user.id: user.full_name})
