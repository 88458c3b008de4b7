"""LOGS: lines on standard error, as text or JSON, each with the update that it belongs to; no secrets, no people."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from bot.wire import WithoutSecrets

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""What is being worked on, such as `u12` for Telegram's update 12; tasks and threads started meanwhile inherit it."""


@contextmanager
def request(identity: str) -> Iterator[None]:
    """Within the block, every log line carries this id."""
    token = REQUEST.set(identity)
    try:
        yield
    finally:
        REQUEST.reset(token)


class Lines(WithoutSecrets):
    """Text: `2026-11-21 08:30:00,000 INFO bot.prima [u12]: question 1: answer`."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(request)s: %(message)s", secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the request's id if there is one."""
        identity = REQUEST.get()
        record.request = f" [{identity}]" if identity else ""
        return super().format(record)


class JsonLines(WithoutSecrets):
    """One JSON object a line: time (ISO, UTC), level, logger, request, message with any trace, type of an error."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(message)s", secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The object; secrets are taken out before anything is escaped."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": REQUEST.get(),
            "message": super().format(record),
        }
        if record.exc_info and record.exc_info[0]:
            entry["error"] = record.exc_info[0].__name__
        return json.dumps(entry, ensure_ascii=False)


def start_logging(secrets: Sequence[str], form: Literal["text", "json"] = "text") -> None:
    """Logs to standard error, without secrets; httpx logs every address, which would be noise.

    What ends the start is raised and said in one line, so the traceback that python-telegram-bot logs is left out.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(secrets) if form == "json" else Lines(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "sentence_transformers"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("telegram.ext").addFilter(lambda record: not record.exc_info)
