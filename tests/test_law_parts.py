"""A law's parts without a number are cited like articles, and a law named alone is told of and opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answerer
from indexer.law_names import in_capitals
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.test_citation import law_text
from tests.test_held_articles import after, said

TEXTS = {
    "uu-2009-25.txt": law_text("UNDANG-UNDANG", 25, 2009, "Pelayanan Publik").replace(
        "DENGAN RAHMAT TUHAN YANG MAHA ESA", "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMenimbang: bahwa warga harus dilayani;"
    ),
    "uu-2008-14.txt": law_text("UNDANG-UNDANG", 14, 2008, "Keterbukaan Informasi Publik"),
}


@pytest.fixture(scope="module")
def lawyer() -> Iterator[Answerer]:
    """What answers from two laws."""
    with folder_in_memory() as folder:
        laws = [note for name, text in TEXTS.items() for note in read(text, name)]
        made = Library(folder, [*NOTES, *laws])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


def opened(lawyer: Answerer, *questions: str) -> str:
    """The title of the note that answers the last question of a conversation; empty if none does."""
    answer = after(lawyer, *questions)
    return answer.note.title if answer.note else ""


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("penjelasan umum uu 25/2009", "Penjelasan Umum"),
        ("uu pelayanan publik penjelasan umumnya apa", "Penjelasan Umum"),
        ("menimbang uu 25/2009", "Pembukaan"),
        ("apa isi pembukaan uu pelayanan publik?", "Pembukaan"),
        ("mengingat uu pelayanan publik", "Pembukaan"),
        ("pengundangan uu 25/2009", "Pengundangan"),
        ("kapan uu 25/2009 diundangkan?", "Pengundangan"),
    ],
)
def test_a_part_without_a_number_is_cited_like_an_article(lawyer: Answerer, question: str, part: str) -> None:
    assert opened(lawyer, question) == f"UU 25/2009 {part}"


def test_a_part_that_is_not_held_is_said_to_be_lacking(lawyer: Answerer) -> None:
    answer = lawyer.answer("lampiran uu 25/2009")
    assert said(answer) == (
        "Lampiran tidak ada di antara catatan UU 25/2009. Pertanyaan Anda sudah dicatat untuk moderator."
    )
    assert (answer.kind, answer.suggestions) == ("unknown", ())
    assert said(lawyer.answer("lampiran uu cipta kerja")).startswith("Teks UU Cipta Kerja belum ada")


@pytest.mark.parametrize("question", ["lampiran apa yang dibawa menurut uu 25/2009", "penjelasan pasal 5 uu 25/2009"])
def test_who_asks_for_more_means_no_such_part(lawyer: Answerer, question: str) -> None:
    answer = lawyer.answer(question)
    assert answer.gap is None or answer.gap.lack != "no_section"
    assert "Penjelasan Umum" not in opened(lawyer, question)


def test_after_such_a_part_its_law_is_spoken_of(lawyer: Answerer) -> None:
    assert opened(lawyer, "menimbang uu 25/2009", "pasal 3").startswith("UU 25/2009 Pasal 3 ")
    assert opened(lawyer, "menimbang uu 25/2009", "penjelasan umum uu 14/2008") == "UU 14/2008 Penjelasan Umum"


@pytest.mark.parametrize(
    "question",
    [
        "uu kip",
        "isi uu kip",
        "uu kip itu apa",
        "apakah ada uu kip",
        "uu 14/2008",
        "uu keterbukan informasi",
        "uu kip baru",
    ],
)
def test_a_law_named_alone_is_told_of_and_its_first_articles_are_offered(lawyer: Answerer, question: str) -> None:
    answer = lawyer.answer(question)
    assert said(answer) == (
        "UU 14/2008 tentang Keterbukaan Informasi Publik ada di catatan Prima: Pasal 1 sampai 12. "
        "Tulis pasalnya, misalnya “pasal 12 UU 14/2008”, atau mulai dari:"
    )
    assert [note.title.split(" (")[0] for note in answer.suggestions] == [f"UU 14/2008 Pasal {n}" for n in (1, 2, 3)]


def test_then_an_article_is_one_of_that_law(lawyer: Answerer) -> None:
    assert opened(lawyer, "uu kip", "pasal 7").startswith("UU 14/2008 Pasal 7 ")
    assert opened(lawyer, "pasal 7 uu 25/2009", "uu kip").startswith("UU 14/2008 Pasal 7 "), "the same, of another law"


def test_who_says_more_than_a_law_is_answered(lawyer: Answerer) -> None:
    answer = lawyer.answer("apa itu petugas menurut uu kip")
    assert answer.gap is None or answer.gap.lack != "law"


def test_a_slip_of_a_held_name_is_not_called_lacking(lawyer: Answerer) -> None:
    for name in ("keterbukan informasi", "keterbukan informasi publik"):
        assert opened(lawyer, f"psal 8 uu {name}").startswith("UU 14/2008 Pasal 8 ")
    assert said(lawyer.answer("pasal 8 uu pelayaran")).startswith("Teks UU Pelayaran belum ada")


@pytest.mark.parametrize("questions", [("pasal 1 uu 25/2009", "pasal sebelumnya"), ("pasal 0 uu 25/2009",)])
def test_before_the_first_article_there_is_none(lawyer: Answerer, questions: tuple[str, ...]) -> None:
    answer = after(lawyer, *questions)
    assert (said(answer), answer.kind) == ("Tidak ada pasal sebelum Pasal 1 UU 25/2009.", "no_article")


def test_a_number_below_zero_is_no_article(lawyer: Answerer) -> None:
    answer = lawyer.answer("pasal -5 uu 25/2009")
    assert said(answer) == "Pasal -5 tidak ada di antara catatan UU 25/2009 (Pasal 1 sampai 12)."
    assert answer.kind == "no_article"


def test_only_abbreviations_stand_in_capitals() -> None:
    assert in_capitals("uu hak penyandang cacat") == "UU Hak Penyandang Cacat"
    assert in_capitals("uu ite") == "UU ITE"
