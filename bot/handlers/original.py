"""ORIGINAL: a group's message that is edited while a draft made of it waits: who saved it hears of it, once."""

from __future__ import annotations

from telegram import Update

from bot.handlers.gathering import seen_of
from bot.handlers.renewing import is_edited
from bot.markup import escape
from bot.message import Message, shortened
from bot.prima import Prima
from bot.replies import capture as words
from bot.replies.write import BUTTON_RESUME
from bot.tell import tell
from bot.writing import button, title_of
from knowledge_base import drafts
from knowledge_base.credits import keep_origin
from knowledge_base.draft import OPEN, UNFINISHED

QUOTED = 3_000
"""Characters of the new text that are shown."""


async def tell_edited(prima: Prima, update: Update) -> None:
    """Tells a draft's owner that its original says something else by now, and how the draft comes to say it."""
    message = update.edited_message
    if message is None:
        return
    draft = await prima.desk.do(drafts.of_message, message.chat.id, message.message_id)
    seen = seen_of(message)
    if draft is None or draft.state not in OPEN or draft.origin.get("told_edited") or not is_edited(draft, [seen]):
        return
    await prima.desk.do(keep_origin, draft, {"told_edited": True})
    mine = draft.state in UNFINISHED
    said = words.ORIGINAL_EDITED if mine else words.ORIGINAL_EDITED_WAITING
    text = said.format(
        title=escape(title_of(draft)), text=escape(shortened(message.text or message.caption or "", QUOTED))
    )
    rows = ((button(draft, BUTTON_RESUME, "go"),),) if mine else ()
    await tell(update.get_bot(), draft.person, Message(text, rows))
