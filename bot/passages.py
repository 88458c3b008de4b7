"""PASSAGES: of the note that answers a question, the passages to show and the sentences that stand out in them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cited_part import part_in, passage_at
from indexer.citation import Article, asked_beside, beside
from indexer.language import terms
from indexer.search import Searcher
from knowledge_base.chunk import Chunk, chunks_of
from knowledge_base.note import HEADING, Note

BRIEF_PASSAGE = 350
"""A passage shorter than this is shown with the one after it."""
LONG_PASSAGE = 450
"""In a passage longer than this, the sentences that answer are set in bold."""
CLEARLY_BETTER = 0.2
DIRECT_ANSWER = 0.5
NEARLY_EQUAL = 0.9
_MISTAKES = frozenset(terms("keliru salah jangan larangan pantangan hindari"))


def passages_for(searcher: Searcher, question: str, note: Note) -> tuple[tuple[Chunk, ...], tuple[str, ...]]:
    """The passages of a note to show, and the sentences in them that answer most directly.

    The opening is the answer to the note's own subject; a later section has to answer clearly better to be shown in
    its place, and one that tells what goes wrong is for who asks that. In a long answer, the best sentence stands
    out, or two of nearly equal worth. Of a law, the ayat, letter or number that is named is shown.
    """
    chunks = chunks_of(note)
    cited = part_in(question, note.body) if Article.of_note(note) else None
    if cited is not None:
        ordinal, named = passage_at(chunks, cited)
        passages = _shown(chunks, ordinal)
        long = sum(len(chunk.text) for chunk in passages) > LONG_PASSAGE
        return passages, (named,) if long and len(named) <= LONG_PASSAGE else ()
    if Article.of_note(note):
        if not asked_beside(question):
            return opening_of(note), ()
        question = beside(question)  # "Pasal 5 dan 6" has nothing to do with ayat (6)
    rated = searcher.rate_sentences(question, note)
    worth = dict.fromkeys(range(len(chunks)), 0.0)
    for sentence in rated:
        worth[sentence.chunk.ordinal] = max(worth[sentence.chunk.ordinal], sentence.worth)
    opening = _shown(chunks, 0)
    if not _MISTAKES & set(terms(question)):
        worth.update({chunk.ordinal: 0.0 for chunk in chunks if _tells_mistakes(chunk)})
    best = max(worth, key=lambda ordinal: (worth[ordinal], -ordinal))
    clearly_better = worth[best] > max(worth[chunk.ordinal] for chunk in opening) + CLEARLY_BETTER
    passages = _shown(chunks, best) if clearly_better else opening
    if sum(len(chunk.text) for chunk in passages) <= LONG_PASSAGE:
        return passages, ()
    shown = [each for each in rated if each.chunk in passages and not HEADING.match(each.text.rstrip())]
    shown.sort(key=lambda each: -each.worth)
    least = max(DIRECT_ANSWER, NEARLY_EQUAL * shown[0].worth) if shown else 0.0
    return passages, tuple(each.text for each in shown[:2] if each.worth >= least)


def opening_of(note: Note) -> tuple[Chunk, ...]:
    """The passages that a note begins with, as an answer shows them."""
    return _shown(chunks_of(note), 0)


def _tells_mistakes(chunk: Chunk) -> bool:
    """Whether a passage tells what goes wrong, by its heading: often nearest to who describes what went wrong."""
    return bool(chunk.headings) and "keliru" in chunk.headings[-1].lower()


def _shown(chunks: Sequence[Chunk], ordinal: int) -> tuple[Chunk, ...]:
    """A passage; together with the next one if it is brief, such as an opening line before its steps."""
    last = ordinal + 1
    if len(chunks[ordinal].text) < BRIEF_PASSAGE:
        last += 1
    return tuple(chunks[ordinal:last])
