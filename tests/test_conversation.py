"""How a message is read after a previous question: alone, together with it, or both, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.conversation import CONTEXT_LIMIT, Reading, readings, understand
from indexer.search import Searcher
from tests.fakes import ANTREAN, CUTI, Library, folder_in_memory
from tests.test_chat import PICKY

IKM = "cara menghitung nilai IKM"
MARAH = "gmn ngadepin warga yg marah di loket?"
GRATIFIKASI = "gratifikasi apa saja yang wajib dilaporkan?"
TELEPON = "bagaimana menerima telepon warga dengan sopan"

LOOKS_BACK = (
    (IKM, "contohnya?"),
    (IKM, "contoh dong"),
    (IKM, "misalnya?"),
    (IKM, "apa contohnya"),
    (IKM, "dasar hukumnya?"),
    (IKM, "langkah-langkahnya?"),
    (IKM, "detailnya gimana"),
    (IKM, "lengkapnya?"),
    (GRATIFIKASI, "batas waktunya?"),
    (GRATIFIKASI, "batas wktunya brp lama"),
    (GRATIFIKASI, "sanksinya apa?"),
    (GRATIFIKASI, "berapa lama?"),
    (GRATIFIKASI, "itu wajib ga?"),
    (GRATIFIKASI, "itu apa?"),
    (GRATIFIKASI, "aturannya?"),
    (GRATIFIKASI, "selain itu apa lagi"),
    (MARAH, "contoh kalimatnya?"),
    (MARAH, "kenapa?"),
    (MARAH, "bagaimana dengan lansia?"),
    (MARAH, "terus langkah berikutnya?"),
    (MARAH, "gimana kalau ditolak"),
    (TELEPON, "syaratnya apa aja"),
)
"""Nothing of their own to look for: only the question before says what they are about."""

POINTS_BACK = (
    (MARAH, "kalau lewat telepon gimana?"),
    (MARAH, "klo lewat WA gmn"),
    (MARAH, "terus kalau dia tetap teriak-teriak?"),
    (MARAH, "trus klo dia ttp marah"),
    (MARAH, "tapi kalau antre panjang?"),
    (MARAH, "nah kalau dia merekam video?"),
    (MARAH, "what if by phone?"),
    (MARAH, "how about elderly people"),
    (GRATIFIKASI, "siapa yang tanda tangan?"),
    (GRATIFIKASI, "bagaimana kalau sudah telanjur diterima?"),
    (GRATIFIKASI, "hadiah tersebut boleh disimpan?"),
    (IKM, "lalu dilaporkan ke mana"),
    (IKM, "jika respondennya sedikit?"),
    (TELEPON, "kalau harus ditahan sebentar ngomongnya apa"),
)
"""Something of their own, said about what was asked before."""

BARE = (
    (IKM, "gratifikasi"),
    (IKM, "cuaca besok"),
    (IKM, "SOP"),
    (GRATIFIKASI, "masih berlaku?"),
    (MARAH, "maklumat pelayanan"),
    (MARAH, "untuk lansia?"),
    (TELEPON, "biaya?"),
    (TELEPON, "untuk siapa"),
    (IKM, "responden survei minimal berapa"),
    (IKM, "dialog kinerja pegawai"),
)
"""A word or two, which may be either."""

NEW_SUBJECT = (
    (IKM, "apa itu gratifikasi?"),
    (IKM, "gratifikasi itu apa?"),
    (IKM, "apa yang dimaksud maladministrasi"),
    (IKM, "pengertian standar pelayanan"),
    (IKM, "definisi maklumat"),
    (GRATIFIKASI, "cara menyusun SOP"),
    (GRATIFIKASI, "bagaimana cara menolak warga dengan sopan"),
    (GRATIFIKASI, "apa arti WBK"),
    (MARAH, "siapa saja yang menilai kinerja pegawai tahunan di dinas"),
    (MARAH, "bagaimana prosedur melaporkan gratifikasi kepada KPK melalui unit pengendalian"),
    (TELEPON, "kalau warga marah di loket sambil merekam video harus bagaimana petugas"),
    (MARAH, "layanan lewat WA dibatasi jam kerja petugas piket"),
    (TELEPON, "antrean loket panjang setiap Senin pagi, petugas kurang"),
)
"""Whole questions: the one before has no say in them."""


@pytest.mark.parametrize(("previous", "message"), LOOKS_BACK + POINTS_BACK + BARE)
def test_a_short_message_is_read_alone_and_together(previous: str, message: str) -> None:
    read = readings(message, previous)
    assert (read.alone, read.together) == (message, f"{previous} {message} {message}")


@pytest.mark.parametrize(("previous", "message"), POINTS_BACK)
def test_a_message_says_that_it_goes_on(previous: str, message: str) -> None:
    assert readings(message, previous).points_back


@pytest.mark.parametrize("message", ["gratifikasi", "cuaca besok", "maklumat pelayanan", "biaya?"])
def test_bare_words_do_not_say_that_they_go_on(message: str) -> None:
    assert not readings(message, IKM).points_back


@pytest.mark.parametrize(("previous", "message"), NEW_SUBJECT)
def test_a_whole_question_leaves_the_old_subject(previous: str, message: str) -> None:
    assert readings(message, previous) == Reading(message)


ALL = [message for _, message in LOOKS_BACK + POINTS_BACK + BARE + NEW_SUBJECT]


@pytest.mark.parametrize("message", ALL)
@pytest.mark.parametrize("previous", [None, ""])
def test_without_a_previous_question_a_message_is_itself(message: str, previous: str | None) -> None:
    assert readings(message, previous) == Reading(message)


@pytest.mark.parametrize("message", ["contohnya?", "contoh dong", "misalnya?", "ada praktiknya?", "contoh nyata"])
def test_who_asks_for_an_example_wants_a_practice(message: str) -> None:
    assert readings(message, MARAH).wants_practice


@pytest.mark.parametrize("message", ["batas waktunya?", "kalau lewat telepon gimana?", "gratifikasi", "apa itu IKM?"])
def test_who_asks_for_no_example_wants_none(message: str) -> None:
    assert not readings(message, MARAH).wants_practice


def test_of_a_long_story_the_end_is_kept() -> None:
    story = "awal " * 200 + "dan begitulah warga marah itu"
    together = readings("contohnya?", story).together
    assert "dan begitulah warga marah itu contohnya?" in together
    assert len(together) <= CONTEXT_LIMIT + 2 * len(" contohnya?")


MESSAGES = some.text(max_size=200) | some.sampled_from(ALL)


@given(MESSAGES, MESSAGES)
def test_a_message_is_read_alone_or_after_its_context_and_as_nothing_else(message: str, previous: str) -> None:
    read = readings(message, previous)
    assert read.alone == message.strip()
    if read.together:
        context = previous[-CONTEXT_LIMIT:].strip()
        assert read.together.startswith(f"{context} ")
        assert set(read.together.removeprefix(context).split()) == set(message.split())


@given(MESSAGES)
def test_any_message_without_context_is_only_itself(message: str) -> None:
    assert readings(message, None) == Reading(message.strip())


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    """Searches two notes by their words alone."""
    with folder_in_memory() as folder:
        library = Library(folder, (ANTREAN, CUTI))
        library.build()
        yield library.searcher(PICKY)


def understood(searcher: Searcher, message: str, previous: str | None) -> tuple[str, str]:
    """What is understood, and the id of the note that is found first for it."""
    text, found = understand(searcher, readings(message, previous), 3)
    return text, found.hits[0].note.id if found.hits else ""


def test_what_cannot_be_understood_alone_is_searched_together(searcher: Searcher) -> None:
    text, note = understood(searcher, "contohnya?", "antrean panjang di loket?")
    assert text.startswith("antrean panjang di loket? contohnya?")
    assert note == ANTREAN.id


def test_what_a_note_answers_by_itself_is_a_new_subject(searcher: Searcher) -> None:
    assert understood(searcher, "izin cuti", "antrean panjang di loket?") == ("izin cuti", CUTI.id)
    assert understood(searcher, "kalau izin cuti?", "antrean panjang di loket?")[1] == CUTI.id


def test_words_that_no_note_knows_are_a_new_subject(searcher: Searcher) -> None:
    text, _ = understood(searcher, "kalau bitcoin naik?", "antrean panjang di loket?")
    assert text == "kalau bitcoin naik?"


def test_a_single_word_that_points_back_is_about_the_old_subject(searcher: Searcher) -> None:
    text, note = understood(searcher, "kalau loket?", "antrean panjang")
    assert text.startswith("antrean panjang kalau loket?")
    assert note == ANTREAN.id


def test_without_a_previous_question_the_message_is_searched_as_it_is(searcher: Searcher) -> None:
    assert understood(searcher, "izin cuti?", None) == ("izin cuti?", CUTI.id)
