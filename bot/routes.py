"""ROUTES: the ordered table of handlers. Each update takes the first way of its group that fits."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, MessageEntity, Update
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.door import Door, unknown_command
from bot.fair_application import PrimaApplication
from bot.handlers.ask import Ask, mentions
from bot.handlers.carried import Albums
from bot.handlers.entrance import Entrance
from bot.handlers.gathering import watch
from bot.handlers.inline import Inline
from bot.handlers.original import tell_edited
from bot.handlers.roles import ShowMenu
from bot.handlers.unheard import tell_unheard
from bot.menus import commands_of
from bot.prima import Prima
from bot.send import Context
from bot.table import Job
from knowledge_base.people import meet
from knowledge_base.roles import ROLES


class _AddressesPrima(filters.MessageFilter):
    """A group message that mentions Prima or replies to one of its messages."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        replied = message.reply_to_message
        is_reply = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        return is_reply or mentions(message, bot.username)


class _NamesPrima(filters.MessageFilter):
    """A command with Prima's name behind it: `/perintah@prima_bot`."""

    def filter(self, message: Message) -> bool:
        commands = message.parse_entities([MessageEntity.BOT_COMMAND]).values()
        return any(command.lower().endswith(f"@{message.get_bot().username.lower()}") for command in commands)


class _CaptionedWithCommand(filters.MessageFilter):
    """A message whose caption begins with a command; for Telegram's own filters only texts do."""

    def filter(self, message: Message) -> bool:
        first = message.caption_entities[0] if message.caption_entities else None
        return first is not None and first.type == MessageEntity.BOT_COMMAND and first.offset == 0


def add_routes(application: PrimaApplication, prima: Prima, jobs: Sequence[Job], show_menu: ShowMenu) -> None:
    """The ordered table of handlers."""
    ask, inline = Ask(prima), Inline(prima)
    commands = commands_of(jobs)
    texts, others = (Door(prima.access, jobs, handler) for handler in (ask.private, ask.not_text))
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    fresh = filters.UpdateType.MESSAGE  # a live location edits its message every few seconds
    captioned = private & fresh & _CaptionedWithCommand()
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND

    async def remember(update: Update, context: Context) -> None:
        person = update.effective_user
        await watch(prima, update)
        await tell_edited(prima, update)
        # Who blocks Prima, or was forgotten and leaves, did not write to it; nor who talks to others in a group.
        if person is not None and await entrance.meets(update, context.bot):
            await prima.keep(prima.desk.do(meet, person.id, person.full_name))

    async def catch_up(update: Update, context: Context) -> None:
        await tell_unheard(prima, update, context.bot)

    entrance = Entrance(prima, [name for command in commands for name in command.names], show_menu)
    # Group -3 stops who may not come in; -2 sees the others and stops none; -1 stops the pictures of an album that was
    # heard already; in group 0 the first that fits does.
    # Group 1 adds, below what was answered, what they could not be told before.
    application.add_handler(TypeHandler(Update, entrance.guard), group=-3)
    application.add_handler(TypeHandler(Update, remember), group=-2)
    application.add_handler(TypeHandler(Update, Albums().guard), group=-1)
    application.add_handler(TypeHandler(Update, catch_up), group=1)
    for command in commands:
        # What a role allows is done once, for a message that was just written; a question may be corrected.
        when = filters.UpdateType.MESSAGES if command.role == ROLES[0] else fresh
        application.add_handler(CommandHandler(command.names, texts.command(command), filters=when))
    application.add_handler(MessageHandler(captioned, texts.captioned))
    application.add_handler(CallbackQueryHandler(texts.pressed))
    application.add_handler(InlineQueryHandler(inline.query))
    application.add_handler(MessageHandler(private & fresh & filters.COMMAND, unknown_command))
    application.add_handler(MessageHandler(private & words, texts.written))
    application.add_handler(MessageHandler(private & fresh & ~filters.StatusUpdate.ALL, others.written))
    application.add_handler(MessageHandler(groups & fresh & _NamesPrima(), unknown_command))
    application.add_handler(MessageHandler(groups & words & _AddressesPrima(), ask.group))
    application.add_handler(
        MessageHandler(groups & fresh & _AddressesPrima() & ~words & ~filters.COMMAND, ask.not_text)
    )
