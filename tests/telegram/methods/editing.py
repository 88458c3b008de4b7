"""Methods that change a message that is already there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tests.telegram.access import message_of, readable_chat, writable_chat
from tests.telegram.entities import Entity
from tests.telegram.errors import Json, bad_request
from tests.telegram.files import StoredFile
from tests.telegram.keyboards import checked_markup
from tests.telegram.messages import SERVICE, Message
from tests.telegram.parameters import Upload
from tests.telegram.rules import read_link_preview, read_reaction
from tests.telegram.shapes import object_of
from tests.telegram.text import caption_text, message_text

if TYPE_CHECKING:
    from tests.telegram.world import World

DELETABLE_SECONDS = 48 * 3600  # https://core.telegram.org/bots/api#deletemessage
_MEDIA: Mapping[str, type] = {
    "caption": str, "parse_mode": str, "caption_entities": list, "show_caption_above_media": bool, "has_spoiler": bool,
    "disable_content_type_detection": bool, "thumbnail": object,
}  # fmt: skip
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


class EditingMethods:
    """editMessageText, editMessageMedia, editMessageReplyMarkup, deleteMessage, setMessageReaction."""

    def __init__(self, world: "World") -> None:
        self.world = world

    async def edit_message_text(self, params: Json) -> Json | bool:
        """https://core.telegram.org/bots/api#editmessagetext; a keyboard that is not sent again goes away."""
        shown = message_text(params["text"], params.get("parse_mode"), params.get("entities"))
        preview = read_link_preview(params.get("link_preview_options"))
        message = self._editable(params)
        if message.media:
            raise bad_request("there is no text in the message to edit")
        self._change(message, shown.text, shown.entities, self._markup(params))
        message.link_preview = preview
        return self._answer(message)

    async def edit_message_media(self, params: Json) -> Json | bool:
        """https://core.telegram.org/bots/api#editmessagemedia: another photo or document, with its own caption.

        A message of text gets media by it too; one sent inline takes no new upload.
        """
        given = object_of(params["media"], "InputMedia", {"type": str, "media": object}, _MEDIA)
        if given["type"] not in {"photo", "document"}:
            raise bad_request("can't parse InputMedia: type of the media is invalid")
        shown = caption_text(given.get("caption"), given.get("parse_mode"), given.get("caption_entities"))
        message, uploaded = self._editable(params), isinstance(given["media"], Upload)
        if uploaded and message.inline_id is not None:
            raise bad_request("message can't be edited with uploaded media")
        media = self._stored(given["type"], given["media"]).media()
        if media != message.media:
            message.edited, message.media, message.link_preview = self.world.now, media, None
            message.text, message.entities, message.markup = shown.text, shown.entities, self._markup(params)
        else:
            self._change(message, shown.text, shown.entities, self._markup(params))
        return self._answer(message)

    def _stored(self, kind: str, source: Upload | str) -> StoredFile:
        if isinstance(source, Upload):
            return self.world.files.upload(kind, source.data, source.name, source.mime_type)
        return self.world.files.again(kind, source)

    async def edit_message_reply_markup(self, params: Json) -> Json | bool:
        """https://core.telegram.org/bots/api#editmessagereplymarkup."""
        message = self._editable(params)
        self._change(message, message.text, message.entities, self._markup(params))
        return self._answer(message)

    def _markup(self, params: Json) -> Json | None:
        markup = params.get("reply_markup")
        return None if markup is None else checked_markup(markup, inline_only=True)

    def _editable(self, params: Json) -> Message:
        """The bot's own message, by chat and id, or the message sent through an inline result of the bot."""
        if "inline_message_id" in params:
            return self._inline(params["inline_message_id"])
        if "chat_id" not in params:
            raise bad_request("chat_id is empty")
        if "message_id" not in params:
            raise bad_request("Message identifier is not specified")
        chat = writable_chat(self.world, params["chat_id"])
        message = message_of(chat, params["message_id"], "message to edit")
        if message.sender is not self.world.bot or message.kind in SERVICE or message.origin is not None:
            raise bad_request("message can't be edited")
        return message

    def _inline(self, inline_id: str) -> Message:
        messages = (message for chat in self.world.chats.values() for message in chat.messages.values())
        found = next((message for message in messages if message.inline_id == inline_id), None)
        if found is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return found

    def _change(self, message: Message, text: str, entities: Sequence[Entity], markup: Json | None) -> None:
        if (text, list(entities), markup) == (message.text, list(message.entities), message.markup):
            raise bad_request(UNCHANGED)
        message.text, message.entities, message.markup = text, entities, markup
        message.edited = self.world.now

    def _answer(self, message: Message) -> Json | bool:
        return message.to_json() if message.inline_id is None else True

    async def delete_message(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#deletemessage.

        Own messages and those of a private chat within 48 hours; as an administrator, every message of a group.
        """
        chat = readable_chat(self.world, params["chat_id"])
        message = message_of(chat, params["message_id"], "message to delete")
        if chat.status_of(self.world.bot) != "administrator":
            own = chat.is_private or message.sender is self.world.bot
            if not own or message.id == message.thread:
                raise bad_request("message can't be deleted")
            if self.world.now - message.date > DELETABLE_SECONDS:
                raise bad_request("message can't be deleted for everyone")
        message.deleted = True
        return True

    async def set_message_reaction(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setmessagereaction."""
        chat = writable_chat(self.world, params["chat_id"])
        message = message_of(chat, params["message_id"], "message to react")
        if message.kind in SERVICE:
            raise bad_request("message can't be reacted")
        message.reactions = read_reaction(params.get("reaction"))
        return True
