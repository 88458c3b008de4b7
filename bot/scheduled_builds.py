"""Builds that nobody asked for: at their hour, and when much has changed. What keeps them from working, admins hear."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot

from bot.answering import live_settings
from bot.markup import escape
from bot.message import Message
from bot.prima import Prima
from bot.rebuild import Outcome
from bot.replies import clock as say
from bot.tell import tell_all, with_role
from indexer.turn import one_build
from indexer.unnaming import unname
from indexer.worker import Task
from knowledge_base.changes import changed_since
from knowledge_base.errors import BuildRunningError, PrimaError
from knowledge_base.notes import all_notes

log = logging.getLogger(__name__)

LOOK = 300.0
"""Seconds between two looks at what changed."""
REASON = 500
"""Characters of an error that people read."""


async def scheduled_build(prima: Prima, bot: Bot) -> None:
    """A build with the model that answers now; one that runs already is left alone.

    Admins hear of one that failed: once, until another reason comes or a build succeeds.
    """
    try:
        task = Task(await asyncio.to_thread(live_settings, prima.settings), 0)
        outcome = await prima.builder.run(task)
    except BuildRunningError as error:
        log.info("no build by itself: %s", error)
        return
    except PrimaError as error:
        outcome = Outcome("failed", message=str(error))
    if outcome.kind == "done":
        log.info("built by itself: index %s", outcome.report["manifest"]["build"])
        prima.builder.complaint = ""
        return
    log.warning("a build by itself was %s: %s", outcome.kind, outcome.message)
    if outcome.kind == "failed" and outcome.message != prima.builder.complaint:
        prima.builder.complaint = outcome.message
        text = say.BUILD_FAILED.format(reason=escape(outcome.message[:REASON]))
        await tell_all(bot, await with_role(prima, "admin"), Message(text))


async def unname_builds(prima: Prima) -> None:
    """Takes who was forgotten out of every finished build; a build that is running does so itself in the end."""
    index_dir = prima.settings.index_dir
    notes = await prima.desk.read(lambda db: list(all_notes(db)))

    def work() -> None:
        with one_build(index_dir):
            unname(index_dir, notes)

    try:
        if index_dir.is_dir():
            await asyncio.to_thread(work)
    except BuildRunningError as error:
        log.info("the builds are cleaned later: %s", error)


async def overlay_build(prima: Prima, bot: Bot) -> bool:
    """Builds when more than `index.overlay_notes` notes changed since the live build; whether it did."""
    manifest = (await asyncio.to_thread((await prima.answerer()).searcher.view)).manifest
    if await prima.desk.do(changed_since, manifest.sequence) <= prima.settings.index.overlay_notes:
        return False
    await scheduled_build(prima, bot)
    return True


async def watch_overlay(prima: Prima, bot: Bot) -> None:
    """Looks every few minutes, for as long as the bot runs, whether so much changed that a build is due."""
    while True:
        await asyncio.sleep(LOOK)
        try:
            await overlay_build(prima, bot)
        except PrimaError as error:
            log.warning("no look at what changed since the build: %s", error)
