"""DOOR: every command and every button passes here; whoever may not use it, or not in this place, hears why."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Chat, Update

from bot import replies
from bot.access import Access
from bot.markup import escape
from bot.message import Message
from bot.send import Context, pressed_message, reply
from bot.table import Command, Handler, Job


class Door:
    """Lets people through to handlers: the right ones, if their role allows it."""

    def __init__(self, access: Access, jobs: Sequence[Job], ask: Handler) -> None:
        self._access = access
        self._presses = tuple(press for job in jobs for press in job.presses)
        self._commands = {name: command for job in jobs for command in job.commands for name in command.names}
        self._takers = tuple(taker for job in jobs for taker in job.takers)
        self._ask = ask

    def command(self, command: Command) -> Handler:
        """The command's handler, for those who may. To the others it does not exist, or they hear what they can do."""

        async def guarded(update: Update, context: Context) -> None:
            person = update.effective_user
            message = update.effective_message
            if person is None or not await self._access.may(person.id, command.role):
                await unknown_command(update, context, command.otherwise)
            elif message and command.private and message.chat.type != Chat.PRIVATE:
                text = replies.ONLY_PRIVATE.format(username=escape(context.bot.username))
                await reply(message, Message(text), quote=True)
            else:
                await command.handler(update, context)

        return guarded

    async def pressed(self, update: Update, context: Context) -> None:
        """A pressed button: also an old one, a forged one, and one of a role that is lost."""
        query = update.callback_query
        if query is None:
            return
        fitting = ((press, press.pattern.fullmatch(query.data or "")) for press in self._presses)
        press, found = next(((press, found) for press, found in fitting if found), (None, None))
        message = pressed_message(update)
        if press is None or found is None or message is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif not await self._access.may(query.from_user.id, press.role):
            await query.answer(replies.ROLE_LOST, show_alert=True)
        elif press.private and message.chat.type != Chat.PRIVATE:
            await query.answer(replies.ONLY_PRIVATE.format(username=context.bot.username), show_alert=True)
        else:
            await press.handler(update, found)

    async def captioned(self, update: Update, context: Context) -> None:
        """A command under a picture or a file, in private. A moderator's file is read, whatever stands under it."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        if message.document and await self._access.may(person.id, "moderator"):
            await self.written(update, context)
            return
        name, *context.args = (message.caption or "").split()
        known = self._commands.get(name[1:].partition("@")[0].lower())
        await (self.command(known) if known else unknown_command)(update, context)

    async def written(self, update: Update, context: Context) -> None:
        """A private message: part of a dialogue, or else a question."""
        for take in self._takers:
            if await take(update, context):
                return
        await self._ask(update, context)


async def unknown_command(update: Update, _: Context, text: str = "") -> None:
    """Says that there is no such command, or `text`, to those whose role does not have it."""
    message = update.effective_message
    if message:  # in a group it hangs on the command, so that everybody sees whom it is for
        await reply(message, Message(text or replies.UNKNOWN_COMMAND), quote=message.chat.type != Chat.PRIVATE)
