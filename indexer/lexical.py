"""BM25 over tantivy, fed with Prima's own terms. The only importer of tantivy."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import tantivy
from numpy.typing import NDArray

from knowledge_base.errors import UnusableIndexError

FIELD = "terms"
NUMBER = "number"
HEAP_BYTES = 64_000_000
K1, B = 1.2, 0.75  # tantivy's constants of BM25
Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


class Lexical(Protocol):
    """Texts that are searched by their terms."""

    def search(self, terms: Sequence[str], k: int) -> tuple[Numbers, Scores]:
        """Numbers and BM25 scores of the k best texts, best first, equal scores by number; fewer if fewer match."""
        ...

    def knows(self, term: str) -> bool:
        """Whether some text has the term."""
        ...


class LexicalIndex:
    """Texts numbered from 0, as their terms, and the search among them."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.weight = lru_cache(maxsize=65_536)(self._weight)

    @classmethod
    def write(cls, folder: Path, texts: Iterable[Sequence[str]]) -> float:
        """Writes an index of texts, given as their terms, into a new folder; returns how many terms a text has."""
        folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field(FIELD, tokenizer_name="whitespace", index_option="freq")
        schema.add_integer_field(NUMBER, fast=True)
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(HEAP_BYTES, num_threads=1)
        count = total = 0
        for number, terms in enumerate(texts):
            writer.add_document(tantivy.Document(**{FIELD: " ".join(terms), NUMBER: number}))
            count, total = number + 1, total + len(terms)
        writer.commit()
        writer.wait_merging_threads()
        return total / count if count else 0.0

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """The index that `write` wrote; raises UnusableIndexError when it is damaged or missing."""
        try:
            index = cls(tantivy.Index.open(str(folder)))
            index.weight("")  # tantivy opens some of its files at the first question only
        except ValueError as error:  # what tantivy raises for a missing, cut or foreign folder
            raise UnusableIndexError(f"{folder.name} cannot be read: {error}") from error
        return index

    def search(self, terms: Sequence[str], k: int) -> tuple[Numbers, Scores]:
        """Numbers and BM25 scores of the k best texts, best first, equal scores by number; fewer if fewer match."""
        unique = list(dict.fromkeys(terms))
        if not unique or k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, FIELD, term, "freq")) for term in unique
        ]
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        numbers = np.array(self._searcher.fast_field_values(NUMBER, [at for _, at in hits]), dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        order = np.lexsort((numbers, -scores))
        return numbers[order], scores[order]

    def ceiling(self, terms: Iterable[str]) -> float:
        """The BM25 score that no text can exceed for these terms: every term, without end, in a text of no length."""
        return (K1 + 1) * sum(self.weight(term) for term in set(terms))

    def knows(self, term: str) -> bool:
        """Whether some text has the term."""
        return bool(self._searcher.doc_freq(FIELD, term))

    def _weight(self, term: str) -> float:
        """BM25's inverse document frequency (Robertson and Zaragoza 2009, as tantivy computes it)."""
        frequency = self._searcher.doc_freq(FIELD, term)
        return math.log(1 + (self._searcher.num_docs - frequency + 0.5) / (frequency + 0.5))


class FreshLexical:
    """A few texts in memory, scored as if they stood in a written index: by its weights and its average length."""

    def __init__(self, written: LexicalIndex, average: float, texts: Iterable[Sequence[str]]) -> None:
        self._written = written
        postings: dict[str, list[tuple[int, int]]] = {}
        lengths = []
        for number, terms in enumerate(texts):
            lengths.append(len(terms))
            for term, count in Counter(terms).items():
                postings.setdefault(term, []).append((number, count))
        self._postings = {term: np.array(rows, dtype=np.int64).T for term, rows in postings.items()}
        self._length = K1 * (1 - B + B * np.array(lengths, dtype=np.float64) / (average or 1.0))

    def search(self, terms: Sequence[str], k: int) -> tuple[Numbers, Scores]:
        """As LexicalIndex.search; BM25 as Robertson and Zaragoza (2009) give it."""
        scores = np.zeros(len(self._length))
        for term in set(terms) & self._postings.keys():
            numbers, counts = self._postings[term]
            scores[numbers] += self._written.weight(term) * (K1 + 1) * counts / (counts + self._length[numbers])
        found = np.flatnonzero(scores)
        best = found[np.lexsort((found, -scores[found]))][:k]
        return best, scores[best].astype(np.float32)

    def knows(self, term: str) -> bool:
        """Whether some text has the term."""
        return term in self._postings
