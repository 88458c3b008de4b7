"""IMPORTING: a document's notes on their way, as data of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.markup import escape
from bot.replies import documents as words
from knowledge_base.becoming import ASKED
from knowledge_base.documents.legible import illegible
from knowledge_base.draft import Draft
from knowledge_base.note import Note
from knowledge_base.placing import Placed, Shown
from knowledge_base.without_personal import kinds_counted, without_personal

NAMED = 3
"""Notes of which it is said what they are called."""
ONLY_ASKED = "asked"
"""A draft asks about some notes one by one, while all others are taken."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document named `file`, and what was said of it (`kept`, as Placed has it).

    `alike` names for some notes (by id) the note that they are like, `named` what notes are called that are lost or out
    of the answers, or those that they are part of. `left_out` are what another program wrote above the text, `personal`
    is what was personal in it, as `without_its_personal` tells.
    """

    file: str
    kept: str
    placed: Placed
    alike: Mapping[str, Note]
    named: Mapping[str, str]
    left_out: Sequence[str] = ()
    personal: Mapping[str, Any] = field(default_factory=dict)


def record_of(reading: Reading) -> dict[str, Any]:
    """What a draft keeps of a document."""
    placed = reading.placed
    return {
        "title": placed.name,
        "file": reading.file,
        "kept": reading.kept,
        "stamp": placed.stamp,
        "notes": [note.to_dict() for note in placed.notes],
        "alike": {identity: other.title for identity, other in reading.alike.items()},
        "twins": {identity: other.id for identity, other in reading.alike.items()},
        "would": {what: list(ids) for what, ids in placed.became.by_name().items() if ids},
        "named": dict(reading.named),
        "rival": asdict(placed.rival) if placed.rival else None,
        "left_out": list(reading.left_out),
        "personal": dict(reading.personal),
        "asks": "",
        "chosen": [],
        "merge": [],
        "seen": {},
        "place": 0,
    }


def notes_of(draft: Draft) -> list[Note]:
    """The document's notes."""
    return [Note.from_dict(record) for record in draft.record["notes"]]


def without_its_personal(notes: Sequence[Note]) -> tuple[list[Note], dict[str, Any]]:
    """A document's notes with what is personal in them masked; and how many held what, and what they were, by place.

    Empty for a document that holds nothing personal.
    """
    made = [without_personal(note) for note in notes]
    other = {str(place): _said(note) for place, note in enumerate(notes) if made[place] != note}
    return made, {"counts": kinds_counted(notes), "other": other, "open": False} if other else {}


def turned(draft: Draft) -> tuple[list[Note], dict[str, Any]]:
    """The notes with what is personal in them as it was, or masked again; and what is to be known of it then."""
    notes, personal = notes_of(draft), draft.record.get("personal", {})
    other = personal.get("other", {})
    made = [
        Note.from_dict({**note.to_dict(), **other[str(place)]}) if str(place) in other else note
        for place, note in enumerate(notes)
    ]
    now = {place: _said(notes[int(place)]) for place in other}
    return made, {**personal, "other": now, "open": not personal.get("open")} if other else {}


def _said(note: Note) -> dict[str, Any]:
    record = note.to_dict()
    return {name: record[name] for name in ("title", "body", "questions", "sources")}


def shown_of(draft: Draft) -> Shown:
    """What its person was shown of a document; nothing that fits for a draft from before this was kept."""
    record = draft.record
    file, seen = record.get("file", record["title"]), record.get("seen", {})
    return Shown(file, record.get("kept", ""), record.get("stamp", ""), seen)


def would(draft: Draft, what: str) -> list[str]:
    """The ids of the notes of which this would become."""
    return list(draft.record.get("would", {}).get(what, ()))


def asked_places(draft: Draft) -> list[int]:
    """The places of the notes that are decided one by one: like one that there is, or moderators want another thing."""
    asked = {*draft.record["alike"], *(identity for what in ASKED for identity in would(draft, what))}
    return [place for place, note in enumerate(draft.record["notes"]) if note["id"] in asked]


def merges(draft: Draft, place: int) -> bool:
    """Whether the note at this place can become part of another one."""
    return draft.record["notes"][place]["id"] in draft.record.get("twins", {})


def titles_of(ids: Sequence[str], named: Mapping[str, str]) -> str:
    """What the first few of some notes are called, escaped, and how many more there are."""
    known = list(dict.fromkeys(named[identity] for identity in ids if identity in named))[:NAMED]
    more = sum(named.get(identity) not in known for identity in ids)
    return ", ".join([*map(escape, known), *([words.MORE.format(count=more)] if more else [])])


def taken_places(draft: Draft) -> list[int]:
    """The places of the notes that are taken when all are: those that can be read, and are not decided one by one."""
    asked, unread = asked_places(draft), {note.id for note in illegible(notes_of(draft))}
    notes = draft.record["notes"]
    return [place for place, note in enumerate(notes) if place not in asked and note["id"] not in unread]


def answered(draft: Draft, verb: str, place: int) -> dict[str, Any]:
    """The fields of a draft's record after one note was decided on, with the place of the next one."""
    record = draft.record
    following = place + 1
    if record.get("asks") == ONLY_ASKED:
        following = next((each for each in asked_places(draft) if each > place), len(record["notes"]))
    joins = verb == "into" and merges(draft, place)
    chosen = [*record["chosen"], *([place] if verb == "yes" else [])]
    return {"place": following, "chosen": chosen, "merge": [*record.get("merge", ()), *([place] if joins else [])]}
