"""CITATION: "psl 34 uu pelayanan publik" names one article of one law; the note of that very article comes first.

The words of an article say little about its number, and a law's own articles cite one another, so what was learned for
questions in general finds neighbours. A citation is exact: where the notes hold the article, nothing else answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from indexer import language
from indexer.amounts import NUMBER_WORDS, UNIT_WORDS, in_figures
from knowledge_base.note import Note, Source
from knowledge_base.regulations import HINT, NATIONAL, SILENT, Regulation, in_short_forms, regulations_in

AHEAD = 3.0
"""Log-odds by which a cited article stands above what follows: the most that its confidence counts as a margin."""
APART = 30.0
"""Log-odds by which the articles that are not cited fall below: so far that none of them is even offered."""
ARTICLE = re.compile(
    r"\b(?P<about>penjelasan\s+)?(?:pasal|psal|pasl|psl|ps)[\s.]*(?P<number>\d{1,4}(?:\s?[a-z](?!\.\s?d))?|(?<=[\s.])[ivx]{1,4})\b",
    re.IGNORECASE,
)
COUNTED = "|".join((*UNIT_WORDS.split(), "saksi"))
FURTHER = re.compile(
    r"\s*(?P<joint>,?\s*(?:&|dan|serta)|,|-|–|s\.?\s?d\.?|sampai(?: dengan)?|hingga)\s*"
    rf"(?P<number>\d{{1,4}}[a-z]?)\b(?!\s*(?:%|(?:{COUNTED})\b))",
    re.IGNORECASE,
)
"""Another number of "pasal 34, 35 dan 36" or "pasal 34 s.d. 36"; not that of "pasal 34 dan 2 saksi"."""
LONGEST_RANGE = 20
IN_WORDS = re.compile(
    rf"\b(pasal|psal|pasl|psl|ps)\s+(?:ya?n?g\s+)?(pertama\b|ke[\s-]?\d+|(?:ke[\s-]?)?(?:(?:{'|'.join(NUMBER_WORDS)})\s*)+)",
    re.IGNORECASE,
)
LAST = re.compile(r"\bpasal\s+(?:ya?n?g\s+)?(?:paling\s+)?(?:terakhir|akhir)(?:nya)?\b", re.IGNORECASE)
ARTICLES_KEPT = 65_536
"""Notes of laws of which it is kept in memory which article they hold, some 500 bytes each."""
QUESTIONS_KEPT = 256
"""Questions of which it is kept what they cite: each is looked at at several steps on its way to an answer."""
OF_LAW = re.compile(
    r"(?P<label>(?:Penjelasan )?Pasal (?P<number>\w+)|Pembukaan|Pengundangan|Penjelasan Umum|Lampiran)\b"
)
"""What the source of a note from a law begins with."""
REGIONAL = tuple(
    f"{kind} {issuer}" for kind in ("peraturan", "keputusan", "instruksi") for issuer in ("gubernur", "daerah")
)
BY_KIND = re.compile(rf"\b({'|'.join((*sorted(NATIONAL), *REGIONAL))})\b(.*)")
SKIPPED = SILENT | frozenset("tentang nomor nomer no tahun thn th itu yang".split())
"""Words between a law's kind and its subject that do not tell which law."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a law that a note holds: its number ("12B"), whether it is the law's explanation of it.

    A part of a law that is no article, such as its preamble, has no number: no citation of an article means it.
    """

    law: Regulation
    name: str  # the law's, without its subject: "UU 5/2014"
    about: tuple[str, ...]  # the words of the law's subject, in their normal form
    cites: frozenset[Regulation]  # the laws that the subject names: those that it carries out or changes
    number: str
    explains: bool

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
        number, explains = (found["number"] or "").casefold(), found["label"].startswith("Penjelasan")
        return cls(law, name, _words(subject), cites, number, explains)


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
        laws, named = tuple(dict.fromkeys(regulations_in(question))), tuple(_named_by_words(question))
        if not (laws or named):
            return None
        found = list(ARTICLE.finditer(with_figures(question)))
        counted = Counter(number for article in found for number in _numbers(article))
        articles = dict.fromkeys(form for each, _ in counted.most_common() for form in _forms(each))
        return cls(tuple(articles), any(article["about"] for article in found), laws, named)

    def place(self, article: Article) -> tuple[int, int, int] | None:
        """Where a note of this article stands, smaller first: its law, its number, text before explanation."""
        law = self.law_of(article) if article.number in self.articles else None
        if law is None:
            return None
        return law, self.articles.index(article.number), int(article.explains != self.wants_explanation)

    def law_of(self, article: Article) -> int | None:
        """How well the law fits, 0 being best; None if another law is meant."""
        fit = max(_fit(kind, words, article) for kind, words in self.named) if self.named else 0
        if not self.laws:
            return -fit if fit else None
        if fit > 1 and article.cites.intersection(self.laws):  # "PP pelaksanaan UU 25/2009"
            return -fit
        return self.laws.index(article.law) if article.law in self.laws else None


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
    if of_law or (citation.laws and citation.articles):
        lifted[[row for row in articles if row not in meant]] -= APART
    return lifted


def _articles(notes: Sequence[Note]) -> dict[int, Article]:
    return {row: article for row, note in enumerate(notes) if (article := Article.of_note(note))}


def _lifted(
    citation: Citation, notes: Sequence[Note], values: NDArray[np.float64], articles: dict[int, Article]
) -> NDArray[np.float64]:
    places = {row: place for row, article in articles.items() if (place := citation.place(article)) is not None}
    order = sorted(places, key=lambda row: (places[row], -values[row], notes[row].id))
    lifted = values.copy()
    for above, row in enumerate(reversed(order), 1):
        lifted[row] = values.max() + AHEAD * above
    return lifted


def with_figures(question: str) -> str:
    """The question with "pasal tiga puluh empat" as "pasal 34", "pasal pertama" as "pasal 1"."""
    return IN_WORDS.sub(lambda found: f"{found[1]} {_in_figures(found[2].lower())}", question)


def _in_figures(words: str) -> str:
    return "1" if words == "pertama" else in_figures(re.sub(r"^ke[\s-]?", "", words))


def _numbers(article: re.Match[str]) -> Iterable[str]:
    """The number of an article, and those behind it: "pasal 34, 35 dan 36"."""
    last, end = article["number"].casefold(), article.end()
    yield last
    while further := FURTHER.match(article.string, end):
        number = further["number"].casefold()
        if further["joint"].strip()[:1] not in {",", "&", "d"} and "serta" not in further["joint"]:
            yield from _between(last, number)
        yield number
        last, end = number, further.end()


def _between(first: str, last: str) -> Iterable[str]:
    """The numbers of "pasal 34 s.d. 36" that are not written; none of a range without end."""
    if first.isdecimal() and last.isdecimal() and int(last) - int(first) <= LONGEST_RANGE:
        yield from map(str, range(int(first) + 1, int(last)))


def _forms(number: str) -> Iterable[str]:
    """Pasal "12 b" is 12B or, where there is none, 12."""
    yield number.replace(" ", "")
    if " " in number:
        yield number.split(maxsplit=1)[0]


def _named_by_words(question: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each kind of law in a question with the words behind it; a number without a year is one of them."""
    for text in dict.fromkeys((question, language.normalise(question))):
        for part in ARTICLE.sub("\n", in_short_forms(text)).split("\n"):
            if found := BY_KIND.search(part):
                yield found[1], tuple(word for word in _tokens(found[2]) if word not in SKIPPED)


def _fit(kind: str, words: tuple[str, ...], article: Article) -> int:
    """How many words behind the kind of a law say which it is; 0 if it is another."""
    if not words or article.law.kind != kind:
        return 0
    if words[0] == article.law.number:
        return 1
    held = 0
    for word in words:
        if word not in article.about:
            break
        held += 1
    return held or int(words[0] == "".join(word[0] for word in article.about if word != "dan"))


def _words(subject: str) -> tuple[str, ...]:
    return tuple(_tokens(in_short_forms(language.normalise(subject))))


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
