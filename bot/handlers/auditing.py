"""/audit: what moderators and admins did, the latest on a page and all of it as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from telegram import InputFile, Update

from bot import replies
from bot.message import Button, Message, escape
from bot.prima import Prima
from bot.replies import roles as say
from bot.role_pages import name_of
from bot.send import Context, reply
from bot.table import Command, Offer, Press
from knowledge_base.audit import Entry, audit_csv, read_audit
from knowledge_base.people import names_of

_CSV = re.compile(r"o:csv")
ABOUT_PEOPLE = ("role ", "person ")
"""How the actions begin whose subject is a person's id."""
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
        names = await self._prima.desk.do(names_of, _people(entries))
        lines = "\n".join(self._line(each, names) for each in entries)
        return Message(say.AUDIT.format(lines=lines), ((Button(say.BUTTON_CSV, data="o:csv"),),))

    def _line(self, entry: Entry, names: dict[int, str]) -> str:
        moment = datetime.fromisoformat(entry.at).astimezone(self._prima.reader().moment.tzinfo)
        return say.AUDIT_LINE.format(
            moment=f"{replies.day(moment)} {moment:%H.%M}",
            name=escape(name_of(names, entry.person)),
            action=escape(say.ACT.get(entry.action, entry.action)),
            subject=escape(_subject(entry, names)[:SUBJECT]),
        )

    async def _table(self, update: Update, _: re.Match[str]) -> None:
        query, message = update.callback_query, update.effective_message
        if query is None or message is None:
            return
        await query.answer()
        entries = await self._prima.desk.do(read_audit, IN_TABLE)
        names = await self._prima.desk.do(names_of, {each.person for each in entries})
        table = audit_csv(entries, names).encode()
        await message.reply_document(InputFile(table, filename="audit-prima.csv"), do_quote=False)


def _subject(entry: Entry, names: dict[int, str]) -> str:
    """To whom or to what it was done; people by their names."""
    return name_of(names, int(entry.subject)) if _is_person(entry) else entry.subject


def _is_person(entry: Entry) -> bool:
    """Whether it was done to a person: a role was given, or they were let in or not."""
    return entry.action.startswith(ABOUT_PEOPLE) and entry.subject.isdecimal()


def _people(entries: Iterable[Entry]) -> set[int]:
    """Whoever did something, and to whom."""
    listed = list(entries)
    return {each.person for each in listed} | {int(each.subject) for each in listed if _is_person(each)}
