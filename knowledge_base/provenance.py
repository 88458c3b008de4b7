"""PROVENANCE: what is known of the document that brought a note, in one line that stands in the note's exported file.

The file has the note as moderators made it. The line tells what its document said when it came last and what moderators
changed since, so that the document can come again wherever the file is taken over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlite_utils import Database

from knowledge_base.documents.files import DOCUMENT_PREFIX, document_prefix
from knowledge_base.note import Note, text_hash
from knowledge_base.revisions import Revision, history

OF_DOCUMENT = ("title", "body", "sources", "kind")
"""What a document says itself; a note that has these from it already is left alone."""
OF_MODERATORS = ("questions", "related", "values", "topic", "contributor", "origin")
"""What stays as moderators made it when a document comes again."""
ENDS = ("lost", "joined")
NUMBERED = re.compile(rf"{DOCUMENT_PREFIX}.+-\d+")


@dataclass(frozen=True, slots=True)
class Provenance:
    """`said` is the hash of what the document said when it came last, empty where nobody knows.

    `changed` are the fields OF_MODERATORS that something other than an import changed. `end` says why the note is out
    of the answers: "lost" by the document, or "joined" to another note that answers for it.
    """

    said: str = ""
    changed: tuple[str, ...] = ()
    end: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.said, *self.changed, self.end)))

    @classmethod
    def of_line(cls, line: str) -> Provenance:
        """What a line says that `str` wrote, or an empty one."""
        said, *rest = line.split() or [""]
        return cls(
            said, tuple(each for each in OF_MODERATORS if each in rest), next((e for e in ENDS if e in rest), "")
        )

    @classmethod
    def of_history(cls, past: Sequence[Revision]) -> Provenance:
        """What a note's revisions say; what a copy brought along counts like what happened here."""
        came = next((each for each in reversed(past) if _came(each)), past[0])
        said = _copied(came).said if came.action == "copied" else hash_of(came.note)
        steps = [(before.note, after.note) for before, after in pairwise(past) if after.action != "imported"]
        told = {name for each in past for name in _copied(each).changed}
        changed = tuple(
            name
            for name in OF_MODERATORS
            if name in told or any(getattr(old, name) != getattr(new, name) for old, new in steps)
        )
        return cls(said, changed, _end(past))


def hash_of(note: Note) -> str:
    """Changes when anything changes that a document says of a note."""
    record = note.to_dict()
    return text_hash(json.dumps({name: record[name] for name in OF_DOCUMENT}, ensure_ascii=False))


def is_documents(identity: str) -> bool:
    """Whether a note's id is one that notes of documents have."""
    return NUMBERED.fullmatch(identity) is not None


def provenance_line(db: Database, note: Note) -> str:
    """What is known of the document that brought a note, as a line; empty for a note that came from none."""
    if not is_documents(note.id):
        return ""
    past = history(db, note.id)
    return str(Provenance.of_history(past)) if any(map(_came, past)) else ""


def _came(revision: Revision) -> bool:
    """Whether the note came from its document then, or from a copy that knows what that said."""
    return revision.action == "imported" or bool(_copied(revision).said)


def _copied(revision: Revision) -> Provenance:
    return Provenance.of_line(revision.reason if revision.action == "copied" else "")


def _end(past: Sequence[Revision]) -> str:
    last = past[-1]
    if last.note.found:
        return ""
    if last.action == "archived":
        own = f"{last.note.id.rpartition('-')[0]}-"
        return "lost" if document_prefix(last.reason) == own else ""
    if last.action == "copied" and _copied(last).end == "lost":
        return "lost"
    joined = (each for each in past if each.action == "merged" or _copied(each).end == "joined")
    whole = last.note.replaced_by
    return "joined" if whole and any(each.note.replaced_by == whole for each in joined) else ""
