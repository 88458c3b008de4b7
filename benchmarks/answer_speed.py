"""How long from a question to its answer, in one process, on the live index: `python benchmarks/answer_speed.py`.

Asks every golden question once, so that the caches are as warm as a running bot's, then `--rounds` times by the clock.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.__main__ import answerer_of
from indexer.golden import GoldenSet
from knowledge_base.settings import ROOT, load_settings


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
def main(rounds: int) -> None:
    """Prints the percentiles of the time to an answer, in milliseconds."""
    answerer = answerer_of(load_settings())
    golden = GoldenSet.load(ROOT / "tests" / "golden")
    texts = [question.text for question in (*golden.questions, *golden.unanswerable)]
    for text in texts:
        answerer.answer(text)
    spent = []
    for text in texts * rounds:
        started = time.perf_counter()
        answerer.answer(text)
        spent.append(1000 * (time.perf_counter() - started))
    p50, p90, p99 = np.percentile(spent, [50, 90, 99])
    notes = answerer.searcher.snapshot().manifest.notes
    print(f"{len(spent)} answers from {notes} notes: p50 {p50:.1f} ms, p90 {p90:.1f} ms, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
