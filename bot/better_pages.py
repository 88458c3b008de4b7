"""What a moderator reads who betters a draft of the queue: which field, what it says now, which topic."""

from __future__ import annotations

from bot import replies
from bot.field_values import shown_value, topics_named
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.replies import review as say
from bot.replies import write as words
from bot.review_pages import Row, title_of
from bot.writing import SHOWN, TITLE_SHOWN
from knowledge_base.draft import Draft
from knowledge_base.topics import AREAS, TOPICS, topics_of

BETTERED = ("title", "topic", "questions")
ANEW = "anew"
"""The questions, in place of those that there are."""
TOPICS_FOUND = 8
QUOTED = 3_000
"""Characters of what was not kept that are given back."""


def fields_page(draft: Draft, *, two_look: bool) -> Message:
    """Which field is to be changed."""
    each = tuple(_button(draft, words.FIELD[name], "ef", name) for name in BETTERED)
    text = say.BETTER.format(title=title_of(draft))
    text += f" {say.BETTER_TWO}" if two_look else ""
    return Message(text, (each, (Button(replies.BUTTON_BACK, data=f"r:q:{draft.id}"),)))


def asked_page(draft: Draft, what: str) -> Message:
    """Asks for a title, or for questions: more of them, or others."""
    name = "questions" if what == ANEW else what
    text = [words.ASKED[name]]
    if draft.record.get(name):
        text.append(words.NOW.format(value=escape(shortened(shown_value(name, draft.record[name]), SHOWN))))
    held = bool(draft.record.get(name))
    if name == "questions" and held:
        text.append(say.ANEW if what == ANEW else words.MORE_JOINS)
    more = ((_button(draft, say.BUTTON_ANEW, "ef", ANEW),),) if what == "questions" and held else ()
    return Message("\n\n".join(text), (*more, (_button(draft, replies.BUTTON_BACK, "ed"),)))


def topics_page(draft: Draft, area: str = "") -> Message:
    """All areas, or the topics of one."""
    named = {code: TOPICS[code] for code in topics_of(area)} if area else AREAS
    rows: list[Row] = [(_button(draft, name, "et", code),) for code, name in named.items()]
    back = _button(draft, replies.BUTTON_BACK, "ef", "topic") if area else _button(draft, replies.BUTTON_BACK, "ed")
    text = words.ASK_TOPIC_OF_AREA.format(area=escape(AREAS[area])) if area else words.ASK_TOPIC
    return Message(text, (*rows, (back,)))


def found_page(draft: Draft, said: str) -> Message:
    """The topics whose names hold what a moderator said; without any, all areas to choose from by button."""
    found = topics_named(said)
    if not found:
        page = topics_page(draft)
        return Message(say.TOPIC_UNKNOWN.format(said=escape(shortened(said, TITLE_SHOWN))), page.buttons)
    rows: list[Row] = [(_button(draft, TOPICS[code], "et", code),) for code in found[:TOPICS_FOUND]]
    return Message(words.ASK_TOPIC, (*rows, (_button(draft, replies.BUTTON_BACK, "ef", "topic"),)))


def not_kept(draft: Draft | None, problem: str, said: str) -> Message:
    """Why what a moderator wrote of a draft was not kept, with the words, and the way to what became of the draft."""
    quoted = say.BETTER_NOT_KEPT.format(message=escape(said[:QUOTED]))
    rows: tuple[Row, ...] = ()
    if draft and draft.state == "review":
        rows = ((Button(say.BUTTON_OPEN_SUGGESTION, data=f"r:o:{draft.id}"),),)
    elif draft and draft.state == "published":
        rows = ((Button(say.BUTTON_CORRECT_NOTE, data=f"d:edit:{draft.base}"),),)
    return Message(f"{escape(problem)}\n\n{quoted}", rows)


def _button(draft: Draft, label: str, verb: str, argument: str = "") -> Button:
    return Button(label, data=f"r:{verb}:{draft.id}:{draft.stamp}" + (f":{argument}" if argument else ""))
