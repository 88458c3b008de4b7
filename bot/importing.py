"""IMPORTING: a document's notes on their way, as data of a draft and as messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot import replies
from bot.message import Button, Message, escape
from bot.replies import documents as words
from bot.writing import shortened, to_text
from knowledge_base.chunk import chunks_of
from knowledge_base.drafts import Draft
from knowledge_base.note import Note

SAMPLES = 8


def record_of(file: str, notes: Sequence[Note], alike: Mapping[str, str], known: int) -> dict[str, Any]:
    """What a draft keeps of a document; `alike` names for some notes (by id) the note that they are like."""
    listed = [note.to_dict() for note in notes]
    return {"title": file, "notes": listed, "alike": dict(alike), "known": known, "chosen": [], "place": 0}


def notes_of(draft: Draft) -> list[Note]:
    """The document's notes."""
    return [Note.from_dict(record) for record in draft.record["notes"]]


def summary(draft: Draft) -> Message:
    """What was found in the document, and what can be done with it."""
    notes, alike, known = draft.record["notes"], len(draft.record["alike"]), draft.record["known"]
    found = words.FOUND.format(
        file=escape(shortened(draft.record["title"])),
        count=len(notes),
        alike=words.ALIKE.format(count=alike) if alike else "",
        known=words.KNOWN.format(count=known) if known else "",
        kind=replies.KIND[notes[0]["kind"]],
    )
    lines = [words.SAMPLE.format(title=escape(note["title"])) for note in notes[:SAMPLES]]
    if len(notes) > SAMPLES:
        lines.append(words.MORE.format(count=len(notes) - SAMPLES))
    take = (_button(draft, words.BUTTON_ALL, "all"), _button(draft, words.BUTTON_ONE_BY_ONE, "one"))
    ends = (_button(draft, words.BUTTON_KIND, "kind"), Button(words.BUTTON_NONE_OF_IT, data=f"w:{draft.id}:drop"))
    return Message("\n".join([found, *lines]), (take, ends))


def one(draft: Draft) -> Message:
    """The note that is to be decided on now."""
    place = draft.record["place"]
    note = Note.from_dict(draft.record["notes"][place])
    text = words.ONE.format(
        place=place + 1,
        count=len(draft.record["notes"]),
        title=escape(note.title),
        opening=escape(shortened(to_text(chunks_of(note)[0].text))),
    )
    like = draft.record["alike"].get(note.id)
    text += words.ONE_ALIKE.format(title=escape(like)) if like else ""
    choices = (_button(draft, words.BUTTON_TAKE_IT, "yes", place), _button(draft, words.BUTTON_LEAVE_IT, "no", place))
    return Message(text, (choices, (_button(draft, words.BUTTON_ENOUGH, "enough"),)))


def taken(file: str, chosen: Sequence[Note], archived: int) -> Message:
    """The notes are in the answers."""
    if not chosen:
        return Message(words.NOTHING_TAKEN.format(file=escape(file)))
    text = words.TAKEN.format(
        count=len(chosen),
        file=escape(file),
        archived=words.ARCHIVED.format(count=archived) if archived else "",
        question=escape(chosen[0].questions[-1]),
    )
    return Message(text, tuple((Button(note.title, data=f"n:{note.id}"),) for note in chosen[:3]))


def _button(draft: Draft, label: str, verb: str, place: int | None = None) -> Button:
    return Button(label, data=f"d:{verb}:{draft.id}" + ("" if place is None else f":{place}"))
