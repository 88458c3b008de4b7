"""The text without what is personal in it: before a question is stored or shown, its numbers and addresses are masked.

A number is masked for its form (identifiers.py), or because a word before it says whose it is (clues.py). Years,
articles, amounts, days, tickets and the public's own numbers (112, 1500-xxx, 0800) stay. Every pattern starts at the
beginning of a run and looks a limited way around it: time grows with the text's length and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.clues import NOBODY, admits, clue_before, follows_money, is_fraction, is_money_behind
from knowledge_base.identifiers import Digits, Kind, identified, is_nik, is_phone
from knowledge_base.spelled_numbers import without_spelled

_SPACES = r"\s\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_DASHES = r"\-\u2010-\u2015\u2212"
_JOIN = re.compile(rf"(?:(?!\n)[{_SPACES}{_DASHES}._()]){{1,4}}")
_SPACE = re.compile(f"[{_SPACES}]")
_DASH = re.compile(f"[{_DASHES}]")
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 22
_LEAST_DIGITS = 6
_MOST_GROUPS = 18
"""Groups of the longest number, a NIP with a space behind every digit."""

_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|titik|\.)\s?[\])}]\s?|\s(?:dot|titik)\s)"
_AT = r"(?:[@＠]|\s[@＠]\s|\s?[\[({<]\s?(?:at|et|@)\s?[\])}>]\s?|\sat\s)"
_PROVIDER = r"(?:gmail|googlemail|yahoo|ymail|rocketmail|outlook|hotmail|icloud|live|proton)"
_ADDRESS = (
    rf"(?:[\w.%+\-]++\s(?:dot|titik)\s){{0,3}}"  # tried from every word, so it looks no further
    rf"[\w.%+\-]++(?:{_AT}(?:[\w\-]++{_DOT})+[a-z]{{2,}}+|\set\s{_PROVIDER}{_DOT}[a-z]{{2,3}}(?![^\W\d])"
    rf"|\s?[@＠]\s?{_PROVIDER}(?![^\W\d])(?:[.,][a-z]{{2,3}}(?![^\W\d]))*)"
)
_EMAILS = re.compile(rf"(?<![\w.%+\-])(?:{_ADDRESS})+", re.IGNORECASE)
_MARK = "|".join(re.escape(kind) for kind in Kind)
_LINK = re.compile(
    rf"((?:https?://|www\.|(?<![\w.\-])[\w\-]++(?:\.[\w\-]++)*\.[a-z]{{2,}}+/)(?:{_MARK}|\S)*)",
    re.IGNORECASE,
)
_CHAT_LINK = re.compile(r"wa\.me/|whatsapp", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\w/*.+\-])\+?\d{2,6}([/*])\d{2,6}(?:\1\d{2,6}){1,4}(?![\w/*])")
"""A number in groups with slashes or stars between; days, and letters that end with their year, are written so too."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLUS = re.compile(r"(?<![\w\]])\+\s?$")
_BOOKLET = re.compile(r"(?<![^\W\d_])[a-z]{1,2}\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A personal number in a text: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


def masked(text: str, keep: frozenset[Kind] = frozenset()) -> str:
    """The text with a mark such as `[NIK]` in the place of all that is personal; masking it again changes nothing.

    `keep` are the kinds that stay as they are where they stand in figures.
    A mark can part what stood too close to be told apart, so it goes on until there is nothing left.
    """
    while (once := _masked_once(text, keep)) != text:
        text = once
    return text


def _masked_once(text: str, keep: frozenset[Kind]) -> str:
    pieces = _LINK.split(text if Kind.EMAIL in keep else _EMAILS.sub(Kind.EMAIL, text))
    pieces[::2] = (without_spelled(_without_slashes(piece, keep)) for piece in pieces[::2])
    return "".join(_without(piece, _Numbers(piece, link=bool(place % 2)), keep) for place, piece in enumerate(pieces))


def _without_slashes(text: str, keep: frozenset[Kind]) -> str:
    """A telephone or a NIK with slashes as its mark; all else as it is."""

    def mark(found: re.Match[str]) -> str:
        kind = _slashed(found)
        return found[0] if kind is None or kind in keep else kind

    return _SLASHED.sub(mark, text)


def _slashed(found: re.Match[str]) -> Kind | None:
    groups = _ascii(found[0].lstrip("+").replace(found[1], " ")).split()
    digits = Digits(tuple(groups), (found[1],) * (len(groups) - 1), found[0].startswith("+"))
    if is_nik(digits.text):
        return Kind.NIK
    is_called = digits.text.startswith(("08", "62")) and len(groups[0] + groups[1]) > 4  # 08/12 begins a day
    return Kind.PHONE if is_called and not _YEAR.fullmatch(groups[-1]) and is_phone(digits) else None


def _without(text: str, numbers: _Numbers, keep: frozenset[Kind]) -> str:
    parts: list[str] = []
    done = 0
    for found in numbers:
        parts += [text[done : found.start], text[found.start : found.end] if found.kind in keep else found.kind]
        done = found.end
    return "".join([*parts, text[done:]])


class _Numbers:
    """The personal numbers of a text, in order. In a link, only what can hardly be anything else is one."""

    def __init__(self, text: str, *, link: bool) -> None:
        self._text = text
        self._link = link
        self._spans = [found.span() for found in _DIGITS.finditer(text)]
        self._groups = [_ascii(text[start:end]) for start, end in self._spans]
        self._gaps = [text[before[1] : after[0]] for before, after in zip(self._spans, self._spans[1:], strict=False)]

    def __iter__(self) -> Iterator[Finding]:
        first = 0
        while first < len(self._groups):
            last = self._amount(first)
            if last is None and (best := self._best(first)):
                last, kind = best
                yield Finding(self._start(first, last, kind), self._spans[last][1], kind)
            first = 1 + (first if last is None else last)

    def _amount(self, first: int) -> int | None:
        """The last group of the amount that begins here: Rp 1500000, 1.500.000, 0.0812; None if none does."""
        start, last = self._spans[first][0], first
        money = follows_money(self._text, start)
        while last < len(self._gaps) and len(self._groups[last + 1]) == 3:
            if self._gaps[last] not in ({".", ",", " "} if money else {"."}):
                break
            last += 1
        thousands = last > first and len(self._groups[first]) <= 3 and self._groups[first][0] != "0"
        goes_on = last < len(self._gaps) and self._gaps[last] in {".", "-"}
        return last if money or is_fraction(self._text, start) or (thousands and not goes_on) else None

    def _best(self, first: int) -> tuple[int, Kind] | None:
        """The last group and the kind of the number that begins with this group; None if none does."""
        candidates = list(self._candidates(first))
        if not candidates:
            return None
        clue = (
            None
            if first and _join(self._gaps[first - 1]) is not None
            else clue_before(self._text, self._spans[first][0])
        )
        by_form = [
            (last, digits, kind) for last, digits in candidates if (kind := self._identified(last, digits, clue))
        ]
        told = [(last, digits) for last, digits in candidates if self._is_told(first, last, digits, clue)]
        if by_form:
            last, digits, kind = max(
                by_form, key=lambda each: (each[2] is not Kind.PHONE, each[1].sizes[-1] > 2, each[0])
            )
            if isinstance(clue, Kind) and kind is not Kind.NIP and (last, digits) in told:
                return last, clue
            if kind is not Kind.PHONE or clue is Kind.PHONE or not told:
                return last, kind
        if told and isinstance(clue, Kind):
            alone = told[0][0] == first and (len(told) == 1 or told[1][1].gaps == ("",))
            return (first if alone else told[-1][0]), clue
        return None

    def _candidates(self, first: int) -> Iterator[tuple[int, Digits]]:
        """The groups from the first on that may be one number, with the place of the last."""
        plus = bool(_PLUS.search(self._text, max(0, self._spans[first][0] - 2), self._spans[first][0]))
        gaps: list[str] = []
        count = len(self._groups[first])
        for last in range(first, min(first + _MOST_GROUPS, len(self._groups))):
            if last > first:
                gap = _join(self._gaps[last - 1])
                count += len(self._groups[last])
                if gap is None or count > _MOST_DIGITS:
                    return
                gaps.append(gap)
            if count >= _LEAST_DIGITS:
                yield last, Digits(tuple(self._groups[first : last + 1]), tuple(gaps), plus)

    def _identified(self, last: int, digits: Digits, clue: Kind | str | None) -> Kind | None:
        """What the digits are by their form, unless what stands around them says otherwise."""
        kind = identified(digits)
        first = last + 1 - len(digits.groups)
        start, end = self._spans[first][0], self._spans[last][1]
        if kind is None or (self._text[start - 1 : start].isalpha() and self._text[end : end + 1].isalpha()):
            return None
        if self._link:
            return kind if self._is_sure_in_link(kind, start) else None
        is_money = is_money_behind(self._text, end) and not isinstance(clue, Kind)
        sure = kind in {Kind.NIP, Kind.NPWP, Kind.PHONE, Kind.INSURANCE} or (is_nik(digits.text) and not is_money)
        return kind if sure or not (clue == NOBODY or is_money) else None

    def _is_sure_in_link(self, kind: Kind, start: int) -> bool:
        chat = kind is Kind.PHONE and bool(_CHAT_LINK.search(self._text))
        return chat or (kind in {Kind.NIK, Kind.NIP, Kind.PHONE} and self._text[start - 1 : start] == "=")

    def _is_told(self, first: int, last: int, digits: Digits, clue: Kind | str | None) -> bool:
        """Whether the word before the digits makes them somebody's."""
        if self._link or not admits(clue, digits) or is_money_behind(self._text, self._spans[last][1]):
            return False
        return clue is not Kind.PASSPORT or self._booklet(first) is not None

    def _booklet(self, first: int) -> int | None:
        """Where the letters of a passport's number begin; None if there are none."""
        start = self._spans[first][0]
        found = _BOOKLET.search(self._text, max(0, start - 4), start)
        return found.start() if found else None

    def _start(self, first: int, last: int, kind: Kind) -> int:
        """Where a number begins, with its plus, its opening bracket, or its letters."""
        start = self._spans[first][0]
        if kind is Kind.PASSPORT:
            return self._booklet(first) or start
        if kind is Kind.PHONE and (found := _PLUS.search(self._text, max(0, start - 2), start)):
            start = found.start()
        closed = ")" in self._text[start : self._spans[last][1]]
        return start - 1 if closed and self._text[start - 1 : start] == "(" else start


def _ascii(digits: str) -> str:
    """Digits of any script as 0 to 9; all else as it is."""
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(each, each)) for each in digits)


def _join(gap: str) -> str | None:
    """What stands between two groups of one number, without spaces and with one kind of dash; None if it parts them."""
    return _DASH.sub("-", _SPACE.sub("", gap)) if _JOIN.fullmatch(gap) else None
