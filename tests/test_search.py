"""A question finds the note that answers it, with a confidence that decides whether Prima answers."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.evidence import FEATURES
from indexer.overlay import LiveView, NoChanges
from indexer.ranking import CONFIDENCE_FEATURES, FEW_AHEAD, SPARSE_FEATURES, Linear
from indexer.search import Found, Searcher
from indexer.snapshot import LiveIndex
from knowledge_base.chunk import chunks_of
from knowledge_base.errors import UnusableIndexError
from tests.fakes import ANTREAN, CUTI, MARAH, NOTES, SUM_RANKING, Library, WordEncoder, folder_in_memory, make_note

PAJAK = make_note(
    "pajak",
    "Pajak",
    "## Dokumen\n\nSiapkan dokumen pajak. Cek data gaji dulu.\n\n## Telepon\n\nTanya lewat telepon.\n\n"
    "## Email\n\nKirim email. Ya.",
    "lapor pajak bagaimana?",
)
TWINS = [make_note(f"kembar-{number}", "Kembar", "Isi yang sama.", "apa kembarannya?") for number in range(3)]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    """Eight notes, built."""
    with folder_in_memory() as folder:
        library = Library(folder, [*NOTES, PAJAK, *TWINS])
        library.build()
        yield library


@pytest.fixture
def searcher(library: Library) -> Searcher:
    return library.searcher()


def names(found: Found) -> list[str]:
    return [hit.note.id for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("antrean panjang di loket?", "antrean"),
        ("loketnya antre terus", "antrean"),
        ("gmn ngadepin warga marah2?", "marah"),
        ("tetap tenang", "marah"),
        ("mau cuti gmn izinnya", "cuti"),
        ("Listrik padam!", "listrik"),
        ("lapor pajak", "pajak"),
        ("kirim email", "pajak"),
    ],
)
def test_a_question_finds_its_note(searcher: Searcher, question: str, note: str) -> None:
    """By its question lines, its title or its text, formal or not."""
    assert searcher.search(question, 3).hits[0].note.id == note


def test_score_and_confidence_are_those_of_the_ranking(library: Library, searcher: Searcher) -> None:
    """Only the cosine of the best question line counts here: 1 for the line itself, so the confidence is σ(4 - 6).

    The note has few question lines.
    """
    by_line = replace(
        SUM_RANKING,
        note=Linear(tuple(float(name == "dense_question") for name in FEATURES), 0.0),
        confidence=Linear(tuple(4.0 * (name == "dense_question") for name in CONFIDENCE_FEATURES), -6.0),
        sparse=Linear(tuple(4.0 * (name == "dense_question") for name in SPARSE_FEATURES), -6.0),
    )
    first = library.searcher(by_line).search("izin cuti berapa hari?", 1).hits[0]
    assert (first.note, first.score) == (CUTI, pytest.approx(1 + FEW_AHEAD))
    assert first.confidence == pytest.approx(1 / (1 + math.exp(2)))
    summed = searcher.search("izin cuti berapa hari?", 1).hits[0]
    assert summed.confidence == pytest.approx(1 / (1 + math.exp(6 - 4 * (summed.score - FEW_AHEAD))))


def test_hits_come_best_first_and_a_shorter_list_is_the_start_of_a_longer(searcher: Searcher) -> None:
    longest = searcher.search("surat cuti warga marah", 100).hits
    assert {hit.note.id for hit in longest[:2]} == {"cuti", "marah"}
    assert len({hit.note.id for hit in longest}) == len(longest) == 8
    assert [hit.score for hit in longest] == sorted((hit.score for hit in longest), reverse=True)
    for k in range(9):
        assert searcher.search("surat cuti warga marah", k).hits == longest[:k]


def test_equal_notes_stand_in_the_order_of_their_ids(searcher: Searcher) -> None:
    assert names(searcher.search("apa kembarannya?", 3)) == ["kembar-0", "kembar-1", "kembar-2"]


def test_all_passages_of_a_hit_are_found_best_first(searcher: Searcher) -> None:
    passages = searcher.search_passages("tanya lewat telepon", 1)
    assert {passage.hit for passage in passages} == {searcher.search("tanya lewat telepon", 1).hits[0]}
    assert passages[0].hit.note == PAJAK
    assert passages[0].chunk.headings == ("Telepon",)
    assert sorted((passage.chunk for passage in passages), key=lambda chunk: chunk.ordinal) == chunks_of(PAJAK)
    fused = [passage.fused for passage in passages]
    assert fused == sorted(fused, reverse=True)
    for passage in passages:
        assert -1 <= passage.dense <= 1 + 1e-6
        assert 0 <= passage.lexical <= 1


@pytest.mark.parametrize(
    ("confidences", "answered", "unsure", "near"),
    [
        ([0.9, 0.6], True, False, 2),
        ([0.5, 0.1], True, False, 2),
        ([0.49, 0.09], False, True, 1),
        ([0.3], False, True, 1),
        ([0.29, 0.2, 0.1], False, False, 3),
        ([0.09], False, False, 0),
        ([], False, False, 0),
    ],
)
def test_what_is_said_hangs_on_the_first_hits_confidence(
    searcher: Searcher, *, confidences: list[float], answered: bool, unsure: bool, near: int
) -> None:
    """Answered from 0.5, asked back from 0.3, named from 0.1."""
    assert (SUM_RANKING.answer_from, SUM_RANKING.ask_from, SUM_RANKING.suggest_from) == (0.5, 0.3, 0.1)
    hit = searcher.search("cuti", 1).hits[0]
    found = Found(tuple(replace(hit, confidence=confidence) for confidence in confidences), "build", SUM_RANKING, 0.0)
    assert (found.answered, found.unsure, len(found.near)) == (answered, unsure, near)
    assert found.confidence == (confidences[0] if confidences else 0)


def test_what_no_note_knows_is_not_answered(searcher: Searcher) -> None:
    found = searcher.search("resep rendang padang", 5)
    assert not found.answered
    assert not found.unsure
    assert found.confidence < 0.1


def test_a_question_without_words_is_not_answered(searcher: Searcher) -> None:
    for question in ("", "?!", "😀"):
        assert not searcher.search(question, 5).answered


def test_an_answer_names_its_build(library: Library, searcher: Searcher) -> None:
    assert searcher.search("cuti", 1).build == library.live().snapshot().manifest.build


def test_a_slip_is_mended_before_searching(library: Library) -> None:
    """`lisrtik` means nothing to the encoder; the notes' own word does."""
    encoder = WordEncoder()
    searcher = Searcher(encoder, LiveView(library.live(), encoder, NoChanges()), SUM_RANKING)
    assert searcher.search("lisrtik padam", 1).hits[0].note.id == "listrik"
    assert encoder.encoded == ["listrik padam"]


