"""Documents that moderators send in private: read within bounds, shown, and taken over as a whole or in part."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from telegram import Document, Update
from telegram.error import BadRequest

from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import COMPARED, flag_contradictions
from bot.handlers.telling import below, out_of
from bot.handlers.write import NOTE_LIMIT, Write
from bot.importing import notes_of, one, record_of, summary, taken
from bot.message import Button, escape
from bot.message import Message as Outgoing
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.send import Context, typing
from bot.step import IMPORT, Step
from bot.table import Offer, Press, Taker
from bot.tell import tell_all
from bot.writing import listed
from knowledge_base import drafts
from knowledge_base.documents.safely import limits_from, notes_safely
from knowledge_base.drafts import UNFINISHED, Draft
from knowledge_base.errors import DocumentError, DraftDecidedError, DraftError, NoteError
from knowledge_base.faults import fault
from knowledge_base.imports import hand_in, take_over
from knowledge_base.note import CONTROL, Note
from knowledge_base.notes import find_note

PRESS = re.compile(r"d:(all|one|kind|enough|yes|no):(\d{1,12})(?::(\d{1,4}))?")
WAITING = 3
"""Documents that may wait while one is read; each holds a place among the updates handled at once."""
NAME = 80


class Documents(Offer):
    """Takes documents over."""

    def __init__(self, drafting: Drafting, write: Write) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._write = write
        self._reading = asyncio.Lock()
        self._waiting = 0

    @property
    def presses(self) -> tuple[Press, ...]:
        """What can be done with a document's notes."""
        return (Press(PRESS, self._pressed, "moderator"),)

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
            async with typing(message, self._prima.settings.telegram.typing_after), self._reading:
                await self._read(update, message.document, person.id)
        finally:
            self._waiting -= 1
        return True

    async def _read(self, update: Update, document: Document, person: int) -> None:
        """Fetches and reads a file; says what is wrong with it, or what was found in it."""
        name = _name_of(document)
        try:
            content = await self._fetched(document, name)
            if name.lower().endswith((".md", ".txt")) and content.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
                await self._whole(update, person, content, name)
                return
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
            limits = self._prima.settings.documents
            text = words.REASON[error.reason].format(megabytes=limits.max_megabytes, pages=limits.max_pages)
            await below(update)(Outgoing(text))
        except NoteError as error:
            await below(update)(Outgoing(write_words.WRONG_NOTE.format(faults="\n".join(listed(error)))))
        else:
            await self._show(update, person, name, notes)

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
        await self._write.whole(below(update), person, text, name)

    async def _show(self, update: Update, person: int, name: str, notes: Sequence[Note]) -> None:
        """Keeps what was found as a draft, so that it survives a restart, and shows it."""
        searcher = (await self._prima.answerer()).searcher
        alike: dict[str, str] = {}
        known = 0
        for note in notes:
            known += await self._prima.desk.do(find_note, note.id) is not None
        for note in notes[:COMPARED]:
            twins = [twin for twin in await asyncio.to_thread(searcher.twins, note) if twin.note.id != note.id]
            if twins:
                alike[note.id] = twins[0].note.title
        for draft in await self._drafting.unfinished(person):
            if Step.of(draft.step).name == IMPORT and draft.record.get("title") == name:
                await self._prima.desk.do(drafts.cancel, draft.id)  # the same file again takes its place
        draft_of_file = await self._drafting.begin(person, record_of(name, notes, alike, known), Step(IMPORT))
        if draft_of_file is None:
            await self._drafting.offer(below(update), await self._drafting.unfinished(person))
        else:
            await below(update)(summary(draft_of_file))

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        verb, place = found[1], int(found[3] or 0)
        try:
            draft = await self._prima.desk.do(drafts.find, int(found[2]))
            alert = await self._decide(update, draft, verb, place, query.from_user.id)
        except (DraftError, DraftDecidedError):
            alert = write_words.DRAFT_GONE
        await query.answer(alert or None, show_alert=bool(alert))

    async def _decide(self, update: Update, draft: Draft, verb: str, place: int, person: int) -> str:
        if draft.person != person:
            return write_words.NOT_YOURS
        if draft.state not in UNFINISHED or Step.of(draft.step).name != IMPORT:
            return write_words.DRAFT_GONE
        notes = notes_of(draft)
        if verb == "all":
            await self._take_over(update, draft, notes, notes)
        elif verb == "kind":
            other = "praktik" if notes[0].kind == "pedoman" else "pedoman"
            changed = [{**record, "kind": other} for record in draft.record["notes"]]
            await out_of(update)(summary(await self._drafting.goes_to(draft, Step(IMPORT), {"notes": changed})))
        elif verb == "one":
            await self._next(update, await self._drafting.goes_to(draft, Step(IMPORT), {"place": 0, "chosen": []}))
        elif verb == "enough":
            await self._finish(update, draft)
        elif place != draft.record["place"]:
            return write_words.STEP_OVER
        else:
            chosen = [*draft.record["chosen"], *([place] if verb == "yes" else [])]
            moved = {"place": place + 1, "chosen": chosen}
            await self._next(update, await self._drafting.goes_to(draft, Step(IMPORT), moved))
        return ""

    async def _next(self, update: Update, draft: Draft) -> None:
        if draft.record["place"] < len(draft.record["notes"]):
            await out_of(update)(one(draft))
        else:
            await self._finish(update, draft)

    async def _finish(self, update: Update, draft: Draft) -> None:
        notes = notes_of(draft)
        await self._take_over(update, draft, notes, [notes[place] for place in draft.record["chosen"]])

    async def _take_over(self, update: Update, draft: Draft, notes: Sequence[Note], chosen: Sequence[Note]) -> None:
        """Publishes the chosen notes, or hands them in where two must look at a note."""
        file = draft.record["title"]
        if not chosen:
            await self._prima.desk.do(drafts.cancel, draft.id)
            await out_of(update)(taken(file, (), 0))
            return
        if self._prima.settings.knowledge.four_eyes:
            count = await self._prima.desk.do(hand_in, draft.id, chosen)
            await out_of(update)(Outgoing(words.HANDED_IN.format(count=count, file=escape(file))))
            await self._say_handed_in(update, draft, count)
            return
        archived = await self._prima.desk.do(take_over, draft.id, file, notes, chosen)
        searcher = (await self._prima.answerer()).searcher
        await asyncio.to_thread(searcher.refreshed)
        await out_of(update)(taken(file, chosen, len(archived)))
        await flag_contradictions(self._prima, update, chosen)

    async def _say_handed_in(self, update: Update, draft: Draft, count: int) -> None:
        """Tells the other moderators, once for all notes."""
        person = update.effective_user
        name = escape(person.full_name if person else "")
        text = words.HANDED_IN_TOLD.format(count=count, name=name, file=escape(draft.record["title"]))
        others = [each for each in await self._drafting.moderators() if each != draft.person]
        row = (Button(write_words.BUTTON_QUEUE, data="r:q:0"),)
        await tell_all(update.get_bot(), others, Outgoing(text, (row,)))


def _name_of(document: Document) -> str:
    """The file's name, on one line and without folders; its ending stays."""
    name = " ".join(re.sub(r"[/\\<>]", "-", CONTROL.sub("", document.file_name or "dokumen")).split())
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:NAME]}{dot}{ending[:10]}" if stem else name[:NAME]
