"""A world with one of everything, on which the calls of `refused` are tried."""

import json
from collections.abc import Mapping
from typing import Any

from tests.telegram.messages import Message
from tests.telegram.world import World


class Stage:
    """`names` are the ids that a call can refer to as `$ani`, `$forum`, `$mine`, ..."""

    def __init__(self) -> None:
        self.world = World()
        self.ani = self.world.user("Ani", user_id=500, started=True)
        self.stranger = self.world.user("Tamu", user_id=501)
        self.silent = self.world.user("Diam", user_id=502)
        self.blocker = self.world.user("Blokir", user_id=503, started=True)
        self.group = self.world.group("Balai", [self.ani, self.silent])
        self.forum = self.world.supergroup("Forum", [self.ani], topics={7: "Layanan"})
        self.foreign = self.world.supergroup("Asing", [self.ani], bot=None)
        self.left = self.world.supergroup("Keluar", [self.ani])
        self.names: dict[str, object] = {
            "ani": self.ani.id,
            "stranger": self.stranger.id,
            "silent": self.silent.id,
            "blocker": self.blocker.id,
            "group": self.group.id,
            "forum": self.forum.id,
            "foreign": self.foreign.id,
            "left": self.left.id,
        }

    async def set(self) -> "Stage":
        """Plays what happened before the call that is tried."""
        await self.blocker.blocks_bot()
        await self.ani.removes_bot(self.left)
        old = await self.sent(text="dari minggu lalu")
        self.world.passes(7 * 24 * 3600)
        said = await self.ani.says("halo")
        talk = await self.silent.says("halo semua", chat=self.group)
        mine = await self.sent(text="lama", reply_markup={"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]})
        secret = await self.sent(text="rahasia", protect_content=True)
        document = await self.ani.sends_document(b"isi")
        large = await self.ani.sends_document(30_000_000)
        answered = await self.ani.presses(mine, "Ya")
        answered.answered = True
        press = await self.ani.presses(mine, "Ya")
        asked = await self.ani.types_inline("kata")
        messages = {"old": old, "said": said, "talk": talk, "mine": mine, "secret": secret, "file": document}
        self.names |= {name: message.id for name, message in messages.items()}
        self.names |= {"press": press.id, "answered": answered.id, "inline": asked.id}
        self.names |= {"document": document.media["document"]["file_id"], "large": large.media["document"]["file_id"]}
        return self

    async def sent(self, **params: object) -> Message:
        """A message that the bot sends to Ani."""
        await self.world.call("sendMessage", self.fields({"chat_id": "$ani", **params}))
        return self.world.last_to(self.ani)

    def fields(self, params: Mapping[str, Any]) -> dict[str, str]:
        """The parameters as texts, as they come over the wire, with the names filled in."""
        named = {name: self._named(value) for name, value in params.items()}
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in named.items()}

    def _named(self, value: object) -> object:
        if isinstance(value, str) and value.startswith("$"):
            return self.names[value[1:]]
        if isinstance(value, dict):
            return {name: self._named(part) for name, part in value.items()}
        return value
