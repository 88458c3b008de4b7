"""Who may do what, and who may come in at all: the one place that everything asks."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from knowledge_base.admissions import GROUPS, Request, find_request, find_wish
from knowledge_base.forgotten import Forgotten
from knowledge_base.roles import ROLES, Role, people_with, role_of
from knowledge_base.settings import Settings
from knowledge_base.store import Desk

IsMember = Callable[[int, int], Awaitable[bool | None]]
"""Whether a person is in a group, by both ids; None if Telegram cannot say just now."""
NOT_YET = 60.0
"""Seconds for which somebody counts as outside the groups: who has just joined shall not wait for a day."""
REMEMBERED = 20_000


class Access:
    """Knows everybody's role. It looks each time: a role that was lost a moment ago opens nothing."""

    def __init__(self, settings: Settings, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._admins = settings.telegram.admins
        access = settings.access
        self._mode, self._groups, self._allowed = access.mode, access.groups, access.groups_allowed
        self._recheck = access.recheck_hours * 3600
        self._desk = desk
        self.forgotten = Forgotten.of(settings)
        """Under whose marks those who had their data deleted stay refused."""
        self._clock = clock
        self._seen: OrderedDict[int, tuple[bool, float]] = OrderedDict()  # is member, looked at
        self._working: OrderedDict[int, tuple[bool, float]] = OrderedDict()  # works there, looked at
        self.is_member: IsMember = _nobody_knows

    async def role(self, person: int) -> Role:
        """The role of a Telegram user id; those of `telegram.admins` are always admin."""
        return await self._desk.do(role_of, person, self._admins)

    async def may(self, person: int, role: Role) -> bool:
        """Whether a person has a role, or one above it."""
        return role == ROLES[0] or ROLES.index(await self.role(person)) >= ROLES.index(role)

    async def admits(self, person: int) -> bool:
        """Whether a person may use Prima by `access.mode`; moderators and admins always may."""
        return bool(await self.admission(person))

    async def admission(self, person: int) -> bool | None:
        """The same as `admits`, or None while Telegram cannot say whether somebody is in the groups."""
        if self._mode == "open" or await self.may(person, "moderator"):
            return True
        request = await self.wish(person)
        if request and request.state != "waiting":
            return request.state == "admitted"  # an admin's word counts for more than a group
        return self._mode == "groups" and await self._in_a_group(person)

    async def wish(self, person: int) -> Request | None:
        """How somebody's wish to be let in stands; None if it is not known that they had one."""
        return await self._desk.do(lambda db: find_wish(db, person, self.forgotten.mark(person)))

    async def refuses(self, person: int) -> bool:
        """Whether an admin has refused somebody, who is outside for that."""
        request = await self.wish(person)
        return bool(request and request.state == "refused") and not await self.admits(person)

    async def works_in(self, chat: int) -> bool:
        """Whether Prima works in a group, by `access.groups_allowed`."""
        if self._allowed == "any" or chat in self._groups:
            return True
        request = await self._desk.do(find_request, GROUPS, chat)
        if request:
            return request.state == "admitted"
        return not await self._desk.do(people_with, "admin", self._admins)  # nobody could allow it

    async def worked_in(self, chat: int) -> bool:
        """Whether Prima works in a group, or did a minute ago: for the group's own talk, which is much."""
        works, looked = self._working.get(chat, (False, float("-inf")))
        if self._clock() - looked >= NOT_YET:
            works = await self.works_in(chat)
            self._working[chat] = works, self._clock()
            self._working.move_to_end(chat)
            if len(self._working) > REMEMBERED:
                self._working.popitem(last=False)
        return works

    async def _in_a_group(self, person: int) -> bool | None:
        """Whether Telegram says, or said within `access.recheck_hours`, that a person is in one of the groups.

        While it cannot say, whoever was last in one counts as in; of the others nobody knows.
        """
        member, looked = self._seen.get(person, (False, float("-inf")))
        if self._clock() - looked < (self._recheck if member else NOT_YET):
            return member
        told = [await self.is_member(group, person) for group in self._groups]
        if True not in told and None in told:
            return member or None
        self._seen[person] = True in told, self._clock()
        self._seen.move_to_end(person)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True in told


async def _nobody_knows(_group: int, _person: int) -> bool | None:
    """Without Telegram."""
    return None
