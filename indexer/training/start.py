"""Where training starts: word vectors from what stands near what in plain text.

Positive pointwise mutual information with smoothed contexts, factored by a truncated SVD (Levy, Goldberg & Dagan
2015, "Improving distributional similarity with lessons learned from word embeddings"), each row then weighted by
smooth inverse frequency (Arora et al. 2017). `loket` starts near `konter` and `lansia` near `manula` before any pair
has been seen.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import torch
from scipy import sparse
from tokenizers import Tokenizer

WINDOW = 5
# Tokens commoner than this share of the text are thinned out before windows are taken (word2vec's subsampling).
THINNING = 1e-4
# A token met no more often than this is never thinned, however short the text.
KEPT = 1_000
SMOOTHING = 0.75
# Neighbours met fewer times than this say nothing.
LEAST = 2
# Weight of a piece is RARITY / (RARITY + its share of the text).
RARITY = 3e-4


def start_vectors(tokenizer: Tokenizer, texts: Iterable[str], dimension: int, seed: int) -> torch.Tensor:
    """Float32 vectors of shape (pieces, dimension), rows of length near 1 times their weight."""
    ids = _ids(tokenizer, texts)
    size = tokenizer.get_vocab_size()
    counts = np.bincount(ids[ids >= 0], minlength=size).astype(np.float64)
    near = _neighbours(_thinned(ids, counts, seed), size)
    vectors = _factors(_ppmi(near), dimension, seed)
    weight = RARITY / (RARITY + counts / counts.sum())
    return torch.from_numpy((vectors * weight[:, None]).astype(np.float32))


def _ids(tokenizer: Tokenizer, texts: Iterable[str]) -> npt.NDArray[np.int32]:
    """Token numbers of all texts end to end, with WINDOW times -1 between texts."""
    gap = np.full(WINDOW, -1, dtype=np.int32)
    parts: list[npt.NDArray[np.int32]] = []
    batch: list[str] = []

    def flush() -> None:
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            parts.extend((np.asarray(encoding.ids, dtype=np.int32), gap))
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) == 5_000:
            flush()
    flush()
    return np.concatenate(parts)


def _thinned(ids: npt.NDArray[np.int32], counts: npt.NDArray[np.float64], seed: int) -> npt.NDArray[np.int32]:
    total = counts.sum()
    share = np.maximum(counts / total, 1e-12)
    keep = np.minimum(1.0, np.sqrt(max(THINNING, KEPT / total) / share))
    drawn = np.random.default_rng(seed).random(len(ids), dtype=np.float32)
    kept: npt.NDArray[np.int32] = ids[(ids < 0) | (drawn < keep[ids])]
    return kept


def _neighbours(ids: npt.NDArray[np.int32], size: int) -> sparse.csr_matrix:
    """How often each piece stands within WINDOW of each other, nearer ones counted more."""
    near = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = ids[:-distance], ids[distance:]
        both = (left >= 0) & (right >= 0)
        weight = np.full(int(both.sum()), (WINDOW + 1 - distance) / WINDOW, dtype=np.float32)
        near = near + sparse.coo_matrix((weight, (left[both], right[both])), shape=(size, size)).tocsr()
    near = (near + near.T).tocsr()
    near.data[near.data < LEAST] = 0
    near.eliminate_zeros()
    return near


def _ppmi(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """log(p(w, c) / (p(w) p(c)^0.75)) where positive."""
    words = np.asarray(near.sum(axis=1)).ravel()
    contexts = words**SMOOTHING
    rows = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
    with np.errstate(divide="ignore"):
        information = np.log(near.data) - np.log(words[rows]) - np.log(contexts[near.indices] / contexts.sum())
    near.data = np.maximum(information, 0).astype(np.float32)
    near.eliminate_zeros()
    return near


def _factors(matrix: sparse.csr_matrix, dimension: int, seed: int) -> npt.NDArray[np.float32]:
    """Left singular vectors times the root of their values, without the direction all rows share; unit rows."""
    torch.manual_seed(seed)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse", UserWarning)  # torch calls its sparse matrices a beta
        square = torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr.astype(np.int64)),
            torch.from_numpy(matrix.indices.astype(np.int64)),
            torch.from_numpy(matrix.data),
            size=matrix.shape,
        )
    # The matrix is symmetric, so one product serves for both sides of the randomised SVD (Halko et al. 2011).
    basis = torch.linalg.qr(square @ torch.randn(matrix.shape[0], dimension + 32)).Q
    for _ in range(4):
        basis = torch.linalg.qr(square @ basis).Q
    _, values, right = torch.linalg.svd((square @ basis).T, full_matrices=False)
    vectors = right[: dimension + 1].T * values[: dimension + 1].sqrt()
    vectors = vectors[:, 1:] - vectors[:, 1:].mean(dim=0)
    # A piece without neighbours starts anywhere.
    alone = torch.from_numpy(np.diff(matrix.indptr) == 0)
    vectors[alone] = torch.randn(int(alone.sum()), vectors.shape[1])
    return np.asarray(torch.nn.functional.normalize(vectors), dtype=np.float32)
