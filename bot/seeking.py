"""SEEKING: what somebody asks who asks whether anybody knows it ("ada yg tau ga cara …?"), and its name."""

from __future__ import annotations

import re

from bot.clauses import DO
from bot.openings import NOT, PERSON
from indexer.lexicon import lexicon
from indexer.lexicon.spoken import formal

_LITTLE = rf"(?:\s*,?\s+(?:{NOT}|kah|{PERSON}|sih|soal|tentang|ttg|mengenai)\b)*"
_KNOW = (
    r"(?:sudah|udah|udh|sdh|pernah|prnh|bisa|mau|tahu|tau|tw|ngerti|mengerti|paham|punya|kasih|share|berbagi|bantu(?:in)?|"
    r"jelas(?:in|kan)|menjelaskan|info(?:in|kan|rmasi)?)"
)
_WHO = r"(?:(?:apakah|apa)\s+)?(?:adakah|ada|siapa)\s+(?:(?:di\s+sini|disini)\s+)?(?:yang|yg)"
_SEEKS = re.compile(
    rf"(?i)(?:{_WHO}(?:\s+{_KNOW}\b)+|(?:ada(?:kah)?|punya)\s+info(?:rmasi)?\b){_LITTLE}[\s,]+"
    r"(?=\w+\W+\w)"
)
"""What stands before the thing that somebody asks for among others."""
_LIVED = re.compile(r"(?i)(?:ngalam\w+|mengalami|ketemu|nemu(?:in)?|menemui|kedatangan)\s+(?=\w+\s+\w)")
_SUFFERED = re.compile(r"(?i)(?:di[a-z]{4,}|kehilangan|kena)\s")
"""What one met, and what befell somebody."""
_DID = re.compile(rf"(?i)cara\s|{DO}|(?:n[gy]|me[lmnrwy])\w{{3,}}\s")
_DO = re.compile(r"(?i)(?:urus|bikin|buat|isi|cetak|daftar|reset|lapor|cek|pakai|pake)\s")
"""A way or what somebody does, whose question is how; and a verb that needs its "cara" for that."""
_NOT_ENDS = re.compile(rf"(?i)\s+(?:{NOT})\s*\??$")
_MAY = re.compile(rf"(?i)((?:bisa|boleh|perlu|harus|wajib)\b)\s+(?:{NOT})\s+(?=\w)")
THING = re.compile(
    r"(?i)(?:(?:tata )?cara|alur|prosedur|syarat(?:2|-syarat)?|persyaratan|jam|jadwal|biaya|tarif|denda|alamat|lokasi|"
    r"nomor|beda(?:nya)?|perbedaan|contoh|format|tips|kiat|aturan|batas waktu)\s+\w"
)
"""What somebody can ask for by its name alone."""
_WHICH = re.compile(r"(?i)\s+(?:apa\s+(?:saja|aja)|apa|gimana|gmn|bagaimana|berapa|kapan|di\s?mana)\s*\?$")
_SPOKEN = re.compile(r"(?i)(?:cara\s+)?([a-z]+2?)(?![\w.])")


def sought(question: str) -> str:
    """The question that is put to whoever knows, without asking who does; as it is if it asks nobody."""
    found = _SEEKS.match(question)
    if not found:
        return f"bagaimana {question}" if re.match(r"(?i)cara\s[^.]*\?$", question) else question
    rest = _NOT_ENDS.sub("?", question[found.end() :])
    if lived := _LIVED.match(rest):
        return f"{rest[lived.end() :].rstrip('? ')} bagaimana?"
    if _SUFFERED.match(rest) and not re.match(r"(?i)di\s?mana", rest):
        return f"kalau {rest.rstrip('? ')} bagaimana?"
    if _DO.match(rest):
        return f"bagaimana cara {rest}"
    return f"bagaimana {rest}" if _DID.match(rest) else rest


def named(question: str) -> str:
    """What a question is called: the thing that it asks for, or whether something is so."""
    if not question.endswith("?"):
        return question
    may = _MAY.sub(r"\1 ", question, count=1) if _MAY.match(question) else _NOT_ENDS.sub("?", question)
    if may != question:
        return f"apakah {in_formal(may)}"
    return _WHICH.sub("", question).rstrip("? ") if THING.match(question) else question


def in_formal(name: str) -> str:
    """A name whose first word, or the one behind "cara", is no chat spelling if its formal one is known."""
    found = _SPOKEN.match(name)
    if not found or found[1].isupper():
        return name
    word = found[1].lower()
    spoken = re.fullmatch(r"[aeiou]?[^aeiou]{2,}|n[gy]\w{3,}|\w+2", word) and not lexicon().long_forms.get(word)
    return f"{name[: found.start(1)]}{' '.join(formal(word))}{name[found.end(1) :]}" if spoken else name
