"""PIECE PAGES: what stands in the chat while a text is still to come: asked for, going on, stopped."""

from __future__ import annotations

from bot.field_values import only_asks, tells
from bot.markup import escape
from bot.message import Button, Message, shortened
from bot.pieces import Gathered, whole
from bot.replies import write as words
from bot.writing import TITLE_SHOWN, button, question, to_text
from knowledge_base.draft import Draft

ENDING = 60
"""Characters that show up to where a text is kept."""


def suggestion_asked(draft: Draft, said: str = "") -> Message:
    """Asks for the text of a suggestion; or for more, when what was `said` is too short for one or only asks."""
    text = escape(shortened(said, TITLE_SHOWN))
    if only_asks(said):
        ask = (button(draft, words.BUTTON_ASK, "ask"),)
        return Message(words.SUGGESTION_ASKS.format(text=text), (ask, _ends(draft)))
    return Message(words.SUGGESTION_SHORT.format(text=text) if said else words.ASK_SUGGESTION, (_ends(draft),))


def doubted(draft: Draft) -> Message:
    """Asks what a line is that came as a question and does not ask."""
    line = next(filter(tells, draft.record["doubted"]))
    ways = ((words.BUTTON_IS_QUESTION, "question"), (words.BUTTON_IS_BODY, "body"))
    row = tuple(button(draft, label, "told", what) for label, what in ways)
    return Message(words.QUESTION_TELLS.format(text=escape(shortened(line, TITLE_SHOWN))), (row, _ends(draft)))


def body_asked(draft: Draft) -> Message:
    """The body has begun to come: more of it may follow, or it stopped at what could not be taken."""
    gathered = Gathered.of(draft.record)
    if not gathered.pieces and not gathered.stop:
        return question(draft)
    kept = words.BODY_NONE
    if gathered.pieces:
        kept = words.BODY_KEPT.format(count=dotted(len(gathered.text)), end=escape(_ending(gathered.text)))
    on = (button(draft, words.BUTTON_ON, "next", "body"),) if gathered.pieces else ()
    if gathered.stop is None:
        return Message(f"{kept} {words.BODY_MORE}", (on, _ends(draft)))
    left = words.BODY_LEFT.format(begins=gathered.stop.begins)
    others = (button(draft, words.BUTTON_JOIN_ON, "more"), button(draft, words.BUTTON_ANEW, "clear", "body"))
    text = f"{gathered.stop.why}\n\n{kept} {left}\n\n{words.BODY_WAYS if on else words.BODY_WAY}"
    return Message(text, (*((on,) if on else ()), others, _ends(draft)))


def pieces_awaited(draft: Draft) -> Message:
    """So many pieces of a long text came; the last one may be still to come."""
    pieces = draft.record["pieces"]
    text = words.PIECES_CAME.format(count=len(pieces), length=dotted(len(whole(pieces))))
    return Message(text, ((button(draft, words.BUTTON_COMPLETE, "whole"),), _ends(draft)))


def dotted(number: int) -> str:
    """A number as EYD has it: 1.000."""
    return f"{number:,}".replace(",", ".")


def _ends(draft: Draft) -> tuple[Button, ...]:
    """Later and cancel."""
    return (button(draft, words.BUTTON_LATER, "later"), button(draft, words.BUTTON_CANCEL, "cancel"))


def _ending(markdown: str) -> str:
    """The last words of a text as they are read, on one line."""
    line = to_text(markdown)
    return line if len(line) <= ENDING else "…" + line[-ENDING:].partition(" ")[2]
