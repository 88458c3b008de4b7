"""The buttons of a draft: gone on with, put aside, thrown away, changed, published, shared out to those who do it."""

from __future__ import annotations

import re

from telegram import Update

from bot import replies
from bot.handlers.ask import answer_to
from bot.handlers.choices import Choices
from bot.handlers.consent import close_question
from bot.handlers.drafting import Drafting
from bot.handlers.last_asked import asked_last
from bot.handlers.pieces import Pieces
from bot.handlers.publish import Publish
from bot.handlers.telling import below, out_of
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.message import shortened
from bot.prompts import Prompts
from bot.replies import write as words
from bot.send import Context
from bot.step import FIELDS, HELD, IMPORT, PIECES, SUGGEST, Step
from bot.table import Command, Deed, Offer, Press
from bot.writing import button, fields, is_credited, out_of_hand, title_of
from knowledge_base import drafts
from knowledge_base.credits import consent
from knowledge_base.draft import UNFINISHED, Draft
from knowledge_base.errors import DraftDecidedError, DraftError, NoteError
from knowledge_base.people import name_of

PRESS = re.compile(r"w:(\d{1,12}):([a-z]{1,8})(?::([A-Za-z0-9-]{1,48}))?")
ALERT = 200
"""Characters of an alert: https://core.telegram.org/bots/api#answercallbackquery."""
ALWAYS = frozenset(("go", "drop"))
"""What can be done with a draft that no dialogue leads through."""
OF_PIECES = ALWAYS | {"whole", "later", "cancel"}


