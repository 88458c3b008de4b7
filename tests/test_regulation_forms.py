"""However a regulation is written, of a ministry, a region or a village, it is read, and what cites it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.proposal import sources_of
from bot.regulation_told import Told
from bot.replies import manage as say
from knowledge_base.life import to_mark
from knowledge_base.note import Source
from knowledge_base.notes import save_note
from knowledge_base.regulations import regulation_of
from knowledge_base.store import opened
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import note_now, presses, with_role

FORMS = {
    "Perwali 12/2020": [
        "Perwal Nomor 12 Tahun 2020",
        "Perwako 12/2020",
        "perwalkot no 12 th 2020",
        "Peraturan Wali Kota Nomor 12 Tahun 2020",
        "Peraturan Walikota 12/2020",
        "PERWALI No.12 Tahun 2020",
    ],
    "Perwali Bekasi 5/2021": ["Peraturan Wali Kota Bekasi Nomor 5 Tahun 2021", "Perwal Kota Bekasi 5/2021"],
    "Perbup 5/2021": ["Peraturan Bupati Nomor 5 Tahun 2021", "perbup no. 5 thn 2021"],
    "Perbup Bogor 5/2021": ["Peraturan Bupati Kabupaten Bogor No 5 Th 2021"],
    "Perdes 3/2022": ["Peraturan Desa Nomor 3 Tahun 2022"],
    "Perkades 3/2022": ["Peraturan Kepala Desa Nomor 3 Tahun 2022", "Peraturan Kades 3/2022"],
    "Peraturan Kepala Dinas Kesehatan 7/2023": [
        "Peraturan Kadis Kesehatan Nomor 7 Tahun 2023",
        "Peraturan Kadinkes 7/2023",
    ],
    "Peraturan Kepala Badan 7/2023": ["Peraturan Kaban Nomor 7 Tahun 2023"],
    "Peraturan Kepala BKN 7/2023": [
        "Perka BKN 7/2023",
        "Perban BKN 7/2023",
        "Peraturan Kepala Badan Kepegawaian Negara Nomor 7 Tahun 2023",
        "PerkaBKN 7/2023",
    ],
    "Peraturan Kepala LAN 10/2018": [
        "Perlan 10/2018",
        "Perka LAN 10/2018",
        "Peraturan Lembaga Administrasi Negara Nomor 10 Tahun 2018",
        "PERLAN No. 10 Tahun 2018",
    ],
    "Keputusan Wali Kota 8/2024": [
        "Kepwal 8/2024",
        "Kepwali Nomor 8 Tahun 2024",
        "SK Wali Kota 8/2024",
        "SK Walikota No 8 Tahun 2024",
    ],
    "Keputusan Bupati 8/2024": ["Kepbup 8/2024", "SK Bupati Nomor 8 Tahun 2024"],
    "Keputusan Lurah 4/2025": [
        "SK Lurah 4/2025",
        "SK Lurah Nomor 4 Tahun 2025",
        "Surat Keputusan Lurah No. 4 Tahun 2025",
    ],
    "Keputusan Camat 4/2025": ["SK Camat 4/2025"],
    "Keputusan Gubernur 1042/2021": [
        "SK Gubernur 1042/2021",
        "Kepgub 1042 Tahun 2021",
        "Surat Keputusan Gubernur DKI Jakarta Nomor 1042 Tahun 2021",
        "SK Gub 1042/2021",
    ],
    "Keputusan Kepala Dinas 12/2024": ["SK Kadis 12/2024", "SK Kepala Dinas Nomor 12 Tahun 2024", "Kepkadis 12/2024"],
    "Keputusan Kepala Dinas Dukcapil 12/2024": [
        "SK Kadisdukcapil 12/2024",
        "Keputusan Kepala Dinas Kependudukan dan Pencatatan Sipil Nomor 12 Tahun 2024",
        "SK Kadis Dukcapil e-12/2024",
    ],
    "Instruksi Gubernur 6/2023": ["Ingub 6/2023", "INGUB Nomor 6 Tahun 2023"],
    "Instruksi Wali Kota 6/2023": ["Inwal 6/2023"],
    "Instruksi Mendagri 6/2023": ["Inmendagri 6/2023", "Instruksi Menteri Dalam Negeri Nomor 6 Tahun 2023"],
    "SE Gubernur 5/SE/2023": [
        "Surat Edaran Gubernur Nomor 5/SE/2023",
        "SE Gubernur No. 5 Tahun 2023",
        "Edaran Gubernur nomor 5/SE/2023",
        "SE Gubernur e-0005/SE/2023",
    ],
    "SE Sekda 5/SE/2023": [
        "Surat Edaran Sekretaris Daerah Nomor 5 Tahun 2023",
        "SE Sekda 5/2023",
        "SE Sekda Nomor e-5/SE/2023",
    ],
    "SE Kepala Dinas 9/SE/2024": ["Surat Edaran Kadis 9/2024"],
    "SE MenPANRB 3/2024": ["SE Menpan 3/2024", "Surat Edaran Menteri PAN-RB Nomor 3 Tahun 2024"],
    "Kepmenpan 63/2003": [
        "Kepmenpan Nomor 63/KEP/M.PAN/7/2003",
        "Keputusan Menteri Pendayagunaan Aparatur Negara 63/2003",
    ],
    "Kepmenkes 1424/2022": ["Keputusan Menteri Kesehatan Nomor 1424 Tahun 2022", "SK Menkes 1424/2022"],
    "Permenkes 24/2022": [
        "Peraturan Menteri Kesehatan Republik Indonesia Nomor 24 Tahun 2022",
        "Peraturan Menkes 24/2022",
    ],
    "Permensos 3/2021": ["Peraturan Menteri Sosial Nomor 3 Tahun 2021"],
    "Permenaker 5/2021": ["Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2021"],
    "Permendikbud 21/2020": [
        "Peraturan Menteri Pendidikan dan Kebudayaan Nomor 21 Tahun 2020",
        "Permendikbud No 21 Th 2020",
    ],
    "Permendikbudristek 50/2022": [
        "Peraturan Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi Nomor 50 Tahun 2022"
    ],
    "Permenag 20/2019": ["Peraturan Menteri Agama Nomor 20 Tahun 2019"],
    "Permendes 7/2021": [
        "Permendesa 7/2021",
        "Permendesa PDTT 7/2021",
        "Peraturan Menteri Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi Nomor 7 Tahun 2021",
    ],
    "Permenhub 3/2020": ["Peraturan Menteri Perhubungan Nomor 3 Tahun 2020"],
    "PermenPUPR 3/2020": ["Peraturan Menteri Pekerjaan Umum dan Perumahan Rakyat Nomor 3 Tahun 2020"],
    "Permen ATR/BPN 3/2020": [
        "Peraturan Menteri Agraria dan Tata Ruang/Kepala Badan Pertanahan Nasional Nomor 3 Tahun 2020"
    ],
    "Permenkeu 62/2023": ["PMK 62/2023", "PMK Nomor 62/PMK.05/2023", "Peraturan Menteri Keuangan Nomor 62 Tahun 2023"],
    "Permendagri 108/2019": [
        "Peraturan Mendagri 108/2019",
        "Peraturan Menteri Dalam Negeri No 108 Tahun 2019",
        "Permen Dagri 108/2019",
        "Peraturan Kemendagri 108/2019",
    ],
    "Perkap 7/2022": [
        "Peraturan Kapolri Nomor 7 Tahun 2022",
        "Perpol 7/2022",
        "Peraturan Kepolisian Negara Republik Indonesia Nomor 7 Tahun 2022",
    ],
    "Perdirjen Pajak 3/2020": ["Peraturan Direktur Jenderal Pajak Nomor PER-3/PJ/2020"],
    "Qanun 5/2020": ["Qanun Nomor 5 Tahun 2020"],
    "Perma 1/2016": ["Peraturan Mahkamah Agung Nomor 1 Tahun 2016"],
    "Pergub 67/2019": ["Peraturan Gubernur Provinsi DKI Jakarta Nomor 67 Tahun 2019"],
    "Perda DKI 4/2018": ["Peraturan Daerah Provinsi Daerah Khusus Ibukota Jakarta Nomor 4 Tahun 2018"],
    "Permentan 1/2020": ["Peraturan Menteri Pertanian Nomor 1 Tahun 2020"],
    "Permenkop 1/2020": ["Peraturan Menteri Koperasi dan UKM Nomor 1 Tahun 2020", "PermenKopUKM 1/2020"],
    "Permen LHK 1/2020": ["PermenLHK 1/2020", "Peraturan Menteri Lingkungan Hidup dan Kehutanan Nomor 1 Tahun 2020"],
    "Permenkominfo 1/2020": [
        "Peraturan Menteri Komunikasi dan Informatika Nomor 1 Tahun 2020",
        "Permenkomdigi 1/2020",
        "Permen Komdigi 1/2020",
    ],
}
"""Each first form with others of the same regulation."""
ALL = [(short, form) for short, forms in FORMS.items() for form in (short, *forms)]


@pytest.mark.parametrize(("short", "form"), ALL)
def test_every_form_is_the_same_regulation_in_a_command_and_in_a_text(short: str, form: str) -> None:
    told = Told.of_text(f"{form} dicabut")
    assert told is not None
    assert regulation_of(told.old) == regulation_of(short)
    assert sources_of(f"Dasarnya ialah {form}, Pasal 5, lalu 7 hari.") == ({"name": form, "part": "Pasal 5"},)


def test_regulations_of_different_issuers_are_different() -> None:
    assert len({regulation_of(short) for short in FORMS}) == len(FORMS)


def test_a_note_that_cites_any_form_is_found_by_every_other(tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        for number, (_, form) in enumerate(ALL):
            save_note(db, note(f"X1-{number:03}", sources=(Source(form),)))
        for short, form in ALL:
            same = [f"X1-{number:03}" for number, (other, _) in enumerate(ALL) if other == short]
            assert [each.id for each in to_mark(db, form)[0]] == same, form


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Perwali 12/2020 dicabut", Told("Perwali 12/2020", "", say.REVOKED)),
        ("UU 25/2009 sudah tidak berlaku lagi", Told("UU 25/2009", "", say.REVOKED)),
        ("UU 25/2009 dicabut per 1 Januari", Told("UU 25/2009", "", say.REVOKED)),
        ("UU 25/2009 dicabut dengan UU 7/2027", Told("UU 25/2009", "UU 7/2027", say.REVOKED_BY)),
        ("UU 25/2009 dicabut dan diganti oleh UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 -> UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 → UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009=>UU 7/2027.", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 diganti dengan UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 telah digantikan oleh UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 menjadi UU 7/2027", Told("UU 25/2009", "UU 7/2027")),
        ("UU 25/2009 diubah UU 7/2027", Told("UU 25/2009", "UU 7/2027", say.AMENDED_BY)),
        ("UU 25/2009 diubah dengan UU 7/2027", Told("UU 25/2009", "UU 7/2027", say.AMENDED_BY)),
        ("UU 25/2009", None),
        ("", None),
    ],
)
def test_what_became_of_a_regulation_is_read(text: str, told: Told | None) -> None:
    assert Told.of_text(text) == told
    assert told is None or Told.of_json(told.to_json()) == told


@pytest.mark.parametrize(
    ("cited", "old", "became"),
    [
        ("SK Lurah Nomor 4 Tahun 2025", "Keputusan Lurah 4/2025", "dicabut"),
        ("Peraturan Wali Kota Nomor 12 Tahun 2020", "Perwali 12/2020", "diubah dengan Perwali 5 Tahun 2026"),
        ("Surat Edaran Sekda Nomor 5 Tahun 2023", "SE Sekda 5/SE/2023", "diganti SE Sekda 1/SE/2026"),
    ],
)
async def test_a_note_that_cites_a_regulation_of_the_region_is_marked_for_what_became_of_it(
    stage: Stage, cited: str, old: str, became: str
) -> None:
    budi = await with_role(stage, "Budi")
    await stage.prima.desk.do(save_note, note("X1-uji", title="Catatan uji", sources=(Source(cited),)))
    await budi.says(f"/peraturan {old} {became}")
    await stage.settle()
    page = stage.world.last_to(budi)
    assert page.text.startswith(f"1 catatan menyebut {old}. Tandai semuanya perlu diperiksa karena {became}?")
    await presses(stage, budi, page, "Ya, tandai")
    assert f"karena {old} {became}:" in page.text
    assert (await note_now(stage, "X1-uji")).state == "needs-checking"
    await budi.says("/kelola X1-uji")
    await stage.settle()
    assert f"{old} {became}" in stage.world.last_to(budi).text
    await budi.says(f"/peraturan {old} dicabut")
    await stage.settle()
    assert "Semua catatan" in stage.world.last_to(budi).text
