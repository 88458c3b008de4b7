"""Contrastive training of one vector per word piece.

A question's mean must lie nearer to its own passage's mean than to every other passage of the batch, and the other
way round (in-batch negatives; Henderson et al. 2017). While it trains, a piece's vector is a part of its own plus one
that all pieces of its stem share, so that rare forms of a word learn from common ones; the two are added up in the end.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from indexer.language import stem
from indexer.training.data import Pair

SCALE = 25.0
"""Factor on cosines before the softmax (temperature 0.04)."""
SHORT = 3
"""Letters of a word that is too short to be a form of another."""


@dataclass(frozen=True)
class Plan:
    """How to train; `learning_rate` is Adam's, for entries of about `1/sqrt(dimension)`."""

    epochs: float = 1.0
    minutes: float = math.inf
    batch_size: int = 1_024
    learning_rate: float = 0.01
    dropped: float = 0.2
    """Share of a question's pieces left out each time it is seen, so that no single word decides."""
    seed: int = 20261121
    dimensions: tuple[int, ...] = (256, 64)
    """Lengths at which the start of each vector must do by itself (Matryoshka, Kusupati et al. 2022)."""


class Rows(nn.Module):
    """Vectors of pieces, each the sum of its own part and of its stem's."""

    def __init__(self, weights: Tensor, tokenizer: Tokenizer) -> None:
        super().__init__()
        numbers: dict[str, int] = {}
        pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
        self.stem = torch.tensor([numbers.setdefault(_stem(piece), len(numbers)) for piece, _ in pieces])
        members = torch.bincount(self.stem)[:, None]
        shared = torch.zeros(len(numbers), weights.shape[1]).index_add_(0, self.stem, weights) / members
        self.shared = nn.Parameter(shared)
        self.own = nn.Parameter(weights - shared[self.stem])

    def forward(self, ids: Tensor, offsets: Tensor) -> Tensor:
        """The mean vector of each text, as `EmbeddingBag` gives it."""
        own = nn.functional.embedding_bag(ids, self.own, offsets, mode="mean")
        return own + nn.functional.embedding_bag(self.stem[ids], self.shared, offsets, mode="mean")

    def sums(self) -> Tensor:
        """One vector per piece."""
        return (self.own + self.shared[self.stem]).detach()


def _stem(piece: str) -> str:
    """What a piece shares its part with: the stem of a whole word, itself otherwise."""
    return stem(piece) if piece.isalpha() and len(piece) > SHORT else piece


class Bags:
    """Token numbers of many texts, stored end to end."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        rows = [
            np.asarray(encoding.ids, dtype=np.int32)
            for start in range(0, len(texts), 10_000)
            for encoding in tokenizer.encode_batch(list(texts[start : start + 10_000]), add_special_tokens=False)
        ]
        self.ends = np.cumsum([len(row) for row in rows])
        self.starts = self.ends - np.asarray([len(row) for row in rows])
        self.ids = np.concatenate(rows)

    def take(self, rows: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Token numbers and offsets of some texts, as `EmbeddingBag` takes them."""
        parts = [self.ids[self.starts[row] : self.ends[row]] for row in rows]
        offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
        return torch.from_numpy(np.concatenate(parts).astype(np.int64)), torch.from_numpy(offsets)


def train(
    weights: Tensor,
    tokenizer: Tokenizer,
    pairs: Sequence[Pair],
    plan: Plan,
    report: Callable[[int, int, float], None] | None = None,
) -> list[float]:
    """Trains `weights` (pieces, dimension) in place; returns the loss of each batch.

    `report` hears after each batch how many batches are done, of how many, and the loss.
    """
    torch.manual_seed(plan.seed)
    random = np.random.default_rng(plan.seed)
    queries = Bags(tokenizer, [pair.query for pair in pairs])
    positives = Bags(tokenizer, [pair.positive for pair in pairs])
    numbers: dict[str, int] = {}
    groups = np.asarray([numbers.setdefault(pair.group, len(numbers)) for pair in pairs])
    bag = Rows(weights, tokenizer)
    optimizer = torch.optim.Adam(bag.parameters(), lr=plan.learning_rate, betas=(0.9, 0.99), eps=1e-8)
    batches = [batch for _ in range(math.ceil(plan.epochs)) for batch in _batches(pairs, plan.batch_size, random)]
    batches = batches[: max(1, round(len(batches) * plan.epochs / math.ceil(plan.epochs)))]
    losses: list[float] = []
    began = time.monotonic()
    for done, rows in enumerate(batches, start=1):
        share = max(done / len(batches), (time.monotonic() - began) / (plan.minutes * 60))
        if share > 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * _schedule(share)
        same = torch.from_numpy(groups[rows][:, None] == groups[rows][None, :])
        loss = _loss(
            bag(*_thinned(queries.take(rows), plan.dropped, random)), bag(*positives.take(rows)), same, plan.dimensions
        )
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(float(loss.detach()))
        if report:
            report(done, len(batches), losses[-1])
    weights.copy_(bag.sums())
    return losses


def _thinned(bags: tuple[Tensor, Tensor], dropped: float, random: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Texts without a share of their pieces; the first of each stays, so that none is empty."""
    ids, offsets = bags
    keep = torch.from_numpy(random.random(len(ids)) >= dropped)
    keep[offsets] = True
    return ids[keep], torch.cumsum(keep.long(), 0)[offsets] - 1


def _schedule(share: float) -> float:
    """Learning rate as a part of its peak: up over the first twentieth, then down along a cosine."""
    return min(share / 0.05, 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))


def _batches(pairs: Sequence[Pair], size: int, random: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Row numbers of pairs, one source a batch, batches of all sources mixed."""
    sources = np.asarray([pair.source for pair in pairs])
    batches = []
    for source in sorted(set(sources.tolist())):
        rows = random.permutation(np.flatnonzero(sources == source))
        batches += [rows[start : start + size] for start in range(0, len(rows), size)]
    batches = [batch for batch in batches if len(batch) > 1]
    yield from (batches[number] for number in random.permutation(len(batches)))


def _loss(queries: Tensor, positives: Tensor, same: Tensor, dimensions: Sequence[int]) -> Tensor:
    """Cross-entropy both ways, the mean over `dimensions`; what is of the `same` group is no negative."""
    right = torch.arange(len(queries))
    left_out = same.clone().fill_diagonal_(fill_value=False)
    losses = []
    for dimension in dimensions:
        left = nn.functional.normalize(queries[:, :dimension])
        scores = SCALE * left @ nn.functional.normalize(positives[:, :dimension]).T
        scores = scores.masked_fill(left_out, -torch.inf)
        losses.append(nn.functional.cross_entropy(scores, right) + nn.functional.cross_entropy(scores.T, right))
    return torch.stack(losses).sum() / (2 * len(losses))
