"""Typing slips in questions, mended against the words that the notes use: `pengduan` -> `pengaduan`.

Only a word that neither the notes nor the language know is touched, so a right word never becomes a wrong one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer import language
from indexer.lexicon import lexicon
from knowledge_base.errors import UnusableIndexError

SHORTEST = 4
"""Letters; a shorter word has too many neighbours."""
ONE_SLIP_UP_TO = 5
"""Letters up to which a word may differ in one place; longer ones in two."""
SKELETON_SHORTEST = 4
VOWELS = str.maketrans("", "", "aeiou")
COMMON_WORTH = 0.12
"""What a word ten times commoner is worth, in slips: enough to choose among equals, never to outweigh a slip."""
FAR_COMMONER = 20
"""Times that a word is met, for once that one slip of it is."""
COMMON_RANK = 20_000
"""Words of the language up to this rank may be meant although no note uses them,"""
FOREIGN = 0.3
"""at this cost, in slips."""
LETTER_TOO_MANY = 0.25
"""What a typed letter costs that is not in the word: fast fingers leave letters out more often than they add some."""
JOINED_SHORTEST = 3
POSSESSIVE = "nya"
"""Stands behind any noun, so that many a word with it stands in no note."""
ENGLISH_FROM = 2
"""English function words from which a question is English, whose words are no slips in Indonesian ones."""


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word of the texts occurs, in normal form."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for part in language.normalise(text).split() for word in part.split("-") if word.isalpha())
    return counts


def without_slips(asked: Counter[str], told: Counter[str]) -> Counter[str]:
    """The words of question lines and of passages, without slips that stand in question lines alone.

    Those lines are written as people type. A slip is unknown to the language and one slip from a far commoner word.
    """
    counts = asked + told
    common = [word for word, count in counts.items() if len(word) >= ONE_SLIP_UP_TO and count >= FAR_COMMONER]
    doubtful = [word for word in asked if len(word) >= ONE_SLIP_UP_TO and word not in told and not is_word(word)]
    slips = {word for word in doubtful if _is_slip_of(word, common, counts)}
    return Counter({word: count for word, count in counts.items() if word not in slips})


def _holds(word: str, letters: str) -> bool:
    """Whether a word has these letters in this order: nothing was typed that is not in it."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _is_slip_of(word: str, common: list[str], counts: Counter[str]) -> bool:
    near = process.extract(word, common, scorer=OSA.distance, score_cutoff=1, limit=None)
    return any(counts[found] >= FAR_COMMONER * counts[word] for found, _, _ in near)


def is_word(word: str) -> bool:
    """Whether the language has a word, or its stem."""
    return lexicon().knows(word) or language.terms(word) != [word]


def write_words(file: Path, counts: Counter[str]) -> None:
    """Writes a vocabulary, commonest first."""
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    file.write_text("".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")


def read_words(file: Path) -> Counter[str]:
    """The vocabulary that `write_words` wrote; raises UnusableIndexError."""
    try:
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        return Counter({word: int(count) for word, count in rows})
    except (OSError, ValueError) as error:
        raise UnusableIndexError(f"{file.name} cannot be read: {error}") from error


class Corrector:
    """Mends slips in questions. Safe to share between threads."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        tables = lexicon()
        # What a slip may have been meant to be, and what that costs: a word of the notes, a spelling of one, or
        # another common word, which is there so that a slip in it is not taken for a word of the notes.
        self._costs: dict[str, float] = {
            word: FOREIGN for word, rank in tables.rank.items() if rank <= COMMON_RANK and len(word) >= SHORTEST
        }
        self._costs |= {
            variant: 0.0
            for variant, formal in tables.spellings.items()
            if len(variant) >= SHORTEST and all(word in counts for word in formal)
        }
        own = [word for word, count in counts.items() if len(word) >= SHORTEST and count > 1]
        self._costs |= {word: -COMMON_WORTH * math.log10(counts[word]) for word in own}
        self._candidates = list(self._costs)
        self._skeletons: dict[str, str] = {}
        for word in sorted(own, key=lambda word: counts[word]):
            self._skeletons[word[0] + word[1:].translate(VOWELS)] = word  # the commonest comes last and stays
        self._mend = lru_cache(maxsize=1 << 14)(self._mended)

    def correct(self, text: str) -> str:
        """The text in normal form with its slips mended, or as it was typed when there are none to mend."""
        words = language.normalise(text).split()
        if len(lexicon().english & set(words)) >= ENGLISH_FROM:
            return text
        mended = ["-".join(self._mend(side) for side in word.split("-")) for word in words]
        return text if mended == words else " ".join(mended)

    def _mended(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha() or self._knows(word):
            return word
        return self._by_distance(word) or self._by_skeleton(word) or self._apart(word) or word

    def _knows(self, word: str) -> bool:
        """Whether the notes or the language have the word, or its stem."""
        return word in self.counts or is_word(word)

    def _by_distance(self, word: str) -> str:
        """The nearest word, within one slip or two; among equals the commonest in the notes."""
        slips = 1 if len(word) <= ONE_SLIP_UP_TO else 2
        rated = self._rated(word, "", slips)
        if word.endswith(POSSESSIVE) and len(word) > len(POSSESSIVE) + SHORTEST:
            rated += self._rated(word.removesuffix(POSSESSIVE), POSSESSIVE, slips)
        best = min(rated, default=(0.0, "", ""))[1:]
        return "".join(best) if self._costs.get(best[0]) != FOREIGN else word

    def _rated(self, word: str, suffix: str, slips: int) -> list[tuple[float, str, str]]:
        """Words within so many slips, with what each costs and the suffix that belongs behind it."""
        near = process.extract(word, self._candidates, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [
            (
                distance + self._costs[found] + (found[0] != word[0]) + LETTER_TOO_MANY * (not _holds(found, word)),
                found,
                suffix,
            )
            for found, distance, _ in near
        ]

    def _by_skeleton(self, word: str) -> str:
        """`tnggng` -> `tanggung`: a word typed without its vowels."""
        skeleton = word[0] + word[1:].translate(VOWELS)
        return self._skeletons.get(skeleton, "") if len(skeleton) >= SKELETON_SHORTEST else ""

    def _apart(self, word: str) -> str:
        """`suratkuasa` -> `surat kuasa`: two words of the notes typed as one, split where both are commonest."""
        borders = range(JOINED_SHORTEST, len(word) - JOINED_SHORTEST + 1)
        halves = [(word[:border], word[border:]) for border in borders]
        known = [(left, right) for left, right in halves if self.counts[left] > 1 and self.counts[right] > 1]
        best = max(known, key=lambda pair: min(self.counts[pair[0]], self.counts[pair[1]]), default=None)
        return " ".join(best) if best else ""
