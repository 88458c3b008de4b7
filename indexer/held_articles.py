"""HELD ARTICLES: what the notes lack of the article that a question cites, where they hold others of its law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from indexer.citation import ARTICLE, LAST, Article, Citation, with_figures
from indexer.language import terms
from indexer.lexicon import lexicon
from indexer.spoken_law import PART
from knowledge_base.note import Note

Lack = Literal["missing", "beyond", "only_explained", "unexplained", "of_several"]
"""No note holds the article; nor can any, for it is behind the last of a whole law; only its explanation is held; its
explanation was asked for, and the law's explanation has none of it; no law was named, and several have such an article.
"""
ONLY_ASKS = lexicon().function_words | frozenset(
    terms("pasal isi bunyi teks kata atur tanya tolong minta lihat tampil jelas")
)
"""Words that say no more of an article than its number does."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking of Pasal `number` of a law ("UU 5/2014"), of which Pasal `first` to `last` are held.

    Where the law is `of_several`, it is one of those that may be meant.
    """

    lack: Lack
    law: str
    number: str
    first: str
    last: str

    @classmethod
    def of_several(cls, note: Note) -> Self:
        """That of an article that several laws have, such as the one that a note holds."""
        article = Article.of_note(note)
        name, number = (article.name, article.number.upper()) if article else ("", "")
        return cls("of_several", name, number, number, number)

    @property
    def nowhere(self) -> bool:
        """Whether no note holds the article or its explanation."""
        return self.lack in {"missing", "beyond"}


def gap_of(question: str, articles: Sequence[Article]) -> Gap | None:
    """What the notes lack of the article that a question cites; None if nothing, or if they hold none of its law."""
    citation = Citation.in_question(question)
    if citation is None or not citation.articles:
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
    law = _law(citation, articles) if citation else []
    numbers = _numbers(law)
    return LAST.sub(f"Pasal {numbers[-1].upper()}", question) if numbers else question


def without_law(question: str, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes, one of each law, that a question of nothing but an article's number may mean."""
    plain = PART.sub(" ", with_figures(question))
    cited = ARTICLE.search(plain)
    if cited is None or Citation.in_question(question) or set(terms(ARTICLE.sub("pasal", plain))) - ONLY_ASKS:
        return ()
    number = re.sub(r"\s", "", cited["number"]).casefold()
    held = ((Article.of_note(note), note) for note in notes)
    same = [(article, note) for article, note in held if article and article.number == number and not article.explains]
    return tuple({article.law: note for article, note in reversed(same)}.values())


def _without(citation: Citation, articles: Sequence[Article]) -> Gap | None:
    """The gap where no note holds the article."""
    law, number = _law(citation, articles), citation.articles[0]
    numbers = _numbers(law)
    if not numbers:
        return None
    whole = numbers[0] == "1"  # of an act that changes another, or of a note or two, the end is not known
    return _gap("beyond" if whole and _order(number) > _order(numbers[-1]) else "missing", law, number)


def _law(citation: Citation, articles: Sequence[Article]) -> list[Article]:
    """The articles of the law that fits a citation best."""
    fits = [(fit, article.law) for article in articles if (fit := citation.law_of(article)) is not None]
    law = min(fits, key=lambda each: each[0])[1] if fits else None
    return [article for article in articles if article.law == law]


def _gap(lack: Lack, law: Sequence[Article], number: str) -> Gap:
    numbers = [each.upper() for each in _numbers(law)] or [""]
    return Gap(lack, law[0].name, number.upper(), numbers[0], numbers[-1])


def _numbers(law: Sequence[Article]) -> list[str]:
    """The numbers of the articles whose text is held, in order; not the Roman ones of an act that changes another."""
    return sorted({each.number for each in law if each.number[:1].isdecimal() and not each.explains}, key=_order)


def _order(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else 0, number.lstrip("0123456789")
