"""The wire to Telegram: requests that outlast a lost connection, and log lines that never hold the token.

The waiting for updates has a wire of its own, which notices when Telegram no longer knows the token.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot import metrics

log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0)
"""Seconds between tries: an answer waits about two minutes for the network to come back."""


_ONCE = ContextVar("once", default=False)


@contextmanager
def sent_once() -> Iterator[None]:
    """What the block sends is never tried again: where the answer is lost, it might come twice."""
    before = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(before)


class PersistentRequest(BaseRequest):
    """Tries again what the network or Telegram's servers failed to do."""

    def __init__(self, wire: BaseRequest, pauses: Sequence[float] = PAUSES) -> None:
        self._wire = wire
        self._pauses = pauses
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """From now on nothing is tried again, for the program is asked to end."""
        self._leaving.set()

    @property
    def read_timeout(self) -> float | None:
        """The wire's own."""
        return self._wire.read_timeout

    async def initialize(self) -> None:
        """Opens the wire."""
        await self._wire.initialize()

    async def shutdown(self) -> None:
        """Closes the wire."""
        await self._wire.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """The server's status and body; raises NetworkError when every try has failed."""
        for pause in () if _ONCE.get() else self._pauses:
            if self._leaving.is_set():
                break
            try:
                status, body = await self._wire.do_request(url, method, request_data, *args, **kwargs)
                if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return status, body
                log.warning("Telegram answers %d; trying again in %.1f s", status, pause)
            except NetworkError as error:
                log.warning("no connection to Telegram (%s); trying again in %.1f s", type(error).__name__, pause)
            metrics.retried()
            await self._rest(pause)
        return await self._wire.do_request(url, method, request_data, *args, **kwargs)

    async def _rest(self, pause: float) -> None:
        """Waits for the next try, but not while the program is asked to end."""
        try:
            async with asyncio.timeout(pause):
                await self._leaving.wait()
        except TimeoutError:
            return


class UpdatesRequest(HTTPXRequest):
    """Waits for updates; notices when the token was revoked, after which python-telegram-bot would only look busy."""

    when_refused: Callable[[], None] | None = None
    refused = False
    """Whether Telegram no longer knows the token."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The server's status and body. After a refusal: calls `when_refused` once and waits for the program's end.

        The refusal itself, raised, would break off that end.
        """
        if self.refused:
            return HTTPStatus.OK, b'{"ok": true, "result": []}'
        status, body = await super().do_request(*args, **kwargs)
        if status == HTTPStatus.UNAUTHORIZED and self.when_refused:
            self.refused = True
            self.when_refused()
            await asyncio.get_running_loop().create_future()  # cancelled when the waiting for updates is ended
        return status, body


class WithoutSecrets(logging.Formatter):
    """Formats log lines, tracebacks included, with every secret taken out."""

    def __init__(self, pattern: str, secrets: Sequence[str]) -> None:
        super().__init__(pattern)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """The line, with `***` where a secret stood."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line
