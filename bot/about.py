"""ABOUT: what an answer does not show of a draft's note, for its author and for who decides on it."""

from __future__ import annotations

from bot import replies
from bot.markup import escape
from bot.message import shortened
from bot.replies import write as words
from knowledge_base.draft import Draft
from knowledge_base.topics import TOPICS

QUESTION = 120
"""Characters of a question that are shown."""
QUESTIONS_SHOWN = 5
MOST_QUESTIONS = 30
"""Questions that one message holds for certain."""


def about(draft: Draft, *, whole: bool = False) -> str:
    """What an answer does not show of a note: its kind, its topic, and the questions by which it is found.

    All of the questions that one message holds if it is to be told as a `whole`.
    """
    kind = replies.KIND.get(str(draft.record.get("kind", "")), words.NO_TOPIC)
    topic = TOPICS.get(str(draft.record.get("topic", "")), words.NO_TOPIC)
    asked = [str(each) for each in draft.record.get("questions") or ()]
    most = MOST_QUESTIONS if whole else QUESTIONS_SHOWN
    lines = [f"• {escape(shortened(each, QUESTION))}" for each in asked[:most]]
    more = len(asked) - len(lines)
    listed = "\n".join([*lines, *([words.MORE_FAULTS.format(count=more)] if more else [])])
    return words.ABOUT.format(kind=kind, topic=escape(topic), questions=listed)
