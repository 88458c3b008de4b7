"""/health is 200 only when Prima can answer, and says why when it cannot; /metrics counts what happened."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import NetworkError
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.netutil import bind_sockets

from bot.answer import Answerer
from bot.answering import answerer_of
from bot.health import Health
from bot.metrics import Moment, page
from bot.prima import Place, Prima
from bot.wire import PersistentRequest
from knowledge_base.backup import write_backup
from knowledge_base.errors import BusyStoreError, ClosedStoreError, SettingsError, UnusableIndexError
from knowledge_base.settings import Backup, Operations, Settings
from knowledge_base.store import Desk
from tests.conftest import MORNING, Stage
from tests.test_wire import LOST, OK, URL, PlannedWire


def free_port() -> int:
    [socket] = bind_sockets(0, "127.0.0.1")
    port: int = socket.getsockname()[1]
    socket.close()
    return port


@asynccontextmanager
async def watched(
    settings: Settings, database: Path, load: Callable[[], Answerer], *, port: int | None = None
) -> AsyncIterator[tuple[Prima, Health]]:
    """A Prima with its doors open."""
    operations = Operations(port=free_port() if port is None else port)
    prima = Prima(settings.model_copy(update={"operations": operations}), Desk(database), load, lambda: MORNING)
    health = Health(prima, lambda: 3)
    health.open()
    try:
        yield prima, health
    finally:
        await health.close()
        prima.desk.close()


async def fetched(health: Health, path: str, method: str = "GET") -> HTTPResponse:
    address = f"http://127.0.0.1:{health.port}{path}"
    body = "x" if method == "POST" else None
    return await AsyncHTTPClient().fetch(address, method=method, body=body, raise_error=False)


async def said(health: Health) -> tuple[int, list[str]]:
    answer = await fetched(health, "/health")
    told = json.loads(answer.body)
    assert (told["status"] == "ok") == (answer.code == 200) == (told["problems"] == [])
    return answer.code, told["problems"]


async def test_health_is_ok_only_when_prima_can_answer(settings: Settings, answerer: Answerer, tmp_path: Path) -> None:
    may_load = threading.Event()

    def load() -> Answerer:
        may_load.wait()
        return answerer

    async with watched(settings, tmp_path / "prima.db", load) as (prima, health):
        try:
            assert await said(health) == (503, ["the model and the index are still being loaded"])
        finally:
            may_load.set()
        await prima.answerer()
        assert await said(health) == (200, [])


async def test_health_says_why_prima_cannot_answer(settings: Settings, tmp_path: Path) -> None:
    def load() -> Answerer:
        raise UnusableIndexError("there is no index here")

    async with watched(settings, tmp_path / "prima.db", load) as (prima, health):
        with pytest.raises(UnusableIndexError):
            await prima.answerer()
        assert await said(health) == (503, ["Prima cannot answer: there is no index here"])


async def test_a_prima_that_stops_while_it_loads_says_so_without_alarm(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk, may_load = Desk(tmp_path / "prima.db"), threading.Event()

    def load() -> Answerer:
        may_load.wait(10)
        return answerer_of(settings, desk)

    caplog.set_level(logging.INFO, "bot.prima")
    prima = Prima(settings, desk, load, lambda: MORNING)
    desk.close()
    may_load.set()
    with pytest.raises(ClosedStoreError):
        await prima.answerer()
    assert [(record.levelname, record.message) for record in caplog.records if record.name == "bot.prima"] == [
        ("INFO", "stopped before the index was loaded")
    ]


async def test_health_says_that_the_database_is_unusable(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> None:
    database = tmp_path / "prima.db"
    database.write_bytes(b"rusak" * 2_000)
    async with watched(settings, database, lambda: answerer) as (prima, health):
        await prima.answerer()
        code, problems = await said(health)
        assert code == 503
        assert len(problems) == 1
        assert "cannot be used as Prima's database" in problems[0]


async def test_health_says_that_the_database_does_not_answer(
    settings: Settings, answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.PATIENCE", 0.0)
    may_go_on = threading.Event()
    async with watched(settings, tmp_path / "prima.db", lambda: answerer) as (prima, health):
        await prima.answerer()
        busy = asyncio.create_task(prima.desk.do(lambda _: may_go_on.wait()))
        await asyncio.sleep(0)
        try:
            assert await said(health) == (503, ["the database does not answer within 0 seconds"])
        finally:
            may_go_on.set()
            await busy


async def test_nothing_else_is_served(settings: Settings, answerer: Answerer, tmp_path: Path) -> None:
    async with watched(settings, tmp_path / "prima.db", lambda: answerer) as (_, health):
        assert (await fetched(health, "/")).code == 404
        assert (await fetched(health, "/metrics/../config.yaml")).code == 404
        assert (await fetched(health, "/health", "POST")).code == 405


async def test_port_nought_serves_nothing(settings: Settings, answerer: Answerer, tmp_path: Path) -> None:
    async with watched(settings, tmp_path / "prima.db", lambda: answerer, port=0) as (_, health):
        assert health.port == 0


async def test_a_taken_port_is_named(settings: Settings, answerer: Answerer, tmp_path: Path) -> None:
    [taken] = bind_sockets(0, "127.0.0.1")
    port = taken.getsockname()[1]
    with pytest.raises(SettingsError, match=rf"operations.listen 127.0.0.1, operations.port {port}: cannot listen"):
        async with watched(settings, tmp_path / "prima.db", lambda: answerer, port=port):
            pass
    taken.close()


def counted(text: str) -> dict[str, float]:
    """Every figure of the page, by its name with labels."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def figures() -> dict[str, float]:
    return counted(page(Moment(0, 0.0, 0, 0.0)).decode())


