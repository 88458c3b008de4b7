"""Tables whose cells are merged: every row reads whole."""

from __future__ import annotations

import pytest
from docx.document import Document as WordFile
from fpdf import FPDF
from fpdf.enums import TableSpan

from tests.documents import docx, read

WHOLE = """Kendaraan | Tarif Baru | Tarif Perpanjangan
Pikap | Rp100.000 | Rp75.000
Truk | Rp200.000 | Rp75.000
Truk | Rp300.000 | Rp75.000
Bus | bebas | bebas"""


def body(content: bytes | str, name: str) -> str:
    """The text of a document that becomes one note."""
    (note,) = read(content, name)
    return note.body


def word() -> bytes:
    """The table in Word, which keeps merged cells as spans of columns and continued rows."""

    def build(made: WordFile) -> None:
        made.add_heading("Tarif uji", 1)
        rows = (
            *(("Kendaraan", "Tarif", ""), ("", "Baru", "Perpanjangan"), ("Pikap", "Rp100.000", "Rp75.000")),
            *(("Truk", "Rp200.000", ""), ("", "Rp300.000", ""), ("Bus", "bebas", "")),
        )
        table = made.add_table(6, 3)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        for first, last in (((0, 1), (0, 2)), ((0, 0), (1, 0)), ((3, 0), (4, 0)), ((2, 2), (4, 2)), ((5, 1), (5, 2))):
            table.cell(*first).merge(table.cell(*last))

    return docx(build)


def page() -> str:
    """The table in HTML."""
    return (
        "<h1>Tarif uji</h1><table><tr><th rowspan=2>Kendaraan</th><th colspan=2>Tarif</th></tr>"
        "<tr><th>Baru</th><th>Perpanjangan</th></tr>"
        "<tr><td>Pikap</td><td>Rp100.000</td><td rowspan=3>Rp75.000</td></tr>"
        "<tr><td rowspan=2>Truk</td><td>Rp200.000</td></tr><tr><td>Rp300.000</td></tr>"
        "<tr><td>Bus</td><td colspan=2>bebas</td></tr></table>"
    )


def drawn() -> bytes:
    """The table in a PDF, where lines alone part its cells."""
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    row, column = TableSpan.ROW, TableSpan.COL
    with made.table(
        [
            *(["Kendaraan", "Tarif", column], [row, "Baru", "Perpanjangan"], ["Pikap", "Rp100.000", "Rp75.000"]),
            *(["Truk", "Rp200.000", row], [row, "Rp300.000", row], ["Bus", "bebas", column]),
        ],
        num_heading_rows=2,
    ):
        pass
    return bytes(made.output())


@pytest.mark.parametrize(("content", "name"), [(word(), "a.docx"), (page(), "a.html"), (drawn(), "a.pdf")])
def test_a_merged_cell_is_said_in_every_row_and_column_that_it_spans(content: bytes | str, name: str) -> None:
    assert body(content, name) == WHOLE


def test_a_row_of_one_cell_is_said_once_and_heads_no_columns() -> None:
    rows = "<tr><td colspan=100>A. Layanan</td></tr><tr><td>KTP</td><td>2 hari</td></tr>"
    assert body(f"<h1>Uji</h1><table>{rows}</table>", "a.html") == "A. Layanan\nKTP | 2 hari"


def test_a_merged_first_row_above_rows_of_figures_stands_alone() -> None:
    rows = "<tr><th>Layanan</th><th colspan=2>Tarif</th></tr><tr><td>KTP</td><td>10.000</td><td>75.000</td></tr>"
    assert body(f"<h1>Uji</h1><table>{rows}</table>", "a.html") == "Layanan | Tarif | Tarif\nKTP | 10.000 | 75.000"


@pytest.mark.parametrize("span", ["1000", "9999", "1000000", "-1", "0"])
def test_cells_span_no_more_than_there_is(span: str) -> None:
    cell = f"<td colspan={span} rowspan={span}>uji</td>"
    made = read(f"<h1>Uji</h1><table>{f'<tr>{cell * 20}</tr>' * 300}</table>", "a.html")
    assert 300 * 20 <= sum(note.body.count("uji") for note in made) < 300 * 100


def test_a_long_text_beside_rows_is_said_once() -> None:
    long = "panjang " * 60
    rows = f"<tr><td>satu</td><td rowspan=2>{long}</td><td>a</td></tr><tr><td>dua</td><td>b</td></tr>"
    assert body(f"<h1>Uji</h1><table>{rows}</table>", "a.html") == f"satu | {long.strip()} | a\ndua |  | b"
