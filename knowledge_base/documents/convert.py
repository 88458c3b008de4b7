"""A document's bytes -> notes. In this process: for documents from strangers, see safely.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge_base.chunk import sentences_of, split_text
from knowledge_base.documents import from_docx, from_html, from_pdf, layout
from knowledge_base.documents.addressed import with_head_below
from knowledge_base.documents.amending import amended
from knowledge_base.documents.chat_export import chat_in
from knowledge_base.documents.contents import without_contents
from knowledge_base.documents.document_name import DocumentName, document_name, file_title, shortened
from knowledge_base.documents.faq import with_questions
from knowledge_base.documents.files import document_prefix
from knowledge_base.documents.from_text import cleaned, text_of
from knowledge_base.documents.front_matter import is_note, without_front
from knowledge_base.documents.headed import sections_of
from knowledge_base.documents.limits import (
    NOTES_LIMIT,
    TEXT_LIMIT,
    Limits,
    too_large,
    too_many_notes,
    too_much_text,
)
from knowledge_base.documents.long_tables import with_headers
from knowledge_base.documents.machine_signed import says_signed
from knowledge_base.documents.opening import bare
from knowledge_base.documents.regulation import Part, Regulation
from knowledge_base.documents.signature import Format, format_of
from knowledge_base.errors import DocumentError
from knowledge_base.note import (
    BODY_LIMIT,
    HEADING,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    Kind,
    Note,
    NoteFile,
    Source,
    is_blank,
)

REVIEW_AFTER = timedelta(days=180)
DEEP_HEADING = re.compile(r"^#{4,6}(?=\s)", re.MULTILINE)
SPOKEN = re.compile(r" (\S+)/(\d{4})$")
"""A regulation's number as Prima writes it; people ask for "Nomor 25 Tahun 2009"."""
MARKED = re.compile(r"^\s*(?:#+\s*)?\(?\w{1,2}[).]\s+")
OPENING = range(20, 200)
UNBROKEN = re.compile(r"\w{5000,}")
"""Longer than any word or address."""
QUESTIONS = 12
"""Question lines of a note at most."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What becomes a note, before it has an id and its dates."""

    title: str
    questions: tuple[str, ...]
    source: Source
    body: str


def notes_of(  # noqa: PLR0913 - what is asked for is named, not counted
    content: bytes, name: str, *, kind: Kind, topic: str, today: date, limits: Limits
) -> list[Note]:
    """The notes that a document with this file name holds; raises DocumentError or NoteError.

    A note file stays what it is. `kind` and `topic` count for all others: their notes name the document as source, are
    to be checked again in half a year, and have ids made from the file's name: the same file replaces its notes.
    """
    if len(content) > limits.size:
        raise too_large(name, len(content), limits)
    found = format_of(content, name)
    text = _markdown(content, name, found, limits)
    if len(text) > TEXT_LIMIT:
        raise too_much_text(name)
    if sum(map(len, UNBROKEN.findall(text))) > len(text) / 2:
        raise DocumentError("wordless", f"{name}: holds letters without spaces, not words; is it the right file?")
    if is_note(text, name):
        return [NoteFile.read(text, name).note]
    if found in {"txt", "md"} and is_blank(without_front(text, name)):
        raise DocumentError("blank", f"{name}: holds no text; send the file that holds it")
    pieces = _pieces_in(text, name, found)
    if len(pieces) > NOTES_LIMIT:
        raise too_many_notes(name, len(pieces))
    prefix = document_prefix(name)
    return [
        Note(
            id=f"{prefix}{number}",
            title=piece.title,
            kind=kind,
            body=piece.body,
            questions=piece.questions,
            checked=today,
            review_by=today + REVIEW_AFTER,
            topic=topic,
            sources=(piece.source,),
        )
        for number, piece in enumerate(pieces, 1)
    ]


def _markdown(content: bytes, name: str, found: Format, limits: Limits) -> str:
    if found == "pdf":
        return layout.markdown_of(from_pdf.lines_of(content, name, limits))
    if found == "docx":
        return from_docx.markdown_of(content, name)
    if found == "html":
        return from_html.markdown_of(content, name)
    return text_of(content, name)


def _pieces_in(text: str, name: str, found: Format) -> list[_Piece]:
    """The pieces of a document's Markdown, by what it is: a chat, a regulation, questions with answers, or sections."""
    chat = chat_in(text, file_title(name))
    text = chat.text if chat else without_front(text, name)
    lines = DEEP_HEADING.sub("###", cleaned(text)).split("\n")
    text = without_contents("\n".join(line for line in lines if not says_signed(line)))
    regulation = None if chat else Regulation.from_text(text)
    asked = None if regulation else with_questions(text)
    text = asked or text
    named = DocumentName(chat.name, chat.name, text) if chat else document_name(text, name)
    sectioned = bool(chat or asked) or found != "txt"
    pieces = _law_pieces(regulation, named) if regulation else _pieces(named, sectioned=sectioned)
    if not pieces and any(HEADING.match(line) for line in text.split("\n")):
        raise DocumentError("headings", f"{name}: holds headings without text below them; write what they say")
    if not pieces:
        raise DocumentError("empty", f"{name}: holds no text (words in pictures are not read); is it the right file?")
    return pieces


