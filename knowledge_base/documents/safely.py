"""The same, in a process of its own that is bounded and disposable: no document can kill or stall who asked for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.documents.limits import MEGABYTE, OUT_OF_MEMORY, Limits, too_hungry, too_large
from knowledge_base.errors import DocumentError, Fault, NoteError
from knowledge_base.note import Kind, Note
from knowledge_base.settings import ROOT, Documents

# PDFium aborts when it gets no memory; SIGKILL is the system's answer when a whole machine has none left.
STARVED = (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL)
WORKER = (sys.executable, "-m", "knowledge_base.documents")


def limits_from(documents: Documents) -> Limits:
    """The limits that the settings set."""
    return Limits(
        size=documents.max_megabytes * MEGABYTE,
        pages=documents.max_pages,
        seconds=documents.max_seconds,
        memory=documents.max_memory_megabytes * MEGABYTE,
    )


def notes_safely(  # noqa: PLR0913 - what is asked for is named, not counted
    content: bytes, name: str, *, kind: Kind, topic: str, today: date, limits: Limits
) -> list[Note]:
    """What `notes_of` gives, worked out in another process; raises DocumentError or NoteError, and nothing else.

    Blocks for `limits.seconds` at most: in the bot, call it by `asyncio.to_thread`. The other process knows no secrets,
    may write no files, and ends when its time or memory is up.
    """
    if len(content) > limits.size:
        raise too_large(name, len(content), limits)
    task = {"name": name, "kind": kind, "topic": topic, "today": today.isoformat(), "limits": asdict(limits)}
    try:
        done = subprocess.run(
            [*WORKER, json.dumps(task)],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            cwd=ROOT,
            env={"PYTHONUTF8": "1", "PATH": os.defpath},
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow(name, limits) from error
    return _notes(done, name, limits)


def read_safely(path: Path, *, kind: Kind, topic: str, today: date, limits: Limits) -> list[Note]:
    """`notes_safely` of a file; one that is too large is not even read."""
    if (size := path.stat().st_size) > limits.size:
        raise too_large(str(path), size, limits)
    return notes_safely(path.read_bytes(), str(path), kind=kind, topic=topic, today=today, limits=limits)


def too_slow(name: str, limits: Limits) -> DocumentError:
    """The error for a file whose time is up."""
    return DocumentError("timeout", f"{name}: takes longer than {limits.seconds:g} seconds to read; import it in parts")


def _notes(done: subprocess.CompletedProcess[bytes], name: str, limits: Limits) -> list[Note]:
    """The notes that the process wrote, or the error that it wrote or died of."""
    try:
        reply: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        reply = {}
    if done.returncode == 0 and "notes" in reply:
        return [Note.from_dict(record) for record in reply["notes"]]
    if "faults" in reply:
        raise NoteError([Fault(**fault) for fault in reply["faults"]])
    if "reason" in reply:
        raise DocumentError(reply["reason"], reply["message"])
    if done.returncode == -signal.SIGXCPU:
        raise too_slow(name, limits)
    if done.returncode in STARVED or b"MemoryError" in done.stderr[-2000:]:
        raise too_hungry(name, limits)
    message = f"{name}: the reader broke down over it; it is damaged or was made to do harm. Save it anew"
    raise DocumentError("broken", message)
