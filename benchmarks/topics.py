"""How well a note's topic is proposed: `python -m benchmarks.topics`.

Takes each shipped note for a text that somebody sent, leaves the note itself out of the index, and counts how often the
proposed topic is the note's, another, or none; the same for the messages of tests/forum_messages.jsonl, of which each
names the topics that fit.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.handlers.drafting import READ_FOR_NEAR
from bot.openings import without_openings
from indexer.__main__ import plan_of
from indexer.build import build
from indexer.overlay import DatabaseChanges, LiveView, View
from indexer.ranking import load_ranking
from indexer.search import Searcher
from indexer.snapshot import LiveIndex
from indexer.static import load_encoder
from indexer.topic import NEAREST, topic_of
from knowledge_base.chunk import plain
from knowledge_base.settings import ROOT, load_settings
from knowledge_base.store import Desk

MESSAGES = ROOT / "tests" / "forum_messages.jsonl"


class LeavingOut(Searcher):
    """Searches the live notes without one of them."""

    left_out = ""

    def view(self) -> View:
        """What is searched now; raises UnusableIndexError."""
        view = super().view()
        hidden = [np.array([note.id == self.left_out for note in part.entries.notes]) for part in view.parts]
        parts = (replace(part, hidden=part.hidden | own) for part, own in zip(view.parts, hidden, strict=True))
        return replace(view, parts=tuple(parts))

    def topic(self, text: str, left_out: str = "") -> str:
        """The topic that is proposed for a text when one note is not there."""
        self.left_out = left_out
        return topic_of(self.search(text[:READ_FOR_NEAR], NEAREST))


def judged(pairs: Iterable[tuple[str, list[str]]]) -> Counter[str]:
    """How often a proposed topic is right, wrong or none, of what was proposed and what fits."""
    return Counter("none" if not said else "right" if said in fitting else "wrong" for said, fitting in pairs)


def main() -> None:
    """Prints the counts."""
    with tempfile.TemporaryDirectory(prefix="prima-topics-") as folder:
        settings = load_settings().model_copy(update={"data_dir": Path(folder)})
        build(plan_of(settings))
        with Desk(settings.database) as desk:
            encoder = load_encoder(settings.model, settings.embedding.batch_size)
            live = LiveView(LiveIndex(settings.index_dir, encoder.fingerprint), encoder, DatabaseChanges(desk))
            searcher = LeavingOut(encoder, live, load_ranking(settings.model))
            notes = [
                (searcher.topic(f"{note.title}\n{plain(note.body)}", note.id), [note.topic])
                for note in searcher.view().notes
            ]
            rows = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
            messages = [(searcher.topic(without_openings(row["text"])), row["topics"]) for row in rows]
    for name, pairs in (("notes", notes), ("messages", messages)):
        counts = judged(pairs)
        print(f"{len(pairs)} {name}: " + ", ".join(f"{counts[each]} {each}" for each in ("right", "wrong", "none")))


if __name__ == "__main__":
    main()
