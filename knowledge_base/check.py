"""What makes a set of notes good, beyond each file's format: every fault of every file at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

from knowledge_base.chunk import plain, sentences_of
from knowledge_base.errors import Fault, NoteError
from knowledge_base.note import HEADING, FaultyNoteError, NoteFile
from knowledge_base.style import foreign_words
from knowledge_base.sync import note_paths

BODY_WORDS = range(80, 601)
SENTENCE_WORDS = 35
RUN = 4
"""Words in a run that two notes may share by chance; a twin shares many."""
TWIN_SHARE = 0.3
TWIN_RUNS = 20


def check_paths(
    paths: Iterable[Path], root: Path, today: date, known: AbstractSet[str] = frozenset()
) -> tuple[int, list[Fault]]:
    """How many notes were read, and every fault in them.

    `root` is what the file names in faults are relative to; `known` are ids of notes that stand elsewhere.
    """
    faults: list[Fault] = []
    found: list[NoteFile] = []
    count = 0
    for path in paths:
        count += 1
        try:
            found.append(NoteFile.load(path, root))
        except NoteError as error:
            faults += error.faults
            if isinstance(error, FaultyNoteError) and error.partial:
                found.append(error.partial)
    for note_file in found:
        faults += _check_one(note_file, today)
    faults += _check_together(found, known)
    faults += _twins(found)
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
    for line, text in enumerate(note.body.split("\n"), found.body_line):
        for word, advice in foreign_words(text):
            yield Fault(found.file, line, f"'{word}' {advice}")


def _long_sentences(found: NoteFile) -> Iterator[Fault]:
    line = found.body_line
    for sentence in sentences_of(found.note.body):
        length = len(words_of(sentence))
        if length > SENTENCE_WORDS and not HEADING.match(sentence):
            message = f"a sentence of {length} words ({sentence[:40].strip()}…); {SENTENCE_WORDS} at most, split it"
            yield Fault(found.file, line, message)
        line += sentence.count("\n")


def _check_together(found: list[NoteFile], known: AbstractSet[str]) -> Iterator[Fault]:
    """Ids used twice, references to nowhere, one question under two notes, near duplicates."""
    owners: dict[str, str] = {}
    for note_file in found:
        identity = note_file.note.id
        if identity in owners:
            message = f"id '{identity}' is used by {owners[identity]} too; change one"
            yield Fault(note_file.file, note_file.lines["id"], message)
        owners.setdefault(identity, note_file.file)
    asked: dict[str, str] = {}
    for note_file in found:
        replacement = note_file.note.replaced_by
        if replacement and replacement not in owners and replacement not in known:
            message = f"'replaced_by' names '{replacement}', which does not exist; correct the id"
            yield Fault(note_file.file, note_file.lines["replaced_by"], message)
        for number, related in enumerate(note_file.note.related):
            line = note_file.lines[f"related.{number}"]
            if related == note_file.note.id:
                yield Fault(note_file.file, line, "'related' names the note itself; remove it")
            elif related not in owners and related not in known:
                yield Fault(note_file.file, line, f"'related' names '{related}', which does not exist; correct the id")
        for number, question in enumerate(note_file.note.questions):
            key = " ".join(re.findall(r"\w+", question.casefold()))
            if key in asked and asked[key] != note_file.file:
                message = f"'{question}' stands under {asked[key]} too; keep it where it is answered best"
                yield Fault(note_file.file, note_file.lines[f"questions.{number}"], message)
            asked.setdefault(key, note_file.file)


def _twins(found: list[NoteFile]) -> Iterator[Fault]:
    """Pairs of notes of which one shares TWIN_SHARE of its runs of words, and TWIN_RUNS of them, with the other.

    Among the notes that ship the largest share is 0.06.
    """
    runs = [_runs(note_file.note.body) for note_file in found]
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(runs):
        for run in own:
            holders.setdefault(run, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update((left, right) for place, right in enumerate(numbers) for left in numbers[:place])
    for (left, right), count in sorted(shared.items()):
        share = count / max(1, min(len(runs[left]), len(runs[right])))
        if count >= TWIN_RUNS and share >= TWIN_SHARE:
            message = f"is nearly the same text as {found[left].file} ({share:.0%} shared); merge the two"
            yield Fault(found[right].file, found[right].body_line, message)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", plain(text).casefold())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
