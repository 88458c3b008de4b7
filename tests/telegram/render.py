"""A text and its entities -> the HTML that a bot would send to get them; what a test reads as `message.html`."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.telegram.entities import FOUND, Entity, utf16_length

TAGS: Mapping[str, str] = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote", "custom_emoji": "tg-emoji",
    "text_link": "a", "text_mention": "a",
}  # fmt: skip


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """The text with the tags of its formatting; mentions, commands and links the server found itself have none."""
    starts: dict[int, list[Entity]] = {}
    ends: dict[int, list[Entity]] = {}
    for entity in entities:
        if entity.type not in FOUND:
            starts.setdefault(entity.offset, []).append(entity)
            ends.setdefault(entity.end, []).insert(0, entity)
    html = ""
    offset = 0
    for character in text:
        html += "".join(_closing(entity) for entity in ends.get(offset, []))
        html += "".join(_opening(entity) for entity in starts.get(offset, []))
        html += escape(character, quote=False)
        offset += utf16_length(character)
    return html + "".join(_closing(entity) for entity in ends.get(offset, []))


def _opening(entity: Entity) -> str:
    extra = dict(entity.extra)
    match entity.type:
        case "text_link":
            return f'<a href="{escape(str(extra["url"]))}">'
        case "text_mention":
            return f'<a href="tg://user?id={extra["user"]["id"]}">'
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{extra["custom_emoji_id"]}">'
        case "expandable_blockquote":
            return "<blockquote expandable>"
        case "pre" if "language" in extra:
            return f'<pre><code class="language-{escape(str(extra["language"]))}">'
        case kind:
            return f"<{TAGS[kind]}>"


def _closing(entity: Entity) -> str:
    if entity.type == "pre" and "language" in dict(entity.extra):
        return "</code></pre>"
    return f"</{TAGS[entity.type]}>"
