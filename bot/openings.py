"""OPENINGS: what a message of a forum begins with before it says anything: greetings, names, "ijin berbagi"."""

from __future__ import annotations

import re

_PERSON = (
    r"(?:bapak|bapa|bpk|pak|ibu|bu|rekan|te?m[ae]n|kawan|sobat|saudara|kak|kakak|mas|mbak|mimin|min|admin|semua(?:nya)?|"
    r"sekalian|guys|lurah|camat|kadis|ketua|kabid|kasi|sejawat|forum|grup|yth|dan|ya|nih)(?:2|²)?(?:-\w+)?"
)
_PEOPLE = rf"{_PERSON}(?:[\s/&]+{_PERSON})*\b"
_END = r"(?=\s*(?:[,.!:;\n]|$))"
_VERB = (
    r"(?:(?:ber|mem)?bagi(?:kan)?|share|sharing|(?:ber)?cerita|menceritakan|menambahkan|nambah\w*|tambahan|info\w*|"
    r"(?:ber)?tanya|menyampaikan|melaporkan(?=\s+(?:praktik|pengalaman|hasil|kegiatan)))"
)
_MORE = (
    rf"(?:{_VERB}|{_PERSON}|sedikit|sekilas|singkat|pengalaman|praktik|baik|dulu|sekaligus|juga|tips|pengetahuan|soal|"
    r"tentang|mengenai|bahwa)"
)
_THANKED = r"(?:sebelumnya|mengganggu|banyak|atas|untuk|info\w*|ilmu\w*|sharing\w*|masukan\w*)"
_WISH = r"(?:mohon|minta|i[zj]in(?:kan)?|mau|pengen|ingin|numpang|boleh|sekadar|sekedar|sedikit|cuma)"
_OFFICE = r"(?:tempat|kantor|kelurahan|kecamatan|puskesmas|unit|dinas|sudin|loket|rumah sakit|sekolah|wilayah|instansi)"
AT_OURS = rf"di\s+{_OFFICE}(?:\s+\w+)?\s+(?:kami|kita|saya)\b"
_OPENING = re.compile(
    "|".join(
        (
            r"ass?ala\S*(?:\s+(?:'?alaikum|wr\b\.?|wb\b\.?|warahmatullahi|wabarakatuh))*",
            r"bismillah\w*|om swastiastu|shalom|punten|permisi|ha(?:l|ll)o+|hai+|hi\b|hello",
            r"salam(?:\s+(?:sehat|sejahtera|hormat|sukses|prima))+",
            r"(?:selamat|met)\s+(?:pagi|siang|sore|malam)\b",
            rf"(?:pagi|siang|sore|malam)\b(?:{_END}|(?=\s+{_PEOPLE}{_END}))",
            rf"(?:terima ?kasih|makasih|trims|maaf|mohon maaf)\b(?:\s+(?:{_THANKED}|{_PERSON}))*{_END}",
            rf"(?:{_WISH}\s+)+{_VERB}\b(?:\s+{_MORE}\b)*",
            rf"(?:(?:mohon|minta)\s+)?i[zj]in\b(?:\s+{_PEOPLE})?{_END}",
            rf"{_VERB}\b(?:\s+(?:{_MORE}|dari|di|grup|sebelah)\b)*{_END}",
            rf"{_PEOPLE}{_END}",
            rf"(?:nah|jadi|oh ya|oya|begini|gini)\b{_END}",
            r"(?:ini|berikut)(?:\s+ini|\s+adalah)?(?=\s+(?:cara|tips|kiat|pengalaman|langkah|alur|contoh)\b)",
            r"(?:pengalaman|cerita)\s+(?:saya|kami)(?=\s+me\w)",
        )
    ),
    re.IGNORECASE,
)
_OURS = re.compile(rf"{_OPENING.pattern}|{AT_OURS}(?:\s+(?:juga\s+)?begitu\b)?", re.IGNORECASE)
_AFTER_HELLO = re.compile(rf"{_PEOPLE}", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[,.!;:…]|[^\w\s#*_>`\"“‘'(\[-]|\s)+")


def without_openings(text: str) -> str:
    """The text from where it says something; as it is if it says nothing else."""
    return _opened(text, _OURS)


def without_greetings(text: str) -> str:
    """The same, but it still tells where that is done which it says; with a capital at its beginning."""
    rest = _opened(text, _OPENING)
    return rest if rest == text.strip() else rest[:1].upper() + rest[1:]


def _opened(text: str, opening: re.Pattern[str]) -> str:
    place, greeted = 0, False
    while True:
        place = _skipped(_BETWEEN, text, place)
        after = _skipped(opening, text, place)
        if after == place and greeted:
            after = _skipped(_AFTER_HELLO, text, place)
        if after == place:
            break
        place, greeted = after, after > place
    rest = text[place:]
    return rest if re.search(r"\w", rest) else text.strip()


def _skipped(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
