"""IMPORTING: a document's notes on their way, as data of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from knowledge_base.documents.legible import illegible
from knowledge_base.draft import Draft
from knowledge_base.note import Note
from knowledge_base.placing import Placed, Shown

ONLY_ASKED = "asked"
"""A draft asks about some notes one by one, while all others are taken."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document named `file`, and what was said of it (`kept`, as Placed has it).

    `alike` names for some notes (by id) the note that they are like, `named` what notes are called that are lost or out
    of the answers.
    """

    file: str
    kept: str
    placed: Placed
    alike: Mapping[str, Note]
    named: Mapping[str, str]


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
        "asks": "",
        "chosen": [],
        "merge": [],
        "place": 0,
    }


def notes_of(draft: Draft) -> list[Note]:
    """The document's notes."""
    return [Note.from_dict(record) for record in draft.record["notes"]]


def shown_of(draft: Draft) -> Shown:
    """What its person was shown of a document; nothing that fits for a draft from before this was kept."""
    record = draft.record
    return Shown(record.get("file", record["title"]), record.get("kept", ""), record.get("stamp", ""))


def would(draft: Draft, what: str) -> list[str]:
    """The ids of the notes of which this would become."""
    return list(draft.record.get("would", {}).get(what, ()))


def asked_places(draft: Draft) -> list[int]:
    """The places of the notes that are decided one by one: like one that there is, or corrected by moderators."""
    asked = {*draft.record["alike"], *would(draft, "corrected")}
    return [place for place, note in enumerate(draft.record["notes"]) if note["id"] in asked]


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
    merges = verb == "join" and record["notes"][place]["id"] in record.get("twins", {})
    chosen = [*record["chosen"], *([place] if verb == "yes" else [])]
    return {"place": following, "chosen": chosen, "merge": [*record.get("merge", ()), *([place] if merges else [])]}
