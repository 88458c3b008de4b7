"""VectorIndex finds what NumPy finds by comparing with everything, and refuses what it cannot read."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from indexer.index import FloatMatrix, VectorIndex
from knowledge_base.errors import UnusableIndexError

EXACT = 1_000_000
COMPASS = np.array([[0, 1], [1, 0], [0, -1], [-1, 0]], dtype=np.float32)  # north, east, south, west


def unit(rows: NDArray[np.float64]) -> FloatMatrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


@some.composite
def unit_vectors(draw: some.DrawFn) -> FloatMatrix:
    """1 to 60 rows of 1 to 9 numbers, on a coarse grid so that ties and zero rows are common."""
    shape = draw(some.integers(1, 60)), draw(some.integers(1, 9))
    return unit(np.random.default_rng(draw(some.integers(0, 10_000))).integers(-2, 3, shape).astype(float))


def clustered(count: int, dimension: int, clusters: int, seed: int) -> FloatMatrix:
    """Unit vectors in clusters, as the vectors of texts about a number of subjects are."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(clusters, dimension))
    return unit(centres[rng.integers(clusters, size=count)] + 0.7 * rng.normal(size=(count, dimension)))


def test_the_nearest_comes_first() -> None:
    index = VectorIndex.from_vectors(COMPASS, EXACT)
    ids, cosines = index.search(unit(np.array([[0.3, 0.9]]))[0], 3)
    assert ids.tolist() == [0, 1, 3]
    assert cosines == pytest.approx(np.array([0.9, 0.3, -0.3]) / np.hypot(0.3, 0.9))


@given(unit_vectors(), some.integers(0, 70), some.integers(0, 10_000))
def test_exact_search_is_brute_force(vectors: FloatMatrix, k: int, seed: int) -> None:
    """Best first, every number once, each with its own cosine; equal cosines may stand in any order."""
    rng = np.random.default_rng(seed)
    query = vectors[0] if seed % 2 else unit(rng.normal(size=(1, vectors.shape[1])))[0]
    ids, cosines = VectorIndex.from_vectors(vectors, EXACT).search(query, k)
    slow = vectors @ query
    assert len(ids) == len(cosines) == min(k, len(vectors)) == len(set(ids.tolist()))
    np.testing.assert_allclose(cosines, slow[ids], atol=1e-6)
    np.testing.assert_allclose(cosines, np.sort(slow)[::-1][:k], atol=1e-6)


@pytest.mark.parametrize("exact_up_to", [EXACT, 100])
def test_what_is_saved_is_loaded(tmp_path: Path, exact_up_to: int) -> None:
    vectors = clustered(600, 16, 12, seed=1)
    made = VectorIndex.from_vectors(vectors, exact_up_to)
    made.save(tmp_path / "v.faiss")
    loaded = VectorIndex.load(tmp_path / "v.faiss", 16)
    assert (len(loaded), loaded.dimension, loaded.exact) == (600, 16, exact_up_to == EXACT)
    assert loaded.exact == made.exact
    for query in clustered(20, 16, 12, seed=2):
        for before, after in zip(made.search(query, 10), loaded.search(query, 10), strict=True):
            np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("exact_up_to", [EXACT, 100])
def test_vectors_come_back_by_their_numbers(tmp_path: Path, exact_up_to: int) -> None:
    """In any order and with repeats, before saving and after loading, exact or not."""
    vectors = clustered(600, 16, 12, seed=3)
    made = VectorIndex.from_vectors(vectors, exact_up_to)
    made.save(tmp_path / "v.faiss")
    wanted = np.array([599, 0, 17, 17, 300])
    for index in (made, VectorIndex.load(tmp_path / "v.faiss", 16)):
        np.testing.assert_array_equal(index.vectors(wanted), vectors[wanted])
        assert index.vectors(wanted[:0]).shape == (0, 16)


def test_vectors_are_a_copy() -> None:
    """Changing what was handed out does not change the index."""
    index = VectorIndex.from_vectors(COMPASS, EXACT)
    index.vectors(np.array([0]))[:] = 9
    assert index.search(COMPASS[0], 1)[1].tolist() == [1.0]


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    VectorIndex.from_vectors(np.empty((0, 3), np.float32), 0).save(tmp_path / "v.faiss")
    index = VectorIndex.load(tmp_path / "v.faiss", 3)
    ids, cosines = index.search(np.ones(3, np.float32), 5)
    assert (len(index), ids.tolist(), cosines.tolist()) == (0, [], [])


