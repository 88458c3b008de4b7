"""For admins: an announcement written, seen as it will look, and sent. For its readers: no more of them."""

from __future__ import annotations

import re
from typing import Any

from telegram import Message as Received
from telegram import Update
from telegram.ext import ExtBot

from bot import replies
from bot.broadcasting import Broadcaster, status_message
from bot.message import Button, Message, escape
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import Context, pressed_message, reply, show
from bot.table import Command, Offer, Press, Taker
from knowledge_base.broadcasts import (
    ALL,
    BY_ROLE,
    BY_TOPIC,
    Broadcast,
    begin,
    change_draft,
    drop_draft,
    find_broadcast,
    on_their_way,
    recipients,
    send,
    send_unsure,
    set_status,
    stop,
    tally,
    waiting_draft,
)
from knowledge_base.roles import ROLES
from knowledge_base.subscriptions import followed_topics, set_announcements
from knowledge_base.topics import TOPICS

WAIT_MINUTES = 30
"""How long a draft waits for its text; later messages are questions again."""
TOPICS_OFFERED = 20
EMPTY: dict[str, Any] = {"text": "", "entities": [], "note": ""}
_TO = re.compile(r"b:to:(\d{1,18}):(all|role:[a-z]{1,20}|topic:[A-J]\d{1,2})")
_DRAFT = re.compile(r"b:(go|no|re):(\d{1,18})")
_SENT = re.compile(r"b:(stop|again):(\d{1,18})")
_WANTED = re.compile(r"b:(off|on)")
_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=([A-Za-z0-9-]{1,48})")


class Broadcasts(Offer):
    """Leads an admin from an audience to a sent announcement, and shows how far it is."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima
        self._broadcaster = Broadcaster(prima)

    async def begin(self, bot: ExtBot[Any]) -> None:
        """Goes on with what was being sent."""
        await self._broadcaster.begin(bot)

    async def end(self) -> None:
        """Ends between two messages."""
        await self._broadcaster.end()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The one command."""
        return (Command(("siaran", "broadcast"), said.COMMAND_BROADCAST, self.compose, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Audience, yes or no, stop; and for everybody: no announcements."""
        return (
            Press(_TO, self._choose, "admin"),
            Press(_DRAFT, self._decide, "admin"),
            Press(_SENT, self._steer, "admin"),
            Press(_WANTED, self._want),
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
            await query.answer(said.NOBODY.format(audience=audience_name(audience)), show_alert=True)
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
        payload = await self._broadcaster.payload(draft)
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

    async def _is_status(self, number: int, message: Received) -> bool:
        """Whether this is the message in the sender's chat that shows how far it is, and then the report."""
        broadcast = await self._prima.desk.do(find_broadcast, number)
        return broadcast is not None and (broadcast.person, broadcast.status) == (message.chat.id, message.message_id)

    async def _steer(self, update: Update, found: re.Match[str]) -> None:
        """Stops what is being sent, or sends once more to those of whom nobody knows."""
        query, message, number = update.callback_query, pressed_message(update), int(found[2])
        if query is None or message is None:
            return
        change = stop if found[1] == "stop" else send_unsure
        if not await self._prima.desk.do(change, number, query.from_user.id):
            await query.answer(said.ALREADY_STOPPED, show_alert=True)
        elif found[1] == "stop":
            await query.answer(said.STOPPING)
            if not await self._is_status(number, message):
                await show(update, Message(said.STOPPING))
        else:
            await query.answer()
            broadcast = await self._prima.desk.do(find_broadcast, number)
            own = broadcast is not None and broadcast.person == message.chat.id
            await self._prima.desk.do(set_status, number, message.message_id if own else 0)
            await show(update, status_message(number, await self._prima.desk.do(tally, number)))
            self._broadcaster.start(number)

    async def _want(self, update: Update, found: re.Match[str]) -> None:
        """The button under every announcement."""
        query, wanted = update.callback_query, found[1] == "on"
        if query is None:
            return
        await self._prima.desk.do(set_announcements, query.from_user.id, wanted=wanted)
        await query.answer(said.OPTED_IN if wanted else said.OPTED_OUT, show_alert=True)


def is_audience(audience: str) -> bool:
    """Whether there are such people: everybody, a role, the followers of a topic."""
    kind, _, name = audience.partition(":")
    return audience == ALL or (kind == "role" and name in ROLES) or (kind == "topic" and name in TOPICS)


def audience_name(audience: str) -> str:
    """An audience within a sentence."""
    kind, _, name = audience.partition(":")
    if kind == "role":
        return said.OF_ROLE.format(role=said.ROLES[name].lower())
    return said.OF_TOPIC.format(topic=TOPICS[name]) if kind == "topic" else said.ALL


def short_name(audience: str) -> str:
    """An audience on a button, short enough for the number behind it."""
    kind, _, name = audience.partition(":")
    if kind == "role":
        return said.ROLES[name]
    return f"{name} {TOPICS[name]}"[:48] if kind == "topic" else said.EVERYBODY


def write_message(draft: Broadcast) -> Message:
    """Asks for the text."""
    cancel = Button(said.BUTTON_CANCEL, data=f"b:no:{draft.id}")
    return Message(said.WRITE.format(audience=escape(audience_name(draft.audience))), ((cancel,),))
