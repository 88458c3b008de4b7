"""What is decided about a document's notes: all, some or none are taken over, over the old ones or beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram import Update

from bot.document_pages import one, summary
from bot.handlers.comparing import Comparing
from bot.handlers.drafting import Drafting
from bot.handlers.progress import Progress
from bot.handlers.taking import Taking
from bot.handlers.telling import out_of
from bot.importing import ONLY_ASKED, answered, asked_places, notes_of, taken_places, would
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.send import pressed_message
from bot.step import IMPORT, Step
from bot.table import Offer, Press
from knowledge_base import drafts
from knowledge_base.becoming import OF_DOCUMENT, becomes
from knowledge_base.difference import Change, difference
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftDecidedError, DraftError, NotAsShownError
from knowledge_base.note import Kind, Note
from knowledge_base.placing import APART

PRESS = re.compile(r"d:(all|one|join|kind|enough|yes|no|over|apart):(\d{1,12})(?::(\d{1,4}))?")


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
        else:
            await self._next(update, await self._keeps(draft, answered(draft, verb, place)))
        return ""

    async def _shows(
        self,
        update: Update,
        draft: Draft,
        head: str = "",
        *,
        kept: str | None = None,
        notes: Sequence[Note] | None = None,
    ) -> None:
        """Shows what would become of the notes now."""
        pressed = pressed_message(update)
        progress = Progress(pressed) if pressed else None
        draft = await self._comparing.again(progress, draft, kept=kept, notes=notes)
        await out_of(update)(summary(draft, head))

    async def _keeps(self, draft: Draft, fields: dict[str, Any]) -> Draft:
        return await self._drafting.goes_to(draft, Step(IMPORT), fields)

    async def _next(self, update: Update, draft: Draft) -> None:
        if draft.record["place"] < len(draft.record["notes"]):
            await out_of(update)(one(draft, await self._changes(draft)))
        else:
            await self._finish(update, draft)

    async def _changes(self, draft: Draft) -> list[Change]:
        """What the file would change in the note that is to be decided on, if moderators corrected that."""
        note = notes_of(draft)[draft.record["place"]]
        if note.id not in would(draft, "corrected"):
            return []
        each = await self._prima.desk.do(becomes, note, draft.record["title"])
        found = difference(each.current, note) if each.current else []
        return [change for change in found if change.field in OF_DOCUMENT]

    async def _finish(self, update: Update, draft: Draft) -> None:
        try:
            await self._taking.take(update, draft)
        except NotAsShownError:
            await self._shows(update, draft, words.NOT_AS_SHOWN)
