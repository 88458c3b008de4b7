"""CHAPTERS: a question for a Bab of a law, "bab iv uu 25/2009" or "ketentuan pidana uu pdp", means its articles."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.citation import Article, Citation, asked_beside
from indexer.cited_numbers import CHAPTER, in_roman, roman_value, with_figures
from indexer.held_articles import Gap, law_meant, numbers_held
from indexer.language import terms
from indexer.law_names import ONLY_ASKS

FIRST_CITED = 5
"""Articles of a Bab that are looked for: the first, which answers, and some to be read next."""


def with_chapter(question: str, articles: Sequence[Article]) -> tuple[str, Gap | None]:
    """The question for a Bab's first articles instead, and which it holds, or that no note holds it.

    The Bab is named by its number, or by its whole title and nothing else. Otherwise the question as it was.
    """
    citation = Citation.in_question(question)
    if citation is None or citation.articles:
        return question, None
    law = [each for each in law_meant(citation, articles) if not each.explains]
    if not law:
        return question, None
    cited = CHAPTER.search(with_figures(question))
    chapter = in_roman(cited["number"]) if cited else _titled(question, law)
    if not chapter:
        return question, None
    name = law[0].name
    inside = [each for each in law if each.chapter == chapter]
    numbers = [number.upper() for number in numbers_held(inside)]
    if not numbers:
        return question, _not_held(name, chapter, law)
    about = next((each.chapter_title for each in inside), "")
    cites = f"Pasal {', '.join(numbers[:FIRST_CITED])} {name}"
    return cites, Gap("chapter", name, chapter, numbers[0], numbers[-1], about)


def _titled(question: str, law: Sequence[Article]) -> str:
    """The Bab of which a question says the title and no more; empty if there is none."""
    said = asked_beside(question)
    titles = {each.chapter: set(terms(each.chapter_title)) - ONLY_ASKS for each in law if each.chapter_title}
    return next((chapter for chapter, words in titles.items() if said and words == said), "")


def _not_held(name: str, chapter: str, law: Sequence[Article]) -> Gap:
    held = sorted({each.chapter for each in law if each.chapter}, key=roman_value) or [""]
    beyond = held[0] == "I" and roman_value(chapter) > roman_value(held[-1])
    return Gap("beyond_chapters" if beyond else "no_chapter", name, chapter, held[0], held[-1])
