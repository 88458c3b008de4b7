"""How notes with few question lines fare beside those with many: `python -m benchmarks.few_questions`.

A third of the shipped notes keep LINES of their question lines, as notes have that were written today or cut from a
document, each of SEEDS another third. Asked are the golden questions; printed is how often the right note comes first,
for questions on such notes and on the others, by what such notes have ahead (indexer.ranking.FEW_AHEAD); and how often
it does where all shipped notes are whole and the articles of indexer/training/laws.jsonl stand beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from indexer.build import build_notes
from indexer.golden import GoldenSet
from indexer.overlay import View
from indexer.ranking import FEW_AHEAD, Ranking, load_ranking
from indexer.static import load_encoder
from indexer.training.data import read_notes
from indexer.training.judging import Case, article_notes, golden_cases
from indexer.vectors import Encoder
from knowledge_base.note import Note

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "indexer" / "model"
SEEDS, LINES, SHARE = (1, 2, 3), 2, 3
AHEAD = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)


def main() -> None:
    """Prints a line for each size of the lead."""
    encoder, ranking = load_encoder(str(MODEL), 64), load_ranking(str(MODEL))
    notes = sorted(read_notes(ROOT / "knowledge_base"), key=lambda note: note.id)
    cases = [case for seed in SEEDS for case in thinned_cases(notes, encoder, seed)]
    laws = article_notes()
    beside = golden_over([*notes, *laws], encoder)
    few = [case for case in cases if on_few(case)]
    many = [case for case in cases if not on_few(case)]
    for ahead in AHEAD:
        right = [np.mean([first(case, ranking, ahead) for case in asked]) for asked in (few, many, beside)]
        used = "  (in use)" if ahead == FEW_AHEAD else ""
        thinned = f"few lines {right[0]:.3f} of {len(few)}, many {right[1]:.3f} of {len(many)}"
        print(f"{ahead:4.2f} ahead: {thinned}; beside {len(laws)} articles {right[2]:.3f} of {len(beside)}{used}")


def thinned_cases(notes: Sequence[Note], encoder: Encoder, seed: int) -> list[Case]:
    """The answerable golden questions over notes of which a third are thinned."""
    random = np.random.default_rng(seed)
    thinned = set(random.permutation(len(notes))[: len(notes) // SHARE].tolist())
    held = [
        replace(note, questions=tuple(random.permutation(np.array(note.questions))[:LINES].tolist()))
        if number in thinned
        else note
        for number, note in enumerate(notes)
    ]
    return golden_over(held, encoder)


def golden_over(notes: Sequence[Note], encoder: Encoder) -> list[Case]:
    """The answerable golden questions over some notes."""
    with TemporaryDirectory(prefix="prima-few-") as place:
        view = View.of(build_notes(Path(place), notes, encoder))
        cases = golden_cases(GoldenSet.load(ROOT / "tests" / "golden"), view, encoder)
    return [case for case in cases if case.answerable]


def on_few(case: Case) -> bool:
    """Whether all notes that answer have few question lines."""
    return bool(case.evidence.few[case.right].all())


def first(case: Case, ranking: Ranking, ahead: float) -> bool:
    """Whether a right note comes first."""
    scores = ranking.note(case.evidence.features) + ahead * case.evidence.few
    return bool(case.right[np.argmax(scores)])


if __name__ == "__main__":
    main()
