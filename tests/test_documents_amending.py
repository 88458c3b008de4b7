"""A regulation that changes another: what it quotes stands under its own Pasal I and says what it changes."""

from __future__ import annotations

from knowledge_base.documents.articles import articles, missing_articles
from knowledge_base.note import Source
from tests.documents import read

CHANGE = """PERATURAN GUBERNUR DAERAH KHUSUS IBUKOTA JAKARTA
NOMOR 40 TAHUN 2027
TENTANG
PERUBAHAN ATAS PERATURAN GUBERNUR NOMOR 33 TAHUN 2026 TENTANG ANTREAN
Menimbang : bahwa perlu perubahan;
MEMUTUSKAN:
Pasal I
Beberapa ketentuan dalam Peraturan Gubernur Nomor 33 Tahun 2026 diubah sebagai berikut:
1. Ketentuan Pasal 3 diubah sehingga berbunyi:
Pasal 3
Waktu:
1. Loket 20 menit.
2. Lain 10 menit.
2. Di antara Pasal 5 dan Pasal 6 disisipkan Pasal 5A sehingga berbunyi:
Pasal 5A
Rompi dipakai.
3. Pasal 7 dihapus.
4. Lampiran I diubah sehingga berbunyi sebagaimana tercantum dalam Lampiran.
Pasal II
Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.
"""


def test_what_an_amending_regulation_quotes_stands_under_its_own_article_with_the_instruction() -> None:
    made = read(CHANGE, "pergub 40.txt")
    assert [(each.title, each.body) for each in made[1:]] == [
        (
            "Pergub DKI Jakarta 40/2027 Pasal I",
            "Beberapa ketentuan dalam Peraturan Gubernur Nomor 33 Tahun 2026 diubah sebagai berikut:",
        ),
        (
            "Pergub DKI Jakarta 40/2027 Pasal I angka 1 (mengubah Pasal 3 Pergub 33/2026)",
            "1. Ketentuan Pasal 3 diubah sehingga berbunyi:\n\nPasal 3\nWaktu:\n1. Loket 20 menit.\n2. Lain 10 menit.",
        ),
        (
            "Pergub DKI Jakarta 40/2027 Pasal I angka 2 (menyisipkan Pasal 5A Pergub 33/2026)",
            "2. Di antara Pasal 5 dan Pasal 6 disisipkan Pasal 5A sehingga berbunyi:\n\nPasal 5A\nRompi dipakai.",
        ),
        ("Pergub DKI Jakarta 40/2027 Pasal I angka 3 (menghapus Pasal 7 Pergub 33/2026)", "3. Pasal 7 dihapus."),
        (
            "Pergub DKI Jakarta 40/2027 Pasal I angka 4",
            "4. Lampiran I diubah sehingga berbunyi sebagaimana tercantum dalam Lampiran.",
        ),
        (
            "Pergub DKI Jakarta 40/2027 Pasal II",
            "Peraturan Gubernur ini mulai berlaku pada tanggal diundangkan.",
        ),
    ]
    assert made[2].sources == (
        Source(
            "Pergub DKI Jakarta 40/2027 tentang Perubahan atas Pergub 33/2026 tentang Antrean",
            "Pasal I angka 1 (mengubah Pasal 3 Pergub 33/2026)",
        ),
    )
    assert articles(made) == {"Pasal I", "Pasal II", "Pasal 3", "Pasal 5A"}
    assert missing_articles(made) == ()
    assert missing_articles([each for each in made if "angka 2" not in each.title]) == ()
