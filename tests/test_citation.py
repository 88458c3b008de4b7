"""A question that names an article of a law finds the note of that very article."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer import language
from indexer.citation import AHEAD, Citation, cited_first, cited_only, spelled_out
from indexer.conversation import readings, understand
from indexer.spoken_law import in_full
from knowledge_base.note import Note
from knowledge_base.regulations import regulations_in
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.makers import note as make

LAWS = {
    ("UNDANG-UNDANG", "uu", 25, 2009): "Pelayanan Publik",
    ("UNDANG-UNDANG", "uu", 5, 2014): "Aparatur Sipil Negara",
    ("UNDANG-UNDANG", "uu", 11, 2008): "Informasi dan Transaksi Elektronik",
    ("PERATURAN PEMERINTAH", "pp", 25, 2014): "Disiplin Pegawai Negeri Sipil",
    ("PERATURAN PEMERINTAH", "pp", 96, 2012): "Pelaksanaan Undang-Undang Nomor 25 Tahun 2009",
}
ARTICLES = 12
WAYS = (
    "pasal {n} {kind} {no}/{year}",
    "psl {n} {kind} {no}/{year}",
    "ps.{n} {kind} {no}/{year}",
    "isi pasal {n} ayat 2 {kind} {no}/{year} apa",
    "apa bunyi Pasal{n} {kind} nomor {no} tahun {year}?",
    "{kind} no {no} th {year} pasal {n} huruf c",
    "pasal {n} {kind} {about}",
    "{kind} tentang {about}, pasal {n} bilang apa",
)


def law_text(kind: str, number: int, year: int, about: str) -> str:
    """A law as it is printed: articles that name one another, and an explanation with articles of its own."""
    articles = "".join(
        f"Pasal {each}\n(1) Petugas melayani menurut Pasal {each % ARTICLES + 1}.\n(2) Warga dilayani.\n"
        for each in range(1, ARTICLES + 1)
    )
    explained = "".join(f"Pasal {each}\nYang dimaksud dengan petugas adalah pegawai.\n" for each in (2, 5, 9))
    head = f"{kind} REPUBLIK INDONESIA\nNOMOR {number} TAHUN {year}\nTENTANG\n{about.upper()}\n"
    closing = "Agar setiap orang mengetahuinya, memerintahkan pengundangan.\n"
    explanation = f"PENJELASAN\nATAS\n{head}I. UMUM\nSudah jelas sekali.\nII. PASAL DEMI PASAL\n{explained}"
    return f"{head}\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nBAB I\nKETENTUAN UMUM\n{articles}{closing}{explanation}"


@cache
def library() -> tuple[Note, ...]:
    """The notes of all the laws, and one of guidance that cites an article."""
    laws = [
        read(law_text(kind, number, year, about), f"{short}-{year}-{number}.txt")
        for (kind, short, number, year), about in LAWS.items()
    ]
    return (make(), *(note for law in laws for note in law))


def ranked(question: str, values: list[float] | None = None) -> list[str]:
    """The titles in the order of their values, without what stands behind the article's name."""
    notes = library()
    log_odds = np.array(values or np.linspace(4, -4, len(notes)))
    order = np.argsort(-cited_first(question, notes, log_odds), kind="stable")
    return [notes[row].title.split(" (")[0] for row in order.tolist()]


