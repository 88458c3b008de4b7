"""BLOCKS: a note's body cut into paragraphs, list items, headings and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.chunk import LIST_ITEM, sentences_of
from knowledge_base.note import HEADING

FENCE = "```"
LINE = re.compile(r"[^\n]*\n|[^\n]+")
NUMBER = re.compile(r"^(\s{0,3})(\d{1,3})([.)]\s+)")
NUMBERS = 999  # Markdown knows more; a list in a note does not
WHOLE = re.compile(r"\s*(?:```|\||>)")
"""How code, tables and quotations begin: they are not cut into sentences."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a heading or a piece of code: what is taken over as a whole."""

    text: str

    @property
    def first(self) -> str:
        """The first line, which says what kind of block it is."""
        return self.text.partition("\n")[0]

    @property
    def key(self) -> str:
        """The block's words in lower case, or its signs when it has no words; equal for blocks that say the same."""
        plain = LIST_ITEM.sub("", self.first) + self.text[len(self.first) :]
        return " ".join(re.findall(r"\w+", plain.casefold())) or "".join(plain.split()).strip("-*_=#>`|:")

    @property
    def sentences(self) -> list[str]:
        """The sentences, the first with the sign of its list; code, tables and headings are one."""
        if self.level or self.is_whole:
            return [self.text]
        return [sentence.strip() for sentence in sentences_of(" ".join(self.text.split("\n")))]

    @property
    def is_whole(self) -> bool:
        """Whether it is or holds code, a table or a quotation, and is not cut into sentences."""
        return any(WHOLE.match(line) for line in self.text.split("\n"))

    @property
    def is_item(self) -> bool:
        """Whether the block belongs into a list."""
        return LIST_ITEM.match(self.first) is not None

    @property
    def level(self) -> int:
        """1 to 6 for a heading, else 0."""
        heading = HEADING.match(self.text)
        return len(heading[1]) if heading else 0


def with_number(text: str, number: int) -> str:
    """A step of a numbered list with another number; any other text as it is."""
    number = number if number <= NUMBERS else number % NUMBERS
    return NUMBER.sub(lambda found: f"{found[1]}{number}{found[3]}", text, count=1)


def blocks_of(body: str) -> list[Block]:
    """A body cut at blank lines, list items, headings and code; code that is not closed ends with the body."""
    found: list[list[str]] = []
    fence, fresh = False, True
    for line in body.split("\n"):
        marks_code = line.lstrip().startswith(FENCE)
        if fence:
            found[-1].append(line)
            fence, fresh = not marks_code, marks_code
        elif not line.strip():
            fresh = True
        elif marks_code or fresh or HEADING.match(line) or LIST_ITEM.match(line):
            found.append([line])
            fence, fresh = marks_code, HEADING.match(line) is not None
        else:
            found[-1].append(line)
    return [Block("\n".join([*lines, FENCE] if fence and lines is found[-1] else lines)) for lines in found]


def sections_of(body: str) -> Iterator[str]:
    """A body cut before each heading that stands outside of code; joined they give it back."""
    held, fence = "", False
    for line in LINE.findall(body):
        if held and not fence and HEADING.match(line.rstrip("\n")):
            yield held
            held = ""
        fence ^= line.lstrip().startswith(FENCE)
        held += line
    if held:
        yield held
