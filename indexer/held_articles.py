"""HELD ARTICLES: what the notes lack of the article that a question cites, where they hold others of its law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from indexer.citation import Article, Citation, asked_beside
from indexer.cited_numbers import ARTICLE, CHAPTER, LAST, in_roman, with_figures
from indexer.law_names import BY_KIND, in_capitals, spoken_name
from knowledge_base.note import Note
from knowledge_base.regulations import Regulation, in_short_forms

Lack = Literal[
    "missing",  # no note holds the article
    "beyond",  # nor can any, for it is behind the last of a whole law
    "only_explained",  # only its explanation is held
    "unexplained",  # its explanation was asked for, and the law's explanation has none of it
    "of_several",  # no law was named, and several have such an article or Bab
    "no_law",  # no note holds any article of the law
    "no_part",  # the article has no such ayat, letter or number
    "chapter",  # nothing: a Bab was asked for, of which the first article is shown
    "no_chapter",  # no note holds an article of the Bab
    "beyond_chapters",  # nor can any, for it is behind the last of a whole law
]
NOWHERE = frozenset(("missing", "beyond", "no_law", "no_chapter", "beyond_chapters"))
BEYOND = frozenset(("beyond", "beyond_chapters"))


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking of Pasal or Bab `number` of a law ("UU 5/2014"), of which those `first` to `last` are held.

    Where the law is `of_several`, it is one of those that may be meant. `words` are the title of a Bab that is held,
    the part that an article does not have, or what there is several times.
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
    if not law_meant(citation, articles):
        return _without_law(question, citation)
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


def several_meant(question: str, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes, one of each law, that a question of nothing but an article's or a Bab's number may mean.

    It names no law, or by words that several laws have in common.
    """
    plain = with_figures(question)
    cited, chapter = ARTICLE.search(plain), CHAPTER.search(plain)
    citation = Citation.in_question(question)
    if not (cited or chapter) or (citation and citation.laws) or asked_beside(question):
        return ()
    kind = BY_KIND.search(in_short_forms(plain))
    held = [
        (article, note)
        for note in notes
        if (article := Article.of_note(note)) and not article.explains and (not kind or article.law.kind == kind[1])
    ]
    if citation:
        fits = {article.law: citation.law_of(article) for article, _ in held}
        best = min((each for each in fits.values() if each is not None), default=0)
        held = [(article, note) for article, note in held if fits[article.law] == best]
    number = re.sub(r"\s", "", cited["number"]).casefold() if cited else ""
    roman = in_roman(chapter["number"]) if chapter else ""
    same = [each for each in reversed(held) if (each[0].number == number if cited else each[0].chapter == roman)]
    same.sort(key=lambda each: _order(each[0].number), reverse=True)  # so that the first of each law is left
    return tuple({article.law: note for article, note in same}.values())


def _without_law(question: str, citation: Citation) -> Gap | None:
    """The gap where no note holds any of the law: if no more is asked than that law, or a part of it."""
    cites = citation.articles or CHAPTER.search(with_figures(question))
    if not cites and asked_beside(question):
        return None
    name = _written(citation.laws[0]) if citation.laws else spoken_name(question)
    return Gap("no_law", name, "", "", "") if name else None


def _written(law: Regulation) -> str:
    return f"{in_capitals(law.kind)} {law.number}/{law.year}"


def _without(citation: Citation, articles: Sequence[Article]) -> Gap | None:
    """The gap where no note holds the article."""
    law, number = law_meant(citation, articles), citation.articles[0]
    numbers = numbers_held(law)
    if not numbers:
        return None
    whole = numbers[0] == "1"  # of an act that changes another, or of a note or two, the end is not known
    return _gap("beyond" if whole and _order(number) > _order(numbers[-1]) else "missing", law, number)


def law_meant(citation: Citation, articles: Sequence[Article]) -> list[Article]:
    """The articles of the law that fits a citation best."""
    fits = [(fit, article.law) for article in articles if (fit := citation.law_of(article)) is not None]
    law = min(fits, key=lambda each: each[0])[1] if fits else None
    return [article for article in articles if article.law == law]


def _gap(lack: Lack, law: Sequence[Article], number: str) -> Gap:
    numbers = [each.upper() for each in numbers_held(law)] or [""]
    return Gap(lack, law[0].name, number.upper(), numbers[0], numbers[-1])


def numbers_held(law: Sequence[Article]) -> list[str]:
    """The numbers of the articles whose text is held, in order; not the Roman ones of an act that changes another."""
    return sorted({each.number for each in law if each.number[:1].isdecimal() and not each.explains}, key=_order)


def _order(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else 0, number.lstrip("0123456789")
