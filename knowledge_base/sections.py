"""SECTIONS: which note of a document that comes again is which of those that it brought before.

A note keeps its id by what it is, wherever it stands now: an article by its Pasal, a section by its heading, and what
has no heading, or another than before, by its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.note import Note

SAME_TEXT = 0.5
"""Share of the longer text's word triples that stand in the other, from which both are clearly one text."""
PIECE_COUNTED = 0.01
"""What the same number among the pieces of a heading counts beside the share of equal words."""
WORDS = 3
CHAPTER = re.compile(r" \(B[Aa][Bb] [^()]*\)$")
"""What stands behind an article in its source; an article that moves to another Bab is still that article."""
ARTICLE = re.compile(r"(?:Penjelasan )?Pasal \w+$")
PIECE = re.compile(r"\bbagian (\d+)(?= \(|$)")
"""What of a section that is longer than a note the note holds."""

Key = tuple[str, str]
Triples = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Form:
    """What tells a note; `key` is its heading and what piece of the section it is, None if it stands under none."""

    key: Key | None
    text: str
    triples: Triples

    @property
    def heading(self) -> str:
        """Its heading alone; sections of one heading are numbered anew when they change places."""
        return self.key[0] if self.key else ""

    @property
    def article(self) -> bool:
        return self.key is not None and ARTICLE.match(self.key[0]) is not None


def same_sections(held: Mapping[str, Sequence[Note]], notes: Sequence[Note]) -> dict[int, str]:
    """The ids of those of some notes, by their place, that a document brought before.

    `held` are the notes that it brought, by id, each in the forms that it had: as moderators have it, as it came.
    """
    old = {identity: [_form(note) for note in forms] for identity, forms in held.items()}
    new = {place: _form(note) for place, note in enumerate(notes)}
    found: dict[int, str] = {}
    for pairs in (_of_one_heading_and_text, _of_one_heading, _of_one_text):
        known = set(found.values())
        left = {identity: forms for identity, forms in old.items() if identity not in known}
        found |= _best(pairs(left, {place: form for place, form in new.items() if place not in found}))
    return found


def number_of(identity: str) -> int:
    """The number of a document's note."""
    return int(identity.rpartition("-")[2])


def triples_of(text: str) -> Triples:
    """All that stands side by side in a text, three words at a time."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + WORDS]) for start in range(max(1, len(words) - WORDS + 1))}


def words_of(text: str) -> str:
    """A text's words alone: equal for what is the same word for word."""
    return " ".join(re.findall(r"\w+", text.casefold()))


Pair = tuple[float, str, int]
"""How alike an old note (id) and a new one (place) are."""


def _best(pairs: Iterable[Pair]) -> dict[int, str]:
    """The most alike pairs; of those that are equally alike, in the order of the old notes."""
    found: dict[int, str] = {}
    for _, identity, place in sorted(pairs, key=lambda pair: (-pair[0], number_of(pair[1]), pair[2])):
        if place not in found and identity not in found.values():
            found[place] = identity
    return found


def _of_one_heading_and_text(old: Mapping[str, Sequence[_Form]], new: Mapping[int, _Form]) -> Iterable[Pair]:
    by_both = _grouped({place: [(form.heading, form.text)] for place, form in new.items()})
    for identity, forms in old.items():
        for both in {(form.heading, form.text) for form in forms}:
            yield from ((1.0, identity, place) for place in by_both[both])


def _of_one_heading(old: Mapping[str, Sequence[_Form]], new: Mapping[int, _Form]) -> Iterable[Pair]:
    """Of those of one heading the most alike; of those equally alike the one that is the same piece of it."""
    by_heading = _grouped({place: [form.heading] for place, form in new.items() if form.key})
    for identity, forms in old.items():
        for form in forms:
            for place in by_heading[form.heading] if form.key else ():
                same_piece = PIECE_COUNTED * (form.key == new[place].key)
                yield _alike(form, new[place]) + same_piece, identity, place


def _of_one_text(old: Mapping[str, Sequence[_Form]], new: Mapping[int, _Form]) -> Iterable[Pair]:
    """Articles are told by their number alone: many say nearly the same."""
    by_triple = _grouped({place: form.triples for place, form in new.items()})
    for identity, forms in old.items():
        for form in forms:
            near = {place for triple in form.triples for place in by_triple[triple]}
            for place in near:
                alike = _alike(form, new[place])
                if alike >= SAME_TEXT and not (form.article and new[place].article):
                    yield alike, identity, place


def _grouped(said: Mapping[int, Iterable[object]]) -> defaultdict[object, list[int]]:
    places: defaultdict[object, list[int]] = defaultdict(list)
    for place, each in said.items():
        for value in each:
            places[value].append(place)
    return places


def _alike(form: _Form, other: _Form) -> float:
    return len(form.triples & other.triples) / max(len(form.triples), len(other.triples))


def _form(note: Note) -> _Form:
    source = note.sources[0] if note.sources else None
    piece = found[1] if (found := PIECE.search(note.title)) else ""
    heading = CHAPTER.sub("", source.part) if source else ""
    if not heading and not piece:  # the document's own heading, which its sources do not name twice
        heading = source.name if source else note.title
    return _Form((heading, piece) if heading else None, words_of(note.body), triples_of(note.body))