@given(some.data())
def test_the_very_article_comes_first_whatever_else_seems_near(data: some.DataObject) -> None:
    (_, kind, number, year), about = data.draw(some.sampled_from(sorted(LAWS.items())))
    article = data.draw(some.integers(1, ARTICLES))
    way = data.draw(some.sampled_from(WAYS))
    near = some.floats(-8, 8)
    values = data.draw(some.lists(near, min_size=len(library()), max_size=len(library())))
    question = way.format(n=article, kind=kind, no=number, year=year, about=about.lower())
    found = ranked(question, values)
    law = f"{kind.upper()} {number}/{year}"
    assert found[0] == f"{law} Pasal {article}", question
    explanation = f"{law} Penjelasan Pasal {article}"
    if explanation in found and "25/2009" not in question:
        assert found[1] == explanation


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("pasal 3 uu asn", "UU 5/2014 Pasal 3"),
        ("pasal 3 uu ite", "UU 11/2008 Pasal 3"),
        ("pasal 7 uu no. 25", "UU 25/2009 Pasal 7"),
        ("hukuman di pasal 7 pp disiplin pns", "PP 25/2014 Pasal 7"),
        ("PP pelaksanaan UU 25/2009 pasal 4", "PP 96/2012 Pasal 4"),
        ("penjelasan pasal 5 uu 25/2009", "UU 25/2009 Penjelasan Pasal 5"),
        ("penjelasan pasal 6 uu 25/2009", "UU 25/2009 Pasal 6"),
        ("pasal 2 b uu 25/2009", "UU 25/2009 Pasal 2"),
        ("pasal 4 dan 5 uu 25/2009", "UU 25/2009 Pasal 4"),
        ("pasal 5 uu 25/2009 kalau pasal 6? kalau pasal 6?", "UU 25/2009 Pasal 6"),
        ("pasal pertama uu asn", "UU 5/2014 Pasal 1"),
        ("pasal ke-3 uu asn", "UU 5/2014 Pasal 3"),
        ("pasal keempat uu asn", "UU 5/2014 Pasal 4"),
    ],
)
def test_laws_and_articles_are_named_in_many_ways(question: str, first: str) -> None:
    assert ranked(question)[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "pasal 2 pergub pengelolaan antrean loket",
        "pasal 2 peraturan gubernur dki jakarta tentang antrean",
        "psl 2 pergub no 7 th 2024",
    ],
)
def test_a_regulation_of_the_province_is_named_by_its_words_too(question: str) -> None:
    regional = law_text("PERATURAN GUBERNUR", 7, 2024, "Pengelolaan Antrean Loket")
    notes = [*library(), *read(regional.replace("REPUBLIK INDONESIA", "PROVINSI DKI JAKARTA", 1), "pergub.txt")]
    sure = cited_only(question, notes, np.full(len(notes), 3.0))
    best = notes[int(np.argmax(sure))]
    assert (best.title.startswith("Pergub"), "Pasal 2 " in best.title) == (True, True)


@pytest.mark.parametrize(
    "question", ["cara melayani warga", "pasal 34 isinya apa", "menurut uu itu apa", "ps4 di ruang tunggu", ""]
)
def test_without_an_article_and_a_law_nothing_changes(question: str) -> None:
    values = np.linspace(-1, 1, len(library()))
    for rule in (cited_first, cited_only):
        assert (rule(question, library(), values) == values).all()


@pytest.mark.parametrize("question", ["pasal 40 uu 25/2009", "pasal 40 uu pelayanan publik", "pasal 3 uu 99/2020"])
def test_no_neighbour_answers_for_an_article_that_no_note_holds(question: str) -> None:
    notes = library()
    sure = cited_only(question, notes, np.full(len(notes), 3.0))
    law = {note.id for note in notes if "Pasal" in note.sources[0].part and "Pasal" in note.title}
    assert {value < 0 for note, value in zip(notes, sure.tolist(), strict=True) if note.id in law} == {True}
    assert sure[0] == 3.0, "guidance is not a neighbour"


@pytest.mark.parametrize("question", ["pasal 3 uu perbankan syariah", "pasal 3 uu pelayanan kesehatan", "pasal 3 kuhp"])
def test_no_neighbour_answers_for_a_law_that_no_note_holds(question: str) -> None:
    sure = cited_only(question, library(), np.full(len(library()), 3.0))
    assert (sure[1:] < 0).all()
    assert sure[0] == 3.0, "guidance is not a neighbour"


def test_a_question_that_names_a_law_is_not_answered_by_articles_of_another() -> None:
    notes = library()
    values = np.full(len(notes), 3.0)
    assert (cited_first("apa itu petugas menurut uu 5/2014", notes, values) == values).all(), (
        "no article of it is meant"
    )
    sure = cited_only("apa itu petugas menurut uu 5/2014", notes, values)
    kept = {note.title.split(" P")[0] for note, value in zip(notes, sure.tolist(), strict=True) if value > 0}
    assert kept == {"UU 5/2014", notes[0].title}
    for other in ("apa itu petugas menurut uu 20/2023", "apa itu petugas menurut uu asn 2023"):
        assert (cited_only(other, notes, values)[1:] < 0).all()


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("pasal 4 dan 6 uu 25/2009", "UU 25/2009 Pasal 6"),
        ("pasal 4, 6 uu 25/2009", "UU 25/2009 Pasal 6"),
        ("pasal 4, dan pasal 6 uu 25/2009", "UU 25/2009 Pasal 6"),
        ("pasal 4 dan 2 orang saksi menurut uu 25/2009", ""),
    ],
)
def test_the_articles_behind_one_are_cited_too(question: str, second: str) -> None:
    notes = library()
    sure = cited_only(question, notes, np.full(len(notes), 3.0))
    found = [notes[row].title.split(" (")[0] for row in np.argsort(-sure, kind="stable") if sure[row] > AHEAD]
    assert found == ["UU 25/2009 Pasal 4", *filter(None, [second])]


