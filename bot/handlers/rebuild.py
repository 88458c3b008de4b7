"""For admins: /bangun builds the index while Prima answers, /mundur goes back to the build before."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import datetime
from typing import Any

from telegram import Message as Sent
from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot.answering import live_settings, with_model
from bot.message import Button, Message, escape
from bot.prima import Prima
from bot.rebuild import Outcome
from bot.rebuild_report import comparison, summary
from bot.replies import day
from bot.replies import rebuild as words
from bot.send import FORMAT, Context, keyboard, reply, show
from bot.table import Command, Offer, Press
from indexer.snapshot import live_build
from indexer.turn import build_before, readable, switch_to
from indexer.worker import Task
from knowledge_base.audit import record
from knowledge_base.errors import BuildRunningError, PrimaError, SettingsError, UnusableIndexError
from knowledge_base.people import names_of
from knowledge_base.settings import Settings

PACE = 3.0
"""Seconds between two edits of a progress message."""
_BUILD = r"(\d{8}T\d{12}-[0-9a-f]{4})"
_CANCEL = re.compile(r"a:stop")
_USE = re.compile(rf"a:use:{_BUILD}")
_KEEP = re.compile(rf"a:keep:{_BUILD}")
_BACK = re.compile(rf"a:back:{_BUILD}")
_STAY = re.compile(r"a:stay")


class Rebuild(Offer):
    """Builds, switches, goes back."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (
            Command(("bangun", "rebuild"), words.COMMAND_BUILD, self.build, "admin"),
            Command(("mundur",), words.COMMAND_BACK, self.back, "admin"),
        )

    @property
    def presses(self) -> tuple[Press, ...]:
        """Cancel, use or keep, go back or stay."""
        return (
            Press(_CANCEL, self._cancel, "admin"),
            Press(_USE, self._use, "admin"),
            Press(_KEEP, self._keep, "admin"),
            Press(_BACK, self._go_back, "admin"),
            Press(_STAY, self._stay, "admin"),
        )

    async def build(self, update: Update, _: Context) -> None:
        """/bangun: a build with progress, and in the end what changed."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        try:
            task = await asyncio.to_thread(self._task, person.id)
        except SettingsError as error:
            await reply(message, Message(words.SETTINGS_WRONG.format(message=escape(str(error)[:1000]))))
            return
        sent = await message.reply_text(words.STARTED, reply_markup=keyboard(_cancel_row()), **FORMAT)
        try:
            outcome = await self._prima.builder.run(task, _Progress(sent).say)
        except BuildRunningError as error:
            await _edit(sent, Message(await self._running(error, person.id)))
            return
        if outcome.kind != "cancelled":  # that is written down for whoever cancelled it
            await self._prima.desk.do(record, person.id, f"build {outcome.kind}", self._built(outcome))
        try:
            await self._follow(task, outcome)
        except PrimaError as error:
            outcome = Outcome("failed", message=str(error))
        await _edit(sent, _said(task, outcome))

    @staticmethod
    def _built(outcome: Outcome) -> str:
        return str(outcome.report["manifest"]["build"]) if outcome.report else ""

    async def _follow(self, task: Task, outcome: Outcome) -> None:
        """Goes along with a build of a model that changed under its name, so that nothing is left to compare with."""
        if outcome.kind == "done" and not task.live:
            held = await asyncio.to_thread((await self._prima.answerer()).searcher.view)
            if held.manifest.fingerprint != outcome.report["manifest"]["fingerprint"]:
                await self._prima.change_over(task.settings)

    def _task(self, person: int) -> Task:
        """What to build: with the model that answers now, or, if the settings name another, beside it."""
        wanted = self._prima.settings.model_copy(update={"embedding": self._prima.wanted().embedding})
        live = live_settings(wanted)
        return Task(wanted, person, live.embedding.model if live != wanted else "")

    async def _running(self, error: BuildRunningError, person: int) -> str:
        """Who builds, and since when."""
        names = await self._prima.desk.do(names_of, [error.by])
        who = words.YOU if error.by == person else names.get(error.by, words.SOMEBODY) if error.by else words.SERVER
        if not error.since:
            return words.RUNNING_NOW.format(who=escape(who))
        zone = self._prima.reader().moment.tzinfo
        since = datetime.fromisoformat(error.since).astimezone(zone)
        return words.RUNNING.format(who=escape(who), since=f"{since:%H.%M}")

    async def _cancel(self, update: Update, _: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        if self._prima.builder.cancel():
            await self._prima.desk.do(record, query.from_user.id, "build cancelled", "")
            await query.answer()
        else:
            await query.answer(words.NOTHING_TO_CANCEL, show_alert=True)

    async def _use(self, update: Update, found: re.Match[str]) -> None:
        manifest = await self._change(update, found[1], "model changed")
        if manifest:
            await show(update, Message(words.SWITCHED.format(model=escape(manifest))))

    async def _go_back(self, update: Update, found: re.Match[str]) -> None:
        manifest = await self._change(update, found[1], "went back")
        if manifest:
            await show(update, Message(words.WENT_BACK.format(build=found[1], model=escape(manifest))))

    async def _change(self, update: Update, build: str, action: str) -> str:
        """Makes a build the live one, with its model; the model's name, empty if it could not be."""
        query = update.callback_query
        if query is None:
            return ""
        try:
            settings = await asyncio.to_thread(self._settings_of, build)
        except UnusableIndexError:
            await query.answer(words.BUILD_GONE, show_alert=True)
            return ""
        await query.answer()
        try:
            before = await asyncio.to_thread(switch_to, settings.index_dir, build, query.from_user.id)
        except BuildRunningError as error:
            await show(update, Message(await self._running(error, query.from_user.id)))
            return ""
        try:
            await self._prima.change_over(settings)
        except PrimaError as error:
            await asyncio.to_thread(switch_to, settings.index_dir, before, query.from_user.id)
            await show(update, Message(words.NOT_SWITCHED.format(message=escape(str(error)[:1000]))))
            return ""
        await self._prima.desk.do(record, query.from_user.id, action, build, before)
        return settings.embedding.model

    def _settings_of(self, build: str) -> Settings:
        """The settings with a build's model; raises UnusableIndexError when it is gone or live already."""
        settings = self._prima.settings
        if build == live_build(settings.index_dir):
            raise UnusableIndexError(f"index {build} is live already")
        return with_model(settings, readable(settings.index_dir, build).model)

    async def _keep(self, update: Update, _: re.Match[str]) -> None:
        if update.callback_query:
            await update.callback_query.answer()
            await show(update, Message(words.KEPT))

    async def back(self, update: Update, _: Context) -> None:
        """/mundur: asks before it goes back."""
        message = update.effective_message
        if message is None:
            return
        try:
            manifest = await asyncio.to_thread(build_before, self._prima.settings.index_dir)
        except UnusableIndexError:
            await reply(message, Message(words.NO_INDEX))
            return
        if manifest is None:
            await reply(message, Message(words.BACK_NONE))
            return
        created = datetime.fromisoformat(manifest.created).astimezone(self._prima.reader().moment.tzinfo)
        text = words.BACK.format(
            build=manifest.build,
            notes=manifest.notes,
            model=escape(manifest.model),
            created=f"{day(created)} pukul {created:%H.%M}",
        )
        yes = Button(words.BUTTON_BACK, data=f"a:back:{manifest.build}")
        await reply(message, Message(text, ((yes, Button(words.BUTTON_STAY, data="a:stay")),)))

    async def _stay(self, update: Update, _: re.Match[str]) -> None:
        if update.callback_query:
            await update.callback_query.answer()
            await show(update, Message(words.STAYED))


