"""COMPARE: two finished builds, perhaps of two models, on the golden questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.evaluate import GoldenFigures, evaluate_golden
from indexer.golden import GoldenSet
from indexer.overlay import LiveView, NoChanges
from indexer.ranking import load_ranking
from indexer.search import Searcher
from indexer.snapshot import Snapshot
from indexer.static import load_encoder
from knowledge_base.settings import Settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """A build on the golden questions: shares from 0 to 1. `wrongly_answered` is of those that no note answers."""

    model: str
    first: float
    in_three: float
    wrongly_answered: float

    def to_dict(self) -> dict[str, str | float]:
        """Plain values for JSON."""
        return asdict(self)


class OneBuild:
    """A build as what a view is made of; it never gives way to a newer one."""

    def __init__(self, folder: Path) -> None:
        self._snapshot = Snapshot(folder)

    def snapshot(self) -> Snapshot:
        """The build."""
        return self._snapshot


def compare(settings: Settings, build: str, golden: GoldenSet) -> Comparison:
    """How a build of the settings' model does; takes seconds. Raises UnusableIndexError and ModelError."""
    encoder = load_encoder(settings.model, settings.embedding.batch_size)
    view = LiveView(OneBuild(settings.index_dir / build), encoder, NoChanges())
    figures = evaluate_golden(Searcher(encoder, view, load_ranking(settings.model)), golden)
    asked = [row for row in figures if not row.style.startswith("unanswerable")]
    foreign = [row for row in figures if row.style.startswith("unanswerable")]
    return Comparison(
        settings.embedding.model,
        _share((row.first, row) for row in asked),
        _share((row.in_three, row) for row in asked),
        _share((row.answered, row) for row in foreign),
    )


def _share(rows: Iterable[tuple[float, GoldenFigures]]) -> float:
    """The share over all styles, each by the number of its questions."""
    counted = [(share * row.count, row.count) for share, row in rows]
    total = sum(count for _, count in counted)
    return round(sum(right for right, _ in counted) / total, 4) if total else 0.0
