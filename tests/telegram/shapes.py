"""The shape of a JSON object that a bot sends: which fields, of which type.

The server says `Can't find field "text"` and `Field "text" must be of type String`; it ignores a field it does
not know. This server refuses an unknown field too, so that a misspelt one shows in a test.
"""

from collections.abc import Mapping
from typing import Any

from tests.telegram.errors import Json, bad_request

NAMES: Mapping[type, str] = {
    str: "String",
    int: "Number",
    float: "Number",
    bool: "Boolean",
    list: "Array",
    dict: "Object",
}

Fields = Mapping[str, type]


def object_of(
    value: object,
    name: str,
    required: Fields,
    optional: Fields | None = None,
    *,
    prefix: str = "",
) -> Json:
    """The value, when it is an object with these fields; refused otherwise, naming the object or the field."""
    if not isinstance(value, dict):
        raise bad_request(f"{prefix}{name} must be an Object")
    allowed = {**required, **(optional or {})}
    for field in required:
        if value.get(field) is None:
            raise bad_request(f'{prefix}Can\'t find field "{field}"')
    for field, content in value.items():
        if field not in allowed:
            raise bad_request(f'{prefix}{name} has no field "{field}"')
        if not is_of(content, allowed[field]):
            raise bad_request(f'{prefix}Field "{field}" must be of type {NAMES[allowed[field]]}')
    return value


def is_of(value: object, kind: type) -> bool:
    """Whether a decoded JSON value has this JSON type; a Boolean is no Number, an Integer is one."""
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, kind)


def list_of(value: object, refusal: str) -> list[Any]:
    """The value, when it is an array; refused with these words otherwise."""
    if not isinstance(value, list):
        raise bad_request(refusal)
    return value


def integer(value: object) -> int | None:
    """The integer that this text or number is, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.removeprefix("-").isascii() and value.removeprefix("-").isdigit():
        return int(value)
    return None
