"""What the search is worth, as tables for the screen and for docs/quality.md."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rich.table import Table

from indexer.evaluate import evaluate_beir
from indexer.ranking import Ranking
from indexer.training.diagram import binned
from indexer.training.follow_ups import Told
from indexer.training.measure import Figures, Task, bm25, plain_words
from indexer.training.ranking import Lessons, Verdict, cross_validated, thresholds
from indexer.training.sections import Shown
from indexer.vectors import Encoder

PUBLIC = (("tydiqa_id", "valid"), ("law_asn", "definisi"), ("law_asn", "penjelasan"), ("stif_informal", "dev"))
FEW = "notes with few question lines, and articles of laws; cross-validated"
LAW_QUESTIONS = Path(__file__).with_name("law_questions.jsonl")
STYLES = ("formal", "informal")
"""Our questions on passages of law_asn, by their id, in two styles: to judge with, nothing is learned from them."""
BINS = 5
PARTS = {
    "note centre": ("dense_center",),
    "vectors": ("dense_passage", "dense_question", "dense_center", "outside_nearest", "outside_near"),
    "terms and pairs": ("term_share", "pair_share", "near_share"),
    "BM25": ("lexical_passage", "lexical_question", "lexical_note", "lexical_sum"),
    "question lines": ("dense_question", "dense_center", "lexical_question"),
    "outside questions": ("outside_nearest", "outside_near"),
    "margins": ("margin", "topic_margin"),
}
"""Features that stand for a part of the system; an ablation leaves them out."""


def public_sets(dev: Path, encoder: Encoder, ranking: Ranking) -> Table:
    """Plain BM25 beside what the product does, on the public development sets and our questions on the laws of one."""
    table = Table("set", "search", "nDCG@10", "MRR@10", "hit@1", title="public sets")
    with asked_of_laws(dev / "law_asn", LAW_QUESTIONS) as asked:
        folders = [(dev / name, split) for name, split in PUBLIC] + [(asked, style) for style in STYLES]
        for folder, split in folders:
            task = Task.from_beir(folder, split)
            plain = Figures.of(bm25(task, plain_words), task.answers)
            table.add_row(f"{folder.name} {split}", "BM25 plain", *(f"{figure:.3f}" for figure in tuple(plain)[:3]))
            found = evaluate_beir(folder, split, encoder, ranking, lambda _done, _total: None)[split]
            for run, label in (("lexical", "BM25 with the layer"), ("dense", "dense"), ("hybrid", "hybrid")):
                figures = (found[run][measure] for measure in ("ndcg@10", "mrr@10", "hit@1"))
                table.add_row("", label, *(f"{figure:.3f}" for figure in figures))
    return table


@contextmanager
def asked_of_laws(laws: Path, questions: Path) -> Iterator[Path]:
    """A BEIR folder of the passages in `laws`, with a split of our questions on them for each of STYLES."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    with TemporaryDirectory(prefix="prima-laws-") as place:
        folder = Path(place) / "law_questions"
        (folder / "qrels").mkdir(parents=True)
        shutil.copyfile(laws / "corpus.jsonl", folder / "corpus.jsonl")
        for style in STYLES:
            asked = [json.dumps({"_id": row["id"], "text": row[style]}, ensure_ascii=False) for row in rows]
            (folder / f"queries.{style}.jsonl").write_text("\n".join(asked), encoding="utf-8")
            found = ["query-id\tcorpus-id\tscore", *(f"{row['id']}\t{row['id']}\t1" for row in rows)]
            (folder / "qrels" / f"{style}.tsv").write_text("\n".join(found), encoding="utf-8")
        yield folder


def by_kind(told: Told) -> Table:
    """Messages after an answer, cross-validated."""
    columns = ("message", "number", "right first", "answered", "wrongly")
    table = Table(*columns, title="messages after an answer, cross-validated")
    for kind, (number, *shares) in told.items():
        table.add_row(kind, str(number), *(f"{share:.3f}" for share in shares))
    return table


def by_section(shown: Shown) -> Table:
    """What is shown of the right note, on notes of which nothing was learned."""
    columns = ("question", "number", "sentence shown", "something bold", "rightly")
    table = Table(*columns, title="what is shown of a note, cross-validated")
    for style, (number, *shares) in shown.items():
        table.add_row(style, str(number), *(f"{share:.3f}" for share in shares))
    return table


def by_style(verdicts: Sequence[Verdict], answer_from: float, title: str = "golden, cross-validated") -> Table:
    """Questions by style: the right note first and in three, how many are answered, and answered wrongly."""
    table = Table("questions", "number", "right first", "right in three", "answered", "wrongly", title=title)
    styles = dict.fromkeys(verdict.style for verdict in verdicts)
    groups = {style: [verdict for verdict in verdicts if verdict.style == style] for style in styles}
    groups["all answerable"] = [verdict for verdict in verdicts if verdict.answerable]
    groups["all unanswerable"] = [verdict for verdict in verdicts if not verdict.answerable]
    for style, rows in groups.items():
        right = [f"{np.mean([getattr(row, name) for row in rows]):.3f}" for name in ("first", "in_three")]
        given = [row for row in rows if row.sure >= answer_from]
        answered, wrongly = (len(each) / len(rows) for each in (given, [row for row in given if not row.first]))
        figures = (f"{answered:.3f}", f"{wrongly:.3f}")
        table.add_row(style, str(len(rows)), *(right if rows[0].answerable else ("", "")), *figures)
    return table


def brier(verdicts: Sequence[Verdict]) -> float:
    """Mean squared distance between confidence and outcome (Brier 1950): 0 is perfect, 0.25 is a coin."""
    return float(np.mean([(verdict.sure - verdict.first) ** 2 for verdict in verdicts]))


def reliability(verdicts: Sequence[Verdict]) -> Table:
    """How often the first note was right, by how sure Prima was: a reliability diagram as a table."""
    table = Table("confidence", "questions", "mean confidence", "right", title=f"Brier score {brier(verdicts):.3f}")
    for number, (mean, right, count) in binned(verdicts, BINS).items():
        table.add_row(f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}", str(count), f"{mean:.3f}", f"{right:.3f}")
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
