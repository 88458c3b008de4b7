"""Whether a text that a scanner read can be read by people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.note import Note

WORD = re.compile(r"(?<![^\W_])(?:[A-Z]?[a-z]{2,}|[A-Z]{2,}|[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*)(?![^\W_])")
"""Letters as words have them: all small, a capital in front, all capitals; or of another script."""
SPOKEN = re.compile(r"[aeiouyAEIOUY]|[^\x00-\x7f]|^[A-Z]+$")
FIGURE = re.compile(r"\d[\d.,:/-]*\d")
NOISE = re.compile(r"[^\W\d_]|(?<! )\||\|(?! )|[\^{}<>~\\\[\]]")
"""What is noise outside of words: stray letters, and signs that sentences lack; " | " parts the cells of a table."""
SOME_NOISE = 4
"""Signs and letters up to which a text is merely short."""
TORN = re.compile(r"\s*\(\d{1,2}[a-z]?\)(?:\s+[^\W\d_]+){0,3}\s*")
"""The number of an ayat with a few words that end nowhere."""
ENUMERATED = re.compile(r"(?<!\S)\(?(?:\w{1,2}|[ivx]+)[.)](?!\S)")
"""What a list counts by: a. (2) iv."""


def is_legible(text: str) -> bool:
    """Whether a text is made of words: more of it is letters in words than noise, and it is no bare beginning."""
    if TORN.fullmatch(text):
        return False
    bare = ENUMERATED.sub(" ", text)
    if not any(map(str.isalnum, bare)):
        return False
    words = [word for word in WORD.findall(bare) if SPOKEN.search(word)]
    read = sum(map(len, (*words, *FIGURE.findall(bare))))
    noise = len(NOISE.findall(bare)) - sum(map(len, words))
    return noise < SOME_NOISE or read > noise


def illegible(notes: Iterable[Note]) -> list[Note]:
    """The notes of documents that nobody can read, in their order."""
    return [note for note in notes if not is_legible(note.body)]
