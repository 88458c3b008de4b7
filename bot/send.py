"""Sends messages: turns our buttons into Telegram's, shows `typing` while an answer takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackContext, ExtBot

from bot.message import Button
from bot.message import Message as Outgoing
from bot.prima import Place

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
FORMAT: dict[str, Any] = {
    "parse_mode": ParseMode.HTML,
    "link_preview_options": LinkPreviewOptions(is_disabled=True),
}
"""How every text is sent. Not as PTB's defaults: those go along with calls that know no such parameter."""
TYPING_SHOWN = 4.5
"""Seconds; Telegram takes `typing` away after five."""


def keyboard(rows: Iterable[Iterable[Button]]) -> InlineKeyboardMarkup | None:
    """Telegram's keyboard for rows of buttons, or None for no rows."""
    made = [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None


async def reply(message: Message, outgoing: Outgoing, *, quote: bool = False) -> int:
    """Answers in the chat and forum topic of a message; `quote` hangs the answer on it. The number of what was sent.

    If the message is gone by then, the answer is sent all the same.
    """
    sent = await message.reply_text(outgoing.html, reply_markup=keyboard(outgoing.buttons), do_quote=quote, **FORMAT)
    return sent.message_id


async def show(update: Update, outgoing: Outgoing) -> None:
    """Puts a message in the place of the one whose button was pressed."""
    query = update.callback_query
    if query is None:
        return
    try:
        await query.edit_message_text(outgoing.html, reply_markup=keyboard(outgoing.buttons), **FORMAT)
    except BadRequest as error:
        if "not modified" not in str(error).lower():  # the same button pressed twice shows the same again
            raise


def pressed_message(update: Update) -> Message | None:
    """The message whose button was pressed; None for one that Telegram no longer shows to bots."""
    message = update.callback_query.message if update.callback_query else None
    return message if isinstance(message, Message) else None


def place_of(update: Update) -> Place | None:
    """Where an update comes from; None when it has no person or chat to answer."""
    person, chat, message = update.effective_user, update.effective_chat, update.effective_message
    if person is None or chat is None:
        return None
    channel = "private" if chat.type == chat.PRIVATE else "group"
    thread = message.message_thread_id if message and message.is_topic_message else None
    replied = message.reply_to_message.message_id if message and message.reply_to_message else 0
    return Place(person.id, chat.id, thread, channel, person.first_name, replied)


@asynccontextmanager
async def typing(message: Message, after: float) -> AsyncIterator[None]:
    """Shows `typing` as soon as the block takes longer than `after` seconds, and for as long as it lasts."""

    async def keep_showing() -> None:
        await asyncio.sleep(after)
        while True:
            await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(TYPING_SHOWN)

    shown = asyncio.create_task(keep_showing())
    try:
        yield
    finally:
        shown.cancel()
        await asyncio.gather(shown, return_exceptions=True)


async def turn(update: Update, page: Outgoing) -> None:
    """Puts a page in the place of the one whose button was pressed."""
    if update.callback_query:
        await update.callback_query.answer()
    await show(update, page)
