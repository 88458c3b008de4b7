"""DATES: the days of the calendar that a sentence names as its own figures.

    dates_in("paling lambat 30 September 2027")  ->  Dates(days={930}, years={2027})

Of two dates that may be the same day some day is the same: "akhir Maret" is any of the month's last days, and
"tanggal 5" that day of any month. When a rule was signed, took effect or was looked up, and dates of an example, are
none of a sentence's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember".split()
_SHORT = "jan feb mar apr mei jun jul agt sep okt nov des".split()
_MONTH_OF = {
    **{name: month for names in (_MONTHS, _SHORT) for month, name in enumerate(names, 1)},
    "pebruari": 2,
    "agust": 8,
    "ags": 8,
    "sept": 9,
    "nopember": 11,
    "nop": 11,
}
_PART_OF_MONTH = {"awal": range(1, 11), "pertengahan": range(11, 21), "akhir": range(21, 32)}
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NAMES = rf"\b(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s*(?:-|–|sampai(?: dengan)?|s\.?d\.?|hingga|dan|atau)\s*(?:tanggal |tgl\.? )?"
_CALLED = r"(?:\b(?:tanggal|tgl\.?) )?(?<![\w.,/-])"
_DATE = re.compile(
    rf"{_CALLED}(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))? (?P<name>{_NAMES})\.?(?: (?P<year>{_YEAR})\b)?"
    rf"|{_CALLED}(?P<day>{_DAY})(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<full>{_YEAR})(?![\w/-]|\.\d)"
    rf"|\b(?P<part>{'|'.join(_PART_OF_MONTH)}) (?:(?:bulan )?(?P<within>{_NAMES})(?: (?P<its>{_YEAR})\b)?|bulan\b)"
    rf"|\b(?:tanggal|tgl\.?) (?P<only>{_DAY})\b(?:{_TO}(?P<until>{_DAY})\b)?(?!\s*[./-]?\s*\d)",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"\b(?:berlaku(?: sejak| mulai| per| efektif)?|sejak|terhitung(?: mulai)?|ditetapkan|diundangkan|disahkan"
    r"|ditandatangani|diperiksa|diakses|dicek|dikutip|diperbarui|dimutakhirkan|diubah|diterbitkan|terbit|tertanggal|per"
    r"|posisi|(?:hasil|keputusan|notulen) rapat|(?:nomor|no\.?) [\w./-]*\d[\w./-]*)"
    r"(?: (?:di [a-z]+|pada|hari|senin|selasa|rabu|kamis|jumat|sabtu|minggu|mulai|terakhir)\b,?)*,? $",
    re.IGNORECASE,
)
"""What stands before the date of a rule, a record or a look at them; a day of every month is none of these."""
_EXAMPLE = re.compile(r"\b(?:misal|misalnya|contoh|contohnya|umpama|umpamanya|ilustrasi)\b", re.IGNORECASE)


class Dates(NamedTuple):
    """The days of dates, a day of March as 300 and more, and the years that they name."""

    days: frozenset[float]
    years: frozenset[int]


def dates_in(text: str) -> Dates:
    """The dates of a text, in figures."""
    found = [date.groupdict() for date in _figures(text)]
    years = (int(parts[key]) for parts in found for key in ("year", "full", "its") if parts[key])
    return Dates(frozenset(day for parts in found for day in _days(parts)), frozenset(years))


def _days(parts: dict[str, str | None]) -> Iterator[float]:
    """The days that a date may be."""
    name = parts["name"] or parts["within"]
    month = _MONTH_OF[name.lower()] if name else int(parts["month"] or 0)
    days = [int(parts[key] or 0) for key in ("first", "last", "day", "only", "until") if parts[key]]
    for day in _PART_OF_MONTH[parts["part"].lower()] if parts["part"] else days:
        yield from (100.0 * each + day for each in ([month] if month else range(1, 13)))


def without_dates(text: str) -> str:
    """A text without the dates that are its figures and without those that are none."""
    return _DATE.sub(" ", text)


def _figures(text: str) -> list[re.Match[str]]:
    """The dates that are figures of the text itself."""
    example = _EXAMPLE.search(text)
    own = text[: example.start()] if example else text
    return [date for date in _DATE.finditer(own) if date["only"] or not _NO_FIGURE.search(own[: date.start()])]
