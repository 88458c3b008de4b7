"""For admins: /bangun builds the index while Prima answers."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

from telegram import Message as Sent
from telegram import Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.answering import live_settings
from bot.broken_build import announced, say_broken_off
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.rebuild import Outcome
from bot.rebuild_report import comparison, summary
from bot.replies import rebuild as words
from bot.running_build import running
from bot.send import FORMAT, Context, keyboard, reply
from bot.table import Command, Offer, Press
from indexer.worker import Task
from knowledge_base.audit import record
from knowledge_base.errors import BuildRunningError, PrimaError, SettingsError

PACE = 3.0
"""Seconds between two edits of a progress message."""
_CANCEL = re.compile(r"a:stop")


class Rebuild(Offer):
    """Builds."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (Command(("bangun", "rebuild"), words.COMMAND_BUILD, self.build, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Cancel."""
        return (Press(_CANCEL, self._cancel, "admin"),)

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
            with announced(self._prima.settings.database.parent, sent):
                outcome = await self._prima.builder.run(task, _Progress(sent).say)
        except BuildRunningError as error:
            await _edit(sent, Message(await running(self._prima, error, person.id)))
            return
        made = outcome.kind == "done" and (outcome.report["changed"] or task.live)
        if made or outcome.kind == "failed":  # a cancelled one is written down for whoever cancelled it
            await self._prima.desk.do(record, person.id, f"build {outcome.kind}", self._built(outcome))
        try:
            await self._follow(task, outcome)
        except PrimaError as error:
            outcome = Outcome("failed", message=str(error))
        await _edit(sent, _said(task, outcome))

    async def begin(self, bot: ExtBot[Any]) -> None:
        """Who watched a build that was killed with the program hears of it."""
        await say_broken_off(self._prima.settings.database.parent, bot)

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

    async def _cancel(self, update: Update, _: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        if self._prima.builder.cancel():
            await self._prima.desk.do(record, query.from_user.id, "build cancelled", "")
            await query.answer()
        else:
            await query.answer(words.NOTHING_TO_CANCEL, show_alert=True)


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
