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
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from indexer.lexicon import Words, lexicon
from indexer.lexicon.spoken import formal

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`ʼ](?=\w)")
_UNTIL = re.compile(r"\bs\s?/\s?d\b|\bs\.\s?d\.")
_ACCENTS = re.compile("[\u0300-\u036f]")
STEMS_KEPT = 1 << 18
"""Words whose stems are kept in memory: strangers may type ever new ones."""


def normalise(text: str) -> str:
    """The formal, lower-case form of a text, for the encoder: words apart by one space, no punctuation.

    Chat spellings are made formal, particles dropped, abbreviations of the field written out. Applying it twice
    changes nothing, and a text with a letter or digit in it never becomes empty.
    """
    long_forms = lexicon().long_forms
    out: list[str] = []
    words = _formal_words(text)
    for place, word in enumerate(words):
        spelled_out = long_forms.get(word)
        if spelled_out is None:
            out.append(word)
            continue
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
    words = _formal_words(text)
    stems = [each for word in _content(words) for each in _stems(word)]
    return stems + list(_short_forms(words))


def content_words(text: str) -> list[str]:
    """The formal words of a text without function and question words, unless there is nothing else; not yet stemmed."""
    return _content(_formal_words(text))


def chat_share(text: str) -> float:
    """The share of a text's words in chat spelling, particles among them: half of "gmn caranya sih, Bu"; 0 to 1."""
    typed = _TOKEN.findall(_plain(text))
    particles = lexicon().particles
    return sum(word in particles or formal(word) != (word,) for word in typed) / max(len(typed), 1)


def has_content(text: str) -> bool:
    """Whether a text has a word besides function and question words: "maksudnya apa?" has none."""
    return not lexicon().function_words.issuperset(_formal_words(text))


def _content(words: list[str]) -> list[str]:
    return [word for word in words if word not in lexicon().function_words] or words


def _formal_words(text: str) -> list[str]:
    """Formal words of a text, abbreviations still short; particles are kept only when there is nothing else."""
    words = [each for word in _TOKEN.findall(_plain(text)) for each in formal(word)]
    particles = lexicon().particles
    return [word for word in words if word not in particles] or words


def _plain(text: str) -> str:
    """A text in lower case, without accents and apostrophes."""
    plain = text.lower()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
        plain = unicodedata.normalize("NFKC", plain).lower()
    return _UNTIL.sub("sampai dengan", _APOSTROPHE.sub("", plain))


def _short_forms(words: list[str]) -> Iterator[str]:
    """The abbreviation of every long form in the words."""
    tables = lexicon()
    for place, word in enumerate(words):
        for long in tables.short_forms_from.get(word, ()):
            if tuple(words[place : place + len(long)]) == long:
                yield tables.short_forms[long]
                break


@cache
def _stemmer() -> Stemmer:
    return Stemmer(ArrayDictionary(StemmerFactory().get_words()))


@lru_cache(maxsize=STEMS_KEPT)
def _stems(word: str) -> Words:
    """Stems of one word: one for a reduplication (`orang-orang`), each side's for another compound."""
    tables = lexicon()
    if word in tables.long_forms:
        return (tables.short_forms[tables.long_forms[word]],)
    sides = [stem(side) for side in word.split("-")]
    return tuple(dict.fromkeys(sides))


def stem(word: str) -> str:
    """Sastrawi's stem (Nazief and Adriani's rules). Its code is MIT, its root words come from Kateglo (CC BY-NC-SA)."""
    if not (word.isascii() and word.isalpha()):
        return word
    known = _known_stems.get(word)
    if known is None:
        known = str(_stemmer().stem(word)) or word
        if len(_known_stems) < STEMS_KEPT:
            _known_stems[word] = known
    return known


_known_stems: dict[str, str] = {}


def known_stems() -> dict[str, str]:
    """The stem of each word that was stemmed so far."""
    return dict(_known_stems)


def remember_stems(stems: Mapping[str, str]) -> None:
    """Takes over stems that were found before, by the same version: finding one takes a tenth of a millisecond."""
    _known_stems.update(stems)
