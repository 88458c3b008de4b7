"""What a moderator tells of a regulation: "Perwali 12/2020 dicabut", "UU 25/2009 -> UU 7/2027", "… diubah …"."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import Self

from bot.replies import manage as say
from knowledge_base.cited_articles import articles_in
from knowledge_base.errors import RegulationError
from knowledge_base.life import REPLACED
from knowledge_base.regulations import regulation_of

_BY = r"(?:\s+(?:dengan|oleh|menjadi|jadi|ke|dalam)\b)*"
_TOLD = re.compile(
    r"(?P<old>.+?)(?:\s*(?:[-=–—]+>|→)|"
    r"\s+(?:(?:sudah|telah|akan|lagi)\s+)*(?:"
    rf"(?P<replaced>(?:dicabut\s+(?:dan|lalu|serta)\s+)?(?:diganti(?:kan)?|menjadi|jadi)\b{_BY})|"
    rf"(?P<amended>(?:diubah|direvisi|disempurnakan|berubah)\b{_BY})|"
    rf"(?P<revoked>(?:dicabut|dibatalkan|dihapus|(?:tidak|tak)\s+berlaku(?:\s+lagi)?)\b{_BY})))"
    r"\s*(?P<new>.*)",
    re.IGNORECASE,
)
_CLOSER = re.compile(r"\b(?:bab|bagian|ayat|huruf|angka|lampiran)\b", re.IGNORECASE)
NAME = 200
"""Characters of a regulation's name that are kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """An old regulation, the new one or nothing, and what the new one did to it: `way` stands between them."""

    old: str
    new: str
    way: str = REPLACED

    @classmethod
    def of_text(cls, text: str) -> Self | None:
        """What a text tells; None if it names no regulation that something became of."""
        found = _TOLD.fullmatch(text.strip())
        if found is None:
            return None
        old, new = found["old"][:NAME], found["new"].strip(" .")[:NAME]
        if found["amended"]:
            return cls(old, new, say.AMENDED_BY if new else say.AMENDED)
        if not found["revoked"]:
            return cls(old, new) if new else cls(old, "", say.REPLACED_WAY)
        return cls(old, new, say.REVOKED_BY) if _is_named(new) else cls(old, "", say.REVOKED)

    @classmethod
    def of_json(cls, subject: str) -> Self:
        """What `to_json` kept."""
        return cls(*json.loads(subject))

    def to_json(self) -> str:
        """It as the subject of a question that waits for its answer."""
        return json.dumps(astuple(self))

    @property
    def became(self) -> str:
        """What became of the old one, as people read it: "diganti UU 7/2027", "diubah dengan UU 7/2027", "dicabut"."""
        way = say.REPLACED_WAY if self.way == REPLACED else self.way
        return f"{way} {self.new}".strip()

    @property
    def is_same(self) -> bool:
        """Whether both are one regulation; raises RegulationError where one of them is none."""
        old = regulation_of(self.old)
        return bool(self.new) and regulation_of(self.new) == old and articles_in(self.new) == articles_in(self.old)

    @property
    def is_closer(self) -> bool:
        """Whether the old one is told closer than by its articles, down to which alone notes are told apart."""
        return _CLOSER.search(self.old) is not None


def _is_named(text: str) -> bool:
    try:
        regulation_of(text)
    except RegulationError:
        return False
    return True
