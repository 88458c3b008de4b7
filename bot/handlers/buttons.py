"""The buttons of answers and lists: votes, choices, and the way to notes and topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot import replies
from bot.handlers.browse import Browse
from bot.message import Button
from bot.message import Message as Outgoing
from bot.prima import Prima
from bot.send import keyboard, place_of, pressed_message, reply, show
from bot.table import Offer, Press
from knowledge_base.life import find_retired
from knowledge_base.questions import Asked, find_question, vote

_VOTE = re.compile(r"v:(\d{1,18}):([01])")
_PICK = re.compile(r"p:(\d{1,18}):([A-Za-z0-9-]{1,48})")
_NONE = re.compile(r"x:(\d{1,18})")
_NOTE = re.compile(r"n:([A-Za-z0-9-]{1,48})")
_TOPIC = re.compile(r"t:((?:[A-J]\d{0,2}|-)?(?::\d{1,4})?)")


class Buttons(Offer):
    """Does what the buttons of answers and lists ask for."""

    def __init__(self, prima: Prima, browse: Browse) -> None:
        self._prima = prima
        self._browse = browse

    @property
    def presses(self) -> tuple[Press, ...]:
        """Votes, choices, notes and topics."""
        return (
            Press(_VOTE, self._vote),
            Press(_PICK, self._pick),
            Press(_NONE, self._none),
            Press(_NOTE, self._read),
            Press(_TOPIC, self._turn),
        )

    async def _read(self, update: Update, found: re.Match[str]) -> None:
        await self._browse.read(update, found[1])

    async def _turn(self, update: Update, found: re.Match[str]) -> None:
        if update.callback_query:
            await update.callback_query.answer()
        await self._browse.turn(update, found[1])

    async def _vote(self, update: Update, found: re.Match[str]) -> None:
        query, message, number, helpful = update.callback_query, pressed_message(update), int(found[1]), found[2] == "1"
        if query is None or message is None:
            return
        asked = await self._question(number, message)
        if asked is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        retired = await self._prima.desk.do(find_retired, asked.note)
        if retired:
            await query.answer(replies.VOTE_RETIRED[retired.note.state], show_alert=True)
            return
        await self._prima.desk.do(vote, number, query.from_user.id, helpful=helpful)
        await query.answer(replies.VOTE_THANKS if helpful else replies.VOTE_SORRY)
        if message.chat.type == message.chat.PRIVATE:  # in a group the next reader has a vote of their own
            await _mark(message, f"v:{number}:{int(helpful)}")

    async def _pick(self, update: Update, found: re.Match[str]) -> None:
        query, message, number, identity = update.callback_query, pressed_message(update), int(found[1]), found[2]
        if query is None or message is None:
            return
        note = await self._prima.note(identity)
        if await self._question(number, message) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif note is None:
            await self._browse.say_retired(update, identity)
        else:
            await query.answer()
            place = place_of(update)
            if place:
                opened = await self._prima.opened(note, place)
                await self._prima.sent(opened, await reply(message, opened.message))

    async def _none(self, update: Update, found: re.Match[str]) -> None:
        query, message, number = update.callback_query, pressed_message(update), int(found[1])
        if query is None or message is None:
            return
        if await self._question(number, message) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        if message.chat.type == message.chat.PRIVATE:
            await query.answer()
            await show(update, Outgoing(replies.NONE_OF_THESE))
        else:  # the choices stay for the others
            await query.answer(replies.NONE_OF_THESE, show_alert=True)

    async def _question(self, number: int, message: Message) -> Asked | None:
        """The question of this number, if it was asked in this chat: a forged number finds nobody else's."""
        asked = await self._prima.desk.do(find_question, number)
        return asked if asked and asked.chat == message.chat.id else None


async def _mark(message: Message, data: str) -> None:
    """Puts a tick on the chosen button and takes it from its neighbour."""
    rows: Sequence[Sequence[Button]] = [
        [
            Button(
                (replies.CHOSEN if button.callback_data == data else "") + button.text.removeprefix(replies.CHOSEN),
                data=str(button.callback_data or ""),
            )
            for button in row
        ]
        for row in (message.reply_markup or InlineKeyboardMarkup(())).inline_keyboard
    ]
    try:
        await message.edit_reply_markup(keyboard(rows))
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise
