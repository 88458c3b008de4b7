"""The message of a build that is running, kept beside the database: who was told of a build hears that it broke off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from telegram import Bot
from telegram import Message as Sent
from telegram.error import TelegramError

from bot.replies import rebuild as words
from bot.send import FORMAT

NAME = "building.json"


@contextmanager
def announced(folder: Path, sent: Sent) -> Iterator[None]:
    """For as long as a build runs, its message is known to the next start; only a kill leaves it behind."""
    file = folder / NAME
    with suppress(OSError):  # on a full disk the build matters more than its message
        file.write_text(json.dumps([sent.chat.id, sent.message_id]), encoding="ascii")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


async def say_broken_off(folder: Path, bot: Bot) -> None:
    """Puts into the message of a build that was killed that it is over, and how to begin again."""
    file = folder / NAME
    try:
        chat, message = map(int, json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):  # there was none, or it was being written
        return
    with suppress(TelegramError):  # the message may be gone
        await bot.edit_message_text(words.BROKEN_OFF, chat_id=chat, message_id=message, **FORMAT)
    file.unlink(missing_ok=True)
