"""For admins: from one finished build to another: the new model or the old one, and /mundur to the build before."""

from __future__ import annotations

import asyncio
import re

from telegram import Update

from bot.acts import built_at
from bot.answering import with_model
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import rebuild as words
from bot.running_build import running
from bot.send import Context, reply, show
from bot.table import Command, Offer, Press
from indexer.snapshot import live_build
from indexer.turn import build_before, readable, switch_to
from knowledge_base.audit import record
from knowledge_base.errors import BuildRunningError, PrimaError, UnusableIndexError
from knowledge_base.settings import Settings

_BUILD = r"(\d{8}T\d{12}-[0-9a-f]{4})"
_USE = re.compile(rf"a:use:{_BUILD}")
_KEEP = re.compile(rf"a:keep:{_BUILD}")
_BACK = re.compile(rf"a:back:{_BUILD}")
_STAY = re.compile(r"a:stay")


class Switching(Offer):
    """Switches and goes back."""

    def __init__(self, prima: Prima) -> None:
        self._prima = prima

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the menu of admins shows."""
        return (Command(("mundur",), words.COMMAND_BACK, self.back, "admin"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """Use or keep, go back or stay."""
        return (
            Press(_USE, self._use, "admin"),
            Press(_KEEP, self._keep, "admin"),
            Press(_BACK, self._go_back, "admin"),
            Press(_STAY, self._stay, "admin"),
        )

    async def _use(self, update: Update, found: re.Match[str]) -> None:
        manifest = await self._change(update, found[1], "model changed")
        if manifest:
            await show(update, Message(words.SWITCHED))

    async def _go_back(self, update: Update, found: re.Match[str]) -> None:
        manifest = await self._change(update, found[1], "went back")
        if manifest:
            await show(update, Message(words.WENT_BACK.format(created=self._created(found[1]))))

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
            await show(update, Message(await running(self._prima, error, query.from_user.id)))
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
        text = words.BACK.format(
            notes=manifest.notes,
            created=self._created(manifest.build),
        )
        yes = Button(words.BUTTON_BACK, data=f"a:back:{manifest.build}")
        await reply(message, Message(text, ((yes, Button(words.BUTTON_STAY, data="a:stay")),)))

    def _created(self, build: str) -> str:
        """When a build was made, as people here say it."""
        others = (folder.name for folder in self._prima.settings.index_dir.iterdir())
        return built_at(build, self._prima.reader().moment.tzinfo, others)

    async def _stay(self, update: Update, _: re.Match[str]) -> None:
        if update.callback_query:
            await update.callback_query.answer()
            await show(update, Message(words.STAYED))
