"""Does somebody say of themselves that they do not want to live? Then no note is the answer, and no silence either."""

from __future__ import annotations

import re

_WISH = r"(?:pe?ngen|p[ei]ngin|pgn|ingin|kepengen|kepingin|mending(?:an)?|lebih baik|mau|mw|kepikiran|niat|berniat)"
_END = r"(?:bunuh diri|bundir|(?:meng|ng)?akhir[ei]?n? hidup\w*|mati (?:aja|saja|aj|rasanya)|suicide)"
_SELF = r"(?:saya|aku|aq|gw|gue|gua|w|i)"
_SAID = re.compile(
    rf"\b{_WISH}(?: banget| bgt| rasanya)? {_END}\b"
    rf"|\b{_SELF} (?:udah |sudah |cuma |rasanya |pun )*(?:pe?ngen|p[ei]ngin|pgn|ingin|kepengen) (?:banget |bgt )?mati\b"
    r"|\b(?:tidak|tak|ga|gak|nggak|ngga|enggak|gamau|males) ?(?:mau|ingin|pe?ngen|sanggup|kuat)? hidup lagi\b"
    r"|\b(?:i )?(?:want|wanna) (?:to )?(?:die|kill myself)\b"
)
_OTHERS = re.compile(
    r"\b(?:warga(?:nya)?|pemohon|pengunjung|tamu|orang(?:nya)?|dia|ia|beliau|mereka|temen|teman|kawan|rekan|kolega|staf|"
    r"pegawai|bawahan|atasan|anak|bapak|bapak2|ibu|ibu2|pasien|tetangga|korban|pelapor|siswa|(?:meng?|ng)?ancam)\b"
)
"""Who else is spoken of: a visitor who threatens to die is a matter of work, and is searched for."""


def in_distress(text: str) -> bool:
    """Whether a message says that its writer wants to die."""
    words = " ".join(re.findall(r"[^\W_]+", text.lower()))
    return bool(_SAID.search(words)) and not _OTHERS.search(words)
