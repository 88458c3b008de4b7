"""What a scanner garbled is told apart from what people can read, however short that is."""

from __future__ import annotations

import pytest

from knowledge_base.documents.legible import illegible, is_legible
from tests.documents import read


@pytest.mark.parametrize(
    "garbled",
    [
        "klJ,.- irmo | ^()pr-lO I A",
        "(1) (2) (3) (4)",
        "(1) Penyelesaian loket",
        "Cukup jelas. : : ff( [rqlg] lOrrf()S \\",
        "a. b. c.",
    ],
)
def test_what_holds_hardly_a_word_is_not_legible(garbled: str) -> None:
    assert not is_legible(garbled)


@pytest.mark.parametrize(
    "said",
    [
        *("Isi.", "Dihapus.", "(1) Petugas menyapa.", "Jabatan terdiri atas: a. JA; b. JF; dan c. JPT."),
        *(
            "021-12345 | 08.00",
            "Rp15.000",
            "a | b | c",
            "Nama | Usia\nAni | 5",
            "https://jaki.jakarta.go.id",
            "办理登记",
        ),
        "(1) Petugas wajib: a. menyapa; b. mencatat. : ,1< l.lo 106 ^-<.1",
    ],
)
def test_short_texts_figures_and_tables_are_legible(said: str) -> None:
    assert is_legible(said)


def test_the_notes_that_nobody_can_read_are_named() -> None:
    head = "PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA\nNOMOR 5 TAHUN 2020\nTENTANG\nLOKET\n"
    made = read(
        f"{head}Pasal 1\nPetugas menyapa warga.\nPasal 2\n(1) (2) (3) (4)\nPasal 3\nLoket buka.\n", "pergub.txt"
    )
    assert [each.sources[0].part for each in illegible(made)] == ["Pasal 2"]
