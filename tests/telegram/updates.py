"""Updates on their way to the bot: the queue, long polling over it, and the signal that something happened."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.telegram.errors import Json, bad_request, conflict

KINDS = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot", "guest_message",
})  # fmt: skip
BY_DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}  # #getupdates, allowed_updates


class Signal:
    """Lets anyone wait until something is true, looking again each time something happens."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Says that something happened."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def until(self, true: Callable[[], object], *, seconds: float | None = 5.0) -> None:
        """Returns as soon as `true()` is true; TimeoutError after `seconds`; None is for ever."""
        async with asyncio.timeout(seconds):
            while not true():
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.add(waiting)
                await waiting


@dataclass
class Webhook:
    """Where setWebhook asked for updates to be posted; an empty url means that they are fetched."""

    url: str = ""
    secret_token: str | None = None
    ip_address: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int = 0


class UpdateQueue:
    """Updates not yet confirmed, oldest first, with ids that grow by one."""

    def __init__(self, signal: Signal) -> None:
        self.pending: deque[Json] = deque()
        self.allowed = BY_DEFAULT
        self.explicit: list[str] | None = None
        self.webhook = Webhook()
        self._signal = signal
        self._last_id = 100_000_000
        self._poller: asyncio.Future[None] | None = None

    @property
    def polling(self) -> bool:
        """Whether a long poll is waiting."""
        return self._poller is not None

    def put(self, kind: str, content: Json) -> None:
        """Queues one update, unless the bot does not allow its kind."""
        if kind not in self.allowed:
            return
        self._last_id += 1
        self.pending.append({"update_id": self._last_id, kind: content})
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self._signal.fire()

    def take(self) -> Json | None:
        """The oldest update, confirmed; None when there is none."""
        return self.pending.popleft() if self.pending else None

    def drop(self) -> None:
        """Forgets every pending update (drop_pending_updates)."""
        self.pending.clear()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Which updates come from now on: None leaves it, an empty list is the default (#getupdates)."""
        if kinds is None:
            return
        asked = list(kinds)
        unknown = [kind for kind in asked if kind not in KINDS]
        if unknown:
            raise bad_request(f'unknown update type "{unknown[0]}" in allowed_updates')
        self.explicit = asked or None
        self.allowed = frozenset(asked) or BY_DEFAULT

    def confirm(self, offset: int) -> None:
        """Forgets the updates before `offset`; a negative one keeps that many of the last."""
        while offset < 0 and len(self.pending) > -offset:
            self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """What getUpdates answers: at once when there is something, else when it comes or time is up.

        A second poll ends the first with 409, as the server does with two running copies of a bot.
        """
        if self.webhook.url:
            way_out = "use deleteWebhook to delete the webhook first"
            raise conflict(f"can't use getUpdates method while webhook is active; {way_out}")
        self.abort_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        return list(self.pending)[:limit]

    async def _wait(self, seconds: int) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        self._signal.fire()
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def abort_poll(self, reason: str) -> None:
        """Ends a long poll that is waiting, with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(reason))
