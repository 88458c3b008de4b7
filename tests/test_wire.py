"""The wire to Telegram: what is tried again and what is not, and a log that never holds a secret."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.wire import PersistentRequest, WithoutSecrets, sent_once
from knowledge_base.settings import ROOT

URL = "https://api.telegram.org/bot1:token/getMe"
TOKEN = "123456:AAE-made_up_Token"
LOST, LATE = NetworkError("no route"), TimedOut()
HOURS_LESS = 20
"""Seconds, never reached: without a limit a broken pause of an hour would hold the tests up."""
Outcome = tuple[int, bytes] | Exception


class PlannedWire(BaseRequest):
    """Does what it was told, call by call, and remembers how it was called; after the last it goes on with that."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self.called = asyncio.Event()
        self.opened = self.closed = False

    @property
    def read_timeout(self) -> float | None:
        return 7.5

    async def initialize(self) -> None:
        self.opened = True

    async def shutdown(self) -> None:
        self.closed = True

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        outcome = self.outcomes[min(len(self.calls), len(self.outcomes) - 1)]
        self.calls.append((args, kwargs))
        self.called.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


OK = (200, b'{"ok": true, "result": {"id": 1}}')


@pytest.mark.parametrize(
    "troubles",
    [[], [LOST], [LATE], [(500, b"")], [(502, b"<html>")], [(503, b""), LOST, LATE], [LOST] * 3],
)
async def test_lost_connections_and_server_errors_are_tried_again(troubles: list[Outcome]) -> None:
    wire = PlannedWire(*troubles, OK)
    assert await PersistentRequest(wire, (0, 0, 0)).do_request(URL, "POST") == OK
    assert len(wire.calls) == len(troubles) + 1


@pytest.mark.parametrize("trouble", [LOST, LATE, (502, b"")])
async def test_what_must_not_come_twice_is_sent_once_and_the_rest_as_ever(trouble: Outcome) -> None:
    once, ever = PlannedWire(trouble, OK), PlannedWire(trouble, OK)
    with sent_once():
        assert (
            await asyncio.gather(PersistentRequest(once, (0,)).do_request(URL, "POST"), return_exceptions=True)
        ) == [trouble]
    assert await PersistentRequest(ever, (0,)).do_request(URL, "POST") == OK
    assert (len(once.calls), len(ever.calls)) == (1, 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 429])
async def test_what_telegram_refuses_is_not_tried_again(status: int) -> None:
    wire = PlannedWire((status, b"{}"), OK)
    assert await PersistentRequest(wire, (0, 0, 0)).do_request(URL, "POST") == (status, b"{}")
    assert len(wire.calls) == 1


async def test_a_refusal_reaches_the_caller_as_the_librarys_own_error() -> None:
    refusal = PlannedWire((400, b'{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}'))
    with pytest.raises(BadRequest, match="Chat not found"):
        await PersistentRequest(refusal, (0, 0)).post(URL)
    flood = (429, b'{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": 3}}')
    flooded = PlannedWire(flood)
    with pytest.raises(RetryAfter):
        await PersistentRequest(flooded, (0, 0)).post(URL)
    assert len(refusal.calls) == len(flooded.calls) == 1


@pytest.mark.parametrize("pauses", [(), (0,), (0, 0, 0, 0)])
async def test_after_the_last_pause_the_last_failure_is_the_result(pauses: tuple[float, ...]) -> None:
    lost, broken = PlannedWire(LOST), PlannedWire((502, b"bad gateway"))
    with pytest.raises(NetworkError, match="no route"):
        await PersistentRequest(lost, pauses).do_request(URL, "POST")
    assert await PersistentRequest(broken, pauses).do_request(URL, "POST") == (502, b"bad gateway")
    assert len(lost.calls) == len(broken.calls) == len(pauses) + 1


async def test_what_is_no_failure_of_the_network_is_raised_at_once() -> None:
    wire = PlannedWire(ValueError("a bug"), OK)
    with pytest.raises(ValueError, match="a bug"):
        await PersistentRequest(wire, (0, 0)).do_request(URL, "POST")
    assert len(wire.calls) == 1


