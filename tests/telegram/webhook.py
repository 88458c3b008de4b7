"""Posts updates to the webhook that the bot has set, one after another, as the server does."""

import asyncio
import json
from typing import TYPE_CHECKING

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

if TYPE_CHECKING:
    from tests.telegram.world import World

ATTEMPTS = 3  # https://core.telegram.org/bots/api#setwebhook: "a reasonable amount of attempts"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class WebhookPoster:
    """Carries the updates of one world to its webhook for as long as `run` runs."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self._client = AsyncHTTPClient(force_instance=True)

    async def run(self) -> None:
        """Posts each update as it comes; ends only by being cancelled."""
        updates = self.world.updates
        try:
            while True:
                await self.world.signal.until(lambda: updates.webhook.url and updates.pending, seconds=None)
                await self._post_first()
        finally:
            self._client.close()

    async def _post_first(self) -> None:
        """Posts the oldest update; it is confirmed by a 2xx answer, or given up after some attempts."""
        updates = self.world.updates
        update = updates.pending[0]
        for _ in range(ATTEMPTS):
            hook = updates.webhook
            if not hook.url:
                return
            fault = await self._post(hook.url, hook.secret_token, json.dumps(update).encode())
            if fault is None:
                break
            hook.last_error, hook.last_error_date = fault, self.world.now
        if updates.pending and updates.pending[0] is update:
            updates.take()
        self.world.signal.fire()

    async def _post(self, url: str, secret: str | None, body: bytes) -> str | None:
        """What was wrong with the webhook's answer, or None."""
        headers = {"Content-Type": "application/json"} | ({} if secret is None else {HEADER: secret})
        request = HTTPRequest(url, method="POST", headers=headers, body=body, connect_timeout=5, request_timeout=60)
        try:
            await self._client.fetch(request)
        except HTTPClientError as fault:
            return f"Wrong response from the webhook: {fault.code} {fault.message}"
        except OSError as fault:
            return fault.strerror or str(fault)
        return None


async def stopped(task: "asyncio.Task[None]") -> None:
    """Cancels the task and waits for its end."""
    task.cancel()
    await asyncio.wait({task})
