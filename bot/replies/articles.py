"""What is said of the article of a law that a question cites, where the notes lack it."""

from __future__ import annotations

from indexer.held_articles import Gap

_SAID = {
    "missing": "Pasal {number} tidak ada di antara catatan {law} ({held}).",
    "beyond": "Pasal {number} tidak ada di antara catatan {law} ({held}).",
    "only_explained": "Catatan Prima hanya memuat penjelasan Pasal {number} {law}; bunyi pasalnya belum ada.",
    "of_several": (
        "Pasal {number} ada di beberapa peraturan. Tulis bersama peraturannya, misalnya “pasal {number} {law}”, "
        "atau pilih:"
    ),
    "unexplained": "Tidak ada penjelasan tersendiri untuk pasal ini.",
}


def lacking(gap: Gap) -> str:
    """The sentence that says what is lacking."""
    held = f"Pasal {gap.first}" if gap.first == gap.last else f"Pasal {gap.first} sampai {gap.last}"
    return _SAID[gap.lack].format(number=gap.number, law=gap.law, held=held)
