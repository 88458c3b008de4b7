"""A regulation becomes a note a Pasal, named after the regulation, whatever copy of it is sent."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from knowledge_base.documents.articles import missing_articles
from knowledge_base.documents.regulation import Regulation
from knowledge_base.documents.regulation_name import name_of
from knowledge_base.note import BODY_LIMIT, TITLE_LIMIT, Source
from tests.documents import LAW, pdf, plain_docx, read

NAME = "UU 7/2030 tentang Pelayanan Loket"
ARTICLES = {
    "UU 7/2030 Pasal 1 (Bab I Ketentuan Umum)": "Pasal 1 (Bab I)",
    "UU 7/2030 Pasal 2 (Bab II Kewajiban Petugas, Bagian Kesatu Sikap)": "Pasal 2 (Bab II)",
    "UU 7/2030 Pasal 3 (Bab II Kewajiban Petugas, Bagian Kesatu Sikap)": "Pasal 3 (Bab II)",
}
COPIES = {
    "uu.txt": LAW.encode(),
    "uu.md": LAW.replace("BAB ", "## BAB ").replace("\nPasal 3", "\n### **Pasal 3**").encode(),
    "uu.html": "".join(f"<p>{line}</p>" for line in LAW.split("\n")).encode(),
    "uu.docx": plain_docx(*LAW.split("\n")),
    "uu.pdf": pdf([("line", line) for line in LAW.split("\n")]),
}


@pytest.mark.parametrize("name", COPIES)
def test_every_copy_of_a_law_gives_the_same_articles(name: str) -> None:
    made = read(COPIES[name], name)
    articles = {each.title: each for each in made if " Pasal " in each.title and "Penjelasan" not in each.title}
    assert {title: each.sources[0] for title, each in articles.items()} == {
        title: Source(NAME, part) for title, part in ARTICLES.items()
    }
    second = articles["UU 7/2030 Pasal 2 (Bab II Kewajiban Petugas, Bagian Kesatu Sikap)"]
    assert second.questions[:2] == (f"Apa isi Pasal 2 {NAME}?", "Pasal 2 UU Nomor 7 Tahun 2030")
    assert second.questions[2].startswith("Petugas menyapa warga sebagaimana dimaksud dalam")
    assert " ".join(second.body.split()) == (
        "(1) Petugas menyapa warga sebagaimana dimaksud dalam Pasal 1 dengan ramah. "
        "(2) Sapaan diucapkan sebelum 10 (sepuluh) detik."
    )


def test_what_is_no_article_has_notes_of_its_own_and_the_explanation_does_not_collide() -> None:
    made = {each.sources[0].part: each.body for each in read(LAW, "uu.txt")}
    assert list(made) == ["Pembukaan", *ARTICLES.values(), "Pengundangan", "Penjelasan Umum", "Penjelasan Pasal 2"]
    assert made["Penjelasan Pasal 2"] == "Yang dimaksud dengan ramah adalah tersenyum."
    assert "Loket adalah wajah negara." in made["Penjelasan Umum"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Cukup jelas. __", False),
        ("Cukup je1,as.", False),
        ("Cukup", False),
        ("Ayat (1)\nCukupjelas.\nAyat (2)\nCukup je1as. _", False),
        ("Ayat (1) dan", True),
        ("Ayat (1)\nPasal 2", False),
        ("Ayat (1) Cukup jelas. Ayat (2) Cukup tersenyum.", True),
    ],
)
def test_an_explanation_that_says_nothing_is_no_note(said: str, *, kept: bool) -> None:
    text = LAW[: LAW.rindex("Pasal 2\n")] + f"Pasal 2\n{said}\n"
    found = Regulation.from_text(text)
    assert found is not None
    assert any(part.label == "Penjelasan Pasal 2" for part in found.parts) is kept


def labels(text: str) -> list[str]:
    found = Regulation.from_text(text)
    return [] if found is None else [part.label for part in found.parts if "Pasal" in part.label]


HEAD = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR 5 TAHUN 2020\nTENTANG\nLOKET\n"


def test_a_reference_is_no_head_even_at_the_start_of_a_line() -> None:
    text = HEAD + (
        "Pasal 1\nIsi.\nPasal 2\nSesuai dengan ketentuan sebagaimana dimaksud dalam\nPasal 5\nayat (2), petugas\n"
        "Pasal 4 ayat (1) berlaku. Berdasarkan Pasal 3 Undang-Undang Dasar.\n"
        "Pasal 3\nIsi.\nPasal 4\nIsi.\nPasal 5\nIsi."
    )
    assert labels(text) == [f"Pasal {number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    "ayat",
    [
        "(2) Sanksi dikenakan sebagaimana dimaksud dalam\nPasal 3.\n(3) Sanksi dicatat.",
        "(2) Sanksi dikenakan sebagaimana dimaksud dalam\nPasal 3\n(3) Sanksi dicatat.",
        "(2) Sanksi sesuai ayat (1) dan\nPasal 3\nberlaku bagi semua petugas.",
        "(2) Sanksi sesuai ayat (1),\nPasal 3.",
        "(2) Lihat\nPasal 3\nayat (1).",
        "(2) Sanksi sesuai Pasal 1 dan\nPasal 2.\n(3) Sanksi dicatat.",
    ],
)
def test_a_reference_alone_on_its_line_stays_in_its_article(ayat: str) -> None:
    text = f"{HEAD}Pasal 1\nIsi.\nPasal 2\n(1) Petugas ramah.\n{ayat}\nPasal 3\nTeguran.\nPasal 4\nIsi."
    found = Regulation.from_text(text)
    assert found is not None
    parts = {part.label: part.text.replace("\n\n", "\n") for part in found.parts}
    assert (parts["Pasal 2"], parts["Pasal 3"]) == (f"(1) Petugas ramah.\n{ayat}", "Teguran.")


def test_a_head_behind_a_line_that_a_scan_put_in_the_wrong_place_is_a_head() -> None:
    text = f"{HEAD}Pasal 1\nPetugas ramah:\nb. JF pemula. dan\nPasal 2\nPPK menetapkan.\nPasal 3\nIsi."
    assert labels(text) == ["Pasal 1", "Pasal 2", "Pasal 3"]


def test_heads_inside_a_line_and_misread_numbers_are_found() -> None:
    text = HEAD + "BAB I UMUM Pasal l (1) Satu. Pasal 2 (1) Dua sesuai Pasal 1 ayat (1). Pasal 3 Petugas ramah.\n"
    text += "".join(f"Pasal {number}\nIsi {number}.\n" for number in range(4, 10))
    text += "Pasal 1O\nSepuluh.\nPasal 1l\nSebelas.\nPasal 12\nDua belas."
    assert labels(text) == [f"Pasal {number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    "head",
    [
        *(
            "tuntas. Pasal 1 1 (1) Hukuman",
            "tuntas. PasaI 1l PNS yang",
            "tuntas. Pasat 11 Pejabat",
            "tuntas. Pasd 11 Kepala",
        ),
        *("tuntas. PasaJ1I Kepala", "tuntas. Pasa.l L1 Kepala", "Bagian Kesatu Umum Pasa] 11 (l) Kepala"),
        *("Umum 11 Pasal Kepala", "tuntas. Pasal 1 1 Undang-Undang ini mulai berlaku pada"),
    ],
)
def test_a_misread_head_is_found_where_the_count_lacks_it(head: str) -> None:
    first = "".join(f"Pasal {number}\nIsi {number}.\n" for number in range(1, 11))
    assert labels(f"{HEAD}{first}Hal ini {head} dijatuhkan.\nPasal 12\nIsi.") == [f"Pasal {n}" for n in range(1, 13)]
    assert labels(f"{HEAD}{first}Hal ini {head} dijatuhkan.") == [f"Pasal {n}" for n in range(1, 12)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Hal sebagaimana dimaksud dalam Pasal 1 1 Kepala",
            "diatur dalam PasaI 11 ayat (1) berlaku",
            "sesuai Pasal 1l PNS",
        ),
        *(
            "Lihat Pasal 11 huruf a. Kepala",
            "berdasarkan Pasal 1 1 Undang-Undang Dasar",
            "terdiri atas 110 Pasal Kepala",
        ),
        *("Biaya 11. Pasal Kepala", "Pasien 11 Kepala", "pasal 11 Kepala"),
    ],
)
def test_a_citation_of_the_lost_article_is_no_head(words: str) -> None:
    text = HEAD + "".join(f"Pasal {number}\nIsi {number}.\n" for number in range(1, 11))
    text += f"{words} menetapkan.\nPasal 12\nIsi.\nPasal 13\nIsi."
    assert labels(text) == [f"Pasal {number}" for number in (*range(1, 11), 12, 13)]


def test_the_articles_that_a_regulation_lacks_are_told() -> None:
    def lacks(numbers: Iterable[int], head: str = HEAD) -> tuple[str, ...]:
        return missing_articles(read(head + "".join(f"Pasal {number}\nIsi.\n" for number in numbers), "pergub.txt"))

    assert lacks((1, 2, 4, 5, 6, 10)) == ("3", "7-9")
    assert lacks(range(1, 9)) == ()
    assert lacks((2, 7, 8), "UNDANG-UNDANG NOMOR 20 TAHUN 2001 TENTANG PERUBAHAN ATAS UNDANG-UNDANG\n") == ()
    assert missing_articles(read("# Pasal 5\nIsi.\n# Pasal 9\nIsi.")) == ()


INLINE = (
    "BAB I\nUMUM\nBagian Kesatu\nAsas\nPasal 1\nIsi satu. Bagian Kedua Tingkat dan Jenis Pasal 2 (1) Isi dua. (2) "
    "Paragraf 3 Paragraf 3 Mutasi\nPasal 3\nLihat Bagian Kedua. BAB II SANKSI Bagian Kesatu Jenis Pasal 4 (1) Isi.\n"
    "Pasal 5\nSesuai Bagian Kesatu Jenis.\nPasal 6\nIsi derau ls I BAB V PENUTUP Pasal 7 (1) Isi."
)


def test_a_head_inside_a_line_belongs_to_the_article_that_follows() -> None:
    found = Regulation.from_text(HEAD + INLINE)
    assert found is not None
    articles = [part for part in found.parts if part.label.startswith("Pasal")]
    assert [(part.chapter, part.section) for part in articles] == [
        ("Bab I", "Bagian Kesatu Asas"),
        ("Bab I", "Bagian Kedua Tingkat dan Jenis"),
        ("Bab I", "Bagian Kedua Tingkat dan Jenis, Paragraf 3 Mutasi"),
        ("Bab II", "Bagian Kesatu Jenis"),
        ("Bab II", "Bagian Kesatu Jenis"),
        ("Bab II", "Bagian Kesatu Jenis"),
        ("Bab V", ""),
    ]
    texts = [part.text for part in articles]
    assert texts[0] == "Isi satu."
    assert texts[2:5] == ["Lihat Bagian Kedua.", "(1) Isi.", "Sesuai Bagian Kesatu Jenis."]
    assert texts[5].startswith("Isi derau")


def test_an_unreadable_head_costs_one_article_only() -> None:
    text = HEAD + "".join(f"Pasal {number}\nIsi.\n" for number in (1, 2, 4, 5, 6))
    assert labels(text) == [f"Pasal {number}" for number in (1, 2, 4, 5, 6)]


def test_a_regulation_that_changes_another_has_roman_articles_and_the_changed_ones() -> None:
    text = "UNDANG-UNDANG NOMOR 20 TAHUN 2001 TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 31 TAHUN 1999\n"
    text += "Pasal I\nBeberapa ketentuan diubah:\nPasal 12\nIsi.\nPasal 12 A\nIsi.\nPasal 12B\nIsi.\nPasal II\nBerlaku."
    found = Regulation.from_text(text)
    assert found is not None
    assert str(found.name) == "UU 20/2001 tentang Perubahan atas UU 31/1999"
    assert labels(text) == ["Pasal I", "Pasal 12", "Pasal 12A", "Pasal 12B", "Pasal II"]


AMENDS = "UNDANG-UNDANG NOMOR 20 TAHUN 2001 TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 31 TAHUN 1999\n"
QUOTED = (
    "Pasal I\nBeberapa ketentuan diubah:\n"
    "1. Ketentuan Pasal 5 dan Pasal 6, diubah sehingga berbunyi sebagai berikut: “Pasal 5 (1) Petugas menyapa.\n"
    "Pasal 6\nWarga antre.\n"
    "2. Di antara Pasal 12 dan Pasal 13 disisipkan 2 (dua) pasal baru yakni Pasal 12 A dan Pasal 12 B, yang berbunyi "
    "sebagai berikut: “Pasal 12 A (1) Loket buka sesuai Pasal 5. Pasal 12 B (1) Loket tutup.” 3. Di antara Pasal 26 "
    "dan Pasal 27 disisipkan 1 (satu) pasal baru menjadi Pasal 26 A yang berbunyi sebagai berikut: “Pasal 26 A Bukti "
    "sebagaimana dimaksud dalam Pasal 188 ayat (2) sah.” 4. Pasal 37 dipecah menjadi 2 (dua) pasal yakni menjadi "
    "Pasal 37 dan Pasal 37 A, sehingga berbunyi sebagai berikut: “Pasal 37... ‘’Pasal 37 (1) Warga berhak.\n"
    "(2) Bukti dicatat.” b. Pasal 37 A adalah sebagai berikut: “Pasal 37 A (1) Warga wajib hadir.” 5. Di antara Bab VI "
    "dan Bab VII ditambah bab baru yang berisi 1 (satu) pasal, yakni Pasal 43 A yang berbunyi: “BAB VI A KETENTUAN "
    "PERALIHAN Pasal 43 A (1) Loket lama tetap.” 6. Ditambah 1 (satu) pasal baru yakni Pasal 43 B yang berbunyi "
    "sebagai berikut: “Pasal 43 B... “Pasal 43 B Pada saat ini, Pasal 209, Pasal 210 tidak berlaku.”\n"
    "Pasal II\nBerlaku.\nAgar setiap orang mengetahuinya.\nPENJELASAN\nPasal I\nAngka 1\nPasal 5\nMenyapa artinya "
    "tersenyum. Angka 2 Pasal 12 A Cukup jelas Pasal 12 B Cukup jelas Angka 3 Pasal 26 A Bukti ialah catatan.\n"
)
"""An amending law as a printed copy has it: quoted articles inside lines, catchwords, new letters, a quoted Bab."""


def test_an_amending_law_gives_every_article_that_it_quotes() -> None:
    numbers = "I 5 6 12A 12B 26A 37 37A 43A 43B II".split()
    articles = [f"Pasal {number}" for number in numbers]
    assert labels(AMENDS + QUOTED) == [*articles, "Penjelasan Pasal 5", "Penjelasan Pasal 26A"]
    made = read(AMENDS + QUOTED, "uu.txt")
    assert missing_articles(made) == ()
    parts = {each.sources[0].part for each in made}
    assert {"Pasal I angka 6 (menyisipkan Pasal 43B UU 31/1999) (Bab VI A)", "Pasal II"} <= parts
    torn = QUOTED
    for number in ("12 A (1)", "26 A Bukti", "43 B Pada"):
        torn = torn.replace(f"“Pasal {number}", f"“Ps {number}")
    assert missing_articles(read(AMENDS + torn.replace("“Pasal 43 B... ", ""), "uu.txt")) == ("12A", "26A", "43B")


@pytest.mark.parametrize("head", ["P ^asal {} ^", "P asal {}", "Pasa1 {}", "P a s a l {}"])
def test_explanations_under_torn_heads_are_not_taken_for_those_of_another(head: str) -> None:
    explained = " ".join(f"{head.format(number)} Yang dimaksud adalah {number}." for number in range(2, 41))
    text = HEAD + "".join(f"Pasal {number}\nIsi.\n" for number in range(1, 41))
    text += f"Agar setiap orang mengetahuinya.\nPENJELASAN\nPasal 1\nSapaan. {explained}\n"
    found = Regulation.from_text(text)
    assert found is not None
    assert {part.label: part.text for part in found.parts if part.label.startswith("Penjelasan P")} == {
        "Penjelasan Pasal 1": "Sapaan.",
        **{f"Penjelasan Pasal {number}": f"Yang dimaksud adalah {number}." for number in range(2, 41)},
    }


ANNEXED = (
    "Pasal 1\nIsi.\nPasal 2\nJam pelayanan diatur dalam\nLampiran I yang merupakan bagian.\n{closing}"
    "LAMPIRAN I\nPERATURAN GUBERNUR NOMOR 5 TAHUN 2020\nTENTANG\nLOKET\n\nDAFTAR JAM\nSenin 08.00 sampai 16.00\n"
    "Menurut Pasal 3\nLAMPIRAN II\nPEDOMAN\nBAB I\nSAPAAN\nPetugas menyapa.\nBAB II\nANTREAN\nWarga antre.\n"
)


@pytest.mark.parametrize("closing", ["", "Agar setiap orang mengetahuinya.\n"])
def test_annexes_are_notes_of_their_own_with_their_subject_and_source(closing: str) -> None:
    made = read(HEAD + ANNEXED.format(closing=closing), "pergub.txt")
    name = "Pergub DKI Jakarta 5/2020"
    assert [(each.title, each.sources[0].part) for each in made if "Lampiran" in each.title] == [
        (f"{name} Lampiran I (Daftar Jam)", "Lampiran I"),
        (f"{name} Lampiran II (Pedoman)", "Lampiran II"),
        (f"{name} Lampiran II Bab I (Sapaan)", "Lampiran II Bab I"),
        (f"{name} Lampiran II Bab II (Antrean)", "Lampiran II Bab II"),
    ]
    bodies = {each.sources[0].part: each.body for each in made}
    assert bodies["Pasal 2"].endswith("Lampiran I yang merupakan bagian.")
    assert "Senin 08.00" in bodies["Lampiran I"]
    assert "Pasal 3" not in bodies


def test_a_title_that_a_scanner_misread_is_left_out() -> None:
    made = read(
        HEAD + "BAB I\nUMUM\nPasal 1\nIsi.\nBAB II\nBAB II PEI{YUSUNAN KEBUTUHAN\nPasal 2\nIsi.\n", "pergub.txt"
    )
    assert made[-1].title == "Pergub DKI Jakarta 5/2020 Pasal 2 (Bab II)"


def test_catchwords_and_page_numbers_are_left_out() -> None:
    text = (
        HEAD
        + "Pasal 1\nIsi satu.\nPasal 2 . . .\n- 2 -\nPRESIDEN\nREPUBLIK INDONESIA\nPasal 2\nIsi dua.\nb. lagi . . .\n"
    )
    found = Regulation.from_text(text)
    assert found is not None
    assert found.parts[-1].text == "Isi dua."


def test_a_long_article_is_split_between_its_paragraphs() -> None:
    clauses = "\n".join(f"({number}) {'Petugas menyapa warga. ' * 40}" for number in range(1, 41))
    made = read(f"{HEAD}BAB I\n{'JUDUL YANG PANJANG SEKALI ' * 6}\nPasal 1\n{clauses}\nPasal 2\nIsi.", "pergub.txt")
    parts = [each for each in made if each.sources[0].part.startswith("Pasal 1 ")]
    assert len(parts) == 2
    assert all(len(each.body) <= BODY_LIMIT and each.body.startswith("(") for each in parts)
    assert all(len(each.title) == TITLE_LIMIT and each.title.startswith("Pergub DKI Jakarta 5/2020") for each in parts)


def test_a_guide_that_names_articles_is_no_regulation() -> None:
    text = "# Panduan\nLihat Pasal 1 ayat (2) dan Pasal 2.\n\nPasal 3\nUU 25/2009 mengatur perilaku.\n"
    assert Regulation.from_text(text) is None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (
            "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 25 TAHUN 2009 TENTANG PELAYANAN PUBLIK",
            "UU 25/2009 tentang Pelayanan Publik",
        ),
        (
            "PERATURAN PEMERINTAH NOMOR 96 TAHUN 2012 TENTANG PELAKSANAAN UNDANG-UNDANG NOMOR 25 TAHUN 2009",
            "PP 96/2012 tentang Pelaksanaan UU 25/2009",
        ),
        (
            "PERATURAN MENTERI PENDAYAGUNAAN APARATUR NEGARA REPUBLIK INDONESIA NOMOR 14 TAHUN 2017 TENTANG SURVEI",
            "PermenPANRB 14/2017 tentang Survei",
        ),
        ("PERATURAN PRESIDEN NOMOR 95 TAHUN 2018 TENTANG SISTEM SPBE", "Perpres 95/2018 tentang Sistem SPBE"),
        (
            "PERATURAN DAERAH PROVINSI DAERAH KHUSUS IBUKOTA JAKARTA NOMOR 4 TAHUN 2019 TENTANG LOKET",
            "Perda DKI Jakarta 4/2019 tentang Loket",
        ),
        ("PERATURAN GUBERNUR PROVINSI DKI JAKARTA NOMOR 3 TAHUN 2021 TENTANG LOKET", "Pergub DKI Jakarta 3/2021"),
        (
            "PERATURAN OMBUDSMAN REPUBLIK INDONESIA NOMOR 58 TAHUN 2023 TENTANG LAPORAN",
            "Peraturan Ombudsman 58/2023 tentang Laporan",
        ),
        ("SURAT EDARAN\nNOMOR 12/SE/2024\nTENTANG\nJAM LAYANAN\n\nYth. Kepala", "SE 12/SE/2024 tentang Jam Layanan"),
        ("# UNDANG–UNDANG\nNOMOR : 5 TAHUN 2OL4 TENTANG ASN bahwa", "UU 5/2014 tentang ASN"),
    ],
)
def test_a_regulation_is_called_as_prima_calls_it(head: str, name: str) -> None:
    assert str(name_of(head)).startswith(name)


@pytest.mark.parametrize("following", ["BAB I\nKETENTUAN UMUM\nPasal 1", "Pasal 1", "PASAL 1", "MEMUTUSKAN:"])
def test_without_its_reasons_a_name_ends_where_the_text_begins(following: str) -> None:
    head = f"PERATURAN GUBERNUR DKI JAKARTA\nNOMOR 7 TAHUN 2024\nTENTANG\nANTREAN LOKET\n\n{following}\nLoket."
    assert str(name_of(head)) == "Pergub DKI Jakarta 7/2024 tentang Antrean Loket"


def test_a_letter_without_articles_is_called_by_its_number_and_subject() -> None:
    letter = "PEMERINTAH PROVINSI\n\nSURAT EDARAN\nNOMOR 12/SE/2024\nTENTANG\nJAM LAYANAN\n\nYth. Para Kepala Dinas\n"
    (made,) = read(f"{letter}\n1. Loket buka pukul 8.", "surat.txt")
    assert (made.title, str(made.sources[0])) == ("SE 12/SE/2024 tentang Jam Layanan",) * 2


def test_heads_in_cells_of_a_table_are_heads() -> None:
    cells = (("BAB I",), ("KETENTUAN UMUM",), ("Pasal 1", "(1) Loket ramah."), ("Pasal 2", "Warga antre."))
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    head = "<p>PERATURAN GUBERNUR DKI JAKARTA NOMOR 7 TAHUN 2024 TENTANG ANTREAN</p>"
    made = read(f"{head}<table>{rows}</table><p>Pasal 3</p><p>Petugas hadir.</p>", "pergub.html")
    assert [(each.title, each.body) for each in made][1:] == [
        (f"Pergub DKI Jakarta 7/2024 Pasal {number} (Bab I Ketentuan Umum)", body)
        for number, body in ((1, "(1) Loket ramah."), (2, "Warga antre."), (3, "Petugas hadir."))
    ]


def test_a_text_without_such_a_head_has_no_name() -> None:
    assert name_of("Panduan loket nomor 5 tahun 2020 tentang antrean") is None


def test_a_paragraf_stands_below_its_bagian() -> None:
    text = (
        "PERATURAN BUPATI SLEMAN\nNOMOR 27 TAHUN 2025\nTENTANG\nRETRIBUSI\nBAB I\nPEMBAYARAN\nBagian Kesatu\nWaktu\n"
        "Paragraf 1\nUmum\nPasal 1\nIsi satu.\nParagraf 2\nKeringanan\nPasal 2\nIsi dua.\nBagian Kedua\nCara\n"
        "Pasal 3\nIsi tiga.\n"
    )
    regulation = Regulation.from_text(text)
    assert regulation is not None
    assert [part.section for part in regulation.parts if part.label.startswith("Pasal")] == [
        "Bagian Kesatu Waktu, Paragraf 1 Umum",
        "Bagian Kesatu Waktu, Paragraf 2 Keringanan",
        "Bagian Kedua Cara",
    ]
