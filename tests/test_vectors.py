"""Vectors: unit length, the right prompts, a clear word when a model is missing."""

from __future__ import annotations

import json
import shutil
import string
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from indexer.vectors import PRIMA_FILE, Encoder, SentenceEncoder, fingerprint_of, unit_rows
from knowledge_base.errors import ModelError

NO_NETWORK = """
import socket
from indexer.static import load_encoder
from knowledge_base.errors import ModelError
def refuse(*_):
    raise SystemExit("the network was touched")
socket.getaddrinfo = socket.socket.connect = refuse
try:
    load_encoder("tidak/ada", 8)
except ModelError as error:
    print(error)
"""
BUNDLED = Path(__file__).parent.parent / "indexer" / "model"


@pytest.fixture(scope="module")
def bundled() -> SentenceEncoder:
    return SentenceEncoder.load(BUNDLED, 32)


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random transformer of two layers that sees letters only, and has a prompt for either side."""
    folder = tmp_path_factory.mktemp("transformer")
    pieces = ["[PAD]", "[UNK]", *string.ascii_letters, *(f"##{letter}" for letter in string.ascii_letters), ":"]
    tokenizer = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]")
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(pieces), max_position_embeddings=64, **sizes)).save_pretrained(folder / "bert")
    fast.save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"), max_seq_length=64)
    prompts = {"query": "tanya: ", "document": "isi: "}
    SentenceTransformer(modules=[words, Pooling(32)], prompts=prompts, device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_bundled_model_needs_no_network_and_little_room(bundled: SentenceEncoder) -> None:
    encoder: Encoder = bundled
    assert encoder.dimension == 256
    assert sum(path.stat().st_size for path in BUNDLED.rglob("*")) < 20_000_000
    assert all(path.suffix != ".bin" for path in BUNDLED.rglob("*")), "no pickle"


def test_bundled_model_loads_with_plain_sentence_transformers() -> None:
    rows = SentenceTransformer(str(BUNDLED), local_files_only=True).encode(["warga marah", ""])
    assert np.isfinite(rows).all()
    assert np.abs(rows[0]).sum() > 0


def test_bundled_model_knows_synonyms(bundled: SentenceEncoder) -> None:
    near = [
        ("pengunjung emosi", "warga marah di loket"),
        ("manula", "lansia"),
        ("keluhan masyarakat", "pengaduan warga"),
    ]
    for one, other in near:
        left, right, far = bundled.encode_queries([one, other, "cuaca besok"])
        assert left @ right > 0.4 > left @ far, one


def test_bundled_model_reads_chat_as_formal_text(bundled: SentenceEncoder) -> None:
    typed, meant = bundled.encode_queries(
        ["gmn ngadepin org2 yg marah?", "Bagaimana menghadapi orang-orang yang marah"]
    )
    assert np.allclose(typed, meant)


def test_query_and_document_prompts_differ(transformer: Path) -> None:
    encoder = SentenceEncoder.load(transformer, 2)
    texts = ["halo", "dunia", "apa kabar semua"]
    queries, passages = encoder.encode_queries(texts), encoder.encode_passages(texts)
    assert queries.shape == passages.shape == (3, encoder.dimension)
    assert not np.allclose(queries, passages, atol=1e-4)
    plain = SentenceTransformer(str(transformer), local_files_only=True)
    assert np.allclose(queries, unit_rows(plain.encode([f"tanya: {text}" for text in texts])), atol=1e-5)
    assert np.allclose(passages, unit_rows(plain.encode([f"isi: {text}" for text in texts])), atol=1e-5)


def test_other_models_get_the_text_as_written(transformer: Path) -> None:
    """`yg` is made formal only for a model that asks for it in prima.json."""
    encoder = SentenceEncoder.load(transformer, 2)
    short, long = encoder.encode_queries(["yg", "yang"])
    assert not np.allclose(short, long, atol=1e-4)


def test_a_model_may_ask_for_normal_form(transformer: Path, tmp_path: Path) -> None:
    folder = tmp_path / "formal"
    shutil.copytree(transformer, folder)
    (folder / PRIMA_FILE).write_text(json.dumps({"normalise": True}), encoding="utf-8")
    short, long = SentenceEncoder.load(folder, 2).encode_queries(["yg", "yang"])
    assert np.allclose(short, long, atol=1e-5)


def test_progress_adds_up(bundled: SentenceEncoder) -> None:
    done: list[int] = []
    rows = bundled.encode_passages([f"pasal {number}" for number in range(600)], done.append)
    assert rows.shape == (600, 256)
    assert sum(done) == 600
    assert len(done) > 1


def test_order_and_batches_do_not_matter(transformer: Path) -> None:
    texts = ["satu", "dua kata", "tiga kata saja", "empat kata saja ya", ""]
    small, large = SentenceEncoder.load(transformer, 1), SentenceEncoder.load(transformer, 16)
    assert np.allclose(small.encode_passages(texts), large.encode_passages(texts), atol=1e-5)


def test_threads_get_the_same_vectors(transformer: Path) -> None:
    encoder = SentenceEncoder.load(transformer, 4)
    texts = [f"{'kata ' * (number % 7 + 1)}ke {number}" for number in range(40)]
    alone = encoder.encode_queries(texts)
    with ThreadPoolExecutor(4) as pool:
        together = np.concatenate(list(pool.map(lambda text: encoder.encode_queries([text]), texts)))
    assert np.allclose(alone, together, atol=1e-5)


def test_no_texts_give_no_rows(bundled: SentenceEncoder) -> None:
    assert bundled.encode_queries([]).shape == (0, 256)
    assert bundled.encode_passages([]).shape == (0, 256)


@settings(deadline=None)
@given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_rows_have_unit_length_or_are_zero(bundled: SentenceEncoder, texts: list[str]) -> None:
    for rows in (bundled.encode_queries(texts), bundled.encode_passages(texts)):
        lengths = np.linalg.norm(rows, axis=1)
        assert rows.dtype == np.float32
        assert ((abs(lengths - 1) < 1e-5) | (lengths == 0)).all()


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(width=32)))
def test_any_numbers_become_unit_or_zero_rows(rows: np.ndarray) -> None:
    lengths = np.linalg.norm(unit_rows(rows), axis=1)
    assert ((abs(lengths - 1) < 1e-5) | (lengths == 0)).all()


def test_fingerprint_follows_the_files(transformer: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(transformer, copy)
    assert fingerprint_of(copy) == fingerprint_of(transformer)
    (copy / "README.md").write_text("reworded", encoding="utf-8")
    (copy / "ranking.json").write_text("{}", encoding="utf-8")
    assert fingerprint_of(copy) == fingerprint_of(transformer)
    (copy / PRIMA_FILE).write_text('{"normalise": true}', encoding="utf-8")
    assert fingerprint_of(copy) != fingerprint_of(transformer)
    assert fingerprint_of("intfloat/e5") != fingerprint_of("intfloat/e6")


def test_fingerprint_needs_no_torch() -> None:
    code = f"import sys; from indexer.vectors import fingerprint_of; fingerprint_of({str(BUNDLED)!r}); "
    code += "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=BUNDLED.parent.parent)


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_a_folder_without_a_model_is_a_clear_error(empty_folder: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be loaded.*embedding\.model"):
        SentenceEncoder.load(empty_folder, 8)


def test_a_missing_folder_is_a_clear_error(empty_folder: Path) -> None:
    with pytest.raises(ModelError, match=r"is not a folder.*embedding\.model"):
        SentenceEncoder.load(empty_folder / "nothing", 8)


def test_a_name_that_is_not_here_is_said_without_asking_a_hub() -> None:
    """In a process of its own, whose every connection would be an error of another kind."""
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK], cwd=BUNDLED.parent.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (
        "'tidak/ada': its folder is not on this machine, and Prima downloads none. Set embedding.model" in done.stdout
    )


def test_a_broken_model_is_a_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(BUNDLED, folder)
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceEncoder.load(folder, 8)


def test_a_broken_prima_file_is_a_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(BUNDLED, folder)
    (folder / PRIMA_FILE).write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="not JSON"):
        SentenceEncoder.load(folder, 8)
