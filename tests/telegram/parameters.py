"""Every method this server knows, with its parameters, and the decoding of what comes over the wire.

Written from https://core.telegram.org/bots/api#available-methods (Bot API 10.0), one line a method:
`name parameter:type`, with `!` after the name of a required parameter. Business connections, paid posts and direct
messages of channels are left out. The public server ignores a parameter that it does not know; this one refuses it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.telegram.errors import Json, bad_request, not_found
from tests.telegram.shapes import integer

_SENT = (
    "message_thread_id:int disable_notification:bool protect_content:bool allow_paid_broadcast:bool "
    "message_effect_id:str reply_parameters:json reply_markup:json"
)
_CAPTION = "caption:str parse_mode:str caption_entities:json show_caption_above_media:bool"
_EDITED = "chat_id:chat message_id:int inline_message_id:str reply_markup:json"
_SCOPED = "scope:json language_code:str"

TABLE = f"""
getMe
getUpdates offset:int limit:int timeout:int allowed_updates:json
setWebhook url:str certificate:file ip_address:str max_connections:int allowed_updates:json drop_pending_updates:bool
    secret_token:str
deleteWebhook drop_pending_updates:bool
getWebhookInfo
setMyCommands commands!:json {_SCOPED}
getMyCommands {_SCOPED}
deleteMyCommands {_SCOPED}
setMyName name:str language_code:str
getMyName language_code:str
setMyDescription description:str language_code:str
getMyDescription language_code:str
setMyShortDescription short_description:str language_code:str
getMyShortDescription language_code:str
setChatMenuButton chat_id:int menu_button:json
getChatMenuButton chat_id:int
sendMessage chat_id!:chat text!:str parse_mode:str entities:json link_preview_options:json {_SENT}
sendPhoto chat_id!:chat photo!:file has_spoiler:bool {_CAPTION} {_SENT}
sendDocument chat_id!:chat document!:file thumbnail:file disable_content_type_detection:bool {_CAPTION} {_SENT}
forwardMessage chat_id!:chat from_chat_id!:chat message_id!:int message_thread_id:int video_start_timestamp:int
    disable_notification:bool protect_content:bool message_effect_id:str
copyMessage chat_id!:chat from_chat_id!:chat message_id!:int video_start_timestamp:int {_CAPTION} {_SENT}
editMessageText text!:str parse_mode:str entities:json link_preview_options:json {_EDITED}
editMessageMedia media!:media {_EDITED}
editMessageReplyMarkup {_EDITED}
deleteMessage chat_id!:chat message_id!:int
setMessageReaction chat_id!:chat message_id!:int reaction:json is_big:bool
sendChatAction chat_id!:chat action!:str message_thread_id:int
answerCallbackQuery callback_query_id!:str text:str show_alert:bool url:str cache_time:int
answerInlineQuery inline_query_id!:str results!:json cache_time:int is_personal:bool next_offset:str button:json
getFile file_id!:str
getChat chat_id!:chat
getChatMember chat_id!:chat user_id!:int
getChatMemberCount chat_id!:chat
getChatAdministrators chat_id!:chat return_bots:bool
leaveChat chat_id!:chat
"""

_MISSING: Mapping[str, str] = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "Message text is empty",
    "message_id": "Message identifier is not specified",
    "user_id": "Invalid user_id specified",
    "action": "Wrong parameter action in request",
    "file_id": "file_id not specified",
    "photo": "There is no photo in the request",
    "document": "There is no document in the request",
    "media": 'Parameter "media" is required',
}
_ATTACHED = re.compile(r'(?:^|(?<="))attach://([^"]+)')
_BOOLEANS: Mapping[str, bool] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Signature:
    """A method's name as documented, the types of its parameters, and those that it requires."""

    method: str
    types: Mapping[str, str]
    required: frozenset[str]


def _signature(line: str) -> Signature:
    method, *parameters = line.split()
    pairs = [parameter.split(":") for parameter in parameters]
    types = {name.removesuffix("!"): kind for name, kind in pairs}
    return Signature(method, types, frozenset(name[:-1] for name, _ in pairs if name.endswith("!")))


SIGNATURES: Mapping[str, Signature] = {
    signature.method.lower(): signature
    for signature in map(_signature, TABLE.replace("\n    ", " ").strip().splitlines())
}


def signature_of(method: str) -> Signature:
    """The method's signature; its name is read without regard to case, as the server does."""
    if method.lower() not in SIGNATURES:
        raise not_found("method not found")
    return SIGNATURES[method.lower()]


def decoded(signature: Signature, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Json:
    """The parameters by name, as the types that the method declares; a file is an Upload, a file id or a URL."""
    attached = {name for value in fields.values() for name in _ATTACHED.findall(value)}
    unknown = {*fields, *files} - set(signature.types) - attached
    if unknown:
        raise bad_request(f'unknown parameter "{min(unknown)}" of {signature.method}')
    for name in signature.types:
        if name in signature.required and not fields.get(name) and name not in files:
            raise bad_request(_MISSING.get(name, f'Parameter "{name}" is required'))
    values = {name: _value(name, signature.types[name], text, files) for name, text in fields.items() if text}
    direct = {name: upload for name, upload in files.items() if name not in attached}
    return {**{name: value for name, value in values.items() if name in signature.types}, **direct}


def _value(name: str, kind: str, text: str, files: Mapping[str, Upload]) -> object:
    if kind == "file" and text.startswith("attach://"):
        if text.removeprefix("attach://") not in files:
            raise bad_request(f"There is no {name} in the request")
        return files[text.removeprefix("attach://")]
    if kind == "media":
        return _media(text, files)
    if kind in {"str", "file"}:
        return text
    if kind == "chat" and text.startswith("@"):
        return text
    if kind == "json":
        return _json(name, text)
    value = _BOOLEANS.get(text.lower()) if kind == "bool" else integer(text)
    if value is None:
        raise bad_request(f'Parameter "{name}" must be {"a Boolean" if kind == "bool" else "an Integer"}')
    return value


def _media(text: str, files: Mapping[str, Upload]) -> object:
    """An InputMedia object whose `media` is what came with the call, or a file id, or a link."""
    media = _json("InputMedia", text)
    source = media.get("media") if isinstance(media, dict) else None
    if isinstance(media, dict) and isinstance(source, str) and source.startswith("attach://"):
        if source.removeprefix("attach://") not in files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return media | {"media": files[source.removeprefix("attach://")]}
    return media


def _json(name: str, text: str) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as fault:
        raise bad_request(f"Can't parse {name} JSON object") from fault
    return value
