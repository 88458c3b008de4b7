"""`doctor` tells every trouble apart and says what to do; in a chat it says the same in Indonesian."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.checks.connection import check_telegram
from bot.checks.machine import check_instance, check_permissions, of_space
from bot.checks.stored import check_backup, check_index, check_model, check_store
from bot.doctor import examine, report
from bot.finding import Finding
from knowledge_base.backup_folder import write_scheduled_backup
from knowledge_base.instance import only_instance
from knowledge_base.notes import save_note
from knowledge_base.settings import ROOT, Backup, Embedding, Secrets, Settings, Telegram
from knowledge_base.store import opened
from tests.makers import note
from tests.processes import surroundings
from tests.telegram import World, network_error, server_error
from tests.telegram.server import serving

FOREIGN = f"7000000001:{'g' * 35}"


@pytest.fixture
def whole(settings: Settings, tmp_path: Path) -> Settings:
    """Settings over data of the test's own, as a build leaves them."""
    folder = shutil.copytree(settings.data_dir, tmp_path / "data", symlinks=True)
    folder.chmod(0o700)
    return settings.model_copy(update={"data_dir": folder})


async def asked(base_url: str, token: str | None, now: datetime | None = None) -> dict[str, Finding]:
    """Findings about Telegram, by check; no message holds the token."""
    found = await asyncio.to_thread(check_telegram, base_url, token, now or datetime.now(UTC))
    assert not token or not any(token in each.message + each.pesan for each in found)
    return {each.check: each for each in found}


def levels(found: dict[str, Finding]) -> dict[str, str]:
    return {check: finding.level for check, finding in found.items()}


class Answering(RequestHandler):
    """A web server that is not Telegram."""

    def initialize(self, status: int, body: str) -> None:
        self.status, self.body = status, body

    def get(self) -> None:
        self.set_status(self.status)
        self.finish(self.body)


@asynccontextmanager
async def other_server(status: int, body: str) -> AsyncIterator[str]:
    given = {"status": status, "body": body}
    sockets = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(Application([(".*", Answering, given)], log_function=lambda _: None))
    server.add_sockets(sockets)
    try:
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}/bot"
    finally:
        server.stop()
        await server.close_all_connections()


# --- Telegram ------------------------------------------------------------------------------------------------------


async def test_a_good_token_is_named_by_its_bot() -> None:
    world = World()
    async with serving(world) as base_url:
        found = await asked(f"{base_url}/bot", world.token)
    assert levels(found) == {"network": "ok", "token": "ok", "clock": "ok"}
    assert "@prima_bot" in found["token"].message


async def test_absent_malformed_and_revoked_tokens_are_told_apart() -> None:
    world = World()
    async with serving(world) as base_url:
        absent = await asked(f"{base_url}/bot", None)
        malformed = await asked(f"{base_url}/bot", "bukan token")
        revoked = await asked(f"{base_url}/bot", FOREIGN)
    said = [found["token"].message for found in (absent, malformed, revoked)]
    assert {levels(found)["token"] for found in (absent, malformed, revoked)} == {"error"}
    assert {levels(found)["network"] for found in (absent, malformed, revoked)} == {"ok"}
    for message, words in zip(said, ("is not set", "does not have the form", "it was revoked"), strict=True):
        assert words in message
        assert "@BotFather" in message


async def test_a_network_that_is_down_is_not_the_tokens_fault() -> None:
    [socket] = bind_sockets(0, "127.0.0.1")
    closed = f"http://127.0.0.1:{socket.getsockname()[1]}/bot"
    socket.close()
    world = World()
    async with serving(world) as base_url:
        world.fails_next("getMe", with_=network_error)
        for found in (await asked(closed, world.token), await asked(f"{base_url}/bot", world.token)):
            assert levels(found) == {"network": "error", "token": "warning"}
            assert "check the connection" in found["network"].message
    assert levels(await asked(closed, None)) == {"network": "error", "token": "error"}
    assert levels(await asked("http://[tidak-ada", world.token))["network"] == "error"


async def test_trouble_at_telegram_is_a_warning() -> None:
    world = World()
    async with serving(world) as base_url:
        world.fails_next("getMe", with_=server_error(502))
        found = await asked(f"{base_url}/bot", world.token)
    assert levels(found) == {"network": "warning", "token": "warning", "clock": "ok"}


@pytest.mark.parametrize(("status", "body"), [(200, "<html>"), (200, "[]"), (404, "nginx"), (302, ""), (200, "{}")])
async def test_a_server_that_is_not_telegram_is_named(status: int, body: str) -> None:
    async with other_server(status, body) as base_url:
        found = await asked(base_url, FOREIGN)
    assert found["token"].level == "error"
    assert f"telegram.base_url is no Bot API (it answers {status})" in found["token"].message


