"""CHUNK: a note's body cut into passages small enough to answer with, on heading and sentence borders.

A passage is an exact slice of the body, and a note's passages joined give the body back: nothing is lost, nothing is
said twice. A section that fits stays whole, so that a list of steps is never torn without need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.note import HEADING, Note, text_hash

CHUNK_LIMIT = 1_100
"""Characters in a passage at most: what a phone shows without much scrolling, and one subject for one vector."""

LIST_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
LINE_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,3}[.)][ \t]+|>[ \t]?|```.*$)", re.MULTILINE)
INLINE_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|\*{1,3}|`+|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*(?=\s+[\"'“‘(\[*_]*[A-Z0-9ÀÝ])")
# A full stop after these does not end a sentence.
ABBREVIATION = re.compile(
    r"(?i)(?:^|[\s(/\"“])(?:\d{1,3}|[a-z]|no|nomor|ps|psl|ay|bpk|sdri?|dr|drs|dra|ir|prof|hj|jl|jln|gg|tn|ny|kpd|yth|"
    r"dll|dsb|dst|dkk|mis|cth|spt|hlm|hal|tgl|pkl|telp|tlp|maks|min|kep|kab|kec|kel|prov|a\.n|c\.q|u\.[pb]|d\.a|s\.d|vs)\.$"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: `text` is a slice of the body of note `note_id`, `headings` the path of headings it stands under."""

    note_id: str
    ordinal: int
    headings: tuple[str, ...]
    text: str

    @property
    def hash(self) -> str:
        """Changes when the passage's words or headings change."""
        return text_hash("\n".join((*self.headings, self.text)))


def chunks_of(note: Note, limit: int = CHUNK_LIMIT) -> list[Chunk]:
    """The note's passages in order; their texts joined are the note's body."""
    return [
        Chunk(note.id, ordinal, headings, text) for ordinal, (headings, text) in enumerate(_pieces(note.body, limit))
    ]


def plain(markdown: str) -> str:
    """The words of a Markdown text, line by line, without its marks."""
    return INLINE_MARKS.sub(lambda found: found[1] or "", LINE_MARKS.sub("", markdown))


def split_text(text: str, limit: int) -> list[str]:
    """A text in pieces of at most `limit` characters, cut between blocks or sentences; joined they give it back."""
    return _pack(_blocks(text), limit)


def sentences_of(text: str) -> list[str]:
    """The text's sentences; joined they give the text back. Lines end sentences too (list items, headings)."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        start = 0
        for end in SENTENCE_END.finditer(line):
            if not ABBREVIATION.search(line[start : end.end()].rstrip("\"'”’)]*_")):
                stop = end.end() + len(line[end.end() :]) - len(line[end.end() :].lstrip())
                found.append(line[start:stop])
                start = stop
        if start < len(line):
            found.append(line[start:])
    return found


def _pieces(body: str, limit: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Heading path and text of each passage."""
    for headings, section in _sections(body):
        if len(section) <= limit:
            yield headings, section
            continue
        for text in split_text(section, limit):
            yield headings, text


def _sections(body: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The body cut before headings. A heading with nothing under it stays with what follows."""
    path: list[tuple[int, str]] = []
    headings: tuple[str, ...] = ()
    held: list[str] = []
    in_code = has_text = False
    for line in body.splitlines(keepends=True):
        in_code ^= line.lstrip().startswith("```")
        heading = None if in_code else HEADING.match(line.rstrip("\n"))
        if heading:
            if held and has_text:
                yield headings, "".join(held)
                held, has_text = [], False
            level = len(heading[1])
            path = [(depth, name) for depth, name in path if depth < level]
            path.append((level, heading[2]))
            headings = tuple(name for _, name in path)
        elif line.strip():
            has_text = True
        held.append(line)
    if held:
        yield headings, "".join(held)


def _blocks(section: str) -> list[str]:
    """A section's paragraphs and list items, each with the headings before it and the blank lines after it."""
    blocks: list[str] = []
    fresh, under_heading = True, False
    for line in section.splitlines(keepends=True):
        heading = HEADING.match(line.rstrip("\n"))
        starts = (fresh or heading or LIST_ITEM.match(line)) and line.strip() and not under_heading
        if starts or not blocks:
            blocks.append(line)
        else:
            blocks[-1] += line
        fresh = not line.strip()
        under_heading = bool(heading) or (under_heading and fresh)
    return blocks


def _pack(blocks: list[str], limit: int) -> list[str]:
    """Blocks joined up to the limit; a block over the limit is cut at sentences."""
    packed: list[str] = []
    held = ""
    for block in blocks:
        if held and len(held) + len(block) > limit:
            packed.append(held)
            held = ""
        held += block
        if len(held) > limit:
            *full, held = _cut(held, limit)
            packed += full
    return [*packed, held] if held else packed


def _cut(text: str, limit: int) -> list[str]:
    """A long text cut between sentences, and inside a sentence that is itself over the limit; never after a heading."""
    parts = [""]
    under_heading = False
    for sentence in sentences_of(text):
        if parts[-1] and not under_heading and len(parts[-1]) + len(sentence) > limit:
            parts.append("")
        rest = sentence
        if rest.strip():
            under_heading = bool(HEADING.match(rest.rstrip("\n")))
        while len(parts[-1]) + len(rest) > limit:
            border = rest.rfind(" ", 1, limit - len(parts[-1])) + 1 or limit - len(parts[-1])
            parts[-1] += rest[:border]
            rest = rest[border:]
            parts.append("")
        parts[-1] += rest
    return [part for part in parts if part]
