"""The pipeline: files -> database -> notes -> passages -> vectors and terms -> a new snapshot -> live.

One build at a time. Only texts that the live index does not know are encoded. Everything is written into a folder
beside the live one; killed at any moment, a build leaves the live one as it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from indexer import lexicon
from indexer.since import differing, from_files, notes_before
from indexer.snapshot import (
    FORMAT,
    UNFINISHED,
    Entries,
    Manifest,
    Snapshot,
    Vectors,
    content_hash,
    live_build,
    make_live,
    recipe,
    remove_old,
    write_snapshot,
)
from indexer.turn import one_build
from indexer.unnaming import unname
from indexer.vectors import Encoder
from knowledge_base.changes import last_change
from knowledge_base.errors import UnusableIndexError
from knowledge_base.note import Note
from knowledge_base.notes import all_notes, file_states, published_notes
from knowledge_base.store import now, opened
from knowledge_base.sync import SyncReport, synchronise

EXACT_UP_TO = 1_000_000
"""Figures of a model or a ranking shall not hang on the approximation of the index."""
ENCODED_AT_ONCE = 4_096
"""Texts between two steps of the progress bar."""

Progress = Callable[[int, int], None]
"""Called with the number of texts encoded so far and the number there are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build works on."""

    database: Path
    index_dir: Path
    notes_dir: Path
    model: str
    fingerprint: str
    load_encoder: Callable[[], Encoder]
    exact_up_to: int
    snapshots_kept: int
    asked_by: int = 0  # Telegram id of who asked for it, 0: a command or the clock


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `encoded` texts were new, `reused` ones kept their vectors; `changed`: a new build is live.

    `differing` notes are new, changed or gone against the live index before; `sync` tells what came from files.
    """

    manifest: Manifest
    changed: bool
    encoded: int
    reused: int
    seconds: float
    sync: SyncReport = field(default_factory=SyncReport)
    differing: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        record = asdict(self)
        for name in ("conflicts", "faults"):
            record["sync"][name] = [str(fault) for fault in getattr(self.sync, name)]
        return record


def build(
    plan: Plan, *, full: bool = False, beside: bool = False, progress: Progress = lambda _done, _total: None
) -> BuildReport:
    """Brings the index up to date; raises BuildRunningError when another process is at it, and ModelError.

    `full` encodes every text anew. `beside` leaves the live build live: `switch_to` changes over later.
    """
    started = time.monotonic()
    plan.index_dir.mkdir(parents=True, exist_ok=True)
    with one_build(plan.index_dir, plan.asked_by):
        with opened(plan.database) as db:
            sync = synchronise(db, plan.notes_dir)
            with db.atomic():  # no change may come between the number and the notes
                sequence, notes, states = last_change(db), list(published_notes(db)), file_states(db)
        old = None if full else _reusable(plan)
        if old and old.manifest.content == content_hash(notes) and old.manifest.recipe == recipe():
            remove_old(plan.index_dir, plan.snapshots_kept)  # what a build left that was killed
            _unname(plan)
            return BuildReport(old.manifest, False, 0, old.manifest.vectors, time.monotonic() - started, sync)
        before = old.notes if old else notes_before(plan.index_dir)
        if before is not None:
            sync = from_files(sync, before, notes, states)
        differ = 0 if before is None else differing(before, notes)
        manifest, encoded = _write(plan, notes, sequence, old, progress)
        if not beside:
            make_live(plan.index_dir, manifest.build)
            remove_old(plan.index_dir, plan.snapshots_kept)
        _unname(plan)
        reused = manifest.vectors - encoded
        return BuildReport(manifest, not beside, encoded, reused, time.monotonic() - started, sync, differ)


def _unname(plan: Plan) -> None:
    """Takes out whoever was forgotten while the build ran, or before."""
    with opened(plan.database) as db:
        unname(plan.index_dir, all_notes(db))


def _reusable(plan: Plan) -> Snapshot | None:
    """The live snapshot, if its vectors are of this model; None means that everything is encoded."""
    try:
        snapshot = Snapshot(plan.index_dir / live_build(plan.index_dir))
    except UnusableIndexError:
        return None
    return snapshot if snapshot.manifest.fingerprint == plan.fingerprint else None


def build_notes(
    folder: Path, notes: list[Note], encoder: Encoder, progress: Progress = lambda _done, _total: None
) -> Snapshot:
    """A snapshot of notes that stand in no database, in an empty folder, opened."""
    entries = Entries(notes)
    vectors, _ = _vectors(lambda: encoder, entries, None, progress)
    manifest = _manifest(entries, encoder.name, encoder.fingerprint, vectors, 0)
    write_snapshot(folder, manifest, entries, vectors, EXACT_UP_TO)
    return Snapshot(folder)


def _write(
    plan: Plan, notes: list[Note], sequence: int, old: Snapshot | None, progress: Progress
) -> tuple[Manifest, int]:
    """Writes a finished snapshot beside the live one; its manifest, and how many texts were encoded."""
    entries = Entries(notes)
    usable = old if old and old.manifest.recipe == recipe() else None
    vectors, encoded = _vectors(plan.load_encoder, entries, usable, progress)
    manifest = _manifest(entries, plan.model, plan.fingerprint, vectors, sequence)
    unfinished = plan.index_dir / f"{UNFINISHED}{manifest.build}"
    unfinished.mkdir()
    manifest = write_snapshot(unfinished, manifest, entries, vectors, plan.exact_up_to)
    unfinished.rename(plan.index_dir / manifest.build)
    return manifest, encoded


def _manifest(entries: Entries, model: str, fingerprint: str, vectors: Vectors, sequence: int) -> Manifest:
    return Manifest(
        build=f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(2)}",
        created=now(),
        format=FORMAT,
        model=model,
        fingerprint=fingerprint,
        dimension=vectors.entries.shape[1],
        recipe=recipe(),
        content=content_hash(entries.notes),
        notes=len(entries.notes),
        passages=len(entries.passages),
        questions=len(entries.questions),
        sequence=sequence,
        lengths={},
    )


def _vectors(
    load_encoder: Callable[[], Encoder], entries: Entries, old: Snapshot | None, progress: Progress
) -> tuple[Vectors, int]:
    """A vector for every entry and every outside question, and how many entries had to be encoded."""
    known = old.known_vectors() if old else {}
    sources = np.array([known.get(key, -1) for key in entries.hashes()], dtype=np.int64)
    missing = np.flatnonzero(sources < 0)
    if old and not len(missing):
        return Vectors(old.vectors.vectors(sources), old.outside), 0
    encoder = load_encoder()
    vectors = np.zeros((len(sources), encoder.dimension), dtype=np.float32)
    if old:
        reused = np.flatnonzero(sources >= 0)
        vectors[reused] = old.vectors.vectors(sources[reused])
    texts = [*entries.passage_texts(), *entries.questions]
    border = int(np.searchsorted(missing, len(entries.passages)))
    done = 0
    # A model with prompts reads a question line as what it is: a query.
    for encode, numbers in ((encoder.encode_passages, missing[:border]), (encoder.encode_queries, missing[border:])):
        for start in range(0, len(numbers), ENCODED_AT_ONCE):
            batch = numbers[start : start + ENCODED_AT_ONCE]
            vectors[batch] = encode([texts[number] for number in batch.tolist()])
            done += len(batch)
            progress(done, len(missing))
    outside = old.outside if old else encoder.encode_queries(lexicon.outside_questions())
    return Vectors(vectors, outside), len(missing)
