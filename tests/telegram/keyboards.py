"""The keyboard under a message: which one the server accepts, and how a person sees it.

https://core.telegram.org/bots/api#inlinekeyboardmarkup and the types after it; refusals in the words of
Client::get_inline_keyboard_button and td/telegram/ReplyMarkup.cpp.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.telegram.errors import Json, bad_request
from tests.telegram.shapes import is_of, list_of, object_of

BUTTONS_LIMIT = 100  # undocumented; the server answers REPLY_MARKUP_TOO_LONG to more
ROW_LIMIT = 8  # undocumented; apps show no more in one row
DATA_LIMIT = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton: callback_data, 1-64 bytes
PLACEHOLDER_LIMIT = 64  # https://core.telegram.org/bots/api#forcereply: input_field_placeholder, 1-64 characters

ACTIONS: Mapping[str, type] = {
    "url": str, "callback_data": str, "web_app": dict, "login_url": dict, "switch_inline_query": str,
    "switch_inline_query_current_chat": str, "switch_inline_query_chosen_chat": dict, "copy_text": dict,
    "callback_game": dict, "pay": bool,
}  # fmt: skip
LOOKS: Mapping[str, type] = {"icon_custom_emoji_id": str, "style": str}
REQUESTS: Mapping[str, type] = {
    "request_users": dict, "request_chat": dict, "request_contact": bool, "request_location": bool,
    "request_poll": dict, "web_app": dict,
}  # fmt: skip
KEYBOARD_FIELDS: Mapping[str, type] = {
    "is_persistent": bool, "resize_keyboard": bool, "one_time_keyboard": bool, "input_field_placeholder": str,
    "selective": bool,
}  # fmt: skip

INLINE = "Can't parse inline keyboard button: "
REPLY = "Can't parse keyboard button: "


class Button(NamedTuple):
    """A button as a person sees it: its label, and its callback data, link or inline query."""

    label: str
    target: str


def checked_markup(markup: object, *, inline_only: bool = False, private: bool = True) -> Json | None:
    """The markup, when it is exactly one valid keyboard, removal or forced reply; None when it holds no row."""
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup)
    if inline_only:
        raise bad_request("Inline keyboard expected")
    if "keyboard" in markup:
        return _reply_keyboard(markup, private=private)
    if markup.get("remove_keyboard") is True:
        return object_of(markup, "ReplyKeyboardRemove", {"remove_keyboard": bool}, {"selective": bool})
    if markup.get("force_reply") is True:
        optional: Mapping[str, type] = {"selective": bool, "input_field_placeholder": str}
        return _with_placeholder(object_of(markup, "ForceReply", {"force_reply": bool}, optional))
    raise bad_request("Reply markup must be a keyboard, its removal or a forced reply")


def buttons_of(markup: Json | None) -> list[list[Button]]:
    """The rows of buttons that the markup shows."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    return [[Button(button["text"], target_of(button)) for button in row] for row in rows]


def target_of(button: Json) -> str:
    """What the button carries: callback data, link, query, text to copy, or nothing."""
    for field in ACTIONS:
        if field in button:
            value = button[field]
            return value if isinstance(value, str) else str(value.get("url") or value.get("text") or "")
    return ""


def _inline_keyboard(markup: Json) -> Json | None:
    object_of(markup, "InlineKeyboardMarkup", {"inline_keyboard": list})
    rows = _rows(markup["inline_keyboard"], "inline_keyboard")
    for button in (button for row in rows for button in row):
        _check_inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def _reply_keyboard(markup: Json, *, private: bool) -> Json | None:
    object_of(markup, "ReplyKeyboardMarkup", {"keyboard": list}, KEYBOARD_FIELDS)
    rows = _rows(markup["keyboard"], "keyboard")
    for row in rows:
        row[:] = [{"text": button} if isinstance(button, str) else button for button in row]
        for button in row:
            object_of(button, "KeyboardButton", {"text": str}, {**REQUESTS, **LOOKS}, prefix=REPLY)
            if not button["text"]:
                raise bad_request("Keyboard button text must be non-empty")
            asked = [field for field in REQUESTS if button.get(field)]
            if len(asked) > 1:
                raise bad_request(f"{REPLY}exactly one of the optional fields must be used")
            if asked and not private:
                raise bad_request(f"Field {asked[0]} can be used in private chats only")
    return _with_placeholder({**markup, "keyboard": rows}) if rows else None


def _rows(keyboard: list[Any], field: str) -> list[list[Any]]:
    """The rows: arrays, none of them empty, of at most 8 buttons each and 100 together.

    The public server drops an empty row and breaks a long one; this server refuses both.
    """
    rows = [list_of(row, f'Field "{field}" must be an Array of Arrays') for row in keyboard]
    if any(not row for row in rows):
        raise bad_request(f'Field "{field}" must not hold an empty row')
    if any(len(row) > ROW_LIMIT for row in rows) or sum(len(row) for row in rows) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return rows


def _check_inline_button(button: Json) -> None:
    """A label, and exactly one action; the public server takes the first of several, this one refuses them."""
    object_of(button, "InlineKeyboardButton", {"text": str}, {**ACTIONS, **LOOKS}, prefix=INLINE)
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    actions = [field for field in ACTIONS if field in button]
    if not actions or button.get("callback_data") == "" or button.get("url") == "":
        raise bad_request(f"{INLINE}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"{INLINE}exactly one of the optional fields must be used, not {' and '.join(actions)}")
    if len(button.get("callback_data", "").encode()) > DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    for link in (button.get("url"), button.get("web_app", {}).get("url"), button.get("login_url", {}).get("url")):
        if link is not None and not is_link(link):
            raise bad_request(f"Inline keyboard button URL '{link}' is invalid: Wrong HTTP URL")


def is_link(url: object) -> bool:
    """Whether a button may open this: http, https or tg, with something after it and no space in it."""
    if not is_of(url, str):
        return False
    scheme, separator, rest = str(url).partition("://")
    known = scheme in {"http", "https", "tg"} and bool(separator)
    return known and bool(rest.strip("/?#")) and not any(character.isspace() for character in rest)


def _with_placeholder(markup: Json) -> Json:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= PLACEHOLDER_LIMIT:
        raise bad_request(f"Field input_field_placeholder must have 1-{PLACEHOLDER_LIMIT} characters")
    return markup
