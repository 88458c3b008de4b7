"""PIECES: a text longer than a message holds comes as several, cut by the app; here it becomes one again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.formatting import BLOCK

LIMIT = 4_096
"""UTF-16 units of a message: https://core.telegram.org/bots/api#message. Some apps cut there, also inside a word."""
NEAR = 3_500
"""From so many on a message may be a piece: apps that look for a better place to cut go back a few hundred."""
Pieces = Mapping[str, tuple[str, int]]
"""The text of each piece, and its length as Telegram counts it, by its message's number."""
ENDED = re.compile(r"[.!?:;)\]”\"’']\s*$")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def looks_cut(text: str) -> bool:
    """Whether a message is so long that it may be a piece of a longer text."""
    return units(text) >= NEAR


def joined(before: str, after: str, *, full: bool) -> str:
    """Two pieces as one text. Apps drop the white space at a cut; a `full` piece was cut without any."""
    if full and before[-1:].isalnum() and after[:1].isalnum():
        return before + after
    if before.endswith("\n```") and after.startswith("```\n"):  # code that was cut
        return before.removesuffix("```") + after.removeprefix("```\n")
    if BLOCK.match(after.partition("\n")[0]):
        return f"{before}\n{after}"
    return f"{before}\n\n{after}" if ENDED.search(before) else f"{before.rstrip()} {after}"


def whole(pieces: Pieces) -> str:
    """The text of pieces in the order they were sent; what stood in a message of its own is a paragraph."""
    text, before = "", 0
    for number in sorted(pieces, key=int):
        piece, length = pieces[number]
        if not text:
            text = piece
        else:
            text = joined(text, piece, full=before >= LIMIT) if before >= NEAR else f"{text}\n\n{piece}"
        before = length
    return text


def may_be_one(pieces: Pieces) -> bool:
    """Whether pieces may be one text that an app cut: all before the last are as long as cut ones are."""
    *before, _ = sorted(pieces, key=int)
    return all(pieces[number][1] >= NEAR for number in before)


@dataclass(frozen=True, slots=True)
class Stop:
    """From which message on a text was not taken, when it was sent (seconds), how it begins, and `why` (HTML)."""

    number: int
    sent: float
    begins: str
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """A text that comes in several messages, in whatever order they are handled. Nothing is taken from `stop` on.

    So what is kept is always the beginning of what was sent, without a hole.
    """

    pieces: Pieces
    stop: Stop | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """What a draft's record holds; a body from elsewhere is the first piece."""
        body, stop = str(record.get("body", "")), record.get("stop")
        pieces = record.get("pieces")
        return cls({"0": (body, 0)} if pieces is None and body else pieces or {}, Stop(**stop) if stop else None)

    def to_record(self) -> dict[str, Any]:
        """The same for a draft's record."""
        return {"pieces": dict(self.pieces), "stop": asdict(self.stop) if self.stop else None}

    @property
    def text(self) -> str:
        """All of it."""
        return whole(self.pieces)

    def added(self, number: int, piece: str, length: int) -> Gathered:
        """With one more piece."""
        return Gathered({**self.pieces, str(number): (piece, length)}, self.stop)

    def before(self, stop: Stop) -> Gathered:
        """Without the message at which it stops, and whatever follows that."""
        kept = {number: piece for number, piece in self.pieces.items() if int(number) < stop.number}
        return Gathered(kept, stop)

    def first_beyond(self, most: int) -> int:
        """The message with which the text is longer than so many characters; 0 if it is not."""
        numbers = sorted(map(int, self.pieces))
        kept = {number: {str(each): self.pieces[str(each)] for each in numbers if each <= number} for number in numbers}
        return next((number for number in numbers if len(whole(kept[number])) > most), 0)
