"""A circular or a decree that Prima was given is held, though it has no articles; a note that cites it is not it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answer import Answerer
from bot.message import Messenger, Reader
from indexer.changed_articles import changes_of
from indexer.held_texts import text_of
from knowledge_base.note import Source
from tests.conftest import MORNING
from tests.documents import read
from tests.fakes import NOTES, Library, folder_in_memory
from tests.test_held_articles import after, said

CIRCULAR = """# SE 8/2026 tentang Seragam Petugas Loket

## Hari Senin

Petugas memakai PDH warna khaki pada hari Senin.

## Hari Jumat

Petugas memakai batik pada hari Jumat.
"""
DECREE = """KEPUTUSAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA
NOMOR 210 TAHUN 2026
TENTANG
TIM PENGELOLA PENGADUAN
KESATU : Membentuk tim.
"""
OF_AGENCY = """KEPUTUSAN KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL PROVINSI DKI JAKARTA
NOMOR 45 TAHUN 2026
TENTANG
STANDAR PELAYANAN
KESATU : Menetapkan standar pelayanan.
"""
NUMBERED = """SURAT EDARAN
NOMOR 15/SE/2026
TENTANG
LAYANAN HARI SABTU
Layanan dibuka hari Sabtu.
"""
CITING = replace(NOTES[0], id="yang-mengutip", title="Menyapa tamu", sources=(Source("SE 99/2026 tentang Salam"),))


@pytest.fixture(scope="module")
def clerk() -> Iterator[Answerer]:
    """What answers from those documents, and from a note that only cites a circular."""
    documents = [
        *read(CIRCULAR, "se-8.md"),
        *read(DECREE, "kepgub.txt"),
        *read(OF_AGENCY, "sk kadis.txt"),
        *read(NUMBERED, "se-15.txt"),
    ]
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, CITING, *documents])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("se 8/2026", "SE 8/2026 tentang Seragam Petugas Loket: Hari Senin"),
        ("apa isi se 8 tahun 2026", "SE 8/2026 tentang Seragam Petugas Loket: Hari Senin"),
        ("surat edaran 8 tahun 2026 tentang apa", "SE 8/2026 tentang Seragam Petugas Loket: Hari Senin"),
        ("kepgub 210 tahun 2026", "Kepgub DKI Jakarta 210/2026 tentang Tim Pengelola Pengaduan"),
        ("keputusan kepala dinas nomor 45 tahun 2026", "Keputusan Kepala Dinas Kependudukan"),
        ("se 15/2026", "SE 15/SE/2026 tentang Layanan Hari Sabtu"),
        ("SE nomor 15/SE/2026", "SE 15/SE/2026 tentang Layanan Hari Sabtu"),
    ],
)
def test_a_regulation_without_articles_that_is_named_alone_opens_at_its_first_note(
    clerk: Answerer, question: str, title: str
) -> None:
    answer = clerk.answer(question)
    assert answer.answered
    assert answer.note is not None
    assert answer.note.title.startswith(title)
    assert "belum ada" not in said(answer)


def test_its_other_notes_are_named_under_the_first(clerk: Answerer) -> None:
    answer = clerk.answer("se 8/2026")
    assert [note.title for note in answer.see_also] == ["SE 8/2026 tentang Seragam Petugas Loket: Hari Jumat"]
    assert said(answer).startswith(
        "SE 8/2026 tentang Seragam Petugas Loket ada di catatan Prima dalam 2 bagian. Ini yang pertama:"
    )


def test_a_part_that_it_does_not_have_is_said_to_be_lacking(clerk: Answerer) -> None:
    for question, part in (("pasal 3 se 8/2026", "Pasal 3"), ("lampiran se 8/2026", "Lampiran")):
        assert said(clerk.answer(question)).startswith(f"{part} tidak ada di antara catatan SE 8/2026.")


def test_who_asks_for_more_than_the_name_is_answered_from_what_is_asked(clerk: Answerer) -> None:
    answer = clerk.answer("batik hari jumat menurut se 8/2026")
    assert answer.note is not None
    assert answer.note.title.endswith("Hari Jumat")


def test_a_note_that_only_cites_a_circular_does_not_make_it_held(clerk: Answerer) -> None:
    assert text_of(CITING) is None
    assert after(clerk, "se 99/2026").gap is not None
    assert said(clerk.answer("se 99/2026")).startswith("Teks SE 99/2026 belum ada di catatan Prima.")


ANNEXED = """PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA
NOMOR 33 TAHUN 2026
TENTANG
ANTREAN
BAB I
KETENTUAN UMUM
Pasal 1
Antrean adalah urutan pelayanan.
Pasal 2
Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.
LAMPIRAN I
Standar loket pelayanan untuk warga.
LAMPIRAN II
Format nomor antrean peraturan gubernur nomor 33 tahun 2026, lampiran nomor.
"""
AMENDING = """PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA
NOMOR 40 TAHUN 2027
TENTANG
PERUBAHAN ATAS PERATURAN GUBERNUR NOMOR 33 TAHUN 2026 TENTANG ANTREAN
Menimbang : bahwa perlu perubahan;
MEMUTUSKAN:
Pasal I
Beberapa ketentuan dalam Peraturan Gubernur Nomor 33 Tahun 2026 diubah sebagai berikut:
1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:
Pasal 3
Waktu tunggu paling lama 20 menit.
2. Di antara Pasal 5 dan Pasal 6 disisipkan Pasal 5A sehingga berbunyi sebagai berikut:
Pasal 5A
Pendamping memakai rompi.
Pasal II
Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.
"""


@pytest.fixture(scope="module")
def governor() -> Iterator[Answerer]:
    """What answers from a regulation with two annexes and from one that changes it."""
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *read(ANNEXED, "pergub 33.txt"), *read(AMENDING, "pergub 40.txt")])
        made.build()
        yield Answerer(made.searcher(), see_also=2, suggestions=3)


def test_of_several_annexes_the_first_is_shown(governor: Answerer) -> None:
    answer = governor.answer("lampiran pergub 33 tahun 2026")
    assert answer.note is not None
    assert answer.note.title == "Pergub DKI Jakarta 33/2026 Lampiran I"
    assert answer.see_also[0].title == "Pergub DKI Jakarta 33/2026 Lampiran II"


def test_an_act_that_changes_another_begins_with_its_own_first_article(governor: Answerer) -> None:
    assert [note.title for note in governor.answer("pergub 40/2027").suggestions] == [
        "Pergub DKI Jakarta 40/2027 Pasal I",
        "Pergub DKI Jakarta 40/2027 Pasal I angka 1 (mengubah Pasal 3 Pergub 33/2026)",
        "Pergub DKI Jakarta 40/2027 Pasal I angka 2 (menyisipkan Pasal 5A Pergub 33/2026)",
    ]


def test_the_law_of_the_article_just_read_named_again_is_the_whole_law(governor: Answerer) -> None:
    answer = after(governor, "pasal 3 pergub 40/2027", "pergub 40/2027")
    assert answer.gap is not None
    assert answer.gap.lack == "law"


def test_above_an_article_that_another_regulation_changes_the_change_is_named() -> None:
    base = ANNEXED.replace(
        "Pasal 2\n", "Pasal 2\nNomor antrean diambil di loket.\nPasal 3\nWaktu tunggu 30 menit.\nPasal 4\n"
    )
    with folder_in_memory() as folder:
        made = Library(folder, [*NOTES, *read(base, "pergub 33.txt"), *read(AMENDING, "pergub 40.txt")])
        made.build()
        governor = Answerer(made.searcher(), see_also=2, suggestions=3)
        answer = governor.answer("pasal 3 pergub 33/2026")
        assert answer.note is not None
        assert answer.note.title.startswith("Pergub DKI Jakarta 33/2026 Pasal 3")
        change = "Pergub DKI Jakarta 40/2027 Pasal I angka 1 (mengubah Pasal 3 Pergub 33/2026)"
        assert [each.note.title for each in answer.changes] == [change]
        assert change not in [each.title for each in answer.see_also]
        shown = Messenger().answer(answer, 7, Reader(MORNING))
        assert shown.text.startswith("Pasal ini diubah oleh Pergub DKI Jakarta 40/2027; lihat Pasal I angka 1.\n\n")
        assert shown.buttons[-1][-1].label == "Pergub DKI Jakarta 40/2027 Pasal I angka 1"
        assert governor.open(answer.note).changes == answer.changes
        asked = governor.answer("pasal 3 pergub 40/2027")
        assert asked.note is not None
        assert asked.note.title == change
        other = governor.answer("pasal 1 pergub 33/2026")
        assert other.changes == ()


def test_an_act_that_changes_another_is_said_to_hold_its_own_articles(governor: Answerer) -> None:
    assert "ada di catatan Prima: Pasal I sampai II. Tulis pasalnya, misalnya “pasal II Pergub" in said(
        governor.answer("pergub 40/2027")
    )
    assert "(Pasal I sampai II)" in said(governor.answer("pasal 9 pergub 40/2027"))
    own = governor.answer("pasal ii pergub 40/2027")
    assert own.note is not None
    assert own.note.title == "Pergub DKI Jakarta 40/2027 Pasal II"


def test_a_change_that_leaves_the_region_out_is_one_of_its_own_region() -> None:
    regency = "PERATURAN BUPATI SLEMAN"
    base = read(ANNEXED.replace("PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA", regency), "perbup 33.txt")
    text = AMENDING.replace("PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA", regency).replace("Pasal 3", "Pasal 2")
    amending = read(text.replace("PERATURAN GUBERNUR NOMOR", "PERATURAN BUPATI NOMOR"), "perbup 40.txt")
    elsewhere = read(ANNEXED.replace("GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA", "BUPATI BANTUL"), "bantul.txt")
    for document, count in ((base, 1), (elsewhere, 0)):
        note = next(each for each in document if each.sources[0].part.startswith("Pasal 2"))
        assert len(changes_of(note, [*base, *amending, *elsewhere])) == count
