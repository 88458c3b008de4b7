"""One spoken or hastily typed word -> its formal words, by the table of spellings and by rules.

A rule may only turn a word into a known one that is much commoner, so names and new words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.lexicon import UNRANKED, Words, lexicon

_TWICE = re.compile(r"([a-z]{2,})2(nya|ny|an|kan|in|i|ku|mu)?")
_LONG = re.compile(r"([a-z])\1{2,}")
_DOUBLE = re.compile(r"([a-z])\1")
_ROMAN = re.compile(r"[ivxlcdm]+|w+")
_CLITIC = re.compile(r"(.{2,}?)(nya|ny|lah|kah|pun|ku|mu|x)")
# A rule's result must be this many times commoner than the word as typed, or it is left alone.
_COMMONER = 3
# Words of a better rank are never touched by a rule.
SURE = 5_000


@lru_cache(maxsize=1 << 17)
def formal(word: str) -> Words:
    """The formal words for a lower-case one. Each of them is its own formal word, so a second pass changes nothing."""
    words = _one_step(word)
    for _ in range(3):
        again = tuple(each for earlier in words for each in _one_step(earlier))
        if again == words:
            return words
        words = again
    return (word,)


def _one_step(word: str) -> Words:
    tables = lexicon()
    if found := tables.spellings.get(word):
        return found
    if not word.isalpha():
        return _compound(word)
    if not word.isascii() or word in tables.long_forms or tables.rank.get(word, UNRANKED) < SURE:
        return (word,)
    if (shorter := _without_long_letters(word)) != word:
        return _one_step(shorter)
    return (_with_clitic(word) or _commonest(word, (*_formal_verbs(word), *_formal_vowels(word))),)


def _with_clitic(word: str) -> str:
    """`hrsnya` -> `harusnya`, `petugasny` -> `petugasnya`; empty when the word is known or has no known base."""
    tables = lexicon()
    found = _CLITIC.fullmatch(word)
    if not found or tables.knows(word):
        return ""
    base, ending = found.groups()
    formal = tables.spellings.get(base, (base,) if len(base) > 3 and base in tables.rank else ())
    return formal[0] + {"ny": "nya", "x": "nya"}.get(ending, ending) if len(formal) == 1 else ""


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
    tables = lexicon()
    if _ROMAN.fullmatch(word):
        return word
    short = _LONG.sub(r"\1", word)
    once = _DOUBLE.sub(r"\1", short)
    if once != short and not tables.knows(short) and (once in tables.spellings or tables.knows(once)):
        return once
    return short


def _commonest(word: str, candidates: tuple[str, ...]) -> str:
    """The commonest known candidate, if it is much commoner than the word as it stands."""
    rank = lexicon().rank
    best = min(candidates, key=lambda each: rank.get(each, UNRANKED), default=word)
    return best if rank.get(best, UNRANKED) * _COMMONER < rank.get(word, UNRANKED) else word


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
    stem = word
    endings: Words = ("",)
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
