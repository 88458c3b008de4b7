"""CONTRADICTIONS: where two notes give different figures for one thing.

Sentences are compared by the words beside their figures; a short note's title belongs to what its sentences say. Each
sentence is set only against the one that is nearest to it, and contradicts it if some measure has no figure in common.
How well this works is measured: `python -m benchmarks.contradictions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer import language
from indexer.amounts import OPENING_HOURS, UNIT_WORDS, WEEKDAY, Amounts, amounts
from knowledge_base.chunk import plain, sentences_of
from knowledge_base.note import HEADING, Note
from knowledge_base.regulations import Regulation, regulations_in

Weight = Callable[[str], float]
SAME_SUBJECT, SAME_OF_LARGER = 0.7, 0.35
"""Share of the smaller and of the larger sentence's weight that two have in common when they speak of one thing."""
SUBJECT_TERMS, LEADING = 4, 2
"""Words beside the figures that they share at least, one less for each short note; the first words say of what."""
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
class Disagreement:
    """Two sentences on the same thing that give different figures: `ours` and, in the other note, `theirs`."""

    note: Note
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _Claim:
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
class _Claims:
    """A note's claims; the law that it is a part of by its title and source, and the laws that it cites."""

    all: tuple[_Claim, ...]
    law: Regulation | None
    cites: frozenset[Regulation]


def disagreements(note: Note, other: Note, weight: Weight) -> Iterator[Disagreement]:
    """Pairs of sentences of two notes that speak of the same thing with the same measure and another figure."""
    ours, theirs = _claims_of(note), _claims_of(other)
    if _other_law(ours, theirs) or _other_law(theirs, ours):
        return
    for claim in ours.all:
        rivals = [(_nearness(claim, rival, weight), rival) for rival in theirs.all if _same_measures(claim, rival)]
        nearest = max((nearness for nearness, _ in rivals), default=0.0)
        best = [rival for nearness, rival in rivals if nearness == nearest]
        if nearest and all(_differ(claim, rival) for rival in best):
            yield Disagreement(other, claim.text, best[0].text)


def _same_measures(claim: _Claim, rival: _Claim) -> bool:
    return not claim.amounts.keys().isdisjoint(rival.amounts)


def _differ(claim: _Claim, rival: _Claim) -> bool:
    """Whether some measure has no figure that both give."""
    shared = claim.amounts.keys() & rival.amounts.keys()
    return any(claim.amounts[measure].isdisjoint(rival.amounts[measure]) for measure in shared)


def _nearness(claim: _Claim, rival: _Claim, weight: Weight) -> float:
    """The weight of the words that two sentences on one subject share; 0 if they are on two."""
    common = claim.terms & rival.terms
    if len(common) < SUBJECT_TERMS - claim.short - rival.short or _other_case(claim, rival):
        return 0.0
    shared = sum(map(weight, common))
    smaller, larger = sorted(sum(map(weight, each.terms)) for each in (claim, rival))
    return shared if shared >= max(SAME_SUBJECT * smaller, SAME_OF_LARGER * larger) else 0.0


def _other_case(claim: _Claim, rival: _Claim) -> bool:
    """Whether one speaks of births and the other of deaths, of Tebet and of Cilandak, of Monday and of Friday."""
    days_differ = WEEKDAY in claim.amounts and WEEKDAY in rival.amounts  # then the days are what is told
    cases = list(zip(claim.contrasts, rival.contrasts, strict=True))[days_differ:]
    return (
        not (claim.leading <= rival.terms or rival.leading <= claim.terms)
        or bool(claim.names and rival.names and claim.names.isdisjoint(rival.names))
        or bool(claim.laws and rival.laws and claim.laws.isdisjoint(rival.laws))
        or any(one and two and one.isdisjoint(two) for one, two in cases)
    )


def _other_law(ours: _Claims, theirs: _Claims) -> bool:
    """Whether we are an article of a law and they are on another: what is alike there is another matter."""
    return ours.law is not None and bool(theirs.cites) and ours.law not in theirs.cites


@lru_cache(CLAIMS_KEPT)
def _claims_of(note: Note) -> _Claims:
    cites = frozenset(law for source in note.sources for law in regulations_in(source.name))
    law = next((law for law in regulations_in(note.title) if law in cites), None)
    return _Claims(tuple(_read(note)), law, cites)


def _read(note: Note) -> Iterator[_Claim]:
    """Each sentence that gives figures, headings aside; of a short note together with its title."""
    title = note.title if len(note.body) <= SHORT else ""
    for sentence in sentences_of(note.body):
        text = "" if HEADING.match(sentence) else " ".join(plain(sentence).split())
        found = amounts(text)
        if found:
            yield _claim(text, found, title)


def _claim(text: str, found: Amounts, title: str) -> _Claim:
    both = f"{title}. {text}"
    opens = OPENING_HOURS in found
    leading = _subject(text, opens=opens)[:LEADING]
    names = frozenset((*_NAME.findall(text), *_NAME.findall(title))) - _NO_NAME
    laws = frozenset(regulations_in(text))
    lowered = both.lower()
    contrasts = tuple(
        frozenset(number for number, words in enumerate(kinds) if words.search(lowered)) for kinds in _CONTRASTS
    )
    return _Claim(
        text, found, frozenset(_subject(both, opens=opens)), frozenset(leading), bool(title), names, laws, contrasts
    )


def _subject(text: str, *, opens: bool) -> list[str]:
    """The terms that tell what a sentence is about; those for being open are one if it `opens` something."""
    terms = [term for term in language.terms(text) if term.isalpha() and term not in _TELLS_NOTHING]
    return list(dict.fromkeys("buka" if opens and term in _OPEN else term for term in terms))
