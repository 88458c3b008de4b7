"""What a message carries beside its words. Prima takes the words alone, and says so in the same breath."""

from __future__ import annotations

from collections.abc import Collection

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.handlers.telling import Out, below, written_in
from bot.limits import MINUTE, Told
from bot.message import Message as Outgoing
from bot.message import fits
from bot.replies import ONLY_WORDS, UNREAD
from bot.replies.capture import FILE_IN_PRIVATE
from bot.send import Context

_CARRIED = (
    ("photo", "photo"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("sticker", "sticker"),
    ("document", "document"),
)


_SHOWN = frozenset(("photo", "video"))
"""What an album of pictures is made of; files that are sent together are each read by themselves."""


class Albums:
    """Hears an album once: its parts come as messages of their own, and mostly one of them has the words of all."""

    def __init__(self) -> None:
        self._heard = Told(MINUTE)

    async def guard(self, update: Update, _: Context) -> None:
        """Ends the way of a picture without words when another part of its album was heard before."""
        message = update.message
        if message is None or not message.media_group_id or carried(message) not in _SHOWN:
            return
        if not self._heard.first((message.chat.id, message.media_group_id)) and not written_in(message):
            raise ApplicationHandlerStop


def carried(message: Message) -> str:
    """What a message is or carries: document, photo, voice, video, sticker; empty for words alone and all else."""
    return next((kind for attribute, kind in _CARRIED if getattr(message, attribute)), "")


def unread(kinds: Collection[str], *, moderator: bool = False) -> str:
    """Says that only the words were read beside which these stand; to moderators, how a file is read. Or nothing."""
    named = [what for kind, what in UNREAD.items() if kind in kinds]
    said = ONLY_WORDS.format(what=" dan ".join(named)) if named else ""
    return said + way_in(kinds, moderator=moderator)


def way_in(kinds: Collection[str], *, moderator: bool) -> str:
    """How a moderator has a file read that stands in a group; nothing where there is none, or for others."""
    return FILE_IN_PRIVATE if moderator and "document" in kinds else ""


def with_unread(message: Message, page: Outgoing) -> list[Outgoing]:
    """A page about a message's words, which ends with what was not read; that goes before a page that is full."""
    said = unread([carried(message)])
    together = Outgoing(f"{page.html}\n\n{said}" if said else page.html, page.buttons)
    return [together] if fits(together.html) else [Outgoing(said), page]


def in_words(update: Update, said: Message | None) -> Out:
    """Answers an update about what was `said`; the first message that asks something says what was not read of it.

    So a preview stays exactly what an answer will be.
    """
    out, waiting = below(update), [said]

    async def say(page: Outgoing) -> None:
        about = waiting.pop() if page.buttons and waiting else None
        for each in with_unread(about, page) if about else [page]:
            await out(each)

    return say
