"""BURST: messages sent at once get one reply, which is kept up to date; the draft knows which, also past a restart.

Only a reply that stands below the words is kept up to date: who wrote beneath it looks for an answer at the end.
"""

from __future__ import annotations

from telegram import Message as Received
from telegram import Update
from telegram.error import BadRequest

from bot.message import Message
from bot.prima import Prima
from bot.send import FORMAT, keyboard, reply
from knowledge_base import drafts
from knowledge_base.draft import Draft

PASTED = 10.0
"""Seconds within which messages belong to the same paste; one reply is for all of it."""
TOLD = "told"
"""What a draft's record calls the reply to the words that came last."""


async def say_once(prima: Prima, update: Update, before: Draft, page: Message, *, quote: bool = False) -> None:
    """Says what became of words for a draft, which stood as in `before`: in the reply to the same burst, or below.

    The reply to an earlier one loses its buttons, so that only the last one is pressed. `quote` hangs it on the words.
    """
    message, told = update.effective_message, before.record.get(TOLD)
    if message is None:
        return
    sent = message.date.timestamp()
    below = told is not None and told["number"] > message.message_id
    number = told["number"] if told and below and abs(sent - told["sent"]) <= PASTED else 0
    if not number or not await _edited(message, number, page):
        await no_buttons(update, before)
        number = await reply(message, page, quote=quote)
    await prima.desk.do(drafts.keep, before.id, {TOLD: {"number": number, "sent": sent}})


async def no_buttons(update: Update, before: Draft) -> None:
    """Takes the buttons from the reply to the words that came last."""
    message, told = update.effective_message, before.record.get(TOLD)
    if message is None or not told:
        return
    try:
        await message.get_bot().edit_message_reply_markup(message.chat.id, told["number"])
    except BadRequest:  # it is gone, or has none
        return


async def _edited(message: Received, number: int, page: Message) -> bool:
    """Puts a page in the place of an own message; False if that is gone."""
    markup = keyboard(page.buttons)
    try:
        await message.get_bot().edit_message_text(page.html, message.chat.id, number, reply_markup=markup, **FORMAT)
    except BadRequest as error:
        return "not modified" in str(error).lower()
    return True
