"""What the search is worth, as tables for the screen and for docs/quality.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.table import Table

from indexer.evaluate import evaluate_beir
from indexer.ranking import Ranking
from indexer.training.measure import Figures, Task, bm25, plain_words
from indexer.training.ranking import Lessons, Verdict, cross_validated, thresholds
from indexer.vectors import Encoder

PUBLIC = (("tydiqa_id", "valid"), ("law_asn", "definisi"), ("law_asn", "penjelasan"), ("stif_informal", "dev"))
BINS = 5
PARTS = {
    "note centre": ("dense_center",),
    "vectors": ("dense_passage", "dense_question", "dense_center", "outside_nearest", "outside_near"),
    "BM25": ("lexical_passage", "lexical_question", "lexical_note", "lexical_sum"),
    "question lines": ("dense_question", "dense_center", "lexical_question"),
    "outside questions": ("outside_nearest", "outside_near"),
    "margins": ("margin", "topic_margin"),
}
"""Features that stand for a part of the system; an ablation leaves them out."""


def public_sets(dev: Path, encoder: Encoder, ranking: Ranking) -> Table:
    """Plain BM25 beside what the product does, on the public development sets."""
    table = Table("set", "search", "nDCG@10", "MRR@10", "hit@1", title="public sets")
    for name, split in PUBLIC:
        task = Task.from_beir(dev / name, split)
        plain = Figures.of(bm25(task, plain_words), task.answers)
        table.add_row(f"{name} {split}", "BM25 plain", *(f"{figure:.3f}" for figure in tuple(plain)[:3]))
        found = evaluate_beir(dev / name, split, encoder, ranking, lambda _done, _total: None)[split]
        for run, label in (("lexical", "BM25 with the layer"), ("dense", "dense"), ("hybrid", "hybrid")):
            figures = (found[run][measure] for measure in ("ndcg@10", "mrr@10", "hit@1"))
            table.add_row("", label, *(f"{figure:.3f}" for figure in figures))
    return table


def by_style(verdicts: Sequence[Verdict], answer_from: float) -> Table:
    """Golden questions by style: the right note first and in three, and how many are answered."""
    table = Table("questions", "number", "right first", "right in three", "answered", title="golden, cross-validated")
    styles = dict.fromkeys(verdict.style for verdict in verdicts)
    groups = {style: [verdict for verdict in verdicts if verdict.style == style] for style in styles}
    groups["all answerable"] = [verdict for verdict in verdicts if verdict.answerable]
    groups["all unanswerable"] = [verdict for verdict in verdicts if not verdict.answerable]
    for style, rows in groups.items():
        right = [f"{np.mean([getattr(row, name) for row in rows]):.3f}" for name in ("first", "in_three")]
        answered = f"{np.mean([row.sure >= answer_from for row in rows]):.3f}"
        table.add_row(style, str(len(rows)), *(right if rows[0].answerable else ("", "")), answered)
    return table


def brier(verdicts: Sequence[Verdict]) -> float:
    """Mean squared distance between confidence and outcome (Brier 1950): 0 is perfect, 0.25 is a coin."""
    return float(np.mean([(verdict.sure - verdict.first) ** 2 for verdict in verdicts]))


def reliability(verdicts: Sequence[Verdict]) -> Table:
    """How often the first note was right, by how sure Prima was: a reliability diagram as a table."""
    table = Table("confidence", "questions", "mean confidence", "right", title=f"Brier score {brier(verdicts):.3f}")
    for number in range(BINS):
        held = [verdict for verdict in verdicts if min(int(verdict.sure * BINS), BINS - 1) == number]
        if held:
            means = (np.mean([verdict.sure for verdict in held]), np.mean([verdict.first for verdict in held]))
            table.add_row(
                f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}", str(len(held)), *(f"{mean:.3f}" for mean in means)
            )
    return table


def ablation(lessons: Lessons) -> Table:
    """What is lost without each part; the rest is learned anew and judged by cross-validation."""
    table = Table("without", "right first", "situations", "in three", "withheld", "Brier", title="ablation")
    for name, left_out in {"nothing": (), **PARTS}.items():
        verdicts = cross_validated(lessons, left_out)
        asked = [verdict for verdict in verdicts if verdict.answerable]
        stories = [verdict for verdict in asked if verdict.style == "situation"]
        withheld = np.mean([verdict.sure < thresholds(verdicts)[0] for verdict in asked])
        figures = (
            np.mean([verdict.first for verdict in asked]),
            np.mean([verdict.first for verdict in stories]),
            np.mean([verdict.in_three for verdict in asked]),
            withheld,
            brier(verdicts),
        )
        table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    return table
