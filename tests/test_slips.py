"""Typing slips are mended against the words of the shipped notes, and right words are left alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answerer
from indexer.language import normalise
from indexer.lexicon import lexicon
from indexer.slips import Corrector, without_slips

SLIPS = {
    "pengduan": "pengaduan",
    "pegnaduan": "pengaduan",
    "gratifikais": "gratifikasi",
    "gratiifkasi": "gratifikasi",
    "kepuasn": "kepuasan",
    "pelyanan": "pelayanan",
    "pelayanna": "pelayanan",
    "penghrgaan pegwai": "penghargaan pegawai",
    "disipln": "disiplin",
    "hukumn disiplin": "hukuman disiplin",
    "maklumta pelayanan": "maklumat pelayanan",
    "standr pelayanan": "standar pelayanan",
    "ombudsmn": "ombudsman",
    "pelathan": "pelatihan",
    "evaluais pelatihan": "evaluasi pelatihan",
    "kuesionr": "kuesioner",
    "respondn": "responden",
    "tnggng jawab": "tanggung jawab",
    "suratkuasa": "surat kuasa",
    "loketantrean": "loket antrean",
    "thapannya apa": "tahapannya apa",
    "pengduannya hilang": "pengaduannya hilang",
    "puskesms": "puskesmas",
    "inovsi": "inovasi",
    "benturn kepentingan": "benturan kepentingan",
    "tndak lanjt lapran": "tindak lanjut laporan",
    "hari selsa": "hari selasa",
    "kinreja pegawai": "kinerja pegawai",
}
ENGLISH = (
    "What's the deadline to respond to a report?",
    "how do I handle a citizen who is shouting at the counter",
    "can you give me a sample reply to a complaint",
)


@pytest.fixture(scope="module")
def corrector(answerer: Answerer) -> Corrector:
    return answerer.searcher.view().corrector


@pytest.mark.parametrize(("typed", "meant"), SLIPS.items())
def test_a_slip_is_mended(corrector: Corrector, typed: str, meant: str) -> None:
    assert normalise(corrector.correct(typed)) == meant


@pytest.mark.parametrize("question", ENGLISH)
def test_an_english_question_stays_as_it_is(corrector: Corrector, question: str) -> None:
    assert corrector.correct(question) == question


def test_words_of_the_notes_and_of_the_language_are_never_mended(corrector: Corrector) -> None:
    known = [word for word in (*corrector.counts, *lexicon().rank) if normalise(word) == word]
    assert len(known) > 40_000
    assert [word for word in known if corrector.correct(word) != word] == []


TYPED = st.lists(
    st.one_of(st.sampled_from(sorted(SLIPS)), st.text(alphabet="abdegiklmnoprstuy", max_size=12), st.text(max_size=8)),
    max_size=6,
).map(" ".join)


def test_a_slip_in_a_question_line_is_no_word() -> None:
    asked = Counter({"pengduan": 1, "lokte": 1, "selasa": 1, "zzz": 1, "loket": 40})
    counts = without_slips(asked, Counter({"pengaduan": 40, "selama": 90, "lokte": 1}))
    assert counts.keys() == {"pengaduan", "selama", "loket", "lokte", "selasa", "zzz"}
    assert counts["lokte"] == 2


@given(TYPED)
def test_what_was_mended_needs_no_mending(corrector: Corrector, text: str) -> None:
    once = normalise(corrector.correct(text))
    assert normalise(corrector.correct(once)) == once


@given(TYPED)
def test_nothing_vanishes(corrector: Corrector, text: str) -> None:
    assert bool(normalise(corrector.correct(text))) == bool(normalise(text))