@pytest.mark.parametrize("joint", ["s.d.", "sd", "sampai", "sampai dengan", "hingga", "-"])
def test_a_range_cites_what_stands_between(joint: str) -> None:
    notes = library()
    sure = cited_only(f"pasal 6 {joint} 8 uu 25/2009", notes, np.full(len(notes), 3.0))
    found = [notes[row].title.split(" (")[0] for row in np.argsort(-sure, kind="stable") if sure[row] > AHEAD]
    assert found == [f"UU 25/2009 Pasal {number}" for number in (6, 7, 8)]


@pytest.mark.parametrize(
    "kind",
    "uu,undang-undang,undang2,perppu,perpu,pp,peraturan pemerintah,perpres,keppres,inpres,permenpan,permen panrb,"
    "kepmen,kepmenkes,pergub,kepgub,ingub,perda,perka,perban,perlan,kepka,skep,surat edaran,se,peraturan,keputusan,"
    "instruksi,pedoman".split(","),
)
def test_no_kind_of_regulation_is_passed_over(kind: str) -> None:
    for form in (kind, kind.upper(), f"2{kind}"):
        question = f"isi {form} nomor 5 tahun 2020 apa"
        named = bool([*regulations_in(question), *regulations_in(language.normalise(question))])
        assert (Citation.in_question(question) is not None) >= named
    assert Citation.in_question(f"isi {kind} nomor 5 tahun 2020 apa") is not None


def test_short_forms_are_spelled_out_for_the_index() -> None:
    assert spelled_out("psl34 uu 25/2009") == "Pasal 34 uu 25/2009"
    assert spelled_out("pasal tiga puluh empat uu 25/2009") == "Pasal 34 uu 25/2009"
    assert spelled_out("penjelasan ps. 5 dan pasal 12b") == "penjelasan Pasal 5 dan Pasal 12b"


def test_the_search_follows_a_citation() -> None:
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *library()[1:30]])
        made.build()
        found = made.searcher().search("psl 7 uu pelayanan publik", 5)
        assert found.hits[0].note.title.startswith("UU 25/2009 Pasal 7")
        assert found.answered
        for question in ("pasal 40 uu 25/2009", "psl 40 uu pelayanan publik", "isi pasal 40 uu 25/2009 apa"):
            assert not made.searcher().search(question, 5).near, "no other article is offered either"


def test_who_cites_another_article_next_is_not_offered_the_one_before() -> None:
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *library()[1:30]])
        made.build()
        reading = readings("pasal 40 uu 25/2009", "pasal 7 uu 25/2009")
        understood, found = understand(made.searcher(), reading, 5)
        assert (understood, found.near) == ("pasal 40 uu 25/2009", ())


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("kalau pasal 9?", "kalau pasal 9?"),
        ("psl 40", "psl 40"),
        ("pasal 9 ayat (2) huruf a itu gimana", "pasal 9 ayat (2) huruf a itu gimana"),
        ("pasal tiga puluh", "pasal tiga puluh"),
        ("pasal 1000", "pasal 1000"),
        ("yg 11?", "Pasal 11"),
        ("terus pasal berikutnya?", "terus Pasal 8?"),
        ("pasal sebelumnya", "Pasal 6"),
        ("2 pasal sebelumnya", "Pasal 5"),
        ("dua pasal berikutnya apa", "Pasal 9 apa"),
        ("pasal terakhir?", "pasal terakhir?"),
        ("pasal pertama", "pasal pertama"),
        ("angka 2?", "Pasal 7 angka 2?"),
        ("penjelasannya apa", "Penjelasan Pasal 7"),
        ("kalo ayat 2?", "Pasal 7 kalo ayat 2?"),
    ],
)
def test_a_message_on_an_article_is_asked_for_in_full(message: str, meant: str) -> None:
    seven = next(note for note in library() if note.title.startswith("UU 25/2009 Pasal 7"))
    assert in_full(message, "isinya apa", seven) == f"{meant} UU 25/2009 tentang Pelayanan Publik"


@pytest.mark.parametrize(
    ("previous", "message", "meant"),
    [
        ("pasal 17 uu kip", "kalau di uu asn?", "Pasal 17 kalau di uu asn?"),
        ("psl 7 uu 25/2009", "lalu di uu 5/2014", "Pasal 7 lalu di uu 5/2014"),
        (
            "hak warga menurut uu pelayanan publik apa",
            "kalau uu asn gimana",
            "hak warga menurut apa kalau uu asn gimana",
        ),
        ("hak warga di uu 25/2009", "kalau uu asn?", "hak warga di kalau uu asn?"),
        ("hak warga apa saja", "menurut pp 96/2012?", "hak warga apa saja menurut pp 96/2012?"),
    ],
)
def test_another_law_is_asked_the_same(previous: str, message: str, meant: str) -> None:
    seven = next(note for note in library() if note.title.startswith("UU 25/2009 Pasal 7"))
    assert in_full(message, previous, seven).split() == meant.split()


