"""DELIVERY: one announcement to one person, and what became of it."""

from __future__ import annotations

import logging
from typing import Any

from telegram import LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.message import Button
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import FORMAT, keyboard
from bot.wire import sent_once
from knowledge_base.broadcasts import Broadcast
from knowledge_base.chunk import chunks_of
from knowledge_base.deliveries import Outcome

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds between two tries while Telegram is out of reach; the first pause is a second, each next one twice that."""
OPT_OUT = (Button(said.BUTTON_OPT_OUT, data="b:off"),)


class Delivery:
    """Sends, once; `bot` must be there before the first."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._failures = 0
        self.bot: Any = None

    async def offer(self, person: int, payload: dict[str, Any]) -> tuple[Outcome, float]:
        """The same as below; who has no access any more gets nothing, who is not known to waits."""
        admitted = await self._prima.access.admission(person)
        if admitted:
            return await self._deliver(person, payload)
        return ("waiting", self._pause()) if admitted is None else ("skipped", 0)

    async def _deliver(  # noqa: PLR0911 - one an outcome
        self, person: int, payload: dict[str, Any]
    ) -> tuple[Outcome, float]:
        """What became of a message, and for how many seconds to wait then."""
        try:
            with sent_once():
                await self.bot.send_message(person, **payload)
        except RetryAfter as error:
            return "waiting", error._retry_after.total_seconds()  # noqa: SLF001 - the attribute's type is to change
        except Forbidden:
            return "blocked", 0
        except TimedOut:
            return "unsure", self._pause()
        except BadRequest as error:
            log.warning("a delivery was refused: %s", error)
            return "failed", 0
        except NetworkError as error:
            return ("waiting" if "ConnectError" in str(error) else "unsure"), self._pause()
        except TelegramError as error:
            log.warning("a delivery failed: %s", error)
            return "failed", 0
        self._failures = 0
        return "sent", 0

    def _pause(self) -> float:
        self._failures += 1
        return float(min(LONGEST_PAUSE, 2 ** (self._failures - 1)))


async def payload_of(bot: Any, prima: Prima, broadcast: Broadcast) -> dict[str, Any] | None:
    """What sends it, for `send_message`; None when it is a note that is there no longer."""
    if not broadcast.note:
        return {
            "text": broadcast.text,
            "entities": MessageEntity.de_list(list(broadcast.entities), bot),
            "link_preview_options": LinkPreviewOptions(is_disabled=True),
            "reply_markup": keyboard((OPT_OUT,)),
        }
    note = await prima.note(broadcast.note)
    if note is None:
        return None
    shown = prima.messenger.shared(note, chunks_of(note)[:1], prima.reader())
    return {"text": shown.html, "reply_markup": keyboard((OPT_OUT,)), **FORMAT}
