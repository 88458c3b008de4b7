"""A small bot of python-telegram-bot, to try the fake with: it says things again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.telegram.wire import App, builder, running
from tests.telegram.world import World

Context = ContextTypes.DEFAULT_TYPE


def fail() -> NoReturn:
    """The handlers below never see such an update."""
    raise LookupError("the update is not of the kind that the handler asked for")


async def echo(update: Update, _: Context) -> None:
    """Says every text again, bold, with two buttons."""
    message = update.effective_message or fail()
    rows = [
        [InlineKeyboardButton("Ya", callback_data="yes"), InlineKeyboardButton("Situs", url="https://prima.example")]
    ]
    text = f"<b>{message.text_html}</b>"
    await message.reply_html(text, reply_markup=InlineKeyboardMarkup(rows), do_quote=True)


async def pressed(update: Update, _: Context) -> None:
    """Answers a press and edits the message."""
    query = update.callback_query or fail()
    await query.answer("dicatat", show_alert=True)
    await query.edit_message_text(f"Jawaban: {query.data}")


async def listed(update: Update, _: Context) -> None:
    """Answers an inline query with one article."""
    query = update.inline_query or fail()
    content = InputTextMessageContent(f"<i>{query.query}</i>", parse_mode="HTML")
    await query.answer([InlineQueryResultArticle("1", query.query.title(), content)], cache_time=0)


async def started(update: Update, context: Context) -> None:
    """Repeats the start parameter, in a task of its own."""
    chat = update.effective_chat or fail()
    context.application.create_task(context.bot.send_message(chat.id, f"mulai {context.args}"))


def with_handlers(application: App) -> App:
    """The echo bot."""
    application.add_handler(CommandHandler("start", started))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(InlineQueryHandler(listed))
    application.add_handler(MessageHandler(filters.TEXT, echo, block=False))
    return application


@asynccontextmanager
async def echo_bot(world: World) -> AsyncIterator[App]:
    """The echo bot over the door in memory."""
    async with running(with_handlers(builder(world).build())) as application:
        yield application


def over_http(world: World, base_url: str) -> App:
    """The echo bot over the door that is a server."""
    made = Application.builder().token(world.token).base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    return with_handlers(made.read_timeout(0.3).build())
