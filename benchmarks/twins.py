"""How well near duplicates are found: `python -m benchmarks.twins`.

Learns the weights of indexer/twins.py from the labelled pairs of tests/twins.jsonl, judges them by five-fold
cross-validation beside three simpler measures, and prints what stands in indexer/twins.py now.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression

from indexer import language
from indexer.contradictions import Weight
from indexer.snapshot import whole_note
from indexer.static import load_encoder
from indexer.training.data import read_notes
from indexer.twins import TWIN_FROM, Comparing, features, likeness, overlap
from knowledge_base.note import Note
from knowledge_base.settings import ROOT, load_settings

PAIRS = ROOT / "tests" / "twins.jsonl"
FOLDS = 5
NAMES = ("body", "cosine", "questions")


def weight_of(notes: list[Note]) -> Weight:
    """BM25's inverse document frequency over whole notes, as the index has it."""
    holding = Counter(term for note in notes for term in set(language.terms(whole_note(note))))
    return lambda term: math.log(1 + (len(notes) - holding[term] + 0.5) / (holding[term] + 0.5))


def pairs_of(file: Path, notes: list[Note]) -> list[tuple[Note, Note, bool]]:
    """Each labelled pair: a note of ours, one that somebody might write, and whether they are the same."""
    by_id = {note.id: note for note in notes}
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        ours = by_id[row["note"]]
        theirs = Note(
            id=f"baru-{number}",
            title=row["title"],
            kind="praktik",
            body=row["body"],
            questions=tuple(row["questions"]),
            checked=ours.checked,
            review_by=ours.checked + timedelta(days=180),
            topic=ours.topic,
            example=True,
        )
        found.append((ours, theirs, bool(row["same"])))
    return found


def judge(said: NDArray[np.bool_], same: NDArray[np.bool_]) -> tuple[float, float]:
    """Precision and recall."""
    right = float((said & same).sum())
    return right / max(1.0, float(said.sum())), right / float(same.sum())


def held_out(rows: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The probability of each pair, by weights that were learned without its fold."""
    sure = np.zeros(len(rows))
    for fold in np.array_split(np.random.default_rng(1).permutation(len(rows)), FOLDS):
        rest = np.setdiff1d(np.arange(len(rows)), fold)
        sure[fold] = LogisticRegression(C=10.0).fit(rows[rest], same[rest]).predict_proba(rows[fold])[:, 1]
    return sure


def main() -> None:
    """Prints precision and recall, and the weights learned from all pairs."""
    settings = load_settings()
    notes = read_notes(settings.notes_dir)
    encoder, weight = load_encoder(settings.model, settings.embedding.batch_size), weight_of(notes)
    pairs = pairs_of(PAIRS, notes)
    comparing = Comparing(encoder)
    rows = np.array([features(*comparing.of([ours, theirs]), weight) for ours, theirs, _ in pairs])
    titles = np.array(
        [[overlap({*language.terms(ours.title)}, {*language.terms(theirs.title)}, weight)] for ours, theirs, _ in pairs]
    )
    same = np.array([each for _, _, each in pairs])
    table = Table("measure", "precision", "recall", title=f"{len(pairs)} pairs, {int(same.sum())} of them the same")
    measures = {"title alone": titles, "cosine alone": rows[:, [1]], "body alone": rows[:, [0]]}
    measures |= {"body, cosine and questions": rows, "with the title too": np.hstack([rows, titles])}
    for name, held in measures.items():
        figures = judge(held_out(held, same) >= TWIN_FROM, same)
        table.add_row(f"{name}, cross-validated", *(f"{figure:.3f}" for figure in figures))
    shipped = np.array([likeness(*comparing.of([ours, theirs]), weight) for ours, theirs, _ in pairs])
    figures = judge(shipped >= TWIN_FROM, same)
    table.add_row("as it ships", *(f"{figure:.3f}" for figure in figures))
    Console().print(table)
    learned = LogisticRegression(C=10.0).fit(rows, same)
    weights = ", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, learned.coef_[0], strict=True))
    Console().print(f"learned from all: {weights}, intercept {float(learned.intercept_[0]):.2f}")


if __name__ == "__main__":
    main()
