"""Whoever writes that they want to die gets a word and a way to help; a visitor's threat stays a question of work."""

import pytest

from knowledge_base.distress import in_distress


@pytest.mark.parametrize(
    "text",
    [
        "aku capek banget pengen mati aja",
        "Saya ingin bunuh diri.",
        "gw pgn bundir",
        "rasanya mending mati saja",
        "saya udah ga mau hidup lagi",
        "kepikiran mengakhiri hidup",
        "aku pengen mati",
        "i want to die",
        "saya ingin bunuh diri, anak saya masih kecil",
        "gue males hidup lagi",
    ],
)
def test_it_is_known_however_it_is_put(text: str) -> None:
    assert in_distress(text)


@pytest.mark.parametrize(
    "text",
    [
        "warga mengancam mau bunuh diri di loket, saya harus apa?",
        "teman sekantor bilang pengen mati aja, gimana bantunya",
        "lampu loket mau mati",
        "lampu ga hidup lagi",
        "printer ga mau hidup lagi",
        "listrik pengen mati aja, rapat bubar",
        "pemohon teriak saya mau bunuh diri di sini",
        "bapak itu bilang aku mau mati aja",
        "listrik mati aja antrean bubar",
        "surat kematian syaratnya apa",
        "capek banget hari ini",
        "pengen pindah aja",
        "mau matiin notifikasi gimana",
        "aku mati kutu pas ditanya warga",
    ],
)
def test_what_is_none_of_it_is_left_alone(text: str) -> None:
    assert not in_distress(text)
