"""Figures that disagree are found whatever document the notes are from, and however each answers a question."""

from __future__ import annotations

import pytest

from indexer.amounts import HOW_LONG, amounts, comparable
from indexer.cases import cases_of
from indexer.contradictions import disagreements
from knowledge_base.note import Note
from tests.makers import note


def found(ours: Note, theirs: Note) -> list[tuple[str, str]]:
    return [(each.ours, each.theirs) for each in disagreements(ours, theirs, lambda _: 1.0)]


def pair(titles: tuple[str, str], bodies: tuple[str, str], question: str = "") -> tuple[Note, Note]:
    """Two notes that list one question, or their titles as their questions."""
    one, two = (
        note(identity, title=title, body=body, questions=(question or title,))
        for identity, title, body in zip(("satu", "dua"), titles, bodies, strict=True)
    )
    return one, two


SECTIONS = [
    ("Jam buka loket hari Sabtu", "Loket buka hari Sabtu pukul 08.00 sampai {}.", "12.00", "13.00"),
    ("Pengaduan", "Unit terkait menjawab pengaduan paling lambat {} hari kerja.", "5", "3"),
    ("Biaya legalisir", "Legalisir ijazah dikenai biaya Rp{} per lembar.", "5.000", "10.000"),
    ("Kuota harian", "Kuota perekaman {} orang per hari.", "50", "80"),
]


@pytest.mark.parametrize(("section", "body", "one", "two"), SECTIONS)
@pytest.mark.parametrize("heads", [("Notulen Rapat", "Panduan loket kelurahan"), ("SOP Loket", "SE Loket Kelurahan")])
def test_the_document_that_a_note_is_from_hides_no_contradiction(
    heads: tuple[str, str], section: str, body: str, one: str, two: str
) -> None:
    first, second = heads
    titles = (f"{first}: {section}", f"{second}: {section}")
    assert len(found(*pair(titles, (body.format(one), body.format(two))))) == 1
    assert found(*pair(titles, (body.format(one), body.format(one)))) == []


@pytest.mark.parametrize(
    ("titles", "body"),
    [
        (("SOP Akta Kelahiran: Waktu", "SOP Akta Kematian: Waktu"), "Penerbitan akta selesai {} hari kerja."),
        (("Panduan Puskesmas Tebet: Jam", "Panduan Puskesmas Cilandak: Jam"), "Poli gigi buka selama {} jam."),
        (("Loket Kelurahan: Jam", "Loket Kecamatan: Jam"), "Loket melayani warga mulai pukul {}."),
        (("Posyandu RW 3", "Posyandu RW 5"), "Posyandu buka setiap tanggal {}."),
    ],
)
def test_two_documents_on_two_matters_do_not_contradict_each_other(titles: tuple[str, str], body: str) -> None:
    assert found(*pair(titles, (body.format(7), body.format(8)))) == []


def test_the_weekday_of_what_has_a_number_is_read() -> None:
    assert found(*pair(("Posyandu", "Posyandu"), ("Posyandu RW 3 buka setiap Selasa.", "Posyandu RW 3 buka Kamis.")))
    assert not found(
        *pair(("Posyandu", "Posyandu"), ("Posyandu RW 3 buka setiap Selasa.", "Posyandu RW 5 buka Kamis."))
    )
    assert cases_of("Posyandu RW 03") == cases_of("posyandu rw 3") != cases_of("posyandu rw 5")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Aduan darurat ditanggapi dalam 3x24 jam.", "Petugas menanggapi aduan darurat paling lama 5 hari kerja."),
        ("Ukuran berkas paling besar 5 MB.", "Berkas dikirim dengan ukuran paling besar 2 MB."),
        ("KTP berlaku 5 tahun.", "KTP berlaku seumur hidup."),
        ("Surat N1 selesai dalam 1 hari kerja.", "Pengurusan surat N1 di kelurahan memakan waktu 3 hari."),
    ],
)
def test_two_answers_to_one_question_are_set_against_each_other(ours: str, theirs: str) -> None:
    assert len(found(*pair(("Surat", "Pengantar"), (ours, theirs), "berapa lama selesai?"))) == 1


def test_a_condition_hides_no_contradiction_where_the_question_is_the_same() -> None:
    bodies = (
        "KTP jadi paling lambat 14 hari kerja sesudah perekaman.",
        "KTP elektronik warga kelurahan jadi dalam 21 hari kerja sesudah perekaman bila blangko dari pusat kosong.",
    )
    titles = ("Jadinya KTP", "Blangko kosong")
    assert len(found(*pair(titles, bodies, "berapa lama KTP jadi?"))) == 1
    assert found(*pair(titles, bodies, "bagaimana mengurus KTP?")) == []


