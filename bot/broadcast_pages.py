"""What admins see of an announcement: for whom, how far it is, what became of it."""

from __future__ import annotations

from bot.markup import escape
from bot.message import Button, Message
from bot.replies import broadcast as said
from knowledge_base.broadcasts import Broadcast
from knowledge_base.deliveries import ALL, Tally
from knowledge_base.roles import ROLES
from knowledge_base.topics import TOPICS


def status_message(number: int, counted: Tally) -> Message:
    """How far an announcement is, with the button that stops it."""
    text = said.STATUS.format(done=counted.total - counted.open, total=counted.total)
    return Message(text, ((Button(said.BUTTON_STOP, data=f"b:stop:{number}"),),))


def report_message(broadcast: Broadcast, counted: Tally) -> Message:
    """What became of an announcement: how many it reached, and of the rest what there was."""
    outcome = (said.DONE if broadcast.state == "done" else said.STOPPED).format(total=counted.total)
    counts = {name: getattr(counted, name) for name in ("sent", "blocked", "failed", "unsure")}
    counts["left"] = counted.open + counted.skipped
    lines = [line.format(count=counts[name]) for name, line in said.COUNTS.items() if counts[name] or name == "sent"]
    text = "\n".join([escape(outcome), "", *lines])
    again = Button(said.BUTTON_AGAIN, data=f"b:again:{broadcast.id}")
    rows = ((again,),) if counted.unsure and broadcast.state == "done" else ()
    return Message(text + (said.UNSURE if counted.unsure else ""), rows)


def is_audience(audience: str) -> bool:
    """Whether there are such people: everybody, a role, the followers of a topic."""
    kind, _, name = audience.partition(":")
    return audience == ALL or (kind == "role" and name in ROLES) or (kind == "topic" and name in TOPICS)


def audience_name(audience: str) -> str:
    """An audience within a sentence."""
    kind, _, name = audience.partition(":")
    if kind == "role":
        return said.OF_ROLE.format(role=said.ROLES[name].lower())
    return said.OF_TOPIC.format(topic=TOPICS[name]) if kind == "topic" else said.ALL


def whom(audience: str) -> str:
    """The people of an audience, where there are none of them."""
    kind, _, name = audience.partition(":")
    return said.ROLES[name].lower() if kind == "role" else audience_name(audience) if kind == "topic" else said.ANYBODY


def short_name(audience: str) -> str:
    """An audience on a button, short enough for the number behind it."""
    kind, _, name = audience.partition(":")
    if kind == "role":
        return said.ROLES[name]
    return f"{name} {TOPICS[name]}"[:48] if kind == "topic" else said.EVERYBODY


def write_message(draft: Broadcast) -> Message:
    """Asks for the text."""
    cancel = Button(said.BUTTON_CANCEL, data=f"b:no:{draft.id}")
    return Message(said.WRITE.format(audience=escape(audience_name(draft.audience))), ((cancel,),))
