"""OPENINGS: what a message of a forum begins with before it says anything: greetings, names, "ijin berbagi"."""

from __future__ import annotations

import re

WE = r"(?:kami|kita|saya)"
"""Who tells."""
IF = r"(?:kalau|kalo|klo|bila|jika|apabila|ketika)"
"""How a case begins."""
NOT = r"(?:tidak|tdk|enggak|engga|nggak|ngga|gak|ga|gk|kah)"
"""What makes a yes or no of a question, also at its end."""
PERSON = (
    r"(?:bapak|bapa|bpk|pak|ibu(?!\s+(?:hamil|menyusui|nifas))|bu|rekan|te?m[ae]n|kawan|sobat|saudara|dong|"
    r"kak|kakak|mas|mbak|mba|gan|agan|bang|bro|sis|suhu|mimin|min|admin|all|semua(?:nya)?|sekalian|guys|lurah|camat|kadis|ketua|kabid|kasi|sejawat|forum|grup|yth|dan|ya|nih)(?:2|²)?(?:-\w+)?"
)
_NAME = r"(?-i:[A-Z]\w+)"
_PEOPLE = rf"{PERSON}(?:[\s/&]+{PERSON})*\b"
_VERB = (
    r"(?:(?:ber|mem)?bagi(?:kan)?|share|sharing|(?:ber)?cerita|menceritakan|menambahkan|nambah\w*|tambahan|info\w*|"
    r"(?:ber)?tanya|nanya|menyampaikan|melaporkan(?=\s+(?:praktik|pengalaman|hasil|kegiatan)))"
)
_WISH = (
    r"(?:mohon|mhn|minta|i[zj]in(?:kan)?|mau|pengen|ingin|numpang|boleh|sekadar|sekedar|sedikit|cuma|perkenankan saya)"
)
_END = (
    r"(?=\s*(?:[^\w\s(\"'“‘/&-]|\n|$|(?:gimana|gmn|bagaimana|ada\s+y(?:an)?g)\b|"
    rf"{_WISH}\s+(?:{_VERB}|tahu|tau)\b))"
)
_MORE = (
    rf"(?:{_VERB}|{PERSON}|sedikit|dikit|sekilas|singkat|pengalaman|praktik|baik|dulu|sekaligus|juga|tips|pengetahuan|soal|"
    r"tentang|mengenai|bahwa)"
)
_THANKED = r"(?:sebelumnya|mengganggu|waktu\w*|banyak|atas|untuk|info\w*|ilmu\w*|sharing\w*|masukan\w*)"
_AGREES = r"(?:betul|setuju|sepakat|sependapat|iya+|yup|yap)(?:\s+(?:sekali|banget|bgt|juga))?\b"
_CALLED = rf"(?:(?:dengan|dgn|sama|kata)\s+)?(?:{_PEOPLE}(?:\s+{_NAME}){{0,2}}|{_NAME}|@\w+)"
_SEEKER = (
    r"(?:yang|yg)\s+(?:\w+\s+){0,2}?(?:ber)?(?:tanya|nanya|usul|cerita)(?:in|kan)?\b(?:\s+(?:tadi|kemarin|barusan))?"
)
_FOR = rf"(?:untuk|utk|buat|bagi|kepada|kpd)\s+{_PEOPLE}"
_OFFICE = (
    r"(?:ke[lc]\.|tempat|kantor|kelurahan|kecamatan|puskesmas|unit|dinas|sudin|loket|rumah sakit|sekolah|wilayah|"
    r"instansi|samsat|terminal|pasar|perpustakaan|posyandu|rptra|poli|bidang|seksi)"
)
AT_OURS = rf"di\s+{_OFFICE}(?:\s+\w+)?\s+{WE}\b"
_NO_CASE = (
    rf"(?:{AT_OURS}|di\s+(?:sini|{WE})\b|(?:di\b[^,.]*\s{WE}|menurut\b[^,.]*|dulu\b[^,.]*),|"
    rf"{WE}\s+(?:perhatikan|lihat|bilang|pikir|ingat|rasa|amati)\b|"
    rf"(?:boleh|bisa|memungkinkan|mungkin)\b(?:\s+(?:usul|saran|tahu))?|"
    rf"{WE}(?:\s+(?:sih|mah|pribadi))?,|(?=(?:untuk|utk|bagi|buat|soal)\b|{WE}\s+(?:sih|mah|biasa\w*)\b))"
)
"""What follows on "kalau" where that begins no case: "kalau di tempat kami, …", "kalau menurut saya, …"."""
_OPENING = re.compile(
    "|".join(
        (
            rf"(?:kepada\s+)?yth\b\.?(?:\s+{_PEOPLE}(?:\s+(?-i:se-|di\s|dan\s)?(?-i:[A-Z])[\w/-]*)*{_END})?",
            r"ass?ala\S*(?:\s+(?:'?alaikum|wr\b\.?|wb\b\.?|warahmatullahi|wabarakatuh))*",
            r"bismillah\w*|om swastiastu|shalom|punten|permisi|ha(?:l|ll)o+|hai+|hi\b|hello",
            r"salam(?:\s+(?:sehat|sejahtera|hormat|sukses|prima))+",
            r"(?:selamat|semangat|met)\s+(?:pagi|siang|sore|malam)\b",
            rf"(?:pagi|siang|sore|malam)\b(?:{_END}|(?=\s+{_PEOPLE}{_END}))",
            rf"(?:terima ?kasih|makasih|trims|maaf|mohon maaf)\b(?:\s+(?:{_THANKED}|{PERSON}|{_NAME}))*{_END}",
            rf"(?:{_WISH}\s+)+{_VERB}\b(?:\s+{_MORE}\b)*(?:\s+dari\s+[^.,:;\n]+{_END})?",
            rf"boleh\s+(?:tahu|tau)\b(?:\s+(?:{NOT}|{PERSON}|soal|tentang)\b)*(?=[\s,]+\w)",
            rf"(?:mohon|mhn|minta|butuh)\s+(?:pencerahan|bantuan|arahan|petunjuk|masukan)(?:nya)?\b(?:\s+{_PEOPLE})?{_END}",
            r"kira(?:2|-kira)\b(?=[^.!]*\?)",
            rf"(?:(?:mohon|minta)\s+)?i[zj]in\b(?:\s+{_PEOPLE})?{_END}",
            rf"{_VERB}\b(?:\s+(?:{_MORE}|dari|di|grup|sebelah|aja|saja)\b)*{_END}",
            rf"{_PEOPLE}(?:\s+{_NAME}|\s+yang\s+(?:saya|kami)?\s*(?:ter)?hormati)?{_END}",
            rf"(?:perkenalkan,?\s+)?(?:nama\s+)?saya\s+{_NAME}(?:\s+{_NAME})?\s+dari\s+[^.,:;\n]+{_END}",
            rf"dear\b(?:\s+{_NAME}{_END})?|fyi\b|btw\b|guys\b|@(?:all|semua|everyone)\b|i[zj]in\s+lapor\b(?:\s+(?:ndan|komandan)\b)?|alhamdulillah\b",
            r"wa\s?'?alaikum\S*(?:\s+(?:salam\b|wr\b\.?|wb\b\.?|warahmatullahi|wabarakatuh))*",
            rf"@\w{{3,}}(?={_END}|\s+(?:(?-i:[A-Z])|(?:{WE}\s+)?{_AGREES}))",
            rf"{_FOR}(?:\s+{_NAME}){{1,2}}{_END}",
            rf"{_FOR}(?:\s+{_NAME}){{0,2}}\s+{_SEEKER}(?:{_END}|\s+(?:soal|tentang|ttg|mengenai)\b)",
            rf"(?:di)?mohon\s+perhatian\w*{_END}",
            r"dengan\s+hormat\b|pengumuman\b(?=\s*[:\n!])",
            r"(?:bersama ini\s+)?(?:kami|saya)?\s*(?:di)?sampaikan\b(?:\s+kepada\s+[^.,:;\n]+?)?\s+(?:bahwa|agar)\b",
            rf"(?:mohon|tolong)\s+(?:di)?bantu\s+sebar\w*{_END}",
            rf"(?:untuk|buat|bagi)\s+(?:rekan|te?m[ae]n|kawan)\S*(?:\s+(?:di|yang)\s+[^.,:;\n]+)?{_END}",
            rf"(?:nah|jadi|oh ya|oya|begini|gini|intinya|satu lagi)\b(?:\s+(?:begini|gini)\b)?{_END}",
            rf"(?:nah|jadi)\b(?=\s+(?:{IF}|intinya|begini|untuk|utk|buat)\b)",
            r"(?:ini|berikut)(?:\s+ini|\s+adalah)?(?=\s+(?:cara|tips|kiat|pengalaman|langkah|alur|contoh)\b)",
            r"(?:terkait|menjawab|menanggapi|menyambung)\s+(?:pertanyaan|diskusi|pesan|obrolan|cerita|usul\w*)\b[^,.\n]*,",
            rf"(?:(?:ber)?bagi\s+)?(?:pengalaman|cerita)(?:\s+{WE})?(?=\s+me\w)",
        )
    ),
    re.IGNORECASE,
)
_OURS = re.compile(
    "|".join(
        (
            _OPENING.pattern,
            rf"{AT_OURS}(?:\s+(?:juga\s+)?begitu\b)?|{IF}\s+{_NO_CASE}",
            rf"{WE}\s+di\s+{_OFFICE}(?:\s+{_NAME}){{1,2}}\s+(?=\w)",
            r"@\w{3,}\b(?!\s+(?:adalah|merupakan|itu|punya)\b)",
            rf"di\s+{WE}\s+(?:juga\s+)?(?:be)?gi(?:tu|ni)\b",
            rf"(?:saran|usul|pendapat)\s+{WE}\b(?:\s+(?:sih|mah|pribadi))?\s*[,:]",
            rf"(?:(?:{WE}|{_CALLED})\s+(?:juga\s+)?)?{_AGREES}(?:\s+{_AGREES})*(?:\s+{_CALLED})?{_END}",
            rf"(?:siap|oke?|okay|noted|baik|sip|mantap)\b(?:\s+siap\b)?(?:\s+{_CALLED})?{_END}",
            rf"(?:{_VERB}|pengalaman|praktik)\b(?:\s+{WE})?\s+(?:dari|di)\s+[^,:;\n]{{1,60}}[,:]",
            rf"(?:pengalaman|cerita|praktik)\s+{WE}\s*:",
        )
    ),
    re.IGNORECASE,
)
"""The same, and what only says whose words these are, or that somebody agrees."""
_AFTER_HELLO = re.compile(rf"{_PEOPLE}", re.IGNORECASE)
_CALLS = re.compile(
    rf"(?:\s*,|\s)\s*(?:ya+h?|sih|nih|dong)\b(?:[\s,]+{_PEOPLE}(?:\s+{_NAME})?)*\s*\?*$|"
    rf"\s*,\s*{_PEOPLE}(?:\s+{_NAME})?\s*\?*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[,.!;:…]|[^\w\s#@*_>`\"“‘'(\[-]|\s)+")


def without_openings(text: str) -> str:
    """The text from where it says something; as it is if it says nothing else."""
    return _opened(text, _OURS)


def without_greetings(text: str) -> str:
    """The same, but it still tells where that is done which it says; with a capital at its beginning."""
    rest = _opened(text, _OPENING)
    return rest if rest == text.strip() else rest[:1].upper() + rest[1:]


def without_calls(question: str) -> str:
    """A question without whom it calls at its end ("ya bapak/ibu"); with its sign."""
    return _CALLS.sub("", question.strip()).rstrip("? ") + "?"


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