def test_where_a_note_agrees_in_one_figure_a_loose_likeness_is_no_contradiction() -> None:
    bodies = (
        "Pegawai melapor ke UPG paling lambat 10 hari kerja. UPG meneruskan laporan ke KPK dalam 5 hari kerja.",
        "Laporan pegawai diterima UPG dalam 10 hari kerja.",
    )
    assert found(*pair(("Gratifikasi", "Lapor gratifikasi"), bodies, "kapan gratifikasi dilaporkan?")) == []


def test_everything_in_which_two_notes_disagree_is_found() -> None:
    ours, theirs = pair(
        ("Denda keterlambatan akta kelahiran", "Terlambat lapor kelahiran"),
        (
            "Pelaporan kelahiran paling lambat 60 hari sejak lahir. Denda keterlambatan Rp100.000.",
            "Pelaporan kelahiran paling lambat 30 hari sejak lahir. Denda keterlambatan Rp50.000.",
        ),
    )
    rare = {"akta": 6.0, "denda": 5.0}
    weighed = disagreements(ours, theirs, lambda term: rare.get(term, 1.0))
    assert [each.ours.split()[0] for each in weighed] == ["Pelaporan", "Denda"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Pendaftaran bimtek dibuka tanggal 1.", "Pendaftaran bimtek ditutup tanggal 15."),
        ("Pengajuan cuti masuk 14 hari sebelum acara.", "Pengajuan cuti masuk 3 hari sesudah acara."),
        ("Antrean lansia menunggu paling lama 10 menit.", "Antrean umum menunggu paling lama 30 menit."),
    ],
)
def test_opposite_cases_are_two_things(ours: str, theirs: str) -> None:
    assert found(*pair(("Tenggat", "Tenggat"), (ours, theirs))) == []


def test_a_long_note_with_two_figures_of_a_measure_hides_no_contradiction() -> None:
    merged = (
        "Warga yang mengambil KTP harus membawa fotokopi KK dan resi perekaman. KTP jadi paling lambat 14 hari kerja"
        " sesudah perekaman. Kalau lebih dari itu, petugas menelepon Dukcapil.\n\nUntuk mengambil KTP, warga membawa"
        " surat pengantar RT dan resi perekaman. KTP selesai paling lambat 7 hari kerja sesudah perekaman. Kalau"
        " terlambat, petugas menelepon Dukcapil. Pengambilan boleh diwakilkan keluarga satu KK."
    )
    there = "KTP elektronik warga kelurahan jadi dalam {} hari kerja sesudah perekaman bila blangko dari pusat kosong."
    titles = ("Pengambilan KTP", "Jam pengambilan KTP")
    assert found(*pair(titles, (merged, there.format(21)), "kapan KTP jadi?"))
    assert found(*pair(titles, (merged, there.format(14)), "kapan KTP jadi?")) == []
    assert found(*pair(titles, (merged, there.format(21)), "bagaimana mengambil KTP?")) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ("14 hari", "1 bulan", True),
        ("30 hari", "1 bulan", False),
        ("24 jam", "2 hari", True),
        ("24 jam", "satu hari", False),
        ("90 hari", "3 bulan", False),
        ("1 tahun", "2 pekan", True),
    ],
)
def test_times_in_different_units_are_compared_as_days(ours: str, theirs: str, *, differ: bool) -> None:
    one = amounts(f"selesai dalam {ours}")
    two = amounts(f"selesai dalam {theirs}")
    both = comparable(one, two)
    assert set(both) == {HOW_LONG}
    assert both[HOW_LONG][0].isdisjoint(both[HOW_LONG][1]) == differ


def test_a_text_with_times_in_two_units_is_compared_by_those_alone() -> None:
    assert comparable(amounts("dijawab 3 hari, paling lama 2 jam"), amounts("dijawab 1 bulan")) == {}


def test_when_a_paper_is_ready_says_nothing_of_how_long_it_is_valid() -> None:
    titles = ("Surat domisili terbit", "Masa berlaku surat domisili")
    bodies = ("Surat domisili terbit dalam 1 hari kerja.", "Surat domisili yang terbit berlaku selama 30 hari.")
    assert found(*pair(titles, bodies)) == []
