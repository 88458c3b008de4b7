"""What the language layer and the bundled model cost: `python -m benchmarks.encoder_speed`.

Questions are the golden ones, each for the first time in this process; passages are those of the shipped notes, as the
index embeds them, and as often as it takes to be a few thousand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from indexer.golden import GoldenSet
from indexer.language import normalise, terms
from indexer.static import load_encoder
from indexer.training.data import passages_of, read_notes

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "indexer" / "model"
ROUNDS = 10


def main() -> None:
    """Prints milliseconds a question, passages a second and the size of the model."""
    encoder = load_encoder(str(MODEL), 64)
    texts = [question.text for question in GoldenSet.load(ROOT / "tests" / "golden").questions]
    passages = [text for note in read_notes(ROOT / "knowledge_base") for text in passages_of(note)] * ROUNDS
    show("normal form and terms", milliseconds(lambda text: (normalise(text), terms(text)), texts))
    show("the same, known words", milliseconds(lambda text: (normalise(text), terms(text)), texts))
    show("vector of a question", milliseconds(lambda text: encoder.encode_queries([text]), texts))
    encoder.encode_passages(passages[:64])
    started = time.perf_counter()
    encoder.encode_passages(passages)
    print(f"{len(passages) / (time.perf_counter() - started):,.0f} passages a second")
    size = sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file())
    print(f"model: {size / 1e6:.1f} MB")


def milliseconds(work: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """The time that each text takes."""
    spent = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        spent.append(1000 * (time.perf_counter() - started))
    return spent


def show(label: str, spent: list[float]) -> None:
    """One line of percentiles."""
    p50, p99 = np.percentile(spent, [50, 99])
    print(f"{label}: p50 {p50:.3f} ms, p99 {p99:.3f} ms")


if __name__ == "__main__":
    main()
