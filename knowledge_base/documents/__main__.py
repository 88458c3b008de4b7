"""The process in which one document is read: bytes on standard input, a task as argument, JSON on standard output."""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from typing import Any

from knowledge_base.documents.limits import OUT_OF_MEMORY, Limits
from knowledge_base.errors import DocumentError, NoteError
from knowledge_base.worker_process import end_with

CONVERTERS = "knowledge_base.documents.convert"
CALLS = 6_000
"""Calls inside each other: the converter of Word files needs some twenty for a table inside a table."""


def bound(limits: Limits) -> None:
    """Bounds this process: depth of calls, memory, processor time, no files written, no core dump.

    The converters are loaded within the bounds, so that this counts as well, but may leave their compiled code: each
    reading would else compile them anew. The document is not read before all bounds stand.
    """
    sys.setrecursionlimit(CALLS)
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))  # at the first a signal that says so, then the end
    for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    import_module(CONVERTERS)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def reply_to(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    """What is written back: the notes, or what is wrong with the document."""
    from knowledge_base.documents.convert import notes_of  # noqa: PLC0415 - loaded by `bound`

    try:
        notes = notes_of(
            content,
            task["name"],
            kind=task["kind"],
            topic=task["topic"],
            today=date.fromisoformat(task["today"]),
            limits=Limits(**task["limits"]),
        )
        return {"notes": [note.to_dict() for note in notes]}
    except DocumentError as error:
        return {"reason": error.reason, "message": str(error)}
    except NoteError as error:
        return {"faults": [asdict(fault) for fault in error.faults]}


def main() -> None:
    """Reads the document and answers."""
    task = json.loads(sys.argv[1])
    end_with(task["parent"])
    try:
        bound(Limits(**task["limits"]))
        sys.stdout.write(json.dumps(reply_to(task, sys.stdin.buffer.read())))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing is left to say it with


if __name__ == "__main__":
    main()
