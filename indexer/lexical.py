"""BM25 over tantivy, fed with Prima's own terms. The only importer of tantivy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from knowledge_base.errors import UnusableIndexError

FIELD = "terms"
NUMBER = "number"
HEAP_BYTES = 64_000_000
K1 = 1.2  # tantivy's constant of BM25


class LexicalIndex:
    """Texts numbered from 0, as their terms, and the search among them."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.weight = lru_cache(maxsize=65_536)(self._weight)

    @classmethod
    def write(cls, folder: Path, texts: Iterable[Sequence[str]]) -> None:
        """Writes an index of texts, given as their terms, into a new folder."""
        folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field(FIELD, tokenizer_name="whitespace", index_option="freq")
        schema.add_integer_field(NUMBER, fast=True)
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(HEAP_BYTES, num_threads=1)
        for number, terms in enumerate(texts):
            writer.add_document(tantivy.Document(**{FIELD: " ".join(terms), NUMBER: number}))
        writer.commit()
        writer.wait_merging_threads()

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """The index that `write` wrote; raises UnusableIndexError when it is damaged or missing."""
        try:
            index = cls(tantivy.Index.open(str(folder)))
            index.weight("")  # tantivy opens some of its files at the first question only
        except ValueError as error:  # what tantivy raises for a missing, cut or foreign folder
            raise UnusableIndexError(f"{folder.name} cannot be read: {error}") from error
        return index

    def search(self, terms: Sequence[str], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
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

    def information(self, terms: Iterable[str]) -> float:
        """The summed weight of those terms that stand in some text."""
        return sum(self.weight(term) for term in set(terms) if self._searcher.doc_freq(FIELD, term))

    def unknown_share(self, terms: Iterable[str]) -> float:
        """The share of the terms' weight that stands in no text: 0 when all are known, 1 when none is."""
        weights = {term: self.weight(term) for term in terms}
        total = sum(weights.values())
        unknown = sum(weight for term, weight in weights.items() if not self._searcher.doc_freq(FIELD, term))
        return unknown / total if total else 0.0

    def _weight(self, term: str) -> float:
        """BM25's inverse document frequency (Robertson and Zaragoza 2009, as tantivy computes it)."""
        frequency = self._searcher.doc_freq(FIELD, term)
        return math.log(1 + (self._searcher.num_docs - frequency + 0.5) / (frequency + 0.5))
