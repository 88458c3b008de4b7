"""Writing notes: /catat, the dialogue behind it, whole notes in one message, changes of notes that exist."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update

from bot import replies
from bot.handlers.drafting import Drafting
from bot.handlers.publish import Publish
from bot.handlers.telling import Out, below, markdown_in, out_of
from bot.message import Message as Outgoing
from bot.message import escape
from bot.replies import write as words
from bot.send import Context
from bot.step import FIELDS, IMPORT, OFFER, OPTIONAL, SUGGEST, WRITTEN, Step
from bot.table import Command, Offer, Press, Taker
from bot.whole_note import PLACEHOLDER, is_whole_note, read_whole_note
from bot.writing import (
    areas,
    button,
    faults_of,
    fields,
    internal_source,
    listed,
    more_body,
    out_of_hand,
    proposed_questions,
    read_value,
    shortened,
    title_of,
)
from knowledge_base import drafts
from knowledge_base.drafts import UNFINISHED, Draft
from knowledge_base.errors import DraftDecidedError, DraftError, NoteError
from knowledge_base.note import BODY_LIMIT, KINDS, VALUES, Note
from knowledge_base.notes import find_note
from knowledge_base.people import name_of
from knowledge_base.topics import AREAS, TOPICS

PRESS = re.compile(r"w:(\d{1,12}):([a-z]{1,8})(?::([A-Za-z0-9-]{1,48}))?")
EDIT = re.compile(r"d:edit:([A-Za-z0-9-]{1,48})")
LINK = re.compile(r"draf-(\d{1,12})")
NOTE_LIMIT = 10 * BODY_LIMIT
"""Characters of a whole note that are read at all."""
ALERT = 200
"""Characters of an alert: https://core.telegram.org/bots/api#answercallbackquery."""

Deed = Callable[[Update, Draft, str], Awaitable[str]]


