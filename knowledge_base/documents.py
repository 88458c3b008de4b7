"""Documents -> notes. A note file stays what it is; other Markdown becomes a note a section, plain text one note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from knowledge_base.chunk import split_text
from knowledge_base.errors import DocumentError
from knowledge_base.note import (
    BODY_LIMIT,
    CONTROL,
    FENCE,
    HEADING,
    ID_LIMIT,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    Kind,
    Note,
    NoteFile,
    Source,
    text_hash,
)

ENDINGS = (".md", ".txt")
DOCUMENT_PREFIX = "dok-"
REVIEW_AFTER = timedelta(days=180)
DEEP_HEADING = re.compile(r"^#{4,6}(?=\s)", re.MULTILINE)
UNDERLINE = re.compile(r"\n(?:=+|-{3,})[ \t]*(?=\n|$)")


def document_paths(path: Path) -> list[Path]:
    """The documents that a path names: itself, or those inside a folder; raises DocumentError if there are none."""
    if path.is_dir():
        found = sorted(inside for inside in path.rglob("*") if inside.suffix.lower() in ENDINGS and inside.is_file())
        if not found:
            raise DocumentError(f"{path}: holds no document; allowed endings: {', '.join(ENDINGS)}")
        return found
    if not path.is_file():
        raise DocumentError(f"{path}: no such file or folder")
    if path.suffix.lower() not in ENDINGS:
        raise DocumentError(f"{path}: '{path.suffix}' cannot be imported; allowed endings: {', '.join(ENDINGS)}")
    return [path]


def notes_of(path: Path, *, kind: Kind, topic: str, today: date) -> list[Note]:
    """The notes that a document holds; raises DocumentError or NoteError.

    `kind` and `topic` count for documents without front matter. Their notes name the document as source and are to be
    checked again in half a year. Ids come from the file's name, so the same document imported again replaces its notes.
    """
    text = _read(path)
    if text.partition("\n")[0].rstrip() == FENCE:
        return [NoteFile.read(text, str(path)).note]
    text = DEEP_HEADING.sub("###", text.replace("\f", "\n").expandtabs(4))
    if CONTROL.search(text):
        raise DocumentError(f"{path}: holds control characters; is it really a text file?")
    title = _document_title(path, text)
    sections = list(_sections(text)) if path.suffix.lower() == ".md" else [("", text)]
    pieces = [
        (" ".join(heading.split()), piece.strip())
        for heading, body in sections
        for piece in split_text(body, BODY_LIMIT)
        if piece.strip()
    ]
    if not pieces:
        raise DocumentError(f"{path}: holds no text")
    prefix = document_prefix(path)
    return [
        Note(
            id=f"{prefix}{number}",
            title=(name := _title(title, heading, number, len(pieces))),
            kind=kind,
            body=piece,
            questions=(name,),
            checked=today,
            review_by=today + REVIEW_AFTER,
            topic=topic,
            sources=(Source(title, heading[:QUESTION_LIMIT].rstrip()),),
        )
        for number, (heading, piece) in enumerate(pieces, 1)
    ]


def document_prefix(path: Path) -> str:
    """What the ids of a document's notes begin with; the notes are numbered from 1.

    A name that does not fit, or is not in Latin letters, ends in a hash of the whole: two long names stay two.
    """
    ascii_name = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")
    room = ID_LIMIT - len(DOCUMENT_PREFIX) - 5
    if not slug or len(slug) > room:
        slug = f"{slug[: room - 9]}-{text_hash(path.stem)[:8]}".strip("-").replace("--", "-")
    return f"{DOCUMENT_PREFIX}{slug}-"


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: is not UTF-8 text; save it as UTF-8 and import it again") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _document_title(path: Path, text: str) -> str:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    heading = HEADING.match(first)
    title = " ".join((heading[2] if heading else first).split())
    name = " ".join(re.split(r"[\s_-]+", path.stem)).strip()[:TITLE_LIMIT].rstrip()
    return title if title and len(title) <= TITLE_LIMIT else name or "Dokumen"


def _title(document: str, heading: str, number: int, count: int) -> str:
    if count == 1 or (heading and heading == document):
        return document
    part = heading or f"bagian {number}"
    return f"{document}: {part}"[:TITLE_LIMIT].rstrip()


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Heading and body of each section of a Markdown text, cut at # and ## outside code."""
    heading = ""
    held: list[str] = []
    in_code = False
    for line in UNDERLINE.sub("\n", text).split("\n"):
        in_code ^= line.lstrip().startswith("```")
        found = None if in_code else HEADING.match(line)
        if found and len(found[1]) <= 2:
            yield heading, "\n".join(held)
            heading, held = found[2], []
        else:
            held.append(line)
    yield heading, "\n".join(held)
