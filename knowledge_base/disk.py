"""The disk: what it refuses said as our own error, and what is written made to stay."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from knowledge_base.errors import BackupError, StoreError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """What the disk or the database refuses becomes a BackupError."""
    try:
        yield
    except OSError as error:
        todo = "make room" if error.errno in NO_ROOM else "choose another place"
        raise BackupError(f"{place}: {error.strerror}; {todo} and try again") from error
    except StoreError as error:
        raise BackupError(str(error)) from error


def flush(path: Path) -> None:
    """Has a file or folder reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_open(file: IO[bytes]) -> None:
    """Has what was written into an open file reach the disk."""
    file.flush()
    os.fsync(file.fileno())
