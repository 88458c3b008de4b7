"""TITLES: titles on buttons and in lists: what is cut off must not be what tells them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from knowledge_base.note import Note

ARTICLE = re.compile(r"(?P<name>\S.*?\bPasal \w+)(?P<piece> bagian \d+)? \((?P<place>Bab .*?)(?P<cut>…)?\)?$")
"""An article's title: "UU 25/2009 Pasal 7 (Bab III Pembina, Bagian Kesatu Pembina dan Penanggung Jawab)"."""
PLACE = " · "
"""Stands between an article's name and the part of the law that it is in."""
SHORTEST_HEAD = 20
"""Characters that are left of what titles begin with alike."""
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
    return f"{name}{PLACE}{subject}" if subject else name


def told_apart(titles: Sequence[str], limit: int) -> list[str]:
    """The titles, none longer than the limit: what long ones begin with is cut before what tells them apart.

    That is the document before its part, "SE 12/2026 tentang…: C. Isi Edaran"; of others what they have in common.
    """
    cut = [_cut(title, title.rfind(": ") if PLACE not in title else 0, limit) for title in titles]
    shown = Counter(dict(zip(titles, cut, strict=True)).values())
    return [
        label if shown[label] == 1 else _cut(title, _alike(title, titles), limit)
        for title, label in zip(titles, cut, strict=True)
    ]


def _alike(title: str, titles: Iterable[str]) -> int:
    """Where, between words, a title begins to differ from every other that begins like it."""
    pairs = (zip(title, other, strict=False) for other in titles if other != title)
    common = max((sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], each)) for each in pairs), default=0)
    return title.rfind(" ", 0, common + 1)


def _cut(title: str, head: int, limit: int) -> str:
    """A title within the limit, its first `head` characters shortened first; its end alone where there are none."""
    if len(title) <= limit or head <= 0:
        return shortened(title, limit)
    rest = title[head:]
    return shortened(shortened(title[:head], max(SHORTEST_HEAD, limit - len(rest))) + rest, limit)


def shortened(text: str, limit: int) -> str:
    """The text up to a word's end within the limit, with an ellipsis if it goes on."""
    if len(text) <= limit:
        return text
    held = text[: limit - 1]
    return f"{held.rpartition(' ')[0] or held}…"
