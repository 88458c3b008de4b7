"""Which terms and neighbouring pairs a text has is told as it stands there, whatever the texts are."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.wording import Wordings, near_keys, note_keys, pair_keys, term_keys
from knowledge_base.errors import UnusableIndexError

words = some.lists(some.sampled_from("warga marah loket surat cuti antre".split()), max_size=8)


@given(some.lists(words, max_size=6), words)
def test_shares_are_what_one_counts_by_hand(texts: list[list[str]], asked: list[str]) -> None:
    held = Wordings.of(map(note_keys, texts))
    terms = {term: [term in text for text in texts] for term in asked}
    pairs = {
        frozenset(pair): [frozenset(pair) in map(frozenset, pairwise(text)) for text in texts]
        for pair in pairwise(asked)
    }
    for keys, expected in ((term_keys(asked), terms), (pair_keys(asked), pairs)):
        share = np.mean(list(expected.values()), axis=0) if expected else np.zeros(len(texts))
        np.testing.assert_allclose(held.shares(keys), share)


def test_only_neighbours_are_a_pair_whichever_comes_first() -> None:
    held = Wordings.of([note_keys(["warga", "marah", "loket"])])
    assert held.shares(pair_keys(["marah", "warga"])).tolist() == [1]
    assert held.shares(pair_keys(["warga", "loket"])).tolist() == [0]
    assert held.shares(term_keys(["warga", "loket"])).tolist() == [1]


def test_near_are_terms_with_a_few_others_between_them() -> None:
    held = Wordings.of([note_keys(["warga", "datang", "lagi", "marah", "surat"])])
    assert held.shares(near_keys(["marah", "warga"], 2)).tolist() == [1]
    assert held.shares(near_keys(["surat", "warga"], 2)).tolist() == [0], "three stand between them"
    assert held.shares(pair_keys(["marah", "warga"])).tolist() == [0], "near, but no neighbours"
    assert sorted(near_keys(["a", "b", "c", "d"], 2)) == sorted(
        np.concatenate([near_keys(pair, 1) for pair in ("ab", "bc", "cd", "ac", "bd")])
    )


def test_what_was_saved_comes_back_and_damage_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wording.npy"
    texts = [["warga", "marah"], [], ["loket"]]
    Wordings.of(map(note_keys, texts)).save(file)
    asked = term_keys(["warga", "loket"])
    assert Wordings.load(file, 3).shares(asked).tolist() == [0.5, 0, 0.5]
    with pytest.raises(UnusableIndexError, match=r"wording.npy is not of 2 texts"):
        Wordings.load(file, 2)
    file.write_bytes(file.read_bytes()[:-3])
    with pytest.raises(UnusableIndexError, match=r"wording.npy cannot be read"):
        Wordings.load(file, 3)
    np.save(file, np.zeros(3))
    with pytest.raises(UnusableIndexError, match=r"wording.npy is not of 3 texts"):
        Wordings.load(file, 3)
    with pytest.raises(UnusableIndexError, match=r"gone.npy cannot be read"):
        Wordings.load(tmp_path / "gone.npy", 3)
