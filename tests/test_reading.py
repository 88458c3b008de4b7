"""What speaks for a sentence of a note as the answer to a question."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.asked_for import asked_for
from indexer.reading import SENTENCE_FEATURES, Reading
from tests.fakes import WordEncoder, make_note

CUTI = make_note(
    "cuti",
    "Izin cuti",
    "Ajukan surat cuti lewat atasan.\n\n## Telepon\n\nTanya lewat telepon. Ya.\n\n"
    "## Arti cuti\n\nCuti bersama adalah cuti yang ditetapkan presiden. Lamanya paling banyak sepuluh hari.",
)


def features_of(question: str) -> NDArray[np.float64]:
    """SENTENCE_FEATURES of CUTI's four sentences, where each term weighs 1 and `surat` 2."""
    vector = WordEncoder().encode_queries([question])[0]
    return Reading.of(CUTI, WordEncoder()).features(question, vector, lambda term: 2.0 if term == "surat" else 1.0)


def column(question: str, name: str) -> list[float]:
    values: list[float] = features_of(question)[:, SENTENCE_FEATURES.index(name)].tolist()
    return values


def test_headings_and_single_words_are_no_sentences() -> None:
    assert [sentence.text.strip() for sentence in Reading.of(CUTI, WordEncoder()).sentences] == [
        "Ajukan surat cuti lewat atasan.",
        "Tanya lewat telepon.",
        "Cuti bersama adalah cuti yang ditetapkan presiden.",
        "Lamanya paling banyak sepuluh hari.",
    ]


def test_a_sentence_is_read_under_its_heading_and_an_opening_under_the_title() -> None:
    """`Telepon Tanya lewat telepon.` has the word twice among four, `Izin cuti Ajukan surat cuti …` has it never."""
    assert column("telepon", "cosine")[:2] == pytest.approx([0, 2 / math.sqrt(2**2 + 1 + 1)])
    assert column("izin", "cosine")[0] == pytest.approx(1 / math.sqrt(2**2 + 5))


def test_shares_count_the_weight_of_the_terms_but_those_of_the_title() -> None:
    """Of `surat` (2), `telepon` (1) and `cuti` (1), which stands in the title."""
    question = "surat cuti telepon"
    assert column(question, "share") == [0.5, 0.25, 0, 0]
    assert column("presiden sepuluh", "share") == [0, 0, 0.5, 0.5]
    assert column("presiden sepuluh", "passage_share") == [0, 0, 1, 1]
    assert column("cuti", "share") == column("yang di", "share") == [0, 0, 0, 0]


def test_what_is_asked_for_and_what_a_word_means() -> None:
    assert column("minimal brp hari cutinya?", "asked_for") == [0, 0, 0, 2]
    assert column("surat cuti", "asked_for") == [0, 0, 0, 0]
    assert column("apa itu cuti bersama?", "defines") == [0, 0, 1, 0]
    assert column("cuti bersama", "defines") == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("listed", "steps", "items"),
    [
        ("1. Dengarkan dahulu. Jangan menyela.\n2. Catat keluhannya.", [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]),
        ("1. Dengarkan dahulu.\n2. Catat keluhannya.\n3. Kabari hasilnya.", [0, 1, 1, 1, 0], [0, 1, 1, 1, 0]),
        ("- Dengarkan dahulu.\n- Catat keluhannya.\n* Kabari hasilnya.", [0, 0, 0, 0, 0], [0, 1, 1, 1, 0]),
        ("- Dengarkan dahulu.\n- Catat keluhannya.", [0, 0, 0, 0], [0, 0, 0, 0]),
        ("1. Dengarkan dahulu saja.", [0, 0, 0], [0, 0, 0]),
    ],
)
def test_sentences_of_steps_and_of_lists(listed: str, steps: list[int], items: list[int]) -> None:
    note = make_note("marah", "Warga marah", f"Tetap sabar.\n\n## Cara\n\n{listed}\n\n## Contoh\n\nTawarkan minum.")
    features = Reading.of(note, WordEncoder()).features("marah", WordEncoder().encode_queries(["marah"])[0], len)
    assert features[:, SENTENCE_FEATURES.index("steps")].tolist() == steps
    assert features[:, SENTENCE_FEATURES.index("list")].tolist() == items


def test_a_quotation_is_one_sentence_if_it_ends_on_its_line() -> None:
    body = 'Ucapkan: "Mohon maaf, Bu. Kami cek." Lalu catat.\n- Tanya: "Ada lagi. Apa itu\nSelesai sudah. Ya sudah.'
    note = make_note("maaf", "Maaf", body)
    assert [sentence.text.strip() for sentence in Reading.of(note, WordEncoder()).sentences] == [
        'Ucapkan: "Mohon maaf, Bu. Kami cek."',
        "Lalu catat.",
        '- Tanya: "Ada lagi. Apa itu',
        "Selesai sudah.",
        "Ya sudah.",
    ]


def test_the_mark_of_a_list_is_no_number_that_is_asked_for() -> None:
    note = make_note("marah", "Warga marah", "1. Dengarkan dahulu.\n2. Tunggu sepuluh menit.")
    features = Reading.of(note, WordEncoder()).features(
        "minimal brp", WordEncoder().encode_queries(["minimal"])[0], lambda _: 1.0
    )
    assert features[:, SENTENCE_FEATURES.index("asked_for")].tolist() == [0, 1]


def test_a_note_without_sentences_has_no_features() -> None:
    reading = Reading.of(make_note("ya", "Ya", "Ya."), WordEncoder())
    assert reading.features("ya", WordEncoder().encode_queries(["ya"])[0], lambda _: 1.0).shape == (
        0,
        len(SENTENCE_FEATURES),
    )


@pytest.mark.parametrize(
    ("question", "sentence", "has"),
    [
        ("brp org yg harus disurvei", "Ambil 278 responden.", True),
        ("minimal berapa responden?", "Ambil tiga orang.", True),
        ("minimal berapa responden?", "Ambil secukupnya.", False),
        ("kpn harus dilaporkan", "Sampaikan paling lambat seminggu kemudian.", True),
        ("batas waktunya?", "Sampaikan kepada atasan.", False),
        ("brp lama dibales", "Balas dalam satu hari kerja.", True),
        ("brp lama dibales", "Tulis satu kalimat.", False),
        ("berapa hari paling lambat?", "Sampaikan dalam 30 hari kerja.", True),
        ("hrs bilang apa ke warga", 'Ucapkan: "Mohon maaf."', True),
        ("kalimat pembukanya gmn", "Ucapkan maaf.", False),
        ("contohnya apa", "Pakai gambar, misalnya denah.", True),
        ("yg ga boleh diucapin apa", "Jangan menyela.", True),
        ("yang dilarang apa", "Dengarkan sampai selesai.", False),
        ("siapa yg nandatangani", "Kepala kantor menandatanganinya.", True),
        ("knp hrs dicatat", "Catat supaya tidak terlupa.", True),
        ("kenapa harus dicatat", "Catat di buku.", False),
        ("lapornya kemana", "Laporkan melalui kanal pengaduan.", True),
    ],
)
def test_whether_a_sentence_has_what_is_asked_for(question: str, sentence: str, has: bool) -> None:  # noqa: FBT001
    kinds = asked_for(question)
    assert kinds, "the question asks for something"
    assert any(kind.search(sentence) for kind in kinds) == has


@pytest.mark.parametrize("question", ["", "warga marah", "antrean panjang di loket", "2", "😀"])
def test_a_question_that_asks_for_nothing_of_a_kind(question: str) -> None:
    assert asked_for(question) == []
