"""Files that Prima reads for somebody: fetched and read within bounds, and read again if it was killed meanwhile."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import Bot, Chat
from telegram import Message as Sent
from telegram.error import BadRequest

from bot import replies
from bot.field_values import listed
from bot.handlers.comparing import Comparing
from bot.handlers.drafting import Drafting
from bot.handlers.progress import Progress
from bot.handlers.telling import to_person
from bot.handlers.whole_notes import NOTE_LIMIT, WholeNotes
from bot.markup import escape
from bot.message import Message
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.send import FORMAT
from bot.whole_note import too_long_note
from knowledge_base.documents.front_matter import HEAD_BYTES, foreign_keys, is_note
from knowledge_base.documents.limits import NOTES_LIMIT, TEXT_LIMIT
from knowledge_base.documents.safely import limits_from, notes_safely
from knowledge_base.errors import DocumentError, NoteError
from knowledge_base.faults import fault
from knowledge_base.note import Note
from knowledge_base.readings import Reading, begin_again, begin_reading, end_reading, readings, shown_in

log = logging.getLogger(__name__)

TIMES = 2
"""How often a file is begun at most, so that one that kills Prima does not do so for ever."""


class Files:
    """Reads files, one at a time."""

    def __init__(self, drafting: Drafting, notes: WholeNotes) -> None:
        self._prima = drafting.prima
        self._comparing = Comparing(drafting)
        self._notes = notes
        self._one = asyncio.Lock()
        self.tasks: set[asyncio.Task[None]] = set()
        """What is being read again."""

    def too_large(self, size: int) -> Message | None:
        """What is said of a file that is too large to be even fetched."""
        limits = limits_from(self._prima.settings.documents)
        return self._refused(DocumentError("too_large", f"{size} bytes")) if size > limits.size else None

    async def read(self, bot: Bot, person: int, name: str, file: str) -> None:
        """Reads a file and shows in its sender's private chat what was found."""
        await self._to_its_end(bot, await self._prima.desk.do(begin_reading, person, name, file))

    async def go_on(self, bot: Bot) -> None:
        """Begins again what was being read when the program was killed."""
        for reading in await self._prima.desk.do(readings):
            await self._prima.desk.do(begin_again, reading)
            task = asyncio.create_task(self._again(bot, reading))
            self.tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a file was not read again", exc_info=task.exception())

    async def _again(self, bot: Bot, reading: Reading) -> None:
        if reading.begun < TIMES and await self._prima.access.may(reading.person, "moderator"):
            await self._to_its_end(bot, reading)
            return
        lost = words.READING_LOST.format(file=escape(reading.name))
        await self._say(bot, reading, Message(lost if reading.begun >= TIMES else replies.ROLE_LOST))
        await self._prima.desk.do(end_reading, reading)

    async def _to_its_end(self, bot: Bot, reading: Reading) -> None:
        try:
            await self._read(bot, reading)
        finally:
            await self._prima.desk.do(end_reading, reading)

    async def _read(self, bot: Bot, reading: Reading) -> None:
        """Fetches a file; a note is shown as one, everything else is read as a document."""
        name, whole = reading.name, None
        try:
            content = await self._fetched(bot, reading)
            if is_note(_head(content), name):
                text = _text_of(content, name)
                whole = await asyncio.to_thread(too_long_note, text, name, self._prima.reader().moment.date())
                if whole is None:
                    await self._notes.take(to_person(bot, reading.person), reading.person, text, name)
                    return
        except DocumentError as error:
            await self._say(bot, reading, self._refused(error))
        except NoteError as error:
            await self._say(bot, reading, _faulty(error))
        else:
            progress = await self._progress(bot, reading)
            async with self._one:
                await progress.end(await self._found(progress, reading, content, whole))

    async def _progress(self, bot: Bot, reading: Reading) -> Progress:
        """The message that says how far it is: a new one, or the one from before the program was killed."""
        if reading.message:
            progress = Progress(self._sent(bot, reading))
            await progress.say(words.READING_AGAIN.format(file=escape(reading.name)), at_once=True)
            return progress
        waits = words.WAITS if self._one.locked() else words.READING
        sent = await bot.send_message(reading.person, waits.format(file=escape(reading.name)), **FORMAT)
        await self._prima.desk.do(shown_in, reading, sent.message_id)
        return Progress(sent)

    def _sent(self, bot: Bot, reading: Reading) -> Sent:
        chat = Chat(reading.person, Chat.PRIVATE)
        sent = Sent(reading.message, self._prima.reader().moment, chat)
        chat.set_bot(bot)
        sent.set_bot(bot)
        return sent

    async def _say(self, bot: Bot, reading: Reading, message: Message) -> None:
        """Says how it ended before anything was found: in the message of before, if there is one."""
        if reading.message:
            await Progress(self._sent(bot, reading)).end(message)
        else:
            await to_person(bot, reading.person)(message)

    async def _found(self, progress: Progress, reading: Reading, content: bytes, whole: Note | None) -> Message:
        """What was found in a document, or what is wrong with it; a note too long for one is a document."""
        content = f"# {whole.title}\n\n{whole.body}\n".encode() if whole else content
        await progress.say(words.READING.format(file=escape(reading.name)))
        try:
            notes = await asyncio.to_thread(
                notes_safely,
                content,
                reading.name,
                kind=whole.kind if whole else "pedoman",
                topic=whole.topic if whole else "",
                today=self._prima.reader().moment.date(),
                limits=limits_from(self._prima.settings.documents),
            )
        except DocumentError as error:
            return self._refused(error)
        except NoteError as error:
            return _faulty(error)
        if whole:
            notes = [replace(note, values=whole.values, sources=whole.sources or note.sources) for note in notes]
        left_out = foreign_keys(_head(content), reading.name)
        return await self._comparing.found(progress, reading.person, reading.name, notes, left_out)

    def _refused(self, error: DocumentError) -> Message:
        documents = self._prima.settings.documents
        set_here = {"megabytes": documents.max_megabytes, "pages": documents.max_pages}
        bounds = {"text": TEXT_LIMIT, "notes": NOTES_LIMIT, **set_here}
        dotted = {name: f"{bound:,}".replace(",", ".") for name, bound in bounds.items()}
        return Message(words.REASON[error.reason].format(**dotted))

    @staticmethod
    async def _fetched(bot: Bot, reading: Reading) -> bytes:
        """The file's bytes; raises DocumentError for one that Telegram hands out to no bot."""
        try:
            file = await bot.get_file(reading.file)
        except BadRequest as error:
            if "too big" not in str(error).lower():
                raise
            raise DocumentError("too_large", f"{reading.name}: Telegram hands out no file of this size") from error
        return bytes(await file.download_as_bytearray())


def _head(content: bytes) -> str:
    """The beginning of a file, as far as it is text."""
    return content[:HEAD_BYTES].decode("utf-8", "replace")


def _text_of(content: bytes, name: str) -> str:
    """The text of a note file; raises DocumentError for one that no note is as long as, and NoteError."""
    if len(content) > NOTE_LIMIT:
        raise DocumentError("too_large", f"{name}: no note is that long")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoteError([fault(name, 1, "not-utf8", reason=error.reason)]) from error


def _faulty(error: NoteError) -> Message:
    return Message(write_words.WRONG_NOTE.format(faults="\n".join(listed(error))))
