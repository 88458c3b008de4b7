"""What the words around a number say: whose it is ("rek BCA 1234567890"), or that it is nobody's ("Rp", "tiket")."""

from __future__ import annotations

import re

from knowledge_base.identifiers import Digits, Kind

_OWN = "(?:nya|ny|ku)?"
_CLUES = re.compile(
    rf"""(?<![^\W\d_])(?:
    (?P<nobody>kode\s+rekening|biaya|sebesar|senilai|sejumlah|saldo|total|anggaran|pagu|dana|honor|denda|nilai|jumlah
        |uang|tanggal|tgl|jam|pukul|tahun|thn|pasal|ayat|tiket|laporan|aduan|pengaduan|resi|surat|antrean|antrian
        |register|registrasi|berkas|agenda|call\s+center|pelanggan)
    |(?P<NIK>nik{_OWN}|nomor\s+induk\s+kependudukan|e?-?ktp{_OWN})
    |(?P<FAMILY>kk{_OWN}|kartu\s+keluarga)
    |(?P<NIP>nip{_OWN}|nipppk|nrp|ni\s*pppk)
    |(?P<NRK>nrk{_OWN})
    |(?P<NPWP>npwp{_OWN})
    |(?P<INSURANCE>bpjs|jkn|kis|kpj)
    |(?P<ACCOUNT>no\W?rek|rek|rekening{_OWN}|va|virtual\s+account|bca|bri|bni|btn|bsi|mandiri|bank\s+dki)
    |(?P<PASSPORT>paspor{_OWN}|passport)
    |(?P<CARD>kartu|atm|e-?money)
    |(?P<OTHER>sim|nisn|nuptk)
    |(?P<PHONE>hp{_OWN}|wa|whats?app?|telp|tlp|telepon|telpon|tel|phone|ponsel|kontak|fax|hubungi|sms)
    )(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
NOBODY = "nobody"
"""The clue of a number that belongs to nobody."""
_REACH = 40
"""Characters before a number in which a word may say what it is."""
_BETWEEN = re.compile(r"[^\d\[\]\n]*")
_TOLD: dict[Kind, tuple[int, ...] | range] = {
    Kind.NIK: range(12, 19),
    Kind.FAMILY: range(12, 19),
    Kind.NIP: (9, *range(15, 20)),
    Kind.NRK: (6,),
    Kind.NPWP: range(14, 17),
    Kind.INSURANCE: range(11, 14),
    Kind.ACCOUNT: range(8, 19),
    Kind.PASSPORT: range(6, 9),
    Kind.CARD: range(12, 20),
    Kind.OTHER: range(8, 17),
    Kind.PHONE: range(7, 14),
}
"""How many digits a number may have whose kind a word before it tells. A NIP had 9 until 2008."""
_MONEY_BEFORE = re.compile(r"(?:rp|idr|usd|\$)\.?\s?$", re.IGNORECASE)
_MONEY_BEHIND = re.compile(r"\s?(?:,-|rupiah\b|ribu\b|juta\b|jt\b|rb\b|mil[iy]ar\b|triliun\b)", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<!\d)0[.,]$")
_PUBLIC = re.compile(r"1500\d{3}|0?80\d+")
"""Call centres and numbers that cost the caller nothing."""


def clue_before(text: str, start: int) -> Kind | str | None:
    """What the nearest word before a number says it is: a kind, `NOBODY`, or None. Other digits end the search."""
    found = None
    for found in _CLUES.finditer(text, max(0, start - _REACH), start):  # noqa: B007 - the last one counts
        pass
    if found is None or found.lastgroup is None or not _BETWEEN.fullmatch(text, found.end(), start):
        return None
    return NOBODY if found.lastgroup == NOBODY else Kind[found.lastgroup]


def admits(clue: Kind | str | None, digits: Digits) -> bool:
    """Whether a number may be what the word before it says."""
    if not isinstance(clue, Kind) or len(digits.text) not in _TOLD[clue] or digits.is_day or not digits.uniform:
        return False
    return clue is not Kind.PHONE or not _PUBLIC.fullmatch(digits.text)


def follows_money(text: str, start: int) -> bool:
    """Whether a currency stands right before a number."""
    return bool(_MONEY_BEFORE.search(text, max(0, start - 5), start))


def is_money_behind(text: str, end: int) -> bool:
    """Whether "rupiah", "juta" and the like stand right behind a number."""
    return bool(_MONEY_BEHIND.match(text, end))


def is_fraction(text: str, start: int) -> bool:
    """Whether a number is the fraction of another that begins with `0.` or `0,`."""
    return bool(_DECIMAL.search(text, max(0, start - 2), start))
