"""What waits for a moderator is told to all of them but its author."""

from __future__ import annotations

from telegram import Update

from bot.markup import escape
from bot.message import Button, Message
from bot.prima import Prima
from bot.replies import write as words
from bot.tell import tell_all, with_role
from bot.writing import title_of
from knowledge_base.draft import Draft
from knowledge_base.four_eyes import restores
from knowledge_base.notes import find_note
from knowledge_base.people import name_of


async def announce_suggestion(prima: Prima, update: Update, draft: Draft) -> None:
    """Tells the moderators that a draft waits for them; `draft` as it was before it was handed in, or fresh."""
    came = words.CHANGE_CAME if draft.base else words.SUGGESTION_CAME
    if draft.base and restores(await prima.desk.do(find_note, draft.base), draft):
        came = words.RESTORE_CAME
    text = words.SUGGESTION_BACK if draft.state == "returned" else came
    await tell_others(prima, update, draft, text.format(name=called(update), title=escape(title_of(draft))))


def called(update: Update) -> str:
    """The name of who hands something in: escaped HTML."""
    person = update.effective_user
    return escape((name_of(person.full_name) if person else "") or words.NAMELESS)


async def tell_others(prima: Prima, update: Update, draft: Draft, text: str) -> None:
    """Tells the moderators but the author of what waits for them."""
    others = [each for each in await with_role(prima, "moderator", "admin") if each != draft.person]
    await tell_all(update.get_bot(), others, Message(text, ((Button(words.BUTTON_QUEUE, data="r:q:0"),),)))
