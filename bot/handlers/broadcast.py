"""For admins: /siaran, an announcement written, seen as it will look, and sent."""

from __future__ import annotations

import re
from typing import Any

from telegram import Message as Received
from telegram import Update

from bot import replies
from bot.broadcast_pages import audience_name, is_audience, short_name, status_message, whom, write_message
from bot.broadcasting import Broadcaster
from bot.delivery import payload_of
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import Context, pressed_message, reply, show
from bot.table import Command, Offer, Press, Taker
from knowledge_base.broadcasts import (
    Broadcast,
    begin,
    change_draft,
    drop_draft,
    find_broadcast,
    on_their_way,
    send,
    set_status,
    waiting_draft,
)
from knowledge_base.deliveries import ALL, BY_ROLE, BY_TOPIC, recipients, tally
from knowledge_base.roles import ROLES
from knowledge_base.subscriptions import followed_topics
from knowledge_base.topics import TOPICS

WAIT_MINUTES = 30
"""How long a draft waits for its text; later messages are questions again."""
TOPICS_OFFERED = 20
EMPTY: dict[str, Any] = {"text": "", "entities": [], "note": ""}
_TO = re.compile(r"b:to:(\d{1,18}):(all|role:[a-z]{1,20}|topic:[A-J]\d{1,2})")
_DRAFT = re.compile(r"b:(go|no|re):(\d{1,18})")


_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=([A-Za-z0-9-]{1,48})")


class Broadcasts(Offer):
    """Leads an admin from an audience to an announcement that goes out."""

    def __init__(self, prima: Prima, broadcaster: Broadcaster) -> None:
        self._prima = prima
        self._broadcaster = broadcaster

    @property
    def commands(self) -> tuple[Command, ...]:
        """The one command."""
        return (Command(("siaran", "broadcast"), said.COMMAND_BROADCAST, self.compose, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Audience, yes or no."""
        return (
            Press(_TO, self._choose, "admin"),
            Press(_DRAFT, self._decide, "admin"),
        )

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Takes the text of an announcement."""
        return (self.take,)

    async def compose(self, update: Update, _: Context) -> None:
        """/siaran: for whom?"""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        for sent in await self._prima.desk.do(on_their_way):  # whoever sends it, who may have lost the role
            await reply(message, status_message(sent.id, await self._prima.desk.do(tally, sent.id)))
        draft = await self._prima.desk.do(begin, person.id)
        await reply(message, await self._audiences(draft))

    async def _audiences(self, draft: Broadcast) -> Message:
        topics = list(await self._prima.desk.do(followed_topics))[:TOPICS_OFFERED]
        roles = [f"{BY_ROLE}{role}" for role in ROLES]
        offered = [[ALL], roles, *([f"{BY_TOPIC}{topic}"] for topic in topics if topic in TOPICS)]
        rows = [[await self._audience_button(draft, audience) for audience in row] for row in offered]
        rows.append([Button(said.BUTTON_CANCEL, data=f"b:no:{draft.id}")])
        return Message(said.AUDIENCE, tuple(tuple(row) for row in rows))

    async def _audience_button(self, draft: Broadcast, audience: str) -> Button:
        label = said.BUTTON_COUNTED.format(name=short_name(audience), count=await self._count(audience))
        return Button(label, data=f"b:to:{draft.id}:{audience}")

    async def _count(self, audience: str) -> int:
        return len(await self._prima.desk.do(recipients, audience, self._prima.settings.telegram.admins))

    async def _own(self, update: Update, number: int) -> Broadcast | None:
        """The draft, if it is the presser's and still one; or else they are told."""
        query = update.callback_query
        if query is None:
            return None
        found = await self._prima.desk.do(find_broadcast, number)
        if found and found.state == "draft" and found.person == query.from_user.id:
            return found
        await query.answer(said.GONE, show_alert=True)
        return None

    async def _choose(self, update: Update, found: re.Match[str]) -> None:
        query, draft, audience = update.callback_query, await self._own(update, int(found[1])), found[2]
        if query is None or draft is None:
            return
        if not is_audience(audience):
            await query.answer(replies.OLD_BUTTON, show_alert=True)
        elif not await self._count(audience):
            await query.answer(said.NOBODY.format(whom=whom(audience)), show_alert=True)
        elif changed := await self._prima.desk.do(change_draft, draft.id, {"audience": audience}):
            await query.answer()
            await show(update, write_message(changed))

    async def take(self, update: Update, _: Context) -> bool:
        """The text of an announcement, or the note to announce; whether one was waited for."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None or update.edited_message:
            return False
        if not await self._prima.access.may(person.id, "admin"):
            return False
        draft = await self._prima.desk.do(waiting_draft, person.id, WAIT_MINUTES)
        if draft is None:
            return False
        if not message.text:
            await reply(message, Message(said.ONLY_TEXT))
            return True
        filled = await self._filled(draft, message, message.text)
        if filled:
            await self._preview(filled, message)
        return True

    async def _filled(self, draft: Broadcast, message: Received, text: str) -> Broadcast | None:
        link = _LINK.fullmatch(text.strip())
        identity = link[1] if link else text.strip()
        if re.fullmatch(r"[A-Za-z0-9-]{1,48}", identity) and await self._prima.note(identity):
            return await self._prima.desk.do(change_draft, draft.id, {"note": identity})
        entities = [entity.to_dict() for entity in message.entities]
        return await self._prima.desk.do(change_draft, draft.id, {"text": text, "entities": entities})

    async def _preview(self, draft: Broadcast, message: Received) -> None:
        """First the announcement as it will look, then the question."""
        payload = await payload_of(message.get_bot(), self._prima, draft)
        if payload is None:
            await reply(message, Message(replies.NOTE_GONE))
            return
        await message.get_bot().send_message(message.chat.id, **payload)
        name, count = escape(audience_name(draft.audience)), await self._count(draft.audience)
        buttons = ((said.BUTTON_SEND, "go"), (said.BUTTON_REWRITE, "re"), (said.BUTTON_CANCEL, "no"))
        row = tuple(Button(label, data=f"b:{act}:{draft.id}") for label, act in buttons)
        await reply(message, Message(said.PREVIEW.format(count=count, audience=name), (row,)))

    async def _decide(self, update: Update, found: re.Match[str]) -> None:
        query, draft = update.callback_query, await self._own(update, int(found[2]))
        if query is None or draft is None:
            return
        if found[1] == "go":
            await self._send(update, draft)
            return
        await query.answer()
        if found[1] == "no":
            await self._prima.desk.do(drop_draft, draft.id)
            await show(update, Message(said.CANCELLED))
        elif changed := await self._prima.desk.do(change_draft, draft.id, EMPTY):
            await show(update, write_message(changed))

    async def _send(self, update: Update, draft: Broadcast) -> None:
        query, message = update.callback_query, pressed_message(update)
        if query is None or message is None:
            return
        counted = await self._prima.desk.do(send, draft.id, self._prima.settings.telegram.admins)
        if counted is None:  # pressed twice at once
            await query.answer(said.GONE, show_alert=True)
            return
        await self._prima.desk.do(set_status, draft.id, message.message_id)
        self._broadcaster.start(draft.id)
        await query.answer()
        await show(update, status_message(draft.id, counted))