async def test_every_try_gets_the_same_arguments() -> None:
    wire = PlannedWire(LOST, (500, b""), OK)
    data = RequestData()
    await PersistentRequest(wire, (0, 0)).do_request(URL, "POST", data, 1.0, connect_timeout=2.0)
    assert wire.calls == [((URL, "POST", data, 1.0), {"connect_timeout": 2.0})] * 3


async def test_the_wire_below_is_opened_and_closed_and_keeps_its_timeout() -> None:
    wire = PlannedWire(OK)
    request = PersistentRequest(wire)
    assert request.read_timeout == 7.5
    async with request:
        assert (wire.opened, wire.closed) == (True, False)
    assert wire.closed


async def test_who_is_asked_to_end_tries_once_and_no_more() -> None:
    wire = PlannedWire(LOST)
    request = PersistentRequest(wire, (3_600,) * 3)
    request.leave()
    with pytest.raises(NetworkError):
        async with asyncio.timeout(HOURS_LESS):
            await request.do_request(URL, "POST")
    assert len(wire.calls) == 1


async def test_who_is_asked_to_end_while_waiting_does_not_wait_on() -> None:
    wire = PlannedWire(LOST, OK)
    request = PersistentRequest(wire, (3_600,) * 3)
    async with asyncio.timeout(HOURS_LESS):
        asking = asyncio.create_task(request.do_request(URL, "POST"))
        await wire.called.wait()
        request.leave()
        assert await asking == OK
    assert len(wire.calls) == 2


def logged(message: str, *args: object, secrets: Iterable[str] = (TOKEN,), **record: Any) -> str:
    """A line of the log."""
    made = logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, record.get("exc_info"))
    return WithoutSecrets("%(levelname)s %(name)s: %(message)s", list(secrets)).format(made)


def test_a_secret_is_taken_out_of_messages_and_arguments() -> None:
    assert logged(f"GET /bot{TOKEN}/getMe") == "ERROR bot: GET /bot***/getMe"
    assert logged("GET %s, again %s", URL.replace("1:token", TOKEN), TOKEN) == (
        "ERROR bot: GET https://api.telegram.org/bot***/getMe, again ***"
    )
    assert logged("%r", {"token": TOKEN}) == "ERROR bot: {'token': '***'}"


def test_a_secret_is_taken_out_of_tracebacks() -> None:
    def fail() -> None:
        raise NetworkError(f"cannot reach /bot{TOKEN}/getMe") from ValueError(TOKEN)

    try:
        fail()
    except NetworkError:
        line = logged("failed", exc_info=sys.exc_info())
    assert "Traceback" in line
    assert "cannot reach /bot***/getMe" in line
    assert TOKEN not in line


def test_every_secret_is_taken_out_and_an_empty_one_takes_nothing() -> None:
    assert logged("rahasia-1 dan rahasia-2", secrets=("rahasia-1", "", "rahasia-2")) == "ERROR bot: *** dan ***"
    assert logged("apa adanya", secrets=("",)) == "ERROR bot: apa adanya"


@given(some.text(max_size=30), some.text(alphabet="0123456789:ABCDEFabcdef_-", min_size=8, max_size=40))
def test_no_line_holds_a_secret(text: str, secret: str) -> None:
    assert secret not in logged("%s%s%s", text, secret, text, secrets=(secret,))


STARTS_LOGGING = f"""
import logging
from bot.logs import start_logging
start_logging(["{TOKEN}", ""])
logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot{TOKEN}/getMe")
logging.getLogger("bot.wire").info("token {TOKEN}")
logging.getLogger("httpx").warning("warning {TOKEN}")
"""


def test_the_log_of_a_program_holds_no_token_and_no_addresses() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTS_LOGGING], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ""
    assert [line.partition(" ")[2].partition(" ")[2] for line in done.stderr.splitlines()] == [
        "INFO bot.wire: token ***",
        "WARNING httpx: warning ***",
    ]