class _Progress:
    """Keeps a message up to date, at a pace."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self._edited = time.monotonic()

    async def say(self, line: dict[str, Any]) -> None:
        """How far the build is."""
        if time.monotonic() - self._edited < PACE:
            return
        self._edited = time.monotonic()
        done, total = line.get("progress", (0, 0))
        text = words.PROGRESS.format(done=done, total=total) if total else words.COMPARING
        await _edit(self._sent, Message(text, _cancel_row()))


def _cancel_row() -> tuple[tuple[Button, ...], ...]:
    return ((Button(words.BUTTON_CANCEL, data="a:stop"),),)


async def _edit(sent: Sent, message: Message) -> None:
    """Puts a message in the place of one that was sent; if that is gone, below it."""
    try:
        await sent.edit_text(message.html, reply_markup=keyboard(message.buttons), **FORMAT)
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            await reply(sent, message)
    except TelegramError:
        if message.buttons != _cancel_row():  # progress may be missed, the end may not
            raise


def _said(task: Task, outcome: Outcome) -> Message:
    """What an admin reads at the end of a build."""
    if outcome.kind == "cancelled":
        return Message(words.CANCELLED)
    if outcome.kind == "failed":
        return Message(words.FAILED.format(message=escape(outcome.message[:1000])))
    if not task.live:
        return Message(summary(outcome.report))
    build = outcome.report["manifest"]["build"]
    use = Button(words.BUTTON_USE, data=f"a:use:{build}")
    return Message(comparison(outcome.report), ((use, Button(words.BUTTON_KEEP, data=f"a:keep:{build}")),))
