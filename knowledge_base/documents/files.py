"""Which files are documents, and what the ids of their notes begin with."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from knowledge_base.errors import DocumentError
from knowledge_base.note import ID_LIMIT, text_hash

ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx")
DOCUMENT_PREFIX = "dok-"


def document_paths(path: Path) -> list[Path]:
    """The documents that a path names: itself, or those inside a folder; raises DocumentError if there are none."""
    if path.is_dir():
        found = [inside for inside in _files_in(path) if not _leads_out(inside, path)]
        if not found:
            raise DocumentError("missing", f"{path}: holds no document; allowed endings: {', '.join(ENDINGS)}")
        return found
    if not path.is_file():
        raise DocumentError("missing", f"{path}: no such file or folder")
    return [path]


def links_outside(path: Path) -> list[Path]:
    """The documents that a folder only links to; they may be anybody's, so no folder brings them along."""
    return [inside for inside in _files_in(path) if _leads_out(inside, path)] if path.is_dir() else []


def _files_in(folder: Path) -> list[Path]:
    return sorted(inside for inside in folder.rglob("*") if inside.suffix.lower() in ENDINGS and inside.is_file())


def _leads_out(inside: Path, folder: Path) -> bool:
    return not inside.resolve().is_relative_to(folder.resolve())


def document_prefix(name: str) -> str:
    """What the ids of the notes of a document with this file name begin with; the notes are numbered from 1.

    A name that does not fit, or is not in Latin letters, ends in a hash of the whole: two long names stay two.
    """
    stem = Path(name).stem
    ascii_name = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")
    room = ID_LIMIT - len(DOCUMENT_PREFIX) - 5
    if not slug or len(slug) > room:
        slug = f"{slug[: room - 9]}-{text_hash(stem.encode('utf-8', 'replace').decode())[:8]}".strip("-")
    return f"{DOCUMENT_PREFIX}{slug.replace('--', '-')}-"
