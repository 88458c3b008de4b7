"""A note's text as it comes, in one message or many: kept from the beginning up to where it can be, without a hole."""

from __future__ import annotations

from telegram import Message, Update

from bot.field_values import faults_of
from bot.handlers.burst import PASTED, say_once
from bot.handlers.carried import with_unread
from bot.handlers.drafting import Drafting
from bot.handlers.gathering import with_authors
from bot.handlers.telling import below, written_in
from bot.markup import escape
from bot.message import Message as Outgoing
from bot.message import shortened
from bot.piece_pages import body_asked, dotted
from bot.pieces import Gathered, Stop, looks_cut, units
from bot.replies import write as words
from bot.step import MORE, Step
from bot.writing import to_text
from knowledge_base.draft import Draft
from knowledge_base.note import BODY_LIMIT

BEGINNING = 60


class Body:
    """Takes words for the text of a draft."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    async def take(self, update: Update, draft: Draft, text: str) -> None:
        """The text, or more of it; the first message replaces what was there before."""
        message, step = update.effective_message, Step.of(draft.step)
        if message is None:
            return
        gathered = Gathered.of(draft.record) if step.seen else Gathered({})
        if gathered.stop and message.message_id > gathered.stop.number:
            if message.date.timestamp() - gathered.stop.sent > PASTED:
                await say_once(self._drafting.prima, update, draft, body_asked(draft))
            return
        more = gathered.added(message.message_id, text, units(written_in(message)))
        beyond = more.first_beyond(BODY_LIMIT)
        wrong = [] if beyond else faults_of("body", more.text)
        if beyond:
            full = words.BODY_FULL.format(limit=dotted(BODY_LIMIT))
            more = more.before(_stop(message, beyond, more.pieces[str(beyond)][0], full))
        elif wrong and looks_cut(written_in(message)):  # the rest of the same text follows
            why = words.BODY_FAULTY.format(faults="\n".join(wrong))
            more = more.before(_stop(message, message.message_id, text, why))
        elif wrong:
            await below(update)(Outgoing(words.WRONG.format(faults="\n".join(wrong))))
            return
        body = {"body": more.text} if more.pieces else {}
        kept = await self._drafting.goes_to(draft, Step("body", step.single, seen=MORE), more.to_record() | body)
        kept = await with_authors(self._drafting.prima, kept, message)
        *before, last = with_unread(message, body_asked(kept))
        for page in before:
            await below(update)(page)
        await say_once(self._drafting.prima, update, draft, last)


def _stop(message: Message, number: int, text: str, why: str) -> Stop:
    begins = escape(shortened(to_text(text), BEGINNING))
    return Stop(number, message.date.timestamp(), begins, why)
