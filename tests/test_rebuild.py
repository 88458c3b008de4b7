"""/bangun and /mundur: builds from the chat, one at a time, cancelled by button, and a change of model by choice."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from telegram import Update

from bot.answering import answerer_of, live_settings, with_model
from bot.broken_build import NAME
from bot.rebuild_report import comparison, summary
from bot.replies import ROLE_LOST
from bot.replies import rebuild as words
from bot.scheduled_builds import overlay_build, scheduled_build
from indexer.__main__ import plan_of
from indexer.build import build
from indexer.snapshot import CURRENT, live_build
from indexer.turn import one_build
from knowledge_base.audit import read_audit
from knowledge_base.errors import UnusableIndexError
from knowledge_base.roles import give_role
from knowledge_base.settings import Index, Knowledge, Settings
from knowledge_base.store import Desk
from tests.conftest import ADMIN, Stage
from tests.telegram import Message, Person, World
from tests.test_telegram_private import ANGRY, OpenStage

TITLE = "Menghadapi warga yang marah"
FILE = Path("pedoman/C4/C4-pedoman-warga-marah.md")
OpenSite = Callable[[World], AbstractAsyncContextManager[Stage]]


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of a Prima with notes, index and database of its own, which a test may change."""
    for name in ("pedoman", "praktik"):
        shutil.copytree(settings.notes_dir / name, tmp_path / "notes" / name)
    shutil.copytree(settings.index_dir, tmp_path / "index", symlinks=True)
    return settings.model_copy(update={"data_dir": tmp_path, "knowledge": Knowledge(notes_dir=tmp_path / "notes")})


@pytest.fixture
def few(own: Settings) -> Settings:
    """The same with the notes of one topic: two builds are soon measured on all golden questions."""
    for topic in own.notes_dir.glob("*/*"):
        if topic.name != FILE.parent.name:
            shutil.rmtree(topic)
    build(plan_of(own))
    return own


@pytest.fixture
def open_site(open_stage: OpenStage, own: Settings) -> OpenSite:
    """Starts a bot on these settings, with the model of the live index."""

    @asynccontextmanager
    async def opened(world: World) -> AsyncIterator[Stage]:
        with Desk(own.database) as desk:
            async with open_stage(world, lambda: answerer_of(live_settings(own), desk), rules=own) as stage:
                yield stage

    return opened


def admin_of(world: World) -> Person:
    """The admin of the settings."""
    return world.user("Sari", user_id=ADMIN, started=True)


async def last_after(stage: Stage, person: Person, text: str) -> Message:
    """The bot's last message after a person wrote something."""
    await person.says(text)
    await stage.settle()
    return stage.world.last_to(person)


async def test_a_build_says_what_changed_and_what_needs_attention(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)
    async with open_site(world) as stage:
        note = own.notes_dir / FILE
        note.write_text(
            note.read_text(encoding="utf-8").replace(TITLE, "Menenangkan <warga> di loket"), encoding="utf-8"
        )
        (own.notes_dir / "pedoman" / "C4" / "rusak.md").write_text("---\nid: rusak\n---\nx", encoding="utf-8")
        before = live_build(own.index_dir)
        said = await last_after(stage, admin, "/rebuild")
        assert said.text.startswith("✅ Indeks baru aktif: 206 catatan dalam ")
        assert "1 berubah" in said.text
        assert "pedoman/C4/rusak.md baris " in said.text
        assert said.labels == [], "there is nothing left to cancel"
        assert live_build(own.index_dir) != before
        assert (await last_after(stage, admin, ANGRY)).text.startswith("Menenangkan <warga> di loket")
        assert (await last_after(stage, admin, "/bangun")).text.startswith("✅ Indeks sudah sesuai: 206 catatan dalam ")
        acts = [entry.action for entry in await stage.prima.desk.do(read_audit, 9)]
        assert acts == ["build done"], "the second made none"


async def test_whoever_comes_second_hears_of_the_first(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)
    async with open_site(world) as stage:
        with one_build(own.index_dir):
            said = await last_after(stage, admin, "/bangun")
            assert said.text.startswith("Indeks sedang dibangun oleh server sejak pukul ")
        with one_build(own.index_dir, ADMIN):
            said = await last_after(stage, admin, "/bangun")
            assert said.text.startswith("Indeks sedang dibangun oleh Anda sejak pukul ")
        await stage.prima.desk.do(give_role, 77, "admin", ADMIN)
        second = world.user("Tono", user_id=77)
        with one_build(own.index_dir, ADMIN):
            assert "oleh Sari sejak" in (await last_after(stage, second, "/bangun")).text
        assert (await last_after(stage, admin, "/bangun")).text.startswith("✅")


