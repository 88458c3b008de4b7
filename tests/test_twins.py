"""Near duplicates are found as a moderator would call them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import Answerer
from indexer.twins import TWIN_FROM, Comparing, likeness, overlap
from knowledge_base.note import Note, Source
from knowledge_base.settings import Settings, load_settings
from tests.makers import note

FIRST = (
    "Dengarkan sampai selesai, akui perasaannya, minta maaf atas yang ia alami, lalu sebutkan satu tindakan nyata dan "
    "waktunya."
)
"""A sentence of C4-pedoman-warga-marah."""


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


def short(title: str, body: str) -> Note:
    return note("baru-uji", title=title, body=body, questions=(f"bagaimana {title}?",), sources=())


def test_short_notes_that_differ_in_their_figures_are_twins(answerer: Answerer) -> None:
    searcher, weight = answerer.searcher, answerer.searcher.view().weight
    pair = (
        short("Jam buka loket pengaduan Cilandak", "Loket pengaduan buka pukul 08.00 sampai 14.00."),
        short(
            "Jam layanan loket pengaduan di Cilandak", "Loket pengaduan di Cilandak dibuka pukul 09.00 sampai 15.00."
        ),
    )
    assert likeness(*Comparing(searcher._encoder).of(pair), weight) > TWIN_FROM


def test_one_sentence_is_no_twin_of_a_long_note_that_holds_its_words(answerer: Answerer) -> None:
    lembur = short(
        "Jadwal lembur petugas loket", "Petugas loket boleh lembur paling lama 3 jam sehari dan 60 hari setahun."
    )
    assert answerer.searcher.twins(lembur) == ()


@pytest.mark.parametrize(
    ("title", "body", "identity"),
    [
        (
            "Menghadapi warga marah di loket",
            f"{FIRST} Siapkan segelas air putih.",
            "C4-pedoman-warga-marah",
        ),
        (
            "Menuntun",
            "Bila ia ingin dituntun, biarkan ia yang memegang lengan Anda. Beri tahu bila pergi dan kapan kembali.",
            "C9-pedoman-warga-tunanetra",
        ),
    ],
)
def test_a_short_note_whose_sentences_stand_in_a_long_one_is_its_twin(
    answerer: Answerer, title: str, body: str, identity: str
) -> None:
    assert identity in {twin.note.id for twin in answerer.searcher.twins(short(title, body))}


def test_titles_that_are_nearly_the_same_make_twins_on_one_topic_only(answerer: Answerer) -> None:
    written = short("Berkomunikasi dengan tunanetra", "Sebut nama dulu.")
    assert answerer.searcher.twins(written) == ()
    twins = answerer.searcher.twins(replace(written, topic="C9"))
    assert [twin.note.id for twin in twins] == ["C9-pedoman-warga-tunanetra"]


def article(number: str, law: str) -> Note:
    return note(
        "baru-uji",
        title=f"Pasal {number} {law}",
        body="Peraturan ini mulai berlaku pada tanggal diundangkan.",
        sources=(Source(f"{law} tentang Pelayanan Publik", f"Pasal {number}"),),
    )


def test_an_article_of_a_law_is_the_twin_of_the_same_article_only(answerer: Answerer) -> None:
    ours, comparing, weight = article("62", "UU 25/2009"), Comparing(answerer.searcher._encoder), lambda _: 1.0
    practice = short("Mulai berlaku", ours.body)
    others = [ours, article("63", "UU 25/2009"), article("62", "UU 8/2016"), practice]
    rated = [likeness(*comparing.of([ours, replace(other, id="baru-lain")]), weight) for other in others]
    assert (rated[0] > TWIN_FROM, rated[1:]) == (True, [0.0, 0.0, 0.0])
    assert likeness(*comparing.of([practice, replace(practice, id="baru-lain")]), weight) > TWIN_FROM


def test_overlap_is_of_the_smaller_by_weight() -> None:
    weight = {"warga": 1.0, "marah": 3.0, "loket": 2.0}.__getitem__
    assert overlap({"warga", "marah"}, {"marah", "loket", "warga"}, weight) == 1
    assert overlap({"warga", "marah"}, {"marah", "loket"}, weight) == pytest.approx(3 / 4)
    assert overlap(set(), {"marah"}, weight) == 0
    assert overlap({"warga"}, {"marah", "loket", "warga"}, weight, longer=2) == pytest.approx(1 / 3)


def test_settings_name_the_model_that_the_weights_were_learned_with() -> None:
    """Likeness was learned on the bundled model's cosines: another model needs `python -m benchmarks.twins` again."""
    assert load_settings().embedding.model == Settings().embedding.model == "indexer/model"
