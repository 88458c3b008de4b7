"""TORN: a text longer than a message holds comes as several; no part of it is taken as a short field's value."""

from __future__ import annotations

from telegram import Message

from bot.handlers.burst import PASTED
from bot.handlers.telling import written_in
from bot.message import Message as Outgoing
from bot.piece_pages import dotted
from bot.pieces import NEAR, looks_cut, units
from bot.replies import write as words
from bot.send import reply
from knowledge_base.note import QUESTION_LIMIT, TITLE_LIMIT

LIMITS = {"title": TITLE_LIMIT, "questions": QUESTION_LIMIT, "sources": QUESTION_LIMIT}


class Torn:
    """Knows whose text has begun to come in pieces, for one taker of fields: what is refused moves on to no other."""

    def __init__(self) -> None:
        self._last: dict[int, float] = {}
        """When the piece came, by its sender, that another may go on."""

    async def refuses(self, message: Message, takes: str) -> bool:
        """Whether a message is a piece of a longer text; its sender is told so, and what the field `takes`."""
        person, sent, text = message.chat.id, message.date.timestamp(), written_in(message)
        before = self._last.pop(person, None)
        goes_on = bool(text) and before is not None and 0 <= sent - before <= PASTED
        cut = looks_cut(text)
        if cut:
            self._last[person] = sent
        if goes_on:
            await reply(message, Outgoing(words.TORN_ON.format(takes=takes)), quote=True)
        elif cut:
            await reply(message, Outgoing(words.TORN.format(length=dotted(units(text)), takes=takes)), quote=True)
        return goes_on or cut


def taken_by(name: str) -> str:
    """How much a field of a note takes, in words."""
    return words.TAKES[name].format(most=LIMITS.get(name, 0), near=dotted(NEAR))
