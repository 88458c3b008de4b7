"""The same, in a process of its own that is bounded and disposable: no document can kill or stall who asked for it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.documents.from_text import text_of
from knowledge_base.documents.front_matter import is_note
from knowledge_base.documents.limits import MEGABYTE, OUT_OF_MEMORY, Limits, too_hungry, too_large
from knowledge_base.errors import DocumentError, Fault, NoteError
from knowledge_base.note import BODY_LIMIT, Kind, Note, NoteFile
from knowledge_base.settings import ROOT, Documents

# PDFium aborts when it gets no memory; SIGKILL is the system's answer when a whole machine has none left.
STARVED = (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL)
LOOKED_AFTER = 1.0
"""Seconds between looks at a process. Python 3.11 may turn for ever when memory is used up just where it unwinds."""
FULL = 2 * MEGABYTE
"""What is left when nothing more can be had: Python asks for its memory by the megabyte."""
NOTE_SIZE = 10 * BODY_LIMIT
"""Bytes of a file that is read as a note in this process."""
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
    may write no files, and ends when its time or memory is up, or this one is gone.
    """
    if len(content) > limits.size:
        raise too_large(name, len(content), limits)
    asked = {"name": name, "kind": kind, "topic": topic, "today": today.isoformat()}
    task = {**asked, "limits": asdict(limits), "parent": os.getpid()}
    return _notes(_run([*WORKER, json.dumps(task)], content, name, limits), name, limits)


def _run(command: Sequence[str], content: bytes, name: str, limits: Limits) -> subprocess.CompletedProcess[bytes]:
    """The ended process; raises DocumentError when it used up its time or its memory and still goes on."""
    ends = time.monotonic() + limits.seconds
    environment = {"PYTHONUTF8": "1", "PATH": os.defpath}
    pipe = subprocess.PIPE
    with tempfile.TemporaryFile() as document:
        # Not through a pipe: `communicate` sends no more of it once it has timed out.
        document.write(content)
        document.seek(0)
        with subprocess.Popen(command, stdin=document, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment) as process:
            while True:
                try:
                    written, said = process.communicate(timeout=min(LOOKED_AFTER, limits.seconds))
                except subprocess.TimeoutExpired as error:
                    starved = address_space(process.pid) > limits.memory - FULL
                    if starved or time.monotonic() > ends:
                        process.kill()
                        raise (too_hungry if starved else too_slow)(name, limits) from error
                else:
                    return subprocess.CompletedProcess(command, process.returncode, written, said)


def address_space(pid: int) -> int:
    """Bytes of memory that a process has asked for; 0 where the system does not tell (there is no /proc)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0])
    except (OSError, IndexError):  # a process that has just ended has an empty line
        return 0
    return pages * resource.getpagesize()


def read_safely(path: Path, *, kind: Kind, topic: str, today: date, limits: Limits) -> list[Note]:
    """`notes_safely` of a file; one that is too large is not even read.

    A note file, which needs no converter, is read in this process: two hundred of them would start two hundred others.
    """
    if (size := path.stat().st_size) > limits.size:
        raise too_large(str(path), size, limits)
    content = path.read_bytes()
    if size <= NOTE_SIZE and is_note(content.decode("utf-8", "replace"), path.name):
        return [NoteFile.read(text_of(content, str(path)), str(path)).note]
    return notes_safely(content, str(path), kind=kind, topic=topic, today=today, limits=limits)


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
