"""PROPOSAL: what a note made from a text might be called, where it might belong, and what it might answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.asked import questions_of
from bot.body import without_title
from bot.headline import title_of
from bot.thread import parted
from knowledge_base.identifiers import Kind as PersonalKind
from knowledge_base.note import VALUES, Kind, Value
from knowledge_base.regulations import regulations_in, written_in

MOST = 3
"""Regulations that are proposed as sources."""
PART = re.compile(r"\s*,?\s*(Pasal\s+\d{1,3}[A-Z]?)")
ARTICLE = re.compile(r"\bPasal\s+\d", re.IGNORECASE)
MARK = re.compile(
    rf"\s*(?:\b(?:di|ke|nomor|no\.?|hp|wa|nik|nip|surel)\s+)*(?:{'|'.join(map(re.escape, PersonalKind))})",
    re.IGNORECASE,
)
"""What stands in the place of something personal, with the words that name it."""
WORDS: dict[Value, re.Pattern[str]] = {
    "empati": re.compile(r"\b(?:ramah|maaf|sabar|dengar|senyum|sopan|marah|lansia|difabel|peduli)", re.IGNORECASE),
    "kecepatan": re.compile(r"\b(?:cepat|segera|menit|antre|antrean|tunggu|tepat waktu|hari kerja)", re.IGNORECASE),
    "ketepatan": re.compile(r"\b(?:sesuai|periksa|benar|lengkap|data|syarat|aturan|teliti|prosedur)", re.IGNORECASE),
}
"""Words that speak of a value."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Fields for a draft; `sources` are the regulations that the text names, `asked` the questions it begins with."""

    title: str
    body: str
    topic: str
    kind: Kind
    questions: tuple[str, ...]
    values: tuple[Value, ...]
    sources: tuple[dict[str, str], ...]
    asked: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """The fields as a draft keeps them."""
        lists = {"questions": list(self.questions), "values": list(self.values), "sources": list(self.sources)}
        lists |= {"asked": list(self.asked)} if self.asked else {}
        return {"title": self.title, "body": self.body, "topic": self.topic, "kind": self.kind, **lists}


def propose(markdown: str, topic: str = "") -> Proposal:
    """What a note made of this text might be, on a topic that is known from its neighbours."""
    own, told = parted(markdown)
    title = _unmarked((title_of(own[0]) if own else "") or title_of(told))
    regulated = ARTICLE.search(markdown) is not None or next(regulations_in(markdown), None) is not None
    sources = sources_of(markdown)
    return Proposal(
        title=title,
        body=without_title(told, title),
        topic=topic,
        kind="pedoman" if regulated and sources else "praktik",
        questions=tuple(each for each in questions_of(told, title, own) if not MARK.search(each)),
        values=tuple(value for value in VALUES if len(WORDS[value].findall(markdown)) > 1),
        sources=sources,
        asked=own,
    )


def _unmarked(title: str) -> str:
    """A title up to what was masked in it; nobody looks for a mark."""
    return MARK.split(title)[0] or title


def sources_of(markdown: str) -> tuple[dict[str, str], ...]:
    """The regulations that a text names, with the article named behind them."""
    found: dict[str, dict[str, str]] = {}
    text = " ".join(markdown.split())
    for start, end in written_in(text):
        name, article = text[start:end], PART.match(text, end)
        part = article[1] if article else ""
        found.setdefault(f"{name} {part}".casefold(), {"name": name, **({"part": part} if part else {})})
    return tuple(found.values())[:MOST]
