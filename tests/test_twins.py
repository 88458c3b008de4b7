"""Near duplicates are found as a moderator would call them; two numbers for one thing are noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import Answerer
from indexer.twins import TWIN_FROM, overlap
from knowledge_base.settings import Settings, load_settings

ONE = 1.0


def found(answerer: Answerer, identity: str) -> set[str]:
    """The twins of a note that somebody writes again under another id and title."""
    ours = answerer.searcher.view().note(identity)
    assert ours is not None
    written = replace(ours, id="baru-uji", title="Catatan yang baru saja ditulis")
    return {twin.note.id for twin in answerer.searcher.twins(written)}


@pytest.mark.parametrize("identity", ["C4-pedoman-warga-marah", "E2-pedoman-rumus-ikm", "B3-pedoman-isi-maklumat"])
def test_the_same_text_under_another_title_is_a_twin(answerer: Answerer, identity: str) -> None:
    known = {each.id for each in answerer.searcher.view().notes}
    identity = identity if identity in known else min(each for each in known if each.startswith(identity[:10]))
    assert identity in found(answerer, identity)


def test_no_shipped_note_is_the_twin_of_another(answerer: Answerer) -> None:
    notes = answerer.searcher.view().notes
    pairs = {(each.id, twin.note.id) for each in notes[::4] for twin in answerer.searcher.twins(each)}
    assert pairs == set()


def test_twins_come_with_their_likeness_the_most_alike_first(answerer: Answerer) -> None:
    ours = answerer.searcher.view().note("C4-pedoman-warga-marah")
    assert ours is not None
    twins = answerer.searcher.twins(replace(ours, id="baru-uji"))
    assert [twin.likeness for twin in twins] == sorted((twin.likeness for twin in twins), reverse=True)
    assert all(TWIN_FROM <= twin.likeness <= 1 for twin in twins)


def test_overlap_is_of_the_smaller_by_weight() -> None:
    weight = {"warga": 1.0, "marah": 3.0, "loket": 2.0}.__getitem__
    assert overlap({"warga", "marah"}, {"marah", "loket", "warga"}, weight) == 1
    assert overlap({"warga", "marah"}, {"marah", "loket"}, weight) == pytest.approx(3 / 4)
    assert overlap(set(), {"marah"}, weight) == 0


def test_settings_name_the_model_that_the_weights_were_learned_with() -> None:
    """Likeness was learned on the bundled model's cosines: another model needs `python -m benchmarks.twins` again."""
    assert load_settings().embedding.model == Settings().embedding.model == "indexer/model"
