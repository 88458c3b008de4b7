"""One bot at a time works with a data folder; a restore counts as one."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.disk import NO_ROOM
from knowledge_base.errors import InstanceRunningError, StoreError

LOCK = "bot.lock"


@contextmanager
def only_instance(data_dir: Path) -> Iterator[None]:
    """Holds the data folder; raises InstanceRunningError when another process does, or StoreError.

    The system lets go of it with the process, also when that is killed.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = (data_dir / LOCK).open("ab+", buffering=0)
    except OSError as error:
        raise _unwritable(data_dir, error) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _holder(data_dir)
            raise InstanceRunningError(f"Prima already runs with {data_dir} ({holder}); stop that one first") from error
        try:
            handle.truncate(0)
            handle.write(str(os.getpid()).encode())
        except OSError as error:
            raise _unwritable(data_dir, error) from error
        yield


def _unwritable(data_dir: Path, error: OSError) -> StoreError:
    full = error.errno in NO_ROOM
    todo = "make room on the disk and start again" if full else "correct data_dir or its owner"
    return StoreError(f"{data_dir}: cannot be written ({error.strerror}); {todo}")


def running_instance(data_dir: Path) -> str:
    """Who holds the data folder, such as `process 4711`; empty when nobody does."""
    try:
        with (data_dir / LOCK).open("r", encoding="ascii") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _holder(data_dir)
    except OSError:  # nobody has made the lock yet, or it is not ours to open
        return ""
    return ""


def _holder(data_dir: Path) -> str:
    number = (data_dir / LOCK).read_bytes().decode("ascii", "replace").strip()
    return f"process {number}" if number.isdecimal() else "another process"
