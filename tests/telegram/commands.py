"""The command menus of the bot: one list for each scope and language, as setMyCommands sets them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tests.telegram.errors import Json, bad_request
from tests.telegram.shapes import integer, list_of, object_of

COMMANDS_LIMIT = 100  # https://core.telegram.org/bots/api#setmycommands
NAME_LIMIT = 32  # https://core.telegram.org/bots/api#botcommand: 1-32 characters
DESCRIPTION_LIMIT = 256  # https://core.telegram.org/bots/api#botcommand: 1-256 characters

_NAME = re.compile(r"[a-z0-9_]+")  # #botcommand: lowercase English letters, digits and underscores
_LANGUAGE = re.compile(r"[a-z]{2}|")  # #setmycommands: a two-letter ISO 639-1 code, or empty
_SCOPES: Mapping[str, Mapping[str, type]] = {
    "default": {}, "all_private_chats": {}, "all_group_chats": {}, "all_chat_administrators": {},
    "chat": {"chat_id": object}, "chat_administrators": {"chat_id": object},
    "chat_member": {"chat_id": object, "user_id": int},
}  # fmt: skip


class Scope(NamedTuple):
    """For whom a list of commands is: a kind of chats, or one chat, or one person in it."""

    type: str = "default"
    chat_id: int | str | None = None
    user_id: int | None = None


class CommandLists:
    """Every list that the bot has set."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], dict[str, str]] = {}

    def set(self, scope: Scope, language: str, commands: dict[str, str]) -> None:
        """Puts a list in the place of the one for this scope and language."""
        self._lists[scope, language] = commands

    def delete(self, scope: Scope, language: str) -> None:
        """Removes the list of this scope and language."""
        self._lists.pop((scope, language), None)

    def of(
        self, kind: str = "default", *, chat_id: int | None = None, user_id: int | None = None, language: str = ""
    ) -> dict[str, str]:
        """Descriptions by command, exactly as set for this scope and language; empty when none are."""
        return self._lists.get((Scope(kind, chat_id, user_id), language), {})

    def as_json(self, scope: Scope, language: str) -> list[Json]:
        """The list as getMyCommands answers it."""
        commands = self._lists.get((scope, language), {})
        return [{"command": name, "description": text} for name, text in commands.items()]


def read_commands(value: object) -> dict[str, str]:
    """Descriptions by command name, when every command is valid.

    The public server takes a slash before the name away; this one refuses it, as the documentation does.
    """
    commands = list_of(value, "Expected an Array of BotCommand")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return dict(_command(command) for command in commands)


def _command(value: object) -> tuple[str, str]:
    fields: Mapping[str, type] = {"command": str, "description": str}
    command = object_of(value, "BotCommand", fields, prefix="Can't parse BotCommand: ")
    name, description = command["command"], command["description"].strip()
    if not name.strip():
        raise bad_request("Command must be non-empty")
    if len(name) > NAME_LIMIT:
        raise bad_request(f"Command length must not exceed {NAME_LIMIT}")
    if _NAME.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request(f"Command description length must not exceed {DESCRIPTION_LIMIT}")
    return name, description


def read_scope(value: object) -> Scope:
    """The scope; None is the default one. Its chat is checked by the caller."""
    prefix = "Can't parse BotCommandScope: "
    if value is None:
        return Scope()
    kind = value.get("type") if isinstance(value, dict) else None
    if isinstance(value, dict) and kind not in _SCOPES:
        raise bad_request(f"{prefix}Unsupported type specified")
    scope = object_of(value, "BotCommandScope", {"type": str, **_SCOPES.get(str(kind), {})}, prefix=prefix)
    chat = scope.get("chat_id")
    if isinstance(chat, str) and not chat.startswith("@"):
        chat = integer(chat)
    if "chat_id" in scope and not chat:
        raise bad_request(f"{prefix}Empty chat_id specified")
    if "user_id" in scope and scope["user_id"] <= 0:
        raise bad_request(f"{prefix}Invalid user_id specified")
    return Scope(scope["type"], chat, scope.get("user_id"))


def read_language(value: str | None) -> str:
    """The language code, empty for every language without a list of its own."""
    if _LANGUAGE.fullmatch(value or "") is None:
        raise bad_request("Invalid language code specified")
    return value or ""
