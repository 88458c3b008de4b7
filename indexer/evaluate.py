"""How good is the search? Figures on BEIR folders and golden questions, by the same pipeline that answers people."""

from __future__ import annotations

import math
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from indexer.build import Progress, build_notes
from indexer.conversation import readings, understand
from indexer.evidence import FEATURES, Evidence, gather
from indexer.golden import GoldenSet, read_jsonl, read_lines
from indexer.overlay import View
from indexer.ranking import Ranking, passage_scores
from indexer.search import Found, Searcher
from indexer.vectors import Encoder
from knowledge_base.errors import EvaluationError
from knowledge_base.note import Note

RUNS = ("lexical", "dense", "hybrid")
DEPTH = 100
SCORE = re.compile("-?[0-9]+")
Relevant = Mapping[str, int]
"""Gain of each relevant document of a question."""


@dataclass(frozen=True, slots=True)
class BeirSplit:
    """Labelled questions: text by question id, and the gain of each relevant document by question id."""

    name: str
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


def read_corpus(folder: Path) -> list[Note]:
    """A BEIR folder's documents as notes without question lines; raises EvaluationError."""
    return [
        note_of(str(record["_id"]), str(record.get("title", "")), str(record["text"]).strip())
        for record in read_jsonl(folder / "corpus.jsonl", "_id", "text")
    ]


def note_of(identity: str, title: str, text: str) -> Note:
    """A document as a note without question lines."""
    return Note(id=identity, title=title, kind="pedoman", body=text, questions=(), checked=date.min, review_by=date.max)


def read_splits(folder: Path, only: str | None = None) -> list[BeirSplit]:
    """The labelled splits of a BEIR folder, or the one named; raises EvaluationError."""
    files = [file for file in sorted((folder / "qrels").glob("*.tsv")) if only in (None, file.stem)]
    if not files:
        raise EvaluationError(f"{folder / 'qrels'}: no {only or '*'}.tsv; is this a BEIR folder with that split?")
    return [_read_split(folder, file) for file in files]


def _read_split(folder: Path, file: Path) -> BeirSplit:
    own = folder / f"queries.{file.stem}.jsonl"
    queries = {
        str(record["_id"]): str(record["text"])
        for record in read_jsonl(own if own.is_file() else folder / "queries.jsonl", "_id", "text")
    }
    qrels: dict[str, dict[str, int]] = {}
    for number, line in read_lines(file):
        fields = line.split("\t")
        if number == 1 and fields[0] == "query-id":
            continue
        if len(fields) != 3 or not SCORE.fullmatch(fields[2]):
            raise EvaluationError(f"{file}:{number}: expected query-id, corpus-id and a whole score, apart by tabs")
        if int(fields[2]) > 0:
            qrels.setdefault(fields[0], {})[fields[1]] = int(fields[2])
    wanted = {query: queries[query] for query in qrels if query in queries}
    if not wanted:
        raise EvaluationError(f"{file}: none of its query ids stands in the queries file")
    return BeirSplit(file.stem, wanted, qrels)


def ndcg(ranked: Sequence[str], relevant: Relevant, k: int) -> float:
    """Normalised discounted cumulative gain at k (Järvelin and Kekäläinen 2002, linear gain as in trec_eval)."""
    gained = sum(relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(ranked[:k]))
    best = sorted(relevant.values(), reverse=True)[:k]
    ideal = sum(gain / math.log2(place + 2) for place, gain in enumerate(best))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Relevant, k: int) -> float:
    """One over the place of the first relevant document among the first k; 0 if there is none."""
    return next((1 / place for place, name in enumerate(ranked[:k], 1) if name in relevant), 0.0)


def hit(ranked: Sequence[str], relevant: Relevant, k: int) -> float:
    """1 if a relevant document is among the first k, else 0."""
    return float(any(name in relevant for name in ranked[:k]))


def recall(ranked: Sequence[str], relevant: Relevant, k: int) -> float:
    """The share of the relevant documents that are among the first k."""
    return sum(name in relevant for name in ranked[:k]) / len(relevant) if relevant else 0.0


MEASURES: dict[str, Callable[[Sequence[str], Relevant], float]] = {
    "ndcg@10": lambda ranked, relevant: ndcg(ranked, relevant, 10),
    "mrr@10": lambda ranked, relevant: reciprocal_rank(ranked, relevant, 10),
    "hit@1": lambda ranked, relevant: hit(ranked, relevant, 1),
    "hit@10": lambda ranked, relevant: hit(ranked, relevant, 10),
    "recall@100": lambda ranked, relevant: recall(ranked, relevant, 100),
}