@pytest.mark.parametrize(
    ("ahead", "level", "words"),
    [
        (0, "ok", "agrees"), (20, "ok", "agrees"), (45, "warning", "ahead of"), (-45, "warning", "behind"),
        (4_000, "error", "ahead of"), (-86_400, "error", "behind"),
    ],
)  # fmt: skip
async def test_the_clock_is_compared_with_telegrams(ahead: int, level: str, words: str) -> None:
    world = World()
    async with serving(world) as base_url:
        found = await asked(f"{base_url}/bot", world.token, datetime.now(UTC) + timedelta(seconds=ahead))
    assert found["clock"].level == level
    assert words in found["clock"].message


def test_a_token_is_never_shown_when_telegram_cannot_be_reached() -> None:
    """The address that was tried, which errors and log lines of the library may name, holds it."""
    command = [sys.executable, "-m", "bot", "doctor"]
    variables = {"TELEGRAM_BOT_TOKEN": FOREIGN, "PRIMA_TELEGRAM__BASE_URL": "http://127.0.0.1:1/bot"}
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(variables), capture_output=True, text=True, check=False, timeout=60
    )
    assert FOREIGN not in done.stdout + done.stderr
    assert "Telegram cannot be reached" in done.stdout


# --- what is stored ------------------------------------------------------------------------------------------------


def test_whole_data_are_whole(whole: Settings) -> None:
    now = datetime.now(UTC)
    found = [check_store(whole), check_model(whole), *check_index(whole, now)]
    assert {each.check: each.level for each in found} == {
        "database": "ok", "model": "ok", "index": "ok", "notes": "ok",
    }  # fmt: skip


def test_a_damaged_database_points_to_restore(whole: Settings) -> None:
    content = bytearray(whole.database.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    whole.database.write_bytes(content)
    found = check_store(whole)
    assert found.level == "error"
    assert "python -m knowledge_base restore FILE" in found.message
    assert "python -m knowledge_base restore BERKAS" in found.pesan
    whole.database.write_bytes(b"bukan basis data")
    assert "restore" in check_store(whole).message


def test_a_missing_a_locked_a_newer_and_an_older_database_are_told_apart(whole: Settings) -> None:
    with opened(whole.database) as db, db.atomic():
        found = check_store(whole)
        assert (found.level, "locked" in found.message) == ("error", True)
    with opened(whole.database) as db:
        db.table("_sqlite_migrations").insert({"migration_set": "prima", "name": "999_later", "applied_at": ""})
    assert "a newer Prima wrote it" in check_store(whole).message
    with opened(whole.database) as db:
        db.execute("delete from _sqlite_migrations where name > '003_questions'")
    found = check_store(whole)
    assert (found.level, "an older Prima wrote it" in found.message) == ("warning", True)
    with opened(whole.database.with_name("lain.db")) as db:
        db.execute("delete from _sqlite_migrations")
    whole.database.with_name("lain.db").replace(whole.database)
    assert "is not Prima's" in check_store(whole).message
    whole.database.unlink()
    found = check_store(whole)
    assert (found.level, "there is none yet" in found.message) == ("error", True)


def test_notes_that_changed_since_the_build_are_noticed(whole: Settings) -> None:
    with opened(whole.database) as db:
        save_note(db, note("catatan-baru"))
    found = {each.check: each for each in check_index(whole, datetime.now(UTC))}
    assert levels(found) == {"index": "ok", "notes": "warning"}
    assert "run `python -m indexer build`" in found["notes"].message


def test_an_index_that_cannot_be_used_is_an_error(whole: Settings, tmp_path: Path) -> None:
    model = shutil.copytree(whole.model, tmp_path / "model")
    (model / "tambahan.txt").write_text("model lain")
    other = whole.model_copy(update={"embedding": Embedding(model=str(model))})
    (found,) = check_index(other, datetime.now(UTC))
    assert (found.level, "was built with another model" in found.message) == ("error", True)
    shutil.rmtree(whole.index_dir)
    (found,) = check_index(whole, datetime.now(UTC))
    assert (found.level, "there is no index" in found.message) == ("error", True)


def test_an_index_from_the_future_tells_of_a_changed_clock(whole: Settings) -> None:
    found = check_index(whole, datetime.now(UTC) - timedelta(days=3))[0]
    assert (found.level, "was built in the future" in found.message) == ("warning", True)
    assert "3 days old" in check_index(whole, datetime.now(UTC) + timedelta(days=3))[0].message


def test_a_model_that_cannot_be_loaded_is_an_error(whole: Settings, tmp_path: Path) -> None:
    model = shutil.copytree(whole.model, tmp_path / "model")
    (model / "model.safetensors").write_bytes(b"rusak")
    broken = whole.model_copy(update={"embedding": Embedding(model=str(model))})
    assert check_model(broken).level == "error"
    gone = whole.model_copy(update={"embedding": Embedding(model=str(tmp_path / "tidak-ada"))})
    assert check_model(gone).level == "error"
    assert check_index(gone, datetime.now(UTC)) == []


def test_a_missing_backup_is_a_warning_unless_none_is_wanted(whole: Settings) -> None:
    now = datetime.now(UTC)
    assert check_backup(whole, now).level == "warning"
    write_scheduled_backup(whole, now - timedelta(hours=30))
    assert check_backup(whole, now).level == "ok"
    assert check_backup(whole, now + timedelta(days=2)).level == "warning"
    unwanted = whole.model_copy(update={"backup": Backup(daily_at="")})
    assert check_backup(unwanted, now + timedelta(days=2)).level == "ok"


# --- the machine ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "level"), [(10**12, "ok"), (10**9, "ok"), (10**9 - 1, "warning"), (10**8, "warning"), (10**8 - 1, "error")]
)
def test_little_space_is_a_warning_and_next_to_none_an_error(free: int, level: str) -> None:
    assert of_space(free).level == level