class Dialogue(Offer):
    """Does what a draft's buttons say."""

    def __init__(self, drafting: Drafting, publish: Publish, pieces: Pieces) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._deeds: dict[str, Deed] = {
            **Choices(drafting).deeds,
            **publish.deeds,
            "whole": lambda update, draft, _: pieces.complete(update, draft),
            "later": self._later,
            "go": self.go,
            "ask": self._ask,
            "cancel": self._cancel,
            "drop": self._drop,
            "fields": self._fields,
            "field": self._field,
            "full": self._full,
            "name": self._name,
        }

    @property
    def commands(self) -> tuple[Command, ...]:
        """The way out that people know from elsewhere."""
        return (Command(("batal",), words.COMMAND_CANCEL, self.command, own=True),)

    async def command(self, update: Update, _: Context) -> None:
        """/batal: ends what Prima asked last; else as the button under the draft that is open, or says that none is."""
        person = update.effective_user
        if person is None:
            return
        asked = await asked_last(self._prima, person.id)
        told = await Prompts(self._prima).cancel(update.get_bot(), asked) if asked else None
        if told:
            await below(update)(told)
            return
        async with self._drafting.turn(person.id):
            steps = [(Step.of(draft.step), draft) for draft in await self._drafting.unfinished(person.id)]
            draft = next((draft for step, draft in steps if not step.paused and step.name != IMPORT), None)
            if draft is None:
                await below(update)(Outgoing(words.NOTHING_OPEN))
            else:
                await self._cancel(update, draft, "")

    @property
    def presses(self) -> tuple[Press, ...]:
        """The dialogue's buttons."""
        return (Press(PRESS, self._pressed),)

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        """A button of a dialogue: its draft must be the person's own and unfinished."""
        query = update.callback_query
        if query is None:
            return
        number, verb, argument = int(found[1]), found[2], found[3] or ""
        if (number, verb) == (0, "new"):
            await query.answer()
            await self._drafting.new(out_of(update), query.from_user.id)
            return
        draft, problem = await self.own(number, query.from_user.id, verb)
        deed = self._deeds.get(verb)
        if draft is None or deed is None:
            await query.answer(shortened(problem.text, ALERT) or replies.OLD_BUTTON, show_alert=True)
            return
        try:
            alert = await deed(update, draft, argument)
        except DraftDecidedError:  # pressed twice at once
            alert = words.DRAFT_GONE
        await query.answer(alert or None, show_alert=bool(alert))

    async def own(self, number: int, person: int, verb: str = "go") -> tuple[Draft | None, Outgoing]:
        """A person's unfinished draft, or why there is none."""
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            return None, Outgoing(words.DRAFT_GONE)
        if draft.person != person:
            return None, Outgoing(words.NOT_YOURS)
        if draft.state not in UNFINISHED:
            return None, out_of_hand(draft)
        step = Step.of(draft.step).name
        if step in HELD and verb not in (OF_PIECES if step == PIECES else ALWAYS):
            return None, Outgoing(words.DRAFT_GONE)
        return draft, Outgoing("")

    async def _later(self, update: Update, draft: Draft, _: str) -> str:
        draft = await self._drafting.goes_to(draft, Step.of(draft.step).later())
        rows = ((button(draft, words.BUTTON_RESUME, "go"),),)
        await out_of(update)(Outgoing(words.PAUSED, rows))
        return ""

    async def go(self, update: Update, draft: Draft, _: str) -> str:
        """Goes on where the draft stands."""
        step = Step.of(draft.step)
        if step.name in HELD - {PIECES}:
            await self._drafting.present(out_of(update), draft)
            return ""
        resumed = step.resumed() if step.name in {*FIELDS, SUGGEST, PIECES} else Step("preview")
        await self._drafting.present(out_of(update), await self._drafting.goes_to(draft, resumed))
        return ""

    async def _cancel(self, update: Update, draft: Draft, _: str) -> str:
        if not draft.record:
            return await self._drop(update, draft, "")
        rows = ((button(draft, words.BUTTON_DROP, "drop"), button(draft, words.BUTTON_KEEP_DRAFT, "go")),)
        await out_of(update)(Outgoing(words.DROP.format(title=escape(title_of(draft))), rows))
        return ""

    async def _ask(self, update: Update, draft: Draft, _: str) -> str:
        """What somebody sent as a suggestion is a question: it is answered, and the suggestion is over."""
        asked = str(draft.record.get("body", ""))
        if Step.of(draft.step).name != SUGGEST or not asked:
            return words.STEP_OVER
        await self._prima.desk.do(drafts.cancel, draft.id)
        await answer_to(self._prima, update, asked)
        return ""

    async def _drop(self, update: Update, draft: Draft, _: str) -> str:
        draft = await self._prima.desk.do(drafts.cancel, draft.id)
        await out_of(update)(Outgoing(words.DROPPED))
        await close_question(update.get_bot(), draft)
        return ""

    async def _fields(self, update: Update, draft: Draft, _: str) -> str:
        await out_of(update)(fields(draft))
        return ""

    async def _field(self, update: Update, draft: Draft, argument: str) -> str:
        if argument not in FIELDS:
            return replies.OLD_BUTTON
        draft = await self._drafting.goes_to(draft, Step(argument, single=True))
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _full(self, update: Update, draft: Draft, _: str) -> str:
        """The whole note, as `Baca lengkap` will show it."""
        try:
            note = await self._drafting.note_of(draft)
        except NoteError:
            return words.STEP_OVER
        for part in self._prima.messenger.full_note(note, self._prima.reader()):
            await below(update)(part)
        return ""

    async def _name(self, update: Update, draft: Draft, _: str) -> str:
        """The author wants to be named as contributor, or not."""
        person, own = update.effective_user, bool(draft.origin.get("own"))
        if person is None or (draft.origin.get("authors") and not own):
            return replies.OLD_BUTTON
        name = name_of(person.full_name)
        if own:
            draft = await self._prima.desk.do(consent, draft.id, person.id, name, agrees=not is_credited(draft))
            named = name if is_credited(draft) else ""
            draft = await self._drafting.goes_to(draft, Step("preview"))
        else:
            named = "" if is_credited(draft) else name
            draft = await self._drafting.goes_to(draft, Step("preview"), {"contributor": named})
        await self._drafting.present(out_of(update), draft)
        return words.AUTHOR_NAMED if named else ""
