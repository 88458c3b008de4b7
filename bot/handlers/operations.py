"""For admins: /periksa examines everything that Prima needs, /cadangkan makes a backup and sends it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pydantic import SecretStr
from telegram import Update

from bot.answering import live_settings
from bot.doctor import examine, report
from bot.markup import escape
from bot.message import Message, packed
from bot.prima import Prima
from bot.replies import operations as words
from bot.send import Context, reply, typing
from bot.table import Command, Offer
from knowledge_base.audit import record
from knowledge_base.backup_folder import write_asked_backup
from knowledge_base.errors import PrimaError
from knowledge_base.settings import Secrets

MEGABYTE = 1_000_000
SENDABLE = 45 * MEGABYTE
"""Bytes; bots may send files of up to 50 MB."""


class Operations(Offer):
    """Looks after the machine."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._one = asyncio.Lock()

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (
            Command(("periksa",), words.COMMAND_EXAMINE, self.examine, "admin"),
            Command(("cadangkan",), words.COMMAND_BACKUP, self.backup, "admin"),
        )

    async def examine(self, update: Update, context: Context) -> None:
        """/periksa: every finding, the worst first."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        await reply(message, Message(words.EXAMINING))
        secrets = Secrets(telegram_bot_token=SecretStr(context.bot.token))
        async with typing(message, 0):
            findings = await asyncio.to_thread(examine, live_settings(self._prima.settings), secrets)
        await self._prima.keep(self._prima.desk.do(record, person.id, "examined", ""))
        for part in packed(report(findings)):
            await reply(message, Message(part))

    async def backup(self, update: Update, _: Context) -> None:
        """/cadangkan: a backup in the folder of backups, and here if Telegram takes it."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        await reply(message, Message(words.BACKING_UP))
        moment = self._prima.reader().moment
        try:
            async with self._one:  # each has a number of its own
                file = await asyncio.to_thread(write_asked_backup, self._prima.settings, moment)
        except PrimaError as error:
            await reply(message, Message(words.BACKUP_FAILED.format(message=escape(str(error)[:1000]))))
            return
        size = file.stat().st_size
        await self._prima.desk.do(record, person.id, "backup", file.name, f"{size} bytes")
        await _hand_over(update, file, size)


async def _hand_over(update: Update, file: Path, size: int) -> None:
    message = update.effective_message
    if message is None:
        return
    megabytes = f"{size / MEGABYTE:.1f}".replace(".", ",")
    if size > SENDABLE:
        text = words.BACKED_UP_LARGE.format(megabytes=megabytes, path=escape(str(file)))
        await reply(message, Message(text))
        return
    caption = words.BACKED_UP.format(name=file.name, megabytes=megabytes)
    await message.reply_document(file, caption=caption, filename=file.name, protect_content=False)