def test_what_others_may_read_is_named(tmp_path: Path) -> None:
    data, dotenv = tmp_path / "data", tmp_path / ".env"
    data.mkdir(mode=0o700)
    (fine,) = check_permissions(data, dotenv)
    assert fine.level == "ok"
    dotenv.write_text("TELEGRAM_BOT_TOKEN=x")
    dotenv.chmod(0o640)
    data.chmod(0o755)
    found = check_permissions(data, dotenv)
    assert [each.level for each in found] == ["warning", "warning"]
    assert f"`chmod 700 {data}`" in found[0].message
    assert f"`chmod 600 {dotenv}`" in found[1].message


def test_a_data_folder_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    found = check_permissions(tmp_path / "berkas" / "data", tmp_path / ".env")
    assert found[0].level == "error"
    assert "berkas cannot be written by this user" in found[0].message


def test_whether_a_bot_is_running_is_told(tmp_path: Path) -> None:
    assert "no bot is running" in check_instance(tmp_path).message
    with only_instance(tmp_path):
        assert "one bot is running (process" in check_instance(tmp_path).message


# --- all of it -----------------------------------------------------------------------------------------------------


async def test_everything_is_examined_and_nothing_changed(whole: Settings, tmp_path: Path) -> None:
    world = World()
    write_scheduled_backup(whole, datetime.now(UTC))
    before = {path: path.stat().st_mtime_ns for path in whole.data_dir.rglob("*") if path.suffix in {".db", ".zip"}}
    async with serving(world) as base_url:
        secrets = Secrets(telegram_bot_token=SecretStr(world.token))
        there = whole.model_copy(update={"telegram": Telegram(base_url=f"{base_url}/bot")})
        found = await asyncio.to_thread(examine, there, secrets, tmp_path / ".env")
    assert [each.check for each in found] == [
        "network", "token", "clock", "permissions", "disk", "database", "model", "index", "notes", "backup", "instance",
    ]  # fmt: skip
    assert {each.level for each in found} == {"ok"}
    assert {path: path.stat().st_mtime_ns for path in before} == before
    said, fine = report(found)
    assert said == f"✅ Semua baik: {len(found)} hal diperiksa."
    assert fine.count("• ") == len(found)


def test_a_chat_reads_the_worst_first_in_indonesian() -> None:
    found = [
        Finding("disk", "ok", "1 MB free", "Ruang kosong 1 MB."),
        Finding("clock", "warning", "is late", "Jam terlambat."),
        Finding("token", "error", "is not set", "Token belum <diatur>."),
    ]
    assert report(found) == [
        "⚠️ Ada 1 gangguan, 1 hal yang perlu perhatian.",
        "<b>Gangguan</b>\n• Token belum &lt;diatur&gt;.",
        "<b>Perhatian</b>\n• Jam terlambat.",
        "<b>Baik</b>\n• Ruang kosong 1 MB.",
    ]


async def run(data: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    environment = surroundings({"PRIMA_DATA_DIR": str(data), **variables})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", *arguments, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def test_the_command_exits_with_1_only_for_an_error(whole: Settings) -> None:
    world = World()
    async with serving(world) as base_url:
        variables = {"TELEGRAM_BOT_TOKEN": world.token, "PRIMA_TELEGRAM__BASE_URL": f"{base_url}/bot"}
        code, output = await run(whole.data_dir, **variables)
        assert (code, "warning  backup: none" in output) == (0, True)
        assert all(line.split(" ")[0] in {"ok", "warning"} for line in output.splitlines())
        code, output = await run(whole.data_dir, "--json", **{**variables, "TELEGRAM_BOT_TOKEN": FOREIGN})
    told: dict[str, Any] = json.loads(output)
    assert code == 1
    assert [each["check"] for each in told["findings"] if each["level"] == "error"] == ["token"]
    assert set(told["findings"][0]) == {"check", "level", "message", "pesan"}
    assert FOREIGN not in output
