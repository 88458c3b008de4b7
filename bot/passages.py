"""PASSAGES: what an answer shows of its note: what the question is about, or the part of a law that it names."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cited_part import part_in, passage_at
from indexer.citation import Article, asked_beside, beside
from indexer.excerpt import LONG_PASSAGE, Excerpt, excerpt
from indexer.search import Searcher
from knowledge_base.chunk import Chunk, chunks_of
from knowledge_base.note import Note

BRIEF_PASSAGE = 350
"""A passage shorter than this is shown with the one after it, where not its words but its place was asked for."""


def passages_for(searcher: Searcher, question: str, note: Note, *, opening_read: bool) -> Excerpt:
    """What to show of a note as the answer to a question; its opening was perhaps just read.

    Of a law, the ayat, letter or number that is named, or its beginning where only the article is.
    """
    chunks = chunks_of(note)
    article = Article.of_note(note)
    cited = part_in(question, note.body) if article else None
    if cited is not None:
        ordinal, named = passage_at(chunks, cited)
        passages = _shown(chunks, ordinal)
        long = sum(len(chunk.text) for chunk in passages) > LONG_PASSAGE
        return Excerpt(passages, ordinal, (named,) if long and len(named) <= LONG_PASSAGE else ())
    if article and not asked_beside(question):
        return Excerpt(opening_of(note))
    asked = beside(question) if article else question  # "Pasal 5 dan 6" has nothing to do with ayat (6)
    return excerpt(chunks, searcher.rate_sentences(asked, note), opening_read=opening_read)


def opening_of(note: Note) -> tuple[Chunk, ...]:
    """The passages that a note begins with, as an answer shows them."""
    return _shown(chunks_of(note), 0)


def _shown(chunks: Sequence[Chunk], ordinal: int) -> tuple[Chunk, ...]:
    """A passage; together with the next one if it is brief, such as an opening line before its steps."""
    last = ordinal + 1
    if len(chunks[ordinal].text) < BRIEF_PASSAGE:
        last += 1
    return tuple(chunks[ordinal:last])
