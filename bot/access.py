"""Who may do what: the one place that every command, button and dialogue asks."""

from __future__ import annotations

from knowledge_base.roles import ROLES, Role, role_of
from knowledge_base.settings import Settings
from knowledge_base.store import Desk


class Access:
    """Knows everybody's role. It looks each time: a role that was lost a moment ago opens nothing."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._admins = settings.telegram.admins
        self._desk = desk

    async def role(self, person: int) -> Role:
        """The role of a Telegram user id; those of `telegram.admins` are always admin."""
        return await self._desk.do(role_of, person, self._admins)

    async def may(self, person: int, role: Role) -> bool:
        """Whether a person has a role, or one above it."""
        return role == ROLES[0] or ROLES.index(await self.role(person)) >= ROLES.index(role)
