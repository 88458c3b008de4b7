"""Indonesian text as civil servants type it, turned into two forms: one to encode, one to look up.

    normalise("gmn ngadepin org2 yg marah2 sih?")  ->  "bagaimana menghadapi orang-orang yang marah-marah"
    terms("gmn ngadepin org2 yg marah2 sih?")      ->  ["hadap", "orang", "marah"]

Questions and passages go through the same functions, so what matches is what was meant, not how it was typed.
The tables stand beside this file in `lexicon/`; whatever is not in them is decided by rules, and a rule may only
turn an unknown word into a known one (`lexicon/words.txt`, commonest first).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

Words: TypeAlias = tuple[str, ...]

LEXICON = Path(__file__).parent / "lexicon"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`ʼ](?=\w)")
_UNTIL = re.compile(r"\bs\s?/\s?d\b|\bs\.\s?d\.")
_ACCENTS = re.compile("[\u0300-\u036f]")
_TWICE = re.compile(r"([a-z]{2,})2(nya|ny|an|kan|in|i|ku|mu)?")
_LONG = re.compile(r"([a-z])\1{2,}")
_DOUBLE = re.compile(r"([a-z])\1")
_ROMAN = re.compile(r"[ivxlcdm]+|w+")
_CLITIC = re.compile(r"(.{2,}?)(nya|ny|lah|kah|pun|ku|mu|x)")
# A rule's result must be this many times commoner than the word as typed, or it is left alone.
_COMMONER = 3


def normalise(text: str) -> str:
    """The formal, lower-case form of a text, for the encoder: words apart by one space, no punctuation.

    Chat spellings are made formal, particles dropped, abbreviations of the field written out. Applying it twice
    changes nothing, and a text with a letter or digit in it never becomes empty.
    """
    long_forms = _lexicon().long_forms
    out: list[str] = []
    words = _formal_words(text)
    for place, word in enumerate(words):
        spelled_out = long_forms.get(word, (word,))
        size = len(spelled_out)
        told_before = size > 1 and tuple(out[-size:]) == spelled_out
        told_after = size > 1 and tuple(words[place + 1 : place + 1 + size]) == spelled_out
        if not (told_before or told_after):
            out.extend(spelled_out)
    return " ".join(out)


def terms(text: str) -> list[str]:
    """Stems of the content words, in order and with repeats, for BM25.

    Function and question words are dropped, unless the text has nothing else. An abbreviation is one term, and its
    long form brings that term along: `SKM` and `Survei Kepuasan Masyarakat` meet in `skm`.
    """
    lexicon = _lexicon()
    words = _formal_words(text)
    content = [word for word in words if word not in lexicon.function_words] or words
    stems = [stem for word in content for stem in _stems(word)]
    return stems + list(_short_forms(words))


def informal_spellings() -> frozenset[str]:
    """Every spelling that the lexicon replaces."""
    return frozenset(_lexicon().spellings)


class _Lexicon:
    """The tables of `lexicon/`, read once."""

    def __init__(self, folder: Path) -> None:
        self.spellings: dict[str, Words] = {
            variant: tuple(formal.split()) for variant, formal in _rows(folder / "spellings.tsv")
        }
        self.long_forms: dict[str, Words] = {
            short: tuple(long.split()) for short, long in _rows(folder / "abbreviations.tsv")
        }
        self.short_forms: dict[Words, str] = {}
        for short, long in self.long_forms.items():
            self.short_forms.setdefault(long, short)
        self.short_forms_from: dict[str, list[Words]] = {}
        for long in sorted(self.short_forms, key=len, reverse=True):
            self.short_forms_from.setdefault(long[0], []).append(long)
        self.function_words = frozenset(_list(folder / "function_words.txt"))
        self.particles = frozenset(_list(folder / "particles.txt"))
        self.rank: dict[str, int] = {word: rank for rank, word in enumerate(_list(folder / "words.txt"), start=1)}

    def knows(self, word: str) -> bool:
        return word in self.rank or word in self.long_forms or word in self.particles or word in self.function_words


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(LEXICON)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n") for line in lines if line.strip() and not line.startswith("#"))


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        left, right = line.split("\t")
        yield left, right


def _list(path: Path) -> Iterator[str]:
    for line in _lines(path):
        yield from line.split()


def _formal_words(text: str) -> list[str]:
    """Formal words of a text, abbreviations still short; particles are kept only when there is nothing else."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    plain = unicodedata.normalize("NFKC", plain).lower()
    plain = _UNTIL.sub("sampai dengan", _APOSTROPHE.sub("", plain))
    words = [formal for word in _TOKEN.findall(plain) for formal in _formal(word)]
    particles = _lexicon().particles
    return [word for word in words if word not in particles] or words


@lru_cache(maxsize=1 << 17)
def _formal(word: str) -> Words:
    """The formal words for one typed word: its own fixed point, or the word as it is."""
    words = _one_step(word)
    for _ in range(3):
        again = tuple(formal for each in words for formal in _one_step(each))
        if again == words:
            return words
        words = again
    return (word,)


