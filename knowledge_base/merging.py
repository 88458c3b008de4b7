"""Two notes that say the same become one: what the newer one adds goes into the older one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from knowledge_base.chunk import LIST_ITEM
from knowledge_base.note import BODY_LIMIT, HEADING, NAME_LIMIT, Note

T = TypeVar("T")

NUMBER = re.compile(r"^(\s{0,3})(\d{1,3})([.)]\s+)")
NUMBERS = 999  # Markdown knows more; a list in a note does not
ROOM = 16
"""Characters kept free for the blank lines, the number and the closed code around an added block."""


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
    def is_item(self) -> bool:
        """Whether the block belongs into a list."""
        return LIST_ITEM.match(self.first) is not None

    @property
    def level(self) -> int:
        """1 to 6 for a heading, else 0."""
        heading = HEADING.match(self.text)
        return len(heading[1]) if heading else 0


def merged(old: Note, new: Note) -> Note:
    """The old note with all that the new one adds: paragraphs and steps, questions, sources, values, related notes.

    Id, title, topic, kind and days stay the old note's, and nothing of it is lost. A paragraph that would make the body
    too long is left out. Merging the same note again changes nothing.
    """
    related = [identity for identity in (*old.related, *new.related) if identity != old.id]
    return replace(
        old,
        body=_body(old.body, new.body),
        questions=joined(old.questions, new.questions),
        sources=joined(old.sources, new.sources),
        values=joined(old.values, new.values),
        related=joined((), related),
        example=old.example and new.example,
        contributor=_contributors(old.contributor, new.contributor),
        origin=old.origin or new.origin,
        owner=old.owner or new.owner,
    )


def blocks_of(body: str) -> list[Block]:
    """A body cut at blank lines, list items, headings and code; code that is not closed ends with the body."""
    found: list[list[str]] = []
    fence, fresh = False, True
    for line in body.split("\n"):
        marks_code = line.lstrip().startswith("```")
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
    return [Block("\n".join([*lines, "```"] if fence and lines is found[-1] else lines)) for lines in found]


def _body(old: str, new: str) -> str:
    blocks = blocks_of(old)
    known, last = {block.key for block in blocks} | {""}, blocks[-1]
    body = old + ("\n```" if _open_code(old) else "")
    start = len(body)
    for block, headings in _under_headings(new):
        added = [*(heading for heading in headings if heading.key not in known), block]
        if block.key in known or len(body) + sum(len(each.text) + ROOM for each in added) > BODY_LIMIT:
            continue
        for each in added:
            between, last = _following(last, each)
            body += between + last.text
            known.add(each.key)
    return body.rstrip() if len(body) > start else old


def _under_headings(body: str) -> Iterator[tuple[Block, list[Block]]]:
    """Each block that is no heading, with the headings that it stands under."""
    headings: list[Block] = []
    for block in blocks_of(body):
        if block.level:
            headings = [*(above for above in headings if above.level < block.level), block]
        else:
            yield block, headings


def _open_code(body: str) -> bool:
    return sum(line.lstrip().startswith("```") for line in body.split("\n")) % 2 == 1


def _following(last: Block, block: Block) -> tuple[str, Block]:
    """What stands between two blocks, and the second one: list items need no blank line, numbers go on."""
    follows = last.is_item and block.is_item
    between = "\n" if follows else "\n\n"
    numbered = NUMBER.match(block.first)
    if not numbered:
        return between, block
    before = NUMBER.match(last.first) if follows else None
    number = int(before[2]) % NUMBERS + 1 if before else 1
    return between, Block(f"{numbered[1]}{number}{numbered[3]}{block.text[numbered.end() :]}")


def joined(old: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    """The entries of both in order, each entry once, whatever its capitals."""
    found: dict[str, T] = {}
    for entry in (*old, *new):
        found.setdefault(str(entry).casefold(), entry)
    return tuple(found.values())


def _contributors(old: str, new: str) -> str:
    names = list(joined(_names(old), _names(new)))
    together = ", ".join(names)
    return together if len(together) <= NAME_LIMIT else old


def _names(contributor: str) -> Iterator[str]:
    return filter(None, (name.strip() for name in contributor.split(",")))
