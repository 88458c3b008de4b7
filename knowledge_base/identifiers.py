"""Which personal number a row of digits is: NIK, NIP, NPWP, a card, a telephone; by the rules that they are issued by.

NIK: Permendagri 72/2022 (region, birth day, women's plus 40, serial). NIP: Peraturan BKN 22/2007 (birth day, month of
appointment, sex, serial; 21 in the month's place for PPPK). Cards: ISO/IEC 7812 (issuer, Luhn's check digit).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """A kind of personal data; the value is what stands in its place once it is masked."""

    NIK = "[NIK]"
    FAMILY = "[nomor KK]"
    NIP = "[NIP]"
    NRK = "[NRK]"
    NPWP = "[NPWP]"
    INSURANCE = "[nomor BPJS]"
    ACCOUNT = "[nomor rekening]"
    PASSPORT = "[nomor paspor]"
    CARD = "[nomor kartu]"
    PHONE = "[nomor telepon]"
    EMAIL = "[surel]"
    OTHER = "[nomor identitas]"


CONTACTS = frozenset((Kind.PHONE, Kind.EMAIL))
"""What can be an office's own; all other kinds are somebody's."""
PROVINCES = frozenset(
    """11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96
    97""".split()
)
WOMEN = 40
"""What a woman's NIK adds to the day of her birth."""
LONG = 15
"""Digits in a row from which a number of no known kind is somebody's all the same, most often a mistyped NIK."""
NPWP_FORM = (2, 3, 3, 1, 3, 3)
_ISSUER = re.compile(r"4\d{12}(?:\d{3}){0,2}|(?:5\d|2[2-7])\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|6\d{15,18}")
_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_LANDLINE = re.compile(r"[2-79]\d{7,10}")
_AREA = re.compile(r"0[2-79]\d{1,2}")
_ABROAD = range(8, 16)


@dataclass(frozen=True)
class Digits:
    """Groups of digits as somebody typed them, in ASCII; `gaps` between them hold no spaces: `""`, `"-"`, `"."`, …"""

    groups: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    plus: bool = False

    @cached_property
    def text(self) -> str:
        """The digits alone."""
        return "".join(self.groups)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Digits in each group."""
        return tuple(len(group) for group in self.groups)

    @property
    def uniform(self) -> bool:
        """Whether the same mark stands in every gap."""
        return len(set(self.gaps)) <= 1

    @property
    def is_day(self) -> bool:
        """Whether this begins as a day does: 21-11-2026, 2026-11-21."""
        return self.sizes[:3] in {(2, 2, 4), (1, 2, 4), (2, 1, 4), (1, 1, 4), (4, 2, 2)} or self.is_years

    @property
    def is_years(self) -> bool:
        """Whether this is years: 2024-2029, 2021 2022 2023 2024."""
        return all(len(group) == 4 and group[:2] in {"19", "20"} for group in self.groups)


def identified(digits: Digits) -> Kind | None:
    """The kind of number that these digits are by their form alone; None if they need not be anybody's."""
    if is_nip(digits.text):
        return Kind.NIP
    if digits.sizes == NPWP_FORM and set(digits.gaps) in ({""}, {"."}, {".", "-"}, {"-"}):
        return Kind.NPWP
    if is_nik(digits.text) and not digits.is_day and (digits.uniform or set(digits.gaps) <= {".", "-"}):
        return Kind.NIK
    if is_card(digits):
        return Kind.CARD
    if is_phone(digits):
        return Kind.PHONE
    return _whole(digits.text) if len(digits.groups) == 1 else None


def _whole(number: str) -> Kind | None:
    """What a long number without any gap is; one that begins with a day of this century is a ticket's."""
    if len(number) == 13 and number.startswith("000"):
        return Kind.INSURANCE
    if len(number) < LONG or (number[:2] == "20" and _is_date(number[:8])):
        return None
    return Kind.NIK if len(number) == 16 and number[:2] in PROVINCES else Kind.OTHER


def is_nik(number: str) -> bool:
    """Whether this can be a NIK or a family card's number: 16 digits with a province and a day that exist."""
    if len(number) != 16 or number[:2] not in PROVINCES or number[12:] == "0000":
        return False
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    return 1 <= month <= 12 and 1 <= day % WOMEN <= monthrange(2000 + year, month)[1] and day < 2 * WOMEN


def is_nip(number: str) -> bool:
    """Whether this can be a NIP: 18 digits with a birth day, a month of appointment (21 for PPPK) and a sex."""
    return (
        len(number) == 18
        and _is_date(number[:8])
        and 1930 <= int(number[:4]) <= 2015
        and int(number[:4]) + 15 <= int(number[8:12]) <= 2060
        and number[12:14] in {*(f"{month:02}" for month in range(1, 13)), "21", "22"}
        and number[14] in "12"
    )


def is_card(digits: Digits) -> bool:
    """Whether this can be a payment card: an issuer's number with the right check digit, in one piece or in fours."""
    *fours, last = digits.sizes
    pieces = not fours or digits.sizes in {(4, 6, 5), (4, 6, 4)} or (set(fours) == {4} and last <= 4)
    return pieces and digits.uniform and bool(_ISSUER.fullmatch(digits.text)) and passes_luhn(digits.text)


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others, by Luhn's formula."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0


def is_phone(digits: Digits) -> bool:
    """Whether this is a telephone number by itself: with 0, 62 or +62 before it, or + and another country."""
    number = digits.text
    if digits.plus and not number.startswith("62"):
        return len(number) in _ABROAD and not number.startswith("0")
    abroad = digits.plus or number.startswith("0062")
    if abroad or re.match("620?8", number):
        national = re.sub("^(?:00)?620?", "", number)
        return bool(_MOBILE.fullmatch(national) or (abroad and _LANDLINE.fullmatch(national)))
    if digits.groups[0] == "62" and len(digits.sizes) > 2 and digits.uniform:
        return bool(_LANDLINE.fullmatch(number[2:])) and digits.sizes[1] in {2, 3} and digits.gaps[0] != "."
    if digits.sizes == (3, 4, 4) and set(digits.gaps) == {"-"}:
        return bool(_MOBILE.fullmatch(number))
    return number.startswith("0") and _is_domestic(digits)


def _is_domestic(digits: Digits) -> bool:
    national = digits.text[1:]
    if _MOBILE.fullmatch(national):
        pairs = set(digits.sizes) == {2} and digits.uniform and digits.gaps[0] in {"", "-"}  # 08.15 09.30 are hours
        return pairs or digits.sizes[0] >= 3 or digits.sizes[0] == 1
    if len(digits.groups) == 1:
        return bool(_LANDLINE.fullmatch(national))
    area = _AREA.fullmatch(digits.groups[0])
    return bool(area) and 8 <= len(national) <= 11 and digits.sizes[1] >= 3


def _is_date(number: str) -> bool:
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    return 1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
