"""What is said of the article of a law that a question cites, where the notes lack it."""

from __future__ import annotations

from indexer.changed_articles import Change, Way
from indexer.held_articles import Gap

_SAID = {
    "missing": "Pasal {number} tidak ada di antara catatan {law} ({held}).",
    "beyond": "Pasal {number} tidak ada di antara catatan {law} ({held}).",
    "before": "Tidak ada pasal sebelum Pasal {first} {law}.",
    "no_section": "{words} tidak ada di antara catatan {law}.",
    "law": (
        "{law}{about} ada di catatan Prima: {held}. Tulis pasalnya, misalnya “pasal {number} {law}”, atau mulai dari:"
    ),
    "only_explained": "Catatan Prima hanya memuat penjelasan Pasal {number} {law}; bunyi pasalnya belum ada.",
    "unexplained": "Catatan Prima tidak memuat penjelasan untuk pasal ini.",
    "of_several": (
        "{words} ada di beberapa peraturan. Tulis bersama peraturannya, misalnya “{cited} {law}”, atau pilih:"
    ),
    "no_law": "Teks {law} belum ada di catatan Prima.",
    "text": "{law}{about} ada di catatan Prima dalam {number} bagian. Ini yang pertama:",
    "no_part": "{words} tidak ada di catatan Pasal {number} {law}.",
    "chapter": "Bab {number} {law}{titled} memuat {held}.",
    "no_chapter": "Bab {number} tidak ada di antara catatan {law}{chapters}.",
    "beyond_chapters": "Bab {number} tidak ada di antara catatan {law}{chapters}.",
}

_CHANGED: dict[Way, str] = {
    "mengubah": "Pasal ini diubah oleh {law}; lihat {place}.",
    "menyisipkan": "Pasal ini disisipkan oleh {law}; lihat {place}.",
    "menghapus": "Pasal ini dihapus oleh {law}; lihat {place}.",
}


def changed(change: Change, law: str, place: str) -> str:
    """The sentence that says which law changes an article, and where; `law` and `place` as they are shown."""
    return _CHANGED[change.way].format(law=law, place=place)


def button_of(change: Change) -> str:
    """The button that opens what changes an article: "Pergub DKI Jakarta 40/2027 Pasal I angka 1"."""
    return f"{change.law} {change.place}"


def lacking(gap: Gap) -> str:
    """The sentence that says what is lacking, or what the Bab holds that is shown."""
    return _SAID[gap.lack].format(
        number=gap.number,
        first=gap.first,
        about=f" tentang {gap.words}" if gap.words else "",
        law=gap.law,
        words=gap.words,
        cited=f"{gap.words[:1].lower()}{gap.words[1:]}",
        titled=f" ({gap.words})" if gap.words else "",
        held=_range("Pasal", gap),
        chapters=f" ({_range('Bab', gap)})" if gap.first else "",
    )


def _range(what: str, gap: Gap) -> str:
    return f"{what} {gap.first}" if gap.first == gap.last else f"{what} {gap.first} sampai {gap.last}"
