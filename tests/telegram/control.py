"""The door for a person or a script outside the process: plays people over HTTP.

    POST /control/user      {"name": "Ani", "username"?, "language"?}
    POST /control/group     {"title": "Balai", "members": ["Ani"], "topics"?: {"7": "Layanan"}, "bot"?: "administrator"}
    POST /control/say       {"user": "Ani", "text": "halo", "chat"?: "Balai", "thread"?: 7, "reply_to"?: 12}
    POST /control/press     {"user": "Ani", "message": 5, "button": "Ya", "chat"?: "Balai"}
    POST /control/open      {"user": "Ani", "link": "t.me/prima_bot?start=x"}
    POST /control/inline    {"user": "Ani", "query": "kata", "wait"?: 5}
    GET  /control/messages?chat=Ani&after=3&wait=5      what stands in the chat; waits for a message of the bot
    GET  /control/calls                                 the calls of the bot

A user who is named and not there is made on first use; a chat is a user's name, a group's title or an id.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.web import RequestHandler

from tests.telegram.accounts import Chat
from tests.telegram.errors import ImpossibleError, Json
from tests.telegram.messages import Message
from tests.telegram.people import Person
from tests.telegram.world import World

Act = Callable[[Json], Awaitable[Json | list[Json]]]


class Control:
    """What each path of the door does; every method takes and gives JSON."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def user(self, asked: Json) -> Json:
        """A new person."""
        person = self.world.user(
            asked["name"], username=asked.get("username"), language_code=asked.get("language", "id")
        )
        return person.to_json()

    async def group(self, asked: Json) -> Json:
        """A new supergroup, a forum when it has topics."""
        members = [self._person(name) for name in asked.get("members", [])]
        topics = {int(thread): str(name) for thread, name in asked.get("topics", {}).items()}
        group = self.world.supergroup(asked["title"], members, topics=topics, bot=asked.get("bot", "member"))
        return group.to_json()

    async def say(self, asked: Json) -> Json:
        """A person writes."""
        chat = self._chat(asked["chat"]) if "chat" in asked else None
        person = self._person(asked["user"])
        replied = self._message(chat or person.chat, asked["reply_to"]) if "reply_to" in asked else None
        return shown(await person.says(asked["text"], chat=chat, thread=asked.get("thread"), reply_to=replied))

    async def press(self, asked: Json) -> Json:
        """A person presses a button; the answer comes when the bot has answered, or after `wait` seconds."""
        person = self._person(asked["user"])
        chat = self._chat(asked["chat"]) if "chat" in asked else person.chat
        query = await person.presses(self._message(chat, asked["message"]), asked["button"])
        await self._wait(lambda: query.answered, asked)
        return {"id": query.id, "answered": query.answered, "text": query.text, "alert": query.alert}

    async def open(self, asked: Json) -> Json:
        """A person opens a link to the bot."""
        return shown(await self._person(asked["user"]).opens(asked["link"]))

    async def inline(self, asked: Json) -> Json:
        """A person types after the bot's name; the answer comes when the bot has answered, or after `wait` seconds."""
        query = await self._person(asked["user"]).types_inline(asked["query"])
        await self._wait(lambda: query.answered, asked)
        results = [{"id": one.id, "title": one.title, "text": one.message.text} for one in query.results]
        return {"id": query.id, "answered": query.answered, "results": results}

    async def messages(self, asked: Json) -> list[Json]:
        """What stands in a chat after a message id; waits up to `wait` seconds for a message of the bot."""
        chat, after = self._chat(asked["chat"]), int(asked.get("after", 0))
        await self._wait(lambda: any(message.id > after for message in self.world.sent_to(chat)), asked)
        return [shown(message) for message in self.world.messages_in(chat) if message.id > after]

    async def calls(self, _: Json) -> list[Json]:
        """Every call of the bot."""
        refused = [None if call.error is None else call.error.description for call in self.world.calls]
        return [{"method": call.method, "error": error} for call, error in zip(self.world.calls, refused, strict=True)]

    async def _wait(self, true: Callable[[], object], asked: Json) -> None:
        try:
            await self.world.signal.until(true, seconds=float(asked.get("wait", 0)))
        except TimeoutError:
            return

    def _person(self, name: str | int) -> Person:
        for person in self.world.people.values():
            if str(name) in {str(person.id), person.first_name, person.username}:
                return person
        return self.world.user(str(name))

    def _chat(self, name: str | int) -> Chat:
        for chat in self.world.chats.values():
            if not chat.is_private and str(name) in {str(chat.id), chat.title, f"@{chat.username}"}:
                return chat
        return self._person(name).chat

    def _message(self, chat: Chat, message_id: int) -> Message:
        if int(message_id) not in chat.messages:
            raise ImpossibleError(f"no message {message_id} there")
        return chat.messages[int(message_id)]


def shown(message: Message) -> Json:
    """A message as people see it."""
    return {
        "message_id": message.id,
        "from": message.sender.full_name,
        "kind": message.kind,
        "text": message.text,
        "html": message.html,
        "buttons": [[list(button) for button in row] for row in message.buttons],
        "reply_to": None if message.reply_to is None else message.reply_to.id,
        "thread": message.thread,
    }


class ControlHandler(RequestHandler):
    """One path of the door."""

    def initialize(self, act: Act) -> None:
        """Tornado hands in what the path does."""
        self.act = act

    async def get(self) -> None:
        """The parameters are in the query."""
        await self._serve({name: self.get_query_argument(name) for name in self.request.query_arguments})

    async def post(self) -> None:
        """The parameters are a JSON object."""
        await self._serve(json.loads(self.request.body))

    async def _serve(self, asked: Json) -> None:
        self.set_header("Content-Type", "application/json")
        try:
            self.finish(json.dumps(await self.act(asked), ensure_ascii=False))
        except (ImpossibleError, KeyError) as fault:
            self.set_status(400)
            self.finish(json.dumps({"error": f"{type(fault).__name__}: {fault}"}))


def doors(world: World) -> list[tuple[str, type[ControlHandler], dict[str, Any]]]:
    """The paths of the door, for a tornado Application."""
    control = Control(world)
    acts: dict[str, Act] = {
        "user": control.user,
        "group": control.group,
        "say": control.say,
        "press": control.press,
        "open": control.open,
        "inline": control.inline,
        "messages": control.messages,
        "calls": control.calls,
    }
    return [(f"/control/{name}", ControlHandler, {"act": act}) for name, act in acts.items()]
