"""What people want to hear without asking: topics that they follow, and whether announcements may come at all."""

from __future__ import annotations

import re

from telegram import Update

from bot import replies
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import broadcast as said
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from knowledge_base.subscriptions import set_announcements, toggle_topic, topics_followed, wants_announcements
from knowledge_base.topics import AREAS, TOPICS, area_of, topics_of

_AREA = re.compile(r"b:a:([A-J]?)")
_TOPIC = re.compile(r"b:t:([A-J]\d{1,2})")
_WANTED = re.compile(r"b:w:([01])")


class Subscriptions(Offer):
    """Lets people choose. In private chats only, since the choice is theirs alone."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """The one command."""
        return (Command(("berlangganan",), said.COMMAND_SUBSCRIBE, self.subscriptions, own=True),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """An area, a topic, announcements."""
        wanted = ((_AREA, self._open), (_TOPIC, self._toggle), (_WANTED, self._want))
        return tuple(Press(pattern, handler, own=True) for pattern, handler in wanted)

    async def subscriptions(self, update: Update, _: Context) -> None:
        """/berlangganan: the areas, and whether announcements come."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        await reply(message, await self._overview(person.id))

    async def _overview(self, person: int) -> Message:
        followed = await self._prima.desk.do(topics_followed, person)
        wanted = await self._prima.desk.do(wants_announcements, person)
        return overview_message(followed, wanted=wanted)

    async def _presser(self, update: Update) -> int | None:
        """Who pressed."""
        query = update.callback_query
        if query is None:
            return None
        await query.answer()
        return query.from_user.id

    async def _open(self, update: Update, found: re.Match[str]) -> None:
        person = await self._presser(update)
        if person is not None:
            await self._show(update, person, found[1])

    async def _toggle(self, update: Update, found: re.Match[str]) -> None:
        person = await self._presser(update)
        if person is not None and found[1] in TOPICS:
            await self._prima.desk.do(toggle_topic, person, found[1])
            await self._show(update, person, area_of(found[1]))

    async def _want(self, update: Update, found: re.Match[str]) -> None:
        person = await self._presser(update)
        if person is not None:
            await self._prima.desk.do(set_announcements, person, wanted=found[1] == "1")
            await self._show(update, person, "")

    async def _show(self, update: Update, person: int, area: str) -> None:
        if area:
            await show(update, area_message(area, await self._prima.desk.do(topics_followed, person)))
        else:
            await show(update, await self._overview(person))


def overview_message(followed: set[str], *, wanted: bool) -> Message:
    """The areas with the number of topics followed in each, and the switch for announcements."""
    count = said.FOLLOWED.format(count=len(followed)) if followed else said.FOLLOWS_NONE
    rows = [(Button(_counted(area, followed), data=f"b:a:{area}"),) for area in AREAS]
    label, data = (said.BUTTON_OPT_OUT, "b:w:0") if wanted else (said.BUTTON_OPT_IN, "b:w:1")
    text = said.SUBSCRIPTIONS.format(count=count, wanted=said.WANTED if wanted else said.UNWANTED)
    return Message(text, (*rows, (Button(label, data=data),)))


def _counted(area: str, followed: set[str]) -> str:
    number = sum(area_of(topic) == area for topic in followed)
    return said.BUTTON_COUNTED.format(name=AREAS[area], count=number) if number else AREAS[area]


def area_message(area: str, followed: set[str]) -> Message:
    """An area's topics, the followed ones marked, and the way back."""
    labels = {topic: f"{replies.CHOSEN if topic in followed else ''}{TOPICS[topic]}" for topic in topics_of(area)}
    rows = [(Button(label, data=f"b:t:{topic}"),) for topic, label in labels.items()]
    text = said.TOPICS_OF.format(area=escape(AREAS[area]))
    return Message(text, (*rows, (Button(replies.BUTTON_BACK, data="b:a:"),)))