async def handle(stage: Stage) -> None:
    """Handles the next update while others are being handled."""
    await stage.application.process_update(Update.de_json(stage.world.updates.take(), stage.application.bot))


async def test_a_build_is_cancelled_by_its_button_and_the_old_index_answers(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    async with open_site(world) as stage:
        before = live_build(own.index_dir)
        await admin.says("/bangun")
        building = asyncio.create_task(handle(stage))
        while not (stage.prima.builder._running and stage.prima.builder._running.process):
            await asyncio.wait([building], timeout=0.01)
        progress = world.last_to(admin)
        assert (progress.text, progress.labels) == (words.STARTED, [[words.BUTTON_CANCEL]])
        await ani.says(ANGRY)
        await handle(stage)
        assert world.last_to(ani).text.startswith(TITLE), "questions go on"
        forged = await ani.forges(world.last_to(ani), "a:stop")
        await handle(stage)
        assert forged.text == ROLE_LOST
        await admin.presses(progress, words.BUTTON_CANCEL)
        await handle(stage)
        await building
        assert (progress.text, progress.labels) == (words.CANCELLED, [])
        assert live_build(own.index_dir) == before
        assert [entry.action for entry in await stage.prima.desk.do(read_audit, 9)] == ["build cancelled"]
        late = await admin.forges(progress, "a:stop")
        await handle(stage)
        assert late.text == words.NOTHING_TO_CANCEL


async def test_the_message_of_a_build_that_was_killed_says_so_after_the_next_start(
    open_site: OpenSite, own: Settings
) -> None:
    world = World()
    admin = admin_of(world)
    file = own.data_dir / NAME
    async with open_site(world) as stage:
        await admin.says("/bangun")
        building = asyncio.create_task(handle(stage))
        while not (stage.prima.builder._running and stage.prima.builder._running.process):
            await asyncio.wait([building], timeout=0.01)
        left = file.read_bytes()
        stage.prima.builder.cancel()
        await building
        assert world.last_to(admin).text == words.CANCELLED
        assert not file.exists(), "a build that ended leaves nothing behind"
    file.write_bytes(left)  # as it stands after a kill
    async with open_site(world):
        progress = world.last_to(admin)
        assert (progress.text, progress.labels) == (words.BROKEN_OFF, [])
        assert not file.exists()


def other_model(own: Settings, tmp_path: Path) -> str:
    """Another model: the same one under another fingerprint."""
    folder = tmp_path / "model-baru"
    shutil.copytree(own.model, folder)
    (folder / "catatan.txt").write_text("lain", encoding="utf-8")
    return str(folder)


async def test_another_model_is_compared_chosen_and_given_up_again(
    open_site: OpenSite, few: Settings, tmp_path: Path
) -> None:
    world, own = World(), few
    admin = admin_of(world)
    model, before = other_model(own, tmp_path), live_build(own.index_dir)
    async with open_site(world) as stage:
        stage.prima.wanted = lambda: with_model(own, model)
        offer = await last_after(stage, admin, "/bangun")
        assert offer.labels == [[words.BUTTON_USE, words.BUTTON_KEEP]]
        for label in words.ROWS.values():
            assert label in offer.text
        assert live_build(own.index_dir) == before, "nothing changes before somebody chooses"
        assert (await last_after(stage, admin, ANGRY)).text.startswith(TITLE)
        await admin.presses(offer, words.BUTTON_USE)
        await stage.settle()
        assert offer.text.startswith("✅ Prima sekarang menjawab dengan model baru.")
        manifest = (await stage.prima.answerer()).searcher.view().manifest
        assert manifest.model == model
        assert (await last_after(stage, admin, ANGRY)).text.startswith(TITLE)
        again = await admin.forges(offer, f"a:use:{manifest.build}")
        await stage.settle()
        assert again.text == words.BUILD_GONE
    assert live_settings(own).embedding.model == model, "a restart goes on with the chosen model"
    async with open_site(world) as stage:
        asked = await last_after(stage, admin, "/mundur")
        assert asked.text.startswith("Kembali ke indeks buatan ")
        await admin.presses(asked, words.BUTTON_BACK)
        await stage.settle()
        assert live_build(own.index_dir) == before
        assert (await stage.prima.answerer()).searcher.view().manifest.build == before
        assert (await last_after(stage, admin, ANGRY)).text.startswith(TITLE)
        assert {"went back"} <= {entry.action for entry in await stage.prima.desk.do(read_audit, 9)}


async def test_a_build_whose_model_is_gone_leaves_everything_as_it_was(
    open_site: OpenSite, few: Settings, tmp_path: Path
) -> None:
    world, own = World(), few
    admin = admin_of(world)
    model, before = other_model(own, tmp_path), live_build(own.index_dir)
    async with open_site(world) as stage:
        stage.prima.wanted = lambda: with_model(own, model)
        offer = await last_after(stage, admin, "/bangun")
        shutil.rmtree(model)
        await admin.presses(offer, words.BUTTON_USE)
        await stage.settle()
        assert offer.text.startswith("Indeks itu belum bisa dipakai; yang lama tetap menjawab.")
        assert live_build(own.index_dir) == before
        assert (await last_after(stage, admin, ANGRY)).text.startswith(TITLE)


async def test_a_model_that_is_none_is_said_and_nothing_changes(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)
    async with open_site(world) as stage:
        stage.prima.wanted = lambda: with_model(own, "/tidak/ada")
        assert (await last_after(stage, admin, "/bangun")).text.startswith("Indeks belum bisa dibangun; ")
        assert (await last_after(stage, admin, ANGRY)).text.startswith(TITLE)


async def test_without_a_build_before_there_is_nothing_to_go_back_to(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)
    async with open_site(world) as stage:
        assert (await last_after(stage, admin, "/mundur")).text == words.BACK_NONE
        asked = await last_after(stage, admin, "halo")
        for data in ("a:back:20260101T000000000000-abcd", "a:use:20260101T000000000000-abcd"):
            pressed = await admin.forges(asked, data)
            await stage.settle()
            assert pressed.text == words.BUILD_GONE
        assert live_build(own.index_dir) == live_build(own.index_dir)


async def test_without_an_index_going_back_leads_to_a_build(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)
    async with open_site(world) as stage:
        await stage.prima.answerer()
        (own.index_dir / CURRENT).unlink()
        assert (await last_after(stage, admin, "/mundur")).text == words.NO_INDEX
        assert "/bangun" in words.NO_INDEX


async def test_many_changes_start_a_build_by_themselves(open_site: OpenSite, own: Settings) -> None:
    async with open_site(World()) as stage:
        prima, before = stage.prima, live_build(own.index_dir)
        assert not await overlay_build(prima, stage.application.bot)
        prima.settings = own.model_copy(update={"index": Index(overlay_notes=1)})
        await prima.desk.do(lambda db: db.execute("update notes set title = title || '.' where topic = 'C4'"))
        assert await overlay_build(prima, stage.application.bot)
        assert live_build(own.index_dir) != before


async def test_admins_hear_once_why_a_build_by_itself_failed(open_site: OpenSite, own: Settings) -> None:
    world = World()
    admin = admin_of(world)

    def told() -> list[str]:
        return [message.text for message in world.sent_to(admin) if "pada jadwalnya" in message.text]

    async with open_site(world) as stage:
        prima, bot = stage.prima, stage.application.bot
        await prima.answerer()
        prima.settings = own.model_copy(update={"knowledge": Knowledge(notes_dir=own.data_dir / "tidak <ada>")})
        for _ in range(2):
            await scheduled_build(prima, bot)
        (first,) = told()
        assert "tidak <ada>" in first
        assert "/bangun" in first
        assert "/periksa" in first
        prima.settings = own
        await scheduled_build(prima, bot)
        prima.settings = own.model_copy(update={"knowledge": Knowledge(notes_dir=own.data_dir / "tidak <ada>")})
        await scheduled_build(prima, bot)
        assert told() == [first, first], "after one that worked it is news again"


REPORT = {
    "changed": True,
    "seconds": 0.84,
    "differing": 1206,
    "manifest": {"model": "a/<b>", "notes": 1184, "passages": 11260, "build": "x"},
    "sync": {"added": [], "changed": [], "archived": [], "conflicts": [], "faults": []},
}


def test_numbers_stand_as_people_here_write_them_and_many_faults_are_counted() -> None:
    fault = {"file": "pedoman/<x>.md", "line": 7, "message": "bad", "pesan": "`review_by` sudah lewat"}
    text = summary({**REPORT, "sync": {**REPORT["sync"], "faults": [fault] * 13}})  # type: ignore[dict-item]
    assert "1.184 catatan dalam 11.260 bagian, 1.206 berubah, 0,8 detik" in text
    assert "pedoman/&lt;x&gt;.md baris 7: `review_by` sudah lewat" in text
    assert text.endswith("dan 3 lagi")
    assert "belum dibandingkan" in comparison(REPORT), "without golden questions it says so"
    assert "a/" not in comparison(REPORT), "a model has no name that people know"


def test_a_missing_index_is_left_to_those_who_name_it(settings: Settings, tmp_path: Path) -> None:
    bare = settings.model_copy(update={"data_dir": tmp_path})
    assert live_settings(bare) == bare
    with pytest.raises(UnusableIndexError):
        live_build(bare.index_dir)