def test_the_unknown_share_of_a_text(searcher: Searcher) -> None:
    assert searcher.search("surat cuti", 1).unknown_share == 0
    assert searcher.search("roket mars", 1).unknown_share == 1
    assert 0 < searcher.search("cuti mars", 1).unknown_share < 1


def test_without_an_index_a_search_says_what_to_run(tmp_path: Path) -> None:
    searcher = Searcher(
        WordEncoder(), LiveView(LiveIndex(tmp_path, "fake:words"), WordEncoder(), NoChanges()), SUM_RANKING
    )
    with pytest.raises(UnusableIndexError, match="run `python -m indexer build`"):
        searcher.search("cuti", 1)


# Which sentence answers


def test_the_sentence_that_answers_is_the_likeliest(searcher: Searcher) -> None:
    rated = searcher.rate_sentences("tanya lewat telepon", PAJAK)
    assert max(rated, key=lambda sentence: sentence.chance).text.strip() == "Tanya lewat telepon."
    rated = searcher.rate_sentences("data gaji", PAJAK)
    assert max(rated, key=lambda sentence: sentence.chance).text.strip() == "Cek data gaji dulu."


def test_every_sentence_of_two_words_or_more_is_rated_in_order(searcher: Searcher) -> None:
    """Each is a slice of its passage; headings and exclamations of one word are no answers; one is the answer."""
    rated = searcher.rate_sentences("pajak", PAJAK)
    assert [sentence.text.strip() for sentence in rated] == [
        "Siapkan dokumen pajak.",
        "Cek data gaji dulu.",
        "Tanya lewat telepon.",
        "Kirim email.",
    ]
    assert [sentence.chunk.ordinal for sentence in rated] == [0, 0, 1, 2]
    assert all(sentence.text in sentence.chunk.text for sentence in rated)
    assert sum(sentence.chance for sentence in rated) == pytest.approx(1)


def test_slips_of_the_question_are_mended_before_sentences_are_rated(searcher: Searcher) -> None:
    assert searcher.rate_sentences("telpeon", PAJAK) == searcher.rate_sentences("telepon", PAJAK)


def test_a_note_is_read_once_and_anew_when_it_changes(library: Library) -> None:
    """Whichever build is live: what counts is the note that is shown."""
    encoder = WordEncoder()
    searcher = Searcher(encoder, LiveView(library.live(), encoder, NoChanges()), SUM_RANKING)
    searcher.rate_sentences("cuti", MARAH)
    assert encoder.encoded == ["Warga marah Tetap sabar dan tenang saat warga marah.", "cuti"]
    searcher.rate_sentences("gaji", MARAH)
    assert encoder.encoded[2:] == ["gaji"]
    changed = replace(MARAH, body="Panggil atasan saat warga marah.")
    assert [sentence.text for sentence in searcher.rate_sentences("gaji", changed)] == [changed.body]


def test_a_note_without_sentences_has_nothing_to_rate(searcher: Searcher) -> None:
    assert searcher.rate_sentences("antrean", replace(ANTREAN, body="Ya.")) == []
