"""What people see when they look around: areas, topics, notes, what was searched for."""

from __future__ import annotations

from collections.abc import Sequence

from bot import replies
from bot.markup import escape
from bot.message import Button, Message
from bot.titles import on_button
from indexer.search import Found
from knowledge_base.note import Note
from knowledge_base.topics import AREAS, TOPICS, area_of, topics_of

PAGE = 8
"""Notes or topics on one page of buttons."""
OTHER = "-"
"""Stands for the notes without a topic."""
SHOWN_WORDS = 60
"""Characters of what was searched for that are repeated: as much as a line holds."""


def search_message(words: str, found: Found) -> Message:
    """The notes near some words as buttons, or that there are none."""
    shown = escape(words if len(words) <= SHOWN_WORDS else f"{words[: SHOWN_WORDS - 1]}…")
    if not found.near:
        return Message(replies.SEARCH_NOTHING.format(words=shown), ((button_topics(),),))
    rows = tuple((Button(on_button(hit.note), data=f"n:{hit.note.id}"),) for hit in found.near)
    return Message(replies.SEARCH_FOUND.format(words=shown), rows)


def areas_message(notes: Sequence[Note]) -> Message:
    """The areas that hold notes, as buttons."""
    held = {area_of(note.topic) for note in notes}
    rows = [(Button(name, data=f"t:{area}"),) for area, name in AREAS.items() if area in held]
    if "" in held:
        rows.append((Button(replies.OTHER_AREA, data=f"t:{OTHER}"),))
    return Message(replies.TOPIC_AREAS if rows else replies.TOPIC_EMPTY, tuple(rows))


def topics_message(area: str, notes: Sequence[Note]) -> Message:
    """An area's topics that hold notes, as buttons, and the way back."""
    held = {note.topic for note in notes}
    rows = [(Button(TOPICS[code], data=f"t:{code}"),) for code in topics_of(area) if code in held]
    text = replies.TOPIC_LIST.format(area=escape(AREAS[area])) if rows else replies.TOPIC_EMPTY
    return Message(text, (*rows, (Button(replies.BUTTON_BACK, data="t:"),)))


def notes_message(topic: str, notes: Sequence[Note], page: int) -> Message:
    """A page of a topic's notes as buttons, the pages beside it, and the way back; guidance comes before practice."""
    wanted = "" if topic == OTHER else topic
    own = sorted((note for note in notes if note.topic == wanted), key=lambda note: (note.kind, note.title))
    pages = max(1, -(-len(own) // PAGE))
    page = min(page, pages - 1)
    rows = [(Button(on_button(note), data=f"n:{note.id}"),) for note in own[page * PAGE : (page + 1) * PAGE]]
    turns = []
    if page > 0:
        turns.append(Button(replies.BUTTON_PREVIOUS, data=f"t:{topic}:{page - 1}"))
    if page + 1 < pages:
        turns.append(Button(replies.BUTTON_NEXT, data=f"t:{topic}:{page + 1}"))
    back = Button(replies.BUTTON_BACK, data=f"t:{area_of(topic) if topic in TOPICS else ''}")
    name = TOPICS.get(topic, replies.OTHER_AREA)
    text = replies.TOPIC_NOTES.format(topic=escape(name)) if own else replies.TOPIC_EMPTY
    return Message(text, (*rows, *([tuple(turns)] if turns else []), (back,)))


def button_topics() -> Button:
    """Leads to the areas."""
    return Button(replies.BUTTON_TOPICS, data="t:")
