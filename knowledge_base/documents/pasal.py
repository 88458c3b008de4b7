"""The heads of a regulation's articles, told apart from the many places where one article names another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

Kind = Literal["pasal", "chapter", "section", "closing", "annex", "end"]
Number = tuple[int, str]
"""An article's number and the letter behind it: Pasal 12B is (12, "B")."""

PASAL = re.compile(
    r"(?:^[ \t]*(?P<line>))?(?<!\w)(?:Pasa[l1I]|PASAL)\s+(?P<number>[0-9IVlOoT][\w|]{0,4}?)(?P<letter>[ \t]?[A-Z])?"
    r"(?P<alone>[ \t]*[.:]?[ \t]*$)?(?![\w])",
    re.MULTILINE,
)
GOES_ON = re.compile(r"\s*(?:\(\s?[1lI]a?[)l]|[“\"”]?[A-Z][A-Za-z\-]*[a-z]|[a1][.)])")
"""What follows a head on its line: the first ayat, or a sentence."""
REFERS = re.compile(
    r"\s*(?:ayat|huruf|angka|Undang(?!-Undang\s+ini\s+mulai)|UU\b|dan\b|atau\b|sampai|tentang|juncto|jo\b|Kitab|KUH|"
    r"Peraturan\s+(?:Pemerintah|Presiden)\s+Nomor)",
)
"""What follows a reference. In an explanation, "Pasal 3 Ayat (1)" with a capital is a head."""
REFERRED = re.compile(
    r"(?:\b(?:dalam|dan|atau|pada|ketentuan|dengan|sampai|juncto|jo|dari|oleh|menurut|bunyi|antara|di|yakni|yaitu|"
    r"penjelasan|rumusan|substansi|maksud|ke|menjadi|sesuai|berdasarkan|terhadap|melanggar|memenuhi|diatur|kecuali|selain)|[,/(\"“])\s*$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:dalam|dan|atau|pada|dengan|dari|oleh|menurut|antara|di|ke|dimaksud|sesuai|berdasarkan|terhadap|melanggar|"
    r"memenuhi|ketentuan|kecuali|selain|juncto|jo\.?|sampai)\s*$"
)
"""The end of a line that asks for the article named on the next; in capitals, it is the end of a title."""
LISTED = re.compile(r"(?:,|\b(?:ayat|huruf|angka)\s+\(?\w{1,3}\)?)\s*$")
"""The end of a line that may ask for it, or end an article without a full stop."""
SENTENCE_GOES_ON = re.compile(r"\s*(?:[a-z]{2,}\b|\(\s?(?:[2-9]|\d{2})[a-z]?\))")
"""What follows a reference alone on its line: the rest of the sentence, or the next ayat."""
FIRST_CLAUSE = re.compile(r"\s*\(\s?[1lI][)l]\s+[A-Z]")
"""The first ayat itself; who refers to it writes "ayat (1)"."""
ENDED = re.compile(r"(?:[.;:”\"']|\b[A-Z]{3,})\s*$")
OPENED = re.compile(r"(?:[:.…;]\s*[“”\"‘’'«]{1,2}|\bAngka\s+\d{1,3})\s*$")
"""What stands before an article that an amending law quotes ("berbunyi: “Pasal 26 A"), or explains by its number."""
BEFORE = 24
"""Characters before an article's name in which a word shows that it is only referred to."""
JUMP = 15
"""So many articles may have heads that cannot be read; a larger step is a reference to somewhere else."""
SMALL_JUMP = 3
"""The same for heads inside a line."""
MISREAD = str.maketrans("OolISTBZiL|J", "001157821111")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class Head:
    """A head that stands at `start` and ends at `end`; `own_line` says whether nothing else stands on its line."""

    kind: Kind
    start: int
    end: int
    label: str
    own_line: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that may be a head; `sure` is 3 on a line of its own, 2 at a line's start, 1 after a sentence, or 0.

    `torn` is one that may be a reference torn apart by a line end: no head where its number comes again as one.
    """

    start: int
    end: int
    readings: tuple[Number, ...]
    sure: int
    roman: bool = False
    torn: bool = False


def heads_of(text: str, start: int, end: int, *, amends: bool) -> list[Head]:
    """The heads of articles between two places; `amends` is for a regulation that changes another one."""
    places_found = (_candidate(text, found, amends=amends) for found in PASAL.finditer(text, start, end))
    candidates = _without_torn([candidate for candidate in places_found if candidate is not None])
    places: defaultdict[Number, list[int]] = defaultdict(list)
    for candidate in candidates:
        for reading in candidate.readings:
            places[reading].append(candidate.start)
    heads: list[Head] = []
    last: Number = (0, "")
    for candidate in candidates:
        if candidate.roman:
            heads.append(_head(candidate, text[candidate.start : candidate.end].rsplit(maxsplit=1)[-1]))
            continue
        number = _next(candidate, last, places, amends=amends, first=not heads)
        if number is not None:
            heads.append(_head(candidate, f"{number[0]}{number[1]}"))
            last = number
    return heads


def _without_torn(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates without those that may be references and whose number comes again on a line of its own."""
    surely: set[Number] = set()
    kept: list[_Candidate] = []
    for candidate in reversed(candidates):
        if candidate.torn and not surely.isdisjoint(candidate.readings):
            continue
        kept.append(candidate)
        if candidate.sure == 3 and not candidate.torn:
            surely.update(candidate.readings)
    return kept[::-1]


