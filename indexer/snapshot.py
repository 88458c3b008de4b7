"""A finished build is a folder; the link `current` names the live one and is changed by one atomic rename.

A snapshot holds all that answering needs, so that an answer never mixes two builds. Readers look at the link before
each search and reopen by themselves.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer import definitions as definitions_module
from indexer import language
from indexer import wording as wording_module
from indexer.definitions import Definitions
from indexer.index import FloatMatrix, VectorIndex, read_array
from indexer.lexical import Lexical, LexicalIndex
from indexer.slips import Corrector, read_words, vocabulary, without_slips, write_words
from indexer.wording import Wordings, note_keys, term_keys
from knowledge_base import chunk as chunk_module
from knowledge_base.chunk import Chunk, chunks_of
from knowledge_base.errors import UnusableIndexError
from knowledge_base.note import Note, text_hash

FORMAT = 7  # the next number when files, or the entries made of a note, change
CURRENT = "current"
UNFINISHED = ".unfinished-"
MANIFEST = "manifest.json"
NOTES = "notes.jsonl"
VECTORS = "vectors.faiss"
SPREADS = "spreads.npy"
OUTSIDE = "outside.npy"
WORDS = "words.tsv"
STEMS = "stems.tsv"
DEFINITIONS = "definitions.tsv"
PASSAGES, QUESTIONS, WHOLE_NOTES = "lexical-passages", "lexical-questions", "lexical-notes"
PASSAGE_WORDING, NOTE_WORDING = "wording-passages.npy", "wording-notes.npy"
MEND = "run `python -m indexer build`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is. `recipe` stands for all code and data that decide what is indexed."""

    build: str
    created: str  # ISO, UTC
    format: int
    model: str
    fingerprint: str
    dimension: int
    recipe: str
    content: str  # hash over all notes
    notes: int
    passages: int
    questions: int
    sequence: int  # the last change of the database that is in it
    lengths: dict[str, float]  # terms of a passage, a question line and a whole note, on average

    @property
    def vectors(self) -> int:
        """How many vectors the index holds."""
        return self.passages + self.questions

    def save(self, folder: Path) -> None:
        """Writes the manifest; the last file of a build."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Reads a manifest; raises UnusableIndexError when it is missing, damaged or of another format."""
        try:
            record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if record["format"] != FORMAT:
                raise UnusableIndexError(f"index {folder.name} has format {record['format']}, not {FORMAT}; {MEND}")
            return cls(**record)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnusableIndexError(f"index {folder.name} has no readable {MANIFEST} ({error}); {MEND}") from error


