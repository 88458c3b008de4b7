"""HELD ARTICLES: what the notes lack of the article that a question cites, where they hold others of its law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from indexer.citation import Article, Citation, asked_beside
from indexer.cited_numbers import ARTICLE, CHAPTER, LAST, NO_NUMBERS, roman_value, with_figures
from indexer.law_names import fit, in_capitals, spoken_name, year_behind
from knowledge_base.note import Note
from knowledge_base.regulations import Regulation

Lack = Literal[
    "missing",  # no note holds the article
    "beyond",  # nor can any, for it is behind the last of a whole law, or no number at all
    "before",  # nor can any, for it is before the first of a whole law
    "no_section",  # no note holds that part of the law, which has no number
    "only_explained",  # only its explanation is held
    "unexplained",  # its explanation was asked for, and the law's explanation has none of it
    "of_several",  # no law was named, and several have such an article or Bab
    "no_law",  # no note holds any article of the law
    "law",  # nothing: no more than the law was named, and its first articles are offered
    "text",  # nothing: no more than a regulation was named that has no articles, and its first note is shown
    "no_part",  # the article has no such ayat, letter or number
    "chapter",  # nothing: a Bab was asked for, of which the first article is shown
    "no_chapter",  # no note holds an article of the Bab
    "beyond_chapters",  # nor can any, for it is behind the last of a whole law
]
BEYOND = frozenset(("beyond", "before", "beyond_chapters"))
ROMAN = re.compile(r"[ivxl]+")
LONGEST_NAME = 4
"""Words, the kind among them, of a name that is said of a law that no note holds."""
NOWHERE = BEYOND | {"missing", "no_section", "no_law", "no_chapter"}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking of Pasal or Bab `number` of a law ("UU 5/2014"), of which those `first` to `last` are held.

    Of a text without articles `number` is how many notes it has.
    Where the law is `of_several`, it is one of those that may be meant. `words` are the title of a Bab or the subject
    of a law that is held, the part that is not there, or what there is several times.
    """

    lack: Lack
    law: str
    number: str
    first: str
    last: str
    words: str = ""

    @classmethod
    def of_several(cls, note: Note, question: str) -> Self:
        """That of an article or Bab that several laws have, such as the one that a note holds."""
        article = Article.of_note(note)
        name, number, chapter = (article.name, article.number.upper(), article.chapter) if article else ("", "", "")
        words = f"Pasal {number}" if ARTICLE.search(with_figures(question)) else f"Bab {chapter}"
        return cls("of_several", name, number, number, number, words)

    @classmethod
    def of_law(cls, note: Note, articles: Sequence[Article]) -> Self:
        """What is held of the law of a note, by its articles."""
        name, _, subject = note.sources[0].name.partition(" tentang ")
        numbers = _own_numbers(articles)
        return cls("law", name, numbers[-1], numbers[0], numbers[-1], subject)

    @property
    def nowhere(self) -> bool:
        """Whether no note holds what is cited."""
        return self.lack in NOWHERE

    @property
    def beyond(self) -> bool:
        """Whether no note ever will, since the law has none."""
        return self.lack in BEYOND


def gap_of(question: str, articles: Sequence[Article]) -> Gap | None:
    """What the notes lack of the article that a question cites, or of the law that it asks for; None if nothing."""
    citation = Citation.in_question(question)
    if citation is None:
        return None
    changed = _changed(citation, articles)
    if changed or not law_meant(citation, articles):
        return _without_law(question, citation, changed)
    if not citation.articles:
        return None
    held = [(place, row) for row, each in enumerate(articles) if (place := citation.place(each)) is not None]
    if not held:
        return _without(citation, articles)
    article = articles[min(held)[1]]
    lack: Lack = "only_explained" if article.explains else "unexplained"
    law = [each for each in articles if each.law == article.law]
    if citation.wants_explanation == article.explains or (
        lack == "unexplained" and not any(each.explains for each in law)
    ):
        return None
    return _gap(lack, law, article.number)


