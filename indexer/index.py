"""INDEX: which vectors are nearest, by FAISS. The only importer of faiss.

Vectors are unit length, so the inner product is the cosine. Up to a size the search is exact; above it the vectors are
sorted into cells (IVF) and only the nearest cells are searched.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import UnusableIndexError

FloatMatrix = NDArray[np.float32]
Ids = NDArray[np.int64]

CELLS_PER_ROOT = 4  # cells = 4 √n, the lower end of what FAISS's guidelines recommend below a million vectors
PROBED_SHARE = 4  # one cell in four is searched: see benchmarks/index_recall.py for what that finds
TRAINING_PER_CELL = 40  # vectors a cell is learned from; FAISS warns below 39


class VectorIndex:
    """Vectors numbered from 0 and the search among them."""

    def __init__(self, index: Any) -> None:
        if isinstance(index, faiss.IndexIVF):
            index.make_direct_map()  # lets `vectors` find a vector by its number
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: FloatMatrix, exact_up_to: int) -> VectorIndex:
        """An index over unit vectors of shape (n, d): exact when n <= exact_up_to."""
        count, dimension = vectors.shape
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        if count <= exact_up_to or count < TRAINING_PER_CELL:
            index: Any = faiss.IndexFlatIP(dimension)
        else:
            cells = min(int(CELLS_PER_ROOT * math.sqrt(count)), count // TRAINING_PER_CELL)
            index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, cells, faiss.METRIC_INNER_PRODUCT)
            index.cp.seed = 1  # the same vectors make the same index
            sample = np.random.default_rng(1).permutation(count)[: cells * TRAINING_PER_CELL]
            index.train(vectors[np.sort(sample)])
            index.nprobe = max(1, cells // PROBED_SHARE)
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, file: Path, dimension: int) -> VectorIndex:
        """The index that `save` wrote; raises UnusableIndexError when it is damaged or of another dimension."""
        try:
            index = cls(faiss.read_index(str(file)))
        except (RuntimeError, MemoryError) as error:  # what FAISS raises for a missing, cut, damaged or foreign file
            raise UnusableIndexError(f"{file.name} cannot be read: {str(error).splitlines()[-1]}") from error
        if index.dimension != dimension:
            raise UnusableIndexError(f"{file.name} holds vectors of {index.dimension} numbers, expected {dimension}")
        return index

    def save(self, file: Path) -> None:
        """Writes the index to a file."""
        faiss.write_index(self._index, str(file))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        """Whether the search compares with every vector."""
        return not isinstance(self._index, faiss.IndexIVF)

    def search(self, vector: NDArray[np.float32], k: int) -> tuple[Ids, NDArray[np.float32]]:
        """Numbers and cosines of the k vectors nearest to one vector of shape (d,), best first, or all there are.

        Raises UnusableIndexError on a vector of another dimension (FAISS itself fails an empty assertion).
        """
        if vector.shape != (self.dimension,):
            raise UnusableIndexError(f"the index holds vectors of {self.dimension} numbers, asked with {vector.shape}")
        k = min(k, len(self))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        faiss.omp_set_num_threads(1)  # per calling thread; for one question, waking others costs more than they help
        scores, ids = self._index.search(np.ascontiguousarray(vector[None, :], dtype=np.float32), k)
        found = ids[0] >= 0  # an approximate search pads with -1
        return ids[0][found], scores[0][found]

    def vectors(self, ids: Ids) -> FloatMatrix:
        """The vectors with these numbers, shape (len(ids), d)."""
        if len(ids) == 0:
            return np.empty((0, self.dimension), np.float32)
        if self.exact:  # reading FAISS's own memory is ten times faster than asking for copies
            stored: FloatMatrix = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self.dimension)
            return stored.reshape(len(self), self.dimension)[ids]
        found: FloatMatrix = self._index.reconstruct_batch(np.ascontiguousarray(ids, dtype=np.int64))
        return found


def read_array(file: Path) -> NDArray[Any]:
    """An array that `numpy.save` wrote; raises UnusableIndexError when it is missing or damaged."""
    try:
        held: NDArray[Any] = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise UnusableIndexError(f"{file.name} cannot be read ({error})") from error
    return held
