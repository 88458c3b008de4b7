"""Two figures for one thing are noticed, however they are written; figures of two things are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from benchmarks.contradictions import PAIRS, figures, judged, pairs_of
from indexer.amounts import amounts
from indexer.contradictions import disagreements, same_matter
from knowledge_base.note import Source
from tests.makers import note

ONE = 1.0


def says(body: str, identity: str = "satu") -> list[tuple[str, str]]:
    other = note("dua", body="Laporan gratifikasi disampaikan paling lambat 30 hari kerja sejak diterima.")
    pairs = disagreements(note(identity, body=body), other, lambda _: ONE)
    return [(each.ours, each.theirs) for each in pairs]


def test_another_number_for_the_same_thing_is_noticed() -> None:
    (pair,) = says("Sapa dulu.\n\nLaporan gratifikasi disampaikan paling lambat **14 hari kerja** sejak diterima.")
    assert pair[0] == "Laporan gratifikasi disampaikan paling lambat 14 hari kerja sejak diterima."
    assert "30 hari kerja" in pair[1]


@pytest.mark.parametrize(
    "body",
    [
        "Laporan gratifikasi disampaikan paling lambat 30 hari kerja sejak diterima.",  # the same number
        "Laporan gratifikasi disampaikan 3 kali sejak diterima.",  # another unit
        "Permohonan informasi dijawab paling lambat 10 hari kerja sejak masuk.",  # another subject
        "Laporan gratifikasi disampaikan secepatnya sejak diterima.",  # no number
        "UU 30/2014 mengatur laporan gratifikasi yang disampaikan pejabat.",  # a regulation is no amount
        "",
    ],
)
def test_what_does_not_contradict_is_left_alone(body: str) -> None:
    assert says(body or "Baik.") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Gratis, paling lama dua hari kerja.", {"rupiah": {0}, "hari": {2}}),
        ("Tidak dipungut biaya.", {"rupiah": {0}}),
        ("Rp 10 ribu per lembar, atau sepuluh ribu rupiah", {"rupiah": {10_000}}),
        ("Rp1.500.000,- atau Rp1,5 juta", {"rupiah": {1_500_000}}),
        ("14 (empat belas) hari kerja", {"hari": {14}}),
        ("seratus dua puluh lima hari", {"hari": {125}}),
        ("dua pekan", {"hari": {14}}),
        ("1x24 jam", {"hari": {1}}),
        ("satu setengah jam", {"menit": {90}}),
        ("paling lama sepekan", {"hari": {7}}),
        ("1 jam 20 menit", {"menit": {60, 20}}),
        ("tiga sampai lima hari", {"hari": {3, 5}}),
        ("tutup pukul 2 siang", {"pukul": {840}}),
        ("paling besar 2 MB atau 500 KB", {"mb": {2, 0.5}}),
        ("berlaku seumur hidup", {"bulan": {float("inf")}}),
        ("tanggal 10 Mei", {"tanggal": {510}}),
        ("skor 88,31 persen", {"persen": {88.31}}),
        ("membawa 2 saksi dan empat lembar foto", {"saksi": {2}, "lembar": {4}}),
        ("dua orang saksi", {"orang": {2}, "saksi": {2}}),
        ("tiap Senin sampai Rabu dan hari Minggu, gratis", {"rupiah": {0}, "hari apa": {0, 1, 2, 6}}),
        ("tiap Senin pukul 08.00", {"pukul": {480}}),
        ("ke loket 3 dan Pasal 7 ayat (2)", {}),
        ("PP 94/2021 Pasal 7 ayat (2) huruf a", {}),
        ("nomor 021.345.678 dan versi 1.2.3", {}),
    ],
)
def test_figures_are_read_however_they_are_written(text: str, figures: dict[str, set[float]]) -> None:
    assert amounts(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Buka pukul 08.00 sampai 14.00",
        "Buka jam 8 pagi sampai jam 2 siang",
        "Jam layanan 08.00–14.00 WIB",
        "pukul delapan sampai pukul dua siang",
        "jam 08:00 s.d. 14:00",
    ],
)
def test_hours_are_read_however_they_are_written(text: str) -> None:
    assert amounts(text) == amounts("pukul 08.00 - 14.00")
    assert amounts(text)["pukul"] == {480, 840}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            "Pernikahan dicatat dengan membawa 2 saksi ke kantor.",
            "Pernikahan dicatat dengan membawa 4 saksi ke kantor.",
        ),
        (
            "Loket pengaduan buka pukul 08.00 sampai 15.00.",
            "Loket pengaduan melayani pukul 09.00 sampai 16.00.",
        ),
        ("Mobil pintar datang setiap hari Selasa.", "Mobil pintar datang setiap hari Kamis."),
    ],
)
def test_counts_of_things_opening_hours_and_weekdays_contradict(ours: str, theirs: str) -> None:
    assert list(disagreements(note("satu", body=ours), note("dua", body=theirs), lambda _: ONE))


@given(some.text() | some.text("0123456789.,-–@()x jamriputbelskg% Rpdua\n"))
def test_whatever_is_written_is_read(text: str) -> None:
    assert all(amounts(text).values())


def test_the_labelled_pairs_are_judged_as_the_page_on_quality_says() -> None:
    pairs = pairs_of(PAIRS, note())
    precision, recall = figures(pairs, judged(pairs, lambda _: ONE))
    assert len(pairs) >= 200
    assert precision >= 0.94
    assert recall >= 0.95


def test_an_article_is_not_set_against_a_note_on_another_law() -> None:
    law, other = "UU 30/2014 tentang Administrasi Pemerintahan", "PP 94/2021 tentang Disiplin PNS"
    body = "Banding administratif diajukan paling lama {} hari kerja sejak keputusan diterima pejabat."
    article = note("satu", title="UU 30/2014 Pasal 78", body=body.format(10), sources=(Source(law, "Pasal 78"),))
    same, another = (note("dua", body=body.format(14), sources=(Source(name, "Pasal 36"),)) for name in (law, other))
    assert not list(disagreements(article, another, lambda _: ONE))
    assert not list(disagreements(another, article, lambda _: ONE))
    assert len(list(disagreements(article, same, lambda _: ONE))) == 1


SAME = [
    ("Loket legalisir ijazah buka pukul 08.00 sampai 15.00 setiap hari.", True),  # as it was
    ("Setiap hari loket legalisir ijazah sudah buka pukul 08.00 sampai 15.00.", True),  # in other words
    ("Loket legalisir ijazah buka pukul 08.00 sampai 16.00 setiap hari.", False),  # another figure
    ("Loket pengaduan warga rusun buka pukul 08.00 sampai 15.00 setiap hari.", False),  # about another thing
]


@pytest.mark.parametrize(("now", "same"), SAME)
def test_what_two_notes_disagreed_in_is_known_again_by_its_figures_and_what_they_are_about(
    now: str, *, same: bool
) -> None:
    ours, theirs = note("satu", body="Baik. " * 60), note("dua", body="Baik. " * 60)
    there = "Loket legalisir ijazah buka pukul 08.00 sampai 14.00 setiap hari."
    assert same_matter(ours, theirs, (now, there), (SAME[0][0], there)) is same
    assert same_matter(theirs, ours, (there, now), (there, SAME[0][0])) is same


def test_of_two_figures_that_were_known_one_is_known_still() -> None:
    ours, theirs = note("satu", title="Legalisir"), note("dua", title="Legalisir")
    before = ("Legalisir akta 3 hari, biaya Rp5.000.", "Legalisir akta 5 hari, biaya Rp9.000.")
    now = ("Legalisir akta 3 hari, biaya Rp9.000.", "Legalisir akta 5 hari, biaya Rp9.000.")
    assert same_matter(ours, theirs, now, before)
    assert not same_matter(ours, theirs, before, now)


def test_two_notes_disagree_in_the_same_whichever_is_asked_about() -> None:
    ours = note("satu", title="Legalisir akta", body="Legalisir akta selesai paling lambat 3 hari kerja.")
    theirs = note("dua", title="Legalisir akta", body="Legalisir akta 5 hari.\n\nLegalisir akta cerai 7 hari.")
    there = {(each.ours, each.theirs) for each in disagreements(ours, theirs, lambda _: ONE)}
    back = {(each.theirs, each.ours) for each in disagreements(theirs, ours, lambda _: ONE)}
    assert len(there) == 2
    assert there == back