def _law_pieces(regulation: Regulation, named: DocumentName) -> list[_Piece]:
    short = regulation.name.short if regulation.name else named.title
    long = str(regulation.name or named.title)
    changed = regulation.name.changed if regulation.name else ""
    parts = amended(regulation.parts, changed) if changed else regulation.parts
    return [piece for part in parts for piece in _pasal_pieces(part, short, long)]


def _pieces(named: DocumentName, *, sectioned: bool) -> list[_Piece]:
    sections = list(sections_of(named.text, named.title)) if sectioned else [("", named.text)]
    headed = with_head_below(sections, named.source) if sectioned else sections
    bodies = [(heading, body) for heading, section in headed for body in _bodies(section)]
    return [
        _Piece(
            own,
            _asked(own, heading, body),
            Source(named.source, "" if heading == named.title else heading[:QUESTION_LIMIT].rstrip()),
            body,
        )
        for (heading, body), part in zip(bodies, _parts(heading for heading, _ in bodies), strict=True)
        for own in [_title(named.title, heading, part)]
    ]


def _parts(headings: Iterable[str]) -> Iterator[int]:
    """For each body the number that it has among those below its heading; 0 for one that is alone there."""
    names = [heading.casefold() for heading in headings]
    counts, met = Counter(names), Counter[str]()
    for name in names:
        met[name] += 1
        yield met[name] if counts[name] > 1 else 0


def _asked(title: str, heading: str, body: str) -> tuple[str, ...]:
    """A note's title, the heading above it and those inside it, as what people may ask; a single word asks nothing."""
    inside = [bare(found[2]) for line in _outside_code(body) if (found := HEADING.match(line))]
    said = [" ".join(each.split()) for each in (heading, *inside)]
    first = [heading] if heading.endswith("?") else []
    asked = [*first, title, *(shortened(each, QUESTION_LIMIT) for each in said if len(re.findall(r"\w+", each)) > 1)]
    unique: dict[str, str] = {}
    for each in asked:
        unique.setdefault(each.casefold(), each)
    return tuple(unique.values())[:QUESTIONS]


def _pasal_pieces(part: Part, short: str, long: str) -> Iterator[_Piece]:
    """A part of a regulation, in several pieces when it is longer than a note."""
    within = ", ".join(filter(None, (f"{part.chapter} {part.subject}".strip(), part.section)))
    bodies = list(_bodies(part.text))
    for number, body in enumerate(bodies, 1):
        label = part.label if len(bodies) == 1 else f"{part.label} bagian {number}"
        title = f"{short} {label}" + (f" ({within})" if within and within != part.label else "")
        spoken = SPOKEN.sub(r" Nomor \1 Tahun \2", short)
        asked = (f"Apa isi {label} {long}?", f"{label} {spoken}", _opening(body))
        questions = tuple(shortened(each, QUESTION_LIMIT) for each in asked if each)
        source = Source(long, f"{part.label} ({part.chapter})" if part.chapter else part.label)
        yield _Piece(shortened(title, TITLE_LIMIT), questions, source, body)


def _opening(body: str) -> str:
    """An article's first words, which say whom and what it is about; empty when they say too little or shout."""
    words = bare(MARKED.sub("", sentences_of(body)[0])).rstrip(":;.")
    small, large = sum(map(str.islower, words)), sum(map(str.isupper, words))
    return words if OPENING.start <= len(words) < OPENING.stop and small > large else ""


def _bodies(text: str) -> Iterator[str]:
    pieces = split_text(with_headers(text.strip("\n"), BODY_LIMIT), BODY_LIMIT)
    return (body for piece in pieces if any(map(str.isalnum, body := piece.strip())))


def _title(document: str, heading: str, number: int) -> str:
    """What a piece is called; its number is 0 where the heading says enough."""
    named = f"{document}: {heading}" if heading and heading != document else document
    part = f": bagian {number}" if number else ""
    return named[: TITLE_LIMIT - len(part)].rstrip() + part


def _outside_code(text: str) -> Iterator[str]:
    """The lines of a Markdown text that are no code."""
    in_code = False
    for line in text.split("\n"):
        in_code ^= line.lstrip().startswith("```")
        if not in_code:
            yield line
