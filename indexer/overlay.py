"""OVERLAY: what changed since the live build, laid over it, so that a published note answers at once.

A build of a large knowledge base takes minutes. The few notes that changed since are encoded and indexed in memory and
searched beside the build by the same weights; the build's own versions of them, and what was retired, are hidden. The
database numbers its changes, so asking whether there are any costs one look at one row.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from indexer import language
from indexer.citation import Article
from indexer.definitions import Definitions
from indexer.index import VectorIndex
from indexer.lexical import FreshLexical
from indexer.slips import Corrector, vocabulary
from indexer.snapshot import Entries, Manifest, Part, Snapshot, spreads, whole_note
from indexer.vectors import Encoder, FloatMatrix
from indexer.wording import Wordings, note_keys, term_keys
from knowledge_base.changes import Change, changes_after, last_change
from knowledge_base.errors import StoreError
from knowledge_base.note import Note
from knowledge_base.store import DatabaseError, Desk


class Changes(Protocol):
    """Says what changed in the knowledge base after a numbered change."""

    def last(self) -> int:
        """Number of the last change."""
        ...

    def after(self, number: int) -> list[Change]:
        """The notes that changed since, each as it is now."""
        ...


class Builds(Protocol):
    """Says which build is searched."""

    def snapshot(self) -> Snapshot:
        """The build; raises UnusableIndexError when there is none."""
        ...


class OneBuild:
    """Always the same build."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def snapshot(self) -> Snapshot:
        """The build."""
        return self._snapshot


class NoChanges:
    """For an index that stands by itself."""

    def last(self) -> int:
        """No change was ever made."""
        return 0

    def after(self, _number: int) -> list[Change]:
        """There are none."""
        return []


class DatabaseChanges:
    """The changes that the database counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def last(self) -> int:
        """Number of the last change."""
        return self._desk.do_now(last_change)

    def after(self, number: int) -> list[Change]:
        """The notes that changed since, each as it is now."""
        return self._desk.do_now(changes_after, number)


@dataclass(frozen=True)
class View:
    """What is searched: a build, and beside it what changed since. `number` is the last change that it knows."""

    snapshot: Snapshot
    number: int
    parts: tuple[Part, ...]
    corrector: Corrector

    @classmethod
    def of(cls, snapshot: Snapshot) -> View:
        """A build as it is."""
        return cls(snapshot, snapshot.manifest.sequence, (snapshot.part,), snapshot.corrector)

    @property
    def manifest(self) -> Manifest:
        """What the build is."""
        return self.snapshot.manifest

    @cached_property
    def notes(self) -> list[Note]:
        """Every note that may be found, by id."""
        shown = (note for part in self.parts for note in part.shown_notes())
        return sorted(shown, key=lambda note: note.id)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles of laws that the notes hold."""
        return tuple(article for note in self.notes if (article := Article.of_note(note)))

    @cached_property
    def _by_id(self) -> dict[str, Note]:
        return {note.id: note for note in self.notes}

    def note(self, identity: str) -> Note | None:
        """The note with this id, or None."""
        return self._by_id.get(identity)

    def weight(self, term: str) -> float:
        """How much a term tells: BM25's inverse document frequency over whole notes."""
        return self.snapshot.lexical_notes.weight(term)

    def ceiling(self, terms: Sequence[str]) -> float:
        """The BM25 score that no passage can exceed for these terms."""
        return self.snapshot.lexical_passages.ceiling(terms)

    def information(self, terms: Iterable[str]) -> float:
        """The summed weight of those terms that stand in some note."""
        return sum(self.weight(term) for term in set(terms) if self._knows(term))

    def unknown_share(self, terms: Iterable[str]) -> float:
        """The share of the terms' weight that stands in no note: 0 when all are known, 1 when none is."""
        weights = {term: self.weight(term) for term in terms}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if not self._knows(term)) / total if total else 0.0

    def _knows(self, term: str) -> bool:
        return any(part.lexical_notes.knows(term) for part in self.parts)


