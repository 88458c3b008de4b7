"""Labelled questions as the ranking learns from them: each with the evidence that the index gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from indexer.build import build_notes
from indexer.evaluate import SMALL_TALK, note_of, read_corpus, read_splits
from indexer.evidence import Evidence, gather, nearest_outside
from indexer.golden import GoldenQuestion, GoldenSet
from indexer.lexicon import outside_questions
from indexer.overlay import View
from indexer.training.data import LAWS, Article, judged_questions, read_laws
from indexer.vectors import Encoder
from knowledge_base.chunk import sentences_of
from knowledge_base.note import Note

BARE_SETS = (
    ("facqa", "valid"),
    ("law_asn", "definisi"),
    ("law_asn", "penjelasan"),
)
"""Development sets that the fusion for bare passages is learned from; the others are left to judge it."""
BARE_PER_SET = 300
QUESTIONS_KEPT, OUTSIDE_TAKEN, OPENING = 2, 4, 200
DEFINITION, DEFINITIONS_TOGETHER = "definition", 8
SEED = 1


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question with the evidence that the index gives; `right` marks the notes that answer it."""

    evidence: Evidence
    right: NDArray[np.bool_]
    style: str = ""

    @property
    def answerable(self) -> bool:
        """Whether some note answers it."""
        return bool(self.right.any())

    def without_answer(self) -> Case:
        """The same question where no note answers it: what is learned from it is when to say so."""
        wrong = ~self.right
        notes = tuple(note for note, kept in zip(self.evidence.notes, wrong.tolist(), strict=True) if kept)
        return Case(
            replace(self.evidence, notes=notes, features=self.evidence.features[wrong]),
            np.zeros(len(notes), dtype=np.bool_),
        )


def searched(golden: GoldenSet) -> list[GoldenQuestion]:
    """The unanswerable questions that reach the search; small talk is told apart before."""
    return [question for question in golden.unanswerable if question.style != SMALL_TALK]


def golden_cases(golden: GoldenSet, view: View, encoder: Encoder) -> list[Case]:
    """A case for each question of the golden set, answerable ones first."""
    rows = [(question.text, question.notes, question.style) for question in golden.questions]
    rows += [(question.text, (), f"unanswerable {question.style}") for question in searched(golden)]
    return list(_cases(rows, view, encoder))


def judged_cases(view: View, encoder: Encoder) -> list[Case]:
    """A case for each question on a note that is judged beside the golden ones."""
    return list(_cases([(text, (note,), "judged") for text, note in judged_questions()], view, encoder))


def outside_cases(view: View, encoder: Encoder) -> list[Case]:
    """A case for each question that no note answers; each is held against the others, not against itself."""
    texts = outside_questions()
    vectors = encoder.encode_queries(texts)
    cases = _cases([(text, (), "outside") for text in texts], view, encoder)
    return [
        replace(case, evidence=replace(case.evidence, outside=nearest_outside(np.delete(vectors, place, 0), vector)))
        for place, (case, vector) in enumerate(zip(cases, vectors, strict=True))
    ]


def bare_cases(dev: Path, encoder: Encoder) -> Iterator[list[Case]]:
    """Cases on corpora of bare passages, by set, at most BARE_PER_SET of each."""
    for name, split in BARE_SETS:
        notes = read_corpus(dev / name)
        (labelled,) = read_splits(dev / name, split)
        rows = [(labelled.queries[query], tuple(labelled.qrels[query]), name) for query in labelled.queries]
        with TemporaryDirectory(prefix="prima-ranking-") as place:
            view = View.of(build_notes(Path(place), notes, encoder))
            yield list(_cases(rows[:BARE_PER_SET], view, encoder, for_passages=True))


def law_cases(encoder: Encoder) -> list[Case]:
    """A case for each question on an article that nothing was learned from, held against all articles of LAWS."""
    learned, held_out = read_laws(LAWS)
    notes = [note_of(str(number), each.title, each.text) for number, each in enumerate((*held_out, *learned))]
    rows = [(asked, (str(number),), "law") for number, each in enumerate(held_out) for asked in each.questions]
    with TemporaryDirectory(prefix="prima-ranking-") as place:
        return list(_cases(rows, View.of(build_notes(Path(place), notes, encoder)), encoder, for_passages=True))


def sparse_cases(notes: Sequence[Note], defined: Sequence[tuple[str, str]], encoder: Encoder) -> list[Case]:
    """Cases on notes with few question lines: ours with QUESTIONS_KEPT of theirs, all articles of LAWS, definitions.

    Asked are the questions on articles that nothing was learned from, those judged beside the golden ones, every
    OUTSIDE_TAKEN-th outside question, and the first question of every DEFINITIONS_TOGETHER ones in `defined`: questions
    with the definition that answers them. So many definitions are a note, as in the first article of a law.
    """
    _, held_out = read_laws(LAWS)
    random = np.random.default_rng(SEED)
    kept = [
        replace(note, questions=tuple(random.permutation(np.array(note.questions))[:QUESTIONS_KEPT].tolist()))
        for note in notes
    ]
    articles = article_notes()
    for start in range(0, len(defined), DEFINITIONS_TOGETHER):
        meant = [f"{number}. {text}" for number, (_, text) in enumerate(defined[start:][:DEFINITIONS_TOGETHER], 1)]
        articles.append(_article_note(f"meant-{start}", Article("Ketentuan Umum, Pasal 1", "\n".join(meant), ())))
    rows: list[tuple[str, tuple[str, ...], str]] = [
        (asked, (f"law-{number}",), "law") for number, each in enumerate(held_out) for asked in each.questions
    ]
    rows += [(text, (note,), "judged") for text, note in judged_questions()]
    rows += [(text, (), "outside") for text in outside_questions()[::OUTSIDE_TAKEN]]
    rows += [
        (defined[start][0], (f"meant-{start}",), DEFINITION) for start in range(0, len(defined), DEFINITIONS_TOGETHER)
    ]
    with TemporaryDirectory(prefix="prima-ranking-") as place:
        return list(_cases(rows, View.of(build_notes(Path(place), [*kept, *articles], encoder)), encoder))


def article_notes() -> list[Note]:
    """The articles of LAWS as notes, those first that nothing was learned from."""
    learned, held_out = read_laws(LAWS)
    return [_article_note(f"law-{number}", each) for number, each in enumerate((*held_out, *learned))]


def _article_note(identity: str, article: Article) -> Note:
    """An article as an import makes a note of it, with the questions that an import can think of."""
    opening = sentences_of(article.text)[0].strip()[:OPENING]
    return replace(note_of(identity, article.title, article.text), questions=(f"Apa isi {article.title}?", opening))


def _cases(
    rows: Sequence[tuple[str, Sequence[str], str]], view: View, encoder: Encoder, *, for_passages: bool = False
) -> Iterator[Case]:
    texts = [view.corrector.correct(text) for text, _, _ in rows]
    for text, (typed, notes, style), vector in zip(texts, rows, encoder.encode_queries(texts), strict=True):
        evidence = gather(view, vector, text, typed=typed if for_passages else None)
        right = np.array([note.id in notes for note in evidence.notes], dtype=np.bool_)
        yield Case(evidence, right, style)
