"""A question that cites an article that no note holds hears so; of a long article the part that it names is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answer, Answerer
from bot.message import Messenger, Reader
from bot.prima import remembered
from indexer.citation import Article
from indexer.held_articles import Gap, gap_of, with_last
from knowledge_base.note import Note
from knowledge_base.questions import Asked
from tests.conftest import MORNING
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.test_citation import law_text

LETTERS = "abcdefghijklmnop"
LISTED = "\n".join(f"{letter}. informasi yang {letter * 3} {'rahasia negara dan warga ' * 6};" for letter in LETTERS)
DEFINED = " ".join(f"{each}. Istilah{each} adalah {'pengertian yang panjang ' * 6}." for each in range(1, 20))
TEXT = (
    law_text("UNDANG-UNDANG", 25, 2009, "Pelayanan Publik")
    .replace("Pasal 8\n(1) Petugas", f"Pasal 8\n(1) Yang dikecualikan adalah:\n{LISTED}\n(2) Petugas")
    .replace("Pasal 3\n(1) Petugas", f"Pasal 3\nYang dimaksud dengan: {DEFINED}\n(1) Petugas")
)


def law() -> list[Note]:
    """A law of twelve articles of which the text of Pasal 9 is not held, but its explanation."""
    return [each for each in read(TEXT, "uu.txt") if not each.sources[0].part.startswith("Pasal 9 ")]


ARTICLES = tuple(filter(None, map(Article.of_note, law())))


OTHER = law_text("UNDANG-UNDANG", 5, 2014, "Aparatur Sipil Negara")


@pytest.fixture(scope="module")
def of_two_laws() -> Iterator[Answerer]:
    """What answers from that law and another."""
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *law(), *read(OTHER, "asn.txt")])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


@pytest.fixture(scope="module")
def lawyer() -> Iterator[Answerer]:
    """What answers from that law."""
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *law()])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


def said(answer: Answer) -> str:
    """What people read."""
    return Messenger().answer(answer, 7, Reader(MORNING)).text


def after(answerer: Answerer, *questions: str) -> Answer:
    """The answer to the last question of a conversation."""
    previous: Asked | None = None
    for question in questions:
        answer = answerer.answer(question, previous)
        previous = remembered(answer)
    return answer


def gap(question: str) -> Gap | None:
    """What the law lacks of an article."""
    return gap_of(question, ARTICLES)


def test_an_article_behind_the_last_one_is_said_to_be_none_and_waits_for_nobody(lawyer: Answerer) -> None:
    for answer in (
        lawyer.answer("pasal 500 uu 25/2009"),
        after(lawyer, "pasal 12 uu 25/2009", "pasal berikutnya"),
    ):
        number = "500" if "500" in answer.question else "13"
        assert said(answer) == f"Pasal {number} tidak ada di antara catatan UU 25/2009 (Pasal 1 sampai 12)."
        assert (answer.kind, answer.suggestions) == ("no_article", ())


def test_an_article_that_is_lacking_in_between_is_noted_for_the_moderators(lawyer: Answerer) -> None:
    answer = lawyer.answer("pasal 7a uu pelayanan publik")
    assert answer.kind == "unknown"
    assert said(answer) == (
        "Pasal 7A tidak ada di antara catatan UU 25/2009 (Pasal 1 sampai 12). "
        "Pertanyaan Anda sudah dicatat untuk moderator."
    )


def test_who_went_too_far_may_go_back(lawyer: Answerer) -> None:
    answer = after(lawyer, "pasal 500 uu 25/2009", "pasal terakhir?")
    assert answer.note is not None
    assert answer.note.title.startswith("UU 25/2009 Pasal 12 ")


def test_where_only_the_explanation_is_held_that_is_said_above_it(lawyer: Answerer) -> None:
    text = said(lawyer.answer("pasal 9 uu 25/2009"))
    assert text.startswith("Catatan Prima hanya memuat penjelasan Pasal 9 UU 25/2009; bunyi pasalnya belum ada.\n\n")
    assert "Yang dimaksud dengan petugas" in text
    assert "hanya memuat" not in said(lawyer.answer("penjelasan pasal 9 uu 25/2009"))


def test_where_the_explanation_says_nothing_that_is_said_above_the_article(lawyer: Answerer) -> None:
    for answer in (
        lawyer.answer("penjelasan pasal 6 uu 25/2009"),
        after(lawyer, "pasal 6 uu 25/2009", "penjelasannya?"),
    ):
        assert said(answer).startswith("Catatan Prima tidak memuat penjelasan untuk pasal ini.\n\nUU 25/2009 Pasal 6")
    assert "tidak memuat penjelasan" not in said(lawyer.answer("pasal 6 uu 25/2009"))


def test_of_a_law_without_an_explanation_nothing_is_said_of_it() -> None:
    bare = [article for article in ARTICLES if not article.explains]
    assert gap_of("penjelasan pasal 6 uu 25/2009", bare) is None
    assert gap("penjelasan pasal 6 uu 25/2009") is not None


@pytest.mark.parametrize("question", ["pasal 5 uu 25/2009", "pasal 3 uu itu", "pasal 500", "uu 25/2009", "warga"])
def test_what_is_held_and_what_names_no_law_has_no_gap(question: str) -> None:
    assert gap(question) is None


def test_of_a_note_or_two_of_a_law_the_end_is_not_known() -> None:
    few = [article for article in ARTICLES if article.number == "7"]
    assert gap_of("pasal 500 uu 25/2009", few) == Gap("missing", "UU 25/2009", "500", "7", "7")


def test_the_last_article_is_that_of_the_law() -> None:
    assert with_last("pasal terakhir uu 25/2009", ARTICLES) == "Pasal 12 uu 25/2009"
    assert with_last("pasal terakhir uu 99/2020", ARTICLES) == "pasal terakhir uu 99/2020"


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("pasal 8 huruf i uu 25/2009", "i. informasi yang iii"),
        ("pasal 8 ayat (1) huruf p uu 25/2009", "p. informasi yang ppp"),
        ("pasal 8 ayat 2 uu 25/2009", "(2) Petugas melayani"),
        ("pasal 3 angka 18 uu 25/2009", "18. Istilah18 adalah"),
        ("pasal 8 huruf z uu 25/2009", "(1) Yang dikecualikan adalah"),
    ],
)
def test_of_a_long_article_the_part_that_is_named_is_shown(lawyer: Answerer, question: str, shown: str) -> None:
    answer = lawyer.answer(question)
    assert shown in "".join(chunk.text for chunk in answer.passages)


def test_of_an_article_in_several_notes_the_one_with_the_part_answers() -> None:
    long = TEXT.replace("rahasia negara dan warga " * 6, "rahasia negara dan warga " * 60)
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *read(long, "uu.txt")])
        made.build()
        answer = Answerer(made.searcher(), see_also=2, suggestions=3).answer("pasal 8 huruf o uu 25/2009")
    assert answer.note is not None
    assert "Pasal 8 bagian" in answer.note.title
    assert "o. informasi yang ooo" in answer.passages[0].text


@pytest.mark.parametrize("question", ["pasal 7", "min, isi pasal tujuh apa ya?", "psl 7 ayat 2 dong"])
def test_an_article_that_two_laws_have_is_asked_back(of_two_laws: Answerer, question: str) -> None:
    answer = of_two_laws.answer(question)
    assert said(answer).startswith(
        "Pasal 7 ada di beberapa peraturan. Tulis bersama peraturannya, misalnya “pasal 7 UU"
    )
    laws = {note.sources[0].name.partition(" tentang ")[0] for note in answer.suggestions}
    assert (answer.kind, laws) == ("unsure", {"UU 25/2009", "UU 5/2014"})


@pytest.mark.parametrize(("which", "law"), [("uu asn", "UU 5/2014"), ("uu 25/2009", "UU 25/2009")])
def test_the_law_alone_is_answer_enough(of_two_laws: Answerer, which: str, law: str) -> None:
    answer = after(of_two_laws, "pasal 7", which)
    assert answer.note is not None
    assert answer.note.title.startswith(f"{law} Pasal 7 ")


def test_what_says_more_than_a_number_and_what_one_law_has_is_not_asked_back(
    of_two_laws: Answerer, lawyer: Answerer
) -> None:
    assert after(of_two_laws, "pasal 3 uu asn", "pasal 7").answered
    assert of_two_laws.answer("pasal 7 tentang petugas yang ramah").gap is None
    answer = lawyer.answer("pasal 7")
    assert (answer.gap, answer.note is not None) == (None, True)
    assert answer.note is not None
    assert answer.note.title.startswith("UU 25/2009 Pasal 7 ")


@pytest.mark.parametrize(
    ("question", "shown", "lacking"),
    [
        ("pasal 2 ayat 3 uu 25/2009", "Pasal 2", "Ayat (3) tidak ada di catatan Pasal 2 UU 25/2009."),
        ("pasal 8 huruf z uu 25/2009", "Pasal 8", "Huruf z tidak ada di catatan Pasal 8 UU 25/2009."),
        ("pasal 2 ayat (2) huruf c uu 25/2009", "Pasal 2", "Huruf c tidak ada di catatan Pasal 2 UU 25/2009."),
    ],
)
def test_a_part_that_an_article_does_not_have_is_said_above_it(
    lawyer: Answerer, question: str, shown: str, lacking: str
) -> None:
    assert said(lawyer.answer(question)).startswith(f"{lacking}\n\nUU 25/2009 {shown} ")


@pytest.mark.parametrize(
    "question", ["pasal 2 ayat 2 uu 25/2009", "pasal 8 huruf i uu 25/2009", "pasal 2 dan pasal 8 huruf i uu 25/2009"]
)
def test_of_parts_that_are_there_and_of_several_articles_nothing_is_said(lawyer: Answerer, question: str) -> None:
    assert lawyer.answer(question).gap is None


def test_the_number_of_another_article_is_no_ayat(lawyer: Answerer) -> None:
    answer = lawyer.answer("pasal 8 dan 2 uu 25/2009")
    assert answer.passages[0].ordinal == 0, "not ayat (2) of Pasal 8"
    assert "UU 25/2009 Pasal 2 (Bab I Ketentuan Umum)" in [note.title for note in answer.see_also]


@pytest.mark.parametrize(
    ("asked", "then", "number"),
    [("pasal 10a uu 25/2009", "pasal berikutnya", "11"), ("pasal 13 uu pelayanan publik", "pasal sebelumnya", "12")],
)
def test_who_asked_for_an_article_that_is_lacking_goes_on_from_there(
    lawyer: Answerer, asked: str, then: str, number: str
) -> None:
    answer = after(lawyer, asked, then)
    assert answer.note is not None
    assert answer.note.title.startswith(f"UU 25/2009 Pasal {number} ")


@pytest.mark.parametrize(
    ("question", "law"),
    [
        ("pasal 7 uu ketenagakerjaan", "UU Ketenagakerjaan"),
        ("isi uu cipta kerja apa", "UU Cipta Kerja"),
        ("pasal 7 uu pelayanan kesehatan", "UU Pelayanan Kesehatan"),
        ("pasal 7 uu pelayaran", "UU Pelayaran"),
        ("bab ii uu lalu lintas dan angkutan jalan", "UU Lalu Lintas"),
        ("pasal 7 uu 13/2003", "UU 13/2003"),
        ("pasal 7 kuhp", "KUHP"),
        ("pasal 7 uu asn 2023", "UU ASN 2023"),
        ("pasal 7 uu aparatur sipil negara tahun 2023", "UU Aparatur Sipil Negara 2023"),
        ("uu asn terbaru 2023 pasal 7", "UU ASN"),
        ("uu pelayanan publik 2015 pasal 5", "UU Pelayanan Publik 2015"),
        ("uu 25/2010", "UU 25/2010"),
    ],
)
def test_a_law_that_no_note_holds_is_said_to_be_lacking(of_two_laws: Answerer, question: str, law: str) -> None:
    answer = of_two_laws.answer(question)
    assert said(answer) == (f"Teks {law} belum ada di catatan Prima. Pertanyaan Anda sudah dicatat untuk moderator.")
    assert (answer.kind, answer.note, answer.suggestions) == ("unknown", None, ())


@pytest.mark.parametrize(
    ("question", "law"),
    [
        ("pasal 7 uu pelayanan publk", "UU 25/2009"),
        ("pasal 7 uu pelyanan publik", "UU 25/2009"),
        ("pasal 7 uu layanan publik", "UU 25/2009"),
        ("pasal 7 uu pelayanan", "UU 25/2009"),
        ("pasal 7 uu asn terbaru", "UU 5/2014"),
        ("pasal 7 uu asn tahun 2014", "UU 5/2014"),
        ("uu pelayanan publik 2009 pasal 7", "UU 25/2009"),
        ("uu pelayanan 2009 pasal 7", "UU 25/2009"),
        ("pasal 7 uu yanlik", "UU 25/2009"),
        ("pasal 7 uu pelpub", "UU 25/2009"),
    ],
)
def test_a_law_is_known_by_short_misspelt_and_made_up_names(of_two_laws: Answerer, question: str, law: str) -> None:
    answer = of_two_laws.answer(question)
    assert answer.note is not None
    assert answer.note.title.startswith(f"{law} Pasal 7 ")


@pytest.mark.parametrize("question", ["pasal 7 uu itu", "pasal 7 uu yang mana", "bab i"])
def test_what_follows_a_kind_may_be_no_name(of_two_laws: Answerer, question: str) -> None:
    answer = of_two_laws.answer(question)
    assert answer.gap is not None
    assert (answer.gap.lack, len(answer.suggestions)) == ("of_several", 2)
    assert said(answer).startswith(answer.gap.words)


def test_a_name_and_year_that_fit_a_law_that_was_changed_mean_that_law() -> None:
    change = "Perubahan atas Undang-Undang Nomor 31 Tahun 1999 tentang Tindak Pidana Korupsi"
    changing = read(law_text("UNDANG-UNDANG", 20, 2001, change), "uu-2001-20.txt")
    other = read(law_text("UNDANG-UNDANG", 28, 1999, "Negara yang Bebas dari Korupsi"), "uu-1999-28.txt")
    articles = tuple(filter(None, map(Article.of_note, [*other, *changing])))
    assert gap_of("pasal 7 uu korupsi 1999", articles) == Gap("no_law", "UU 31/1999", "", "", "")
    assert gap_of("pasal 7 uu korupsi 2001", articles) is None


def test_guidance_that_rests_on_a_law_still_answers_for_it() -> None:
    with folder_in_memory() as folder:
        made = Library(folder, NOTES)
        made.build()
        answerer = Answerer(made.searcher(), see_also=2, suggestions=3)
        fits = answerer.answer(f"{NOTES[0].title} menurut pasal 34 uu pelayanan publik")
        other = answerer.answer(f"{NOTES[0].title} menurut pasal 34 uu ketenagakerjaan")
        bare = answerer.answer("pasal 34 uu 25/2009")
    assert (fits.kind, fits.note) == ("answer", NOTES[0])
    assert said(fits).startswith("Teks UU Pelayanan Publik belum ada di catatan Prima.\n\n")
    assert said(bare).startswith("Teks UU 25/2009 belum ada di catatan Prima.")
    assert (other.kind, other.note) == ("unknown", None)


@pytest.mark.parametrize("question", ["menurut uu pelayanan publik warga berhak apa", "pp disiplin asn ngapain aja"])
def test_what_goes_on_behind_a_name_is_no_name(question: str) -> None:
    """Nothing is said of a law "UU Pelayanan Publik Warga Berhak", also where no note holds an article."""
    assert gap_of(question, ()) is None
    assert gap_of("uu pelayanan publik", ()) == Gap("no_law", "UU Pelayanan Publik", "", "", "")
