"""A person with a Telegram app: what they send (`Speaker`), press, type after the bot's name, open and block."""

import re
from urllib.parse import parse_qs, urlsplit

from tests.telegram.accounts import PRESENT, Chat, member_json
from tests.telegram.errors import ImpossibleError, Json
from tests.telegram.messages import Message
from tests.telegram.queries import CallbackQuery, InlineQuery
from tests.telegram.speakers import Speaker
from tests.telegram.text import Formatted

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")  # https://core.telegram.org/bots/features#deep-linking


class Person(Speaker):
    """A person; get one with `world.user("Ani")`."""

    async def presses(self, message: Message, button: str) -> CallbackQuery:
        """Presses the inline button with this label, or else with this callback data, under the message.

        The query that comes back shows the bot's answer as soon as the bot has given it.
        """
        self._sees(message)
        if "inline_keyboard" not in (message.markup or {}):
            raise ImpossibleError(f"message {message.id} has no inline keyboard")
        rows: list[list[Json]] = (message.markup or {})["inline_keyboard"]
        buttons = [button for row in rows for button in row]
        pressed = next((item for item in buttons if item["text"] == button), None)
        pressed = pressed or next((item for item in buttons if item.get("callback_data") == button), None)
        if pressed is None:
            raise ImpossibleError(f"message {message.id} has no button {button!r}, only {message.labels}")
        if "callback_data" not in pressed:
            raise ImpossibleError(f"button {button!r} asks the bot nothing: {pressed}")
        return self._asks(message, pressed["callback_data"])

    async def forges(self, message: Message, data: str) -> CallbackQuery:
        """Sends callback data of their own making for a message, also for a deleted one, as a tampered app can."""
        return self._asks(message, data)

    async def types_inline(self, query: str, *, offset: str = "", chat_type: str = "sender") -> InlineQuery:
        """Types `@bot query` in some chat; the results that come back are what the app lists."""
        self.known = True
        asked = InlineQuery(self.world.new_query_id(), self, query=query, offset=offset, chat_type=chat_type)
        self.world.inline_queries[asked.id] = asked
        self.world.updates.put("inline_query", asked.to_json())
        return asked

    async def chooses(self, query: InlineQuery, result_id: str, *, chat: Chat | None = None) -> Message:
        """Sends the message of one listed result into a chat, by default into the one with the bot."""
        if result_id not in [result.id for result in query.results]:
            raise ImpossibleError(f"the app lists no result {result_id!r}")
        result = query.result(result_id)
        place = self.chat if chat is None else chat
        self.enters(place)
        message = self.world.stores(place, self, result.message, {})
        message.via, message.markup = self.world.bot, result.markup
        chosen: Json = {"result_id": result_id, "from": self.to_json(), "query": query.query}
        if result.markup is not None:
            message.inline_id = chosen["inline_message_id"] = f"inline-{query.id}-{result_id}"
        self.world.updates.put("chosen_inline_result", chosen)
        self.world.shows_bot("message", message)
        return message

    async def opens(self, link: str) -> Message:
        """Opens t.me/bot or t.me/bot?start=x and presses Start: the bot gets /start, or /start x."""
        url = urlsplit(link if "://" in link else f"https://{link}")
        start = parse_qs(url.query).get("start", [""])[0]
        if url.netloc not in {"t.me", "telegram.me"} or url.path.strip("/").lower() != self.world.username.lower():
            raise ImpossibleError(f"{link} is no link to @{self.world.username}")
        if _START.fullmatch(start) is None:
            raise ImpossibleError(f"Telegram passes no start parameter {start!r}")
        return await self.says(f"/start {start}" if start else "/start")

    async def reacts(self, message: Message, emoji: str | None) -> None:
        """Sets a reaction on a message, or takes it away; bots hear of it when they ask for message_reaction."""
        self._sees(message)
        new = [] if emoji is None else [{"type": "emoji", "emoji": emoji}]
        about: Json = {"chat": message.chat.to_json(), "message_id": message.id, "user": self.to_json()}
        change: Json = {"date": self.world.now, "old_reaction": [], "new_reaction": new}
        self.world.updates.put("message_reaction", about | change)

    async def blocks_bot(self) -> None:
        """Blocks the bot; the bot may not write to this person until they write again or unblock it."""
        self.blocked = True
        self._tells_status(self.chat, "member", "kicked")

    async def unblocks_bot(self) -> None:
        """Takes the block away."""
        self.blocked = False
        self._tells_status(self.chat, "kicked", "member")

    async def adds_bot(self, chat: Chat, status: str = "member") -> None:
        """Brings the bot into a group, as a member or as an administrator."""
        await self._sets_bot(chat, status)

    async def removes_bot(self, chat: Chat) -> None:
        """Takes the bot out of a group."""
        await self._sets_bot(chat, "kicked")

    async def joins(self, chat: Chat, status: str = "member") -> None:
        """Enters a group, as a member or as an administrator; the chat tells it to everyone."""
        chat.statuses[self.id], chat.members[self.id] = status, self
        self._announces(chat, {"new_chat_members": [self.to_json()]})

    async def leaves(self, chat: Chat) -> None:
        """Leaves a group; the chat tells it to everyone."""
        self._announces(chat, {"left_chat_member": self.to_json()})
        chat.statuses[self.id] = "left"

    async def _sets_bot(self, chat: Chat, status: str) -> None:
        self.enters(chat)
        old = chat.status_of(self.world.bot)
        chat.statuses[self.world.bot.id], chat.members[self.world.bot.id] = status, self.world.bot
        self._tells_status(chat, old, status)
        if old not in PRESENT and status in PRESENT:
            self._announces(chat, {"new_chat_members": [self.world.bot.to_json()]})

    def _announces(self, chat: Chat, service: Json) -> None:
        message = self.world.stores(chat, self, Formatted(""), service)
        self.world.shows_bot("message", message)

    def _tells_status(self, chat: Chat, old: str, new: str) -> None:
        change: Json = {"chat": chat.to_json(), "from": self.to_json(), "date": self.world.now}
        bot = self.world.bot
        statuses = {"old_chat_member": member_json(bot, old), "new_chat_member": member_json(bot, new)}
        self.world.updates.put("my_chat_member", change | statuses)

    def _asks(self, message: Message, data: str) -> CallbackQuery:
        query = CallbackQuery(self.world.new_query_id(), self, data=data, message=message)
        self.known = True
        self.world.callbacks[query.id] = query
        self.world.updates.put("callback_query", query.to_json())
        return query
