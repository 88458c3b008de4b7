"""HELD TEXTS: a regulation's own text among the notes, whatever its parts are called: circulars and decrees as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from indexer.citation import ARTICLES_KEPT, Citation, document_place
from indexer.cited_numbers import ARTICLE, CHAPTER, law_parts_in, with_figures
from indexer.held_articles import Gap
from indexer.law_names import tokens
from knowledge_base.note import Note
from knowledge_base.regulations import WHOSE, Regulation, in_short_forms, regulation_of, titled_regulation, written_in

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

    Where it leaves out whose it is, "keputusan 45/2026", "perda 6/2024", those of every issuer and region; of these the
    one that it names elsewhere: "perda 6/2024 kota bogor".
    """
    citation = Citation.in_question(question)
    if citation is None or len(citation.laws) != 1:
        return ()
    (cited,) = citation.laws
    said = set(tokens(in_short_forms(question)))
    held: dict[Regulation, list[Note]] = {}
    for note in notes:
        if (law := text_of(note)) and (law == cited or (_may_mean(cited, law) and not said & WHOSE)):
            held.setdefault(law, []).append(note)
    named = [cited] if cited in held else [law for law in held if said.issuperset(law.kind.split())]
    return tuple(tuple(sorted(held[law], key=document_place)) for law in named or held)


def in_full(question: str, texts: Sequence[Text]) -> str:
    """The question with the regulation that it names under the whole names of those texts, if there are any."""
    cited = Citation.in_question(question)
    if not texts or cited is None:
        return question
    for start, end in written_in(question):
        if regulation_of(question[start:end]) in cited.laws:
            return f"{question[:start]}{', '.join(map(name_of_text, texts))}{question[end:]}"
    return question


def name_of_text(text: Text) -> str:
    """The name of a regulation without its subject: "Perda Kota Bogor 6/2024"."""
    return text[0].sources[0].name.partition(" tentang ")[0]


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
    return Gap("no_section", name_of_text(texts[0]), "", "", "", part) if part else None
