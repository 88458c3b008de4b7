"""SINCE: what a build changes against the live index, also what one that was broken off had taken from the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from indexer.snapshot import live_build, notes_of
from knowledge_base.errors import UnusableIndexError
from knowledge_base.note import Note
from knowledge_base.notes import ARCHIVED, FileState
from knowledge_base.sync import SyncReport


def notes_before(index_dir: Path) -> list[Note] | None:
    """The notes of the live index: none without one, and None where it cannot be read."""
    try:
        folder = index_dir / live_build(index_dir)
    except UnusableIndexError:
        return []
    try:
        return notes_of(folder)
    except UnusableIndexError:
        return None


def differing(before: Iterable[Note], notes: Iterable[Note]) -> int:
    """How many notes are new, other than they were, or gone."""
    old, new = _hashes(before), _hashes(notes)
    return sum(old.get(identity) != new.get(identity) for identity in old.keys() | new.keys())


def from_files(
    sync: SyncReport, before: Iterable[Note], notes: Iterable[Note], states: Mapping[str, FileState]
) -> SyncReport:
    """The report with all that the files changed since the live index, not only since the last look at them."""
    old, new = _hashes(before), _hashes(notes)
    shipped = {state.id for state in states.values() if state.file and not state.edited}
    gone = {identity for identity in shipped - new.keys() if _is_without_file(states[identity])}
    changed = {identity for identity in old.keys() & new.keys() & shipped if old[identity] != new[identity]}
    return replace(
        sync,
        added=_with(sync.added, (new.keys() - old.keys()) & shipped),
        changed=_with(sync.changed, changed - set(sync.added)),
        archived=_with(sync.archived, old.keys() & gone),
    )


def _hashes(notes: Iterable[Note]) -> dict[str, str]:
    return {note.id: note.hash for note in notes}


def _is_without_file(state: FileState) -> bool:
    return state.state == ARCHIVED and not state.file_hash


def _with(said: list[str], found: Iterable[str]) -> list[str]:
    """What was said, and what else was found, each once."""
    return [*said, *sorted(set(found) - set(said))]
