"""What is decided about a document's notes: all, some or none are taken over, over the old ones or beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from telegram import Update

from bot import replies
from bot.document_pages import one, summary, together
from bot.handlers.comparing import Comparing
from bot.handlers.drafting import Drafting
from bot.handlers.neighbours import together_text
from bot.handlers.progress import Progress
from bot.handlers.taking import Taking
from bot.handlers.telling import out_of
from bot.importing import ONLY_ASKED, answered, asked_places, merges, notes_of, taken_places, turned, would
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.send import pressed_message
from bot.step import IMPORT, Step
from bot.table import Offer, Press
from knowledge_base import drafts
from knowledge_base.becoming import ASKED
from knowledge_base.difference import Change, difference
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftDecidedError, DraftError, NotAsShownError
from knowledge_base.merging import merged
from knowledge_base.note import Kind, Note
from knowledge_base.notes import find_note
from knowledge_base.placing import APART
from knowledge_base.provenance import OF_DOCUMENT

PRESS = re.compile(r"d:(all|one|join|into|kind|bare|enough|yes|no|over|apart):(\d{1,12})(?::(\d{1,4}))?")


class DocumentNotes(Offer):
    """Takes a document's notes over."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._comparing = Comparing(drafting)
        self._taking = Taking(drafting)

    @property
    def presses(self) -> tuple[Press, ...]:
        """What can be done with a document's notes."""
        return (Press(PRESS, self._pressed, "moderator"),)

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
        if bool(draft.record.get("rival")) != (verb in {"over", "apart"}):
            return write_words.STEP_OVER
        if verb in {"over", "apart"}:
            kept = APART if verb == "apart" else draft.record["rival"]["name"]
            await self._shows(update, draft, kept=kept)
        elif verb == "kind":
            notes = notes_of(draft)
            other: Kind = "praktik" if notes[0].kind == "pedoman" else "pedoman"
            await self._shows(update, draft, notes=[replace(note, kind=other) for note in notes])
        elif verb == "bare":
            turned_notes, personal = turned(draft)
            await self._shows(update, draft, notes=turned_notes, personal=personal)
        else:
            return await self._choose(update, draft, verb, place)
        return ""

    async def _choose(self, update: Update, draft: Draft, verb: str, place: int) -> str:
        asked = asked_places(draft)
        if verb == "all" and asked:
            fields = {"asks": ONLY_ASKED, "place": asked[0], "chosen": taken_places(draft), "merge": []}
            await self._next(update, await self._keeps(draft, fields))
        elif verb == "all":
            await self._finish(update, await self._keeps(draft, {"chosen": taken_places(draft)}))
        elif verb == "one":
            await self._next(update, await self._keeps(draft, {"asks": "", "place": 0, "chosen": [], "merge": []}))
        elif verb == "enough":
            await self._finish(update, draft)
        elif place != draft.record["place"]:
            return write_words.STEP_OVER
        elif verb == "join":
            return await self._together(update, draft, place)
        else:
            await self._next(update, await self._keeps(draft, answered(draft, verb, place)))
        return ""

    async def _together(self, update: Update, draft: Draft, place: int) -> str:
        """Shows what the older note would be with this one, and with those before it that join it too."""
        if not merges(draft, place):
            return write_words.STEP_OVER
        notes, twins = notes_of(draft), draft.record["twins"]
        old = await self._prima.desk.do(find_note, twins[notes[place].id])
        if old is None or not old.found:
            return replies.NOTE_GONE
        draft = await self._keeps(draft, {"seen": {**draft.record.get("seen", {}), old.id: old.hash}})
        for each in draft.record["merge"]:
            old = merged(old, notes[each]) if twins[notes[each].id] == old.id else old
        await out_of(update)(together(draft, await together_text(self._prima, old, notes[place])))
        return ""

    async def _shows(  # noqa: PLR0913 - what was just said of the document
        self,
        update: Update,
        draft: Draft,
        head: str = "",
        *,
        kept: str | None = None,
        notes: Sequence[Note] | None = None,
        personal: Mapping[str, Any] | None = None,
    ) -> None:
        """Shows what would become of the notes now."""
        pressed = pressed_message(update)
        progress = Progress(pressed) if pressed else None
        draft = await self._comparing.again(progress, draft, kept=kept, notes=notes, personal=personal)
        await out_of(update)(summary(draft, head))

    async def _keeps(self, draft: Draft, fields: dict[str, Any]) -> Draft:
        return await self._drafting.goes_to(draft, Step(IMPORT), fields)

    async def _next(self, update: Update, draft: Draft) -> None:
        if draft.record["place"] < len(draft.record["notes"]):
            await out_of(update)(one(draft, await self._changes(draft)))
        else:
            await self._finish(update, draft)

    async def _changes(self, draft: Draft) -> list[Change]:
        """How the note that is to be decided on differs from what it is, if that is asked, or from its like."""
        note = notes_of(draft)[draft.record["place"]]
        asked = any(note.id in would(draft, what) for what in ASKED)
        other = note.id if asked else draft.record.get("twins", {}).get(note.id)
        current = await self._prima.desk.do(find_note, other) if other else None
        fields = OF_DOCUMENT if asked else ("title", "body")
        return [change for change in difference(current, note) if change.field in fields] if current else []

    async def _finish(self, update: Update, draft: Draft) -> None:
        try:
            await self._taking.take(update, draft)
        except NotAsShownError:
            await self._shows(update, draft, words.NOT_AS_SHOWN)
