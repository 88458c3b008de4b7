"""CHANGED ARTICLES: which notes of other regulations change the very article that a note holds, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from indexer.citation import Article
from knowledge_base.note import Note
from knowledge_base.regulations import Regulation

Way = Literal["mengubah", "menyisipkan", "menghapus"]
SAYS = re.compile(r"(?P<place>.*?) \((?P<way>mengubah|menyisipkan|menghapus) Pasal ")
"""The source of a note that changes an article: "Pasal I angka 1 (mengubah Pasal 3 Pergub 33/2026)"."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a note does to an article of another law: `law` is its own, `place` where it says so ("Pasal I angka 1")."""

    note: Note
    way: Way
    law: str
    place: str


def changes_of(note: Note, notes: Iterable[Note]) -> tuple[Change, ...]:
    """What the notes of other regulations do to the article that a note holds; nothing to a law's explanation of it."""
    article = Article.of_note(note)
    if article is None or article.explains:
        return ()
    named = f" Pasal {article.number.upper()} "
    said = ((each, Article.of_note(each)) for each in notes if each.sources and named in each.sources[0].part)
    return tuple(
        Change(each, cast("Way", found["way"]), other.name, found["place"])
        for each, other in said
        if other
        and other.number == article.number
        and article.law in (_whole(cited, other.law) for cited in other.cites)
        if (found := SAYS.match(each.sources[0].part))
    )


def _whole(cited: Regulation, changing: Regulation) -> Regulation:
    """The regulation that another one cites: where its region is left out, it is the citing one's."""
    of_region = set(cited.kind.split()) <= set(changing.kind.split())
    return replace(cited, kind=changing.kind) if of_region else cited
