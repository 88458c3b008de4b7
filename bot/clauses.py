"""CLAUSES: the words that tell whether a clause names a thing, or what is done with it; its verb to ask with."""

from __future__ import annotations

import re

from bot.openings import IF

_NOT_DOING = (
    r"(?:me(?:reka|nurut|ski\w*|mang|lalui|nit|ngapa|sin|dia|tode|rah|ja|rupakan|njadi|njelang|miliki|rasa\w*|"
    r"ndapat\w*|lihat|ngalami|ngetahui|ngerti|mahami|ngira|nurun\w*|ningkat|nunggu|nyadari|mpunyai|mbutuhkan|merlukan|lewati)|"
    r"ber(?:apa|kas|ita|laku|upa|arti|sama|ikut\w*|bagai|dasar\w*)|beberapa)\b"
)
"""What has a verb's beginning, but names nothing that one does and can be asked how."""
DO = rf"(?!{_NOT_DOING})(?:me[lmnrwy]\w{{3,}}|ber\w{{4,}})(?<!nya)\s+\w"
DOING = re.compile(rf"(?i){DO}")
"""A thing that one does: "menyapa warga"."""
PASSIVE = r"di(?!fabel|gital|nas|sabilitas|sposisi)[a-z]{4,}"
"""What is done with something."""
NO_THING = (
    r"(?:yang|yg|tidak|belum|bukan|jangan|hanya|cuma|sudah|masih|akan|mau|ingin|bisa|boleh|perlu|harus|pas|saat|sedang|lagi|"
    r"dulu|sekarang|jadi|maka|setiap|tiap|semua|untuk|utk|bagi|buat|dari|di|ke|pada|dengan|tanpa|dalam|sampai|lewat|sebelum|"
    r"setelah|sejak|selama|menurut|soal|saja|memang|ternyata|terlalu|lebih|kurang|sempat|sampe|dia|mereka|seperti|ada\s+apa|"
    r"\w+nya|\d\S*|(?!meja|mesin|media|menit|menteri)me\w{4,}|(?!berkas|berita)ber\w{4,}|"
    rf"{IF}|{PASSIVE})"
)
"""What no thing's name begins with."""
STEMS = frozenset(
    (
        "layani dampingi tangani atur jawab simpan catat pisahkan panggil periksa hubungi ajari latih susun hadapi"
        " tolak kelola antar arahkan bagi bagikan hitung kumpulkan laporkan umumkan sampaikan jadwalkan nilai"
        " bersihkan tempel ganti reset kelompokkan sapa sambut ingatkan rapikan musnahkan lindungi cegah kurangi gilir"
    ).split()
)
"""Verbs that need nothing behind them when one asks how something is done."""
NOUNS = frozenset("antar bagi jawab nilai tempel".split())
"""Those of them that mean something else at the beginning of a sentence."""
SPOKEN = {"pisah": "pisahkan", "cek": "periksa", "kumpulin": "kumpulkan"}
"""How people shorten some of them."""
_NASAL = {"k": "ng", "t": "n", "s": "ny", "p": "m"}


def active(stem: str) -> str:
    """A verb as one who does it says it ("layani", "melayani"); empty for one that is not known."""
    stem = SPOKEN.get(stem, stem)
    if stem not in STEMS:
        return ""
    first = stem[0]
    if first in _NASAL:
        return f"me{_NASAL[first]}{stem[1:]}"
    prefixes = {"meng": "aeioughx", "mem": "bfv", "men": "cdjz"}
    return next((prefix for prefix, letters in prefixes.items() if first in letters), "me") + stem
