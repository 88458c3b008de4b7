"""ANSWER: question -> what Prima says to it, as data. Knows nothing of Telegram."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.cited_part import note_of_part, part_lacking
from bot.passages import opening_of, passages_for
from indexer.asked_back import law_alone, several_meant, text_alone
from indexer.changed_articles import Change, changes_of
from indexer.chapters import with_chapter
from indexer.citation import Article, Citation
from indexer.conversation import readings, understand
from indexer.excerpt import Excerpt
from indexer.held_articles import Gap, gap_of, with_last
from indexer.held_texts import Text, in_full, text_gap, texts_meant, without_part
from indexer.language import has_content
from indexer.search import Found, Hit, Searcher
from knowledge_base.chunk import Chunk, sentences_of
from knowledge_base.distress import in_distress
from knowledge_base.masking import masked
from knowledge_base.note import Note
from knowledge_base.questions import Asked
from knowledge_base.smalltalk import SmallTalk, small_talk

Kind = Literal["answer", "unsure", "unknown", "no_article", "no_words", "too_long", "distress"] | SmallTalk

LONG_QUESTION = 1_000
"""Characters from which a question is a story; if no note answers it, its writer is asked for the point."""
SURE_OF_A_STORY = 0.85
"""Confidence from which a story that long is answered: among so many words, some are near any note."""
MEANT_BY_A_STORY = 0.6
"""Confidence from which its writer is asked whether a note is meant."""
STORY = 200
"""Characters from which a message may hold more than its question."""
QUESTIONS_TRIED = 3
CANDIDATES = 8
OUTSIDE_SHARE = 0.5
EXAMPLE = re.compile(r"^#{1,6} +(contoh\b.*)$", re.IGNORECASE | re.MULTILINE)
"""The heading of a section with an example."""
PARTS_NAMED = 8
"""Notes of a regulation's text that are named under its first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Prima says. `note`, `passages` and `highlights` (sentences of them) are there only if a note answers.

    `passage` is the number of the one among them that answers.
    """

    question: str
    understood: str
    kind: Kind
    confidence: float
    build: str
    ms: float
    note: Note | None = None
    passages: tuple[Chunk, ...] = ()
    passage: int = 0
    highlights: tuple[str, ...] = ()
    see_also: tuple[Note, ...] = ()
    suggestions: tuple[Note, ...] = ()
    hits: tuple[Hit, ...] = ()
    outside: bool = False  # nothing near, and most of its words stand in no note
    gap: Gap | None = None  # what the notes lack of the article that it cites
    changes: tuple[Change, ...] = ()  # what other regulations do to the article of the note

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
            passage=self.passage,
            person=person,
            chat=chat,
            thread=thread,
        )


@dataclass(frozen=True, slots=True)
class _Question:
    """A question as it was typed and is understood; what the passage must answer, which was perhaps not said before."""

    typed: str
    understood: str
    asked: str
    read: Note | None  # the note that was just shown, if this goes on from it
    wants_practice: bool
    started: float


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
        talk: Kind | None = "distress" if in_distress(text) else small_talk(text)
        if talk or not any(character.isalnum() for character in text):
            kind = talk or "no_words"
            build = self.searcher.view().manifest.build
            return Answer(question, text, kind, 0.0, build, 1000 * (time.perf_counter() - started))
        view = self.searcher.view()
        spoken = view.note(previous.note) if previous and previous.note else None
        message = _cut(text)
        texts = texts_meant(message, view.notes)
        message = in_full(message, texts) if len(texts) == 1 else message
        reading = readings(message, previous.understood if previous else None, spoken)
        articles = view.articles if Citation.in_question(reading.alone) else ()
        if len(texts) > 1:
            return self._which_text(question, reading.alone, texts, started)
        alone, chapter = with_chapter(with_last(reading.alone, articles), articles)
        same = several_meant(alone, view.notes)
        if len(same) > 1:
            return self._asked_back(question, alone, same, Gap.of_several(same[0], alone), started)
        if same and Citation.in_question(alone) is None:
            alone = f"{alone} {same[0].sources[0].name}"
            articles = view.articles
            alone, chapter = with_chapter(alone, articles)
        goes_on = reading.together and reading.points_back
        if not chapter and not goes_on and (law := law_alone(alone, view.notes)):
            return self._asked_back(question, alone, *law, started)
        texts = () if chapter or goes_on else text_alone(alone, view.notes)
        if texts:
            return self._text(question, alone, texts[0], started)
        reading = replace(reading, alone=alone)
        understood, found = understand(self.searcher, reading, CANDIDATES, spoken)
        if not found.answered and len(text) > STORY:
            understood, found = self._point_of(text, understood, found)
        if len(text) > LONG_QUESTION:
            found = replace(found, needed=SURE_OF_A_STORY)
        again = bool(found.hits) and found.hits[0].note == spoken and has_content(alone) and not chapter
        asked = alone if again else understood
        told = _Question(question, understood, asked, spoken if again else None, reading.wants_practice, started)
        said = self._say(told, found)
        gap = chapter or without_part(alone, gap_of(alone, articles), view.notes)
        return _with_gap(said, gap or (part_lacking(alone, said.note) if said.note else None))

    def _point_of(self, story: str, understood: str, found: Found) -> tuple[str, Found]:
        """The part of a long message that a note answers best: it as a whole, its questions, or its end."""
        sentences = sentences_of(story)
        asked = [sentence for sentence in sentences if "?" in sentence][-QUESTIONS_TRIED:]
        parts = [_cut(part.strip()) for part in (*asked, sentences[-1]) if len(part) < len(story)]
        tried = [(part, self.searcher.search(part, CANDIDATES)) for part in dict.fromkeys(parts)]
        return max([(understood, found), *tried], key=lambda pair: pair[1].confidence)

    def open(self, note: Note) -> Answer:
        """A note as if it were the answer to its own title: for links and buttons that name it."""
        build = self.searcher.view().manifest.build
        found = self.searcher.search(note.title, CANDIDATES)
        changes = changes_of(note, self.searcher.view().notes)
        return Answer(
            question=note.title,
            understood=note.title,
            kind="answer",
            confidence=1.0,
            build=build,
            ms=0.0,
            note=note,
            passages=opening_of(note),
            see_also=self._others(note, found, changes),
            changes=changes,
        )

    def _asked_back(
        self, question: str, understood: str, meant: Sequence[Note], gap: Gap | None, started: float
    ) -> Answer:
        """What is said to an article's number without its law, or to a law alone: which of these notes?"""
        return Answer(
            question=question,
            understood=understood,
            kind="unsure",
            confidence=0.0,
            build=self.searcher.view().manifest.build,
            ms=1000 * (time.perf_counter() - started),
            suggestions=tuple(meant[: self._suggestions]),
            gap=gap,
        )

    def _which_text(self, question: str, understood: str, texts: Sequence[Text], started: float) -> Answer:
        """What is said where several regulations may be meant: the note of each that is nearest to what is asked."""
        named_alone = text_alone(understood, self.searcher.view().notes)
        hits = () if named_alone else self.searcher.search(in_full(understood, texts), CANDIDATES).hits
        near = [next((hit.note for hit in hits if hit.note in text), text[0]) for text in texts]
        return self._asked_back(question, understood, near, None, started)

    def _text(self, question: str, understood: str, text: Text, started: float) -> Answer:
        """What is said to the name of a regulation without articles: its first note, and what follows in it."""
        first, *others = text
        return Answer(
            question=question,
            understood=understood,
            kind="answer",
            confidence=1.0,
            build=self.searcher.view().manifest.build,
            ms=1000 * (time.perf_counter() - started),
            note=first,
            passages=opening_of(first),
            see_also=tuple(others[:PARTS_NAMED]),
            hits=(Hit(first, 0.0, 1.0),),
            gap=text_gap(text) if others else None,
        )

    def _say(self, question: _Question, found: Found) -> Answer:
        """What is said to a question for which that was found."""
        suggestions = tuple(hit.note for hit in found.near[: self._suggestions])
        is_story = len(question.typed) > LONG_QUESTION
        meant = found.unsure and suggestions and (not is_story or found.confidence >= MEANT_BY_A_STORY)
        kind: Kind = "unsure" if meant else "unknown"
        note: Note | None = None
        shown = Excerpt(())
        see_also: tuple[Note, ...] = ()
        changes: tuple[Change, ...] = ()
        if found.answered:
            note = note_of_part(question.understood, found.hits[0].note, (hit.note for hit in found.hits))
            example = EXAMPLE.search(note.body) if question.wants_practice else None
            note = self._practice_beside(note) if question.wants_practice and not example else note
            kind, suggestions = "answer", ()
            asked = question.understood if Article.of_note(note) else example[1] if example else question.asked
            shown = passages_for(self.searcher, asked, note, opening_read=note == question.read)
            changes = changes_of(note, self.searcher.view().notes)
            see_also = self._others(note, found, changes)
        elif kind == "unknown" and is_story:
            kind, suggestions = "too_long", ()
        return Answer(
            question=question.typed,
            understood=question.understood,
            kind=kind,
            confidence=found.confidence,
            build=found.build,
            ms=1000 * (time.perf_counter() - question.started),
            note=note,
            passages=shown.passages,
            passage=shown.best,
            highlights=shown.highlights,
            see_also=see_also,
            suggestions=suggestions,
            hits=_led_by(note, found),
            outside=kind == "unknown" and not suggestions and found.unknown_share > OUTSIDE_SHARE,
            changes=changes,
        )

    def _practice_beside(self, note: Note) -> Note:
        """The practice that goes with a guidance note, for who asks for an example; the note if there is none."""
        if note.kind == "praktik" or not note.topic:
            return note
        notes = self.searcher.view().notes
        practices = [other for other in notes if other.kind == "praktik" and other.topic == note.topic]
        named = [other for other in practices if note.is_related(other)]
        return next(iter(named or practices), note)

    def _others(self, note: Note, found: Found, changes: Iterable[Change]) -> tuple[Note, ...]:
        """Notes to read next: those that the note names, then the nearest found; not those that change its article."""
        view = self.searcher.view()
        changing = {change.note for change in changes}
        named = [view.note(identity) for identity in note.related]
        others = [other for other in (*named, *(hit.note for hit in found.near)) if other and other not in changing]
        unique = {other.id: other for other in others if other.id != note.id}
        return tuple(unique.values())[: self._see_also]


