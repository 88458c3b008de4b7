"""What runs on the clock: at its time, once, and again the next day after an error."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.jobs import Job, back_up, daily_jobs, keep_time, make_up, missed, next_run, remind, run
from bot.prima import Prima
from knowledge_base.backup_folder import NAME, backups_in
from knowledge_base.notes import save_note
from knowledge_base.settings import Backup, Settings
from tests.conftest import ADMIN, MORNING, Stage
from tests.makers import note
from tests.moderators import with_role

LATE = date(2026, 11, 1)


@given(some.integers(0, 23), some.integers(0, 59), some.timedeltas(timedelta(0), timedelta(days=800)))
def test_the_next_run_is_the_first_moment_after_now_that_shows_the_time(
    hour: int, minute: int, passed: timedelta
) -> None:
    now = MORNING + passed
    moment = next_run(time(hour, minute), now)
    assert (moment.hour, moment.minute) == (hour, minute)
    assert timedelta(0) < moment - now <= timedelta(days=1)


async def starts(moments: Iterator[datetime]) -> int:
    """How often a job for nine o'clock starts while the clock shows these moments, one each time it is looked at."""
    started: list[Job] = []
    job = Job("uji", time(9, 0), _nothing)

    def clock() -> datetime:
        moment = next(moments, None)
        if moment is None:
            raise asyncio.CancelledError
        return moment

    with pytest.raises(asyncio.CancelledError):
        await keep_time(job, clock, started.append)
    assert started == [job] * len(started)
    return len(started)


async def test_a_job_starts_each_time_that_its_hour_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.LONGEST_SLEEP", 0.0)
    moments = iter([MORNING, *(MORNING + timedelta(hours=hours) for hours in (1, 1, 25, 25, 26))])
    assert await starts(moments) == 2


async def test_a_clock_that_was_set_back_puts_no_job_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.LONGEST_SLEEP", 0.0)
    ahead = MORNING + timedelta(days=30)
    moments = iter([ahead, ahead, *[MORNING] * 2, *[MORNING + timedelta(hours=1)] * 4])
    assert await starts(moments) == 1


async def test_after_a_start_an_old_backup_is_made_up_for_and_retention_too(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.SOON", 0.0)
    folder = tmp_path / "cadangan"
    stage.prima.settings = stage.prima.settings.model_copy(update={"backup": Backup(folder=str(folder))})
    folder.mkdir()
    old = MORNING.astimezone(UTC) - timedelta(hours=25)
    (folder / old.strftime(NAME)).touch()
    assert [job.name for job in missed(stage.prima)] == ["retention", "backup"]
    (folder / (old + timedelta(hours=2)).strftime(NAME)).touch()
    started: list[str] = []
    await make_up(stage.prima, lambda job: started.append(job.name))
    assert started == ["retention"]


async def test_a_job_without_a_time_is_never_started() -> None:
    await keep_time(Job("uji", None, _nothing), lambda: MORNING, lambda _: pytest.fail("it was started"))


async def _nothing(_: Prima, __: object) -> None:
    """A job with nothing to do."""


async def test_a_job_that_fails_is_logged_and_ends_nothing(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: Prima, __: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    job = Job("gagal", time(9, 0), fail)
    with caplog.at_level(logging.ERROR):
        task = stage.application.create_task(run(job, stage.prima, stage.application.bot))
        await asyncio.gather(task, return_exceptions=True)
    assert "database is locked" in caplog.text
    ani = stage.world.user("Ani")
    await ani.says("halo")
    await stage.settle()
    assert stage.world.last_to(ani).text.startswith("Selamat pagi")


async def test_owners_and_moderators_hear_once_of_a_note_whose_time_has_passed(stage: Stage) -> None:
    budi, citra = await with_role(stage, "Budi"), await with_role(stage, "Citra")
    await stage.prima.desk.do(save_note, note("X1-pedoman-milik", title="Milik <Budi>", review_by=LATE, owner=budi.id))
    await stage.prima.desk.do(save_note, note("X1-pedoman-lepas", title="Tanpa pemilik", review_by=LATE))
    before = len(stage.world.sent_to(citra))
    await remind(stage.prima, stage.application.bot)
    told = [message.text for message in stage.world.sent_to(budi)[-2:]]
    assert any("yang Anda rawat" in text and "Milik <Budi>, seharusnya diperiksa 1 Nov 2026" in text for text in told)
    assert any("tanpa penanggung jawab" in text and "Tanpa pemilik" in text for text in told)
    (summary,) = stage.world.sent_to(citra)[before:]
    assert "Milik" not in summary.text
    await remind(stage.prima, stage.application.bot)
    assert len(stage.world.sent_to(citra)) == before + 1, "once for a day that passed"
    pressed = await citra.presses(summary, "Lihat yang perlu diperiksa")
    await stage.settle()
    assert pressed.answered
    assert "Tanpa pemilik" in summary.text


async def test_the_moderators_hear_of_an_owner_who_cannot_be_reached(stage: Stage) -> None:
    budi, citra = await with_role(stage, "Budi"), await with_role(stage, "Citra")
    await budi.blocks_bot()
    await stage.prima.desk.do(save_note, note("X1-pedoman-milik", title="Milik Budi", review_by=LATE, owner=budi.id))
    await remind(stage.prima, stage.application.bot)
    told = stage.world.last_to(citra).text
    assert "Milik Budi" in told
    assert "dirawat Budi sudah lewat waktu periksanya. Budi belum bisa dihubungi" in told
    assert "tanpa penanggung jawab" not in told


async def test_the_daily_backup_is_written_and_a_failure_is_told_to_admins(stage: Stage, tmp_path: Path) -> None:
    admin = stage.world.user("Sari", user_id=ADMIN, started=True)
    settings = stage.prima.settings.model_copy(update={"backup": Backup(folder=str(tmp_path / "cadangan"))})
    stage.prima.settings = settings
    await back_up(stage.prima, stage.application.bot)
    assert len(backups_in(tmp_path / "cadangan")) == 1
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    stage.prima.settings = settings.model_copy(update={"backup": Backup(folder=str(tmp_path / "berkas"))})
    await back_up(stage.prima, stage.application.bot)
    assert stage.world.last_to(admin).text.startswith("⚠️ Cadangan harian gagal dibuat.")


def test_the_jobs_of_a_day_follow_the_settings(stage: Stage) -> None:
    assert [(job.name, job.when) for job in daily_jobs(stage.prima)] == [
        ("reminders", time(8, 0)),
        ("backup", time(2, 30)),
        ("retention", time(3, 30)),
        ("build", None),
    ]
    stage.prima.settings = Settings(backup=Backup(daily_at=""))
    assert daily_jobs(stage.prima)[1].when is None
