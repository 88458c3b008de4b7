"""ASKED BACK: a question of nothing but an article's number, or a law's name, is asked back: which of these notes?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.citation import Article, Citation, asked_beside, document_place
from indexer.cited_numbers import ARTICLE, CHAPTER, LAST, NO_NUMBERS, in_roman, with_figures
from indexer.held_articles import Gap, law_meant, numbers_held, order_of
from indexer.held_texts import Text, texts_meant
from indexer.law_names import BY_KIND, NEWNESS
from knowledge_base.note import Note
from knowledge_base.regulations import in_short_forms

OWN_FIRST = "i"
"""The number of the first article of an act that changes another."""


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
    same.sort(key=lambda each: order_of(each[0].number), reverse=True)  # so that the first of each law is left
    return tuple({article.law: note for article, note in same}.values())


def law_alone(question: str, notes: Sequence[Note]) -> tuple[tuple[Note, ...], Gap] | None:
    """The notes of the articles of a law, in order, and which are held, if a question says no more than its name."""
    citation = _only_named(question)
    if citation is None:
        return None
    held = {article: note for note in reversed(notes) if (article := Article.of_note(note))}
    law = [each for each in law_meant(citation, list(held)) if not each.explains]
    first = {each.number: held[each] for each in law}
    shown = tuple(first[number] for number in numbers_held(law))
    if OWN_FIRST in first:  # an act that changes another: what it says itself stands before what it quotes
        own = (note for number, note in first.items() if number not in NO_NUMBERS)
        shown = tuple(sorted(own, key=document_place))
    return (shown, Gap.of_law(shown[0], law)) if shown else None


def text_alone(question: str, notes: Sequence[Note]) -> tuple[Text, ...]:
    """The text, or those that may be meant, of a regulation without articles, if no more than its name is said."""
    return texts_meant(question, notes) if _only_named(question) else ()


def _only_named(question: str) -> Citation | None:
    """What a question cites that says no more than a law's name; None of any other."""
    citation = Citation.in_question(question)
    if citation is None or citation.articles:
        return None
    plain = with_figures(question)
    more = CHAPTER.search(plain) or LAST.search(plain) or asked_beside(question) - NEWNESS
    return None if more else citation
