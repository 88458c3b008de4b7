"""What names a document, whatever stands first in it, and what of its pages is not its text."""

from __future__ import annotations

import pytest
from docx.document import Document as WordFile
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from knowledge_base.documents.regulation_name import name_of
from tests.documents import LAW, docx, plain_docx, read

SIGNED = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE"
LETTERHEAD = ("PEMERINTAH PROVINSI DKI JAKARTA", "DINAS KEPENDUDUKAN", "Jalan Letjen S. Parman No. 7 Telp. 021-566627")


def titles(content: bytes | str, name: str) -> list[str]:
    return [each.title for each in read(content, name)]


def boxed(*rows: tuple[str, ...]) -> bytes:
    """A Word file with a table on top and two headings below it."""

    def build(made: WordFile) -> None:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for number, row in enumerate(rows):
            for place, words in enumerate(row):
                table.cell(number, place).text = words
        for heading in ("A. Dasar Hukum", "B. Prosedur"):
            made.add_paragraph().add_run(heading).bold = True
            made.add_paragraph("Petugas memeriksa berkas.")

    return docx(build)


@pytest.mark.parametrize(
    "rows",
    [
        [("Nomor SOP", "07/DUK/2026"), ("Tanggal", "2 Januari 2026"), ("Nama SOP", "Perekaman KTP-el")],
        [("Nomor SOP : 07/DUK/2026", ""), ("Nama SOP : Perekaman KTP-el", "")],
        [("Nomor SOP 07/DUK/2026", "Nama SOP"), ("Tanggal", "Perekaman KTP-el")],
    ],
)
def test_the_box_of_an_sop_names_it(rows: list[tuple[str, ...]]) -> None:
    made = read(boxed(*rows), "scan_01.docx")
    assert [each.title for each in made] == [
        f"SOP Perekaman KTP-el{each}" for each in (": A. Dasar Hukum", ": B. Prosedur")
    ]
    assert {each.sources[0].name for each in made} == {"SOP Perekaman KTP-el (Nomor 07/DUK/2026)"}


def test_a_row_of_a_table_is_never_a_title() -> None:
    made = boxed(("Nomor", "07/DUK/2026"), ("Tanggal", "2 Januari 2026"))
    assert titles(made, "SOP_loket.docx") == ["SOP loket: A. Dasar Hukum", "SOP loket: B. Prosedur"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("SURAT EDARAN", "Nomor: 15/SE/2026", "TENTANG", "LAYANAN SABTU"), "SE 15/SE/2026 tentang Layanan Sabtu"),
        (("SURAT EDARAN", "Nomor 15/SE/2026", "Tentang", "Layanan Sabtu"), "SE 15/SE/2026 tentang Layanan Sabtu"),
        (("NOTA DINAS", "Nomor : ND-12/2026", "Hal : Arsip loket"), "Nota Dinas ND-12/2026 tentang Arsip loket"),
        (("Nomor : 5/UD/2026", "Sifat : Biasa", "Perihal : Rapat loket"), "Surat 5/UD/2026 tentang Rapat loket"),
        (("PENGUMUMAN", "NOMOR 3 TAHUN 2026", "TENTANG", "LIBUR LOKET"), "Pengumuman 3 tentang Libur Loket"),
    ],
)
def test_a_letter_is_named_by_its_kind_number_and_matter(head: tuple[str, ...], title: str) -> None:
    for above in ((), LETTERHEAD):
        (made,) = read(plain_docx(*above, *head, "Loket buka pukul 8."), "surat.docx")
        assert (made.title, made.sources[0].name) == (title, title)
        assert made.body.endswith("Loket buka pukul 8.")
        assert not any(line in made.body for line in (*LETTERHEAD, "EDARAN", "15/SE/2026"))


def test_headings_of_equal_rank_leave_the_name_to_the_file() -> None:
    kebun = "# Menyiram\n\nSiram pagi.\n\n# Memupuk\n\nPupuk Senin.\n"
    assert titles(kebun, "kebun_saya.md") == ["Kebun saya: Menyiram", "Kebun saya: Memupuk"]
    assert titles(f"# Berkebun\n\n{kebun}", "a.md") == ["Berkebun: Menyiram", "Berkebun: Memupuk"]
    numbered = kebun.replace("# M", "# A. M")
    assert titles(f"# Berkebun\n\nDi teras.\n\n{numbered}", "a.md")[0] == "Berkebun"


