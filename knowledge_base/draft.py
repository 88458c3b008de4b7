"""DRAFT: a note on its way, from the first word to what a moderator decided: the type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from knowledge_base.hands import Hand
from knowledge_base.life import REVIEW_AFTER
from knowledge_base.note import Note, NoteFile, markdown_of, text_hash
from knowledge_base.revisions import Action

DraftState = Literal["writing", "review", "returned", "refused", "published", "cancelled", "reading"]
NO_FIELDS = frozenset(("pieces", "stop", "told", "came", "album", "asked", "doubted", "personal"))
"""What a record holds beside fields: the messages in which the text came, when, and the reply to them; the
questions with which they began; lines that were typed as questions and do not ask; and what was personal in it."""
UNFINISHED: tuple[DraftState, ...] = ("writing", "returned")
"""In their author's hands."""
OPEN: tuple[DraftState, ...] = (*UNFINISHED, "review")


@dataclass(frozen=True, slots=True)
class Draft:
    """A note on its way. `record` holds what was said so far under the names of Note's fields; `step` is where the
    dialogue stands.

    `base` is the note that the draft changes, or that it became; `base_hash` that note's hash when the draft began.
    `origin` says where the text came from, in the words of whoever started the draft. Moments are ISO, UTC.
    """

    id: int
    person: int
    step: str
    record: dict[str, Any]
    base: str
    base_hash: str
    origin: dict[str, Any]
    state: DraftState
    reviewer: int
    message: str
    created_at: str
    updated_at: str

    @property
    def said(self) -> dict[str, Any]:
        """The fields of the note that were said, without what was left empty."""
        kept = {name: value for name, value in self.record.items() if name not in NO_FIELDS}
        return cast("dict[str, Any]", _said(kept))

    @property
    def writers(self) -> frozenset[int]:
        """Who wrote something of it: its author, and the moderators who bettered it while it waited."""
        return frozenset((self.person, *self.origin.get("writers", ())))

    def hands(self, reviewer: int) -> tuple[Hand, ...]:
        """Who bettered it, and who accepts it unless that is its author."""
        bettered = (Hand(person, "bettered") for person in sorted(self.writers - {self.person, 0}))
        return (*bettered, *([Hand(reviewer, "accepted")] if reviewer != self.person else []))

    def does(self, note: Note, *, merged: bool) -> tuple[Action, str]:
        """What it does when it becomes the note, and its reason: the change that was handed in, if it is still that."""
        if merged:
            return "merged", ""
        change = self.origin.get("change")
        if change and change["body_hash"] == text_hash(note.body):
            return cast("Action", change["action"]), str(change["reason"])
        return ("edited" if self.base else "written"), ""

    @property
    def stamp(self) -> str:
        """Eight hexadecimal digits that change with the draft: somebody decides on what they saw, or not at all.

        Who is named is for those alone to say who wrote it, and no part of what is decided on.
        """
        seen = {name: value for name, value in self.record.items() if name != "contributor"}
        return text_hash(f"{self.state} {self.updated_at} {json_of(seen)}")[:8]

    def to_note(self, identity: str, today: date) -> Note:
        """The note that the draft would become; raises NoteError with all that is missing or wrong.

        Where the draft names no days, it was checked today and is to be checked again in half a year.
        """
        said = dict(self.said)
        body = str(said.pop("body", ""))
        days = {"checked": today.isoformat(), "review_by": (today + REVIEW_AFTER).isoformat()}
        return NoteFile.read(markdown_of({**days, **said, "id": identity}, body), f"draf-{self.id}.md").note


def draft_of(row: dict[str, Any]) -> Draft:
    """The draft in a row of the table."""
    read = {name: json.loads(row[name]) for name in ("record", "origin")}
    return Draft(**{**row, **read, "state": cast("DraftState", row["state"])})


def json_of(value: dict[str, Any]) -> str:
    """What was said, as the table keeps it."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _said(value: Any) -> Any:
    """A record without what was left empty in it, also inside its lists."""
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items() if inner not in (None, "", [])}
    return [_said(inner) for inner in value] if isinstance(value, list) else value