def rankings(evidence: Evidence, ranking: Ranking) -> dict[str, list[str]]:
    """Document ids best first, by each of RUNS, for a corpus without question lines."""
    by_run = {
        "lexical": evidence.features[:, FEATURES.index("lexical_passage")],
        "dense": evidence.features[:, FEATURES.index("dense_passage")],
        "hybrid": passage_scores(evidence, ranking.passage),
    }
    return {
        run: [
            evidence.notes[row].id
            for row in np.argsort(-scores, kind="stable")[:DEPTH].tolist()
            if run != "lexical" or scores[row] > 0
        ]
        for run, scores in by_run.items()
    }


def evaluate_beir(
    folder: Path, split: str | None, encoder: Encoder, ranking: Ranking, progress: Progress
) -> dict[str, dict[str, Any]]:
    """Figures by split: per run its MEASURES, and `queries`, `passages`, `ms` per query; raises EvaluationError."""
    splits = read_splits(folder, split)
    notes = read_corpus(folder)
    with tempfile.TemporaryDirectory(prefix="prima-eval-") as place:
        view = View.of(build_notes(Path(place), notes, encoder, progress))
        return {part.name: _evaluate_split(part, view, encoder, ranking) for part in splits}


def _evaluate_split(split: BeirSplit, view: View, encoder: Encoder, ranking: Ranking) -> dict[str, Any]:
    sums = {run: dict.fromkeys(MEASURES, 0.0) for run in RUNS}
    spent = 0.0
    for query, text in split.queries.items():
        started = time.perf_counter()
        corrected = view.corrector.correct(text)
        vector = encoder.encode_queries([corrected])[0]
        evidence = gather(view, vector, corrected, DEPTH, typed=text)
        ranked = rankings(evidence, ranking)
        spent += time.perf_counter() - started
        for run in RUNS:
            for measure, figure in MEASURES.items():
                sums[run][measure] += figure(ranked[run], split.qrels[query])
    count = len(split.queries)
    figures: dict[str, Any] = {
        run: {measure: round(total / count, 4) for measure, total in sums[run].items()} for run in RUNS
    }
    return figures | {
        "queries": count,
        "passages": view.manifest.passages,
        "ms": round(1000 * spent / count, 3),
    }


SMALL_TALK = "greeting"
"""Unanswerable questions of this style never reach the search: the bot tells small talk apart before."""
AFTER_AN_ANSWER = "unanswerable, after an answer"
LISTED = 3


@dataclass(frozen=True, slots=True)
class GoldenFigures:
    """Shares of a style's questions: right note `first`, right note among the first three, `answered` at all."""

    style: str
    count: int
    first: float
    in_three: float
    answered: float


def evaluate_golden(
    searcher: Searcher, golden: GoldenSet, progress: Progress = lambda _done, _total: None
) -> list[GoldenFigures]:
    """Figures by style, follow-ups by type (`followup refine`, `followup new`), unanswerable ones by subject.

    Unanswerable ones are asked a second time after an answer, which must not drag them to its topic.

    The ranking that ships was learned from these questions, so its own figures flatter it a little;
    `python -m indexer.training ranking` prints them cross-validated.
    """
    outcomes: dict[str, list[tuple[bool, bool, bool]]] = {}
    total = len(golden.questions) + len(golden.followups)
    for done, question in enumerate(golden.questions, 1):
        progress(done, total)
        found = searcher.search(question.text, LISTED)
        outcomes.setdefault(question.style, []).append(_outcome(found, question.notes))
    for done, followup in enumerate(golden.followups, len(golden.questions) + 1):
        progress(done, total)
        found = _found_after(searcher, *followup.turns)
        outcomes.setdefault(f"followup {followup.type}", []).append(_outcome(found, followup.notes))
    spoken_of = cycle(golden.questions)
    for question in golden.unanswerable:
        if question.style != SMALL_TALK:
            found = searcher.search(question.text, LISTED)
            outcomes.setdefault(f"unanswerable {question.style}", []).append(_outcome(found, ()))
            after = _found_after(searcher, next(spoken_of).text, question.text)
            outcomes.setdefault(AFTER_AN_ANSWER, []).append(_outcome(after, ()))
    return [
        GoldenFigures(style, len(rows), *(round(sum(column) / len(rows), 4) for column in zip(*rows, strict=True)))
        for style, rows in outcomes.items()
    ]


def _found_after(searcher: Searcher, before: str, message: str) -> Found:
    """What is found for a message that comes after a question."""
    first = searcher.search(before, LISTED)
    spoken = first.hits[0].note if first.answered else None
    return understand(searcher, readings(message, before, spoken), LISTED, spoken)[1]


def _outcome(found: Found, notes: Sequence[str]) -> tuple[bool, bool, bool]:
    shown = [hit.note.id in notes for hit in found.hits[:LISTED]]
    return shown[:1] == [True], any(shown), found.answered
