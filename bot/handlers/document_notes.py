"""What becomes of a document's notes: all, some or none of them are taken over, over the old ones or beside them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Sequence
from typing import Any

from telegram import Update

from bot.handlers.drafting import Drafting
from bot.handlers.handing_in import called, tell_others
from bot.handlers.neighbours import flag_contradictions
from bot.handlers.telling import out_of
from bot.importing import ALIKE, alike_places, handed_in, notes_of, one, renamed, summary, taken
from bot.message import Message as Outgoing
from bot.message import escape
from bot.replies import documents as words
from bot.replies import write as write_words
from bot.step import IMPORT, Step
from bot.table import Offer, Press
from knowledge_base import drafts
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftDecidedError, DraftError
from knowledge_base.imports import Imported, hand_in, take_over, would_become
from knowledge_base.namesakes import free_name
from knowledge_base.note import Note

PRESS = re.compile(r"d:(all|one|join|kind|enough|yes|no|over|apart):(\d{1,12})(?::(\d{1,4}))?")
MANY = 20
"""Notes from which it is said that they are being published."""


class DocumentNotes(Offer):
    """Takes a document's notes over."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._prima = drafting.prima

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
        if bool(draft.record.get("namesake")) != (verb in {"over", "apart"}):
            return write_words.STEP_OVER
        if verb in {"over", "apart"}:
            await self._named(update, draft, apart=verb == "apart")
        elif verb == "kind":
            other = "praktik" if notes_of(draft)[0].kind == "pedoman" else "pedoman"
            changed = [{**record, "kind": other} for record in draft.record["notes"]]
            await out_of(update)(summary(await self._keeps(draft, {"notes": changed})))
        else:
            return await self._choose(update, draft, verb, place)
        return ""

    async def _choose(self, update: Update, draft: Draft, verb: str, place: int) -> str:
        if verb == "all" and draft.record["alike"]:
            alike = alike_places(draft)
            others = [each for each in range(len(draft.record["notes"])) if each not in alike]
            asked = {"asks": ALIKE, "place": alike[0], "chosen": others, "merge": []}
            await self._next(update, await self._keeps(draft, asked))
        elif verb == "all":
            await self._take(update, draft, notes_of(draft))
        elif verb == "one":
            await self._next(update, await self._keeps(draft, {"asks": "", "place": 0, "chosen": [], "merge": []}))
        elif verb == "enough":
            await self._finish(update, draft)
        elif place != draft.record["place"]:
            return write_words.STEP_OVER
        else:
            await self._next(update, await self._keeps(draft, _answered(draft, verb, place)))
        return ""

    async def _named(self, update: Update, draft: Draft, *, apart: bool) -> None:
        """Another document has the file's name: its notes are replaced, or these get a name of their own."""
        fields: dict[str, Any] = {"namesake": ""}
        if apart:
            name = await self._prima.desk.do(free_name, draft.record["title"])
            fields |= renamed(draft, name)
            notes = [Note.from_dict(record) for record in fields["notes"]]
            became = await self._prima.desk.do(would_become, name, notes, notes)
            fields["became"] = became.counts()
        await out_of(update)(summary(await self._keeps(draft, fields)))

    async def _keeps(self, draft: Draft, fields: dict[str, Any]) -> Draft:
        return await self._drafting.goes_to(draft, Step(IMPORT), fields)

    async def _next(self, update: Update, draft: Draft) -> None:
        if draft.record["place"] < len(draft.record["notes"]):
            await out_of(update)(one(draft))
        else:
            await self._finish(update, draft)

    async def _finish(self, update: Update, draft: Draft) -> None:
        notes = notes_of(draft)
        merge = {notes[place].id for place in draft.record.get("merge", ())}
        await self._take(update, draft, [notes[place] for place in sorted(draft.record["chosen"])], merge)

    async def _take(
        self, update: Update, draft: Draft, chosen: Sequence[Note], merge: Collection[str] = frozenset()
    ) -> None:
        """Publishes the chosen notes, or hands them in where two must look at a note.

        Those to `merge` (ids) become part of the notes that they are like; the others stand beside them.
        """
        file, notes = draft.record["title"], notes_of(draft)
        twins: dict[str, str] = draft.record.get("twins", {})
        into = {identity: other for identity, other in twins.items() if identity in merge}
        if not chosen and not into:
            await self._prima.desk.do(drafts.cancel, draft.id)
            await out_of(update)(Outgoing(words.NOTHING_TAKEN.format(file=escape(file))))
            return
        say = out_of(update)
        if self._prima.two_look:
            became = await self._prima.desk.do(hand_in, draft.id, file, notes, chosen, into=into)
            await say(handed_in(file, chosen, became))
            await self._say_handed_in(update, draft, became)
            return
        if len(chosen) >= MANY:
            await out_of(update)(Outgoing(words.PUBLISHING.format(count=len(chosen), file=escape(file))))
        became = await self._prima.desk.do(take_over, draft.id, file, notes, chosen, into=into, beside=twins)
        await asyncio.to_thread((await self._prima.answerer()).searcher.refreshed)
        await say(taken(file, chosen, became))
        fresh = {*became.added, *became.changed}
        await flag_contradictions(self._prima, update, [note for note in chosen if note.id in fresh])

    async def _say_handed_in(self, update: Update, draft: Draft, became: Imported) -> None:
        """Tells the other moderators, once for all notes."""
        count = len(became.added) + len(became.changed) + len(became.merged)
        if count:
            file = escape(draft.record["title"])
            text = words.HANDED_IN_TOLD.format(count=count, name=called(update), file=file)
            await tell_others(self._prima, update, draft, text)


def _answered(draft: Draft, verb: str, place: int) -> dict[str, Any]:
    """The fields of a draft's record after one note was decided on, with the place of the next one."""
    record = draft.record
    following = place + 1
    if record.get("asks") == ALIKE:
        following = next((each for each in alike_places(draft) if each > place), len(record["notes"]))
    merges = verb == "join" and record["notes"][place]["id"] in record.get("twins", {})
    chosen = [*record["chosen"], *([place] if verb == "yes" else [])]
    return {"place": following, "chosen": chosen, "merge": [*record.get("merge", ()), *([place] if merges else [])]}
