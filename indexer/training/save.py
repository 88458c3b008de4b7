"""The trained weights as a model folder that plain `SentenceTransformer(folder)` loads."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from indexer.vectors import PRIMA_FILE


def save_model(folder: Path, tokenizer: Tokenizer, weights: torch.Tensor) -> None:
    """Writes tokenizer, half-precision weights and what sentence-transformers and Prima need to know of them."""
    folder.mkdir(parents=True, exist_ok=True)
    module = StaticEmbedding(tokenizer, embedding_weights=weights.to(torch.float16))
    SentenceTransformer(modules=[module], device="cpu").save(str(folder), create_model_card=False)
    (folder / "model.safetensors").chmod(0o644)  # the library writes it for its owner alone
    told = {"normalise": True, "dimension": weights.shape[1]}
    (folder / PRIMA_FILE).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