async def test_metrics_count_questions_abstentions_and_the_index(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> None:
    place = Place(1, 1, None, "private")
    async with watched(settings, tmp_path / "prima.db", lambda: answerer) as (prima, health):
        before = counted((await fetched(health, "/metrics")).body.decode())
        for question in ("gmn ngadepin warga marah?", "apa itu gratifikasi?", "harga bitcoin hari ini", "halo"):
            await prima.ask(question, place)
        answer = await fetched(health, "/metrics")
    after = counted(answer.body.decode())

    def more(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert more('prima_questions_total{kind="answer"}') == 2
    assert more('prima_questions_total{kind="unknown"}') == 1
    assert more("prima_abstentions_total") == 1
    assert more("prima_answer_seconds_count") == 4
    assert after["prima_queue_updates"] == 3
    assert after["prima_index_notes"] == answerer.searcher.view().manifest.notes
    assert 0 < after["prima_index_age_seconds"] < 86_400
    assert not re.search("bitcoin|marah", answer.body.decode())


async def test_metrics_tell_how_old_the_newest_backup_is_whoever_made_it(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> None:
    kept = settings.model_copy(update={"backup": Backup(folder=str(tmp_path / "cadangan"))})
    async with watched(kept, tmp_path / "prima.db", lambda: answerer) as (_, health):
        assert math.isnan(counted((await fetched(health, "/metrics")).body.decode())["prima_backup_age_seconds"])
        (tmp_path / "cadangan").mkdir()
        (tmp_path / "cadangan" / "liburan.zip").write_bytes(b"PK bukan cadangan")
        assert math.isnan(counted((await fetched(health, "/metrics")).body.decode())["prima_backup_age_seconds"])
        write_backup(kept, tmp_path / "cadangan" / "sebelum-pembaruan.zip", datetime.now(UTC) - timedelta(hours=1))
        age = counted((await fetched(health, "/metrics")).body.decode())["prima_backup_age_seconds"]
        assert 3_590 < age < 7_200


async def test_metrics_count_retries() -> None:
    before = figures()["prima_telegram_retries_total"]
    await PersistentRequest(PlannedWire(LOST, (502, b""), OK), (0, 0, 0)).do_request(URL, "POST")
    assert figures()["prima_telegram_retries_total"] - before == 2


async def test_metrics_count_errors_by_type(stage: Stage) -> None:
    name = 'prima_errors_total{error="NetworkError"}'
    before = figures().get(name, 0)
    await stage.application.process_error(None, NetworkError("no route"))
    assert figures()[name] - before == 1


async def test_the_doors_open_and_close_with_the_bot(settings: Settings, answerer: Answerer, tmp_path: Path) -> None:
    async with watched(settings, tmp_path / "prima.db", lambda: answerer) as (prima, health):
        port = health.port
        await prima.answerer()
        assert (await fetched(health, "/metrics")).code == 200
    with pytest.raises(ConnectionRefusedError):
        await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/health")


def test_a_database_that_is_locked_for_long_is_not_called_full(tmp_path: Path) -> None:
    """Only what the disk refuses is."""
    with Desk(tmp_path / "prima.db") as desk:
        desk.do_now(lambda db: db.execute("PRAGMA busy_timeout=0"))
        other = sqlite3.connect(tmp_path / "prima.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyStoreError, match=r"prima\.db: another program keeps it locked; stop that one"):
            desk.do_now(
                lambda db: db.execute("insert into people (id, name, first_seen, last_seen) values (1, 'A', '', '')")
            )
        other.close()
