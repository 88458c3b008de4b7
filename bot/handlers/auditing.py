"""/audit: what moderators and admins did, the latest on a page and all of it as a table."""

from __future__ import annotations

import re
from datetime import datetime

from telegram import InputFile, Update

from bot import replies
from bot.acts import Acts, act_of
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import roles as say
from bot.send import Context, reply
from bot.table import Command, Offer, Press
from knowledge_base.audit import Entry, audit_csv, read_audit

_CSV = re.compile(r"o:csv")
SHOWN = 20
IN_TABLE = 100_000
SUBJECT = 60
"""Characters of a subject on the page."""


class Audit(Offer):
    """Shows admins what was done with roles."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (Command(("audit",), say.COMMAND_AUDIT, self.command, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The table."""
        return (Press(_CSV, self._table, "admin"),)

    async def command(self, update: Update, _: Context) -> None:
        """/audit: the latest acts."""
        message = update.effective_message
        if message is None:
            return
        await reply(message, await self._page())

    async def _page(self) -> Message:
        entries = await self._prima.desk.do(read_audit, SHOWN)
        if not entries:
            return Message(say.AUDIT_EMPTY)
        acts = await self._prima.desk.do(Acts.of, entries)
        lines = "\n".join(self._line(each, acts) for each in entries)
        return Message(say.AUDIT.format(lines=lines), ((Button(say.BUTTON_CSV, data="o:csv"),),))

    def _line(self, entry: Entry, acts: Acts) -> str:
        moment = datetime.fromisoformat(entry.at).astimezone(self._prima.reader().moment.tzinfo)
        return say.AUDIT_LINE.format(
            moment=f"{replies.day(moment)} {moment:%H.%M}",
            name=escape(acts.who(entry)),
            act=escape(act_of(entry.action, shortened(acts.about(entry, moment.tzinfo)))),
        )

    async def _table(self, update: Update, _: re.Match[str]) -> None:
        query, message = update.callback_query, update.effective_message
        if query is None or message is None:
            return
        await query.answer()
        entries = await self._prima.desk.do(read_audit, IN_TABLE)
        acts = await self._prima.desk.read(Acts.of, entries)
        table = audit_csv(entries, acts.who, acts.about).encode()
        await message.reply_document(InputFile(table, filename="audit-prima.csv"), do_quote=False)


def shortened(text: str) -> str:
    """A subject as long as the page has room for."""
    return text if len(text) <= SUBJECT else f"{text[: SUBJECT - 1].rstrip()}…"
