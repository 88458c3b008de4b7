"""How long from a question to its answer, in one process, on the live index: `python benchmarks/answer_speed.py`.

Asks every golden question once, as new to the process as it is to the bot when somebody asks it, then `--rounds` times.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.answer import Answerer
from bot.answering import answerer_of
from indexer.golden import GoldenSet
from knowledge_base.settings import ROOT, load_settings
from knowledge_base.store import Desk


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
def main(rounds: int) -> None:
    """Prints the percentiles of the time to an answer, in milliseconds."""
    settings = load_settings()
    with Desk(settings.database) as desk:
        _measure(answerer_of(settings, desk), rounds)


def _measure(answerer: Answerer, rounds: int) -> None:
    golden = GoldenSet.load(ROOT / "tests" / "golden")
    texts = [question.text for question in (*golden.questions, *golden.unanswerable)]
    first = [milliseconds(answerer, text) for text in texts]
    again = [milliseconds(answerer, text) for text in texts * rounds]
    notes = answerer.searcher.view().manifest.notes
    for label, spent in (("first time", first), ("again", again)):
        p50, p90, p99 = np.percentile(spent, [50, 90, 99])
        print(f"{label}: {len(spent)} answers from {notes} notes: p50 {p50:.1f} ms, p90 {p90:.1f} ms, p99 {p99:.1f} ms")


def milliseconds(answerer: Answerer, text: str) -> float:
    """The time that one answer takes."""
    started = time.perf_counter()
    answerer.answer(text)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
