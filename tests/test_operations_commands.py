"""/periksa and /cadangkan: for admins alone, in private alone, and written down."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.handlers import operations
from bot.replies import ONLY_PRIVATE, UNKNOWN_COMMAND
from knowledge_base.audit import read_audit
from knowledge_base.settings import Settings, Telegram
from tests.conftest import ADMIN
from tests.telegram import World
from tests.test_telegram_private import OpenStage


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of a Prima with a data folder of its own, which reaches no Telegram by itself."""
    telegram = Telegram(admins=(ADMIN,), base_url="http://127.0.0.1:9/bot")
    return settings.model_copy(update={"data_dir": tmp_path, "telegram": telegram})


async def test_an_examination_is_read_in_the_chat(open_stage: OpenStage, own: Settings) -> None:
    world = World()
    admin, ani = world.user("Sari", user_id=ADMIN), world.user("Ani")
    async with open_stage(world, rules=own) as stage:
        await ani.says("/periksa")
        await admin.says("/periksa")
        await stage.settle()
        assert [message.text for message in world.sent_to(ani)] == [UNKNOWN_COMMAND]
        text = world.last_to(admin).text
        assert "• Indeks tidak bisa dipakai." in text
        assert "• Model bisa dimuat." in text
        assert world.token not in text
        assert [entry.action for entry in await stage.prima.desk.do(read_audit, 5)] == ["examined"]


async def test_a_backup_is_sent_or_lies_on_the_server(
    open_stage: OpenStage, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    admin, ani = world.user("Sari", user_id=ADMIN), world.user("Ani")
    group = world.group("Kantor", [admin, ani])
    async with open_stage(world, rules=own) as stage:
        await ani.says("/cadangkan")
        await admin.says("/cadangkan", chat=group)
        await stage.settle()
        assert world.last_to(ani).text == UNKNOWN_COMMAND
        assert world.last_to(group).text == ONLY_PRIVATE.format(username="prima_bot")
        assert not own.backup_dir.exists()
        await admin.says("/cadangkan")
        await stage.settle()
        sent = world.calls_of("sendDocument")[-1]["document"]
        assert "prima.db" in zipfile.ZipFile(io.BytesIO(sent.data)).namelist()
        monkeypatch.setattr(operations, "SENDABLE", 10)
        await admin.says("/cadangkan")
        await stage.settle()
        assert world.last_to(admin).text.startswith("✅ Cadangan dibuat, ")
        assert str(own.backup_dir) in world.last_to(admin).text
        assert len(world.calls_of("sendDocument")) == 1
        assert [entry.action for entry in await stage.prima.desk.do(read_audit, 5)] == ["backup", "backup"]


async def test_a_backup_that_cannot_be_written_is_explained(open_stage: OpenStage, own: Settings) -> None:
    world = World()
    admin = world.user("Sari", user_id=ADMIN)
    async with open_stage(world, rules=own) as stage:
        own.backup_dir.write_text("no folder", encoding="utf-8")
        await admin.says("/cadangkan")
        await stage.settle()
        assert world.last_to(admin).text.startswith("Cadangan belum bisa dibuat.")
