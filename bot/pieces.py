"""PIECES: a text longer than a message holds comes as several, cut by the app; here it becomes one again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.formatting import BLOCK

LIMIT = 4_096
"""UTF-16 units of a message: https://core.telegram.org/bots/api#message. Some apps cut there, also inside a word."""
NEAR = 3_500
"""From so many on a message may be a piece: apps that look for a better place to cut go back a few hundred."""
ENDED = re.compile(r"[.!?:;)\]”\"’']\s*$")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def looks_cut(text: str) -> bool:
    """Whether a message is so long that it may be a piece of a longer text."""
    return units(text) >= NEAR


def is_full(text: str) -> bool:
    """Whether not one more character would have fitted: where it ends says nothing."""
    return units(text) >= LIMIT


def joined(before: str, after: str, *, full: bool) -> str:
    """Two pieces as one text. Apps drop the white space at a cut; a `full` piece was cut without any."""
    if full and before[-1:].isalnum() and after[:1].isalnum():
        return before + after
    if before.endswith("\n```") and after.startswith("```\n"):  # code that was cut
        return before.removesuffix("```") + after.removeprefix("```\n")
    if BLOCK.match(after.partition("\n")[0]):
        return f"{before}\n{after}"
    return f"{before}\n\n{after}" if ENDED.search(before) else f"{before.rstrip()} {after}"


def whole(pieces: Mapping[str, tuple[str, bool]]) -> str:
    """The text of pieces (each with whether it is full) by their messages' numbers, in the order they were sent."""
    text, full = "", False
    for number in sorted(pieces, key=int):
        piece, following = pieces[number]
        text = joined(text, piece, full=full) if text else piece
        full = following
    return text
