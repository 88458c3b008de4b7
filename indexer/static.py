"""STATIC: a static model's vectors without torch: the sum of a text's word-piece rows, scaled to length 1.

`SentenceTransformer` gives the same vectors (a test compares them), but importing it takes seconds and some 400 MB,
which a small machine and a command that embeds one changed note feel. Other models go through sentence-transformers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from indexer.language import normalise
from indexer.vectors import Encoder, FloatMatrix, SentenceEncoder, fingerprint_of, unit_rows, wants_normal_form
from knowledge_base.errors import ModelError

MODULES = "modules.json"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
TENSOR = "embedding.weight"
AT_ONCE = 1_024
WORDS_KEPT = 100_000
"""Words whose pieces are kept in memory, some 200 bytes each; whole texts where words are not cut one by one."""


def is_static(folder: Path) -> bool:
    """Whether a folder holds a sentence-transformers model that is a StaticEmbedding and nothing else."""
    try:
        modules = json.loads((folder / MODULES).read_text(encoding="utf-8"))
        return [str(module["type"]).rpartition(".")[2] for module in modules] == ["StaticEmbedding"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


class StaticEncoder:
    """A StaticEmbedding model. Safe to share between threads."""

    def __init__(self, name: str, fingerprint: str, tokenizer: Tokenizer, rows: FloatMatrix, *, formal: bool) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = int(rows.shape[1])
        self._tokenizer = tokenizer
        self._rows = rows
        self._formal = formal
        self._by_word = _is_by_word(tokenizer)
        self._known: dict[str, list[int]] = {}

    @classmethod
    def load(cls, folder: Path) -> StaticEncoder:
        """The model in a folder; raises ModelError."""
        try:
            written = (folder / TOKENIZER).read_text(encoding="utf-8")
            json.loads(written)["model"]  # tokenizers itself raises a bare Exception for what is none of its files
            tokenizer = Tokenizer.from_str(written)
            tokenizer.no_padding()
            tokenizer.no_truncation()
            rows = load_file(folder / WEIGHTS)[TENSOR].astype(np.float32)
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise ModelError(f"the embedding model in {folder} cannot be read: {error}") from error
        return cls(str(folder), fingerprint_of(folder), tokenizer, rows, formal=wants_normal_form(folder))

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Questions as unit rows of shape (len(texts), dimension)."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> FloatMatrix:
        """Passages as unit rows of shape (len(texts), dimension); `progress` is told how many more are done."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            rows[start : start + len(part)] = self._encode(part)
            if progress:
                progress(len(part))
        return rows

    def _encode(self, texts: Sequence[str]) -> FloatMatrix:
        written = [normalise(text) for text in texts] if self._formal else list(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for number, text in enumerate(written):
            parts = text.split(" ") if self._by_word else [text]
            rows[number] = self._rows[[piece for part in parts for piece in self._pieces(part)]].sum(axis=0)
        return unit_rows(rows)

    def _pieces(self, word: str) -> list[int]:
        """Rows of a word's pieces, kept, since texts are made of the same words again and again."""
        pieces = self._known.get(word)
        if pieces is None:
            pieces = self._tokenizer.encode(word, add_special_tokens=False).ids
            if len(self._known) >= WORDS_KEPT:
                self._known.clear()
            self._known[word] = pieces
        return pieces


def _is_by_word(tokenizer: Tokenizer) -> bool:
    """Whether a text's pieces are those of its words: other tokenizers look across spaces."""
    written = json.loads(tokenizer.to_str())
    before = (written["pre_tokenizer"] or {}).get("type")
    return written["normalizer"] is None and before in {"BertPreTokenizer", "Whitespace", "WhitespaceSplit"}


def load_encoder(name: str, batch_size: int) -> Encoder:
    """The encoder for a model folder or a sentence-transformers name; raises ModelError."""
    folder = Path(name)
    return StaticEncoder.load(folder) if is_static(folder) else SentenceEncoder.load(name, batch_size)
