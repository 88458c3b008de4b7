"""Stand-ins that one can compute in the head, and a small knowledge base with its index in a temporary folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np

from indexer.build import BuildReport, Plan, build
from indexer.evidence import FEATURES, PASSAGE_FEATURES
from indexer.index import FloatMatrix
from indexer.lexicon import outside_questions
from indexer.overlay import LiveView, NoChanges
from indexer.ranking import (
    CONFIDENCE_FEATURES,
    FOLLOWED_FEATURES,
    FOLLOWING_FEATURES,
    GOES_ON_FEATURES,
    SPARSE_FEATURES,
    Linear,
    Ranking,
)
from indexer.reading import SENTENCE_FEATURES
from indexer.search import Searcher
from indexer.snapshot import LiveIndex
from knowledge_base.note import Note
from tests import makers

OUTSIDE = frozenset(outside_questions())
WORDS = (
    "antrean loket warga marah sabar tenang gaji cuti surat rapat pensiun izin "
    "pajak data lapor aduan dokumen hilang banjir listrik padam telepon email hadir"
)
"""What `WordEncoder` knows: one axis each, in this order."""


class WordEncoder:
    """Counts words: each known word is an axis of its own, all others share the remaining axes (by CRC-32).

    A row is the counts scaled to unit length, so a text of one known word and a text of two different ones have the
    cosine 0.71 when they share a word, and 0 when they do not. A text without words is a row of zeros.
    """

    def __init__(
        self, known: str = WORDS, *, dimension: int = 64, fingerprint: str = "fake:words", name: str = "words"
    ) -> None:
        self._axis = {word: axis for axis, word in enumerate(known.split())}
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.passages: list[str] = []
        self.queries: list[str] = []
        """Every text that it was given, by what it was told to encode it as."""

    @property
    def encoded(self) -> list[str]:
        """Every text that it was given: passages, then queries."""
        return self.passages + self.queries

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Unit rows of shape (len(texts), dimension). What every index holds beside its notes is not remembered."""
        self.queries += [text for text in texts if text not in OUTSIDE]
        return self.vectors(texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> FloatMatrix:
        """The same: this model has no prompts."""
        self.passages += texts
        if progress:
            progress(len(texts))
        return self.vectors(texts)

    def vectors(self, texts: Sequence[str]) -> FloatMatrix:
        """Unit rows of the texts' counted words."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[self.axis(word)] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def axis(self, word: str) -> int:
        """The axis on which a word is counted."""
        shared = self.dimension - len(self._axis)
        return self._axis.get(word, len(self._axis) + crc32(word.encode()) % shared)


def make_note(identity: str, title: str, body: str, *questions: str, **changes: Any) -> Note:
    """A valid note; `changes` are other fields of Note."""
    return makers.note(identity, title=title, body=body, questions=questions or (f"{title}?",), **changes)


ANTREAN = make_note("antrean", "Antrean loket", "Atur antrean di loket.", "antrean panjang di loket?")
MARAH = make_note("marah", "Warga marah", "Tetap sabar dan tenang saat warga marah.", "warga marah marah?")
CUTI = make_note("cuti", "Izin cuti", "Ajukan surat cuti lewat atasan.", "izin cuti berapa hari?")
LISTRIK = make_note("listrik", "Listrik padam", "Lapor saat listrik padam.", "listrik padam saat rapat?")
NOTES = (ANTREAN, MARAH, CUTI, LISTRIK)
"""Four notes that share no word of their questions' subjects."""

SUMMED = frozenset(FEATURES) - {"term_share", "pair_share", "near_share"}
SUM_RANKING = Ranking(
    note=Linear(tuple(1.0 if name in SUMMED else 0.0 for name in FEATURES), 0.0),
    passage=Linear((1.0,) * len(PASSAGE_FEATURES), 0.0),
    confidence=Linear(tuple(4.0 if name in SUMMED else 0.0 for name in CONFIDENCE_FEATURES), -6.0),
    sparse=Linear(tuple(4.0 if name in SUMMED else 0.0 for name in SPARSE_FEATURES), -6.0),
    goes_on=Linear(tuple(8.0 if name == "points_back" else 0.0 for name in GOES_ON_FEATURES), -4.0),
    following=Linear(tuple(1.0 if name == "together" else 0.0 for name in FOLLOWING_FEATURES), 0.0),
    followed=Linear(tuple(1.0 if name == "together" else 0.0 for name in FOLLOWED_FEATURES), 0.0),
    sentence=Linear(tuple(2.0 if name in {"cosine", "share"} else 0.0 for name in SENTENCE_FEATURES), 0.0),
    answer_from=0.5,
    sparse_from=0.5,
    ask_from=0.3,
    suggest_from=0.1,
)
"""A note's score is the sum of its scores by either search; Prima answers from a sum of 1.5 on."""


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A temporary folder, in memory where the system has such a place: writing an index mostly waits for the disk."""
    shared_memory = Path("/dev/shm")  # noqa: S108  # a fresh folder in it, with a random name
    with TemporaryDirectory(dir=shared_memory if os.access(shared_memory, os.W_OK) else None) as folder:
        yield Path(folder)


class Library:
    """A folder of note files, a database and an index in one temporary folder, with an encoder of its own."""

    def __init__(self, folder: Path, notes: Sequence[Note] = (), **changes: Any) -> None:
        self.encoder = WordEncoder()
        self.loaded = 0
        """How many times a build loaded the encoder."""
        self.plan = Plan(
            database=folder / "prima.db",
            index_dir=folder / "index",
            notes_dir=folder / "notes",
            model=self.encoder.name,
            fingerprint=self.encoder.fingerprint,
            load_encoder=self._load,
            exact_up_to=100_000,
            snapshots_kept=3,
        )
        self.plan = replace(self.plan, **changes)
        self.plan.notes_dir.mkdir(exist_ok=True)
        self.write(*notes)

    def _load(self) -> WordEncoder:
        self.loaded += 1
        return self.encoder

    def write(self, *notes: Note) -> None:
        """Writes or overwrites the notes' files."""
        for note in notes:
            makers.write(self.plan.notes_dir, note)

    def file(self, identity: str) -> Path:
        """The file of a note."""
        (found,) = self.plan.notes_dir.rglob(f"{identity}.md")
        return found

    def build(self, *, full: bool = False) -> BuildReport:
        """Brings the index up to date; `encoder.encoded` then holds what this build encoded."""
        self.encoder.passages.clear()
        self.encoder.queries.clear()
        return build(self.plan, full=full)

    def live(self) -> LiveIndex:
        """A fresh reader of the live index."""
        return LiveIndex(self.plan.index_dir, self.plan.fingerprint)

    def searcher(self, ranking: Ranking = SUM_RANKING) -> Searcher:
        """A fresh searcher of the live index, with an encoder whose texts are counted apart."""
        encoder = WordEncoder(fingerprint=self.plan.fingerprint)
        return Searcher(encoder, LiveView(self.live(), encoder, NoChanges()), ranking)
