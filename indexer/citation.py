"""CITATION: "psl 34 uu pelayanan publik" names one article of one law; the note of that very article comes first.

The words of an article say little about its number, and a law's own articles cite one another, so what was learned for
questions in general finds neighbours. A citation is exact: where the notes hold the article, nothing else answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.cited_numbers import ARTICLE, NO_NUMBERS, forms_of, law_parts_in, numbers_of, with_figures, without_numbers
from indexer.law_names import ONLY_ASKS, fit, named_by_words, tokens, without_names, year_behind
from knowledge_base.note import Note, Source
from knowledge_base.regulations import HINT, NAMED, Regulation, in_short_forms, regulations_in

AHEAD = 3.0
"""Log-odds by which a cited article stands above what follows: the most that its confidence counts as a margin."""
APART = 30.0
"""Log-odds by which the articles that are not cited fall below: so far that none of them is even offered."""
ARTICLES_KEPT = 65_536
"""Notes of laws of which it is kept in memory which article they hold, some 500 bytes each."""
QUESTIONS_KEPT = 256
"""Questions of which it is kept what they cite: each is looked at at several steps on its way to an answer."""
OF_LAW = re.compile(
    r"(?P<label>(?:Penjelasan )?Pasal (?P<number>\w+)|Pembukaan|Pengundangan|Penjelasan Umum|Lampiran)\b"
    r"(?: angka \d+)?(?: \((?:mengubah|menyisipkan|menghapus) Pasal (?P<quoted>\w+))?"
)
"""What the source of a note from a law begins with; `quoted` is the article of another law that this one changes."""
CHAPTER_OF = re.compile(r"\(Bab (?P<number>[IVXL]+[A-D]?)(?: (?P<title>.*?))?(?:,? (?:Bagian|Paragraf) .*)?(?:\)|…|$)")
"""Where a note of an article names its Bab: in its source by number alone, in its title with the Bab's own."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a law that a note holds: its number ("12B"), whether it is the law's explanation of it.

    A part of a law that is no article, such as its preamble, has its name for a number ("pembukaan"), and is no
    explanation.
    """

    law: Regulation
    name: str  # the law's, without its subject: "UU 5/2014"
    about: tuple[str, ...]  # the words of the law's subject, in their normal form
    cites: frozenset[Regulation]  # the laws that the subject names: those that it carries out or changes
    number: str
    explains: bool
    chapter: str = ""  # "IV", of Bab IV
    chapter_title: str = field(default="", compare=False)  # a long one may be cut

    @classmethod
    def of_note(cls, note: Note) -> Self | None:
        """What a note holds, if both its title and its source say so."""
        return cls._of(note.title, note.sources[0]) if note.sources and OF_LAW.match(note.sources[0].part) else None

    @classmethod
    @lru_cache(ARTICLES_KEPT)
    def _of(cls, title: str, source: Source) -> Self | None:
        found, law = OF_LAW.match(source.part), next(regulations_in(source.name), None)
        if found is None or law is None or found["label"] not in title:
            return None
        name, _, subject = source.name.partition(" tentang ")
        cites = frozenset(regulations_in(subject))
        number = (found["quoted"] or found["number"] or found["label"]).casefold()
        explains = bool(found["number"]) and found["label"].startswith("Penjelasan")
        chapter, titled = CHAPTER_OF.search(source.part), CHAPTER_OF.search(title)
        return cls(
            law,
            name,
            about_of(source.name),
            cites,
            number,
            explains,
            chapter["number"] if chapter else "",
            (titled["title"] or "") if titled else "",
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """What a question cites: articles, the most often named first, of laws named by number or by words behind a kind.

    `wants_explanation`: it is the law's explanation of the article that is asked for.
    """

    articles: tuple[str, ...]
    wants_explanation: bool
    laws: tuple[Regulation, ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    @lru_cache(QUESTIONS_KEPT)
    def in_question(cls, question: str) -> Self | None:
        """What a question cites, or None if it names no law."""
        if not HINT.search(question) and not HINT.search(language.normalise(question)):
            return None
        laws, named = tuple(dict.fromkeys(regulations_in(question))), tuple(named_by_words(question))
        if not (laws or named):
            return None
        found = list(ARTICLE.finditer(with_figures(question)))
        counted = Counter(number for article in found for number in numbers_of(article))
        articles = dict.fromkeys(form for each, _ in counted.most_common() for form in forms_of(each))
        if not articles and not asked_beside(question):
            articles = dict.fromkeys(part.casefold() for part in law_parts_in(question))
        return cls(tuple(articles), any(article["about"] for article in found), laws, named)

    def place(self, article: Article) -> tuple[int, int, int] | None:
        """Where a note of this article stands, smaller first: its law, its number, text before explanation."""
        law = self.law_of(article) if article.number in self.articles else None
        if law is None:
            return None
        return law, self.articles.index(article.number), int(article.explains != self.wants_explanation)

    def rests_on(self, note: Note) -> bool:
        """Whether a note names a law that is cited among its sources."""
        of = [(law, about_of(each.name)) for each in note.sources for law in regulations_in(each.name)]
        return any(law in self.laws or (not self.laws and self._named(law, about)) for law, about in of)

    @property
    def is_exact(self) -> bool:
        """Whether a law is named by its number or its year, so that no other can be meant."""
        return bool(self.laws) or any(year_behind(words) for _, words in self.named)

    def law_of(self, article: Article) -> int | None:
        """How well the law fits, 0 being best; None if another law is meant."""
        best = self._named(article.law, article.about)
        if not self.laws:
            return -best if best else None
        if best > 1 and article.cites.intersection(self.laws):  # "PP pelaksanaan UU 25/2009"
            return -best
        return self.laws.index(article.law) if article.law in self.laws else None

    def _named(self, law: Regulation, about: tuple[str, ...]) -> int:
        """How many words say that a law is meant."""
        exactly = bool(self.articles) and not self.laws
        same = (words for kind, words in self.named if kind == law.kind)
        return max((fit(words, law, about, exactly=exactly) for words in same), default=0)


def about_of(source: str) -> tuple[str, ...]:
    """The words of a law's subject, in their normal form."""
    return tuple(tokens(in_short_forms(language.normalise(source.partition(" tentang ")[2]))))


