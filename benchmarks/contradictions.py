"""How well contradictions are found: `python -m benchmarks.contradictions`.

Sets the two notes of each pair in tests/contradictions.jsonl against each other, prints precision and recall, each pair
that is judged wrongly, and how many contradictions are seen among the shipped notes (there should be none).
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.twins import weight_of
from indexer.contradictions import Weight, disagreements
from indexer.training.data import read_notes
from knowledge_base.note import Note, Source
from knowledge_base.settings import ROOT, load_settings

PAIRS = ROOT / "tests" / "contradictions.jsonl"


def pairs_of(file: Path, like: Note) -> list[tuple[Note, Note, bool]]:
    """Each labelled pair of notes: whether they contradict each other. What a pair leaves out is as in `like`."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        (_note(row["ours"], like, f"a-{number}"), _note(row["theirs"], like, f"b-{number}"), bool(row["contradict"]))
        for number, row in enumerate(rows)
    ]


def judged(pairs: list[tuple[Note, Note, bool]], weight: Weight) -> list[bool]:
    """Of each pair, whether a contradiction is seen."""
    return [any(disagreements(ours, theirs, weight)) for ours, theirs, _ in pairs]


def figures(pairs: list[tuple[Note, Note, bool]], said: list[bool]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum(seen and true for seen, (_, _, true) in zip(said, pairs, strict=True))
    return right / max(1, sum(said)), right / sum(true for _, _, true in pairs)


def _note(row: dict[str, Any], like: Note, identity: str) -> Note:
    sources = tuple(Source(**source) for source in row.get("sources", []))
    days = {"checked": like.checked, "review_by": like.review_by}
    questions = tuple(row.get("questions", (row["title"],)))
    return Note(identity, row["title"], "praktik", row["body"], questions, **days, sources=sources)


def main() -> None:
    """Prints precision, recall and what is judged wrongly."""
    notes = read_notes(load_settings().notes_dir)
    weight = weight_of(notes)
    pairs = pairs_of(PAIRS, notes[0])
    said = judged(pairs, weight)
    precision, recall = figures(pairs, said)
    print(f"{len(pairs)} pairs, {sum(true for _, _, true in pairs)} contradictions: ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    for (ours, theirs, true), seen in zip(pairs, said, strict=True):
        if seen != true:
            print(f"  {'missed' if true else 'false'}: {ours.body} | {theirs.body}")
    found = [each for one, two in combinations(notes, 2) for each in disagreements(one, two, weight)]
    print(f"among the {len(notes)} shipped notes: {len(found)}")
    for each in found:
        print(f"  {each.ours} | {each.theirs}")


if __name__ == "__main__":
    main()
