"""LAST ASKED: of all that Prima asked somebody and waits to be told, what their next words answer: what came last."""

from __future__ import annotations

from telegram import Update

from bot.prima import Prima
from bot.step import Step
from bot.whole_note import is_whole_note
from knowledge_base import drafts
from knowledge_base.awaited import Awaited, awaited_of
from knowledge_base.draft import Draft


async def asking(prima: Prima, person: int) -> Draft | None:
    """The person's draft that waits for words or a choice, the one touched last."""
    found = await prima.desk.do(drafts.of_person, person)
    return next((draft for draft in found if Step.of(draft.step).asks), None)


async def asked_last(prima: Prima, person: int) -> Awaited | None:
    """What Prima asked a person last; None where a draft of theirs asked something later, or nothing is waited for.

    What was asked before keeps its buttons, and takes words again when the later question is done with.
    """
    asked = await prima.desk.do(awaited_of, person)
    draft = await asking(prima, person) if asked else None
    return None if asked and draft and draft.updated_at > asked.at else asked


async def answered_by(prima: Prima, update: Update) -> Awaited | None:
    """What the words of a message answer, unless a draft waits for them; a whole note answers nothing."""
    message, person = update.effective_message, update.effective_user
    if message is None or person is None or is_whole_note(message.text or message.caption or ""):
        return None
    return await asked_last(prima, person.id)