def test_a_question_of_another_dimension_is_refused() -> None:
    index = VectorIndex.from_vectors(COMPASS, EXACT)
    for wrong in (np.ones(3, np.float32), np.ones((1, 2), np.float32)):
        with pytest.raises(UnusableIndexError, match="vectors of 2 numbers, asked with"):
            index.search(wrong, 1)


def test_a_file_of_another_dimension_is_refused(tmp_path: Path) -> None:
    VectorIndex.from_vectors(COMPASS, EXACT).save(tmp_path / "v.faiss")
    with pytest.raises(UnusableIndexError, match=r"v\.faiss holds vectors of 2 numbers, expected 256"):
        VectorIndex.load(tmp_path / "v.faiss", 256)


@pytest.mark.parametrize("exact_up_to", [EXACT, 100])
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, exact_up_to: int) -> None:
    file = tmp_path / "v.faiss"
    VectorIndex.from_vectors(clustered(200, 4, 5, seed=4), exact_up_to).save(file)
    whole = file.read_bytes()
    for length in range(0, len(whole), 31):
        file.write_bytes(whole[:length])
        with pytest.raises(UnusableIndexError, match=r"v\.faiss cannot be read"):
            VectorIndex.load(file, 4)


def test_a_damaged_header_is_refused(tmp_path: Path) -> None:
    """Refused, or still of the right dimension; never another error."""
    file = tmp_path / "v.faiss"
    VectorIndex.from_vectors(clustered(200, 4, 5, seed=4), 100).save(file)
    whole = file.read_bytes()
    refused = 0
    for place, byte in itertools.product(range(36), (0x00, 0x01, 0x80, 0xFF)):
        file.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
        try:
            assert VectorIndex.load(file, 4).dimension == 4
        except UnusableIndexError:
            refused += 1
    assert refused > 36


def test_missing_and_foreign_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "foreign.faiss").write_text("bukan indeks " * 100)
    for name in ("missing.faiss", "foreign.faiss"):
        with pytest.raises(UnusableIndexError, match=f"{name} cannot be read"):
            VectorIndex.load(tmp_path / name, 4)


def test_the_search_is_exact_up_to_the_border_and_while_there_is_too_little_to_learn_cells_from() -> None:
    vectors = clustered(200, 8, 4, seed=5)
    assert VectorIndex.from_vectors(vectors, 200).exact
    assert not VectorIndex.from_vectors(vectors, 199).exact
    assert VectorIndex.from_vectors(vectors[:39], 0).exact
    assert not VectorIndex.from_vectors(vectors[:40], 0).exact


def test_the_same_vectors_make_the_same_file(tmp_path: Path) -> None:
    vectors = clustered(2_000, 8, 20, seed=6)
    for name in ("a", "b"):
        VectorIndex.from_vectors(vectors, 1_000).save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_approximate_search_finds_nine_of_the_ten_nearest() -> None:
    """Measured against exact search on 6,000 clustered vectors; benchmarks/index_recall.py measures large indexes."""
    vectors = clustered(6_300, 32, 60, seed=7)
    vectors, questions = vectors[:6_000], vectors[6_000:]
    approximate = VectorIndex.from_vectors(vectors, 1_000)
    exact = VectorIndex.from_vectors(vectors, EXACT)
    assert (approximate.exact, exact.exact) == (False, True)
    found = [
        len(set(approximate.search(question, 10)[0].tolist()) & set(exact.search(question, 10)[0].tolist())) / 10
        for question in questions
    ]
    assert np.mean(found) >= 0.9
    assert all(approximate.search(vectors[number], 1)[0].tolist() == [number] for number in range(0, 6_000, 60))


def test_an_approximate_search_gives_what_it_found_when_asked_for_more() -> None:
    """FAISS pads with -1 when the searched cells hold fewer than k: those are dropped, not handed out."""
    vectors = clustered(2_000, 8, 20, seed=8)
    ids, cosines = VectorIndex.from_vectors(vectors, 1_000).search(vectors[5], 2_000)
    assert 10 < len(ids) < 2_000
    assert len(ids) == len(cosines) == len(set(ids.tolist()))
    assert ids.min() >= 0
    np.testing.assert_allclose(cosines, (vectors @ vectors[5])[ids], atol=1e-6)
