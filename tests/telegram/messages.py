"""A message as it stands in a chat: what people see of it, and the Message object that the bot gets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.telegram.accounts import Account, Chat
from tests.telegram.entities import Entity
from tests.telegram.errors import Json
from tests.telegram.keyboards import Button, buttons_of
from tests.telegram.render import to_html

SERVICE = frozenset({"forum_topic_created", "new_chat_members", "left_chat_member"})


@dataclass(eq=False)
class Message:
    """One message; an edit or deletion changes this object, so a test that holds it sees what people see now.

    `text` is the text, or the caption of the media; `media` holds the fields that a plain text does not have,
    such as {"photo": [...]}; `thread` is the topic in a forum.
    """

    id: int
    chat: Chat
    sender: Account
    date: int
    text: str = ""
    entities: Sequence[Entity] = ()
    media: Json = field(default_factory=dict)
    markup: Json | None = None
    reply_to: "Message | None" = None
    thread: int | None = None
    edited: int | None = None
    deleted: bool = False
    protected: bool = False
    silent: bool = False
    origin: Json | None = None
    quote: str | None = None
    via: Account | None = None
    inline_id: str | None = None
    link_preview: Json | None = None
    reactions: list[Json] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`text`, or the name of the media: photo, document, sticker, voice, location, contact, ..."""
        return next(iter(self.media), "text")

    @property
    def html(self) -> str:
        """The text with its formatting as HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of buttons; each button equals the tuple (label, callback data or link)."""
        return buttons_of(self.markup)

    @property
    def labels(self) -> list[list[str]]:
        """The rows of button labels."""
        return [[button.label for button in row] for row in self.buttons]

    @property
    def root(self) -> "Message":
        """The first message of the chain of replies that this message ends."""
        return self if self.reply_to is None else self.reply_to.root

    def to_json(self, *, nested: bool = False) -> Json:
        """The Message object (#message); a message inside another carries no reply_to_message of its own."""
        message: Json = {
            "message_id": self.id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
            **self._place(),
            **self._content(),
        }
        replied = None if nested else self._replied()
        optional = {
            "reply_to_message": None if replied is None else replied.to_json(nested=True),
            "quote": None if self.quote is None else {"text": self.quote, "position": 0, "is_manual": True},
            "edit_date": self.edited,
            "forward_origin": self.origin,
            "has_protected_content": self.protected or None,
            "via_bot": None if self.via is None else self.via.to_json(),
            "link_preview_options": self.link_preview,
            "reply_markup": self.markup if self.markup and "inline_keyboard" in self.markup else None,
        }
        return message | {name: value for name, value in optional.items() if value is not None}

    def _place(self) -> Json:
        """The thread: of a topic in a forum, of a chain of replies in another supergroup.

        Only the first may be used as message_thread_id of a call (tdlib/telegram-bot-api issue 447).
        """
        if self.chat.is_forum and self.thread is not None:
            return {"message_thread_id": self.thread, "is_topic_message": True}
        if self.chat.type == "supergroup" and self.reply_to is not None:
            return {"message_thread_id": self.root.id}
        return {}

    def _replied(self) -> "Message | None":
        """The message replied to; in a topic, a message that is no reply points at the topic's creation."""
        if self.reply_to is None and self.thread is not None and self.id != self.thread:
            return self.chat.messages.get(self.thread)
        return None if self.reply_to is None or self.reply_to.deleted else self.reply_to

    def _content(self) -> Json:
        text, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
        content: Json = dict(self.media)
        if self.text:
            content[text] = self.text
        if self.entities:
            content[entities] = [entity.to_json() for entity in self.entities]
        return content

    def inaccessible_json(self) -> Json:
        """The InaccessibleMessage object, which stands for a message that the bot can no longer read."""
        return {"chat": self.chat.to_json(), "message_id": self.id, "date": 0}
