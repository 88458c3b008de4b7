"""Headers, footers and page numbers of printed pages are left out; a list that goes on over the pages loses no line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from tests.documents import read


def written(content: bytes) -> list[str]:
    """The lines of a document's notes, in order."""
    return "\n".join(f"{each.title}\n{each.body}" for each in read(content, "daftar.pdf")).split("\n")


def printed(lines: Iterable[str], *, header: Callable[[int], str] | None = None, below: int = 8) -> bytes:
    """A PDF of lines 8 mm apart, each page with a header so far above them."""

    class Pages(FPDF):
        def header(self) -> None:
            if header is not None:
                self.cell(0, below, header(self.page_no()), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    made = Pages()
    made.set_font("Helvetica", size=12)
    made.add_page()
    for line in lines:
        made.cell(0, 8, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    assert made.page_no() > 2
    return bytes(made.output())


@pytest.mark.parametrize("borders", ["ALL", "NONE", "HORIZONTAL_LINES"])
def test_a_price_list_over_several_pages_keeps_its_header_and_every_row(borders: str) -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    rows = [("Layanan", "Tarif"), *((f"Layanan {number}", f"Rp{number}.000") for number in range(1, 100))]
    with made.table(borders_layout=borders) as table:
        for row in rows:
            table.row(row)
    assert made.page_no() > 2
    text = "\n".join(written(bytes(made.output())))
    assert [row for row in rows if " | ".join(row) not in text] == []


@pytest.mark.parametrize(
    "line",
    [
        lambda number: f"Hari ke-{number}: petugas {number} di loket {number % 7}",
        lambda number: f"{number}. Kode layanan {number:03d} tarif Rp{number}.000",
        lambda number: f"Loket {number} melayani antrean A{number}.",
        lambda number: f"{number}.",
        lambda number: f"Petugas loket: {('Ani', 'Budi')[number % 2]}.",
    ],
)
def test_lines_that_differ_in_their_numbers_are_no_headers(line: Callable[[int], str]) -> None:
    lines = [line(number) for number in range(1, 100)]
    text = " ".join(written(printed(["Daftar", *lines])))
    assert [each for each in lines if text.count(each) < lines.count(each)] == []


@pytest.mark.parametrize(
    ("header", "below"), [("Halaman {}", 8), ("- {} -", 8), ("Pedoman Loket 2026 - {} dari 9", 16)]
)
def test_page_numbers_are_left_out_wherever_they_stand_and_other_headers_above_a_gap(header: str, below: int) -> None:
    lines = [f"Hari ke-{number}: petugas {number} di loket." for number in range(1, 100)]
    text = " ".join(written(printed(lines, header=header.format, below=below)))
    assert [each for each in lines if each not in text] == []
    assert not [number for number in range(1, 5) if header.format(number) in text]
