"""HTML of a message -> its text and entities, as strictly as the documentation words it.

https://core.telegram.org/bots/api#html-style: only the tags of `TAGS`; every <, > and & that is no tag or entity is
written as &lt; &gt; &amp;; the only named entities are &lt; &gt; &amp; &quot;; numeric ones are all supported.
The public server tolerates a bare > or &, an unknown entity and an unknown attribute, and shows them as they are or
drops them. This server refuses them: each is an unescaped text or a tag that does nothing.
"""

import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from tests.telegram.entities import Entity, in_order, nested_wrongly, utf16_length
from tests.telegram.errors import ApiError, bad_request

TAGS: Mapping[str, str] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler",
    "tg-spoiler": "spoiler", "a": "text_link", "tg-emoji": "custom_emoji", "code": "code", "pre": "pre",
    "blockquote": "blockquote",
}  # fmt: skip
ATTRIBUTES: Mapping[str, str] = {
    "a": "href", "span": "class", "code": "class", "tg-emoji": "emoji-id", "blockquote": "expandable",
}  # fmt: skip
NAMED: Mapping[str, str] = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[^\s>]*)(?P<rest>[^>]*)>")
_NAME = re.compile(r"<([^\s>]*)\s")
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=\"'>/]+)(?:\s*=\s*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)'))?")
_ENTITY = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]+));")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


@dataclass(frozen=True)
class Opened:
    """A start tag whose end tag has not come yet."""

    tag: str
    kind: str
    value: str
    offset: int


class HtmlReader:
    """Reads one HTML text from left to right; `text` and `entities` are the result after `read()`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[Entity] = []
        self.opened: list[Opened] = []
        self.position = 0

    def read(self) -> "HtmlReader":
        """Reads to the end, or raises `can't parse entities: ...` with the byte offset of the fault."""
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self._read_tag()
            elif character == "&":
                self._read_entity()
            elif character == ">":
                raise self._fault('Character ">" must be written as "&gt;"')
            else:
                self.text += character
                self.position += 1
        if self.opened:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        self.entities = in_order(self.entities)
        return self

    def _read_tag(self) -> None:
        tag = _TAG.match(self.source, self.position)
        if tag is None:
            if self.source.startswith("</", self.position):
                raise self._fault("Unclosed end tag")
            name = _NAME.match(self.source, self.position)
            if name is not None and name[1].lower() not in TAGS:
                raise self._fault(f'Unsupported start tag "{name[1].lower()}"')
            raise self._fault("Unclosed start tag")
        if tag["close"]:
            self._close(tag["name"].lower())
        else:
            self._open(tag["name"].lower(), tag["rest"])
        self.position = tag.end()

    def _open(self, tag: str, rest: str) -> None:
        if tag not in TAGS:
            raise self._fault(f'Unsupported start tag "{tag}"')
        value = self._attribute(tag, rest)
        kind = "expandable_blockquote" if tag == "blockquote" and value else TAGS[tag]
        kinds = [opened.kind for opened in self.opened]
        language_of_pre = tag == "code" and value and kinds[-1:] == ["pre"]
        outer = nested_wrongly(kinds[:-1] if language_of_pre else kinds, kind)
        if outer is not None:
            raise self._fault(f'Entity "{kind}" can\'t be nested in "{outer}"')
        self.opened.append(Opened(tag, kind, value, utf16_length(self.text)))

    def _attribute(self, tag: str, rest: str) -> str:
        """The value of the tag's one attribute; each of span, a and tg-emoji must have its attribute."""
        value = ""
        end = 0
        while (found := _ATTRIBUTE.match(rest, end)) is not None:
            if found["name"] != ATTRIBUTES.get(tag):
                raise self._fault(f'Unsupported attribute "{found["name"]}" in the tag "{tag}"')
            value = found["two"] or found["one"] or ("1" if tag == "blockquote" else "")
            end = found.end()
        if rest[end:].strip():
            raise self._fault(f'Empty attribute name in the tag "{tag}"')
        if tag == "span" and value != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"')
        if tag == "code" and value and not value.startswith("language-"):
            raise self._fault('Tag "code" must have a class that begins with "language-"')
        if tag == "tg-emoji" and not value.isdigit():
            raise _refusal("Invalid custom emoji identifier specified")
        if tag == "a" and not value:
            raise self._fault('Tag "a" must have the attribute "href"')
        return _ENTITY.sub(lambda entity: _decoded(entity) or entity[0], value)

    def _close(self, tag: str) -> None:
        if not self.opened:
            raise self._fault("Unexpected end tag")
        opened = self.opened.pop()
        if tag != opened.tag:
            at = f"Unmatched end tag at byte offset {self._byte_offset()}"
            raise _refusal(f'{at}, expected "</{opened.tag}>", found "</{tag}>"')
        length = utf16_length(self.text) - opened.offset
        if length == 0:
            return
        if opened.tag == "code" and self.opened and self.opened[-1].kind == "pre":
            outer = self.opened.pop()
            self.opened.append(Opened(outer.tag, outer.kind, opened.value.removeprefix("language-"), outer.offset))
        else:
            self.entities.append(_entity(opened, length))

    def _read_entity(self) -> None:
        entity = _ENTITY.match(self.source, self.position)
        if entity is None:
            raise self._fault('Character "&" must be written as "&amp;"')
        decoded = _decoded(entity)
        if decoded is None:
            raise self._fault(f'Unsupported HTML entity "{entity[0]}"')
        self.text += decoded
        self.position = entity.end()

    def _byte_offset(self) -> int:
        return len(self.source[: self.position].encode())

    def _fault(self, text: str) -> ApiError:
        return _refusal(f"{text} at byte offset {self._byte_offset()}")


def _refusal(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _decoded(entity: re.Match[str]) -> str | None:
    if entity["name"]:
        return NAMED.get(entity["name"])
    code = int(entity["decimal"]) if entity["decimal"] else int(entity["hex"], 16)
    if not 0 < code <= sys.maxunicode:
        return None
    return None if unicodedata.category(chr(code)) == "Cs" else chr(code)


def _entity(opened: Opened, length: int) -> Entity:
    user = _USER_LINK.fullmatch(opened.value)
    if opened.kind == "text_link" and user is not None:
        person = {"id": int(user[1]), "is_bot": False, "first_name": ""}
        return Entity("text_mention", opened.offset, length, (("user", person),))
    names = {"text_link": "url", "custom_emoji": "custom_emoji_id", "pre": "language"}
    if opened.kind in names and opened.value:
        return Entity(opened.kind, opened.offset, length, ((names[opened.kind], opened.value),))
    return Entity(opened.kind, opened.offset, length)
