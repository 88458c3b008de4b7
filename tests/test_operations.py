"""A running Prima in the hands of its operator: two at once, a revoked token, damage, doors for those who watch."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient

from knowledge_base.backup_folder import write_scheduled_backup
from knowledge_base.settings import Settings
from tests.processes import started
from tests.telegram import World
from tests.telegram.server import serving
from tests.test_process import FAILURES, GIFT, GIFT_TITLE, answer_to, free_port, settings_of


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own, with an index."""
    return shutil.copytree(settings.data_dir, tmp_path / "data", symlinks=True)


async def test_a_bot_is_watched_backed_up_and_alone_while_it_serves(data: Path, tmp_path: Path) -> None:
    world, port = World(), free_port()
    ani = world.user("Ani Kusumawardhani")
    doors = {"PRIMA_OPERATIONS__PORT": str(port), "PRIMA_OPERATIONS__LOG_FORMAT": "json"}
    async with serving(world) as base_url:
        settings = settings_of(world, base_url, data, **doors)
        async with started("bot", settings) as prima:
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            health = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/health")
            assert json.loads(health.body) == {"status": "ok", "problems": []}
            metrics = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/metrics")
            assert b'prima_questions_total{kind="answer"} 1.0' in metrics.body

            async with started("bot", settings) as second:
                assert await second.ends() == 1
            assert f"Prima already runs with {data} (process {prima.process.pid})" in second.output
            assert len(second.lines) == 1

            backup = tmp_path / "b.zip"
            async with started(f"knowledge_base backup {backup}", settings) as saver:
                assert await saver.ends() == 0, saver.output
            async with started(f"knowledge_base restore {backup}", settings) as restorer:
                assert await restorer.ends() == 1
            assert "stop that one first" in restorer.output
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            assert await prima.is_stopped() == 0
        async with started(f"knowledge_base restore {backup}", settings) as restorer:
            assert await restorer.ends() == 0, restorer.output
        assert "is as it was at" in restorer.output
    logged = [json.loads(line) for line in prima.lines]
    assert [line["request"][:1] for line in logged if line["message"].startswith("question ")] == ["u", "u"]
    assert world.token not in prima.output
    assert "Kusumawardhani" not in prima.output
    assert [failure for failure in FAILURES if failure in prima.output] == []


async def test_a_revoked_token_ends_the_bot_with_a_reason(data: Path) -> None:
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, started("bot", settings_of(world, base_url, data)) as prima:
        assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
        old, world.token = world.token, f"{world.bot.id}:{'z' * 35}"
        await ani.says(GIFT)  # ends the long poll; the next one is refused
        assert await prima.ends() == 1
    assert "Telegram no longer knows TELEGRAM_BOT_TOKEN: take the present one from @BotFather" in prima.lines[-1]
    assert old not in prima.output
    assert "was never" not in prima.output, "what was being done was brought to an end"


async def test_a_token_in_use_elsewhere_is_named(data: Path) -> None:
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, started("bot", settings_of(world, base_url, data)) as prima:
        assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
        elsewhere = asyncio.create_task(world.call("getUpdates", {"timeout": "1"}, {}))
        await prima.prints("another program uses this token")
        await asyncio.gather(elsewhere, return_exceptions=True)
        assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE), "it goes on when the other has ended"
        assert await prima.is_stopped() == 0
    assert "@BotFather" in prima.output
    assert world.token not in prima.output


async def test_a_damaged_database_keeps_a_bot_from_starting_and_names_the_newest_backup(
    data: Path, settings: Settings
) -> None:
    newest = write_scheduled_backup(settings.model_copy(update={"data_dir": data}), datetime.now(UTC))
    database = data / "prima.db"
    content = bytearray(database.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    database.write_bytes(content)
    world = World()
    async with serving(world) as base_url:
        variables = settings_of(world, base_url, data)
        async with started("bot", variables) as prima:
            assert await prima.ends() == 1
        assert len(prima.lines) == 1
        assert "prima.db: the database is damaged" in prima.output
        assert f"python -m knowledge_base restore FILE` (the newest is {newest})" in prima.output
        async with started(f"knowledge_base restore {newest}", variables) as restorer:
            assert await restorer.ends() == 0, restorer.output
        async with started("bot", variables) as prima:
            assert (await answer_to(world.user("Ani"), GIFT, prima)).text.startswith(GIFT_TITLE)
            assert await prima.is_stopped() == 0


async def test_a_port_for_watching_that_is_taken_is_said_in_one_line(data: Path) -> None:
    world = World()
    async with serving(world) as base_url:
        taken = base_url.rpartition(":")[2]
        async with started("bot", settings_of(world, base_url, data, PRIMA_OPERATIONS__PORT=taken)) as prima:
            assert await prima.ends() == 1
    said = [line for line in prima.lines if " INFO " not in line]
    assert len(said) == 1, prima.output
    assert f"operations.port {taken}: cannot listen there" in said[0]