def recipe() -> str:
    """A hash over the code and the word lists that decide how a note becomes entries; another one means a new index."""
    files = [
        Path(chunk_module.__file__),
        Path(language.__file__),
        Path(definitions_module.__file__),
        Path(wording_module.__file__),
    ]
    lexicon = Path(language.__file__).parent / "lexicon"
    files += sorted(path for path in lexicon.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return text_hash("\n".join(text_hash(file.read_bytes().decode("utf-8", "replace")) for file in files))


def content_hash(notes: Iterable[Note]) -> str:
    """A hash over all of the notes, in order."""
    return text_hash("\n".join(note.hash for note in notes))


class Entries:
    """The entries of an index, numbered from 0: first every passage, then every question line, both in note order."""

    def __init__(self, notes: list[Note]) -> None:
        self.notes = notes
        self.passages: list[Chunk] = []
        self.questions: list[str] = []
        passage_note: list[int] = []
        question_note: list[int] = []
        for number, note in enumerate(notes):
            chunks = chunks_of(note)
            self.passages += chunks
            self.questions += note.questions
            passage_note += [number] * len(chunks)
            question_note += [number] * len(note.questions)
        self.note_of: NDArray[np.int64] = np.array(passage_note + question_note, dtype=np.int64)
        counted = range(len(notes) + 1)
        self._passage_start = np.searchsorted(np.array(passage_note, dtype=np.int64), counted)
        self._question_start = np.searchsorted(np.array(question_note, dtype=np.int64), counted) + len(self.passages)

    def __len__(self) -> int:
        return len(self.note_of)

    @cached_property
    def central(self) -> NDArray[np.bool_]:
        """Marks the entries that stand for their note's centre: its question lines, or its passages if it has none."""
        asked = np.diff(self._question_start)[self.note_of] > 0
        is_question = np.arange(len(self)) >= len(self.passages)
        central: NDArray[np.bool_] = is_question | ~asked
        return central

    def passages_of(self, note: int) -> range:
        """Entry numbers of a note's passages."""
        return range(int(self._passage_start[note]), int(self._passage_start[note + 1]))

    def questions_of(self, note: int) -> range:
        """Entry numbers of a note's question lines."""
        return range(int(self._question_start[note]), int(self._question_start[note + 1]))

    def passage_texts(self) -> Iterator[str]:
        """What is searched for each passage, in order: its words under its note's title and headings."""
        for chunk, note in zip(self.passages, self.note_of, strict=False):
            yield passage_text(self.notes[int(note)], chunk)

    def hashes(self) -> Iterator[str]:
        """A hash of what is encoded for each entry, in order; a passage and a question never share one."""
        yield from (text_hash(f"passage\n{text}") for text in self.passage_texts())
        yield from (text_hash(f"question\n{text}") for text in self.questions)


def passage_text(note: Note, chunk: Chunk) -> str:
    """A passage's words for searching: title, headings and text, without Markdown's marks."""
    return "\n".join((note.title, *chunk.headings, chunk_module.plain(chunk.text)))


def spreads(entries: Entries, vectors: FloatMatrix) -> NDArray[np.float64]:
    """For each note the length of the sum of its question lines' vectors, or of its passages' if it has no question.

    The sum of the cosines with these, divided by this length, is the cosine with the note's centre.
    """
    sums = np.zeros((len(entries.notes), vectors.shape[1]))
    np.add.at(sums, entries.note_of[entries.central], vectors[entries.central])
    lengths: NDArray[np.float64] = np.linalg.norm(sums, axis=1)
    return lengths


@dataclass(frozen=True)
class Part:
    """What a search looks through: entries with vectors and terms. `hidden` marks notes that are not shown."""

    entries: Entries
    vectors: VectorIndex
    lexical_passages: Lexical
    lexical_questions: Lexical
    lexical_notes: Lexical
    passage_wording: Wordings
    note_wording: Wordings
    definitions: Definitions  # the passages by the names that they define
    spreads: NDArray[np.float64]
    hidden: NDArray[np.bool_]

    def without(self, hidden: NDArray[np.bool_]) -> Part:
        """The part with these notes hidden."""
        return replace(self, hidden=hidden)

    def shown_notes(self) -> list[Note]:
        """The notes that are not hidden."""
        return [note for note, hidden in zip(self.entries.notes, self.hidden.tolist(), strict=True) if not hidden]


class Snapshot:
    """An opened build."""

    def __init__(self, folder: Path) -> None:
        self.manifest = Manifest.load(folder)
        try:
            self.entries = Entries(_read_notes(folder / NOTES))
            self.vectors = _read_vectors(folder / VECTORS, self.manifest.dimension, len(self.entries))
            spread = read_array(folder / SPREADS)
            self.outside: FloatMatrix = read_array(folder / OUTSIDE)
            """Vectors of questions that no note answers, one a row."""
            self.lexical_passages = LexicalIndex.open(folder / PASSAGES)
            self.lexical_questions = LexicalIndex.open(folder / QUESTIONS)
            self.lexical_notes = LexicalIndex.open(folder / WHOLE_NOTES)
            self.corrector = Corrector(read_words(folder / WORDS))
            stems = _read_stems(folder / STEMS)
            definitions = _read_definitions(folder / DEFINITIONS)
            passage_wording = Wordings.load(folder / PASSAGE_WORDING, len(self.entries.passages))
            note_wording = Wordings.load(folder / NOTE_WORDING, len(self.notes))
        except UnusableIndexError as error:
            raise UnusableIndexError(f"index {folder.name}: {error}; {MEND}") from error
        if self.manifest.recipe == recipe():
            language.remember_stems(stems)  # of the words that are asked, most are known to the notes
        self.part = Part(
            self.entries,
            self.vectors,
            self.lexical_passages,
            self.lexical_questions,
            self.lexical_notes,
            passage_wording,
            note_wording,
            definitions,
            spread,
            np.zeros(len(self.notes), dtype=np.bool_),
        )

    @property
    def lexical(self) -> tuple[LexicalIndex, LexicalIndex, LexicalIndex]:
        """The BM25 indexes of passages, question lines and whole notes."""
        return self.lexical_passages, self.lexical_questions, self.lexical_notes

    @property
    def notes(self) -> list[Note]:
        """The notes, by number."""
        return self.entries.notes

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Number of each note, by id."""
        return {note.id: number for number, note in enumerate(self.notes)}

    def note(self, identity: str) -> Note | None:
        """The note with this id, or None."""
        number = self.number_of.get(identity)
        return None if number is None else self.notes[number]

    def known_vectors(self) -> dict[str, int]:
        """Number of each entry that has a vector, by the entry's hash."""
        return {key: number for number, key in enumerate(self.entries.hashes())}


def _read_notes(file: Path) -> list[Note]:
    try:
        with file.open(encoding="utf-8") as lines:
            return [Note.from_dict(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableIndexError(f"{file.name} cannot be read ({error})") from error


def _read_vectors(file: Path, dimension: int, entries: int) -> VectorIndex:
    """The vectors of so many entries; raises UnusableIndexError."""
    vectors = VectorIndex.load(file, dimension)
    if len(vectors) != entries:
        raise UnusableIndexError(f"{len(vectors)} vectors for {entries} entries")
    return vectors


def notes_of(folder: Path) -> list[Note]:
    """The notes of a finished build, in its order; raises UnusableIndexError."""
    return _read_notes(folder / NOTES)


def _read_stems(file: Path) -> dict[str, str]:
    """The stem of each word that was known when the snapshot was built; raises UnusableIndexError."""
    try:
        return dict(line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise UnusableIndexError(f"{file.name} cannot be read: {error}") from error


def _read_definitions(file: Path) -> Definitions:
    """The names that passages define, with the passages' numbers; raises UnusableIndexError."""
    try:
        rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
        return Definitions({name: tuple(map(int, numbers)) for name, *numbers in rows})
    except (OSError, ValueError) as error:
        raise UnusableIndexError(f"{file.name} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit rows: of every entry, and of every question that no note answers (`lexicon.outside_questions`)."""

    entries: FloatMatrix
    outside: FloatMatrix


def write_snapshot(folder: Path, manifest: Manifest, entries: Entries, vectors: Vectors, exact_up_to: int) -> Manifest:
    """Writes all files of a snapshot into an existing folder and has them reach the disk.

    Returns the manifest as it was written: with the lengths of the texts, which are known only then.
    """
    with (folder / NOTES).open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(note.to_dict(), ensure_ascii=False) + "\n" for note in entries.notes)
    VectorIndex.from_vectors(vectors.entries, exact_up_to).save(folder / VECTORS)
    np.save(folder / SPREADS, spreads(entries, vectors.entries), allow_pickle=False)
    np.save(folder / OUTSIDE, vectors.outside, allow_pickle=False)
    passages = [language.terms(text) for text in entries.passage_texts()]
    whole_notes = [language.terms(whole_note(note)) for note in entries.notes]
    Wordings.of(map(term_keys, passages)).save(folder / PASSAGE_WORDING)
    Wordings.of(map(note_keys, whole_notes)).save(folder / NOTE_WORDING)
    lengths = {
        "questions": LexicalIndex.write(folder / QUESTIONS, (language.terms(text) for text in entries.questions)),
        "passages": LexicalIndex.write(folder / PASSAGES, passages),
        "notes": LexicalIndex.write(folder / WHOLE_NOTES, whole_notes),
    }
    write_words(folder / WORDS, without_slips(vocabulary(entries.questions), vocabulary(entries.passage_texts())))
    defined = Definitions.of(entries.passage_texts()).items()
    rows = ("\t".join((name, *map(str, passages))) for name, passages in defined)
    (folder / DEFINITIONS).write_text("\n".join(rows), encoding="utf-8")
    stems = language.known_stems()
    (folder / STEMS).write_text("".join(f"{word}\t{stems[word]}\n" for word in sorted(stems)), encoding="utf-8")
    manifest = replace(manifest, lengths=lengths)
    manifest.save(folder)
    for file in folder.rglob("*"):
        _flush(file)
    _flush(folder)
    return manifest


def whole_note(note: Note) -> str:
    """All words of a note, for searching."""
    return "\n".join((note.title, chunk_module.plain(note.body), *note.questions))


def _flush(path: Path) -> None:
    """Has a file or folder reach the disk, so that a power cut cannot leave a live but empty one."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_live(index_dir: Path, build: str) -> None:
    """Points `current` at a finished build, by one atomic rename."""
    fresh = index_dir / f"{UNFINISHED}link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(build, target_is_directory=True)
    fresh.replace(index_dir / CURRENT)
    _flush(index_dir)


def live_build(index_dir: Path) -> str:
    """Name of the live build; raises UnusableIndexError when there is none."""
    try:
        return (index_dir / CURRENT).readlink().name
    except OSError as error:
        raise UnusableIndexError(f"there is no index in {index_dir}; {MEND}") from error


def remove_old(index_dir: Path, kept: int) -> None:
    """Removes what interrupted builds left, and finished builds beyond the `kept` newest; never the live one.

    Only for the holder of the build lock.
    """
    live = live_build(index_dir)
    finished = (path for path in index_dir.iterdir() if path.is_dir() and not path.name.startswith(UNFINISHED))
    others = sorted(path for path in finished if path.name not in (live, CURRENT))
    for path in others[: max(0, len(others) - (kept - 1))]:
        # Out of the way first: who opens an index of tantivy writes a lock beside it, even while it is being removed.
        path.rename(index_dir / f"{UNFINISHED}{path.name}")
    for path in index_dir.glob(f"{UNFINISHED}*"):
        path.unlink() if path.is_symlink() else shutil.rmtree(path)


class LiveIndex:
    """The live snapshot, always the newest. Safe to share between threads.

    Whoever first sees a new build opens it; the others go on with the one before until it is open.
    """

    def __init__(self, index_dir: Path, fingerprint: str) -> None:
        self._dir = index_dir
        self._fingerprint = fingerprint
        self._opening = threading.Lock()
        self._snapshot: Snapshot | None = None
        self.refusal: UnusableIndexError | None = None
        self._refused = ""

    def snapshot(self) -> Snapshot:
        """The live snapshot; raises UnusableIndexError when there is none that this program can read.

        A build that cannot be read does not replace one that can: it stays in `refusal`.
        """
        held = self._snapshot
        if held is not None and not self._is_new(held):
            return held
        if not self._opening.acquire(blocking=held is None):
            return held if held is not None else self.snapshot()
        try:
            self._reopen()
            while self._snapshot is None and self._is_new(None):
                self._reopen()  # newer builds came, and what was being opened was removed meanwhile
        finally:
            self._opening.release()
        if self._snapshot is None:
            raise self.refusal or UnusableIndexError(f"there is no index in {self._dir}; {MEND}")
        return self._snapshot

    def _is_new(self, held: Snapshot | None) -> bool:
        try:
            return live_build(self._dir) not in (held and held.manifest.build, self._refused)
        except UnusableIndexError:
            return False  # the folder was removed while we run; what is open still answers

    def _reopen(self) -> None:
        build = ""
        try:
            build = live_build(self._dir)
            if self._snapshot is None or self._snapshot.manifest.build != build:
                self._snapshot = self._open(build)
            self.refusal, self._refused = None, ""
        except UnusableIndexError as error:
            self.refusal, self._refused = error, build

    def _open(self, build: str) -> Snapshot:
        folder = self._dir / build
        manifest = Manifest.load(folder)
        if manifest.fingerprint != self._fingerprint:
            raise UnusableIndexError(
                f"index {build} was built with another model ({manifest.model}, {manifest.dimension} numbers); {MEND}"
            )
        if manifest.recipe != recipe():
            raise UnusableIndexError(f"index {build} was built by another version of Prima; {MEND}")
        return Snapshot(folder)
