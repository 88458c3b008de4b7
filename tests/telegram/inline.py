"""Results of an inline query: which ones the server accepts (https://core.telegram.org/bots/api#inlinequeryresult)."""

from collections.abc import Mapping

from tests.telegram.errors import Json, bad_request
from tests.telegram.files import FileStore
from tests.telegram.keyboards import checked_markup
from tests.telegram.queries import InlineResult
from tests.telegram.rules import read_link_preview
from tests.telegram.shapes import list_of, object_of
from tests.telegram.text import Formatted, caption_text, message_text

RESULTS_LIMIT = 50  # https://core.telegram.org/bots/api#answerinlinequery: no more than 50 results per query
ID_LIMIT = 64  # https://core.telegram.org/bots/api#inlinequeryresultarticle: id, 1-64 bytes
OFFSET_LIMIT = 64  # https://core.telegram.org/bots/api#answerinlinequery: offset length can't exceed 64 bytes

PREFIX = "Can't parse inline query result: "
REQUIRED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "article": (("title", "input_message_content"), ()),
    "photo": (("photo_url", "thumbnail_url"), ("photo_file_id",)),
    "gif": (("gif_url", "thumbnail_url"), ("gif_file_id",)),
    "mpeg4_gif": (("mpeg4_url", "thumbnail_url"), ("mpeg4_file_id",)),
    "video": (("video_url", "mime_type", "thumbnail_url", "title"), ("video_file_id", "title")),
    "audio": (("audio_url", "title"), ("audio_file_id",)),
    "voice": (("voice_url", "title"), ("voice_file_id", "title")),
    "document": (("title", "document_url", "mime_type"), ("title", "document_file_id")),
    "location": (("latitude", "longitude", "title"), ()),
    "venue": (("latitude", "longitude", "title", "address"), ()),
    "contact": (("phone_number", "first_name"), ()),
    "game": (("game_short_name",), ()),
    "sticker": ((), ("sticker_file_id",)),
}
CONTENTS: tuple[tuple[str, ...], ...] = (
    ("message_text",),
    ("latitude", "longitude"),
    ("phone_number", "first_name"),
    ("title", "description", "payload", "currency", "prices"),
)
TEXT_CONTENT: Mapping[str, type] = {"parse_mode": str, "entities": list, "link_preview_options": dict}
ARTICLE: Mapping[str, type] = {
    "type": str, "id": str, "title": str, "input_message_content": dict, "reply_markup": dict, "url": str,
    "hide_url": bool, "description": str, "thumbnail_url": str, "thumbnail_width": int, "thumbnail_height": int,
}  # fmt: skip


def read_results(value: object, files: FileStore) -> list[InlineResult]:
    """The results, when there are at most 50, each valid and with an id of its own."""
    results = list_of(value, "Expected an Array of inline query results")
    if len(results) > RESULTS_LIMIT:
        raise bad_request("Too many inline query results specified")
    read = [_result(result, files) for result in results]
    if len({result.id for result in read}) != len(read):
        raise bad_request("RESULT_ID_DUPLICATE")
    return read


def check_next_offset(offset: str) -> None:
    """The offset for more results, at most 64 bytes."""
    if len(offset.encode()) > OFFSET_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")


def _result(value: object, files: FileStore) -> InlineResult:
    if not isinstance(value, dict):
        raise bad_request(f"{PREFIX}Inline query result must be an object")
    raw: Json = value
    for field in ("type", "id"):
        if not isinstance(raw.get(field), str):
            raise bad_request(f'{PREFIX}Can\'t find field "{field}"')
    if raw["type"] not in REQUIRED:
        raise bad_request(f'{PREFIX}type "{raw["type"]}" is unsupported for the inline query result')
    _check_fields(raw, files)
    if not 1 <= len(raw["id"].encode()) <= ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    markup = checked_markup(raw["reply_markup"], inline_only=True) if raw.get("reply_markup") else None
    title, description = str(raw.get("title", "")), str(raw.get("description", ""))
    return InlineResult(raw["id"], raw["type"], title, description, _message(raw), markup, raw)


def _check_fields(raw: Json, files: FileStore) -> None:
    """Every field that the type requires is there, as a link or as the id of a known file."""
    by_link, by_file = REQUIRED[raw["type"]]
    cached = next((field for field in by_file if field.endswith("_file_id") and field in raw), None)
    for field in by_file if cached or not by_link else by_link:
        if raw.get(field) in (None, ""):
            raise bad_request(f'{PREFIX}Can\'t find field "{field}"')
    if cached is not None:
        files.by_id(raw[cached])
    if raw["type"] == "article":
        object_of(raw, "InlineQueryResultArticle", {}, ARTICLE, prefix=PREFIX)


def _message(raw: Json) -> Formatted:
    """The message that choosing the result sends, held to the rules of any message."""
    content = raw.get("input_message_content")
    if content is None:
        return caption_text(raw.get("caption"), raw.get("parse_mode"), raw.get("caption_entities"))
    if not isinstance(content, dict) or not any(all(field in content for field in kind) for kind in CONTENTS):
        raise bad_request(f"{PREFIX}Input message content is not specified")
    if "message_text" not in content:
        return Formatted("")
    object_of(content, "InputTextMessageContent", {"message_text": str}, TEXT_CONTENT, prefix=PREFIX)
    read_link_preview(content.get("link_preview_options"))
    return message_text(content["message_text"], content.get("parse_mode"), content.get("entities"))
