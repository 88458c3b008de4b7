"""Documents that moderators send in private: fetched and read within bounds, or refused with the reason."""

from __future__ import annotations

import asyncio
import re

from telegram import Document, Message, Update
from telegram.error import BadRequest

from bot.field_values import listed
from bot.handlers.comparing import Comparing
from bot.handlers.drafting import Drafting
from bot.handlers.progress import Progress, begin
from bot.handlers.telling import below
from bot.handlers.whole_notes import NOTE_LIMIT, WholeNotes
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.send import Context, typing
from bot.table import Offer, Taker
from knowledge_base.documents.front_matter import HEAD_BYTES, foreign_keys, is_note
from knowledge_base.documents.limits import NOTES_LIMIT, TEXT_LIMIT
from knowledge_base.documents.safely import limits_from, notes_safely
from knowledge_base.errors import DocumentError, NoteError
from knowledge_base.faults import fault
from knowledge_base.note import CONTROL

WAITING = 3
"""Documents that may wait while one is read; each holds a place among the updates handled at once."""
NAME = 80


class Documents(Offer):
    """Takes documents over."""

    def __init__(self, drafting: Drafting, notes: WholeNotes) -> None:
        self._prima = drafting.prima
        self._comparing = Comparing(drafting)
        self._notes = notes
        self._reading = asyncio.Lock()
        self._waiting = 0

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Files."""
        return (self.take,)

    async def take(self, update: Update, _: Context) -> bool:
        """A file from a moderator; others are answered as before."""
        message, person = update.message, update.effective_user
        if message is None or message.document is None or person is None:
            return False
        if not await self._prima.access.may(person.id, "moderator"):
            return False
        if self._waiting >= WAITING:
            await below(update)(Outgoing(words.BUSY))
            return True
        self._waiting += 1
        try:
            async with typing(message, self._prima.settings.telegram.typing_after):
                await self._fetch(update, message, message.document, person.id)
        finally:
            self._waiting -= 1
        return True

    async def _fetch(self, update: Update, message: Message, document: Document, person: int) -> None:
        """Fetches a file; a note is shown as one, everything else is read as a document."""
        name = _name_of(document)
        try:
            content = await self._fetched(document, name)
            if is_note(content[:HEAD_BYTES].decode("utf-8", "replace"), name):
                await self._whole(update, person, content, name)
                return
        except DocumentError as error:
            await below(update)(self._refused(error))
        except NoteError as error:
            await below(update)(_faulty(error))
        else:
            waits = words.WAITS if self._reading.locked() else words.READING
            progress = await begin(message, waits.format(file=escape(name)))
            async with self._reading:
                await progress.end(await self._read(progress, content, name, person))

    async def _read(self, progress: Progress, content: bytes, name: str, person: int) -> Outgoing:
        """What was found in a document, or what is wrong with it."""
        await progress.say(words.READING.format(file=escape(name)))
        try:
            notes = await asyncio.to_thread(
                notes_safely,
                content,
                name,
                kind="pedoman",
                topic="",
                today=self._prima.reader().moment.date(),
                limits=limits_from(self._prima.settings.documents),
            )
        except DocumentError as error:
            return self._refused(error)
        except NoteError as error:
            return _faulty(error)
        left_out = foreign_keys(content[:HEAD_BYTES].decode("utf-8", "replace"), name)
        return await self._comparing.found(progress, person, name, notes, left_out)

    def _refused(self, error: DocumentError) -> Outgoing:
        documents = self._prima.settings.documents
        set_here = {"megabytes": documents.max_megabytes, "pages": documents.max_pages}
        bounds = {"text": TEXT_LIMIT, "notes": NOTES_LIMIT, **set_here}
        dotted = {name: f"{bound:,}".replace(",", ".") for name, bound in bounds.items()}
        return Outgoing(words.REASON[error.reason].format(**dotted))

    async def _fetched(self, document: Document, name: str) -> bytes:
        """The file's bytes; a file that is too large is not even fetched."""
        limits = limits_from(self._prima.settings.documents)
        if (document.file_size or 0) > limits.size:
            raise DocumentError("too_large", f"{name}: {document.file_size} bytes")
        try:
            file = await document.get_file()
        except BadRequest as error:
            if "too big" not in str(error).lower():
                raise
            raise DocumentError("too_large", f"{name}: Telegram hands out no file of this size") from error
        return bytes(await file.download_as_bytearray())

    async def _whole(self, update: Update, person: int, content: bytes, name: str) -> None:
        """A note file: an existing note's id makes it a change of that note, shown before it is published."""
        if len(content) > NOTE_LIMIT:
            raise DocumentError("too_large", f"{name}: no note is that long")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NoteError([fault(name, 1, "not-utf8", reason=error.reason)]) from error
        await self._notes.take(below(update), person, text, name)


def _faulty(error: NoteError) -> Outgoing:
    return Outgoing(write_words.WRONG_NOTE.format(faults="\n".join(listed(error))))


def _name_of(document: Document) -> str:
    """The file's name, on one line and without folders; its ending stays."""
    name = " ".join(re.sub(r"[/\\<>]", "-", CONTROL.sub("", document.file_name or "dokumen")).split())
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:NAME]}{dot}{ending[:10]}" if stem else name[:NAME]
