"""A bot that is killed while it reads a file reads it again at its next start, once, and says how that ended."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from bot import replies
from bot.replies import documents as words
from bot.send import FORMAT
from knowledge_base.readings import Reading, begin_again, begin_reading, readings, shown_in
from knowledge_base.roles import give_role
from knowledge_base.settings import Settings
from tests.conftest import ADMIN, Stage
from tests.makers import note
from tests.processes import started
from tests.telegram import Person, World
from tests.telegram.server import serving
from tests.test_telegram_documents import PARTS
from tests.test_telegram_private import OpenStage

FILE = "anggrek.md"
READING = words.READING.format(file=FILE)
FOUND = f"{FILE}\n2 catatan"
NOTE = note("C4-praktik-siram-anggrek", title="Menyiram anggrek")


async def left_behind(stage: Stage, citra: Person, content: str, *, shown: bool) -> Reading:
    """What a bot leaves behind that is killed while it fetches a file or, if it is `shown`, while it reads it."""
    sent = await citra.sends_document(content.encode(), name=FILE)
    assert stage.world.updates.take(), "it has come in"
    reading = await stage.prima.desk.do(begin_reading, citra.id, FILE, sent.media["document"]["file_id"])
    if shown:
        said = await stage.application.bot.send_message(citra.id, READING, **FORMAT)
        await stage.prima.desk.do(shown_in, reading, said.message_id)
    return reading


async def moderator_of(stage: Stage) -> Person:
    citra = stage.world.user("Citra", started=True)
    await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
    return citra


@pytest.mark.parametrize("shown", [True, False])
async def test_what_was_being_read_is_read_again(open_stage: OpenStage, shown: bool) -> None:  # noqa: FBT001
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator_of(stage)
        await left_behind(stage, citra, PARTS, shown=shown)
    async with open_stage(world) as stage:
        await world.signal.until(lambda: world.sent_to(citra) and world.last_to(citra).text.startswith(FOUND))
        assert len(world.sent_to(citra)) == 1, "in the same message"
    async with open_stage(world) as stage:
        assert await stage.prima.desk.do(readings) == []


async def test_a_note_file_is_shown_again_as_a_note(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator_of(stage)
        await left_behind(stage, citra, NOTE.to_markdown(), shown=False)
    async with open_stage(world):
        await world.signal.until(lambda: any(NOTE.title in message.text for message in world.sent_to(citra)))


async def test_a_file_that_broke_off_twice_is_asked_for_in_parts(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator_of(stage)
        reading = await left_behind(stage, citra, PARTS, shown=True)
        await stage.prima.desk.do(begin_again, await only(stage, reading))
    async with open_stage(world):
        await world.signal.until(lambda: world.last_to(citra).text == words.READING_LOST.format(file=FILE))
        assert len(world.sent_to(citra)) == 1
    async with open_stage(world) as stage:
        assert await stage.prima.desk.do(readings) == []


async def only(stage: Stage, reading: Reading) -> Reading:
    (held,) = await stage.prima.desk.do(readings)
    assert held.id == reading.id
    return held


async def test_who_is_no_moderator_any_more_hears_so(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator_of(stage)
        await left_behind(stage, citra, PARTS, shown=True)
        await stage.prima.desk.do(give_role, citra.id, "pegawai", ADMIN)
    async with open_stage(world):
        await world.signal.until(lambda: world.last_to(citra).text == replies.ROLE_LOST)


async def test_a_file_that_was_read_leaves_nothing_to_read_again(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as stage:
        citra = await moderator_of(stage)
        for content in (PARTS, NOTE.to_markdown(), "---\nid: x\n---\n", ""):
            await citra.sends_document(content.encode(), name=FILE)
            await stage.settle()
        assert await stage.prima.desk.do(readings) == []


async def test_a_killed_bot_goes_on_with_the_file(settings: Settings, tmp_path: Path) -> None:
    data = shutil.copytree(settings.data_dir, tmp_path / "data", symlinks=True)
    world = World()
    citra = world.user("Citra", started=True)

    long = "".join(f"## Langkah {number}\n\nSiram anggrek nomor {number} tiap pagi.\n\n" for number in range(100))
    async with serving(world) as base_url:
        surroundings = {
            "TELEGRAM_BOT_TOKEN": world.token,
            "PRIMA_TELEGRAM__BASE_URL": f"{base_url}/bot",
            "PRIMA_TELEGRAM__BASE_FILE_URL": f"{base_url}/file/bot",
            "PRIMA_TELEGRAM__ADMINS": f"[{citra.id}]",
            "PRIMA_DATA_DIR": str(data),
        }
        async with started("bot", surroundings) as prima:
            for sent in (1, 2):  # when the second one waits, the first one is being read
                await citra.sends_document(long.encode(), name=FILE)
                await prima.does(world, lambda sent=sent: len(world.sent_to(citra)) == sent)
            prima.process.send_signal(signal.SIGKILL)
            await prima.ends()
        message, waiting = world.sent_to(citra)
        assert (message.text, waiting.text) == (READING, words.WAITS.format(file=FILE))
        async with started("bot", surroundings) as prima:
            await prima.does(world, lambda: message.text.startswith(f"{FILE}\n100 catatan"))
            assert await prima.is_stopped() == 0
