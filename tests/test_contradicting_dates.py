"""Deadlines on two days of the calendar disagree, however they are written; dates that are no deadlines do not."""

from __future__ import annotations

import pytest

from indexer.amounts import amounts
from indexer.cases import cases_of
from indexer.dates import Dates, dates_in
from tests.test_same_question import found, pair


@pytest.mark.parametrize(
    ("text", "days", "years"),
    [
        ("paling lambat 30 September", {930}, set()),
        ("tanggal 31 Agustus 2027", {831}, {2027}),
        ("tgl. 5 Okt 2027", {1005}, {2027}),
        ("30-09-2027 atau 30/9/2027", {930}, {2027}),
        ("1–10 Juni", {601, 610}, set()),
        ("28 Februari sampai 3 Maret", {228, 303}, set()),
        ("tanggal 5 setiap bulan", {100 * month + 5 for month in range(1, 13)}, set()),
        ("akhir Maret 2027", set(range(321, 332)), {2027}),
        ("awal bulan Juni", set(range(601, 611)), set()),
        ("setiap akhir bulan", {100 * month + day for month in range(1, 13) for day in range(21, 32)}, set()),
        ("berlaku sejak 2 Januari 2026", set(), set()),
        ("Ditetapkan di Jakarta pada tanggal 12 Maret 2024", set(), set()),
        ("SK Nomor 12/2024 tanggal 3 Mei 2024", set(), set()),
        ("diperiksa 3 Mei 2026", set(), set()),
        ("Misalnya, perekaman 3 Mei jadi 17 Mei", set(), set()),
        ("45 Juni, UU 30/2014, skor 30.9", set(), set()),
    ],
)
def test_dates_are_read_however_they_are_written(text: str, days: set[float], years: set[int]) -> None:
    assert dates_in(text) == Dates(frozenset(days), frozenset(years))


DEADLINES = [
    ("Retribusi dibayar paling lambat 30 September.", "Retribusi dibayar paling lambat tanggal 31 Agustus."),
    ("SPT dilaporkan paling lambat 31 Maret setiap tahun.", "Batas akhir lapor SPT tanggal 30 April."),
    ("Pendaftaran PPDB ditutup 20 Juni 2027.", "PPDB terakhir mendaftar 27 Juni 2027."),
    ("PBB dibayar paling lambat 30-09-2027.", "Jatuh tempo PBB adalah 30-11-2027."),
    ("PBB dibayar paling lambat 30 September 2027.", "PBB dibayar paling lambat 30 November 2027."),
    ("Laporan dikirim paling lambat akhir Maret.", "Laporan dikirim paling lambat akhir Juni."),
    ("Laporan dikirim paling lambat akhir Maret.", "Laporan dikirim paling lambat 10 Maret."),
]


@pytest.mark.parametrize(("ours", "theirs"), DEADLINES)
def test_two_deadlines_for_one_thing_contradict_each_other(ours: str, theirs: str) -> None:
    assert len(found(*pair(("Tenggat", "Jatuh tempo"), (ours, theirs), "kapan batasnya?"))) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("PBB dibayar paling lambat 30 September.", "PBB dibayar paling lambat tanggal 30-09-2027."),
        ("Laporan dikirim paling lambat akhir Maret.", "Laporan dikirim paling lambat 31 Maret."),
        ("PPDB ditutup 20 Juni 2026.", "PPDB ditutup 27 Juni 2027."),
        ("Tarif parkir berlaku sejak 2 Januari 2026.", "Tarif parkir berlaku mulai 5 Maret 2027."),
        ("Laporan triwulan I dikirim paling lambat 10 April.", "Laporan triwulan II dikirim paling lambat 10 Juli."),
        ("Pendaftaran lomba mulai 1 Juni.", "Pendaftaran lomba paling lambat 20 Juni."),
    ],
)
def test_the_same_day_another_year_and_what_is_no_deadline_contradict_nothing(ours: str, theirs: str) -> None:
    assert found(*pair(("Jadwal", "Jadwal"), (ours, theirs), "kapan batasnya?")) == []


def test_a_part_of_the_year_is_one_in_either_kind_of_number() -> None:
    assert cases_of("laporan triwulan II") == cases_of("laporan triwulan 2") != cases_of("laporan triwulan III")
    assert amounts("laporan triwulan 2 masuk 10 Juli") == {"tanggal": {710}}
