"""A regulation that is asked for without its region means the one that is held; of several it is asked back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answerer
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.test_held_texts import after, said


def regulation(head: str, number: int, year: int) -> str:
    """A regulation of three articles as it is printed."""
    return (
        f"{head}\nNOMOR {number} TAHUN {year}\nTENTANG\nPARKIR TEPI JALAN\nMEMUTUSKAN:\nPasal 1\nParkir itu berhenti.\n"
        f"Pasal 2\nTarif parkir mobil menurut {head.title()} Rp5.000,00 per jam.\nPasal 3\nDenda bagi pelanggar.\n"
    )


HEADS = {
    ("PERATURAN BUPATI SLEMAN", 17, 2023): "Perbup Sleman",
    ("PERATURAN WALI KOTA BEKASI", 17, 2023): "Perwali Bekasi",
    ("PERATURAN DESA SUKAMAJU", 17, 2023): "Peraturan Desa Sukamaju",
    ("PERATURAN DAERAH PROVINSI JAWA BARAT", 17, 2023): "Perda Jawa Barat",
    ("PERATURAN DAERAH KOTA BANDUNG", 6, 2024): "Perda Kota Bandung",
    ("PERATURAN DAERAH KOTA BOGOR", 6, 2024): "Perda Kota Bogor",
    ("PERATURAN GUBERNUR JAWA BARAT", 8, 2022): "Pergub Jawa Barat",
    ("PERATURAN GUBERNUR JAWA BARAT", 33, 2026): "Pergub Jawa Barat",
    ("PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA", 33, 2026): "Pergub DKI Jakarta",
}


@pytest.fixture(scope="module")
def regions() -> Iterator[Answerer]:
    """What answers from those regulations."""
    held = [note for place, head in enumerate(HEADS) for note in read(regulation(*head), f"{place}.txt")]
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *held])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("pasal 2 perbup 17/2023", "Perbup Sleman 17/2023 Pasal 2"),
        ("pasal 2 perwali 17/2023", "Perwali Bekasi 17/2023 Pasal 2"),
        ("pasal 2 perdes nomor 17 tahun 2023", "Peraturan Desa Sukamaju 17/2023 Pasal 2"),
        ("pasal 2 perda provinsi 17/2023", "Perda Jawa Barat 17/2023 Pasal 2"),
        ("isi pasal 2 Peraturan Bupati Nomor 17 Tahun 2023", "Perbup Sleman 17/2023 Pasal 2"),
        ("pasal terakhir perbup 17/2023", "Perbup Sleman 17/2023 Pasal 3"),
        ("tarif parkir mobil menurut perbup 17/2023", "Perbup Sleman 17/2023 Pasal 2"),
        ("pasal 2 pergub 8/2022", "Pergub Jawa Barat 8/2022 Pasal 2"),
        ("pasal 2 pergub 33/2026", "Pergub DKI Jakarta 33/2026 Pasal 2"),
        ("pasal 3 perda 6/2024 kota bogor", "Perda Kota Bogor 6/2024 Pasal 3"),
    ],
)
def test_a_regulation_without_its_region_is_the_one_that_is_held(regions: Answerer, question: str, title: str) -> None:
    answer = regions.answer(question)
    assert answer.note is not None
    assert answer.note.title.split(" (")[0] == title
    assert answer.gap is None


@pytest.mark.parametrize("question", ["perbup 17 tahun 2023", "perbup 17/2023 tentang apa"])
def test_its_name_alone_also_after_one_of_its_articles_means_all_of_it(regions: Answerer, question: str) -> None:
    for answer in (regions.answer(question), after(regions, "pasal 2 perbup 17/2023", question)):
        assert answer.gap is not None
        assert (answer.gap.lack, answer.gap.law) == ("law", "Perbup Sleman 17/2023")


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("pasal 3 perda 6/2024", " Pasal 3"),
        ("isi pasal 2 perda nomor 6 tahun 2024", " Pasal 2"),
        ("tarif parkir mobil menurut perda 6/2024", " Pasal 2"),
        ("perda kota 6/2024", ""),
    ],
)
def test_of_several_regions_each_is_named_and_none_denied(regions: Answerer, question: str, part: str) -> None:
    answer = regions.answer(question)
    assert (answer.kind, answer.gap) == ("unsure", None)
    assert sorted(note.title.split(" 6/2024")[0] for note in answer.suggestions) == [
        "Perda Kota Bandung",
        "Perda Kota Bogor",
    ]
    assert all(part in note.title for note in answer.suggestions)
    assert "tidak ada" not in said(answer)


@pytest.mark.parametrize("question", ["pasal 2 pergub dki jakarta 8/2022", "pasal 2 peraturan menteri 17/2023"])
def test_who_says_whose_it_is_gets_no_other(regions: Answerer, question: str) -> None:
    answer = regions.answer(question)
    assert answer.note is None
    assert answer.gap is not None
    assert answer.gap.lack == "no_law"
