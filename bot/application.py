"""The ordered table of handlers, and the command menus made from the same table."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from telegram import Bot, BotCommand, BotCommandScopeChat, Chat, Message, MessageEntity, Update
from telegram.error import Conflict, Forbidden, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot import metrics, replies
from bot.access import Access
from bot.handlers.admin import Admin
from bot.handlers.admit import Admit, membership
from bot.handlers.ask import Ask, mentions
from bot.handlers.auditing import Audit
from bot.handlers.broadcast import Broadcasts
from bot.handlers.browse import Browse
from bot.handlers.buttons import Buttons
from bot.handlers.capture import Capture
from bot.handlers.consent import Consent
from bot.handlers.dialogue import Dialogue
from bot.handlers.document_notes import DocumentNotes
from bot.handlers.documents import Documents
from bot.handlers.drafting import Drafting
from bot.handlers.entrance import Entrance, turn_away
from bot.handlers.forwarded import Forwarded
from bot.handlers.gathering import watch
from bot.handlers.history import History
from bot.handlers.inline import Inline
from bot.handlers.invite import Invite
from bot.handlers.manage import Manage
from bot.handlers.operations import Operations
from bot.handlers.pieces import Pieces
from bot.handlers.privacy import PersonalData
from bot.handlers.publish import Publish
from bot.handlers.rebuild import Rebuild
from bot.handlers.regulation import Regulations
from bot.handlers.retire import Retire
from bot.handlers.review import Review
from bot.handlers.roles import Roles, ShowMenu
from bot.handlers.statistics import Statistics
from bot.handlers.subscriptions import Subscriptions
from bot.handlers.suggest import Suggest
from bot.handlers.verdicts import Verdicts, stops_waiting
from bot.handlers.whole_notes import WholeNotes
from bot.handlers.write import Write
from bot.health import Health
from bot.jobs import Job as Timed
from bot.jobs import daily_jobs, keep_time, make_up, run
from bot.limits import MINUTE, Crowd, Told
from bot.logs import request
from bot.message import Message as Outgoing
from bot.message import Messenger
from bot.prima import Prima
from bot.rebuild import watch_overlay
from bot.send import Context, pressed_message, reply
from bot.table import Command, Handler, Job
from bot.wire import PersistentRequest
from knowledge_base.errors import DiskFullError, PrimaError, StoreError
from knowledge_base.people import meet
from knowledge_base.roles import ROLES, Role, people_with

log = logging.getLogger(__name__)

PrimaApplication = Application[Any, Context, Any, Any, Any, Any]
ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
RETRIES_WHEN_FLOODED = 5
NO_UPDATES = "no updates from Telegram for now: %s"
TWO_AT_ONCE = "another program uses this token, so either answers; stop it, or take a new token from @BotFather: %s"


class _Application(PrimaApplication):
    """Ends within seconds, also when Telegram is out of reach just then; its log lines name their update.

    Gives everybody their share of its time and no more.
    """

    crowd: Crowd
    told: Told
    leaving: Callable[[], object]
    """Ends what takes long."""

    async def process_update(self, update: object) -> None:
        """Handles an update, or turns it away when too much of the same person's waits already."""
        if not isinstance(update, Update) or update.effective_user is None:
            await super().process_update(update)
            return
        person = update.effective_user.id
        with request(f"u{update.update_id}"):
            async with self.crowd.visit(person) as welcome:
                if welcome:
                    await super().process_update(update)
            if not welcome and self.told.first(person):
                await turn_away(update)

    async def stop(self) -> None:
        """Handles what has come in; what cannot be sent now is given up instead of tried for minutes."""
        self.leaving()
        if isinstance(self.bot.request, PersistentRequest):
            self.bot.request.leave()
        await super().stop()


def jobs_of(prima: Prima) -> tuple[Job, ...]:
    """Everything that Prima does, in the order of the menu."""
    drafting = Drafting(prima)
    publish = Publish(drafting)
    notes = WholeNotes(drafting)
    pieces = Pieces(drafting, notes)
    dialogue = Dialogue(drafting, publish, pieces)
    write = Write(drafting, dialogue, notes, pieces)
    capture = Capture(drafting, publish)
    retire = Retire(prima)
    browse = Browse(prima, write.opened)

    return (
        Ask(prima),
        browse,
        Buttons(prima, browse),
        # What Prima asked and waits to be told comes before dialogues that take any text.
        Review(prima),
        Verdicts(prima),
        Manage(prima, retire),
        retire,
        History(prima),
        Regulations(prima),
        Roles(prima, menu_setter(prima)),
        Documents(drafting, notes),
        DocumentNotes(drafting),
        write,
        dialogue,
        Suggest(drafting, capture, notes, pieces),
        capture,
        Forwarded(drafting),
        Consent(prima),
        Invite(prima),
        Admit(prima),
        Audit(prima),
        Admin(prima),
        Rebuild(prima),
        Operations(prima),
        Statistics(prima),
        Broadcasts(prima),
        Subscriptions(prima),
        PersonalData(prima),
    )


