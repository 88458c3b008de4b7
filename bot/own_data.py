"""A person's own data as a text that they can read: Indonesian words, local times, nothing of the machine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from bot import replies
from bot.acts import act_of
from bot.broadcast_pages import audience_name, is_audience
from bot.field_values import shown_value
from bot.replies import own_data as said
from bot.replies import privacy as words
from bot.replies.write import FIELD
from knowledge_base.topics import TOPICS

INDENT = "\n  "
_MOMENTS = frozenset({"at", "first_seen", "last_seen", *(name for name in words.FIELDS if name.endswith("_at"))})
_YES_NO = frozenset({"helpful", "opted_out", "revoked"})
_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": said.KIND,
    "channel": said.CHANNEL,
    "state": said.STATE,
    "part": said.PART,
    "what": said.AWAITED,
    "topic": TOPICS,
}


def readable_data(data: dict[str, Any], moment: datetime) -> str:
    """The data of knowledge_base/personal.py as it is now: a part after the other, each entry on lines of its own."""
    return "\n".join(_lines(data, moment)) + "\n"


def _lines(data: dict[str, Any], moment: datetime) -> Iterator[str]:
    yield f"{words.DATA_TITLE}, {words.DATA_MADE.format(day=replies.day(moment))}"
    for part, title in words.PARTS.items():
        yield f"\n== {title} ({len(data[part])}) =="
        if not data[part]:
            yield words.DATA_NOTHING
        for entry in data[part]:
            yield "\n".join(_entry(entry, moment.tzinfo)) + "\n"


def _entry(entry: dict[str, Any], zone: tzinfo | None) -> Iterator[str]:
    """The fields of an entry that hold anything."""
    for name, value in entry.items():
        if value not in (None, "", [], {}):
            shown = _shown(name, value, zone)
            yield f"{words.FIELDS[name]}:{'' if shown.startswith(INDENT) else ' '}{shown}"


def _shown(name: str, value: Any, zone: tzinfo | None) -> str:
    if name in _MOMENTS:
        moment = datetime.fromisoformat(value).astimezone(zone)
        return f"{replies.day(moment)} pukul {moment:%H.%M}"
    if name in _YES_NO:
        return said.YES if value else said.NO
    if name in _WORDS:
        return _WORDS[name].get(value, str(value))
    return _OTHERS[name](value) if name in _OTHERS else str(value)


def _record(record: Mapping[str, Any]) -> str:
    """What a draft holds so far, a field on a line."""
    filled = {name: value for name, value in record.items() if value not in (None, "", [], {}, False)}
    texts = {name: said.YES if value is True else shown_value(name, value) for name, value in filled.items()}
    lines = (f"{FIELD.get(name, name)}: {text}".replace("\n", f"{INDENT}  ") for name, text in texts.items())
    return "".join(f"{INDENT}{line}" for line in lines)


def _origin(origin: Mapping[str, Any]) -> str:
    return said.ORIGIN["chat" if "chat" in origin else "authors" if "authors" in origin else "id"]


def _audience(audience: str) -> str:
    return audience_name(audience) if is_audience(audience) else audience


def _subject(subject: str) -> str:
    """A draft's number; everything else as it stands."""
    draft = subject.removeprefix("draft ")
    return said.DRAFT.format(number=draft) if draft != subject else subject


_OTHERS: Mapping[str, Callable[[Any], str]] = {
    "record": _record,
    "origin": _origin,
    "audience": _audience,
    "subject": _subject,
    "action": lambda action: act_of(action, said.SOMEBODY),
    "confidence": lambda share: f"{100 * share:.0f} %",
    "review_by": lambda day: replies.day(date.fromisoformat(day)),
}
"""How other values are said."""
