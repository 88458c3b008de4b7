"""What goes wrong, and how it is said.

    ApiError          the server refuses a call: error code, description, perhaps a number of seconds to wait
    ImpossibleError   a test asks a person for something that no Telegram app lets a person do

The descriptions are those of the public Bot API server (github.com/tdlib/telegram-bot-api, Client.cpp). Where
this server is stricter than that one, the function that refuses says so.
"""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """The server's refusal of one call, as https://core.telegram.org/bots/api#making-requests describes it."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    @property
    def body(self) -> Json:
        """The JSON object that the server answers."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class ImpossibleError(Exception):
    """No app would do this: pressing a button that is not there, writing in a group one is not in."""


def sentence(text: str) -> str:
    """The text as the server continues a sentence with it: small first letter, but BUTTON_DATA_INVALID as it is."""
    if len(text) > 1 and (text[1] == "_" or text[1].isupper()):
        return text
    return text[:1].lower() + text[1:]


def bad_request(text: str) -> ApiError:
    """400: the call itself is wrong."""
    return ApiError(400, f"Bad Request: {sentence(text)}")


def unauthorized() -> ApiError:
    """401: no bot has this token."""
    return ApiError(401, "Unauthorized")


def forbidden(text: str) -> ApiError:
    """403: the bot may not do this in this chat."""
    return ApiError(403, f"Forbidden: {text}")


def not_found(text: str = "") -> ApiError:
    """404: there is no such method or file."""
    return ApiError(404, f"Not Found: {text}" if text else "Not Found")


def conflict(text: str) -> ApiError:
    """409: two ways of receiving updates at once."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    """429: the bot must wait `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
