"""A call that the server must refuse, and short ways to write one down; `$name` stands for an id of the `Stage`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.telegram.errors import Json


class Refused(NamedTuple):
    """One call that must be refused."""

    error: str
    method: str
    params: Mapping[str, Any]


def call(method: str, error: str, **params: object) -> Refused:
    """Any call."""
    return Refused(error, method, params)


def text(error: str, **more: object) -> Refused:
    """A message to Ani that is wrong in one parameter."""
    return Refused(f"Bad Request: {error}", "sendMessage", {"chat_id": "$ani", "text": "halo", **more})


def html(source: str, error: str) -> Refused:
    """A message to Ani whose HTML is wrong."""
    return text(f"can't parse entities: {error}", text=source, parse_mode="HTML")


def keys(error: str, *buttons: object) -> Refused:
    """A message to Ani with one row of buttons, one of which is wrong."""
    return text(error, reply_markup={"inline_keyboard": [list(buttons)]})


def edit(error: str, method: str = "editMessageText", **more: object) -> Refused:
    """A wrong edit of the bot's message to Ani."""
    content = {"text": "baru"} if method == "editMessageText" else {}
    return Refused(f"Bad Request: {error}", method, {"chat_id": "$ani", "message_id": "$mine", **content, **more})


def inline(error: str, results: object = (), **more: object) -> Refused:
    """A wrong answer to Ani's inline query."""
    params = {"inline_query_id": "$inline", "results": results, **more}
    return Refused(f"Bad Request: {error}", "answerInlineQuery", params)


def article(number: object = 1, **more: object) -> Json:
    """An inline result, right unless `more` makes it wrong."""
    content = {"message_text": "isi"}
    return {"type": "article", "id": str(number), "title": "Judul", "input_message_content": content} | more


def menu(error: str, *commands: tuple[str, str], **more: object) -> Refused:
    """A wrong list of commands."""
    listed = [{"command": name, "description": description} for name, description in commands]
    return Refused(f"Bad Request: {error}", "setMyCommands", {"commands": listed, **more})


def hook(error: str, **params: object) -> Refused:
    """A wrong webhook."""
    return Refused(f"Bad Request: {error}", "setWebhook", {"url": "https://prima.example/hook", **params})


def chat(error: str, chat_id: object, method: str = "getChat", **more: object) -> Refused:
    """A call for a chat that does not fit it."""
    return Refused(error, method, {"chat_id": chat_id, **more})
