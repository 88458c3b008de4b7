"""The bundled model without torch gives the vectors that sentence-transformers gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.__main__ import GOLDEN
from indexer.golden import GoldenSet
from indexer.ranking import BUNDLED
from indexer.static import StaticEncoder, is_static, load_encoder
from indexer.vectors import SentenceEncoder
from knowledge_base.errors import ModelError


@pytest.fixture(scope="module")
def static() -> StaticEncoder:
    return StaticEncoder.load(BUNDLED)


@pytest.fixture(scope="module")
def reference() -> SentenceEncoder:
    return SentenceEncoder.load(BUNDLED, 64)


def test_it_is_the_same_model(static: StaticEncoder, reference: SentenceEncoder) -> None:
    texts = [question.text for question in GoldenSet.load(GOLDEN).questions]
    np.testing.assert_allclose(static.encode_queries(texts), reference.encode_queries(texts), atol=1e-6)
    np.testing.assert_allclose(static.encode_passages(texts), reference.encode_passages(texts), atol=1e-6)
    assert (static.fingerprint, static.dimension) == (reference.fingerprint, reference.dimension)


@given(some.lists(some.text(some.characters(exclude_categories=["Cs"]), max_size=80), max_size=4))
def test_any_text_has_the_same_vector(static: StaticEncoder, reference: SentenceEncoder, texts: list[str]) -> None:
    np.testing.assert_allclose(static.encode_queries(texts), reference.encode_queries(texts), atol=1e-6)


def test_a_tokenizer_that_looks_across_spaces_is_not_given_single_words(tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLED, tmp_path / "model")
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["pre_tokenizer"] = None  # a whole text is one word, and an unknown one if it has a space in it
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    texts = ["petugas", "petugas menyapa"]
    reference = SentenceEncoder.load(folder, 8).encode_queries(texts)
    np.testing.assert_allclose(load_encoder(str(folder), 8).encode_queries(texts), reference, atol=1e-6)


def test_progress_counts_every_passage(static: StaticEncoder) -> None:
    told: list[int] = []
    assert static.encode_passages(["warga"] * 2_500, told.append).shape == (2_500, static.dimension)
    assert sum(told) == 2_500
    assert len(told) > 1


def test_only_a_static_model_is_read_without_torch(tmp_path: Path) -> None:
    assert isinstance(load_encoder(str(BUNDLED), 8), StaticEncoder)
    modules = [{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Pooling"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    assert not is_static(tmp_path)
    assert not is_static(tmp_path / "tidak-ada")
    (tmp_path / "modules.json").write_text("[1", encoding="utf-8")
    assert not is_static(tmp_path)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"bukan model"])
def test_a_damaged_model_is_refused(tmp_path: Path, file: str, content: bytes | None) -> None:
    folder = shutil.copytree(BUNDLED, tmp_path / "model")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load_encoder(str(folder), 8)
