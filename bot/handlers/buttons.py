"""Every press of a button comes in here: votes, choices, and the way to notes and topics. Old and forged ones too."""

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
from bot.send import Context, keyboard, place_of, reply, show
from knowledge_base.questions import Asked, find_question, vote

_VOTE = re.compile(r"v:(\d{1,18}):([01])")
_PICK = re.compile(r"p:(\d{1,18}):([A-Za-z0-9-]{1,48})")
_NONE = re.compile(r"x:(\d{1,18})")
_NOTE = re.compile(r"n:([A-Za-z0-9-]{1,48})")
_TOPIC = re.compile(r"t:((?:[A-J]\d{0,2}|-)?(?::\d{1,4})?)")


class Buttons:
    """Reads what a button carries and does it; whatever it does not know is an old button."""

    def __init__(self, prima: Prima, browse: Browse) -> None:
        self._prima = prima
        self._browse = browse

    async def pressed(self, update: Update, _: Context) -> None:
        """A pressed button."""
        query = update.callback_query
        if query is None:
            return
        data = query.data or ""
        if not isinstance(query.message, Message):
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif found := _VOTE.fullmatch(data):
            await self._vote(update, query.message, int(found[1]), helpful=found[2] == "1")
        elif found := _PICK.fullmatch(data):
            await self._pick(update, query.message, int(found[1]), found[2])
        elif found := _NONE.fullmatch(data):
            await self._none(update, query.message, int(found[1]))
        elif found := _NOTE.fullmatch(data):
            await self._browse.read(update, found[1])
        elif found := _TOPIC.fullmatch(data):
            await query.answer()
            await self._browse.turn(update, found[1])
        else:
            await query.answer(replies.OLD_BUTTON, show_alert=True)

    async def _vote(self, update: Update, message: Message, number: int, *, helpful: bool) -> None:
        query = update.callback_query
        if query is None:
            return
        if await self._question(number, message) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
            return
        await self._prima.desk.do(vote, number, query.from_user.id, helpful=helpful)
        await query.answer(replies.VOTE_THANKS if helpful else replies.VOTE_SORRY)
        if message.chat.type == message.chat.PRIVATE:  # in a group the next reader has a vote of their own
            await _mark(message, f"v:{number}:{int(helpful)}")

    async def _pick(self, update: Update, message: Message, number: int, identity: str) -> None:
        query = update.callback_query
        if query is None:
            return
        note = await self._prima.note(identity)
        if await self._question(number, message) is None:
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif note is None:
            await query.answer(replies.NOTE_GONE, show_alert=True)
        else:
            await query.answer()
            place = place_of(update)
            if place:
                opened = await self._prima.opened(note, place)
                await self._prima.sent(opened, await reply(message, opened.message))

    async def _none(self, update: Update, message: Message, number: int) -> None:
        query = update.callback_query
        if query is None:
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
