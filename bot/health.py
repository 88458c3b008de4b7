"""HEALTH: /health and /metrics on a port of this machine, for those who watch over Prima.

Served by the event loop that serves people: when that is stuck, this is silent too.
"""

from __future__ import annotations

import asyncio
import json
import math
import socket
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime

from sqlite_utils import Database
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import metrics
from bot.answer import Answerer
from bot.prima import Prima
from indexer.snapshot import Manifest
from knowledge_base.backup_folder import moment_of, newest_backup
from knowledge_base.errors import PrimaError, SettingsError

PATIENCE = 5.0
"""Seconds that the database may take."""


class Health:
    """Whether Prima can answer now, and what it counted; `queue` tells how many updates wait."""

    def __init__(self, prima: Prima, queue: Callable[[], int]) -> None:
        self._prima = prima
        self._queue = queue
        self._server: HTTPServer | None = None
        self.port = 0
        """The port it listens on; 0 while it does not."""

    def open(self) -> None:
        """Listens where the settings say, if they do; raises SettingsError when that cannot be."""
        operations = self._prima.settings.operations
        if not operations.port:
            return
        try:
            family = socket.AF_INET6 if ":" in operations.listen else socket.AF_INET
            door = socket.create_server((operations.listen, operations.port), family=family)
        except OSError as error:
            where = f"operations.listen {operations.listen}, operations.port {operations.port}"
            raise SettingsError(f"{where}: cannot listen there: {error.strerror}") from error
        door.setblocking(False)
        self.port = door.getsockname()[1]
        given = {"health": self}
        doors = Application([("/health", _Health, given), ("/metrics", _Metrics, given)], log_function=lambda _: None)
        self._server = HTTPServer(doors, idle_connection_timeout=30, max_body_size=1024)
        self._server.add_socket(door)

    async def close(self) -> None:
        """Listens no more."""
        if self._server:
            self._server.stop()
            await self._server.close_all_connections()
        self.port = 0

    async def problems(self) -> list[str]:
        """Why Prima cannot answer now; empty when it can."""
        return [problem for problem in (_loading(self._prima.loading), await self._database()) if problem]

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._prima.desk.do(_asked)
        except TimeoutError:
            return f"the database does not answer within {PATIENCE:.0f} seconds"
        except PrimaError as error:
            return str(error)
        return ""

    async def page(self) -> bytes:
        """The metrics."""
        manifest = _manifest(self._prima.loading)
        newest = await asyncio.to_thread(newest_backup, self._prima.settings.backup_dir)
        backup_age = _age(moment_of(newest)) if newest else math.nan
        if manifest is None:
            return metrics.page(metrics.Moment(self._queue(), math.nan, 0, backup_age))
        age = _age(datetime.fromisoformat(manifest.created))
        return metrics.page(metrics.Moment(self._queue(), age, manifest.notes, backup_age))


def _age(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()


def _asked(db: Database) -> None:
    db.execute("select count(*) from (select 1 from notes limit 1)").fetchone()


def _loading(answerer: Future[Answerer]) -> str:
    """What keeps the answerer from answering; empty if nothing does."""
    if not answerer.done():
        return "the model and the index are still being loaded"
    error = answerer.exception()
    return f"Prima cannot answer: {error}" if error else ""


def _manifest(answerer: Future[Answerer]) -> Manifest | None:
    return None if _loading(answerer) else answerer.result().searcher.view().manifest


class _Door(RequestHandler):
    def initialize(self, health: Health) -> None:
        self.health = health
        self.set_header("Cache-Control", "no-store")


class _Health(_Door):
    async def get(self) -> None:
        """200 and `ok`, or 503 and why."""
        problems = await self.health.problems()
        self.set_status(503 if problems else 200)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"status": "unavailable" if problems else "ok", "problems": problems}))


class _Metrics(_Door):
    async def get(self) -> None:
        """The page that Prometheus reads."""
        page = await self.health.page()
        self.set_header("Content-Type", metrics.CONTENT_TYPE)
        self.finish(page)
