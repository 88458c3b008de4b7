"""CLAIMS: the sentences of a note that give figures, with the words that tell what the figures are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer import language
from indexer.amounts import OPENING_HOURS, UNIT_WORDS, Amounts, amounts
from indexer.cases import Cases, cases_of
from indexer.dates import without_dates
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
        " maksimal minimal per pukul wib pagi siang sore malam biaya bayar pungut tarif selesai urus proses"
        " tenggat batas jatuh tempo akhir jadwal masa langkah"
        " setiap tiap hari senin selasa rabu kamis jumat sabtu ahad"
        " setengah satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus"
    )
)
_OPEN = frozenset(language.terms("buka dibuka melayani dilayani layanan pelayanan operasional beroperasi"))
"""Words that are one beside opening hours."""
_TAKES_TIME = re.compile(r"\b(?:me)?(?:makan|merlukan|mbutuhkan|perlu|butuh) waktu\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(?:(?:notul(?:en|a|ensi)|risalah|catatan|hasil) rapat\b[^:]*(?=:)|notul(?:en|a|ensi)|risalah|sop|se|sk"
    r"|surat edaran|panduan|pedoman|petunjuk teknis|juknis|juklak|nota dinas|instruksi|buku saku|pengumuman)\b",
    re.IGNORECASE,
)
"""What a title says of the document and not of its matter; a meeting may speak of anything."""
_HOUSE = frozenset(language.terms("kantor loket pelayanan layanan petugas unit kelurahan kecamatan tahun"))
"""Words that say where something is told rather than what."""
_ASKS_A_FIGURE = re.compile(
    r"\b(?:berapa|brp|brapa|kapan|kpn|lama|jam|pukul|hari apa|biaya|tarif|ongkos|bayar|denda|batas|tenggat|maksimal"
    r"|minimal)\b"
)
_FORM = re.compile(r"(?!rp)[a-z]{1,3}\d{1,2}")
_NAME = re.compile(r"(?<=[\w,)] )[A-Z][^\W\d_]+\b")
_NO_NAME = frozenset("Senin Selasa Rabu Kamis Jumat Sabtu Minggu Rp WIB Pasal UU PP Anda Jam Pukul".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that gives figures, with what tells what they are about: `said` in it, `terms` with a short title."""

    text: str
    amounts: Amounts
    terms: frozenset[str]
    said: frozenset[str]
    leading: frozenset[str]
    short: bool
    names: frozenset[str]
    laws: frozenset[Regulation]
    cases: Cases


@dataclass(frozen=True, slots=True)
class Claims:
    """A note's claims, and what tells whether they are on the matter of another note's.

    `title` and `head` are the words of the title, and of what is before its colon, that tell of a matter; `words` those
    of title and claims together. `asks` are its questions for a figure. `law` is the law that the note is a part of by
    its title and source, `cites` are those that it cites.
    """

    all: tuple[Claim, ...]
    title: frozenset[str]
    head: frozenset[str]
    words: frozenset[str]
    asks: frozenset[frozenset[str]]
    law: Regulation | None
    cites: frozenset[Regulation]


@lru_cache(CLAIMS_KEPT)
def claims_of(note: Note) -> Claims:
    """What a note claims."""
    cites = frozenset(law for source in note.sources for law in regulations_in(source.name))
    law = next((law for law in regulations_in(note.title) if law in cites), None)
    found = tuple(_read(note))
    about = _matter(note.title)
    title = frozenset(_subject(about, opens=False))
    head = frozenset(_subject(about.rpartition(": ")[0], opens=False)) - _HOUSE
    words = title.union(*(claim.terms for claim in found))
    asked = (frozenset(language.terms(each)) for each in note.questions if _ASKS_A_FIGURE.search(each.lower()))
    return Claims(found, title, head, words, frozenset(asked), law, cites)


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
    title = _matter(note.title) if len(note.body) <= SHORT else ""
    both = f"{title}. {text}"
    opens = OPENING_HOURS in found
    said = _subject(text, opens=opens)
    names = frozenset((*_NAME.findall(without_dates(text)), *_NAME.findall(title))) - _NO_NAME
    return Claim(
        text,
        found,
        terms=frozenset(_subject(both, opens=opens)),
        said=frozenset(said),
        leading=frozenset(said[:LEADING]),
        short=bool(title),
        names=names,
        laws=frozenset(regulations_in(text)),
        cases=cases_of(both),
    )


def _matter(title: str) -> str:
    """A title without what names the kind of document that the note is from; the whole where nothing would be left."""
    return " ".join(_DOCUMENT.sub(" ", title).split()) or title


def _subject(text: str, *, opens: bool) -> list[str]:
    """The terms that tell what a sentence is about; those for being open are one if it `opens` something."""
    terms = [term for term in language.terms(_TAKES_TIME.sub(" ", without_dates(text))) if _tells(term)]
    return list(dict.fromkeys("buka" if opens and term in _OPEN else term for term in terms))


def _tells(term: str) -> bool:
    """Whether a term tells of a subject: a word, or the name of a form ("N1"), but no figure or price."""
    return (term.isalpha() or bool(_FORM.fullmatch(term))) and term not in _TELLS_NOTHING
