"""The entrance: every update passes here first, and goes on only from people and groups that Prima may serve."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import (
    CallbackQuery,
    InlineQuery,
    InlineQueryResultsButton,
    Message,
    Update,
    User,
)
from telegram.ext import ApplicationHandlerStop, ExtBot

from bot import replies
from bot.handlers.addressing import about_own_data, addressed, speaks
from bot.handlers.admit import ask_about_group, ask_about_person, titles_of
from bot.handlers.browse import FROM_INLINE
from bot.handlers.moves import GROUP_TYPES, Moves
from bot.handlers.roles import ShowMenu
from bot.limits import MINUTE, Minute, Told
from bot.markup import escape
from bot.message import Button
from bot.message import Message as Outgoing
from bot.prima import Prima
from bot.replies import access as words
from bot.send import Context, reply
from knowledge_base.admissions import move_group
from knowledge_base.invitations import redeem
from knowledge_base.people import meet
from knowledge_base.roles import ROLES

LINK = "/start u-"
TRIES = 5
"""Invitations that one person may try in a minute; and times that /start is answered in one at the closed door."""
CLOSED_SHOWN = 10
"""Seconds for which Telegram shows the closed door again by itself."""


class Entrance:
    """Decides who comes in."""

    def __init__(self, prima: Prima, commands: Iterable[str], show_menu: ShowMenu) -> None:
        self._prima = prima
        self._show_menu = show_menu
        self._commands = frozenset(commands)
        self._told = Told(MINUTE)
        self._moves = Moves(prima, self._told)
        self._tries = Minute()
        self._starts = Minute()

    async def guard(self, update: Update, context: Context) -> None:
        """Lets an update through, or ends its way with a reason, which is said once a minute."""
        if update.my_chat_member:
            await self._moves.bot_moved(update.my_chat_member, context.bot)
            return
        message, person, chat = update.effective_message, update.effective_user, update.effective_chat
        if message and message.migrate_to_chat_id:
            await self._prima.desk.do(move_group, message.chat.id, message.migrate_to_chat_id)
        if person is None:
            return
        if chat and chat.type in GROUP_TYPES:
            await self._guard_group(update, person, context.bot)
        elif message and not update.callback_query and (message.text or "").startswith(LINK):
            await self._invited(message, person, context.bot)
        elif not about_own_data(update) and not await self._prima.access.admits(person.id):
            await self._closed(update, person, context.bot)
            raise ApplicationHandlerStop

    async def meets(self, update: Update, bot: ExtBot[None]) -> bool:
        """Whether to remember who sent an update: who addresses Prima and is let in.

        Channels, bots and Telegram itself are nobody, and who is outside only asks what is kept about them.
        """
        person = update.effective_user
        if person is None or not speaks(update, bot, self._commands):
            return False
        return not about_own_data(update) or await self._prima.access.admits(person.id)

    async def _guard_group(self, update: Update, person: User, bot: ExtBot[None]) -> None:
        message, query = update.effective_message, update.callback_query
        if message is None or (query is None and not addressed(message, bot, self._commands)):
            return  # the group's own talk
        if not await self._prima.access.works_in(message.chat.id):
            refused = await self._prima.access.refuses(person.id)
            if not refused:
                await ask_about_group(self._prima, bot, message.chat, person)
            text = words.GROUP_DECLINED if refused else words.GROUP_WAITING
            await self._say_in_group(message, query, text, person.id if refused else message.chat.id)
            raise ApplicationHandlerStop
        if not await self._prima.access.admits(person.id):
            await self._say_in_group(message, query, words.CLOSED_GROUP, person.id)
            raise ApplicationHandlerStop

    async def _say_in_group(self, message: Message, query: CallbackQuery | None, text: str, key: int) -> None:
        if query:
            await query.answer(text, show_alert=True)
        elif self._told.first(("group", message.chat.id, key)):
            await reply(message, Outgoing(text))

    async def _closed(self, update: Update, person: User, bot: ExtBot[None]) -> None:
        """Says why somebody may not come in, and what to do."""
        if update.inline_query:
            await _closed_inline(update.inline_query)
        elif update.callback_query:
            await update.callback_query.answer(words.CLOSED_BUTTON, show_alert=True)
        elif update.effective_message:
            why = await self._why(person, bot)
            started = (update.effective_message.text or "").startswith("/start")
            if self._told.first((why, person.id)) or (started and self._starts.take(person.id, TRIES)):
                await reply(update.effective_message, Outgoing(await self._reason(why, bot)))

    async def _reason(self, why: str, bot: ExtBot[None]) -> str:
        """Why somebody may not come in; with the names of the groups if it is for them."""
        titles = await titles_of(bot, self._prima.settings.access.groups) if why == "groups" else []
        if not titles:
            return words.CLOSED[why]
        return words.CLOSED_GROUPS.format(groups=words.GROUPS_OR.join(map(escape, titles)))

    async def _why(self, person: User, bot: ExtBot[None]) -> str:
        mode = self._prima.settings.access.mode
        if mode != "approval":
            return mode
        await ask_about_person(self._prima, bot, person)
        request = await self._prima.access.wish(person.id)
        return "refused" if request and request.state == "refused" else "waiting"

    async def _invited(self, message: Message, person: User, bot: ExtBot[None]) -> None:
        """Somebody opened an invitation."""
        token = (message.text or "").removeprefix(LINK).strip()
        role = None
        if self._tries.take(person.id, TRIES):
            admins = self._prima.settings.telegram.admins
            marked = self._prima.access.forgotten.mark
            role = await self._prima.desk.do(  # the desk alone reads and makes the file of marks
                lambda db: redeem(db, token, (person.id, person.full_name, marked(person.id)), admins)
            )
        row = (Button(replies.BUTTON_TOPICS, data="t:"),)
        if role:
            await self._welcome(person, bot)
            text = words.INVITED_MODERATOR if role == "moderator" else words.INVITED
            await reply(message, Outgoing(text, (row,)))
        elif await self._is_in(person.id):
            await reply(message, Outgoing(words.INVITED_ALREADY, (row,)))
        else:
            await reply(message, Outgoing(words.INVITATION_GONE))
        raise ApplicationHandlerStop

    async def _welcome(self, person: User, bot: ExtBot[None]) -> None:
        """Knows from now on who was invited, and shows them the commands that they may use."""
        await self._prima.desk.do(meet, person.id, person.full_name)
        role = await self._prima.access.role(person.id)
        if role != ROLES[0]:
            await self._show_menu(bot, person.id, role)

    async def _is_in(self, person: int) -> bool:
        """Whether somebody was let in; where everybody may come, only those with a role were."""
        access = self._prima.access
        is_open = self._prima.settings.access.mode == "open"
        return await (access.may(person, "moderator") if is_open else access.admits(person))


async def _closed_inline(query: InlineQuery) -> None:
    button = InlineQueryResultsButton(words.INLINE_CLOSED, start_parameter=FROM_INLINE)
    await query.answer([], cache_time=CLOSED_SHOWN, is_personal=True, button=button)
