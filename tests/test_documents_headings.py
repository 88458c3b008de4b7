"""Headings that stand in a document more than once."""

from __future__ import annotations

from tests.documents import read


def titles(text: str) -> list[str]:
    """The titles of a document's notes."""
    return [note.title for note in read(text)]


def test_equal_headings_under_others_are_named_after_those() -> None:
    text = "# KTP\n## Syarat\nFoto.\n## Biaya\nGratis.\n# KK\n## Syarat\nSurat nikah."
    assert titles(text) == ["KTP: Syarat", "KTP: Biaya", "KTP: KK: Syarat"]


def test_equal_headings_under_one_are_numbered() -> None:
    text = "# Desa Sukamaju\n## Ketentuan\nGratis.\n## Ketentuan\nSatu hari.\n## Jam\nPukul 8."
    assert titles(text) == [
        "Desa Sukamaju: Ketentuan: bagian 1",
        "Desa Sukamaju: Ketentuan: bagian 2",
        "Desa Sukamaju: Jam",
    ]
