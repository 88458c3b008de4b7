"""A question for a Bab of a law hears which articles it holds, and is shown the first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answerer
from bot.titles import on_button
from indexer.chapters import with_chapter
from indexer.citation import Article
from indexer.cited_numbers import in_roman, roman_value
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.makers import note as make
from tests.test_citation import law_text
from tests.test_held_articles import after, said

TEXT = (
    law_text("UNDANG-UNDANG", 25, 2009, "Pelayanan Publik")
    .replace("Pasal 4\n(1) Petugas", "BAB II\nHAK, KEWAJIBAN, DAN LARANGAN\nPasal 4\n(1) Petugas", 1)
    .replace("Pasal 10\n(1) Petugas", "BAB III\nKETENTUAN PIDANA\nPasal 10\n(1) Petugas", 1)
    .replace("Pasal 12\n(1) Petugas", "BAB IV\nKETENTUAN PENUTUP\nPasal 12\n(1) Petugas", 1)
)
LAW = read(TEXT, "uu.txt")
ARTICLES = tuple(filter(None, map(Article.of_note, LAW)))


@pytest.fixture(scope="module")
def lawyer() -> Iterator[Answerer]:
    """What answers from that law."""
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *LAW])
        made.build()
        yield Answerer(made.searcher(), see_also=3, suggestions=3)


@pytest.mark.parametrize(
    ("question", "held", "first"),
    [
        ("bab ii uu 25/2009", "Bab II UU 25/2009 (Hak, Kewajiban, dan Larangan) memuat Pasal 4 sampai 9.", 4),
        ("apa isi bab 2 uu pelayanan publik?", "Bab II UU 25/2009 (Hak, Kewajiban, dan Larangan)", 4),
        ("bab kedua uu no 25 th 2009", "Bab II UU 25/2009", 4),
        (
            "ketentuan pidana uu pelayanan publik",
            "Bab III UU 25/2009 (Ketentuan Pidana) memuat Pasal 10",
            10,
        ),
        ("uu 25/2009 bab ketentuan penutup", "Bab IV UU 25/2009 (Ketentuan Penutup) memuat Pasal 12.", 12),
    ],
)
def test_a_bab_is_answered_by_its_first_article(lawyer: Answerer, question: str, held: str, first: int) -> None:
    answer = lawyer.answer(question)
    assert said(answer).startswith(held)
    assert answer.note is not None
    assert answer.note.title.startswith(f"UU 25/2009 Pasal {first} ")


def test_the_articles_that_follow_are_offered_to_be_read_next(lawyer: Answerer) -> None:
    numbers = [note.title.split()[3] for note in lawyer.answer("bab iii uu 25/2009").see_also]
    assert "11" in numbers


def test_a_bab_without_its_law_is_one_of_the_law_spoken_of(lawyer: Answerer) -> None:
    answer = after(lawyer, "pasal 2 uu 25/2009", "kalau bab iii?")
    assert said(answer).startswith("Bab III UU 25/2009")
    following = after(lawyer, "bab iii uu 25/2009", "pasal berikutnya")
    assert following.note is not None
    assert following.note.title.startswith("UU 25/2009 Pasal 11 ")


def test_a_bab_behind_the_last_one_is_said_to_be_none(lawyer: Answerer) -> None:
    answer = lawyer.answer("bab xx uu 25/2009")
    assert said(answer) == "Bab XX tidak ada di antara catatan UU 25/2009 (Bab I sampai IV)."
    assert (answer.kind, answer.note) == ("no_article", None)


def test_a_bab_in_between_that_is_lacking_is_noted_for_the_moderators() -> None:
    some = [note for note in LAW if "Bab III" not in note.title]
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *some])
        made.build()
        answer = Answerer(made.searcher(), see_also=2, suggestions=3).answer("bab 3 uu 25/2009")
    assert said(answer) == (
        "Bab III tidak ada di antara catatan UU 25/2009 (Bab I sampai IV). "
        "Pertanyaan Anda sudah dicatat untuk moderator."
    )


@pytest.mark.parametrize(
    "question",
    ["pasal 5 bab ii uu 25/2009", "kewajiban petugas menurut uu 25/2009", "bab ii uu 99/2020", "bab ii", "uu 25/2009"],
)
def test_what_cites_no_bab_of_a_law_that_is_held_is_left_as_it_is(question: str) -> None:
    assert with_chapter(question, ARTICLES) == (question, None)


@pytest.mark.parametrize(("roman", "value"), [("I", 1), ("IX", 9), ("XIV", 14), ("XL", 40), ("XLIX", 49), ("XCIX", 99)])
def test_roman_numbers(roman: str, value: int) -> None:
    assert (in_roman(str(value)), roman_value(roman), in_roman(roman.lower())) == (roman, value, roman)


@pytest.mark.parametrize(
    ("title", "label"),
    [
        (
            "UU 25/2009 Pasal 7 (Bab III Pembina, Organisasi, dan Penataan)",
            "UU 25/2009 Pasal 7 · Pembina, Organisasi, dan Penataan",
        ),
        ("UU 25/2009 Pasal 7 (Bab III Pembina, Bagian Kesatu Pembina dan…", "UU 25/2009 Pasal 7 · Pembina…"),
        ("PP 11/2017 Pasal 318 (Bab XII Cuti, Bagian Keempat Cuti Besar)", "PP 11/2017 Pasal 318 · Cuti Besar"),
        (
            "UU 5/2014 Pasal 88 (Bab VIII Manajemen ASN, Paragraf 12 Pemberhentian)",
            "UU 5/2014 Pasal 88 · Pemberhentian",
        ),
        ("UU 5/2014 Penjelasan Pasal 56", "UU 5/2014 Penjelasan Pasal 56"),
        ("UU 20/2001 Pasal 7", "UU 20/2001 Pasal 7"),
        ("Menghadapi warga (Bab yang sulit)", "Menghadapi warga (Bab yang sulit)"),
    ],
)
def test_on_a_button_an_article_is_told_apart_by_what_a_phone_shows(title: str, label: str) -> None:
    assert on_button(make(title=title)) == label
