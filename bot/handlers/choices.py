"""What is answered by buttons in the dialogue behind /catat: kind, topic, values, on and back."""

from __future__ import annotations

from typing import Any

from telegram import Update

from bot.contacts import turned, turns
from bot.field_values import faults_of, internal_source, proposed_questions, tells, with_more
from bot.formatting import to_markdown
from bot.handlers.drafting import Drafting
from bot.handlers.telling import below, out_of
from bot.message import Message
from bot.replies import write as words
from bot.step import ADDED_TO, FIELDS, OPTIONAL, Step
from bot.table import Deed
from bot.writing import areas
from knowledge_base.draft import Draft
from knowledge_base.note import KINDS, VALUES
from knowledge_base.topics import AREAS, TOPICS


class Choices:
    """Answers for the steps of a draft. Each method returns what the button's alert says, empty for nothing."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    @property
    def deeds(self) -> dict[str, Deed]:
        """What each verb of a button does."""
        return {
            "set": self._set,
            "value": self._toggle,
            "areas": self._areas,
            "next": self._next,
            "back": self._back,
            "clear": self._clear,
            "more": self._more,
            "told": self._told,
            "contacts": self._contacts,
        }

    async def _set(self, update: Update, draft: Draft, argument: str) -> str:
        """A choice: kind, topic, the proposed questions, or the internal source."""
        step = Step.of(draft.step)
        choices: dict[str, Any] = {each: each for each in {"kind": KINDS, "topic": tuple(TOPICS)}.get(step.name, ())}
        if step.name == "sources":
            choices = {"internal": internal_source()}
        if step.name == "questions" and proposed_questions(draft):
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

    async def _clear(self, update: Update, draft: Draft, argument: str) -> str:
        """A list or the text is begun anew."""
        step = Step.of(draft.step)
        if step.name != argument or argument not in {*ADDED_TO, "body"}:
            return words.STEP_OVER
        empty: dict[str, Any] = {"body": ""} if argument == "body" else {argument: []}
        draft = await self._drafting.goes_to(draft, Step(argument, step.single), empty)
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _more(self, update: Update, draft: Draft, _: str) -> str:
        """The text goes on behind what was kept of it."""
        step = Step.of(draft.step)
        if step.name != "body" or not draft.record.get("stop"):
            return words.STEP_OVER
        draft = await self._drafting.goes_to(draft, step, {"stop": None})
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _told(self, update: Update, draft: Draft, argument: str) -> str:
        """Lines that came as questions and do not ask: questions all the same, or more of the text."""
        step, lines = Step.of(draft.step), draft.record.get("doubted")
        if step.name != "questions" or not lines or argument not in {"question", "body"}:
            return words.STEP_OVER
        told = [line for line in lines if argument == "body" and tells(line)]
        asked = with_more(draft.said.get("questions"), [line for line in lines if line not in told])
        body = "\n\n".join(filter(None, (str(draft.record.get("body", "")), *map(to_markdown, told))))
        said = {**({"body": body} if told else {}), **({"questions": asked} if asked else {})}
        wrong = [fault for name, value in said.items() for fault in faults_of(name, value)]
        if wrong:
            await below(update)(Message(words.WRONG.format(faults="\n".join(wrong))))
            return ""
        draft = await self._drafting.goes_to(draft, step.following if asked else step, {**said, "doubted": None})
        await self._drafting.present(out_of(update), draft)
        return ""

    async def _contacts(self, update: Update, draft: Draft, _: str) -> str:
        """An office's own contacts are shown as they were, or masked again."""
        if not turns(draft):
            return words.STEP_OVER
        draft = await self._drafting.goes_to(draft, Step.of(draft.step), turned(draft))
        await self._drafting.caught(out_of(update), draft)
        return ""
