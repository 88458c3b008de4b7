"""The rules for single values of a call, each with the paragraph of the documentation it comes from.

The rules for whole objects stand beside those objects: texts in `text` and `markup`, keyboards in `keyboards`,
command lists in `commands`, inline results in `inline`, uploads in `files`, names and types of parameters in
`parameters`, chats and messages that a call names in `access`.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from telegram.constants import ReactionEmoji

from tests.telegram.errors import Json, bad_request
from tests.telegram.keyboards import is_link
from tests.telegram.shapes import list_of, object_of

CHAT_ACTIONS = frozenset({  # https://core.telegram.org/bots/api#sendchataction
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
WEBHOOK_PORTS = frozenset({443, 80, 88, 8443})  # https://core.telegram.org/bots/api#setwebhook, notes
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook, secret_token
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")  # https://core.telegram.org/bots/api#inlinequeryresultsbutton
SECRET_LIMIT = 256
CALLBACK_TEXT_LIMIT = 200  # https://core.telegram.org/bots/api#answercallbackquery
LIMITS: Mapping[str, int] = {
    "name": 64,  # https://core.telegram.org/bots/api#setmyname
    "description": 512,  # https://core.telegram.org/bots/api#setmydescription
    "short_description": 120,  # https://core.telegram.org/bots/api#setmyshortdescription
}


def check_chat_action(action: str) -> None:
    """One of the documented actions (#sendchataction)."""
    if action not in CHAT_ACTIONS:
        raise bad_request("Wrong parameter action in request")


def check_about_bot(field: str, text: str) -> None:
    """Name, description and short description of the bot are not too long (#setmydescription)."""
    if len(text) > LIMITS[field]:
        raise bad_request(f"Bot {field.replace('_', ' ')} length must not exceed {LIMITS[field]}")


def check_callback_answer(text: str | None, url: str | None, username: str) -> None:
    """At most 200 characters; a link only to the bot itself with a start parameter (#answercallbackquery)."""
    if len(text or "") > CALLBACK_TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url is not None and not re.fullmatch(rf"https?://t\.me/{username}\?start=[A-Za-z0-9_-]{{1,64}}", url):
        raise bad_request("URL_INVALID")


def check_range(name: str, value: int, least: int, most: int) -> None:
    """A number within the documented bounds; the public server moves it to the nearest, this one refuses it."""
    if not least <= value <= most:
        raise bad_request(f'Parameter "{name}" must be between {least} and {most}')


def check_webhook(params: Json) -> None:
    """An https address on an allowed port, a valid secret, 1-100 connections, a valid address (#setwebhook).

    An http address is taken on this very machine only, as a server of one's own does (Using a Local Bot API Server).
    """
    url = urlsplit(params["url"])
    local = url.hostname in {"localhost", "127.0.0.1", "::1"}
    if not url.hostname or (url.scheme != "https" and not (local and url.scheme == "http")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not local and (url.port or 443) not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = params.get("secret_token")
    if secret is not None and SECRET.fullmatch(secret) is None:
        fault = "is too long" if len(secret) > SECRET_LIMIT else "contains unallowed characters"
        raise bad_request(f"secret token {fault}")
    check_range("max_connections", params.get("max_connections", 40), 1, 100)
    if "ip_address" in params:
        _check_address(params["ip_address"])


def _check_address(text: str) -> None:
    try:
        ip_address(text)
    except ValueError as fault:
        raise bad_request("bad webhook: IP address is invalid") from fault


def read_link_preview(value: object) -> Json | None:
    """The options of link previews, with documented fields only (#linkpreviewoptions)."""
    if value is None:
        return None
    names = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
    options = object_of(value, "LinkPreviewOptions", {}, {"url": str, **dict.fromkeys(names, bool)})
    if options.get("prefer_small_media") and options.get("prefer_large_media"):
        raise bad_request("link preview can't prefer small and large media at once")
    if "url" in options and not is_link(options["url"]):
        raise bad_request("Wrong HTTP URL specified")
    return options


def read_reaction(value: object) -> list[Json]:
    """At most one reaction, an emoji of the documented list (#setmessagereaction, #reactiontypeemoji)."""
    reactions = list_of([] if value is None else value, "Expected an Array of ReactionType")
    for reaction in reactions:
        fields: Mapping[str, type] = {"emoji": str, "custom_emoji_id": str}
        read = object_of(reaction, "ReactionType", {"type": str}, fields, prefix="Can't parse ReactionType: ")
        if read["type"] not in {"emoji", "custom_emoji"}:
            raise bad_request("Can't parse ReactionType: invalid reaction type specified")
        if read["type"] == "emoji" and read.get("emoji") not in set(ReactionEmoji):
            raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    return reactions


def read_menu_button(value: object) -> Json:
    """The menu button: the commands, a web app over https, or the default (#menubutton)."""
    if value is None:
        return {"type": "default"}
    prefix = "Can't parse menu button: "
    button = object_of(value, "MenuButton", {"type": str}, {"text": str, "web_app": dict}, prefix=prefix)
    if button["type"] in {"default", "commands"}:
        return object_of(button, "MenuButton", {"type": str}, prefix=prefix)
    if button["type"] != "web_app":
        raise bad_request(f"{prefix}MenuButton has unsupported type")
    object_of(button, "MenuButton", {"type": str, "text": str, "web_app": dict}, prefix=prefix)
    if not button["text"] or not str(button["web_app"].get("url", "")).startswith("https://"):
        raise bad_request("Menu button text and https URL must be non-empty")
    return button


def read_results_button(value: object) -> Json | None:
    """The button above inline results: a text and exactly one action (#inlinequeryresultsbutton)."""
    if value is None:
        return None
    prefix = "Can't parse inline query results button: "
    fields: Mapping[str, type] = {"start_parameter": str, "web_app": dict}
    button = object_of(value, "InlineQueryResultsButton", {"text": str}, fields, prefix=prefix)
    if ("start_parameter" in button) == ("web_app" in button) or not button["text"]:
        raise bad_request(f"{prefix}InlineQueryResultsButton must have exactly one optional field")
    if "start_parameter" in button and START_PARAMETER.fullmatch(button["start_parameter"]) is None:
        raise bad_request("START_PARAM_INVALID")
    return button