def _one_step(word: str) -> Words:
    lexicon = _lexicon()
    if found := lexicon.spellings.get(word):
        return found
    if not word.isalpha():
        return _compound(word)
    if lexicon.rank.get(word, 1 << 30) < 5000 or not word.isascii() or word in lexicon.long_forms:
        return (word,)
    if (lengthened := _without_long_letters(word)) != word:
        return _one_step(lengthened)
    if clitic := _CLITIC.fullmatch(word):
        base, ending = clitic.groups()
        formal = lexicon.spellings.get(base, ())
        ending = {"ny": "nya", "x": "nya"}.get(ending, ending)
        if len(formal) == 1 and not lexicon.knows(word):
            return (formal[0] + ending,)
        if not lexicon.knows(word) and base in lexicon.rank and len(base) > 3:
            return (base + ending,)
    return (_commonest(word, (*_formal_verbs(word), *_formal_vowels(word))),)


def _compound(word: str) -> Words:
    """Words with a hyphen (each side by itself) and reduplication by a figure (`org2`, `anak2nya`)."""
    if "-" in word:
        sides = [_one_step(side) if len(side) > 1 else (side,) for side in word.split("-")]
        if all(len(side) == 1 for side in sides):
            return ("-".join(side[0] for side in sides),)
        return tuple(each for side in sides for each in side)
    if twice := _TWICE.fullmatch(word):
        base, ending = twice.group(1), twice.group(2) or ""
        formal = _one_step(base)
        if len(formal) == 1 and (len(base) > 2 or formal[0] != base):
            return (f"{formal[0]}-{formal[0]}{'nya' if ending == 'ny' else ending}",)
    return (word,)


def _without_long_letters(word: str) -> str:
    """`bangeeet` -> `banget`; a letter typed twice is taken as one only when that gives a word we know."""
    lexicon = _lexicon()
    if _ROMAN.fullmatch(word):
        return word
    short = _LONG.sub(r"\1", word)
    once = _DOUBLE.sub(r"\1", short)
    if once != short and not lexicon.knows(short) and (once in lexicon.spellings or lexicon.knows(once)):
        return once
    return short


def _commonest(word: str, candidates: tuple[str, ...]) -> str:
    """The commonest known candidate, if it is much commoner than the word as it stands."""
    rank = _lexicon().rank
    best = min(candidates, key=lambda each: rank.get(each, 1 << 30), default=word)
    return best if rank.get(best, 1 << 30) * _COMMONER < rank.get(word, 1 << 30) else word


def _formal_vowels(word: str) -> Iterator[str]:
    """Formal spellings of spoken last syllables: `cepet` -> `cepat`, `telor` -> `telur`, `rame` -> `ramai`."""
    if len(word) < 5:
        return
    place = max(word.rfind("e"), word.rfind("o"))
    if place >= len(word) - 3 and place > 0:
        yield word[:place] + {"e": "a", "o": "u"}[word[place]] + word[place + 1 :]
    if word.endswith("e"):
        yield word[:-1] + "ai"


def _formal_verbs(word: str) -> Iterator[str]:
    """Formal verbs for spoken ones: `nge-`, `ng-`, `ny-`, `n-`, `m-` for `me-`, and `-in` for `-kan` or `-i`."""
    stem, endings = word, ("",)
    if word.endswith("in") and len(word) > 4:
        stem, endings = word[:-2], ("i", "kan", "")
    elif not word.startswith(("ng", "ny", "n", "m")):
        return
    for ending in endings:
        for spoken in (stem, *_formal_vowels(stem)):
            for verb in _active(spoken, whole=ending != "" or stem != word):
                yield verb + ending


def _active(spoken: str, *, whole: bool) -> Iterator[str]:
    """`me-` verbs (without ending) behind a spoken one; `whole`: the word may also be a bare root or a passive."""
    if spoken.startswith("nge"):
        yield _with_me(spoken[3:])
    if spoken.startswith("ng"):
        rest = spoken[2:]
        yield from ("meng" + rest, "mengh" + rest, _with_me(rest))
    elif spoken.startswith("ny"):
        yield from ("meny" + spoken[2:], "menc" + spoken[2:], "menj" + spoken[2:])
    elif spoken.startswith(("n", "m")):
        yield "me" + spoken
    if whole:
        if spoken.startswith(("di", "ke", "ter")):
            yield spoken
        yield _with_me(spoken)


def _with_me(root: str) -> str:
    """`me-` before a root, with the change of its first letter."""
    first, rest = root[:1], root[1:]
    melted = {"p": "mem" + rest, "t": "men" + rest, "s": "meny" + rest, "k": "meng" + rest}
    if first in melted:
        return melted[first]
    if first in {"b", "f", "v"}:
        return "mem" + root
    if first in {"d", "c", "j", "z"}:
        return "men" + root
    return ("meng" if first in {"a", "i", "u", "e", "o", "g", "h"} else "me") + root


def _short_forms(words: list[str]) -> Iterator[str]:
    """The abbreviation of every long form in the words."""
    lexicon = _lexicon()
    for place, word in enumerate(words):
        for long in lexicon.short_forms_from.get(word, ()):
            if tuple(words[place : place + len(long)]) == long:
                yield lexicon.short_forms[long]
                break


@cache
def _stemmer() -> StemmerFactory:
    return StemmerFactory().create_stemmer(isDev=True)


@lru_cache(maxsize=1 << 18)
def _stems(word: str) -> Words:
    """Stems of one word: one for a reduplication (`orang-orang`), each side's for another compound."""
    lexicon = _lexicon()
    if word in lexicon.long_forms:
        return (lexicon.short_forms[lexicon.long_forms[word]],)
    sides = [_stem(side) for side in word.split("-")]
    return tuple(dict.fromkeys(sides))


def _stem(word: str) -> str:
    return _stemmer().stem(word) or word if word.isascii() and word.isalpha() else word
