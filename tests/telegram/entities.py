"""Entities of a text: where a mention, a command, a bold word begins and how long it is.

Offsets and lengths count UTF-16 code units (https://core.telegram.org/bots/api#messageentity): an emoji counts two.
What the server finds by itself follows the regular expressions in the comments of td/telegram/MessageEntity.cpp.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.telegram.errors import Json

STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
CODES = frozenset({"pre", "code"})
LINKS = frozenset({"text_link", "text_mention", "custom_emoji"})
FOUND = frozenset({"mention", "bot_command", "url", "email", "hashtag"})

_ORDER = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip

_PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\w/<>])")),
    ("url", re.compile(r"(?<![\w@])(?:https?://|www\.|t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]}']")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
)


@dataclass(frozen=True)
class Entity:
    """One entity; `extra` holds the field that only its type has: url, user, language or custom_emoji_id."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        """The first UTF-16 offset after the entity."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """The part of the text that the entity covers."""
        return utf16_slice(text, self.offset, self.end)

    def to_json(self) -> Json:
        """The MessageEntity object."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes: what Telegram calls characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """The text between two UTF-16 offsets."""
    return text.encode("utf-16-le", "surrogatepass")[start * 2 : end * 2].decode("utf-16-le", "surrogatepass")


def in_order(entities: Sequence[Entity]) -> list[Entity]:
    """Outer before inner: by offset, the longer first, then as the server ranks the types."""
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, _ORDER.get(entity.type, 50)))


def with_found(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities given, and those the server finds in the rest of the text by itself."""
    taken = [entity for entity in entities if entity.type not in STYLES | QUOTES]
    found: list[Entity] = []
    for entity in _candidates(text):
        if not any(entity.offset < other.end and other.offset < entity.end for other in (*taken, *found)):
            found.append(entity)
    return in_order((*entities, *found))


def _candidates(text: str) -> Iterator[Entity]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match.group()))


def nested_wrongly(outer: Sequence[str], inner: str) -> str | None:
    """The type among `outer` that must not hold an `inner` entity, or None.

    https://core.telegram.org/bots/api#formatting-options: bold, italic, underline, strikethrough and spoiler hold and
    are held by any other, except pre and code; blockquotes do not nest; all others do not hold each other. (A
    blockquote does hold links and code: td/telegram/MessageEntity.cpp.) The public server drops one of two entities
    that break this without a word; this server refuses them.
    """
    forbidden = set(CODES)
    if inner in CODES:
        forbidden |= STYLES | LINKS
    elif inner in QUOTES:
        forbidden |= QUOTES | LINKS
    elif inner in LINKS:
        forbidden |= LINKS
    return next((kind for kind in outer if kind in forbidden), None)
