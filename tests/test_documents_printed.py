"""What stands on a printed page: tables with drawn cells, letterheads, and the header of a single page."""

from __future__ import annotations

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from knowledge_base.documents.long_tables import CELLS
from tests.documents import pdf, pdf_table, read


def shown(content: bytes, name: str) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in read(content, name)]


WRAPPED = [
    ("Layanan", "Persyaratan", "Waktu"),
    ("KTP hilang", "Surat kehilangan dari kepolisian, fotokopi kartu keluarga, dan pas foto dua kali tiga", "3 hari"),
    ("Akta", "Surat keterangan lahir dari bidan atau rumah sakit serta buku nikah orang tua", "5 hari"),
    ("Surat pindah", "", "1 hari"),
]


def test_cells_that_go_on_over_several_lines_stay_cells_of_their_row() -> None:
    ((_, body),) = shown(pdf_table(WRAPPED), "syarat.pdf")
    assert body == "\n".join(CELLS.join(row) for row in WRAPPED)


def test_where_no_lines_part_the_rows_the_words_of_one_row_stay_together() -> None:
    for borders in ("NONE", "HORIZONTAL_LINES", "NO_HORIZONTAL_LINES"):
        made = FPDF()
        made.add_page()
        made.set_font("Helvetica", size=11)
        with made.table(borders_layout=borders, v_align="TOP" if borders.startswith("NO_") else "MIDDLE") as table:
            for row in WRAPPED[:3]:
                table.row(row)
        body = shown(bytes(made.output()), "syarat.pdf")[0][1]
        rows = [" ".join(block.split()) for block in body.split("\n\n")]
        assert rows == [CELLS.join(WRAPPED[0]), " ".join(WRAPPED[1]), " ".join(WRAPPED[2])]


def test_a_frame_around_a_text_is_no_table() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.rect(5, 5, 200, 280)
    made.multi_cell(0, 6, "1. Petugas menyapa warga.\n2. Warga duduk di kursi tunggu.", border=1)
    ((_, body),) = shown(bytes(made.output()), "bingkai.pdf")
    assert body == "1. Petugas menyapa warga.\n\n2. Warga duduk di kursi tunggu."


def letter(*above: tuple[str, int], title: str = "PROSEDUR PEMINJAMAN RUANG RAPAT") -> bytes:
    """A PDF of one page: lines of these sizes in the middle, bold from 12 points on, a title and a sentence."""
    made = FPDF()
    made.add_page()
    for words, size in (*above, (title, 13)):
        made.set_font("Helvetica", style="B" if size > 11 else "", size=size)
        made.cell(0, 8, words, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 6, "Peminjam mengisi formulir di loket lantai satu.")
    return bytes(made.output())


def test_a_letterhead_is_neither_title_nor_note() -> None:
    office = (("PEMERINTAH PROVINSI DKI JAKARTA", 14), ("KELURAHAN MENTENG", 14))
    said = [("PROSEDUR PEMINJAMAN RUANG RAPAT", "Peminjam mengisi formulir di loket lantai satu.")]
    assert (
        shown(letter(*office, ("Jalan Pegangsaan 1, Telp 021-12345", 10), ("JAKARTA 10310", 10)), "surat.pdf") == said
    )
    assert shown(letter(*office), "surat.pdf") == said
    alone = shown(letter(title="KELURAHAN MENTENG"), "surat.pdf")
    assert [title for title, _ in alone] == ["KELURAHAN MENTENG"]


def test_the_header_of_a_single_page_is_no_note() -> None:
    ((title, body),) = shown(
        pdf([("title", "Panduan loket"), ("text", "Petugas menyapa warga dengan ramah.")]), "satu.pdf"
    )
    assert (title, body) == ("Panduan loket", "Petugas menyapa warga dengan ramah.")


def test_the_wide_gaps_of_a_justified_line_part_no_cells() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    law = "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 8 TAHUN 2031\nTENTANG\nLOKET RAMAH\nMEMUTUSKAN:\n"
    articles = (
        "Pasal 1\nPetugas dilarang meminta imbalan kepada warga mana pun yang datang ke loket.\nPasal 2\nBerlaku."
    )
    made.multi_cell(80, 6, law + articles)
    assert shown(bytes(made.output()), "uu.pdf")[-1] == ("UU 8/2031 Pasal 2", "Berlaku.")
