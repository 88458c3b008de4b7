"""FAILURES: the one error handler. What nobody foresaw is logged, and whoever was waiting hears it in plain words."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from telegram import Update
from telegram.error import Conflict, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import metrics, replies
from bot.message import Message
from bot.send import Context, reply
from knowledge_base.errors import BusyStoreError, DiskFullError, PrimaError, StoreError

log = logging.getLogger(__name__)

NO_UPDATES = "no updates from Telegram for now, and it is tried again all the time: %s"
TWO_AT_ONCE = "another program uses this token, so either answers; stop it, or take a new token from @BotFather: %s"


AGAIN = 600.0
"""Seconds between two lines about the same trouble with updates, which goes on for hours without any harm."""


class Failures:
    """Knows what was said lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: dict[str, float] = {}

    async def failed(self, update: object, context: Context) -> None:
        """Logs first, then tells the person, if there is one, in plain words."""
        metrics.failed(context.error)
        if update is None and isinstance(context.error, TelegramError):  # waiting for updates, which goes on by itself
            self._say(TWO_AT_ONCE if isinstance(context.error, Conflict) else NO_UPDATES, context.error)
        else:
            await _tell(update, context)

    def _say(self, trouble: str, error: TelegramError) -> None:
        now = self._clock()
        if now - self._said.get(trouble, float("-inf")) >= AGAIN:
            self._said[trouble] = now
            log.warning(trouble, error)


async def _tell(update: object, context: Context) -> None:
    if isinstance(context.error, StoreError):
        log.error("the database refused: %s", context.error)  # the message says it all
    else:
        log.error("an update failed", exc_info=context.error)
    if not isinstance(update, Update) or isinstance(context.error, Forbidden):
        return
    text = _apology(context.error)
    try:
        if update.callback_query:
            await update.callback_query.answer(text, show_alert=True)
        elif update.effective_message:
            await reply(update.effective_message, Message(text))
    except TelegramError as error:
        log.warning("the person could not be told: %s", error)
    if isinstance(context.error, DiskFullError | BusyStoreError):
        raise ApplicationHandlerStop  # every other handler would fail too, and the person hears of it once


def _apology(error: Exception | None) -> str:
    """What the person reads."""
    if isinstance(error, DiskFullError):
        return replies.DISK_FULL
    if isinstance(error, BusyStoreError):
        return replies.BUSY_STORE
    return replies.NOT_READY if isinstance(error, PrimaError) and not isinstance(error, StoreError) else replies.TROUBLE
