"""A program for test_build_killed.py: builds an index whenever it is told to, each time in a process of its own.

    python -m tests.build_to_kill FOLDER

A line on standard input starts a build of `Library(FOLDER)`, and says after how many seconds it is killed (`inf`:
never). The answer is a line with its exit code (-9: killed) and the seconds it took. Everything is imported before the
first, so that a build starts at once.
"""

from __future__ import annotations

import math
import os
import select
import signal
import sys
import time
from pathlib import Path

from indexer import language
from tests.fakes import NOTES, Library


def main(folder: Path) -> None:
    """Serves until the end of standard input."""
    for note in NOTES:
        language.terms(note.to_markdown())  # reads the word lists, once for all builds
    for line in sys.stdin:
        started = time.monotonic()
        code = build(folder, float(line))
        sys.stdout.write(f"{code} {time.monotonic() - started}\n")
        sys.stdout.flush()


def build(folder: Path, seconds: float) -> int:
    """Exit code of a build that is killed unless it has ended after so many seconds."""
    child = os.fork()
    if child == 0:
        Library(folder).build()
        os._exit(0)
    end = os.pidfd_open(child)
    select.select([end], [], [], None if math.isinf(seconds) else seconds)
    os.kill(child, signal.SIGKILL)  # nothing happens to a process that has ended but was not waited for
    os.close(end)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
