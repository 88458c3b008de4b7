"""TABLE: what a handler offers. The application is made from these rows, and asks for each whether the person may."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import Update
from telegram.ext import ExtBot

from bot.send import Context
from knowledge_base.draft import Draft
from knowledge_base.roles import Role

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
Deed = Callable[[Update, Draft, str], Awaitable[str]]
"""What a button of a draft does, with the argument behind its verb; gives what the button's alert says."""
Taker = Callable[[Update, Context], Awaitable[bool]]
"""Looks at a private message before it is taken for a question; True when it was for this taker."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its names (the first stands in the menu), what the menu says, who handles it, who may give it.

    What moderators and admins read and write is nothing for a group; only a command made `for_groups` works there. Nor
    is what is the person's `own`: their data, their wishes. Others hear that there is no such command, or `otherwise`.
    """

    names: tuple[str, ...]
    description: str
    handler: Handler
    role: Role = "pegawai"
    for_groups: bool = False
    own: bool = False
    otherwise: str = ""

    @property
    def private(self) -> bool:
        """Whether it works in private chats only."""
        return self.own or (self.role != "pegawai" and not self.for_groups)


@dataclass(frozen=True, slots=True)
class Press:
    """Buttons whose data fits a pattern, who handles them (its groups come along), who may press them.

    Those of moderators and admins work in private chats only, and so does what is the person's `own`.
    """

    pattern: re.Pattern[str]
    handler: Callable[[Update, re.Match[str]], Coroutine[Any, Any, None]]
    role: Role = "pegawai"
    own: bool = False

    @property
    def private(self) -> bool:
        """Whether it works in private chats only."""
        return self.own or self.role != "pegawai"


class Job(Protocol):
    """What one file under handlers/ offers."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Its commands, in the order of the menu."""
        ...

    @property
    def presses(self) -> tuple[Press, ...]:
        """Its buttons."""
        ...

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Who looks at private messages before they are taken for questions."""
        ...

    async def begin(self, bot: ExtBot[Any]) -> None:
        """The bot is there: what goes on in the background begins."""
        ...

    async def end(self) -> None:
        """The bot is about to go: what goes on in the background ends."""
        ...


class Offer:
    """A job that offers nothing, to begin with."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """None."""
        return ()

    @property
    def presses(self) -> tuple[Press, ...]:
        """None."""
        return ()

    @property
    def takers(self) -> tuple[Taker, ...]:
        """None."""
        return ()

    async def begin(self, bot: ExtBot[Any]) -> None:
        """Nothing goes on in the background."""

    async def end(self) -> None:
        """Nothing went on in the background."""
