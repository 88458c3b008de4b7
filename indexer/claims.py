"""CLAIMS: the sentences of a note that give figures, with the words that tell what the figures are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer import language
from indexer.amounts import OPENING_HOURS, UNIT_WORDS, Amounts, amounts
from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import HEADING, Note
from knowledge_base.regulations import Regulation, regulations_in

LEADING = 2
"""Terms at the beginning of a sentence that say of what it speaks."""
SHORT = 300
"""Characters of a body whose sentences are read with the title."""
CLAIMS_KEPT = 4_096
"""Notes whose claims are kept in memory, some 10 kB each."""
_TELLS_NOTHING = frozenset(
    language.terms(
        f"{UNIT_WORDS} ribu juta miliar gratis rp paling lambat lama sejak lewat sesudah setelah waktu sekitar sampai"
        " maksimal minimal per pukul wib pagi siang sore malam biaya bayar pungut tarif selesai"
        " setiap tiap hari senin selasa rabu kamis jumat sabtu ahad"
        " setengah satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus"
    )
)
_OPEN = frozenset(language.terms("buka dibuka melayani dilayani layanan pelayanan operasional beroperasi"))
"""Words that are one beside opening hours."""
_CONTRASTS = tuple(
    tuple(re.compile(rf"\b(?:{words})\b") for words in kinds)
    for kinds in (
        ("senin", "selasa", "rabu", "kamis", "jumat|jum'at", "sabtu", "minggu|ahad"),
        ("baru|pertama kali", "perpanjangan|memperpanjang|diperpanjang", "hilang", "rusak", "perubahan|ubah data"),
        ("ringan", "sedang", "berat"),
        (r"(?<!\d )pagi", r"(?<!\d )siang", r"(?<!\d )sore", r"(?<!\d )malam"),
        ("dewasa", "anak|bayi"),
        ("daring|online|aplikasi", "luring|tatap muka|langsung"),
        (
            "minimal|sedikitnya|paling sedikit|sekurang-kurangnya|paling cepat|paling kurang",
            "maksimal|paling (?:lama|lambat|banyak)",
        ),
        ("istirahat", "buka|dibuka|melayani|beroperasi"),
        ("hitam[ -]putih", "berwarna|warna"),
        ("tahap (?:1|satu|pertama)", "tahap (?:2|dua|kedua)"),
    )
)
"""Words of one line set two sentences apart: each is about its own case. The days of the week stand first."""
_NAME = re.compile(r"(?<=[\w,)] )[A-Z][^\W\d_]+\b")
_NO_NAME = frozenset("Senin Selasa Rabu Kamis Jumat Sabtu Minggu Rp WIB Pasal UU PP Anda Jam Pukul".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that gives figures, with what tells what they are about."""

    text: str
    amounts: Amounts
    terms: frozenset[str]
    leading: frozenset[str]
    short: bool
    names: frozenset[str]
    laws: frozenset[Regulation]
    contrasts: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """A note's claims; the law that it is a part of by its title and source, and the laws that it cites."""

    all: tuple[Claim, ...]
    law: Regulation | None
    cites: frozenset[Regulation]


@lru_cache(CLAIMS_KEPT)
def claims_of(note: Note) -> Claims:
    """What a note claims."""
    cites = frozenset(law for source in note.sources for law in regulations_in(source.name))
    law = next((law for law in regulations_in(note.title) if law in cites), None)
    return Claims(tuple(_read(note)), law, cites)


def claim_in(note: Note, text: str) -> Claim:
    """What a sentence claims that stands in a note, or stood there; a short note's title belongs to it."""
    return _claim(note, text, amounts(text))


def _read(note: Note) -> Iterator[Claim]:
    """Each sentence that gives figures, headings aside."""
    for sentence in sentences_of(note.body):
        text = "" if HEADING.match(sentence) else " ".join(plain(sentence).split())
        found = amounts(text)
        if found:
            yield _claim(note, text, found)


def _claim(note: Note, text: str, found: Amounts) -> Claim:
    title = note.title if len(note.body) <= SHORT else ""
    both = f"{title}. {text}"
    opens = OPENING_HOURS in found
    leading = _subject(text, opens=opens)[:LEADING]
    names = frozenset((*_NAME.findall(text), *_NAME.findall(title))) - _NO_NAME
    laws = frozenset(regulations_in(text))
    lowered = both.lower()
    contrasts = tuple(
        frozenset(number for number, words in enumerate(kinds) if words.search(lowered)) for kinds in _CONTRASTS
    )
    return Claim(
        text, found, frozenset(_subject(both, opens=opens)), frozenset(leading), bool(title), names, laws, contrasts
    )


def _subject(text: str, *, opens: bool) -> list[str]:
    """The terms that tell what a sentence is about; those for being open are one if it `opens` something."""
    terms = [term for term in language.terms(text) if term.isalpha() and term not in _TELLS_NOTHING]
    return list(dict.fromkeys("buka" if opens and term in _OPEN else term for term in terms))