def menu_setter(prima: Prima) -> ShowMenu:
    """Sets the menu of somebody whose role has changed."""

    async def show_menu(bot: Bot, person: int, role: Role) -> None:
        await set_menu(bot, person, role, commands_of(jobs_of(prima)))

    return show_menu


def commands_of(jobs: Iterable[Job]) -> tuple[Command, ...]:
    """Every command, in the order of the menu."""
    return tuple(command for job in jobs for command in job.commands)


class Door:
    """Lets people through to handlers: the right ones, if their role allows it."""

    def __init__(self, access: Access, jobs: Sequence[Job], ask: Handler) -> None:
        self._access = access
        self._presses = tuple(press for job in jobs for press in job.presses)
        self._takers = tuple(taker for job in jobs for taker in job.takers)
        self._ask = ask

    def command(self, command: Command) -> Handler:
        """The command's handler, for those who may. To the others it does not exist."""

        async def guarded(update: Update, context: Context) -> None:
            person = update.effective_user
            message = update.effective_message
            if person is None or not await self._access.may(person.id, command.role):
                await _unknown_command(update, context)
            elif message and command.private and message.chat.type != Chat.PRIVATE:
                await reply(message, Outgoing(replies.ONLY_PRIVATE), quote=True)
            else:
                await command.handler(update, context)

        return guarded

    async def pressed(self, update: Update, _: Context) -> None:
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
        elif press.role != "pegawai" and message.chat.type != Chat.PRIVATE:
            await query.answer(replies.ONLY_PRIVATE, show_alert=True)
        else:
            await press.handler(update, found)

    async def written(self, update: Update, context: Context) -> None:
        """A private message: part of a dialogue, or else a question."""
        for take in self._takers:
            if await take(update, context):
                return
        await self._ask(update, context)


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


