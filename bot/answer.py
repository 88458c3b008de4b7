"""ANSWER: question -> what Prima says to it, as data. Knows nothing of Telegram."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.conversation import readings
from bot.smalltalk import SmallTalk, small_talk
from indexer.search import Found, Hit, Searcher
from knowledge_base.chunk import Chunk, chunks_of, plain, sentences_of
from knowledge_base.note import HEADING, Note
from knowledge_base.questions import Asked

Kind = Literal["answer", "unsure", "unknown", "no_words", "too_long"] | SmallTalk

LONG_QUESTION = 1_000
"""Characters from which a question is a story; if no note answers it, its writer is asked for the point."""
CANDIDATES = 8
BRIEF_PASSAGE = 350
"""A passage shorter than this is shown with the one after it."""
CLEARLY_BETTER = 0.15
NEARLY_EQUAL = 0.9
LONG_PASSAGE = 450
"""In a passage longer than this, the sentences that answer are set in bold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Prima says. `note`, `passages` and `highlights` (sentences of them) are there only if a note answers."""

    question: str
    understood: str
    kind: Kind
    confidence: float
    build: str
    ms: float
    note: Note | None = None
    passages: tuple[Chunk, ...] = ()
    highlights: tuple[str, ...] = ()
    see_also: tuple[Note, ...] = ()
    suggestions: tuple[Note, ...] = ()
    hits: tuple[Hit, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether a note answers."""
        return self.kind == "answer"

    def to_asked(self, channel: str, place: tuple[int, int, int | None] | None = None) -> Asked:
        """The record of this question; `place` is person, chat and forum topic."""
        person, chat, thread = place or (None, None, None)
        return Asked(
            text=self.question,
            understood=self.understood,
            kind=self.kind,
            confidence=self.confidence,
            build=self.build,
            ms=self.ms,
            channel=channel,
            note=self.note.id if self.note else "",
            passage=self.passages[0].ordinal if self.passages else 0,
            person=person,
            chat=chat,
            thread=thread,
        )


class Answerer:
    """Answers questions from the live index. Safe to share between threads."""

    def __init__(self, searcher: Searcher, *, see_also: int, suggestions: int) -> None:
        self.searcher = searcher
        self._see_also = see_also
        self._suggestions = suggestions

    def answer(self, question: str, previous: Asked | None = None) -> Answer:
        """What Prima says to a question, after the previous one of the same conversation if there was one.

        Raises UnusableIndexError when there is no index.
        """
        started = time.perf_counter()
        text = " ".join(question.split())
        talk = small_talk(text)
        if talk or not any(character.isalnum() for character in text):
            kind: Kind = talk or "no_words"
            build = self.searcher.snapshot().manifest.build
            return Answer(question, text, kind, 0.0, build, 1000 * (time.perf_counter() - started))
        understood, found = self._understand(text[:LONG_QUESTION], previous)
        return self._say(question, understood, found, started)

    def open(self, note: Note) -> Answer:
        """A note as if it were the answer to its own title: for links and buttons that name it."""
        build = self.searcher.snapshot().manifest.build
        found = self.searcher.search(note.title, CANDIDATES)
        return Answer(
            question=note.title,
            understood=note.title,
            kind="answer",
            confidence=1.0,
            build=build,
            ms=0.0,
            note=note,
            passages=_shown(chunks_of(note), 0),
            see_also=self._others(note, found),
        )

    def _understand(self, text: str, previous: Asked | None) -> tuple[str, Found]:
        """The reading of the message that a note answers, or else the likeliest."""
        reading = readings(text, previous.understood if previous else None)
        first: tuple[str, Found] | None = None
        for candidate in reading.texts:
            found = self.searcher.search(candidate, CANDIDATES)
            if found.answered:
                return candidate, found
            first = first or (candidate, found)
        if first is None:
            raise AssertionError("a message has at least one reading")
        return first

    def _say(self, question: str, understood: str, found: Found, started: float) -> Answer:
        suggestions = tuple(hit.note for hit in found.near[: self._suggestions])
        kind: Kind = "unsure" if suggestions else "unknown"
        note: Note | None = None
        passages: tuple[Chunk, ...] = ()
        highlights: tuple[str, ...] = ()
        see_also: tuple[Note, ...] = ()
        if found.answered:
            kind, note, suggestions = "answer", found.hits[0].note, ()
            passages, highlights = self._passages(understood, note)
            see_also = self._others(note, found)
        elif kind == "unknown" and len(question) > LONG_QUESTION:
            kind = "too_long"
        return Answer(
            question=question,
            understood=understood,
            kind=kind,
            confidence=found.confidence,
            build=found.build,
            ms=1000 * (time.perf_counter() - started),
            note=note,
            passages=passages,
            highlights=highlights,
            see_also=see_also,
            suggestions=suggestions,
            hits=found.near,
        )

    def _passages(self, question: str, note: Note) -> tuple[tuple[Chunk, ...], tuple[str, ...]]:
        """The passages of a note to show, and the sentences in them that answer most directly.

        The opening is the answer to the note's own subject; a later section has to answer clearly better to be shown in
        its place. In a long answer, the best sentence stands out, or two of nearly equal worth.
        """
        chunks = chunks_of(note)
        sentences = [(chunk, sentence) for chunk in chunks for sentence in _sentences(chunk)]
        rated = self.searcher.rate(question, [sentence for _, sentence in sentences], note.title)
        best = dict.fromkeys(range(len(chunks)), 0.0)
        for (chunk, _), worth in zip(sentences, rated, strict=True):
            best[chunk.ordinal] = max(best[chunk.ordinal], worth)
        opening = _shown(chunks, 0)
        worth_of_opening = max(best[chunk.ordinal] for chunk in opening)
        winner = max(best, key=lambda ordinal: (best[ordinal], -ordinal))
        passages = _shown(chunks, winner) if best[winner] > worth_of_opening + CLEARLY_BETTER else opening
        if sum(len(chunk.text) for chunk in passages) <= LONG_PASSAGE:
            return passages, ()
        shown = [
            (worth, sentence)
            for (chunk, sentence), worth in zip(sentences, rated, strict=True)
            if chunk in passages and not HEADING.match(sentence.rstrip())
        ]
        shown.sort(key=lambda pair: -pair[0])
        return passages, tuple(sentence for worth, sentence in shown[:2] if 0 < worth >= NEARLY_EQUAL * shown[0][0])

    def _others(self, note: Note, found: Found) -> tuple[Note, ...]:
        """Notes to read next: those that the note names, then the nearest found."""
        snapshot = self.searcher.snapshot()
        named = [snapshot.note(identity) for identity in note.related]
        others = [other for other in named if other] + [hit.note for hit in found.near]
        unique = {other.id: other for other in others if other.id != note.id}
        return tuple(unique.values())[: self._see_also]


def _sentences(chunk: Chunk) -> list[str]:
    """The passage's headings and sentences that say something."""
    return [sentence for sentence in sentences_of(chunk.text) if len(plain(sentence).split()) > 1]


def _shown(chunks: Sequence[Chunk], ordinal: int) -> tuple[Chunk, ...]:
    """A passage; together with the next one if it is brief, such as an opening line before its steps."""
    last = ordinal + 1
    if len(chunks[ordinal].text) < BRIEF_PASSAGE:
        last += 1
    return tuple(chunks[ordinal:last])
