"""JOBS: what runs on the clock. A job that fails is logged by the one error handler, and runs again the next day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from telegram import Bot

from bot import replies
from bot.logs import request
from bot.markup import escape
from bot.message import Button, Message, packed
from bot.prima import Prima
from bot.replies import clock as say
from bot.scheduled_builds import scheduled_build, unname_builds
from bot.tell import tell_all, with_role
from knowledge_base.backup_folder import moment_of, newest_backup, write_scheduled_backup
from knowledge_base.due import mark_reminded, overdue_unreminded
from knowledge_base.errors import BackupError
from knowledge_base.note import Note
from knowledge_base.people import names_of
from knowledge_base.restore import remove_asides
from knowledge_base.retention import enforce_retention

log = logging.getLogger(__name__)

LONGEST_SLEEP = 60.0
"""Seconds between looks at the clock, which may have been set, or have slept with the machine."""
SOON = 60.0
"""Seconds after the start in which people are answered before anything is made up for."""
RETENTION_AT = time(3, 30)
"""Every day, whatever the settings say of backups and builds: what may not be kept is not kept."""
REASON = 500
"""Characters of an error that people read."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done once a day: its name, the time of day where the people are (None for never), the work."""

    name: str
    when: time | None
    work: Callable[[Prima, Bot], Awaitable[None]]


def daily_jobs(prima: Prima) -> tuple[Job, ...]:
    """Everything that Prima does by itself."""
    return (
        Job("reminders", prima.settings.remind_at, remind),
        Job("backup", prima.settings.backup_at, back_up),
        Job("retention", RETENTION_AT, end_keeping),
        Job("build", prima.settings.build_at, build),
    )


def next_run(when: time, now: datetime) -> datetime:
    """The first moment after `now` at which clocks there show this time of day."""
    today = now.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


async def run(job: Job, prima: Prima, bot: Bot) -> None:
    """Does a job's work once; its log lines carry its name."""
    with request(f"job-{job.name}"):
        log.info("begins")
        await job.work(prima, bot)
        log.info("is done")


async def keep_time(job: Job, clock: Callable[[], datetime], start: Callable[[Job], None]) -> None:
    """Starts a job at its time, every day, until cancelled. A job with no time is never started."""
    if job.when is None:
        return
    due = next_run(job.when, clock())
    while True:
        left = (due - clock()).total_seconds()
        if left > 0:
            await asyncio.sleep(min(left, LONGEST_SLEEP))
            due = min(due, next_run(job.when, clock()))  # a clock that was set back shall not put it off for long
        else:
            start(job)
            due = next_run(job.when, clock())


def missed(prima: Prima) -> tuple[Job, ...]:
    """What is made up for at the start of a machine that is off at night: retention, and a backup if that is old."""
    jobs = {job.name: job for job in daily_jobs(prima)}
    newest = newest_backup(prima.settings.backup_dir)
    fresh = newest is not None and prima.reader().moment - moment_of(newest) <= timedelta(days=1)
    return (jobs["retention"],) if fresh or jobs["backup"].when is None else (jobs["retention"], jobs["backup"])


async def make_up(prima: Prima, start: Callable[[Job], None]) -> None:
    """Starts what was missed, soon after Prima itself has started."""
    await asyncio.sleep(SOON)
    for job in await asyncio.to_thread(missed, prima):
        start(job)


async def end_keeping(prima: Prima, _: Bot) -> None:
    """What is older than the settings allow is deleted, or nobody's."""
    done = await prima.desk.do(enforce_retention, prima.settings, prima.reader().moment)
    await asyncio.to_thread(remove_asides, prima.settings.database, prima.reader().moment)
    if done.people:
        await prima.refresh()
    await unname_builds(prima)


async def build(prima: Prima, bot: Bot) -> None:
    """The daily build."""
    await scheduled_build(prima, bot)


async def remind(prima: Prima, bot: Bot) -> None:
    """Owners hear once of each note whose time has passed; of notes without one who can be reached, the moderators."""
    today = prima.reader().moment.date()
    notes = sorted(await prima.desk.do(overdue_unreminded, today), key=lambda note: note.owner)
    for owner, own in groupby(notes, key=lambda note: note.owner):
        held = list(own)
        own_parts = _reminders(prima, say.REMIND_OWNER, held) if owner else []
        if not owner or not await tell_all(bot, [owner], own_parts[0]):
            own_parts = []
            text = say.REMIND_UNREACHED if owner else say.REMIND_MODERATORS
            names = await prima.desk.do(names_of, [owner])
            for part in _reminders(prima, text, held, escape(names.get(owner, f"id {owner}"))):
                await tell_all(bot, await with_role(prima, "moderator", "admin"), part)
        for part in own_parts[1:]:
            await tell_all(bot, [owner], part)
        for note in held:
            await prima.desk.do(mark_reminded, note, owner)


def _reminders(prima: Prima, text: str, notes: Sequence[Note], name: str = "") -> list[Message]:
    """The notes with the day by which they had to be checked; the way to check them under the last part.

    `name` is who looks after them, escaped.
    """
    lines = [
        say.REMIND_LINE.format(link=prima.messenger.link_to(note), day=replies.day(note.review_by)) for note in notes
    ]
    *parts, last = packed([text.format(count=len(notes), name=name), *lines], "\n")
    buttons = ((Button(say.BUTTON_DUE, data="r:due:0"),),)
    return [*map(Message, parts), Message(last, buttons)]


async def back_up(prima: Prima, bot: Bot) -> None:
    """Writes the daily backup; admins hear of one that failed."""
    try:
        await asyncio.to_thread(write_scheduled_backup, prima.settings, prima.reader().moment)
    except BackupError as error:
        log.error("no backup: %s", error)  # noqa: TRY400 - the message says it all
        text = say.BACKUP_FAILED.format(reason=escape(str(error)[:REASON]))
        await tell_all(bot, await with_role(prima, "admin"), Message(text))
