"""What goes wrong on a server while Prima runs: two bots at once, the index gone, no room, a database that breaks."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest

from bot import replies
from bot.replies import rebuild as build_words
from knowledge_base.settings import Settings
from tests.conftest import ADMIN
from tests.processes import Program, started
from tests.telegram import Person, World
from tests.telegram.server import serving
from tests.test_process import FAILURES, GIFT, GIFT_TITLE, answer_to, settings_of

SUGGESTION = "Loket kami menaruh kursi lansia di depan pintu setiap pagi agar tidak ada yang berdiri lama."
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own, with an index."""
    return shutil.copytree(settings.data_dir, tmp_path / "data", symlinks=True)


async def test_two_bots_with_one_token_say_so_once_and_one_serves_on(data: Path, tmp_path: Path) -> None:
    other = shutil.copytree(data, tmp_path / "lain", symlinks=True)
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, started("bot", settings_of(world, base_url, data)) as first:
        assert (await answer_to(ani, GIFT, first)).text.startswith(GIFT_TITLE)
        async with started("bot", settings_of(world, base_url, other)) as second:
            # Each long poll of one ends the other's.
            await second.does(world, lambda: len(world.calls_of("getUpdates")) > 5)
            assert await second.is_stopped() == 0
        assert (await answer_to(ani, GIFT, first)).text.startswith(GIFT_TITLE)
        assert await first.is_stopped() == 0
    assert "another program uses this token" in first.output + second.output
    for output in (first.output, second.output):
        assert output.count("another program uses this token") <= 1, "said once, not with every try"
        assert world.token not in output


async def last_to(person: Person, text: str, program: Program) -> str:
    before = len(person.world.sent_to(person))
    await person.says(text)
    await program.does(person.world, lambda: len(person.world.sent_to(person)) > before)
    return person.world.last_to(person).text


async def test_the_index_folder_may_vanish_and_be_built_anew_while_people_ask(data: Path) -> None:
    world = World()
    ani, sari = world.user("Ani"), world.user("Sari", user_id=ADMIN, started=True)
    async with serving(world) as base_url:
        variables = settings_of(world, base_url, data, PRIMA_TELEGRAM__ADMINS=str(ADMIN))
        async with started("bot", variables) as prima:
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            shutil.rmtree(data / "index")
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE), "what is open goes on answering"
            assert await last_to(sari, "/mundur", prima) == build_words.NO_INDEX
            await sari.says("/bangun")
            await prima.does(world, lambda: "Indeks baru aktif" in world.last_to(sari).text)
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            shutil.rmtree(data / "index")
            assert await prima.is_stopped() == 0
        assert [failure for failure in FAILURES if failure in prima.output] == []
        async with started("bot", variables) as prima:
            assert await prima.ends() == 1
        assert "run `python -m indexer build`" in prima.output
        assert len(prima.lines) == 1


async def test_a_full_disk_is_said_to_people_and_room_brings_everything_back(data: Path) -> None:
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, started("bot", settings_of(world, base_url, data)) as prima:
        assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
        resource.prlimit(prima.process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE), "what only reads goes on"
        await ani.says(f"/usul {SUGGESTION}")
        await prima.does(world, lambda: world.last_to(ani).text == replies.DISK_FULL)
        resource.prlimit(prima.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
        await ani.says(GIFT)
        await prima.does(world, lambda: world.last_to(ani).text.startswith(GIFT_TITLE))
        assert await prima.is_stopped() == 0
    assert "make room on the disk" in prima.output
    assert prima.output.count("remembers nothing") == 1
    assert "Traceback" not in prima.output


async def test_a_database_that_breaks_while_prima_runs_is_named_with_what_to_do(data: Path) -> None:
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url:
        variables = settings_of(world, base_url, data)
        async with started("bot", variables) as prima:
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            assert await prima.is_stopped() == 0
        async with started("bot", variables) as prima:
            assert (await answer_to(ani, GIFT, prima)).text.startswith(GIFT_TITLE)
            with (data / "prima.db").open("r+b") as file:
                file.seek(0)
                file.write(b"\xff" * 500_000)
            (data / "prima.db-wal").unlink(missing_ok=True)
            answer = await answer_to(world.user("Budi"), GIFT, prima)
            assert answer.text in {replies.TROUBLE, replies.NOT_READY} or answer.text.startswith(GIFT_TITLE)
            assert await prima.is_stopped() == 0
        async with started("bot", variables) as prima:
            assert await prima.ends() == 1
        assert "restore a backup" in prima.output
        assert "Traceback" not in prima.output
