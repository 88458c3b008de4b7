"""What the language layer and the bundled model cost: `python -m benchmarks.encoder_speed`.

Questions are the golden ones, each for the first time after the index of the shipped notes was opened; passages are
those of these notes, as the index embeds them, and short ones of SHORT words cut from them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from indexer.golden import GoldenSet
from indexer.language import normalise, terms
from indexer.snapshot import LiveIndex
from indexer.static import load_encoder
from indexer.training.data import passages_of, read_notes
from indexer.vectors import Encoder
from knowledge_base.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "indexer" / "model"
ROUNDS, SHORT = 10, 12


def main() -> None:
    """Prints milliseconds a question, passages a second and the size of the model."""
    with TemporaryDirectory(prefix="prima-speed-") as place:
        settings = Settings(data_dir=Path(place))
        # In another process: this one must meet the words of the notes for the first time, as a bot that starts does.
        subprocess.run(
            [sys.executable, "-m", "indexer", "build"], env=os.environ | {"PRIMA_DATA_DIR": place}, check=True
        )
        encoder = load_encoder(settings.model, settings.embedding.batch_size)
        LiveIndex(settings.index_dir, encoder.fingerprint).snapshot()
    texts = [question.text for question in GoldenSet.load(ROOT / "tests" / "golden").questions]
    show("normal form and terms", milliseconds(lambda text: (normalise(text), terms(text)), texts))
    show("the same, known words", milliseconds(lambda text: (normalise(text), terms(text)), texts))
    show("vector of a question", milliseconds(lambda text: encoder.encode_queries([text]), texts))
    passages = [text for note in read_notes(ROOT / "knowledge_base") for text in passages_of(note)]
    words = [text.split() for text in passages]
    short = [" ".join(each[start : start + SHORT]) for each in words for start in range(0, len(each), SHORT)]
    for texts in (passages, short):
        mean = sum(len(text.split()) for text in texts) / len(texts)
        print(f"{passages_a_second(encoder, texts * ROUNDS):,.0f} passages of {mean:.0f} words a second")
    print(f"model: {sum(file.stat().st_size for file in MODEL.rglob('*') if file.is_file()) / 1e6:.1f} MB")


def passages_a_second(encoder: Encoder, texts: Sequence[str]) -> float:
    """How many are embedded a second; the words of a few are met before."""
    encoder.encode_passages(texts[:64])
    started = time.perf_counter()
    encoder.encode_passages(texts)
    return len(texts) / (time.perf_counter() - started)


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
