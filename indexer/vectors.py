"""VECTORS: texts in, unit-length float32 rows out. The only importer of sentence_transformers.

The import takes seconds, so it happens inside `SentenceEncoder.load`; asking which model it would be
(`fingerprint_of`) costs only the reading of the model's files.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.language import normalise
from knowledge_base.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatMatrix: TypeAlias = npt.NDArray[np.float32]

# What a model folder tells Prima, beside what it tells sentence-transformers.
PRIMA_FILE = "prima.json"
# Files of a model folder that may change while its vectors stay as they are: the card, and what was learned of ranking.
BESIDE_THE_VECTORS = frozenset({"README.md", "ranking.json"})
# Texts handed to the model in one go, in batches: what lies between two reports of progress.
_BATCHES_PER_REPORT = 8


class Encoder(Protocol):
    """Whatever turns texts into vectors: one row of unit length per text, or of zeros for a text without words."""

    @property
    def name(self) -> str:
        """What the settings call the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """Differs when the model differs; vectors of unequal fingerprints must not meet."""
        ...

    @property
    def dimension(self) -> int:
        """Columns of every matrix it returns."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Questions as float32 of shape (len(texts), dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> FloatMatrix:
        """Passages as float32 of shape (len(texts), dimension); `progress` is told how many more are done."""
        ...


class SentenceEncoder:
    """Any sentence-transformers model, with its own prompts for questions and passages. Safe to share by threads."""

    def __init__(
        self, name: str, fingerprint: str, model: SentenceTransformer, *, batch_size: int, formal: bool
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = model.get_embedding_dimension() or 0
        self._model = model
        self._batch_size = batch_size
        self._formal = formal
        # Fast tokenizers keep their padding in mutable state ("Already borrowed" when two threads meet there).
        self._one_at_a_time = Lock()

    @classmethod
    def load(cls, name: str | Path, batch_size: int) -> SentenceEncoder:
        """Load a model folder, or a sentence-transformers name that was downloaded before; never touches the network.

        Raises ModelError, with what to do, when there is no such model or it cannot be read.
        """
        folder = Path(name)
        fingerprint = fingerprint_of(name)
        formal = wants_normal_form(folder)

        os.environ["HF_HUB_OFFLINE"] = "1"  # read at the import: no hub is ever asked
        # These imports take seconds.
        from safetensors import SafetensorError  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        try:
            model = SentenceTransformer(str(name), device="cpu", local_files_only=True)
        except (SafetensorError, OSError, ValueError, LookupError, RuntimeError, ImportError, AttributeError) as error:
            raise ModelError(_unloadable(folder, error)) from error
        # Half precision is how a small file is stored; sums are taken in single precision.
        model.float().eval()
        return cls(str(name), fingerprint, model, batch_size=batch_size, formal=formal)

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Questions as unit rows of shape (len(texts), dimension), encoded with the model's query prompt."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> FloatMatrix:
        """Passages as unit rows of shape (len(texts), dimension), encoded with the model's document prompt.

        `progress` is called after every few batches with the number of texts done since its last call.
        """
        step = self._batch_size * _BATCHES_PER_REPORT
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), step):
            part = texts[start : start + step]
            rows[start : start + len(part)] = self._encode(self._model.encode_document, part)
            if progress:
                progress(len(part))
        return rows

    def _encode(self, encode: Callable[..., npt.NDArray[np.float32]], texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        written = [normalise(text) for text in texts] if self._formal else list(texts)
        with self._one_at_a_time:
            rows = encode(written, batch_size=self._batch_size, show_progress_bar=False, convert_to_numpy=True)
        return unit_rows(rows)


_ADVICE = "Set embedding.model to a folder with a sentence-transformers model, or to a name that is downloaded already"


def _unloadable(folder: Path, error: Exception) -> str:
    """Why a model could not be loaded, and what to do."""
    if not folder.is_dir():
        return f"the embedding model '{folder}': its folder is not on this machine, and Prima downloads none. {_ADVICE}"
    reason = str(error).strip().split("\n", maxsplit=1)[0] or type(error).__name__
    return f"the embedding model '{folder}' cannot be loaded: {reason}. {_ADVICE}"


def unit_rows(rows: npt.ArrayLike) -> FloatMatrix:
    """Rows scaled to length 1 as float32; a row of zeros, or one that is not finite, becomes zeros."""
    matrix = np.asarray(rows, dtype=np.float32)
    finite = np.isfinite(matrix).all(axis=1, keepdims=True)
    matrix = np.where(finite, matrix, np.float32(0))
    # The largest entry goes first, so that the squares of tiny or huge entries neither vanish nor overflow.
    largest = np.abs(matrix).max(axis=1, keepdims=True, initial=0)
    scaled = matrix / np.where(largest > 0, largest, 1)
    lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
    return np.asarray(scaled / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def fingerprint_of(name: str | Path) -> str:
    """Hash of a model folder's files (names and content), or the name itself when it is no folder. No torch."""
    folder = Path(name)
    if not folder.is_dir():
        if folder.is_absolute() or str(name).startswith((".", "~")):
            message = f"the embedding model {str(name)!r} is not a folder. {_ADVICE}"
            raise ModelError(message)
        return f"name:{name}"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in BESIDE_THE_VECTORS:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return f"files:{digest.hexdigest()[:32]}"


def wants_normal_form(folder: Path) -> bool:
    """Whether the model was trained on `normalise`d text, as its folder says."""
    path = folder / PRIMA_FILE
    if not path.is_file():
        return False
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path}: not JSON ({error}). Restore the file from the model's source"
        raise ModelError(message) from error
    return isinstance(told, dict) and told.get("normalise") is True
