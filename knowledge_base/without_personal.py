"""A note without the numbers and addresses of people, for what a document holds is published under Prima's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge_base.identifiers import Kind
from knowledge_base.masking import masked
from knowledge_base.note import BODY_LIMIT, QUESTION_LIMIT, TITLE_LIMIT, Note, Source


def without_personal(note: Note) -> Note:
    """The note with what is personal in it masked, within the limits of a note; the same note if nothing is."""
    made = replace(
        note,
        title=_masked(note.title, TITLE_LIMIT),
        body=_masked(note.body, BODY_LIMIT),
        questions=tuple(dict.fromkeys(_masked(each, QUESTION_LIMIT) for each in note.questions)),
        sources=tuple(
            Source(_masked(each.name, QUESTION_LIMIT), _masked(each.part, QUESTION_LIMIT)) for each in note.sources
        ),
    )
    return note if made == note else made


def personal_kinds(note: Note) -> tuple[str, ...]:
    """What is personal in a note, such as `NIK` or `nomor telepon`; empty if nothing is."""
    held, left = _text(note), _text(without_personal(note))
    return tuple(kind.strip("[]") for kind in Kind if left.count(kind) > held.count(kind))


def kinds_counted(notes: Iterable[Note]) -> dict[str, int]:
    """How many of some notes hold each kind of personal data, in the order of the kinds."""
    found = [kind for note in notes for kind in personal_kinds(note)]
    order = [kind.strip("[]") for kind in Kind]
    return {kind: found.count(kind) for kind in order if kind in found}


def _masked(text: str, limit: int) -> str:
    """A mark can be longer than what it stands for; what is beyond the limit then is left out."""
    made = masked(text)
    return made if len(made) <= limit or made == text else f"{made[: limit - 1].rstrip()}…"


def _text(note: Note) -> str:
    return f"{note.title}\n{note.body}"
