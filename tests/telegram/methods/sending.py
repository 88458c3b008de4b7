"""Methods that put a new message into a chat."""

from typing import TYPE_CHECKING

from tests.telegram.access import content_of, readable_chat, reply_of, thread_of, writable_chat
from tests.telegram.accounts import Chat
from tests.telegram.errors import Json
from tests.telegram.files import StoredFile
from tests.telegram.keyboards import checked_markup
from tests.telegram.messages import Message
from tests.telegram.parameters import Upload
from tests.telegram.rules import read_link_preview
from tests.telegram.text import Formatted, caption_text, message_text

if TYPE_CHECKING:
    from tests.telegram.world import World


class SendingMethods:
    """sendMessage, sendPhoto, sendDocument, forwardMessage, copyMessage."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def send_message(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#sendmessage."""
        shown = message_text(params["text"], params.get("parse_mode"), params.get("entities"))
        preview = read_link_preview(params.get("link_preview_options"))
        message = self._put(params, shown, {})
        message.link_preview = preview
        return message.to_json()

    async def send_photo(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#sendphoto."""
        return self._send_file("photo", params)

    async def send_document(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#senddocument."""
        return self._send_file("document", params)

    def _send_file(self, kind: str, params: Json) -> Json:
        shown = _caption(params)
        writable_chat(self.world, params["chat_id"])
        return self._put(params, shown, self._stored(kind, params[kind]).media()).to_json()

    def _stored(self, kind: str, source: Upload | str) -> StoredFile:
        if isinstance(source, Upload):
            return self.world.files.upload(kind, source.data, source.name, source.mime_type)
        return self.world.files.again(kind, source)

    async def forward_message(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#forwardmessage."""
        source = self._source(params, "forward")
        message = self._put(params, Formatted(source.text, tuple(source.entities)), dict(source.media))
        sender: Json = {"type": "user", "date": source.date, "sender_user": source.sender.to_json()}
        message.origin = source.origin or sender
        return message.to_json()

    async def copy_message(self, params: Json) -> Json:
        """https://core.telegram.org/bots/api#copymessage: the MessageId object."""
        source = self._source(params, "copy")
        given = source.media and "caption" in params
        shown = _caption(params) if given else Formatted(source.text, tuple(source.entities))
        return {"message_id": self._put(params, shown, dict(source.media)).id}

    def _source(self, params: Json, purpose: str) -> Message:
        writable_chat(self.world, params["chat_id"])
        return content_of(readable_chat(self.world, params["from_chat_id"]), params["message_id"], purpose)

    def _put(self, params: Json, shown: Formatted, media: Json) -> Message:
        """The new message, after everything that all sending methods check."""
        chat = writable_chat(self.world, params["chat_id"])
        markup = params.get("reply_markup")
        checked = None if markup is None else checked_markup(markup, private=chat.is_private)
        reply, quote = reply_of(self.world, chat, params)
        thread = _thread(chat, params, reply)
        message = self.world.stores(chat, self.world.bot, shown, media)
        message.markup, message.reply_to, message.quote, message.thread = checked, reply, quote, thread
        message.silent = params.get("disable_notification", False)
        message.protected = params.get("protect_content", False)
        return message


def _thread(chat: Chat, params: Json, reply: Message | None) -> int | None:
    """The topic asked for; without one, a reply goes to the topic of the message it replies to."""
    asked = thread_of(chat, params.get("message_thread_id"))
    return reply.thread if asked is None and reply is not None and reply.chat is chat else asked


def _caption(params: Json) -> Formatted:
    return caption_text(params.get("caption"), params.get("parse_mode"), params.get("caption_entities"))