class Write(Offer):
    """Leads through the writing of a note."""

    def __init__(self, drafting: Drafting, publish: Publish) -> None:
        self._drafting = drafting
        self._prima = drafting.prima
        self._publish = publish
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._deeds: dict[str, Deed] = {
            "set": self._set,
            "value": self._toggle,
            "areas": self._areas,
            "next": self._next,
            "back": self._back,
            "later": self._later,
            "go": self._go,
            "cancel": self._cancel,
            "drop": self._drop,
            "fields": self._fields,
            "field": self._field,
            "full": self._full,
            "name": self._name,
            "publish": lambda update, draft, _: publish.publish(update, draft),
            "submit": lambda update, draft, _: publish.submit(update, draft),
            "merge": publish.merge,
            "join": publish.join,
            "apart": lambda update, draft, _: publish.apart(update, draft),
            "mine": lambda update, draft, _: publish.mine(update, draft),
            "unite": lambda update, draft, _: publish.unite(update, draft),
        }

    @property
    def commands(self) -> tuple[Command, ...]:
        """The way to a new note."""
        return (Command(("catat",), words.COMMAND_WRITE, self.command, "moderator"),)

    @property
    def presses(self) -> tuple[Press, ...]:
        """The dialogue's buttons, and the one that changes a note."""
        return (Press(PRESS, self._pressed), Press(EDIT, self._edit, "moderator"))

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Words for an open dialogue, and whole notes."""
        return (self.take,)

    async def command(self, update: Update, _: Context) -> None:
        """/catat: a new note, or first the offer to finish one."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        text = markdown_in(message)
        found = await self._drafting.unfinished(person.id)
        if is_whole_note(text):
            await self.whole(below(update), person.id, text, "pesan")
        elif found and not text:
            await self._drafting.offer(below(update), found)
        else:
            await self._new(below(update), person.id, {"title": " ".join(text.split())[:120]} if text else {})

    async def _new(self, out: Out, person: int, record: dict[str, Any]) -> None:
        if record and faults_of("title", record["title"]):
            record = {}
        draft = await self._drafting.begin(person, record, Step("later"))
        if draft is None:
            await self._drafting.offer(out, await self._drafting.unfinished(person))
            return
        draft = await self._drafting.goes_to(draft, Step("body" if record else "title"))
        await self._drafting.present(out, draft)

    async def start_edit(self, update: Update, note: Note) -> None:
        """Begins to change a note that exists; an unfinished change of it is gone on with."""
        person = update.effective_user
        if person is None:
            return
        held = [draft for draft in await self._drafting.unfinished(person.id) if draft.base == note.id]
        draft = held[0] if held else await self._drafting.begin(person.id, {}, Step("preview"), base=note)
        if draft is None:
            await self._drafting.offer(below(update), await self._drafting.unfinished(person.id))
        else:
            await below(update)(fields(draft))

    async def _edit(self, update: Update, found: re.Match[str]) -> None:
        query = update.callback_query
        note = await self._prima.desk.do(find_note, found[1])
        if query is None:
            return
        await query.answer(None if note else replies.NOTE_GONE, show_alert=note is None)
        if note:
            await self.start_edit(update, note)

    async def opened(self, update: Update, argument: str) -> bool:
        """A link to a draft, or /start without one: then unfinished drafts are offered again."""
        person = update.effective_user
        if person is None:
            return False
        found = LINK.fullmatch(argument)
        if not argument:
            waiting = await self._drafting.unfinished(person.id)
            if waiting:
                await self._drafting.offer(below(update), waiting)
            return bool(waiting)
        if found is None:
            return False
        draft, problem = await self._own(int(found[1]), person.id)
        if draft is None:
            await below(update)(problem)
        else:
            await self._go(update, draft, "")
        return True

    async def take(self, update: Update, _: Context) -> bool:
        """Words, while a draft waits for them; and whole notes at any time."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return False
        lock = self._turns.setdefault(person.id, asyncio.Lock())
        async with lock:  # two messages that come at once are taken one after the other
            draft = await self._drafting.asking(person.id)
            text = markdown_in(message)
            whole = is_whole_note(text) and update.edited_message is None and message.forward_origin is None
            if whole and (draft is None or Step.of(draft.step).name in {"title", "body"}):
                await self.whole(below(update), person.id, text, "pesan")
                return True
            if draft is None:
                return False
            if update.edited_message is not None:
                await below(update)(Outgoing(words.EDITED_MEANWHILE))
            elif text:
                await self._written(update, draft, text)
            else:
                await self._remind(update, draft, words.IN_WORDS)
            return True

    async def whole(self, out: Out, person: int, text: str, file: str) -> None:
        """A whole note with front matter; one with the id of a note that exists is a change of that note."""
        try:
            note = await asyncio.to_thread(read_whole_note, text[:NOTE_LIMIT], file, self._prima.reader().moment.date())
        except NoteError as error:
            await out(Outgoing(words.WRONG_NOTE.format(faults="\n".join(listed(error)))))
            return
        base = await self._prima.desk.do(find_note, note.id)
        record = {name: value for name, value in note.to_dict().items() if name not in {"id", "owner"}}
        origin = {} if base or note.id == PLACEHOLDER else {"id": note.id}
        draft = await self._drafting.begin(person, record, Step("preview"), base=base, origin=origin)
        if draft is None:
            await self._drafting.offer(out, await self._drafting.unfinished(person))
            return
        await self._put_aside(person)
        await self._drafting.present(out, draft)

    async def _put_aside(self, person: int) -> None:
        """An unfinished dialogue waits; one in which nothing was said yet is over."""
        held = await self._drafting.asking(person)
        if held and held.record:
            await self._drafting.goes_to(held, Step.of(held.step).later())
        elif held:
            await self._prima.desk.do(drafts.cancel, held.id)

    async def _written(self, update: Update, draft: Draft, text: str) -> None:
        """Words for the step: kept if they are valid, else what is wrong with them."""
        step, out = Step.of(draft.step), below(update)
        if step.name == SUGGEST:
            draft = await self._drafting.goes_to(draft, Step("preview"), await self._drafting.proposed(text))
            await self._drafting.present(out, draft)
            return
        if step.name not in WRITTEN:
            await self._remind(update, draft, words.WITH_BUTTONS)
            return
        value = read_value(step.name, text)
        if step.name == "body" and step.seen:  # a long text comes in several messages
            value = f"{draft.record['body']}\n\n{text}"
        wrong = faults_of(step.name, value)
        if wrong:
            await out(Outgoing(words.WRONG.format(faults="\n".join(wrong[:6]))))
        elif step.name == "body":
            more = Step("body", step.single, seen="more")  # the first message replaced what was there before
            await out(more_body(await self._drafting.goes_to(draft, more, {"body": value})))
        else:
            await self._drafting.present(out, await self._drafting.goes_to(draft, step.following, {step.name: value}))

    async def _remind(self, update: Update, draft: Draft, text: str) -> None:
        await below(update)(Outgoing(text, ((button(draft, words.BUTTON_LATER, "later"),),)))

    async def _pressed(self, update: Update, found: re.Match[str]) -> None:
        """A button of a dialogue: its draft must be the person's own and unfinished."""
        query = update.callback_query
        if query is None:
            return
        number, verb, argument = int(found[1]), found[2], found[3] or ""
        if (number, verb) == (0, "new"):
            await query.answer()
            await self._new(out_of(update), query.from_user.id, {})
            return
        draft, problem = await self._own(number, query.from_user.id, verb)
        deed = self._deeds.get(verb)
        if draft is None or deed is None:
            await query.answer(shortened(problem.text, ALERT) or replies.OLD_BUTTON, show_alert=True)
            return
        try:
            alert = await deed(update, draft, argument)
        except DraftDecidedError:  # pressed twice at once
            alert = words.DRAFT_GONE
        await query.answer(alert or None, show_alert=bool(alert))

    async def _own(self, number: int, person: int, verb: str = "go") -> tuple[Draft | None, Outgoing]:
        """A person's unfinished draft, or why there is none."""
        try:
            draft = await self._prima.desk.do(drafts.find, number)
        except DraftError:
            return None, Outgoing(words.DRAFT_GONE)
        if draft.person != person:
            return None, Outgoing(words.NOT_YOURS)
        if draft.state not in UNFINISHED:
            return None, out_of_hand(draft)
        if Step.of(draft.step).name in {IMPORT, OFFER} and verb not in {"go", "drop"}:
            return None, Outgoing(words.DRAFT_GONE)
        return draft, Outgoing("")

    async def _set(self, update: Update, draft: Draft, argument: str) -> str:
        """A choice: kind, topic, the proposed questions, or the internal source."""
        step = Step.of(draft.step)
        choices: dict[str, Any] = {each: each for each in {"kind": KINDS, "topic": tuple(TOPICS)}.get(step.name, ())}
        if step.name == "sources":
            choices = {"internal": internal_source()}
        if step.name == "questions":
            choices = {"proposed": proposed_questions(draft)}
        if argument not in choices:
            return words.STEP_OVER
        draft = await self._drafting.goes_to(draft, step.following, {step.name: choices[argument]})
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _toggle(self, update: Update, draft: Draft, argument: str) -> str:
        if Step.of(draft.step).name != "values" or argument not in VALUES:
            return words.STEP_OVER
        held = set(draft.record.get("values") or ()) ^ {argument}
        values = [value for value in VALUES if value in held]
        draft = await self._drafting.goes_to(draft, Step.of(draft.step), {"values": values})
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _areas(self, update: Update, draft: Draft, argument: str) -> str:
        if Step.of(draft.step).name != "topic" or argument not in {"", *AREAS}:
            return words.STEP_OVER
        await out_of(update)(areas(draft, argument))
        return ""

    async def _next(self, update: Update, draft: Draft, argument: str) -> str:
        """On, for a step that is answered or needs no answer."""
        step = Step.of(draft.step)
        if step.name != argument or step.name not in FIELDS:
            return words.STEP_OVER
        if not draft.record.get(step.name) and step.name not in OPTIONAL:
            return words.STEP_OVER
        await self._drafting.present(out_of(update), await self._drafting.goes_to(draft, step.following))
        return ""

    async def _back(self, update: Update, draft: Draft, argument: str) -> str:
        step = Step.of(draft.step)
        previous = step.previous if step.name in FIELDS else None
        if step.name != argument or previous is None:
            return words.STEP_OVER
        await self._drafting.present(out_of(update), await self._drafting.goes_to(draft, previous))
        return ""

    async def _later(self, update: Update, draft: Draft, _: str) -> str:
        draft = await self._drafting.goes_to(draft, Step.of(draft.step).later())
        rows = ((button(draft, words.BUTTON_RESUME, "go"),),)
        await out_of(update)(Outgoing(words.PAUSED, rows))
        return ""

    async def _go(self, update: Update, draft: Draft, _: str) -> str:
        """Goes on where the draft stands."""
        step = Step.of(draft.step)
        if step.name in {IMPORT, OFFER}:
            await self._drafting.present(out_of(update), draft)
            return ""
        resumed = Step(step.name, step.single) if step.name in {*FIELDS, SUGGEST} else Step("preview")
        await self._drafting.present(out_of(update), await self._drafting.goes_to(draft, resumed))
        return ""

    async def _cancel(self, update: Update, draft: Draft, _: str) -> str:
        if not draft.record:
            return await self._drop(update, draft, "")
        rows = ((button(draft, words.BUTTON_DROP, "drop"), button(draft, words.BUTTON_KEEP_DRAFT, "go")),)
        await out_of(update)(Outgoing(words.DROP.format(title=escape(title_of(draft))), rows))
        return ""

    async def _drop(self, update: Update, draft: Draft, _: str) -> str:
        await self._prima.desk.do(drafts.cancel, draft.id)
        await out_of(update)(Outgoing(words.DROPPED))
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
        if draft.origin.get("authors"):
            return replies.OLD_BUTTON
        person = update.effective_user
        named = "" if draft.record.get("contributor") or person is None else name_of(person.full_name)
        draft = await self._drafting.goes_to(draft, Step("preview"), {"contributor": named})
        await self._drafting.present(out_of(update), draft)
        return words.AUTHOR_NAMED if named else ""