def _head(candidate: _Candidate, number: str) -> Head:
    return Head("pasal", candidate.start, candidate.end, f"Pasal {number}", own_line=candidate.sure > 1)


def _next(
    candidate: _Candidate, last: Number, places: dict[Number, list[int]], *, amends: bool, first: bool
) -> Number | None:
    """Which of its readings makes a candidate the next head, or None when none does."""
    following = ((last[0] + 1, ""), (last[0], chr(ord(last[1]) + 1) if last[1] else "A"))
    for number in candidate.readings:
        if number in following and number[0]:
            return number
    if not candidate.sure:
        return None
    for number in candidate.readings:
        if number == last and candidate.sure == 3:
            return number
        far = number[0] - last[0] > (JUMP if candidate.sure > 1 else SMALL_JUMP)
        if number > last and (not far or amends or (first and candidate.sure == 3)):
            expected = places.get(following[0], [])
            if amends or bisect_right(expected, candidate.start) == len(expected):
                return number
    return None


def refers(text: str, start: int, end: int, *, alone: bool = False) -> bool:
    """Whether what stands around an article's name shows that it is only referred to; `alone` ends its line."""
    if not alone and REFERS.match(text, end):
        return True
    before = text[max(0, start - BEFORE) : start]  # a line end may have torn the reference apart
    return FIRST_CLAUSE.match(text, end) is None and REFERRED.search(before) is not None


def _candidate(text: str, found: re.Match[str], *, amends: bool) -> _Candidate | None:
    alone = found["alone"] is not None
    at_line = found["line"] is not None
    if not alone and not GOES_ON.match(text, found.end()):
        return None
    before = text[max(0, found.start() - BEFORE) : found.start()]
    opened = amends and OPENED.search(before) is not None and not REFERS.match(text, found.end())
    own_line = at_line and alone
    asked = ASKED.search(before) is not None
    goes_on = SENTENCE_GOES_ON.match(text, found.end()) is not None
    referred = asked and goes_on if own_line else refers(text, found.start(), found.end(), alone=alone)
    if referred and not opened:
        return None
    place = found.start() + (len(found[0]) - len(found[0].lstrip()))
    roman = amends and found["number"] in ROMAN and own_line
    open_end = asked or LISTED.search(before) is not None or (goes_on and not ENDED.search(before))
    torn = own_line and open_end and not opened
    sure = 3 if own_line else 2 if at_line or opened else int(bool(ENDED.search(before)))
    return _Candidate(
        place, found.end(), _readings(found["number"], (found["letter"] or "").strip()), sure, roman, torn
    )


def _readings(digits: str, letter: str) -> tuple[Number, ...]:
    """What an article's number may be, the likeliest first: `2T` is 2T, or a misread 27."""
    whole = digits + letter
    found: list[Number] = []
    if plain := re.fullmatch(r"(\d{1,3})([A-Z]?)", whole):
        found.append((int(plain[1]), plain[2]))
    read = whole.translate(MISREAD)
    if re.fullmatch(r"\d{1,3}", read) and (re.search(r"\d", whole) or whole in ("I", "l")):
        found.append((int(read), ""))
    return tuple(dict.fromkeys(found))
