"""What a document is called, and its text without what only says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from knowledge_base.documents.from_text import cleaned
from knowledge_base.documents.letterhead import ALONE
from knowledge_base.documents.opening import CELL, bare, letterhead_of, opening_of
from knowledge_base.documents.regulation_name import LETTERHEAD, name_of
from knowledge_base.note import HEADING, QUESTION_LIMIT, TITLE_LIMIT, is_blank

COUNTED = re.compile(r"(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})[.)]\s|(?:BAB|Bab|Bagian|BAGIAN|Pasal)\s", re.ASCII)
"""How a heading begins that is one of several."""
LISTED = re.compile(r"\s*(?:[-•]|\d{1,3}[.)])\s")
SENTENCE_ENDS = (".", ";", ":", ",", "!", "?")


@dataclass(frozen=True, slots=True)
class DocumentName:
    """`title` stands above its notes, `source` names it in theirs, and `text` is the document without its own name."""

    title: str
    source: str
    text: str


def document_name(text: str, name: str) -> DocumentName:
    """What names a document: its official name, its box or head, its only first heading or line; else its file name."""
    lines = text.split("\n")
    opening = opening_of(lines)
    official = name_of(text, within=LETTERHEAD)
    if official is not None and (official.about or opening is None):
        title = source = str(official)
        used = _official_lines(lines, official.words)
    elif opening is not None:
        title, source, used = opening.title, opening.source, [*opening.lines]
    else:
        title, used = _first_line(lines)
        title = source = title or file_title(name)
    dropped = {*used, *_above(lines)}
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped)
    return DocumentName(
        shortened(title, TITLE_LIMIT),
        shortened(source, QUESTION_LIMIT),
        kept if any(map(str.isalnum, kept)) else text,
    )


def _official_lines(lines: Sequence[str], words: str) -> list[int]:
    """The lines that an official name fills, with those in capitals above it."""
    whole, done = _key(words), 0
    used: list[int] = []
    for number, line in enumerate(lines):
        key = _key(bare(line))
        if not key:
            continue
        if whole.startswith(key, done):
            used.append(number)
            done += len(key)
        elif done:
            break
        elif bare(line).isupper():
            used.append(number)
        if done == len(whole):
            break
    return used if done else []


def _above(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines of a letterhead; a single office is one where the document's title stands below it."""
    written = [number for number, line in enumerate(lines) if not is_blank(line)][:2]
    if len(written) < 2 or not ALONE.fullmatch(bare(lines[written[0]])):
        return letterhead_of(lines)
    return letterhead_of(lines) or (written[:1] if _is_titled(lines, *written) else [])


def _is_titled(lines: Sequence[str], office: int, at: int) -> bool:
    """Whether the line below an office is a title, rather than the heading of a section or the text itself."""
    own, found = HEADING.match(lines[office].strip()), HEADING.match(lines[at].strip())
    if found:
        return (own is None or len(found[1]) <= len(own[1])) and _is_over_all(lines[at:], 0)
    return len(bare(lines[at])) <= TITLE_LIMIT and CELL not in lines[at] and _says_no_more(lines, at)


def _first_line(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The first line, if it names the document, and its number if it does nothing else; a row of a table never does."""
    above = {*_above(lines)}
    at = next((number for number, line in enumerate(lines) if not is_blank(line) and number not in above), None)
    if at is None:
        return "", []
    title = bare(lines[at])
    if len(title) > TITLE_LIMIT or not any(map(str.isalnum, title)) or CELL in lines[at]:
        return "", []
    if HEADING.match(lines[at].strip()):
        return (title, []) if _is_over_all(lines, at) else ("", [])
    return ("", []) if ALONE.fullmatch(title) else (title, [at] if _says_no_more(lines, at) else [])


def _says_no_more(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a title alone, and no text."""
    title, following = bare(lines[at]), lines[at + 1] if at + 1 < len(lines) else ""
    alone = is_blank(following) or LISTED.match(following) or title.isupper()
    return bool(alone) and not title.endswith(SENTENCE_ENDS) and not COUNTED.match(title)


def _is_over_all(lines: Sequence[str], first: int) -> bool:
    """Whether the heading in a document's first line is its title, rather than the first of several equal ones."""
    headings = [(number, found) for number, line in enumerate(lines) if (found := HEADING.match(line.strip()))]
    top = min(len(found[1]) for _, found in headings)
    highest = [number for number, found in headings if len(found[1]) == top]
    if highest[0] != first or len(highest) == 1:
        return highest[0] == first
    if not any(not is_blank(line) for line in lines[first + 1 : headings[1][0]]):
        return True
    return not COUNTED.match(bare(lines[first])) and all(COUNTED.match(bare(lines[number])) for number in highest[1:])


def file_title(name: str) -> str:
    """What a document is called after its file, where nothing in it names it."""
    stem = " ".join(re.split(r"[\s_-]+", cleaned(PurePath(name).stem))).strip()[:TITLE_LIMIT].rstrip()
    return stem[:1].upper() + stem[1:] if any(map(str.isalnum, stem)) else "Dokumen"


def _key(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def shortened(text: str, limit: int) -> str:
    """The text with an ellipsis where it is longer than that."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
