"""Chats that were exported or pasted: what was said becomes notes; who said it, and what the app wrote, does not."""

from __future__ import annotations

import pytest

from knowledge_base.documents.chat_export import chat_in
from tests.documents import read

PASTED = """[12/11/26 09.14.02] Bu Rini Loket: Assalamualaikum bapak ibu, ini catatan sharing session kemarin ya 🙏
[12/11/26 09.14.40] Bu Rini Loket: *Menghadapi warga yang datang tanpa berkas lengkap*
1. Jangan langsung menolak
2. Buat daftar berkas yang kurang di kertas kecil
[12/11/26 09.15.11] Pak Dedi: 👍👍
[12/11/26 09.16.20] Pak Dedi: tambahan dr saya, kalau warga sdh datang 2x catat nomornya biar bisa dikabari
[12/11/26 09.17.00] Bu Rini Loket: <Media tidak disertakan>
[12/11/26 09.18.00] Bu Rini Loket: *Antrean habis sebelum jam 10*
Kuota tambahan dibuka jam 13.00 untuk lansia dan *ibu hamil*. _Jangan_ janjikan kuota ke warga lain.
[12/11/26 09.20.00] Mas Eko: siap bu, makasih
"""
ANDROID = """12/11/26 08.59 - Pesan dan panggilan terenkripsi secara end-to-end.
12/11/26 08.59 - Bu Rini membuat grup "Forum Loket"
12/11/26 09.14 - Bu Rini: Selamat pagi semua
12/11/26 09.15 - +62 812-3456-7890: Izin bertanya, KTP hilang syaratnya apa?
12/11/26 09.16 - Bu Rini: *Syarat KTP hilang:*
- Surat kehilangan dari kepolisian

- Fotokopi KK
12/11/26 09.17 - Pak Dedi: IMG-20261112-WA0003.jpg (file terlampir)
Contoh surat kehilangan yang diterima
12/11/26 09.18 - Pak Dedi: Pesan ini telah dihapus
12/11/26 09.18 - +62 812-3456-7890: noted, terima kasih Bu Rini 🙏
12/11/26 09.19 - Pak Dedi: Bu Rini: surat dari RT tidak perlu lagi <Pesan ini diedit>
12/11/26 09.20 - Pak Dedi keluar
12/11/26 09.21 - Bu Rini: *Jangan lupa apel besok*
"""
IPHONE = (
    "[11/12/2026, 9:14:02\u202fAM] Forum Loket: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "[11/12/2026, 9:14:40\u202fAM] ~ Sari: @\u2068Pak Dedi\u2069 legalisir akta sekarang lewat aplikasi\r\n"
    "\u200e[11/12/2026, 9:15:11\u202fAM] Pak Dedi: \u200eimage omitted\r\n"
    "[11/12/2026, 12:16:20\u202fPM] Pak Dedi: setuju Sari\r\n"
    "[11/12/2026, 12:17:20\u202fPM] ~ Sari: Hasilnya dikirim ke surel dalam 2 hari kerja.\r\n"
)


def test_a_pasted_chat_becomes_a_note_a_bold_line_without_stamps_and_names() -> None:
    unready, queue = read(PASTED, "Chat WhatsApp dengan Forum Loket.txt")
    assert unready.title == "Forum Loket: Menghadapi warga yang datang tanpa berkas lengkap"
    assert unready.body == (
        "1. Jangan langsung menolak\n2. Buat daftar berkas yang kurang di kertas kecil\n\n"
        "tambahan dr saya, kalau warga sdh datang 2x catat nomornya biar bisa dikabari"
    )
    assert queue.questions == ("Forum Loket: Antrean habis sebelum jam 10", "Antrean habis sebelum jam 10")
    assert queue.body == (
        "Kuota tambahan dibuka jam 13.00 untuk lansia dan **ibu hamil**. _Jangan_ janjikan kuota ke warga lain."
    )
    assert (queue.sources[0].name, queue.sources[0].part) == ("Forum Loket", "Antrean habis sebelum jam 10")


def test_an_export_of_android_loses_what_the_app_wrote_and_no_word_that_says_something() -> None:
    asked, needed = read(ANDROID, "WhatsApp Chat with Loket KTP (1).txt")
    assert (asked.title, asked.body) == ("Loket KTP", "Izin bertanya, KTP hilang syaratnya apa?")
    assert needed.title == "Loket KTP: Syarat KTP hilang"
    assert needed.body == (
        "- Surat kehilangan dari kepolisian\n\n- Fotokopi KK\n\nContoh surat kehilangan yang diterima\n\n"
        "surat dari RT tidak perlu lagi\n\n**Jangan lupa apel besok**"
    )


def test_an_export_of_an_iphone_names_nobody() -> None:
    (made,) = read(IPHONE, "_chat.txt")
    assert made.title == made.sources[0].name == "Percakapan WhatsApp"
    assert made.body == ("legalisir akta sekarang lewat aplikasi\n\nHasilnya dikirim ke surel dalam 2 hari kerja.")


def test_a_chat_with_one_person_is_not_called_after_them() -> None:
    (made,) = read(IPHONE, "WhatsApp Chat - Pak Dedi.txt")
    assert made.title == "Percakapan WhatsApp"


@pytest.mark.parametrize(
    "text",
    [
        "12/11/26 09.00 - Pembukaan: Kepala Dinas\n12/11/26 10.00 - Materi: Pak Dedi\n12/11/26 12.00 - Doa: Ustaz\n",
        "Rapat 12/11/26 09.14 - Bu Rini: buka jam 8.\n" * 3,
        PASTED.partition("[12/11/26 09.15")[0],
        "Notulen rapat.\n" * 40 + PASTED,
    ],
)
def test_a_text_with_some_stamps_is_no_chat(text: str) -> None:
    assert chat_in(text, "a") is None
