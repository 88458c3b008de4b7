"""WORDING: which terms each of some texts has, and which of them stand side by side or near each other in it.

BM25 weighs a term by its rarity, so that one rare word of a question outweighs all the others. Beside it counts how
much of the question a text covers at all, each term alike, and whether neighbours in the question are neighbours there,
or at least near (the sequential dependence of Metzler and Croft 2005).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexer.index import read_array
from knowledge_base.errors import UnusableIndexError

Keys = NDArray[np.uint64]
NEAR_IN_NOTE, NEAR_IN_QUESTION = 3, 2
"""How many places apart two terms are near each other; a note says more between them."""
TEXT_BITS, LOWER = np.uint64(32), np.uint64(2**32 - 1)


def term_keys(terms: Iterable[str]) -> Keys:
    """A number below 2^32 for each distinct term, in no order; that two terms share one is left to chance."""
    return np.array([crc32(term.encode()) for term in set(terms)], dtype=np.uint64)


def pair_keys(terms: Sequence[str]) -> Keys:
    """The same for each distinct pair of neighbouring terms, whichever comes first."""
    return term_keys(" ".join(sorted(pair)) for pair in pairwise(terms))


def near_keys(terms: Sequence[str], within: int) -> Keys:
    """The same for each distinct pair of terms that stand at most `within` places apart; not those of `pair_keys`."""
    apart = range(1, within + 1)
    return term_keys(" ~ ".join(sorted(pair)) for places in apart for pair in zip(terms, terms[places:], strict=False))


def note_keys(terms: Sequence[str]) -> Keys:
    """All keys of a note."""
    return np.concatenate([term_keys(terms), pair_keys(terms), near_keys(terms, NEAR_IN_NOTE)])


class Wordings:
    """The keys of texts numbered from 0. `rows` are sorted: the key in the upper half, a text that has it below."""

    def __init__(self, rows: Keys, texts: int) -> None:
        self.rows = rows
        self._texts = texts

    @classmethod
    def of(cls, texts: Iterable[Keys]) -> Wordings:
        """The wordings of texts, given by their keys in order."""
        held = list(texts)
        numbers = np.repeat(np.arange(len(held), dtype=np.uint64), [len(keys) for keys in held])
        keys = np.concatenate(held) if held else np.empty(0, np.uint64)
        return cls(np.unique(keys << TEXT_BITS | numbers), len(held))

    def save(self, file: Path) -> None:
        """Writes the rows into a file that `load` reads."""
        np.save(file, self.rows, allow_pickle=False)

    @classmethod
    def load(cls, file: Path, texts: int) -> Wordings:
        """What `save` wrote for so many texts; raises UnusableIndexError when it is missing, damaged or of others."""
        rows = read_array(file)
        if rows.dtype != np.uint64 or rows.ndim != 1 or (rows & LOWER).max(initial=0) >= max(texts, 1):
            raise UnusableIndexError(f"{file.name} is not of {texts} texts")
        return cls(rows, texts)

    def shares(self, keys: Keys) -> NDArray[np.float64]:
        """The share of some keys that each text has, shape (texts,); 0 where there are no keys."""
        found = np.zeros(self._texts)
        first = keys << TEXT_BITS
        starts, ends = np.searchsorted(self.rows, first), np.searchsorted(self.rows, first | LOWER, side="right")
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            found[self.rows[start:end] & LOWER] += 1  # a text has a key once
        return found / max(len(keys), 1)
