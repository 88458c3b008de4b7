"""EDITED: a message that its author edits after its words came into a draft: they take the place of those before."""

from __future__ import annotations

from telegram import Update

from bot.field_values import faults_of
from bot.handlers.burst import no_buttons
from bot.handlers.drafting import Drafting
from bot.handlers.telling import below, written_in
from bot.message import Message
from bot.piece_pages import body_asked
from bot.pieces import Gathered, units
from bot.replies import write as words
from bot.step import Step
from knowledge_base import drafts
from knowledge_base.draft import Draft


class Edited:
    """Takes edits of messages for a draft."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    async def take(self, update: Update, text: str, *, asked: bool) -> bool:
        """An edit: of a piece of a draft's text, wherever that draft stands; `asked`: a draft waits for words.

        False for what belongs to no draft and, while none waits, is a question.
        """
        message, person = update.edited_message, update.effective_user
        if message is None or person is None:
            return False
        number = str(message.message_id)
        drafted = await self._drafting.unfinished(person.id)
        draft = next((each for each in drafted if number in (each.record.get("pieces") or {})), None)
        if draft is None and not asked:
            return False
        if draft is None or not text or not _is_whole(draft):
            await below(update)(Message(words.EDITED_MEANWHILE))
            return True
        more = Gathered.of(draft.record).added(message.message_id, text, units(written_in(message)))
        wrong = faults_of("body", more.text)
        if wrong:
            await below(update)(Message(words.EDIT_REFUSED.format(faults="\n".join(wrong))))
            return True
        await no_buttons(update, draft)
        fields = {**more.to_record(), "body": more.text, "told": None}
        await self._show(update, await self._drafting.prima.desk.do(drafts.change, draft.id, fields, draft.step))
        return True

    async def _show(self, update: Update, draft: Draft) -> None:
        """Says that it was taken over; with the text or the preview anew where the draft stands there."""
        step, out = Step.of(draft.step), below(update)
        if step.name == "body" and step.seen:
            page = body_asked(draft)
            await out(Message(f"{words.EDIT_TAKEN} {page.html}", page.buttons))
            return
        await out(Message(words.EDIT_TAKEN))
        if step.name == "preview":
            await self._drafting.present(out, draft)


def _is_whole(draft: Draft) -> bool:
    """Whether a draft's text is still that of its pieces: else they cannot be told apart in it."""
    return Gathered.of(draft.record).text == draft.record.get("body")