@pytest.mark.parametrize(
    "following",
    [
        "GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA,\nMenimbang : a. bahwa perlu;",
        "KEPALA DINAS KESEHATAN,\nDalam rangka pelayanan",
        "KESATU : Membentuk tim.",
        "KESATU | Membentuk tim.",
    ],
)
def test_the_subject_ends_where_a_formula_begins(following: str) -> None:
    text = f"KEPUTUSAN GUBERNUR DKI JAKARTA\nNOMOR 2 TAHUN 2026\nTENTANG\nTIM PENGADUAN GUBERNUR\n{following}\n"
    assert str(name_of(text)) == "Kepgub DKI Jakarta 2/2026 tentang Tim Pengaduan Gubernur"
    (made,) = read(text, "kepgub.txt")
    assert made.body == following


def test_a_text_does_not_repeat_its_title() -> None:
    assert [each.body for each in read("Kartu anak\n\nKartu anak gratis.", "a.txt")] == ["Kartu anak gratis."]
    wrapped = "Petugas loket menyapa warga\ndengan ramah."
    assert [each.body for each in read(wrapped, "a.txt")] == [wrapped]


def signed(pages: int, *, foot: str) -> bytes:
    """A PDF whose footer is drawn before the text of its page, with the page's number beside it."""
    made = FPDF()
    made.set_auto_page_break(False)
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("Helvetica", size=8)
        made.text(20, 285, foot)
        made.text(190, 285, str(number))
        made.set_font("Helvetica", style="B", size=16)
        made.cell(0, 10, f"Bagian {'ABC'[number]}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        made.set_font("Helvetica", size=11)
        made.multi_cell(0, 6, f"Loket {number} melayani warga. " * 20)
    return bytes(made.output())


@pytest.mark.parametrize("pages", [1, 2])
def test_who_signed_a_page_by_machine_is_no_text(pages: int) -> None:
    made = read(signed(pages, foot=SIGNED), "edaran.pdf")
    assert len(made) == pages
    assert not any("BSrE" in f"{each.title}{each.body}" or each.body.endswith("| 1") for each in made)
    (word,) = read(plain_docx("Jam buka", "Pukul 8.", SIGNED), "jam.docx")
    assert (word.title, word.body) == ("Jam buka", "Pukul 8.")


def test_a_footer_that_is_drawn_first_is_read_last() -> None:
    (made,) = read(signed(1, foot="Arsip loket, simpan baik-baik"), "edaran.pdf")
    assert made.title == "Bagian B"
    assert made.body.startswith("Loket 1 melayani")


CONTENTS = "Bab 1 Menyapa ........ 3\nBab 2 Melayani . . . . . 7\nLampiran …………… 12\n"


@pytest.mark.parametrize(
    "contents", [f"## Daftar Isi\n\n{CONTENTS}", CONTENTS, "**DAFTAR ISI**\n\nMenyapa 3\n\nMelayani 7\n"]
)
def test_a_table_of_contents_is_left_out(contents: str) -> None:
    made = read(f"# Panduan\n\n{contents}\n## Menyapa\n\nSapa 3 kali.\n", "panduan.md")
    assert [(each.title, each.body) for each in made] == [("Panduan: Menyapa", "Sapa 3 kali.")]


def test_dots_to_write_on_are_no_table_of_contents() -> None:
    form = "Nama ........\n\nUmur ........ 3"
    assert [each.body for each in read(f"# Formulir\n\n{form}\n", "a.md")] == [form]


def test_a_head_in_capitals_asks_nothing_and_an_explanation_has_none() -> None:
    made = {each.sources[0].part: each for each in read(LAW, "uu.txt")}
    assert not any(question.isupper() for each in made.values() for question in each.questions)
    assert made["Penjelasan Umum"].body == "Loket adalah wajah negara."


def under(*above: str) -> bytes:
    """A Word file with these paragraphs above two headings."""

    def build(made: WordFile) -> None:
        for words in above:
            made.add_paragraph(words)
        for heading, words in (("Persyaratan", "Membawa KTP asli."), ("Biaya", "Gratis untuk warga.")):
            made.add_heading(heading, 1)
            made.add_paragraph(words)

    return docx(build)


@pytest.mark.parametrize(
    "office",
    ["KELURAHAN MENTENG", "RSUD TARAKAN", "UPT SAMSAT JAKARTA TIMUR", "BADAN PERTANAHAN NASIONAL", "KECAMATAN TEBET"],
)
@pytest.mark.parametrize("title", ["Alur Surat Pindah", "NOTULA RAPAT"])
def test_an_office_above_the_title_is_its_letterhead(office: str, title: str) -> None:
    assert titles(under(office, title), "dok.docx") == [f"{title}: Persyaratan", f"{title}: Biaya"]
    assert titles(f"{office}\n\n# {title}\n\n## Jam\n\nPagi.\n\n## Cara\n\nDatang.\n", "a.md")[0] == f"{title}: Jam"


def test_an_office_without_a_title_below_leaves_the_name_to_the_file() -> None:
    made = read(under("KELURAHAN MENTENG", "Warga membawa KTP dan KK asli ke loket."), "surat_pindah.docx")
    assert [each.title for each in made][1:] == ["Surat pindah: Persyaratan", "Surat pindah: Biaya"]
    assert "KELURAHAN MENTENG" in made[0].body
    assert titles("# PUSKESMAS TEBET\n\n## Jam\n\nPagi.\n\n## Cara\n\nDatang.\n", "a.md")[0] == "PUSKESMAS TEBET: Jam"
    assert titles("KANTOR KELURAHAN: JADWAL\n\nBuka pagi.", "a.txt") == ["KANTOR KELURAHAN: JADWAL"]


def test_a_printed_title_and_the_heading_below_it_are_two() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", style="B", size=18)
    for words in ("STANDAR PELAYANAN DINAS", "KOTA BOGOR"):
        made.cell(0, 8, words, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    for heading in ("Daftar layanan", "Kontak"):
        made.set_font("Helvetica", style="B", size=18)
        made.cell(0, 9, heading, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        made.set_font("Helvetica", size=11)
        made.multi_cell(0, 6, "Loket melayani warga. " * 10)
    name = "STANDAR PELAYANAN DINAS KOTA BOGOR"
    assert titles(bytes(made.output()), "sp_bogor.pdf") == [f"{name}: Daftar layanan", f"{name}: Kontak"]


def test_a_box_or_letterhead_without_a_sentence_is_no_note() -> None:
    rows = [("Nomor SOP", "07/DUK/2026"), ("Tanggal Pembuatan", "2 Januari 2026"), ("Nama SOP", "Perekaman KTP-el")]
    first, second = read(boxed(*rows), "sop.docx")
    assert first.body == "Tanggal Pembuatan | 2 Januari 2026\n\nPetugas memeriksa berkas."
    assert second.body == "Petugas memeriksa berkas."
    head = ("PEMERINTAH KOTA SURABAYA DINAS PERHUBUNGAN", "Standar Pelayanan Uji KIR")
    assert titles(boxed(head), "kir.docx") == ["Kir: A. Dasar Hukum", "Kir: B. Prosedur"]
    assert titles(under("KECAMATAN TEBET", "NOTULA RAPAT", "Hari/tanggal : Senin, 2 Maret 2026"), "a.docx") == [
        "NOTULA RAPAT: Persyaratan",
        "NOTULA RAPAT: Biaya",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Layanan", "Biaya"), ("KTP-el", "Gratis")],
        [("Tanggal", "Jam"), ("3 Maret", "09.00")],
        [("KELURAHAN MENTENG", "08.00"), ("KELURAHAN GONDANGDIA", "09.00")],
        [("Nomor SOP", "7/2026"), ("Peringatan", "Pemohon menunggu lebih lama jika SOP tidak dilaksanakan.")],
    ],
)
def test_a_table_that_says_something_above_the_headings_is_a_note(rows: list[tuple[str, ...]]) -> None:
    assert len(read(boxed(*rows), "loket.docx")) == 3
