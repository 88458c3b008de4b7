"""CITED NUMBERS: the articles, Babs and parts of articles in a text, "pasal 34, 35 dan 36", "bab iv", "ayat (2)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.amounts import NUMBER_WORDS, UNIT_WORDS, in_figures

ARTICLE = re.compile(
    r"\b(?P<about>penjelasan\s+)?(?:pasal|psal|pasl|psl|ps)[\s.]*(?P<number>(?:(?<=\s)-)?\d{1,4}(?:\s?[a-z](?!\.\s?d))?|(?<=[\s.])[ivx]{1,4})\b",
    re.IGNORECASE,
)
COUNTED = "|".join((*UNIT_WORDS.split(), "saksi"))
FURTHER = re.compile(
    r"\s*(?P<joint>,?\s*(?:&|dan|serta)|,|-|–|s\.?\s?d\.?|sampai(?: dengan)?|hingga)\s*"
    rf"(?P<number>\d{{1,4}}[a-z]?)\b(?!\s*(?:%|(?:{COUNTED})\b))",
    re.IGNORECASE,
)
"""Another number of "pasal 34, 35 dan 36" or "pasal 34 s.d. 36"; not that of "pasal 34 dan 2 saksi"."""
LONGEST_RANGE = 20
IN_WORDS = re.compile(
    r"\b(pasal|psal|pasl|psl|ps|bab)\s+(?:ya?n?g\s+)?"
    rf"(pertama\b|ke[\s-]?\d+|(?:ke[\s-]?)?(?:(?:{'|'.join(NUMBER_WORDS)})\s*)+)",
    re.IGNORECASE,
)
LAST = re.compile(r"\bpasal\s+(?:ya?n?g\s+)?(?:paling\s+)?(?:terakhir|akhir)(?:nya)?\b", re.IGNORECASE)
CHAPTER = re.compile(r"\bbab\s+(?P<number>\d{1,2}|[ivxl]{1,7}[a-d]?)\b", re.IGNORECASE)
PART = re.compile(r"\b(?P<level>ayat|huruf|angka|butir)\s*\(?(?P<mark>\d{1,3}[a-z]?|[a-z])\b\)?", re.IGNORECASE)
"""A part of an article; long words behind the level are none: "huruf besar"."""
LAW_PART = re.compile(
    r"\b(?:(?P<explanation>penjelasan\s+umum)|(?P<opening>pembukaan|menimbang|mengingat|konsideran[st]?)|"
    r"(?P<closing>pengundangan|diundangkan)|(?P<annex>lampiran))(?:nya)?\b",
    re.IGNORECASE,
)
"""A part of a law that has no number."""
LAW_PARTS = {
    "explanation": "Penjelasan Umum",
    "opening": "Pembukaan",
    "closing": "Pengundangan",
    "annex": "Lampiran",
}
NO_NUMBERS = frozenset(name.casefold() for name in LAW_PARTS.values())
"""What such parts have instead of the number of an article."""
ROMAN = (("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def with_figures(text: str) -> str:
    """The text with "pasal tiga puluh empat" as "pasal 34", "bab pertama" as "bab 1"."""
    return IN_WORDS.sub(lambda found: f"{found[1]} {_in_figures(found[2].lower())}", text)


def _in_figures(words: str) -> str:
    return "1" if words == "pertama" else in_figures(re.sub(r"^ke[\s-]?", "", words))


def numbers_of(article: re.Match[str]) -> Iterable[str]:
    """The number of an article, and those behind it: "pasal 34, 35 dan 36"."""
    last = article["number"].casefold()
    yield last
    for further in _further(article):
        number = further["number"].casefold()
        if further["joint"].strip()[:1] not in {",", "&", "d"} and "serta" not in further["joint"]:
            yield from _between(last, number)
        yield number
        last = number


def _further(article: re.Match[str]) -> Iterable[re.Match[str]]:
    end = article.end()
    while further := FURTHER.match(article.string, end):
        yield further
        end = further.end()


def _between(first: str, last: str) -> Iterable[str]:
    """The numbers of "pasal 34 s.d. 36" that are not written; none of a range without end."""
    if first.isdecimal() and last.isdecimal() and int(last) - int(first) <= LONGEST_RANGE:
        yield from map(str, range(int(first) + 1, int(last)))


def forms_of(number: str) -> Iterable[str]:
    """Pasal "12 b" is 12B or, where there is none, 12."""
    yield number.replace(" ", "")
    if " " in number:
        yield number.split(maxsplit=1)[0]


def without_numbers(text: str) -> str:
    """The text without the articles, Babs and parts that it cites."""
    plain, kept, end = with_figures(text), "", 0
    for article in ARTICLE.finditer(plain):
        kept += f"{plain[end : article.start()]} "
        end = next((each.end() for each in reversed(list(_further(article)))), article.end())
    return LAW_PART.sub(" ", PART.sub(" ", CHAPTER.sub(" ", kept + plain[end:])))


def law_parts_in(text: str) -> Iterator[str]:
    """The parts without a number that a text names, as notes name them: "menimbang" is the Pembukaan."""
    return (LAW_PARTS[found.lastgroup] for found in LAW_PART.finditer(text) if found.lastgroup)


def in_roman(number: str) -> str:
    """The number of a Bab as laws write it: "4" and "iv" are IV."""
    if not number.isdecimal():
        return number.upper()
    left, roman = int(number), ""
    for sign, value in ROMAN:
        roman, left = roman + sign * (left // value), left % value
    return roman


def roman_value(roman: str) -> int:
    """The value of a Roman number, without the letter of "VIIA"."""
    left, value = roman, 0
    for sign, worth in ROMAN:
        while left.startswith(sign):
            left, value = left[len(sign) :], value + worth
    return value
