"""LAW NAMES: laws that are named by words, "uu pelayanan publik", "pp disiplin", "uu tipikor", and which is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from indexer import language
from indexer.cited_numbers import ARTICLE, LAW_PART
from indexer.lexicon import lexicon
from indexer.slips import ONE_SLIP_UP_TO, SHORTEST, is_word
from knowledge_base.regulations import NATIONAL, SILENT, Regulation, in_short_forms

REGIONAL = tuple(
    f"{kind} {issuer}" for kind in ("peraturan", "keputusan", "instruksi") for issuer in ("gubernur", "daerah")
)
CODES = ("kuhp", "kuhap", "kuhper", "kuhperdata", "uud")
"""Laws whose kind is their name."""
BY_KIND = re.compile(rf"\b({'|'.join((*sorted(NATIONAL), *REGIONAL, *CODES))})\b(.*)")
SKIPPED = SILENT | frozenset("tentang nomor nomer no tahun thn th itu yang".split())
"""Words between a law's kind and its subject that do not tell which law."""
ASKING = frozenset(
    language.terms("pasal bab isi bunyi teks kata atur tanya tolong minta lihat tampil jelas soal bilang muat baca")
)
ONLY_ASKS = lexicon().function_words | ASKING
"""Words, and stems of words, that say no more of a law than its name does."""
NAMES_TOO = frozenset(("lalu",))
"""Function words that a law's name may begin with: "uu lalu lintas"."""
NOT_A_NAME = frozenset("baru terbaru lama berlaku sama bagian bab ayat huruf angka hal perihal mengenai yg tsb".split())
YEAR = re.compile(r"(?:19|20)\d{2}")
NEWNESS = frozenset("baru terbaru lama".split())
ABBREVIATED = 3
"""Letters up to which any word of a law's name is an abbreviation."""
COMMON_RANK = 800
"""A word of the language up to this rank is no abbreviation, however short: "hak", "air"."""
SHORTEST_MADE = 3
"""Letters of an abbreviation that leaves words of the subject out."""


def named_by_words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each kind of law in a text with the words behind it; a number without a year is one of them.

    What follows may be no name: "uu apa yang mengatur cuti" names none.
    """
    for form in dict.fromkeys((text, language.normalise(text))):
        for line in LAW_PART.sub("\n", ARTICLE.sub("\n", in_short_forms(form))).split("\n"):
            if found := BY_KIND.search(line):
                words = tuple(word for word in tokens(found[2]) if word not in SKIPPED)
                if name := name_of(found[1], words):
                    yield found[1], words if found[1] not in CODES else name


def name_of(kind: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The first of the words behind a kind of law, up to one that is no part of a name."""
    if kind in CODES:
        return (kind,)
    end = next((place for place, word in enumerate(words) if _ends_name(word)), len(words))
    return words[:end]


def spoken_name(text: str) -> str:
    """The name of a law as a text says it: "UU Cipta Kerja"; empty if it names none by words."""
    spoken = " ".join(LAW_PART.sub(" ", ARTICLE.sub(" ", text)).casefold().split())
    found = BY_KIND.search(spoken) or BY_KIND.search(in_short_forms(spoken))
    words = name_of(found[1], tuple(word for word in tokens(found[2]) if word not in SKIPPED)) if found else ()
    if not found or not words:
        return ""
    return in_capitals(" ".join(dict.fromkeys((*found[1].split(), *words))))


def in_capitals(name: str) -> str:
    """A law's name as it is written: "UU Cipta Kerja", "PP Manajemen PPPK"."""
    known, rank = {*lexicon().long_forms, *CODES}, lexicon().rank
    return " ".join(
        word.upper()
        if word in known or (len(word) <= ABBREVIATED and rank.get(word, COMMON_RANK) >= COMMON_RANK)
        else word.capitalize()
        for word in name.split()
    )


@lru_cache(4096)
def fit(words: tuple[str, ...], law: Regulation, about: tuple[str, ...], *, exactly: bool) -> int:
    """How many words behind the kind of a law say that it is the one with this subject; 0 if it is another.

    A year behind the name is the law's. `exactly`: a name that goes on with other words is another law's, unless all of
    the subject was named before.
    """
    dated = year_behind(words)
    if dated and dated != law.year:
        return 0
    if words[0] == law.number:
        return 1
    held = 0
    while held < len(words) and (words[held] in about or _made_of(words[held], about) or _means(words[held], about)):
        held += 1
    subject = [each for each in about[about.index("tentang") + 1 :] if each != "dan"] if "tentang" in about else about
    named = words[:held]
    whole = any(_made_of(word, about) for word in named) or all(_means(each, named) for each in subject)
    said = len(name_of("", tuple(word for word in words if word != str(dated))))
    return held if held >= said or whole or not exactly else 0


def year_behind(words: tuple[str, ...]) -> int | None:
    """The year behind a law's name, "uu asn 2023", "uu asn terbaru tahun 2023"; None if there is none.

    That behind a law in the name, "pp pelaksanaan uu 25/2009", is not its own.
    """
    end = next((place for place, word in enumerate(words) if YEAR.fullmatch(word)), len(words))
    before = [word for word in words[:end] if word not in NEWNESS]
    named = before and NATIONAL.isdisjoint(before) and len(name_of("", tuple(before))) == len(before)
    return int(words[end]) if named and end < len(words) else None


def without_names(text: str) -> str:
    """A text in short forms without the laws that it names by words."""
    while found := BY_KIND.search(text):
        rest = re.findall(r"\w+", found[2])
        while rest and rest[0] in SKIPPED:
            rest.pop(0)
        behind = " ".join(rest if found[1] in CODES else rest[len(name_of(found[1], tuple(rest))) :])
        text = f"{text[: found.start()]} {behind}"
    return text


def tokens(text: str) -> list[str]:
    """The words and numbers of a text."""
    return re.findall(r"[^\W_]+", text)


def _ends_name(word: str) -> bool:
    says_little = word in lexicon().function_words - NAMES_TOO or word in NOT_A_NAME
    return says_little or ASKING.issuperset(language.terms(word))


def _means(word: str, names: tuple[str, ...]) -> bool:
    """Whether a word is one of the names in another form, "layanan", or with slips, "pelyanan"."""
    if word in names:
        return True
    stems = language.terms(word)
    if any(stems == language.terms(name) for name in names):
        return True
    slips = 1 if len(word) <= ONE_SLIP_UP_TO or is_word(word) else 2  # "keterbukan" might be a word, by its stem
    near = (OSA.distance(word, name, score_cutoff=slips) <= slips for name in names if len(name) > SHORTEST)
    return len(word) > SHORTEST and not lexicon().knows(word) and any(near)


def _made_of(word: str, about: tuple[str, ...]) -> bool:
    """Whether a word is made of the beginnings of a subject's words: "kip", "asn", "tipikor" for "tindak pidana …"."""
    names = [name for name in about if name != "dan"]
    if word == "".join(name[0] for name in names):
        return True
    return len(word) >= SHORTEST_MADE and any(_begins(word, names[start:], 0) for start in range(len(names) - 1))


def _begins(word: str, names: list[str], used: int) -> bool:
    """Whether a word is made of the beginnings of two names or more, from the first one on."""
    if not word:
        return used > 1
    if not names:
        return False
    return any(
        names[0].startswith(word[:length]) and _begins(word[length:], names[1:], used + 1)
        for length in range(1, len(word) + 1)
    )
