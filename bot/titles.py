"""TITLES: a note's title on a button: of an article of a law, what a phone cuts off must not be what tells it apart."""

from __future__ import annotations

import re

from knowledge_base.note import Note

ARTICLE = re.compile(r"(?P<name>\S.*?\bPasal \w+)(?P<piece> bagian \d+)? \((?P<place>Bab .*?)(?P<cut>…)?\)?$")
"""An article's title: "UU 25/2009 Pasal 7 (Bab III Pembina, Bagian Kesatu Pembina dan Penanggung Jawab)"."""
INNERMOST = re.compile(r".*\b(?:Bab [IVXL]+[A-D]?|Bagian \w+|Paragraf \w+) (?P<subject>.+)")


def on_button(note: Note) -> str:
    """The title of a note; of an article its name, and the title of the innermost part of the law that it is in."""
    found = ARTICLE.fullmatch(note.title)
    if found is None:
        return note.title
    inner = INNERMOST.match(found["place"])
    subject = inner["subject"] if inner else ""
    if found["cut"]:  # perhaps within a word
        subject = f"{subject.rpartition(' ')[0]}…" if " " in subject else ""
    name = found["name"] + (found["piece"] or "")
    return f"{name} · {subject}" if subject else name
