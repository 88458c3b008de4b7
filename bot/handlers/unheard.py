"""What was decided about a suggestion, for its author: at once, or when they come back, each once."""

from __future__ import annotations

from typing import Literal

from telegram import Bot, Chat, Update

from bot.handlers.reasons import to_author
from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.prompts import CHANGE, REFUSE
from bot.replies import review as say
from bot.replies import write as words
from bot.review_pages import title_of
from bot.tell import tell
from knowledge_base.draft import Draft
from knowledge_base.note import Note
from knowledge_base.notes import find_note
from knowledge_base.refusals import heard, take_unheard

AT_ONCE = 5
"""Verdicts that are told at one time; the others wait for the next."""
How = Literal["written", "changed", "merged"]
"""A draft became a note, changed one, or became part of one."""
PUBLISHED: dict[str, str] = {
    "written": say.ACCEPTED_AUTHOR,
    "changed": say.CHANGED_AUTHOR,
    "merged": say.MERGED_AUTHOR,
}


async def tell_published(prima: Prima, bot: Bot, draft: Draft, note: Note, how: How) -> bool:
    """Tells an author what their draft became, or keeps it until they come back; whether they could be told."""
    told = await tell(bot, draft.person, _published(prima, draft, note, how))
    await prima.desk.do(heard, draft.id, yes=told, how=how)
    return told


async def tell_unheard(prima: Prima, update: Update, bot: Bot) -> None:
    """Tells who uses Prima in private, with the way to go on, what was decided while Prima could not write to them."""
    person, chat = update.effective_user, update.effective_chat
    if person is None or chat is None or chat.type != Chat.PRIVATE or not (update.message or update.callback_query):
        return
    for draft in await prima.desk.do(take_unheard, person.id, AT_ONCE):
        if not await tell(bot, person.id, await _verdict(prima, draft)):
            await prima.desk.do(heard, draft.id, yes=False)


async def _verdict(prima: Prima, draft: Draft) -> Message:
    if draft.state != "published":
        return to_author(CHANGE if draft.state == "returned" else REFUSE, draft, draft.message)
    note = await prima.desk.do(find_note, draft.base)
    if note is None:
        return Message(words.OVER["published"].format(title=title_of(draft)))
    return _published(prima, draft, note, draft.origin["how"])


def _published(prima: Prima, draft: Draft, note: Note, how: str) -> Message:
    hidden = say.CHANGED_AUTHOR_HIDDEN if how == "changed" else say.ACCEPTED_AUTHOR_HIDDEN
    text = (PUBLISHED[how] if note.found else hidden).format(
        own=title_of(draft), title=prima.messenger.link_to(note), state=escape(say.STATE[note.state])
    )
    return Message(text, ((Button(say.BUTTON_OPEN_NOTE, data=f"n:{note.id}"),),))
