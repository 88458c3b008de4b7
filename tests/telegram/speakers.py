"""What a person sends: text, pictures, voices, places, and later corrections."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import TYPE_CHECKING, NamedTuple

from tests.telegram.accounts import Account, Chat
from tests.telegram.entities import Entity
from tests.telegram.errors import ImpossibleError, Json
from tests.telegram.messages import SERVICE, Message
from tests.telegram.text import Formatted, trimmed

if TYPE_CHECKING:
    from tests.telegram.world import World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500"
    "01a5f645400000000049454e44ae426082"
)


class Place(NamedTuple):
    """Where a message goes: a chat, a topic in it, a message that it replies to, one that it forwards."""

    chat: Chat | None = None
    thread: int | None = None
    reply_to: Message | None = None
    origin: Json | None = None


@dataclass(eq=False, kw_only=True)
class Speaker(Account):
    """A person who writes to the bot, in private or in a group.

    `known`: the bot has met them; `started`: it may write to them; `blocked`: they have blocked it.
    """

    world: "World" = field(repr=False)
    started: bool = False
    blocked: bool = False
    known: bool = False

    def __post_init__(self) -> None:
        """Gives the person their private chat with the bot."""
        self.chat = Chat(self.id, "private", person=self)

    async def says(
        self,
        text: str,
        *,
        entities: Sequence[Entity] = (),
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Writes a text, in private or in `chat`; commands, mentions and links in it become entities by themselves.

        `entities` are what the app formats: Entity("bold", 0, 4).
        """
        return self._send(trimmed(text, entities), {}, Place(chat, thread, reply_to))

    async def sends_photo(
        self,
        caption: str = "",
        *,
        data: bytes = PNG,
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Sends a picture with a caption."""
        media = self.world.files.add("photo", data, "photo.jpg", "image/jpeg").media()
        return self._send(trimmed(caption, ()), media, Place(chat, thread, reply_to))

    async def sends_document(
        self,
        data: bytes | int = b"isi",
        *,
        name: str = "berkas.txt",
        caption: str = "",
        chat: Chat | None = None,
        thread: int | None = None,
    ) -> Message:
        """Sends a file; a number instead of data is the size of a file too large to send here."""
        content, size = (b"", data) if isinstance(data, int) else (data, len(data))
        mime_type = guess_type(name)[0] or "application/octet-stream"
        media = self.world.files.add("document", content, name, mime_type, size).media()
        return self._send(trimmed(caption, ()), media, Place(chat, thread))

    async def sends_sticker(self, emoji: str = "👍", *, chat: Chat | None = None, thread: int | None = None) -> Message:
        """Sends a sticker that stands for the emoji."""
        return self._send(Formatted(""), self.world.files.add("sticker", b"RIFF", emoji).media(), Place(chat, thread))

    async def sends_voice(
        self, data: bytes = b"OggS", *, chat: Chat | None = None, thread: int | None = None
    ) -> Message:
        """Sends a voice message."""
        return self._send(Formatted(""), self.world.files.add("voice", data, "voice").media(), Place(chat, thread))

    async def sends_location(
        self, latitude: float = -6.2, longitude: float = 106.8, *, chat: Chat | None = None
    ) -> Message:
        """Sends a point on the map."""
        place = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._send(Formatted(""), place, Place(chat))

    async def sends_contact(
        self, phone_number: str = "+62000000000", first_name: str = "Budi", *, chat: Chat | None = None
    ) -> Message:
        """Sends a contact of the address book."""
        contact = {"contact": {"phone_number": phone_number, "first_name": first_name}}
        return self._send(Formatted(""), contact, Place(chat))

    async def forwards(self, message: Message, *, chat: Chat | None = None) -> Message:
        """Forwards a message to the bot or into a group."""
        self._sees(message)
        shown = Formatted(message.text, tuple(message.entities))
        origin = message.origin or {
            "type": "user",
            "date": message.date,
            "sender_user": message.sender.to_json(),
        }
        return self._send(shown, dict(message.media), Place(chat, origin=origin))

    async def edits(self, message: Message, text: str) -> Message:
        """Changes the text or caption of an own message."""
        self._sees(message)
        if message.sender is not self:
            raise ImpossibleError(f"{self.full_name} did not write message {message.id}")
        shown = trimmed(text, ())
        message.text, message.entities, message.edited = shown.text, shown.entities, self.world.now
        self.world.shows_bot("edited_message", message)
        return message

    async def deletes(self, message: Message) -> None:
        """Deletes a message; bots are not told."""
        self._sees(message)
        message.deleted = True

    def _send(self, shown: Formatted, media: Json, place: Place) -> Message:
        chat = self.chat if place.chat is None else place.chat
        if not shown.text and not media:
            raise ImpossibleError("an app does not send an empty message")
        if place.thread is not None and place.thread not in chat.topics:
            raise ImpossibleError(f"{chat.title} has no topic {place.thread}")
        if place.reply_to is not None:
            self._sees(place.reply_to)
        self.enters(chat)
        message = self.world.stores(chat, self, shown, media)
        inherited = None if place.reply_to is None else place.reply_to.thread
        message.thread = inherited if place.thread is None else place.thread
        message.reply_to, message.origin = place.reply_to, place.origin
        self.world.shows_bot("message", message)
        return message

    def enters(self, chat: Chat) -> None:
        """Goes to the chat to do something there; a private chat begins, or a block ends, with that."""
        if not chat.is_private and not chat.has(self):
            raise ImpossibleError(f"{self.full_name} is not in {chat.title}")
        if chat.is_private and chat is not self.chat:
            raise ImpossibleError(f"{self.full_name} cannot write in the private chat of another person")
        self.known = True
        if chat.is_private:
            self.started, self.blocked = True, False

    def _sees(self, message: Message) -> None:
        if message.deleted:
            raise ImpossibleError(f"message {message.id} is deleted")
        if message.kind in SERVICE:
            raise ImpossibleError(f"message {message.id} is a service message")
        if message.chat is not self.chat and not message.chat.has(self):
            raise ImpossibleError(f"{self.full_name} does not see message {message.id}")
