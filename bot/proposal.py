"""PROPOSAL: what a note made from a text might be called, where it might belong, and what it might answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.message import plain_text, shortened, to_html
from knowledge_base.chunk import sentences_of
from knowledge_base.note import HEADING, QUESTION_LIMIT, TITLE_LIMIT, VALUES, Kind, Note, Value
from knowledge_base.regulations import regulations_in

HEADLINE = 80
"""Characters up to which a first line by itself is a heading."""
TITLE = 70
"""Characters of a title that is made from a sentence."""
FEWEST = 3
"""Words of a clause that can be a title."""
QUESTIONS = 3
NEAR = 5
"""Nearest notes that say where a text belongs; the nearer, the more."""
MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|>)\s+")
ASKING = re.compile(
    r"\b(?:bagaimana|gimana|gmn|apa|apakah|siapa|kapan|berapa|mengapa|kenapa|di mana|bolehkah|cara)\b", re.IGNORECASE
)
BEGINNINGS = (
    (("jam", "jadwal", "waktu"), "kapan"),
    (("biaya", "tarif", "harga", "denda", "retribusi"), "berapa"),
    (("tempat", "alamat", "lokasi"), "di mana"),
    (("syarat", "persyaratan", "berkas", "dokumen"), "apa saja"),
)
"""How one asks about what a title begins with."""
OPENS = re.compile(r"(?:buka|tutup|mulai|istirahat)\b", re.IGNORECASE)
LASTS = re.compile(r"(?:tunggu|proses|penyelesaian|pengerjaan|pembuatan|pengurusan)\b", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:UU|PP|Perpres|Permen\w*|Pergub|Perda|Undang-Undang|Peraturan [A-Z][\w ]{2,60}?)"
    r"(?:\s+(?:Nomor|No\.?))?\s*\d{1,4}\s*(?:/|\s+Tahun\s+)\s*(?:19|20)\d\d(?:\s*,?\s*(?P<part>Pasal\s+\d{1,3}[A-Z]?))?"
)
ARTICLE = re.compile(r"\bPasal\s+\d", re.IGNORECASE)
WORDS: dict[Value, re.Pattern[str]] = {
    "empati": re.compile(r"\b(?:ramah|maaf|sabar|dengar|senyum|sopan|marah|lansia|difabel|peduli)", re.IGNORECASE),
    "kecepatan": re.compile(r"\b(?:cepat|segera|menit|antre|antrean|tunggu|tepat waktu|hari kerja)", re.IGNORECASE),
    "ketepatan": re.compile(r"\b(?:sesuai|periksa|benar|lengkap|data|syarat|aturan|teliti|prosedur)", re.IGNORECASE),
}
"""Words that speak of a value."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Fields for a draft; `sources` are the regulations that the text names."""

    title: str
    topic: str
    kind: Kind
    questions: tuple[str, ...]
    values: tuple[Value, ...]
    sources: tuple[dict[str, str], ...]

    def to_record(self) -> dict[str, Any]:
        """The fields as a draft keeps them."""
        lists = {"questions": list(self.questions), "values": list(self.values), "sources": list(self.sources)}
        return {"title": self.title, "topic": self.topic, "kind": self.kind, **lists}


def propose(markdown: str, near: Sequence[Note]) -> Proposal:
    """What a note with this body might be; `near` are the nearest notes, nearest first."""
    title = title_of(markdown)
    regulated = ARTICLE.search(markdown) is not None or next(regulations_in(markdown), None) is not None
    sources = sources_of(markdown)
    return Proposal(
        title=title,
        topic=topics_near(near)[0] if topics_near(near) else "",
        kind="pedoman" if regulated and sources else "praktik",
        questions=questions_of(markdown, title),
        values=tuple(value for value in VALUES if len(WORDS[value].findall(markdown)) > 1),
        sources=sources,
    )


def title_of(markdown: str) -> str:
    """The heading, a short first line, or the beginning of the first sentence; empty for a text without words."""
    lines = [line for line in markdown.split("\n") if re.search(r"\w", line)]
    heading = next((found[2] for line in lines if (found := HEADING.match(line)) and found[2]), "")
    first = _plain(heading or (MARK.sub("", lines[0]) if lines else ""))
    if heading or (len(first) <= HEADLINE and len(lines) > 1):
        return shortened(first.rstrip(" :.;,"), TITLE_LIMIT)
    sentences = sentences_of(first)
    sentence = (sentences[0] if sentences else "").strip().rstrip(".:;,")
    clause = sentence[:TITLE].rpartition(",")[0]  # a whole clause is a better title than a torn sentence
    return clause if len(sentence) > TITLE and len(clause.split()) >= FEWEST else shortened(sentence, TITLE)


def without_title(markdown: str) -> str:
    """The text without the heading or first line that is its title; a sentence or a list's entry stays in the text."""
    first, _, rest = markdown.strip().partition("\n")
    heading = HEADING.match(first) is not None
    told = not heading and (MARK.match(first) or _plain(first).endswith((".", "!", ",", ";")))
    named = _plain(first).rstrip(" :.;,") == title_of(markdown)
    return rest.strip() if named and not told and re.search(r"\w", rest) else markdown


def questions_of(markdown: str, title: str) -> tuple[str, ...]:
    """What the text itself asks, and the title as a question; at least one if there is a title."""
    sentences = [_plain(sentence).strip() for line in markdown.split("\n") for sentence in sentences_of(line)]
    asked = [text for text in sentences if text.endswith("?") and len(text.split()) > 2 and len(text) <= QUESTION_LIMIT]
    own = title if title.endswith("?") or ASKING.search(title) else _asked(title)
    unique = {text.casefold(): text for text in ([own] if title else []) + asked}
    return tuple(unique.values())[:QUESTIONS]


def _asked(title: str) -> str:
    """A title as a question; what it is about says how one asks."""
    first, _, rest = title.partition(" ")
    if first.casefold() == "jam" and OPENS.match(rest):
        return f"jam berapa {rest}?"
    if first.casefold() == "waktu" and LASTS.match(rest):
        return f"berapa lama waktu {rest}?"
    begin = next((begin for words, begin in BEGINNINGS if first.casefold() in words and rest), "bagaimana")
    lowered = title if first[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"  # an abbreviation stays one
    return f"{begin} {lowered}?"


def sources_of(markdown: str) -> tuple[dict[str, str], ...]:
    """The regulations that a text names, with the article named behind them."""
    found: dict[str, dict[str, str]] = {}
    for named in NAMED.finditer(" ".join(markdown.split())):
        part = named["part"] or ""
        name = named[0].removesuffix(part).rstrip(" ,")
        found.setdefault(f"{name} {part}".casefold(), {"name": name, **({"part": part} if part else {})})
    return tuple(found.values())[:QUESTIONS]


def topics_near(near: Sequence[Note]) -> list[str]:
    """The topics of the nearest notes, the likeliest first."""
    votes: Counter[str] = Counter()
    for place, note in enumerate(near[:NEAR]):
        if note.topic:
            votes[note.topic] += NEAR - place
    return [topic for topic, _ in votes.most_common()]


def _plain(markdown: str) -> str:
    return " ".join(plain_text(to_html(markdown)).split())
