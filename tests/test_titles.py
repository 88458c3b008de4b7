"""Titles that begin alike stay apart where they are cut: on buttons and in lists."""

from __future__ import annotations

import pytest

from bot.message import BUTTON_LIMIT, Button, Message
from bot.titles import told_apart

CIRCULAR = "SE 12/2026 tentang Penyesuaian Jam Kerja dan Pelayanan Loket Selama Bulan Ramadan"
LONG = "Menjawab permintaan salinan dokumen kependudukan yang datang lewat surat resmi dari"


def test_of_a_document_the_part_is_shown() -> None:
    parts = ("A. Latar Belakang", "C. Isi Edaran", "bagian 1")
    rows = tuple((Button(f"{CIRCULAR}: {part}", data=part),) for part in parts)
    labels = [row[0].label for row in Message("", rows).buttons]
    assert labels == [
        "SE 12/2026 tentang Penyesuaian Jam…: A. Latar Belakang",
        "SE 12/2026 tentang Penyesuaian Jam Kerja…: C. Isi Edaran",
        "SE 12/2026 tentang Penyesuaian Jam Kerja dan…: bagian 1",
    ]
    assert max(map(len, labels)) <= BUTTON_LIMIT


@pytest.mark.parametrize(
    "titles",
    [
        (f"{LONG} kelurahan", f"{LONG} kecamatan"),
        (f"{CIRCULAR}: {LONG} kelurahan", f"{CIRCULAR}: {LONG} kecamatan"),
        (f"{CIRCULAR}: {LONG} kelurahan dan {LONG}", f"{CIRCULAR}: {LONG} kecamatan dan {LONG}"),
    ],
)
def test_whatever_begins_alike_is_cut_before_what_differs(titles: tuple[str, ...]) -> None:
    labels = told_apart(titles, BUTTON_LIMIT)
    assert max(map(len, labels)) <= BUTTON_LIMIT
    assert ["kelurahan" in labels[0], "kecamatan" in labels[1]] == [True, True]


def test_what_fits_and_what_is_the_same_stays_as_it_is() -> None:
    assert told_apart(["Menyapa tamu", "Menyapa tamu"], BUTTON_LIMIT) == ["Menyapa tamu", "Menyapa tamu"]
    assert (
        told_apart([CIRCULAR, CIRCULAR], BUTTON_LIMIT)
        == ["SE 12/2026 tentang Penyesuaian Jam Kerja dan Pelayanan…"] * 2
    )