def _with_gap(answer: Answer, gap: Gap | None) -> Answer:
    """The answer with what the notes lack of the cited article; without one, nothing else is offered in its place."""
    if gap is None or answer.kind == "too_long":
        return answer
    article = Article.of_note(answer.note) if answer.note else None
    citation = Citation.in_question(answer.understood) if gap.lack == "no_law" else None
    if citation and answer.note and not article and citation.rests_on(answer.note):
        return replace(answer, gap=gap)
    if gap.nowhere and (article or citation or not answer.note):
        kind: Kind = "no_article" if gap.beyond else "unknown"
        near = tuple(each for each in answer.suggestions if citation and citation.rests_on(each))
        nothing = replace(
            answer, note=None, passages=(), passage=0, highlights=(), see_also=(), hits=(), confidence=0.0, changes=()
        )
        return replace(nothing, kind=kind, suggestions=near, outside=False, gap=gap)
    shown = article is not None and article.number == (gap.first if gap.lack == "chapter" else gap.number).lower()
    return replace(answer, gap=gap) if gap.nowhere or shown else answer


def _cut(text: str) -> str:
    """As much of a text as is read; masked before it is cut, since half a NIK would be known by nobody as one."""
    return text if len(text) <= LONG_QUESTION else masked(text)[:LONG_QUESTION]


def _led_by(note: Note | None, found: Found) -> tuple[Hit, ...]:
    """The notes near enough to be named, the one that is shown before all others."""
    others = [hit for hit in found.near if hit.note != note]
    shown = [hit for hit in found.hits if hit.note == note]
    if note and not shown:
        shown = [replace(found.hits[0], note=note)]
    return (*shown, *others)