def build_application(prima: Prima, token: str, wire: BaseRequest, updates_wire: BaseRequest) -> PrimaApplication:
    """The whole bot. `wire` carries requests to Telegram, `updates_wire` the waiting for updates."""
    telegram = prima.settings.telegram
    builder = (
        ApplicationBuilder()
        .application_class(_Application)
        .update_queue(asyncio.Queue(prima.settings.limits.queue))  # what is beyond waits with Telegram
        .token(token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(wire)
        .get_updates_request(updates_wire)
        .concurrent_updates(telegram.concurrent_updates)
        .rate_limiter(AIORateLimiter(max_retries=RETRIES_WHEN_FLOODED))
    )
    application = cast("_Application", builder.build())
    application.crowd, application.told = Crowd(prima.settings.limits), Told(MINUTE)
    application.leaving = prima.builder.cancel
    prima.access.is_member = membership(application.bot)
    jobs = jobs_of(prima)
    _add_handlers(application, prima, jobs)
    application.add_error_handler(_failed)
    health = Health(prima, application.update_queue.qsize)
    jobs_on_clock, timed = daily_jobs(prima), list[asyncio.Task[None]]()

    async def announce(application: PrimaApplication) -> None:
        health.open()
        prima.messenger = Messenger(application.bot.username)
        await set_menus(application, prima, commands_of(jobs))
        timed.append(asyncio.create_task(watch_overlay(prima)))
        timed.extend(asyncio.create_task(keep_time(job, lambda: prima.reader().moment, start)) for job in jobs_on_clock)
        timed.append(asyncio.create_task(make_up(prima, start)))
        for job in jobs:
            await job.begin(application.bot)

    def start(job: Timed) -> None:
        application.create_task(run(job, prima, application.bot), name=job.name)

    async def end(_: PrimaApplication) -> None:
        for job in jobs:
            await job.end()

    async def close(_: PrimaApplication) -> None:
        for task in timed:
            task.cancel()
        await asyncio.gather(*timed, return_exceptions=True)
        await health.close()
        prima.desk.close()

    application.post_init = announce
    application.post_stop = end
    application.post_shutdown = close
    return application


def _add_handlers(application: PrimaApplication, prima: Prima, jobs: Sequence[Job]) -> None:
    """The ordered table of handlers."""
    ask, inline = Ask(prima), Inline(prima)
    commands = commands_of(jobs)
    texts, others = (Door(prima.access, jobs, handler) for handler in (ask.private, ask.not_text))
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    fresh = filters.UpdateType.MESSAGE  # a live location edits its message every few seconds
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND

    async def remember(update: Update, context: Context) -> None:
        person = update.effective_user
        await watch(prima, update)
        # Who blocks Prima, or was forgotten and leaves, did not write to it; nor who talks to others in a group.
        if person is not None and await entrance.meets(update, context.bot):
            await prima.desk.do(meet, person.id, person.full_name)

    entrance = Entrance(prima, [name for command in commands for name in command.names], menu_setter(prima))
    # Group -3 stops who may not come in; -2 and -1 see the others and stop none; in group 0 the first that fits does.
    application.add_handler(TypeHandler(Update, entrance.guard), group=-3)
    application.add_handler(TypeHandler(Update, remember), group=-2)
    application.add_handler(MessageHandler(private & filters.COMMAND, stops_waiting(prima)), group=-1)
    for command in commands:
        # What a role allows is done once, for a message that was just written; a question may be corrected.
        when = filters.UpdateType.MESSAGES if command.role == ROLES[0] else fresh
        application.add_handler(CommandHandler(command.names, texts.command(command), filters=when))
    application.add_handler(CallbackQueryHandler(texts.pressed))
    application.add_handler(InlineQueryHandler(inline.query))
    application.add_handler(MessageHandler(private & fresh & filters.COMMAND, _unknown_command))
    application.add_handler(MessageHandler(private & words, texts.written))
    application.add_handler(MessageHandler(private & fresh & ~filters.StatusUpdate.ALL, others.written))
    application.add_handler(MessageHandler(groups & fresh & _NamesPrima(), _unknown_command))
    application.add_handler(MessageHandler(groups & words & _AddressesPrima(), ask.group))
    application.add_handler(
        MessageHandler(groups & fresh & _AddressesPrima() & ~words & ~filters.COMMAND, ask.not_text)
    )


async def set_menus(application: PrimaApplication, prima: Prima, commands: Sequence[Command]) -> None:
    """Sets the command menus: one for everybody, a longer one in the chat of each who may do more."""
    await application.bot.set_my_commands(_menu(commands, "pegawai"))
    for role in ROLES[1:]:
        for person in await prima.desk.do(people_with, role, prima.settings.telegram.admins):
            await set_menu(application.bot, person, role, commands)


async def set_menu(bot: Bot, person: int, role: Role, commands: Sequence[Command]) -> None:
    """Sets the command menu in one person's chat to what their role allows."""
    try:
        await bot.set_my_commands(_menu(commands, role), scope=BotCommandScopeChat(person))
    except TelegramError as error:  # somebody who has not started the bot yet has no chat
        log.warning("a %s gets no menu yet: %s", role, error)


def _menu(commands: Sequence[Command], role: Role) -> list[BotCommand]:
    allowed = ROLES[: ROLES.index(role) + 1]
    return [BotCommand(command.names[0], command.description) for command in commands if command.role in allowed]


async def _unknown_command(update: Update, _: Context) -> None:
    if update.effective_message:
        await reply(update.effective_message, Outgoing(replies.UNKNOWN_COMMAND))


async def _failed(update: object, context: Context) -> None:
    """The one error handler: logs first, then tells the person, if there is one, in plain words."""
    metrics.failed(context.error)
    if update is None and isinstance(context.error, TelegramError):  # the waiting for updates, which goes on by itself
        log.warning(TWO_AT_ONCE if isinstance(context.error, Conflict) else NO_UPDATES, context.error)
        return
    log.error("an update failed", exc_info=context.error)
    if not isinstance(update, Update) or isinstance(context.error, Forbidden):
        return
    text = _apology(context.error)
    try:
        if update.callback_query:
            await update.callback_query.answer(text, show_alert=True)
        elif update.effective_message:
            await reply(update.effective_message, Outgoing(text))
    except TelegramError as error:
        log.warning("the person could not be told: %s", error)
    if isinstance(context.error, DiskFullError):
        raise ApplicationHandlerStop  # every other handler would write too, and the person hears of it once


def _apology(error: Exception | None) -> str:
    """What the person reads."""
    if isinstance(error, DiskFullError):
        return replies.DISK_FULL
    return replies.NOT_READY if isinstance(error, PrimaError) and not isinstance(error, StoreError) else replies.TROUBLE
