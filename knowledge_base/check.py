"""What makes a set of notes good, beyond each file's format: every fault of every file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from knowledge_base.chunk import plain, sentences_of
from knowledge_base.errors import Fault, NoteError
from knowledge_base.note import HEADING, NoteFile
from knowledge_base.sync import note_paths

BODY_WORDS = range(80, 601)
SENTENCE_WORDS = 35


def check_paths(paths: Iterable[Path], root: Path, today: date) -> tuple[int, list[Fault]]:
    """How many notes were read, and every fault in them. `root` is what the file names in faults are relative to."""
    faults: list[Fault] = []
    found: list[NoteFile] = []
    count = 0
    for path in paths:
        count += 1
        try:
            found.append(NoteFile.load(path, root))
        except NoteError as error:
            faults += error.faults
    for note_file in found:
        faults += _check_one(note_file, today)
    faults += _check_together(found)
    return count, sorted(faults)


def paths_below(path: Path) -> list[Path]:
    """The note files that a path names: a file, the notes of a knowledge base, or all Markdown files of a folder."""
    if path.is_file():
        return [path]
    return note_paths(path) or sorted(path.rglob("*.md"))


def words_of(text: str) -> list[str]:
    """A Markdown text's words, without its marks."""
    return plain(text).split()


def _check_one(found: NoteFile, today: date) -> Iterator[Fault]:
    note = found.note
    if note.is_overdue(today):
        message = f"'review_by' {note.review_by} has passed; check the content and set 'checked' and 'review_by' anew"
        yield Fault(found.file, found.lines["review_by"], message)
    if note.review_by <= note.checked:
        yield Fault(found.file, found.lines["review_by"], "'review_by' is not after 'checked'; set a later day")
    if note.checked > today:
        yield Fault(found.file, found.lines["checked"], f"'checked' {note.checked} lies in the future")
    if note.kind == "praktik" and not note.example and not note.sources:
        message = "a praktik needs 'sources' (who does it) or 'example: true' if it is made up"
        yield Fault(found.file, found.lines["kind"], message)
    count = len(words_of(note.body))
    if count not in BODY_WORDS:
        message = f"the body has {count} words; {BODY_WORDS.start} to {BODY_WORDS.stop - 1} are allowed"
        yield Fault(found.file, found.body_line, message)
    yield from _long_sentences(found)


def _long_sentences(found: NoteFile) -> Iterator[Fault]:
    line = found.body_line
    for sentence in sentences_of(found.note.body):
        length = len(words_of(sentence))
        if length > SENTENCE_WORDS and not HEADING.match(sentence):
            message = f"a sentence of {length} words ({sentence[:40].strip()}…); {SENTENCE_WORDS} at most, split it"
            yield Fault(found.file, line, message)
        line += sentence.count("\n")


def _check_together(found: list[NoteFile]) -> Iterator[Fault]:
    """Ids used twice, references to nowhere, one question under two notes."""
    owners: dict[str, str] = {}
    for note_file in found:
        identity = note_file.note.id
        if identity in owners:
            message = f"id '{identity}' is used by {owners[identity]} too; change one"
            yield Fault(note_file.file, note_file.lines["id"], message)
        owners.setdefault(identity, note_file.file)
    asked: dict[str, str] = {}
    for note_file in found:
        for number, related in enumerate(note_file.note.related):
            line = note_file.lines[f"related.{number}"]
            if related == note_file.note.id:
                yield Fault(note_file.file, line, "'related' names the note itself; remove it")
            elif related not in owners:
                yield Fault(note_file.file, line, f"'related' names '{related}', which does not exist; correct the id")
        for number, question in enumerate(note_file.note.questions):
            key = " ".join(re.findall(r"\w+", question.casefold()))
            if key in asked and asked[key] != note_file.file:
                message = f"'{question}' stands under {asked[key]} too; keep it where it is answered best"
                yield Fault(note_file.file, note_file.lines[f"questions.{number}"], message)
            asked.setdefault(key, note_file.file)
