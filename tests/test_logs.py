"""Log lines: text or JSON, each with its update, never with a secret or with anything of the people who ask."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.logs import JsonLines, Lines, request
from knowledge_base.settings import ROOT
from tests.conftest import Stage
from tests.telegram import network_error

TOKEN = "123456:AAE-made_up_Token"


def record(message: str, *args: object, error: bool = False) -> logging.LogRecord:
    trace = sys.exc_info() if error else None
    return logging.LogRecord("bot.prima", logging.WARNING, __file__, 1, message, args, trace)


def json_line(message: str, *args: object, error: bool = False) -> dict[str, str]:
    line = JsonLines([TOKEN]).format(record(message, *args, error=error))
    assert "\n" not in line
    assert TOKEN not in line
    read: dict[str, str] = json.loads(line)
    return read


def test_a_line_carries_the_update_that_it_belongs_to() -> None:
    lines = Lines([TOKEN])
    with request("u12"):
        assert lines.format(record("halo")).endswith(" WARNING bot.prima [u12]: halo")
        assert json_line("halo")["request"] == "u12"
        with request("u13"):
            assert "[u13]" in lines.format(record("halo"))
        assert "[u12]" in lines.format(record("halo"))
    assert lines.format(record("halo")).endswith(" WARNING bot.prima: halo")
    assert json_line("halo")["request"] == ""


async def test_updates_at_the_same_time_keep_their_ids_also_in_threads() -> None:
    async def handle(identity: str) -> str:
        with request(identity):
            await asyncio.sleep(0)
            return (await asyncio.to_thread(json_line, "halo"))["request"]

    names = [f"u{number}" for number in range(20)]
    assert await asyncio.gather(*map(handle, names)) == names


def test_json_tells_an_error_by_type_and_trace() -> None:
    def fail() -> None:
        raise ValueError(f"gagal di /bot{TOKEN}/getMe")

    try:
        fail()
    except ValueError:
        read = json_line("an update failed", error=True)
    assert read["error"] == "ValueError"
    assert read["message"].startswith("an update failed\nTraceback")
    assert "gagal di /bot***/getMe" in read["message"]
    assert (read["level"], read["logger"]) == ("WARNING", "bot.prima")
    assert read["time"].endswith("+00:00")


@given(some.text(max_size=40))
def test_any_text_is_one_json_line(text: str) -> None:
    assert json_line("%s%s", text, TOKEN)["message"] == text + "***"


@given(some.text(alphabet='0123456789:ABC"\\\u00e9', min_size=8, max_size=20))
def test_a_secret_that_json_would_escape_is_taken_out_too(secret: str) -> None:
    line = JsonLines([secret]).format(record("token %s", secret))
    assert json.loads(line)["message"] == "token ***"


STARTS = f"""
import logging
from bot.logs import request, start_logging
start_logging(["{TOKEN}", ""], "json")
with request("u7"):
    logging.getLogger("bot.wire").info("token {TOKEN}")
logging.getLogger("httpx").info("POST /bot{TOKEN}/getMe")
"""


def test_a_program_logs_json_when_told_so() -> None:
    done = subprocess.run([sys.executable, "-c", STARTS], cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stderr.splitlines()
    read = json.loads(line)
    assert (read["message"], read["request"], read["level"]) == ("token ***", "u7", "INFO")


async def test_the_log_of_a_conversation_names_updates_and_nobody(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    formatter = Lines([stage.world.token])
    lines: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda entry: lines.append(formatter.format(entry))  # type: ignore[method-assign]
    logging.getLogger("bot").addHandler(listener)
    ani = stage.world.user("Anindita Kusumawardhani")
    question = "gmn ngadepin warga bernama Zulkarnain yg marah di loket?"
    try:
        await ani.says(question)
        await stage.settle()
        stage.world.fails_next("sendMessage", times=100, with_=network_error)
        await ani.says("apa itu gratifikasi?")
        await stage.settle()
    finally:
        logging.getLogger("bot").removeHandler(listener)
    log = "\n".join(lines)
    assert "an update failed" in log
    answered = [line for line in lines if "question 1:" in line]
    assert len(answered) == 1
    assert "[u" in answered[0]
    for personal in ("Anindita", "Zulkarnain", "gratifikasi", str(ani.id), stage.world.token):
        assert personal not in log
