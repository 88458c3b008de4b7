"""The application of python-telegram-bot, with everybody's share of its time and an end within seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.handlers.entrance import turn_away
from bot.limits import Crowd, Told
from bot.logs import request
from bot.send import Context
from bot.wire import PersistentRequest

PrimaApplication = Application[Any, Context, Any, Any, Any, Any]


class FairApplication(PrimaApplication):
    """Ends within seconds, also when Telegram is out of reach just then; its log lines name their update.

    Gives everybody their share of its time and no more.
    """

    crowd: Crowd
    told: Told
    leaving: Callable[[], object]
    """Ends what takes long."""

    async def process_update(self, update: object) -> None:
        """Handles an update, or turns it away when too much of the same person's waits already."""
        if not isinstance(update, Update) or update.effective_user is None:
            await super().process_update(update)
            return
        person = update.effective_user.id
        with request(f"u{update.update_id}"):
            async with self.crowd.visit(person) as welcome:
                if welcome:
                    await super().process_update(update)
            if not welcome and self.told.first(person):
                await turn_away(update)

    async def stop(self) -> None:
        """Handles what has come in; what cannot be sent now is given up instead of tried for minutes."""
        self.leaving()
        if isinstance(self.bot.request, PersistentRequest):
            self.bot.request.leave()
        await super().stop()
