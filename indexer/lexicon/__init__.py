"""The tables of Indonesian that the language layer reads, written by us; the files stand beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]

FOLDER = Path(__file__).parent
THESAURUS = FOLDER / "thesaurus.tsv"
WORDS = FOLDER / "words.txt"
UNRANKED = 1 << 30


class Lexicon:
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
        self.english = frozenset(_list(folder / "english.txt"))
        known = chain(_list(folder / "words.txt"), _list(folder / "more_words.txt"))
        self.rank: dict[str, int] = {word: rank for rank, word in enumerate(known, start=1)}

    def knows(self, word: str) -> bool:
        """Whether any table but the informal spellings has the word."""
        return word in self.rank or word in self.long_forms or word in self.particles or word in self.function_words


@cache
def lexicon() -> Lexicon:
    """The tables that ship with Prima."""
    return Lexicon(FOLDER)


@cache
def outside_questions() -> tuple[str, ...]:
    """Questions that people ask and that no note of ours answers, so that what is near them is not taken for one."""
    return tuple(_lines(FOLDER / "outside.txt"))


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