class LiveView:
    """The live build with all changes since, always the newest. Safe to share between threads."""

    def __init__(self, live: Builds, encoder: Encoder, changes: Changes) -> None:
        self._live = live
        self._encoder = encoder
        self._changes = changes
        self._making = threading.Lock()
        self._view: View | None = None
        self._vectors: dict[str, FloatMatrix] = {}  # of changed notes, by their hash

    def view(self) -> View:
        """What is searched now; raises UnusableIndexError. While one makes a new view, the others keep the old one."""
        snapshot, held = self._live.snapshot(), self._view
        if held is not None and held.snapshot is snapshot and held.number == self._last(held):
            return held
        usable = held is not None and held.snapshot is snapshot
        if not self._making.acquire(blocking=not usable):
            return held if held is not None else self.view()
        try:
            self._view = view = self._made(snapshot)
        finally:
            self._making.release()
        return view

    def refreshed(self) -> View:
        """A view that knows everything that was written before this call."""
        snapshot = self._live.snapshot()
        with self._making:
            held = self._view
            if held is None or held.snapshot is not snapshot or held.number != self._last(held):
                held = self._view = self._made(snapshot)
        return held

    def _last(self, held: View) -> int:
        try:
            return self._changes.last()
        except (StoreError, DatabaseError):  # busy or damaged: what is known goes on answering
            return held.number

    def _made(self, snapshot: Snapshot) -> View:
        number = self._changes.last()
        if number == snapshot.manifest.sequence:
            return View.of(snapshot)
        changes = self._changes.after(snapshot.manifest.sequence)
        hidden = np.zeros(len(snapshot.notes), dtype=np.bool_)
        hidden[[snapshot.number_of[change.id] for change in changes if change.id in snapshot.number_of]] = True
        notes = [change.note for change in changes if change.note is not None]
        fresh = self._part(snapshot, notes)
        counts = vocabulary([*fresh.entries.passage_texts(), *fresh.entries.questions])
        known = counts.keys() <= snapshot.corrector.counts.keys()
        corrector = snapshot.corrector if known else Corrector(snapshot.corrector.counts + counts)
        last = max((change.number for change in changes), default=number)
        return View(snapshot, max(number, last), (snapshot.part.without(hidden), fresh), corrector)

    def _part(self, snapshot: Snapshot, notes: list[Note]) -> Part:
        """Changed notes as a part of the index."""
        entries = Entries(notes)
        lengths = snapshot.manifest.lengths
        texts = {
            "passages": [language.terms(text) for text in entries.passage_texts()],
            "questions": [language.terms(text) for text in entries.questions],
            "notes": [language.terms(whole_note(note)) for note in notes],
        }
        vectors = self._encoded(entries, snapshot.manifest.dimension)
        return Part(
            entries,
            VectorIndex.from_vectors(vectors, len(vectors)),
            FreshLexical(snapshot.lexical_passages, lengths["passages"], texts["passages"]),
            FreshLexical(snapshot.lexical_questions, lengths["questions"], texts["questions"]),
            FreshLexical(snapshot.lexical_notes, lengths["notes"], texts["notes"]),
            Wordings.of(map(term_keys, texts["passages"])),
            Wordings.of(map(note_keys, texts["notes"])),
            Definitions.of(entries.passage_texts()),
            spreads(entries, vectors),
            np.zeros(len(notes), dtype=np.bool_),
        )

    def _encoded(self, entries: Entries, dimension: int) -> FloatMatrix:
        """Vectors of all entries; a note that was there before is not encoded again."""
        texts = list(entries.passage_texts())
        vectors = np.zeros((len(entries), dimension), dtype=np.float32)
        kept: dict[str, FloatMatrix] = {}
        for number, note in enumerate(entries.notes):
            passages, questions = entries.passages_of(number), entries.questions_of(number)
            rows = self._vectors.get(note.hash)
            if rows is None:
                asked = list(note.questions)
                rows = np.vstack(
                    [
                        self._encoder.encode_passages(texts[passages.start : passages.stop]),
                        self._encoder.encode_queries(asked),
                    ]
                )
            kept[note.hash] = rows
            vectors[passages.start : passages.stop] = rows[: len(passages)]
            vectors[questions.start : questions.stop] = rows[len(passages) :]
        self._vectors = kept
        return vectors
