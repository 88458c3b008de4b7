"""What a bot sends as text -> the text that people see, with its entities, or the server's refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.telegram.entities import (
    CODES,
    FOUND,
    LINKS,
    QUOTES,
    STYLES,
    Entity,
    in_order,
    nested_wrongly,
    utf16_length,
    with_found,
)
from tests.telegram.errors import bad_request
from tests.telegram.markup import HtmlReader
from tests.telegram.shapes import list_of, object_of

TEXT_LIMIT = 4096  # https://core.telegram.org/bots/api#sendmessage: 1-4096 characters after entities parsing
CAPTION_LIMIT = 1024  # https://core.telegram.org/bots/api#sendphoto: 0-1024 characters after entities parsing
BYTES_LIMIT = 1 << 15  # Client::get_formatted_text: the text before parsing

_ENTITY_FIELDS: Mapping[str, type] = {"type": str, "offset": int, "length": int}
_EXTRA_FIELDS: Mapping[str, type] = {"url": str, "user": dict, "language": str, "custom_emoji_id": str}
_EXTRA_OF = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "pre": "language"}


@dataclass(frozen=True)
class Formatted:
    """A text as shown: without markup, without white space at its ends."""

    text: str
    entities: tuple[Entity, ...] = ()


def message_text(text: str, parse_mode: str | None, entities: object) -> Formatted:
    """The text of a message: 1-4096 UTF-16 code units, not only white space.

    An empty parameter is `message text is empty`; one with nothing to see is `text must be non-empty`
    (fix_formatted_text in td/telegram/MessageEntity.cpp).
    """
    if not text:
        raise bad_request("Message text is empty")
    shown = formatted(text, parse_mode, entities)
    if not shown.text:
        raise bad_request("Text must be non-empty")
    if utf16_length(shown.text) > TEXT_LIMIT:
        raise bad_request("Message is too long")
    return shown


def caption_text(text: str | None, parse_mode: str | None, entities: object) -> Formatted:
    """The caption of a photo or document: 0-1024 UTF-16 code units."""
    shown = formatted(text or "", parse_mode, entities)
    if utf16_length(shown.text) > CAPTION_LIMIT:
        raise bad_request("Message caption is too long")
    return shown


def formatted(text: str, parse_mode: str | None, entities: object) -> Formatted:
    """The text after parsing; with a parse mode the entities are ignored, as the server does.

    Of the parse modes this server reads HTML only.
    """
    if len(text.encode("utf-8", "replace")) > BYTES_LIMIT:
        raise bad_request("Text is too long")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("Unsupported parse_mode")
        reader = HtmlReader(text).read()
        return trimmed(reader.text, reader.entities)
    given = [] if entities is None else _given(entities)
    _check(given, utf16_length(text))
    return trimmed(text, given)


def trimmed(text: str, entities: Sequence[Entity]) -> Formatted:
    """The text without spaces and line ends around it, its entities moved, what the server finds added."""
    right = text.rstrip(" \n")
    first = min((entity.offset for entity in entities), default=len(right))
    left = min(len(right) - len(right.lstrip(" \n")), first)
    shown = right[left:]
    end = utf16_length(shown)
    moved = [
        replace(entity, offset=entity.offset - left, length=min(entity.end - left, end) - (entity.offset - left))
        for entity in entities
        if entity.offset - left < end
    ]
    return Formatted(shown, tuple(with_found(shown, moved))) if shown.strip(" \n") else Formatted("")


def _given(entities: object) -> list[Entity]:
    read = [_entity(value) for value in list_of(entities, "Can't parse entities: expected an Array")]
    return in_order([entity for entity in read if entity.type not in FOUND])


def _entity(value: object) -> Entity:
    prefix = "Can't parse MessageEntity: "
    fields = object_of(value, "MessageEntity", _ENTITY_FIELDS, _EXTRA_FIELDS, prefix=prefix)
    kind = fields["type"]
    if kind not in STYLES | QUOTES | CODES | LINKS | FOUND:
        raise bad_request(f"{prefix}Unsupported type specified")
    extra = _EXTRA_OF.get(kind)
    if extra is not None and extra != "language" and extra not in fields:
        raise bad_request(f'{prefix}Can\'t find field "{extra}"')
    kept = ((extra, fields[extra]),) if extra is not None and extra in fields else ()
    return Entity(kind, fields["offset"], fields["length"], kept)


def _check(entities: Sequence[Entity], length: int) -> None:
    """Each entity lies within the text, and within or beside every other (#formatting-options)."""
    opened: list[Entity] = []
    for entity in entities:
        if entity.offset < 0 or entity.length <= 0:
            raise bad_request(f"Receive an entity with incorrect offset {entity.offset}")
        if entity.end > length:
            at = f"Entity beginning at UTF-16 offset {entity.offset}"
            raise bad_request(f"{at} ends after the end of the text at UTF-16 offset {entity.end}")
        opened = [other for other in opened if other.end > entity.offset]
        outer = nested_wrongly([other.type for other in opened], entity.type)
        crossed = any(other.end < entity.end for other in opened)
        if outer is not None or crossed:
            other = outer or opened[-1].type
            raise bad_request(f'Entity "{entity.type}" can\'t be nested in or cross "{other}"')
        opened.append(entity)
