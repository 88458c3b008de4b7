"""Numbers that are written as people say them ("nol delapan satu dua …"), or over several lines, a digit or group each.

A row counts as somebody's by its form alone (identifiers.py), or in words also by the word before it (clues.py). Words
that make an amount ("dua puluh", "tiga juta") end a row, and a row that tells nothing is left to masking.py as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.clues import NOBODY, admits, clue_before
from knowledge_base.identifiers import Digits, Kind, identified, is_card, is_nik, is_nip, is_phone

VALUES = {"nol": "0", "nul": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5"} | {
    "enam": "6",
    "tujuh": "7",
    "delapan": "8",
    "dlapan": "8",
    "lapan": "8",
    "sembilan": "9",
    "smbilan": "9",
}
_WORD = "|".join(sorted(VALUES, key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<digits>\d+)|(?<![^\W\d_])(?:(?P<whole>sebelas|sepuluh)|(?P<word>{_WORD})(?P<teen>\s?belas)?)"
    r"(?![^\W\d_]|\s?(?:puluh|ratus|ribu|juta|mil[iy]ar|triliun)\b)",
    re.IGNORECASE,
)
_SPOKEN_GAP = re.compile(r"[\s,./\-\u2013]{0,3}")
_LINE_GAP = re.compile(r" |[ \t]?-?[ \t]?\r?\n[ \t]{0,4}")
_BESIDE = re.compile(r"[./:,\-%]")
_DIGITS = re.compile(r"\d+")
_LEAST_WORDS, _MOST_DIGITS, _BEHIND = 4, 22, 4
"""Words that a row needs which begins with digits; digits of the longest number; tokens that may follow a number."""
_SURE = frozenset({Kind.NIK, Kind.NIP, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class _Token:
    """Digits of a text, in figures or as a word."""

    start: int
    end: int
    digits: str
    spoken: bool


def without_spelled(text: str) -> str:
    """The text with a mark in the place of each such number."""
    for rows in (_spoken, _in_lines):
        parts, done = [], 0
        for start, end, kind in rows(text):
            parts += [text[done:start], kind]
            done = end
        text = "".join([*parts, text[done:]])
    return text


def _spoken(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Numbers in words, or in words and figures."""
    for row in _rows(text, [_token(found) for found in _TOKEN.finditer(text)], _SPOKEN_GAP):
        words = sum(token.spoken for token in row)
        if not words or not (row[0].spoken or words >= _LEAST_WORDS):
            continue
        clue = clue_before(text, row[0].start)
        for last in range(len(row), max(0, len(row) - _BEHIND), -1):
            kind = _kind("".join(token.digits for token in row[:last]), clue)
            if kind:
                yield row[0].start, row[last - 1].end, kind
                break


def _token(found: re.Match[str]) -> _Token:
    if found["word"]:
        value = VALUES[found["word"].lower()]
        return _Token(*found.span(), f"1{value}" if found["teen"] else value, spoken=True)
    if found["whole"]:
        return _Token(*found.span(), "11" if found["whole"].lower() == "sebelas" else "10", spoken=True)
    return _Token(*found.span(), found["digits"], spoken=False)


def _kind(number: str, clue: Kind | str | None) -> Kind | None:
    if len(number) > _MOST_DIGITS or not number.isascii():
        return None
    digits = Digits((number,))
    kind = identified(digits)
    if kind and (kind in _SURE or clue != NOBODY):
        return kind
    return clue if isinstance(clue, Kind) and admits(clue, digits) else None


def _in_lines(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Numbers in figures, a digit a line or a group of three and more a line."""
    tokens = [_Token(*found.span(), found[0], spoken=False) for found in _DIGITS.finditer(text)]
    for row in _rows(text, tokens, _LINE_GAP):
        start, end = row[0].start, row[-1].end
        plus = text[start - 1 : start] == "+"
        sizes = {len(token.digits) for token in row[plus:]}
        number = "".join(token.digits for token in row)
        alone = not _BESIDE.match(text, start - plus - 1) and not _BESIDE.match(text, end)
        if "\n" not in text[start:end] or not alone or not number.isascii() or not (sizes == {1} or min(sizes) > 2):
            continue
        kind = _by_form(Digits((number,), (), plus))
        if kind:
            yield start - plus, end, kind


def _by_form(digits: Digits) -> Kind | None:
    """A kind that a row of lines can hardly have by chance."""
    number = digits.text
    if is_nip(number):
        return Kind.NIP
    if is_nik(number):
        return Kind.NIK
    if is_card(digits):
        return Kind.CARD
    return Kind.PHONE if number.startswith(("08", "62")) and is_phone(digits) else None


def _rows(text: str, tokens: Sequence[_Token], gap: re.Pattern[str]) -> Iterator[Sequence[_Token]]:
    """Tokens that stand in a row, with no more than such a gap between two."""
    first = 0
    for number, token in enumerate(tokens):
        behind = tokens[number + 1] if number + 1 < len(tokens) else None
        if behind is None or not gap.fullmatch(text, token.end, behind.start):
            yield tokens[first : number + 1]
            first = number + 1
