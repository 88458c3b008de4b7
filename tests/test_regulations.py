"""However a regulation is written it is the same one, and never another number or year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base.errors import RegulationError
from knowledge_base.note import NoteFile, Source
from knowledge_base.notes import save_note
from knowledge_base.regulations import Regulation, citing, regulation_of, regulations_in
from knowledge_base.settings import ROOT
from knowledge_base.store import opened
from knowledge_base.sync import note_paths
from tests.makers import note


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


WRITINGS = {
    "UU 25/2009": [
        *("UU Nomor 25 Tahun 2009", "uu no 25 th 2009", "Undang-Undang 25 2009", "UU RI No.25 Thn. 2009", "UU25/2009"),
        *(
            "UU Pelayanan Publik 25/2009",
            "undang undang nomor 25  tahun\n2009",
            "UU No. 25 / Tahun 2009",
            "UU 025/2009",
        ),
    ],
    "PermenPANRB 14/2017": [
        *("Permen PANRB No. 14 Tahun 2017", "Permen PAN-RB 14/2017", "PERMENPAN-RB Nomor 14 Tahun 2017"),
        *("Peraturan MenPANRB 14/2017", "Peraturan Menteri PAN dan RB 14/2017"),
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017",
    ],
    "PP 94/2021": ["Peraturan Pemerintah Nomor 94 Tahun 2021", "pp no. 94 thn 2021", "PP Disiplin PNS 94/2021"],
    "Perpres 95/2018": ["Peraturan Presiden Republik Indonesia Nomor 95 Tahun 2018"],
    "SE MenPANRB 20/2021": ["Surat Edaran Menteri PANRB Nomor 20 Tahun 2021", "SE Menteri PANRB 20/2021"],
    "Pergub 12/2020": ["Peraturan Gubernur DKI Jakarta Nomor 12 Tahun 2020", "Pergub Provinsi DKI Jakarta 12/2020"],
    "Perda 3/2015": ["Peraturan Daerah Provinsi DKI Jakarta No 3 Tahun 2015"],
    "Peraturan BKN 6/2022": ["Perban BKN 6/2022", "Peraturan Badan Kepegawaian Negara Nomor 6 Tahun 2022"],
    "Permendagri 10/2024": ["Peraturan Menteri Dalam Negeri Nomor 10 Tahun 2024"],
}


@pytest.mark.parametrize(("short", "other"), [(short, other) for short, many in WRITINGS.items() for other in many])
def test_a_regulation_is_the_same_however_it_is_written(short: str, other: str) -> None:
    assert regulation_of(other) == regulation_of(short)


def test_regulations_of_different_kinds_or_issuers_are_different() -> None:
    texts = [*WRITINGS, "Perpres 94/2021", "PermenPANRB 25/2009", "Peraturan LAN 6/2022", "Perda Jawa Barat 3/2015"]
    assert len({regulation_of(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("head", [short.rpartition(" ")[0] for short in WRITINGS])
@given(
    number=some.integers(1, 9_999),
    year=some.integers(1_945, 2_099),
    form=some.sampled_from(
        ["{n}/{y}", " {n} {y}", "No. {n} Tahun {y}", "Nomor {n} Th. {y}", "no.{n}/{y}", "{n} thn {y}"]
    ),
    around=some.tuples(
        some.sampled_from(["", "Lihat ", "sebagaimana diubah dengan ", "1. ", "(", "Pasal 5 "]),
        some.sampled_from(["", " tentang Pelayanan Publik", ", Pasal 34", ")", ". Lalu 7 hari.", " jo. PP 1/1999"]),
    ),
)
def test_number_and_year_are_always_those_that_stand_there(
    head: str, number: int, year: int, form: str, around: tuple[str, str]
) -> None:
    found = regulation_of(f"{around[0]}{head} {form.format(n=number, y=year)}{around[1]}")
    assert (found.number, found.year) == (str(number), year)
    assert found.kind == regulation_of(f"{head} 1/2000").kind


@given(
    some.text()
    | some.lists(some.sampled_from(["UU", " ", "25", "/", "2009", "No.", "Tahun", "dan", "se"])).map("".join)
)
def test_any_text_names_regulations_or_none(text: str) -> None:
    for found in regulations_in(text):
        assert found.number in text.casefold()
        assert str(found.year) in text


@pytest.mark.parametrize(
    "text",
    ["", "UU Pelayanan Publik", "UU 25", "25/2009", "UU 25/20091", "151/PUU-XXII/2024", "UU 12345/2009", "UU 25/09"],
)
def test_what_has_no_kind_number_and_year_is_no_regulation(text: str) -> None:
    with pytest.raises(RegulationError, match="write kind, number and year, as UU 25/2009"):
        regulation_of(text)


def test_a_source_may_name_several() -> None:
    text = "UU ASN dan PP 11/2017 tentang Manajemen PNS sebagaimana diubah dengan PP 17/2020"
    assert list(regulations_in(text)) == [Regulation("pp", "11", 2017), Regulation("pp", "17", 2020)]


def test_citing_finds_every_writing_and_nothing_else(db: Database) -> None:
    cited = [
        "UU 25/2009 tentang Pelayanan Publik",
        "Undang-Undang Nomor 25 Tahun 2009",
        "PP 96/2012 pelaksanaan UU 25/2009",
    ]
    others = ["UU 125/2009", "UU 25/2019", "UU 2/2009", "PP 25/2009", "Rapat 25 Mei 2009", "UU 5/2014 dan UU 25/2010"]
    for number, name in enumerate([*cited, *others]):
        save_note(db, note(f"X1-{number}", sources=(Source("Lain"), Source(name))))
    save_note(db, replace(note("X1-arsip"), state="archived"))
    assert [each.id for each in citing(db, "uu no 25 th 2009")] == ["X1-0", "X1-1", "X1-2", "X1-arsip"]


def test_every_regulation_that_the_shipped_notes_name_is_read() -> None:
    """A source that begins with a kind and holds a number names a regulation."""
    root = ROOT / "knowledge_base"
    names = {source.name for path in note_paths(root) for source in NoteFile.load(path, root).note.sources}
    kinds = ("UU", "PP", "Per", "SE", "Keputusan")
    named = [name for name in names if name.startswith(kinds) and any(letter.isdigit() for letter in name)]
    assert len(named) > 50
    assert [name for name in named if not list(regulations_in(name))] == []
