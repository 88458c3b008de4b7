"""The head of a letter stands above the first text; no note holds addressees alone."""

from __future__ import annotations

from tests.documents import read

HEAD = "<p>SURAT EDARAN</p><p>NOMOR 12 TAHUN 2026</p><p>TENTANG</p><p>JAM KERJA</p>"
SECTIONS = "<h2>A. Latar</h2><p>Warga berpuasa.</p><h2>B. Isi</h2><p>Masuk pukul 07.30.</p>"
TO = "<p>Yth. 1. Para Kepala Dinas</p><p>2. Para Camat di Jakarta</p>"


def test_addressees_stand_above_the_first_text_of_a_circular() -> None:
    made = read(HEAD + TO + SECTIONS, "se.html")
    assert [(each.title, each.body) for each in made] == [
        (
            "SE 12/2026 tentang Jam Kerja: A. Latar",
            "Yth. 1. Para Kepala Dinas\n\n2. Para Camat di Jakarta\n\nWarga berpuasa.",
        ),
        ("SE 12/2026 tentang Jam Kerja: B. Isi", "Masuk pukul 07.30."),
    ]


def test_a_head_that_says_more_stays_a_note() -> None:
    said = "<p>Bersama ini disampaikan jam kerja pegawai selama bulan Ramadan.</p>"
    made = read(HEAD + TO + said + SECTIONS, "se.html")
    assert len(made) == 3
    assert "Bersama ini" in made[0].body
