"""Builds without the names of people who were forgotten: a build holds the notes as they were when it was made.

Who contributed a note, where it came from and who looks after it are no part of what is searched. So every finished
build takes them over from the database as it is now, in its own place, and going back to it brings no name back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from indexer.snapshot import CURRENT, NOTES, UNFINISHED, live_build
from knowledge_base.errors import UnusableIndexError
from knowledge_base.note import Note

PERSONAL = {"contributor": "", "origin": "", "owner": 0}
"""What a note says of people, and what it says when it names nobody."""


def unname(index_dir: Path, notes: Iterable[Note]) -> list[str]:
    """Lets no build name anybody whom the notes, all of the database's, do not name; the builds that changed.

    A build whose notes cannot be read is removed, unless it is the live one. Only for the holder of the build lock.
    """
    now = {note.id: {name: getattr(note, name) for name in PERSONAL} for note in notes}
    for path in index_dir.glob(f"{UNFINISHED}*"):  # what killed builds left
        path.unlink() if path.is_symlink() else shutil.rmtree(path)
    return [path.name for path in sorted(index_dir.iterdir()) if _is_build(path) and _unname(path, now)]


def _is_build(path: Path) -> bool:
    return path.is_dir() and path.name != CURRENT


def _unname(folder: Path, now: Mapping[str, Mapping[str, Any]]) -> bool:
    file = folder / NOTES
    try:
        with file.open(encoding="utf-8") as lines:
            before = list(lines)
        after = [_line(line, now) for line in before]
    except (OSError, ValueError, KeyError, TypeError):
        return _remove(folder)
    if after == before:
        return False
    fresh = folder / f".{NOTES}"
    with fresh.open("w", encoding="utf-8") as written:
        written.writelines(after)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)  # who is reading it now reads it to its end
    return True


def _line(line: str, now: Mapping[str, Mapping[str, Any]]) -> str:
    """A note's line, naming only whom the database names; most name nobody."""
    if not any(f'"{name}":' in line for name in PERSONAL):
        return line
    record = json.loads(line)
    held = now.get(record["id"], PERSONAL)
    kept = {name: held.get(name, value) for name, value in record.items() if name not in held or held[name]}
    return line if kept == record else json.dumps(kept, ensure_ascii=False) + "\n"


def _remove(folder: Path) -> bool:
    try:
        live = live_build(folder.parent)
    except UnusableIndexError:
        live = ""
    if folder.name != live:
        shutil.rmtree(folder)
    return folder.name != live