def cites_article(question: str) -> bool:
    """Whether a question names an article and its law."""
    citation = Citation.in_question(question)
    return citation is not None and bool(citation.articles)


def spelled_out(question: str) -> str:
    """The question with "psl34" as "Pasal 34", as the notes have it."""
    return ARTICLE.sub(lambda found: f"{found['about'] or ''}Pasal {found['number']}", with_figures(question))


def cited_first(question: str, notes: Sequence[Note], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The notes' log-odds, shape (n,), those of cited articles above all others; as they are without a citation."""
    citation = Citation.in_question(question)
    return _lifted(citation, notes, values, _articles(notes)) if citation and citation.articles else values


def cited_only(question: str, notes: Sequence[Note], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same, with every other article far below where the law is known: no neighbour stands in for the one named.

    Of a question that names a law and no article, those are the articles of other laws.
    """
    citation = Citation.in_question(question)
    if citation is None:
        return values
    articles = _articles(notes)
    of_law = {row for row, article in articles.items() if citation.law_of(article) is not None}
    if not citation.articles:
        lifted, meant = values.copy(), of_law
    else:
        lifted = _lifted(citation, notes, values, articles)
        meant = {row for row in of_law if citation.place(articles[row]) is not None}
    if of_law or citation.articles or citation.is_exact:
        lifted[[row for row in articles if row not in meant]] -= APART
    return lifted


def _articles(notes: Sequence[Note]) -> dict[int, Article]:
    return {row: article for row, note in enumerate(notes) if (article := Article.of_note(note))}


def _lifted(
    citation: Citation, notes: Sequence[Note], values: NDArray[np.float64], articles: dict[int, Article]
) -> NDArray[np.float64]:
    places = {row: place for row, article in articles.items() if (place := citation.place(article)) is not None}
    order = sorted(places, key=lambda row: (places[row], _within(articles[row], notes[row], float(values[row]))))
    lifted = values.copy()
    for above, row in enumerate(reversed(order), 1):
        lifted[row] = values.max() + AHEAD * above
    return lifted


def _within(article: Article, note: Note, value: float) -> tuple[float, int, str]:
    """Sorts the notes of one article, the one that fits a question best first.

    Those of a part without a number, Lampiran I and II, stand as in the document: the question says no more than that.
    """
    return 0.0 if article.number in NO_NUMBERS else -value, *document_place(note)


def document_place(note: Note) -> tuple[int, str]:
    """Sorts the notes of one document as it numbers them."""
    return len(note.id), note.id


def beside(question: str) -> str:
    """What a question says beside the laws, articles and parts that it cites."""
    return without_names(NAMED.sub(" ", in_short_forms(without_numbers(question))))


def asked_beside(question: str) -> set[str]:
    """The terms of what a question says beside what it cites, without those that only ask for it."""
    return set(language.terms(f"pasal {beside(question)}")) - ONLY_ASKS
