"""For admins: an announcement that is being sent, stopped or sent once more. For its readers: no more of them."""

from __future__ import annotations

import re
from typing import Any

from telegram import Message as Received
from telegram import Update
from telegram.ext import ExtBot

from bot.broadcast_pages import status_message
from bot.broadcasting import Broadcaster
from bot.message import Message
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import pressed_message, show
from bot.table import Offer, Press
from knowledge_base.broadcasts import (
    find_broadcast,
    send_unsure,
    set_status,
    stop,
)
from knowledge_base.deliveries import tally
from knowledge_base.subscriptions import set_announcements

_SENT = re.compile(r"b:(stop|again):(\d{1,18})")
_WANTED = re.compile(r"b:(off|on)")


class Steering(Offer):
    """Stops what is being sent, repeats what is unsure, and takes people off the list."""

    def __init__(self, prima: Prima, broadcaster: Broadcaster) -> None:
        self._prima = prima
        self._broadcaster = broadcaster

    @property
    def presses(self) -> tuple[Press, ...]:
        """Stop or once more; and for everybody: no announcements."""
        return (Press(_SENT, self._steer, "admin"), Press(_WANTED, self._want))

    async def begin(self, bot: ExtBot[Any]) -> None:
        """Goes on with what was being sent."""
        await self._broadcaster.begin(bot)

    async def end(self) -> None:
        """Ends between two messages."""
        await self._broadcaster.end()

    async def _is_status(self, number: int, message: Received) -> bool:
        """Whether this is the message in the sender's chat that shows how far it is, and then the report."""
        broadcast = await self._prima.desk.do(find_broadcast, number)
        return broadcast is not None and (broadcast.person, broadcast.status) == (message.chat.id, message.message_id)

    async def _steer(self, update: Update, found: re.Match[str]) -> None:
        """Stops what is being sent, or sends once more to those of whom nobody knows."""
        query, message, number = update.callback_query, pressed_message(update), int(found[2])
        if query is None or message is None:
            return
        change = stop if found[1] == "stop" else send_unsure
        if not await self._prima.desk.do(change, number, query.from_user.id):
            await query.answer(said.ALREADY_STOPPED, show_alert=True)
        elif found[1] == "stop":
            await query.answer(said.STOPPING)
            if not await self._is_status(number, message):
                await show(update, Message(said.STOPPING))
        else:
            await query.answer()
            broadcast = await self._prima.desk.do(find_broadcast, number)
            own = broadcast is not None and broadcast.person == message.chat.id
            await self._prima.desk.do(set_status, number, message.message_id if own else 0)
            await show(update, status_message(number, await self._prima.desk.do(tally, number)))
            self._broadcaster.start(number)

    async def _want(self, update: Update, found: re.Match[str]) -> None:
        """The button under every announcement."""
        query, wanted = update.callback_query, found[1] == "on"
        if query is None:
            return
        await self._prima.desk.do(set_announcements, query.from_user.id, wanted=wanted)
        await query.answer(said.OPTED_IN if wanted else said.OPTED_OUT, show_alert=True)
