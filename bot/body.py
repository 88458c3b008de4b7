"""BODY: what of a text stands in the note that is made of it, beside its title and its questions."""

from __future__ import annotations

import re

from bot.clauses import PASSIVE
from bot.headline import BOLD, line_of
from bot.openings import WE
from knowledge_base.chunk import LIST_ITEM
from knowledge_base.note import HEADING

FEW = 6
"""Words of a first line by itself that can be nothing but a heading."""
_TELLS = re.compile(
    rf"(?i)\d|\b(?:{PASSIVE}|{WE}|adalah|jangan|jgn|harus|wajib|akan|sudah|bisa|dapat|boleh|tidak|tdk|belum|hanya|cuma|ada|"
    r"buka|tutup|libur|pindah|mulai|gratis|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|"
    r"senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|besok|lusa)\b"
)
"""What makes more than a heading of a line: it says how many, when, or what is so."""


def without_title(markdown: str, title: str) -> str:
    """The text without the heading at its beginning that is its title; what says anything beside stays."""
    text = markdown.strip()
    first, _, rest = text.partition("\n")
    named = line_of(first).rstrip(" :.;,!").casefold() == title.casefold()
    return rest.strip() if named and _bare(first) and re.search(r"\w", rest) else markdown


def _bare(line: str) -> bool:
    """Whether a line is only a heading: marked as one, or a few words that neither tell anything nor lead to a list."""
    words = line_of(line).rstrip()
    marked = HEADING.match(line) or BOLD.fullmatch(line.strip())
    plainly = not words.endswith((".", "!", "?", ",", ";", ":")) and len(words.split()) <= FEW
    return not _TELLS.search(words) and not LIST_ITEM.match(line) and bool(marked or plainly)
