"""Telegram as one bot sees it: people, chats, messages, files, queries, and the calls that the bot makes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from tests.telegram.accounts import Account, Action, BotAccount, Chat
from tests.telegram.api import Api, Call, Result
from tests.telegram.commands import CommandLists
from tests.telegram.errors import ImpossibleError, Json
from tests.telegram.faults import Fault, Faults
from tests.telegram.files import FileStore
from tests.telegram.messages import SERVICE, Message
from tests.telegram.parameters import Upload
from tests.telegram.people import Person
from tests.telegram.text import Formatted
from tests.telegram.updates import Signal, UpdateQueue

if TYPE_CHECKING:
    from tests.telegram.queries import CallbackQuery, InlineQuery

BOT_ID = 7_000_000_001
BEGINNING = 1_767_225_600  # 2026-01-01 00:00:00 UTC


@dataclass(eq=False)
class World:
    """One bot's Telegram; everything happens in memory and at once."""

    username: str = "prima_bot"
    name: str = "Prima"
    privacy: bool = False
    token: str = field(default=f"{BOT_ID}:{'f' * 35}", repr=False)
    calls: list[Call] = field(default_factory=list, repr=False)
    actions: list[Action] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Begins on a fixed date with a bot and nobody else."""
        self.now = BEGINNING
        self.bot = BotAccount(
            BOT_ID, self.name, username=self.username, is_bot=True, token=self.token, privacy=self.privacy
        )
        self.signal = Signal()
        self.updates = UpdateQueue(self.signal)
        self.files = FileStore()
        self.faults = Faults()
        self.commands = CommandLists()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self._numbers = count(1)
        self._api = Api(self)

    def user(
        self,
        name: str,
        *,
        username: str | None = None,
        language_code: str | None = "id",
        user_id: int | None = None,
        started: bool = False,
    ) -> Person:
        """A new person, `"Ani"` or `"Ani Lestari"`.

        `started` means that the bot may write first, because they once pressed Start.
        """
        identity = 100_000 + next(self._numbers) if user_id is None else user_id
        first, _, last = name.partition(" ")
        person = Person(
            identity, first, last or None, username, language_code, world=self, started=started, known=started
        )
        self.people[identity], self.chats[identity] = person, person.chat
        return person

    def group(self, title: str, members: Sequence[Person] = (), *, bot: str | None = "member") -> Chat:
        """A basic group with these members; `bot` is the bot's status in it, None when it is not there."""
        return self._chat(Chat(-next(self._numbers) - 4000, "group", title), members, bot)

    def supergroup(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        topics: Mapping[int, str] | None = None,
        username: str | None = None,
        bot: str | None = "member",
    ) -> Chat:
        """A supergroup; with `topics` ({7: "Layanan"}) it is a forum, and 7 is the message_thread_id."""
        identity = -1_000_000_000_000 - next(self._numbers)
        chat = self._chat(Chat(identity, "supergroup", title, username, topics=dict(topics or {})), members, bot)
        for thread, name in chat.topics.items():
            created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            owner = next(iter(chat.members.values()))
            chat.messages[thread] = Message(thread, chat, owner, self.now, media=created, thread=thread)
        chat.last_message_id = max(chat.topics, default=0)
        return chat

    def _chat(self, chat: Chat, members: Sequence[Person], bot: str | None) -> Chat:
        owner = Account(99_000 + next(self._numbers), "Pemilik")
        for account, status in ((owner, "creator"), *((member, "member") for member in members)):
            chat.members[account.id], chat.statuses[account.id] = account, status
        if bot is not None:
            chat.members[self.bot.id], chat.statuses[self.bot.id] = self.bot, bot
        self.chats[chat.id] = chat
        return chat

    def sent_to(self, chat: Chat | Person, *, thread: int | None = None) -> list[Message]:
        """What the bot sent there and people still see, oldest first; with `thread`, in that topic only."""
        shown = [message for message in self.messages_in(chat) if message.sender is self.bot]
        return [message for message in shown if thread is None or message.thread == thread]

    def messages_in(self, chat: Chat | Person) -> list[Message]:
        """Every message that people still see there, the bot's and theirs, oldest first."""
        place = chat.chat if isinstance(chat, Person) else chat
        return [message for _, message in sorted(place.messages.items()) if not message.deleted]

    def last_to(self, chat: Chat | Person) -> Message:
        """The newest message of the bot there."""
        sent = self.sent_to(chat)
        if not sent:
            raise ImpossibleError("the bot has sent nothing there")
        return sent[-1]

    def calls_of(self, method: str) -> list[Json]:
        """The parameters of every call of one method, refused ones too."""
        return [call.params for call in self.calls if call.method == method]

    def passes(self, seconds: int) -> None:
        """Lets time pass on the server's clock."""
        self.now += seconds

    def fails_next(self, method: str, *, times: int = 1, with_: Fault) -> None:
        """Lets the next calls of a method fail; method "*" is any."""
        self.faults.add(method, times, with_)

    @contextmanager
    def offline(self) -> Iterator[None]:
        """No call reaches the server while this lasts."""
        self.faults.offline = True
        try:
            yield
        finally:
            self.faults.offline = False

    async def call(self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload] | None = None) -> Result:
        """One call of the Bot API: its result, an ApiError, or a fault that a test asked for."""
        return await self._api.call(method, fields, files or {})

    def stores(self, chat: Chat, sender: Account, shown: Formatted, media: Json) -> Message:
        """A new message in a chat; one second passes with it."""
        self.now += 1
        message = Message(chat.next_message_id(), chat, sender, self.now, shown.text, shown.entities, media)
        chat.messages[message.id] = message
        return message

    def shows_bot(self, kind: str, message: Message) -> None:
        """Queues the message for the bot, if the bot is there and its privacy mode lets it through.

        https://core.telegram.org/bots/features#privacy-mode: commands, replies to the bot, what names the bot, and
        service messages.
        """
        if not message.chat.has(self.bot):
            return
        hidden = self.privacy and not message.chat.is_private
        if hidden and message.chat.status_of(self.bot) != "administrator" and not self._is_for_bot(message):
            return
        self.updates.put(kind, message.to_json())

    def _is_for_bot(self, message: Message) -> bool:
        at = f"@{self.username}".lower()
        parts = [(entity.type, entity.of(message.text).lower()) for entity in message.entities]
        command = any(kind == "bot_command" and ("@" not in part or part.endswith(at)) for kind, part in parts)
        replied = message.reply_to is not None and message.reply_to.sender is self.bot
        named = ("mention", at) in parts or message.via is self.bot
        return command or replied or named or message.kind in SERVICE

    def new_query_id(self) -> str:
        """The id of a new callback query or inline query."""
        return f"{4_000_000_000 + next(self._numbers)}"
