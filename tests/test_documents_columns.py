"""Printed pages with two columns are read one column after the other."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from tests.documents import read

LEFT = [f"Langkah {number} memeriksa berkas warga," for number in range(1, 25)]
RIGHT = [f"tahap {number} menyerahkan surat warga," for number in range(1, 25)]


def columned(left: list[str], right: list[str], *, lower: float = 0.0, header_first: bool = True) -> bytes:
    """A PDF page of two columns that begin in its upper margin, the right one lower; between header and footer."""
    made = FPDF()
    made.set_auto_page_break(False)
    made.add_page()

    def margins() -> None:
        made.set_font("Helvetica", size=8)
        made.text(20, 12, "Buletin Pelayanan Edisi 4")
        made.text(100, 287, "Arsip")

    if header_first:
        margins()
    made.set_font("Helvetica", size=11)
    for place, (column, start) in enumerate([(left, 25.0), (right, 25.0 + lower)]):
        for number, words in enumerate(column):
            made.text(20 + 90 * place, start + 6 * number, words)
    if not header_first:
        margins()
    return bytes(made.output())


@pytest.mark.parametrize("header_first", [True, False])
@pytest.mark.parametrize("lower", [0.0, 3.0])
def test_a_column_that_begins_in_the_margin_stays_whole(lower: float, *, header_first: bool) -> None:
    (made,) = read(columned(LEFT, RIGHT, lower=lower, header_first=header_first), "buletin.pdf")
    said = " ".join(made.body.split())
    assert " ".join([*LEFT, *RIGHT]) in said
    assert said.endswith("Arsip")


def test_a_column_of_one_line_is_no_header() -> None:
    (made,) = read(columned(LEFT, ["sampai selesai."]), "buletin.pdf")
    assert f"{LEFT[-1]} sampai selesai." in " ".join(made.body.split())
