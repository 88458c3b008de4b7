"""What Prima keeps about a person, for that person: told, handed over, deleted. In private chats only."""

from __future__ import annotations

import json
import re

from telegram import BotCommandScopeChat, Message, Update
from telegram.constants import ChatType

from bot.message import Button
from bot.message import Message as Outgoing
from bot.own_data import readable_data
from bot.prima import Prima
from bot.replies import privacy as said
from bot.scheduled_builds import unname_builds
from bot.send import Context, pressed_message, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.forgotten import erase
from knowledge_base.personal import data_of
from knowledge_base.settings import Settings

_PRESSED = re.compile(r"y:(data|forget|yes|no)")
_ASK = Button(said.BUTTON_FORGET, data="y:forget")


class PersonalData(Offer):
    """Tells people what is kept about them, gives it to them, and deletes it."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """One for each right."""
        return (
            Command(("privasi", "privacy"), said.COMMAND_PRIVACY, self.privacy),
            Command(("dataku",), said.COMMAND_DATA, self.data, own=True),
            Command(("hapusdata",), said.COMMAND_FORGET, self.ask, own=True),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """The same as buttons, and the answer to the question whether to delete."""
        return (Press(_PRESSED, self._pressed, own=True),)

    async def privacy(self, update: Update, _: Context) -> None:
        """/privasi: what is kept, why, how long, who sees it, and what one may ask for. Also in groups."""
        message = update.effective_message
        if message:
            told = privacy_message(self._prima.settings)
            await reply(message, told if message.chat.type == ChatType.PRIVATE else Outgoing(told.html))

    async def data(self, update: Update, _: Context) -> None:
        """/dataku: the person's own data, to read and as JSON."""
        message = update.effective_message
        if message and update.effective_user:
            await self._hand_over(message, update.effective_user.id)

    async def ask(self, update: Update, _: Context) -> None:
        """/hapusdata: what will go and what will stay, and whether to go on."""
        message = update.effective_message
        if message:
            await reply(message, forget_question(self._prima.settings))

    async def _hand_over(self, message: Message, person: int) -> None:
        data = await self._prima.desk.do(data_of, person)
        counts = {part: len(data[part]) for part in ("questions", "votes", "drafts")}
        readable, precise = (
            readable_data(data, self._prima.reader().moment),
            json.dumps(data, ensure_ascii=False, indent=2),
        )
        caption = said.DATA_CAPTION.format(**counts)
        await message.reply_document(readable.encode(), caption=caption, filename=f"{said.DATA_FILE}.txt")
        caption = said.DATA_JSON_CAPTION
        await message.reply_document(precise.encode(), caption=caption, filename=f"{said.DATA_FILE}.json")

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        """A button."""
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        await query.answer()
        match found[1]:
            case "data":
                await self._hand_over(message, query.from_user.id)
            case "forget":
                await reply(message, forget_question(self._prima.settings))
            case "yes":
                await self._forget(update, query.from_user.id)
            case _:
                await show(update, Outgoing(said.KEPT))

    async def _forget(self, update: Update, person: int) -> None:
        changed = await self._prima.desk.do(erase, self._prima.access.forgotten, person, self._prima.reader().moment)
        if changed:  # the names are gone from the next answer on, and from the builds
            await self._prima.refresh()
            await unname_builds(self._prima)
        if person in self._prima.settings.telegram.admins:
            await show(update, Outgoing(said.FORGOTTEN_ADMIN))
            return
        await show(update, Outgoing(said.FORGOTTEN))
        # The longer menu of a role lies with Telegram, under the person's chat.
        await update.get_bot().delete_my_commands(scope=BotCommandScopeChat(person))


def privacy_message(settings: Settings) -> Outgoing:
    """What is kept and for how long, with the numbers of the settings."""
    days = settings.privacy
    text = said.PRIVACY.format(
        people=_days(said.PEOPLE_DAYS, days.people_days),
        questions=_days(said.QUESTION_DAYS, days.question_days),
        drafts=_days(said.DRAFT_DAYS, days.draft_days),
        audit=_days(said.AUDIT_DAYS, days.audit_days, said.AUDIT_WITHOUT_END),
        backups=settings.backup.kept,
        refusals=_days(said.REFUSAL_DAYS, days.people_days, said.REFUSAL_WITHOUT_END),
    )
    return Outgoing(text, ((Button(said.BUTTON_DATA, data="y:data"),), (_ASK,)))


def _days(sentence: str, days: int, without_end: str = said.WITHOUT_END) -> str:
    return sentence.format(days=days) if days else without_end


def forget_question(settings: Settings) -> Outgoing:
    """What will be deleted, and whether to go on."""
    rows = ((Button(said.BUTTON_FORGET_YES, data="y:yes"),), (Button(said.BUTTON_FORGET_NO, data="y:no"),))
    return Outgoing(said.FORGET_ASK.format(backups=settings.backup.kept), rows)
