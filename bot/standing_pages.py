"""What is said of a note that was saved and still does not answer plainly: how it stands, and how to change that."""

from __future__ import annotations

from bot import replies
from bot.message import Button, Message
from bot.replies import write as words
from bot.replies.review import STATE
from knowledge_base.note import Note


def stays(note: Note, link: str) -> Message | None:
    """That the note was saved and stays as it is, with the way to change that; None for one that is published."""
    if note.state == "published":
        return None
    text = words.SAVED_DOUBTED if note.found else words.SAVED_HIDDEN
    manage = Button(replies.BUTTON_MANAGE, data=f"m:{note.id}")
    return Message(text.format(link=link, state=STATE[note.state]), ((manage,),))