@pytest.mark.parametrize(
    "message",
    [
        "pasal 5 uu 5/2014",
        "pasal 28 uud 1945",
        "pasal 3 perda itu",
        "contohnya?",
        "warga itu bilang mau menggugat saya pakai pasal 362, saya harus bagaimana ya",
    ],
)
def test_what_names_its_own_law_or_no_article_is_left_as_it_is(message: str) -> None:
    seven = next(note for note in library() if note.title.startswith("UU 25/2009 Pasal 7"))
    assert in_full(message, "pasal 7 uu 25/2009", seven) == message


@pytest.mark.parametrize(
    ("previous", "law"),
    [("pasal 40 uu 25/2009", "uu 25/2009"), ("psl 7 uu pelayanan publik", "uu pelayanan publik"), ("warga marah", "")],
)
def test_where_no_note_answered_the_law_of_the_question_is_meant(previous: str, law: str) -> None:
    assert in_full("pasal 5?", previous, None) == f"pasal 5? {law}".strip()


def test_a_guidance_note_speaks_of_the_law_that_it_rests_on() -> None:
    assert (
        in_full("bunyi pasal 34?", "warga marah", library()[0]) == "bunyi pasal 34? UU 25/2009 tentang Pelayanan Publik"
    )


@given(some.text(max_size=60), some.text(max_size=60), some.sampled_from([None, *library()[:8]]))
def test_nothing_of_a_message_is_lost_on_the_way(message: str, previous: str, spoken: Note | None) -> None:
    full = in_full(message, previous, spoken)
    assert in_full(full, previous, spoken) == full


def test_an_article_without_its_law_is_one_of_the_law_spoken_of() -> None:
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *library()[1:30]])
        made.build()
        for form in ("kalau pasal {}?", "psl {}"):
            _, other = understand(made.searcher(), readings(form.format(9), "pasal 7 uu 25/2009"), 5)
            assert other.hits[0].note.title.startswith("UU 25/2009 Pasal 9")
            _, none = understand(made.searcher(), readings(form.format(40), "pasal 7 uu 25/2009"), 5)
            assert none.near == (), "not even the one before"


CLEANED = "Meja loket dibersihkan setiap sore oleh petugas kebersihan."


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("meja loket dibersihkan kapan", "4"),
        ("kalau meja loket dibersihkan kapan?", "4"),
        ("siapa yang menyapa lansia?", "3"),
        ("contohnya?", "3"),
        ("kenapa begitu?", "3"),
    ],
)
def test_a_question_of_its_own_is_not_answered_by_the_article_before(message: str, number: str) -> None:
    text = law_text("UNDANG-UNDANG", 7, 2030, "Pelayanan Loket")
    text = text.replace("Pasal 4\n(1) Petugas melayani menurut Pasal 5.\n(2) Warga dilayani.", f"Pasal 4\n{CLEANED}")
    text = text.replace("Pasal 3\n(1) Petugas melayani menurut Pasal 4.", "Pasal 3\n(1) Petugas menyapa lansia.")
    law = read(text, "uu.txt")
    three = next(note for note in law if note.title.startswith("UU 7/2030 Pasal 3 "))
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *law])
        made.build()
        _, found = understand(made.searcher(), readings(message, "pasal 3 uu 7/2030", three), 5)
    assert found.hits[0].note.title.startswith(f"UU 7/2030 Pasal {number} ")


def test_the_law_spoken_of_is_preferred_among_notes_that_fit_as_well() -> None:
    laws = [
        note
        for number, year in ((7, 2030), (8, 2031))
        for note in read(law_text("UNDANG-UNDANG", number, year, f"Urusan {year}"), f"uu-{year}.txt")
    ]
    for number, year in ((7, 2030), (8, 2031)):
        spoken = next(note for note in laws if note.title.startswith(f"UU {number}/{year} Pasal 3 "))
        with folder_in_memory() as folder:
            made = Library(folder, [*NOTES, *laws])
            made.build()
            reading = readings("petugas mana melayani", f"pasal 3 uu {number}/{year}", spoken)
            _, found = understand(made.searcher(), reading, 5)
        assert found.hits[0].note.title.startswith(f"UU {number}/{year} "), "not the law with the first name"
