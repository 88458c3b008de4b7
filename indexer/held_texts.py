"""HELD TEXTS: a regulation's own text among the notes, whatever its parts are called: circulars and decrees as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from indexer.citation import ARTICLES_KEPT, Citation, document_place
from indexer.cited_numbers import ARTICLE, CHAPTER, law_parts_in, with_figures
from indexer.held_articles import Gap
from knowledge_base.note import Note
from knowledge_base.regulations import Regulation, titled_regulation

Text = tuple[Note, ...]
"""The notes of one regulation's text, in the order of the document."""


def text_of(note: Note) -> Regulation | None:
    """The regulation whose own text a note is part of; None of one that only cites it.

    Both the note's title and its source begin with the regulation's name, as those of an imported document do.
    """
    return _text_of(note.title, note.sources[0].name) if note.sources else None


@lru_cache(ARTICLES_KEPT)
def _text_of(title: str, source: str) -> Regulation | None:
    law = titled_regulation(source)
    return law if law and titled_regulation(title) == law else None


def texts_meant(question: str, notes: Sequence[Note]) -> tuple[Text, ...]:
    """The text of the one regulation that a question names by its number, if it is held.

    Several, where it leaves out whose it is: "keputusan 45/2026".
    """
    citation = Citation.in_question(question)
    if citation is None or len(citation.laws) != 1:
        return ()
    (cited,) = citation.laws
    held: dict[Regulation, list[Note]] = {}
    for note in notes:
        if (law := text_of(note)) and _may_mean(cited, law):
            held.setdefault(law, []).append(note)
    meant = [held[cited]] if cited in held else held.values()
    return tuple(tuple(sorted(text, key=document_place)) for text in meant)


def _may_mean(cited: Regulation, law: Regulation) -> bool:
    """Whether a regulation is one that is cited, perhaps with less said of whose it is: "keputusan kepala dinas"."""
    same = (cited.number, cited.year) == (law.number, law.year)
    return same and set(cited.kind.split()) <= set(law.kind.split())


def text_gap(text: Text) -> Gap:
    """What is said above the first note of a regulation's text: how many there are."""
    name, _, subject = text[0].sources[0].name.partition(" tentang ")
    return Gap("text", name, str(len(text)), "", "", subject)


def without_part(question: str, gap: Gap | None, notes: Sequence[Note]) -> Gap | None:
    """The gap of a law that is not held; if its text is, in notes without articles, that of the part alone."""
    if gap is None or gap.lack != "no_law" or not (texts := texts_meant(question, notes)):
        return gap
    plain = with_figures(question)
    cited = ARTICLE.search(plain) or CHAPTER.search(plain)
    part = f"{'Pasal' if ARTICLE.search(plain) else 'Bab'} {cited['number'].upper()}" if cited else ""
    part = part or next(law_parts_in(plain), "")
    name = texts[0][0].sources[0].name.partition(" tentang ")[0]
    return Gap("no_section", name, "", "", "", part) if part else None
