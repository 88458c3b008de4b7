"""TURN: one build at a time, whoever asks for it; and the way from one finished build to another."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from indexer.snapshot import CURRENT, UNFINISHED, Manifest, live_build, make_live, recipe
from knowledge_base.errors import BuildRunningError, UnusableIndexError
from knowledge_base.store import now

LOCK = ".lock"


@contextmanager
def one_build(index_dir: Path, asked_by: int = 0) -> Iterator[None]:
    """Held by one build at a time; raises BuildRunningError, which says whose build is running and since when.

    The system lets go of it even when the process is killed.
    """
    with (index_dir / LOCK).open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _running(handle) from error
        handle.truncate(0)
        json.dump({"by": asked_by, "since": now()}, handle)
        handle.flush()
        yield


def _running(handle: TextIO) -> BuildRunningError:
    handle.seek(0)
    try:
        told = json.load(handle)
        return BuildRunningError(int(told["by"]), str(told["since"]))
    except (ValueError, KeyError, TypeError):  # it has only just begun
        return BuildRunningError(0, "")


def build_before(index_dir: Path) -> Manifest | None:
    """The newest finished build older than the live one that this program can read, or None."""
    live = live_build(index_dir)
    names = (path.name for path in index_dir.iterdir() if path.is_dir() and not path.name.startswith(UNFINISHED))
    for name in sorted((name for name in names if name < live and name != CURRENT), reverse=True):
        try:
            return readable(index_dir, name)
        except UnusableIndexError:
            continue
    return None


def readable(index_dir: Path, build: str) -> Manifest:
    """What a finished build is; raises UnusableIndexError when it is gone or of another version of Prima."""
    manifest = Manifest.load(index_dir / build)
    if manifest.recipe != recipe():
        raise UnusableIndexError(f"index {build} was built by another version of Prima")
    return manifest


def switch_to(index_dir: Path, build: str, asked_by: int = 0) -> str:
    """Makes a finished build the live one; the name of the one before, which stays.

    Raises BuildRunningError, and UnusableIndexError when the build is gone or cannot be read.
    """
    with one_build(index_dir, asked_by):
        readable(index_dir, build)
        before = live_build(index_dir)
        make_live(index_dir, build)
        return before
