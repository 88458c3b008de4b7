"""Two notes that say the same become one: what the newer one adds goes into the older one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from knowledge_base.blocks import FENCE, NUMBER, Block, blocks_of, sections_of, with_number
from knowledge_base.chunk import LIST_ITEM
from knowledge_base.note import BODY_LIMIT, NAMES_LIMIT, Note

T = TypeVar("T")

FURTHER = "Tambahan"
"""The heading for what has none of its own, in a note that has the new one's title itself."""
DENIES = frozenset(("jangan", "tidak", "bukan", "belum", "tanpa", "dilarang"))
"""Words that turn what follows them in a sentence into its opposite."""
ROOM = 16
"""Characters kept free for the blank lines, the number and the closed code around an added block."""


def merged(old: Note, new: Note) -> Note:
    """The old note with all that the new one adds: paragraphs and steps, questions, sources, values, related notes.

    Id, title, topic, kind and days stay the old note's, and nothing of it is lost. A sentence that the old note holds
    is not added, nor one whose words stand there within a longer one. What is added stands under its own heading, in an
    old note with headings at least under the new one's title. What would make the body too long is left out. Merging
    the same note again changes nothing.
    """
    related = [identity for identity in (*old.related, *new.related) if identity != old.id]
    return replace(
        old,
        body=_body(old, new),
        questions=joined(old.questions, new.questions),
        sources=joined(old.sources, new.sources),
        values=joined(old.values, new.values),
        related=joined((), related),
        example=old.example and new.example,
        contributor=_contributors(old.contributor, new.contributor),
        origin=old.origin or new.origin,
        owner=old.owner or new.owner,
    )


def holds(body: str, text: str) -> bool:
    """Whether a body says each sentence of a text, if only within a longer one; headings do not count."""
    known, longer_ones = {"", *_keys(blocks_of(body))}, _sentences(body)
    return all(_unknown(block, known, longer_ones).key in known for block in blocks_of(text) if not block.level)


@dataclass(slots=True)
class _Section:
    """A heading, if there is one, and what stands under it before the next heading."""

    text: str
    end: str
    """The line ends behind the text."""
    last: Block
    heading: Block | None

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @classmethod
    def of(cls, text: str) -> _Section:
        blocks = blocks_of(text) or [Block("")]
        stripped = text.rstrip("\n")
        return cls(stripped, text[len(stripped) :], blocks[-1], blocks[0] if blocks[0].level else None)

    def close(self) -> None:
        """Ends code that was left open."""
        if sum(line.lstrip().startswith(FENCE) for line in self.text.split("\n")) % 2:
            self.text += f"\n{FENCE}"

    def add(self, block: Block) -> None:
        self.close()
        between, self.last = _following(self.last, block)
        self.text += between + self.last.text


def _body(old: Note, new: Note) -> str:
    sections = [_Section.of(text) for text in sections_of(old.body)]
    known, longer_ones = {"", *_keys(blocks_of(old.body))}, _sentences(old.body)
    length = len(old.body)
    for block, headings in _under_headings(new.body, _title(sections, old, new)):
        fresh = _unknown(block, known, longer_ones)
        place, missing = _place(sections, headings)
        longer = sum(len(each.text) + ROOM for each in (*missing, fresh))
        if fresh.key in known or length + longer > BODY_LIMIT:
            continue
        for heading in missing:
            place += 1
            sections.insert(place, _opened(sections, place, heading))
        sections[place].add(fresh)
        known |= {*_keys([block])}
        length += longer
    return "".join(section.text + section.end for section in sections).rstrip() if length > len(old.body) else old.body


def _keys(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.key
        yield from (Block(sentence).key for sentence in block.sentences)


def _sentences(body: str) -> list[str]:
    """The keys of the sentences of paragraphs and list items; a word of a heading or in code says nothing yet."""
    blocks = (block for block in blocks_of(body) if not block.level and not block.is_whole)
    return [Block(sentence).key for block in blocks for sentence in block.sentences]


def _unknown(block: Block, known: set[str], longer_ones: Sequence[str]) -> Block:
    """The block without the sentences that are known or part of a longer one; a list's item keeps its sign."""
    sentences = block.sentences
    keys = [Block(sentence).key for sentence in sentences]
    held = [key in known or (not block.is_whole and _is_within(key, longer_ones)) for key in keys]
    if block.key in known or all(held):
        return Block("")
    if not any(held):
        return block
    sign = LIST_ITEM.match(block.first)
    fresh = [sentence for sentence, is_held in zip(sentences, held, strict=True) if not is_held]
    return Block((sign[0] if sign and held[0] else "") + " ".join(fresh))


def _is_within(key: str, longer_ones: Iterable[str]) -> bool:
    """Whether a sentence's words follow each other within one of the sentences, and nothing before denies them."""
    for sentence in longer_ones:
        before, found, _ = f" {sentence} ".partition(f" {key} ")
        if found and DENIES.isdisjoint(before.split()):
            return True
    return False


def _title(sections: list[_Section], old: Note, new: Note) -> list[Block]:
    """The heading for what has none of its own, where the old note has headings: the new note's title.

    The old note's own title is no heading within it.
    """
    levels = [section.level for section in sections if section.heading]
    same = Block(new.title).key == Block(old.title).key
    return [Block(f"{'#' * min(levels)} {FURTHER if same else new.title}")] if levels else []


def _place(sections: list[_Section], headings: list[Block]) -> tuple[int, list[Block]]:
    """Where what stands under these headings belongs, and which of them are to be opened behind that section.

    It belongs to the section of the innermost heading that there is, with none of them to the end.
    """
    found = {section.heading.key: place for place, section in enumerate(sections) if section.heading}
    for depth in range(len(headings), 0, -1):
        heading = headings[depth - 1]
        if heading.key in found:
            place, missing = found[heading.key], headings[depth:]
            return (_end_of(sections, place) if missing else place), missing
    return len(sections) - 1, headings


def _end_of(sections: list[_Section], place: int) -> int:
    """The last of the sections within a section."""
    level = sections[place].level
    within = takewhile(lambda section: section.level > level, sections[place + 1 :])
    return place + len(list(within))


def _opened(sections: list[_Section], place: int, heading: Block) -> _Section:
    """A new section at this place, blank lines around it."""
    before = sections[place - 1]
    before.close()
    if len(before.end) < len("\n\n"):
        before.end = "\n\n"
    return _Section(heading.text, "\n\n" if place < len(sections) else "", heading, heading)


def _under_headings(body: str, title: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Each block that is no heading, with the headings that it stands under, or with the title if there is none."""
    headings: list[Block] = []
    for block in blocks_of(body):
        if block.level:
            headings = [*(above for above in headings if above.level < block.level), block]
        else:
            yield block, headings or title


def _following(last: Block, block: Block) -> tuple[str, Block]:
    """What stands between two blocks, and the second one: list items need no blank line, numbers go on."""
    follows = last.is_item and block.is_item
    between = "\n" if follows else "\n\n"
    before = NUMBER.match(last.first) if follows else None
    return between, Block(with_number(block.text, int(before[2]) + 1 if before else 1))


def joined(old: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    """The entries of both in order, each entry once, whatever its capitals."""
    found: dict[str, T] = {}
    for entry in (*old, *new):
        found.setdefault(str(entry).casefold(), entry)
    return tuple(found.values())


def _contributors(old: str, new: str) -> str:
    names = list(joined(_names(old), _names(new)))
    together = ", ".join(names)
    return together if len(together) <= NAMES_LIMIT else old


def _names(contributor: str) -> Iterator[str]:
    return filter(None, (name.strip() for name in contributor.split(",")))