def with_last(question: str, articles: Sequence[Article]) -> str:
    """The question with "pasal terakhir" as the last article that is held of its law."""
    citation = Citation.in_question(question) if LAST.search(question) else None
    law = law_meant(citation, articles) if citation else []
    numbers = numbers_held(law)
    return LAST.sub(f"Pasal {numbers[-1].upper()}", question) if numbers else question


def _without_law(question: str, citation: Citation, changed: Regulation | None) -> Gap | None:
    """The gap where no note holds any of the law: if no more is asked than that law, or a part of it.

    Nobody knows where a name ends of which no note speaks: "uu pelayanan publik warga berhak apa" is more than a name.
    """
    cites = citation.articles or CHAPTER.search(with_figures(question))
    if not cites and asked_beside(question):
        return None
    law = changed or next(iter(citation.laws), None)
    name = _written(law) if law else spoken_name(question)
    if not cites and not law and len(name.split()) > LONGEST_NAME:
        return None
    return Gap("no_law", name, "", "", "") if name else None


def _changed(citation: Citation, articles: Sequence[Article]) -> Regulation | None:
    """The law whose name and year are cited, and of which only one that changes it is held, if there is one.

    "uu tipikor 1999" is the law that UU 20/2001 changes, and no other of that year with such a name.
    """
    dated = [(kind, words) for kind, words in citation.named if year_behind(words)]
    if citation.laws or not (dated and citation.articles):
        return None
    held = {each.law for each in articles}
    named = {(law, each.about) for each in articles for law in each.cites - held}
    meant = (
        law
        for law, about in sorted(named, key=str)
        for kind, words in dated
        if kind == law.kind and fit(words, law, about, exactly=True)
    )
    return next(meant, None)


def _written(law: Regulation) -> str:
    return f"{in_capitals(law.kind)} {law.number}/{law.year}"


def _without(citation: Citation, articles: Sequence[Article]) -> Gap | None:
    """The gap where no note holds the article."""
    law, number = law_meant(citation, articles), citation.articles[0]
    if number in NO_NUMBERS:
        return Gap("no_section", law[0].name, "", "", "", number.title())
    numbers = numbers_held(law)
    if not numbers:
        return None
    whole = numbers[0] == "1"  # of an act that changes another, or of a note or two, the end is not known
    if whole and number == "0":
        return _gap("before", law, number)
    beyond = whole and (order_of(number) > order_of(numbers[-1]) or number.startswith("-"))
    return _gap("beyond" if beyond else "missing", law, number)


def law_meant(citation: Citation, articles: Sequence[Article]) -> list[Article]:
    """The articles of the law that fits a citation best."""
    fits = [(fit, article.law) for article in articles if (fit := citation.law_of(article)) is not None]
    law = min(fits, key=lambda each: each[0])[1] if fits else None
    return [article for article in articles if article.law == law]


def _gap(lack: Lack, law: Sequence[Article], number: str) -> Gap:
    numbers = _own_numbers(law)
    return Gap(lack, law[0].name, number.upper(), numbers[0], numbers[-1])


def numbers_held(law: Sequence[Article]) -> list[str]:
    """The numbers of the articles whose text is held, in order; not the Roman ones of an act that changes another."""
    return sorted({each.number for each in law if each.number[:1].isdecimal() and not each.explains}, key=order_of)


def _own_numbers(law: Sequence[Article]) -> list[str]:
    """The numbers of a law's own articles, in order and as they are written; one empty number if there are none.

    Those of an act that changes another are Roman; the others that it holds are quoted from that one.
    """
    roman = {each.number.upper() for each in law if ROMAN.fullmatch(each.number) and not each.explains}
    return sorted(roman, key=roman_value) or [number.upper() for number in numbers_held(law)] or [""]


def order_of(number: str) -> tuple[int, str]:
    """What sorts the numbers of articles: 9, 12, 12A."""
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else 0, number.lstrip("0123456789")
