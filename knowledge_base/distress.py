"""Does somebody say of themselves that they do not want to live? Then no note is the answer, and no silence either."""

from __future__ import annotations

import re

_WISH = r"(?:pe?ngen|p[ei]ngin|pgn|ingin|kepengen|kepingin|mending(?:an)?|lebih baik|mau|mw|kepikiran|niat|berniat)"
_END = r"(?:bunuh diri|bundir|(?:meng|ng)?akhir[ei]?n? hidup\w*|mati (?:aja|saja|aj|rasanya)|suicide)"
_SELF = r"(?:saya|aku|aq|gw|gue|gua|i)(?: (?:udah|sudah|cuma|rasanya|pun|capek|cape|lelah|banget|bgt)){0,4}"
_NO = r"(?:(?:tidak|tak|ga|gak|nggak|ngga|enggak) (?:mau|ingin|pe?ngen|sanggup|kuat)|gamau|males|malas)"
_SAID = re.compile(
    rf"\b{_WISH}(?: banget| bgt| rasanya)? {_END}\b"
    rf"|\b{_SELF} (?:pe?ngen|p[ei]ngin|pgn|ingin|kepengen) (?:banget |bgt )?mati\b"
    rf"|\b{_NO} hidup lagi\b"
    r"|\b(?:i )?(?:want|wanna) (?:to )?(?:die|kill myself)\b"
)
_OTHERS = re.compile(
    r"\b(?:warga(?:nya)?|pemohon|pengunjung|tamu|orang(?:nya)?|dia|ia|beliau|mereka|temen|teman|kawan|rekan|kolega|staf|"
    r"pegawai|bawahan|atasan|anak|bapak|bapak2|ibu|ibu2|pasien|tetangga|korban|pelapor|siswa|"
    r"lampu|listrik|genset|hp|ponsel|komputer|laptop|pc|printer|mesin|server|aplikasi|ac|wifi|internet|motor|mobil)\b"
)
"""Who or what else is spoken of: a visitor who wants to die is a matter of work, and is searched for."""
_REPORTED = re.compile(r"\b(?:bilang|ngomong|berkata|kata(?:nya)?|teriak\w*|\w*anc[ae]m|curhat|nulis|menulis|cerita)\b")
_OF_MYSELF = re.compile(rf"\b{_SELF} (?:{_WISH}|{_NO})\b")


def in_distress(text: str) -> bool:
    """Whether a message says that its writer wants to die."""
    words = " ".join(re.findall(r"[^\W_]+", text.lower()))
    if not _SAID.search(words) or _REPORTED.search(words):
        return False
    return bool(_OF_MYSELF.search(words)) or not _OTHERS.search(words)
