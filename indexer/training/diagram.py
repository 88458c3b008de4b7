"""How often Prima was right, by how sure it was, as a picture: on the diagonal, confidence says what it means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from indexer.training.ranking import Verdict

BINS = 10
INCHES = (5.2, 5.2)
INK, ACCENT, PALE = "#22313f", "#0b6e69", "#b9d6d4"


def binned(verdicts: Sequence[Verdict], bins: int) -> dict[int, tuple[float, float, int]]:
    """Mean confidence, share with the right note first and number of the verdicts, by equal parts of the confidence.

    Parts are numbered from 0; one that holds nothing is left out.
    """
    sure = np.array([verdict.sure for verdict in verdicts])
    right = np.array([verdict.first for verdict in verdicts])
    part = np.minimum((sure * bins).astype(int), bins - 1)
    held = {number: part == number for number in np.unique(part).tolist()}
    return {
        number: (float(sure[each].mean()), float(right[each].mean()), int(each.sum())) for number, each in held.items()
    }


def draw_reliability(verdicts: Sequence[Verdict], answer_from: float, file: Path) -> None:
    """Writes the reliability diagram of some verdicts as a PNG; the area of a point is the number of its questions."""
    figure = Figure(INCHES, dpi=150, layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=PALE, linewidth=1.5, zorder=1)
    axes.axvline(answer_from, color=INK, linewidth=1, linestyle=":", zorder=1)
    axes.annotate("answers from here", (answer_from + 0.015, 0.02), color=INK, fontsize=8)
    places = list(binned(verdicts, BINS).values())
    means, shares, counts = zip(*places, strict=True)
    sizes = [30 + 3 * count for count in counts]  # square points
    axes.scatter(means, shares, s=sizes, color=ACCENT, alpha=0.75, zorder=2)
    for (mean, share, count), size in zip(places, sizes, strict=True):
        above = (0.0, math.sqrt(size / math.pi) + 4)
        axes.annotate(str(count), (mean, share), above, textcoords="offset points", ha="center", fontsize=8)
    axes.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.16), xlabel="confidence", ylabel="share with the right note first")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file)
