"""TOPIC: where a text belongs, by the notes nearest to it. Measured: `python -m benchmarks.topics`."""

from __future__ import annotations

import math
from collections.abc import Sequence

from indexer.search import Found, Hit

NEAREST = 5
"""Notes that say where a text belongs."""
MOST = 0.6
"""Share of the nearest notes' odds that a topic must have to be proposed."""
SURE = 0.55
"""That share, times how likely it is that the nearest note answers and how much of the text is known to any note."""


def topic_of(found: Found) -> str:
    """The topic that a text clearly belongs to; empty when none is clear, or no note is near."""
    shares = _shares(found.hits)
    near = found.confidence * (1 - found.unknown_share)
    return next((topic for topic, share in shares[:1] if share > MOST and share * near > SURE), "")


def topics_near(found: Found) -> list[str]:
    """The topics of the nearest notes that are near enough to be named, the likeliest first."""
    return [topic for topic, _ in _shares(found.near) if topic]


def _shares(hits: Sequence[Hit]) -> list[tuple[str, float]]:
    """Each topic's share of the odds that the nearest notes answer the text, the greatest first."""
    nearest = hits[:NEAREST]
    odds = [math.exp(hit.score - nearest[0].score) for hit in nearest]
    shares: dict[str, float] = {}
    for hit, each in zip(nearest, odds, strict=True):
        shares[hit.note.topic] = shares.get(hit.note.topic, 0.0) + each / sum(odds)
    return sorted(shares.items(), key=lambda share: -share[1])
