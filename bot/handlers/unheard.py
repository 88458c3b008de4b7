"""Refusals that did not reach their authors: told when they come back, each once."""

from __future__ import annotations

from bot.handlers.reasons import to_author
from bot.handlers.telling import Out
from bot.prima import Prima
from bot.prompts import REFUSE
from knowledge_base.refusals import heard, unheard

AT_ONCE = 5
"""Refusals that are told at one time; the others wait for the next."""


async def tell_unheard(prima: Prima, out: Out, person: int) -> bool:
    """Tells somebody, with the reason and the way to go on, what was refused while Prima could not write to them.

    Whether there was something to tell.
    """
    found = (await prima.desk.do(unheard, person))[:AT_ONCE]
    for draft in found:
        await out(to_author(REFUSE, draft, draft.message))
        await prima.desk.do(heard, draft.id, yes=True)
    return bool(found)
