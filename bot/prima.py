"""What every place where people meet Prima shares: one answerer, one desk for the database, one way to ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot import metrics, replies
from bot.access import Access
from bot.answer import Answer, Answerer
from bot.answering import answerer_of
from bot.limits import HOUR, Limits, Told
from bot.message import Button, Message, Messenger, Reader
from bot.rebuild import Builder
from bot.recent import Recent
from knowledge_base.errors import ClosedStoreError, DiskFullError
from knowledge_base.life import find_retired
from knowledge_base.note import Note
from knowledge_base.questions import (
    Asked,
    note_message,
    previous_question,
    question_of_message,
    store_question,
    without_personal_data,
)
from knowledge_base.settings import Settings
from knowledge_base.store import Desk

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was asked: who, in which chat, in which forum topic, by which channel."""

    person: int
    chat: int
    thread: int | None
    channel: str
    name: str = ""
    replied: int = 0  # the message that this one replies to

    @property
    def where(self) -> tuple[int, int, int | None]:
        """Person, chat and forum topic."""
        return self.person, self.chat, self.thread


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to send, and the number of the question that it answers."""

    message: Message
    number: int


class Prima:
    """The services that handlers share. The answerer loads in a thread of its own; whoever asks early waits for it."""

    def __init__(
        self, settings: Settings, desk: Desk, load: Callable[[], Answerer], clock: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.desk = desk
        self.access = Access(settings, desk)
        self.limits = Limits(settings.limits, desk, clock)
        self.builder = Builder()
        self.wanted: Callable[[], Settings] = lambda: settings
        """The settings as they are written now, which may name another model; raises SettingsError."""
        self.messenger = Messenger()
        self.recent = Recent()
        self._unkept = Told(HOUR)
        self._clock = clock
        loading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="loading")
        self._answerer = loading.submit(load)
        self._answerer.add_done_callback(_say_loaded)
        loading.shutdown(wait=False)

    @property
    def loading(self) -> Future[Answerer]:
        """The answerer, while it is being loaded and after."""
        return self._answerer

    @property
    def two_look(self) -> bool:
        """Whether somebody else than its writer must look at what is to answer; `four_eyes` says at what."""
        return self.settings.knowledge.four_eyes

    async def answerer(self) -> Answerer:
        """The answerer, as soon as it is loaded; raises what loading raised."""
        return await asyncio.wrap_future(self._answerer)

    async def change_over(self, settings: Settings) -> None:
        """From now on the live index answers with these settings' model; until it is loaded, what answered before.

        Raises UnusableIndexError and ModelError; then everything stays.
        """
        answerer = await asyncio.to_thread(answerer_of, settings, self.desk)
        fresh: Future[Answerer] = Future()
        fresh.set_result(answerer)
        self._answerer = fresh

    def reader(self, name: str = "") -> Reader:
        """Somebody who reads now."""
        return Reader(self._clock(), name)

    async def ask(self, question: str, place: Place) -> Reply:
        """Answers a question in the light of the conversation at that place, and stores it if that is possible."""
        answerer = await self.answerer()
        previous = await self._previous(place)
        answer = await asyncio.to_thread(answerer.answer, question, previous)
        number = await self.keep(self.desk.do(store_question, answer.to_asked(place.channel, place.where))) or 0
        metrics.answered(answer.kind, answer.ms / 1000)
        log.info("question %d: %s, confidence %.2f, %.1f ms", number, answer.kind, answer.confidence, answer.ms)
        message = self.messenger.answer(answer, number, self.reader(place.name))
        return Reply(await self.manageable(message, answer.note, place), number)

    async def manageable(self, message: Message, note: Note | None, place: Place) -> Message:
        """The message, in a moderator's private chat with the button that manages the note in it."""
        if note is None or place.channel != "private" or not await self.access.may(place.person, "moderator"):
            return message
        return replace(message, buttons=(*message.buttons, (Button(replies.BUTTON_MANAGE, data=f"m:{note.id}"),)))

    async def keep(self, stored: Awaitable[T]) -> T | None:
        """What the desk does, if people are served without it too: None, and a line in the log, on a full disk."""
        try:
            return await stored
        except DiskFullError as error:
            if self._unkept.first("disk"):
                log.error("Prima answers, but remembers nothing: %s", error)  # noqa: TRY400 - the message says it all
            return None

    async def retired(self, identity: str) -> list[Message]:
        """What to say about a note that is out of the answers; nothing about one that is in them or never was."""
        found = await self.desk.do(find_retired, identity)
        return self.messenger.retired(found, self.reader()) if found else []

    async def refresh(self) -> None:
        """Lets the next answer know all that was written before."""
        answerer = await self.answerer()
        await asyncio.to_thread(answerer.searcher.refreshed)

    async def _previous(self, place: Place) -> Asked | None:
        """What the person speaks of: the answer that the message replies to, or else their last question there."""
        if place.replied:
            replied = await self.desk.do(question_of_message, place.chat, place.replied)
            if replied:
                return replied
        minutes = self.settings.answer.follow_up_minutes
        return await self.desk.do(previous_question, place.chat, place.person, place.thread, minutes)

    async def sent(self, reply: Reply, message: int) -> None:
        """Remembers the message that carried a reply, so that an answer to it is understood."""
        if reply.number:  # else the question is not stored, and a follow-up will be taken for a question
            await self.keep(self.desk.do(note_message, reply.number, message))

    async def note(self, identity: str) -> Note | None:
        """The note with this id in the live index, or None."""
        answerer = await self.answerer()
        view = await asyncio.to_thread(answerer.searcher.view)
        return view.note(identity)

    async def opened(self, note: Note, place: Place) -> Reply:
        """A note as an answer to its own title; the next message may follow it up."""
        answerer = await self.answerer()
        answer = await asyncio.to_thread(answerer.open, note)
        asked = replace(answer.to_asked(place.channel, place.where), kind="opened")
        number = await self.keep(self.desk.do(store_question, asked)) or 0
        message = self.messenger.answer(answer, number, self.reader())
        return Reply(await self.manageable(message, note, place), number)


def _say_loaded(answerer: Future[Answerer]) -> None:
    error = answerer.exception()
    if isinstance(error, ClosedStoreError):
        log.info("stopped before the index was loaded")
    elif error:
        log.critical("Prima cannot answer: %s", error)
    else:
        manifest = answerer.result().searcher.view().manifest
        log.info("ready: index %s with %d notes", manifest.build, manifest.notes)


def remembered(answer: Answer) -> Asked | None:
    """What a conversation outside the database keeps of an answer, to understand the next message."""
    subject = answer.kind in {"answer", "unsure", "unknown", "no_article"}
    return without_personal_data(answer.to_asked("command")) if subject else None
