"""HEADLINE: what a note made from a text is called."""

from __future__ import annotations

import re

from bot.clauses import DO, DOING, PASSIVE
from bot.markup import plain_text, to_html
from bot.message import shortened
from bot.openings import AT_OURS, IF, WE, without_openings
from bot.seeking import in_formal, named, sought
from knowledge_base.chunk import sentences_of
from knowledge_base.note import HEADING, TITLE_LIMIT

HEADLINE = 80
"""Characters up to which a first line by itself is a heading."""
TITLE, LONGEST = 70, 90
"""Characters of a title that is made from a sentence, and of one that has no border before."""
FEWEST = 3
"""Words of a clause that can be a title."""
FIRST = 4
"""Words at the beginning of a sentence in which somebody stands who was named before."""
LINES_READ = 8
"""Lines of a text in which a sentence is looked for that can be a title."""
FOLLOWS = re.compile(
    r"(?i)(?:lalu|kemudian|(?:setelah|sesudah|sejak|karena|selain) itu|jadi|sehingga|karena|supaya|tapi|tetapi|juga|"
    r"itu|ini|mereka|(?!se\w+nya|biasanya|akhirnya)\w+nya)\b"
)
"""What only goes on from a sentence before."""
MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|>)\s+")
BOLD = re.compile(r"\*\*[^*]+\*\*:?")
"""A line that is bold as a whole is a heading."""
BORDER = re.compile(
    r"\s*[,;–—(]|\s+(?=(?:dan|lalu|supaya|agar|sejak|karena|sehingga|kemudian|serta|tapi|tetapi|jadi|dengan|selama|"
    r"setelah|sesudah|sebelum|sampai|yang|untuk|pukul|mulai)\s)"
)
"""Where a sentence can end early and still be one."""
STORY = (
    r"(?:(?:kemarin|tadi|barusan|hari ini|minggu lalu|bulan lalu|waktu itu|pernah|suatu hari|beberapa waktu lalu)"
    r"(?:\s+(?:pagi|siang|sore|malam))?[,\s]+)"
)
"""How one begins to tell what happened once."""
STORY_TOLD = re.compile(rf"(?i){STORY}\w")
SEEKS = re.compile(
    rf"(?i)(?:gimana|gmn|bagaimana)\s+(?:(?:ya|sih)\s+)?(?=(?:{IF}|cara(?:nya)?|me[lmnrwy]\w+|n[gy]\w{{3,}})\s+\w)"
)
"""What stands before the thing that somebody looks for."""
_ASK = r"(?:apa saja|apa|siapa|kapan|berapa|di mana)"
ASKS = re.compile(
    rf"(?i)(?!.*\bada y(?:an)?g\b)(?:(?:bagaimana|gimana|gmn|apakah|{_ASK}|mengapa|kenapa|bolehkah|bisakah)\b.*|"
    rf".*\s{_ASK}(?:\s+(?:ya|sih))?)\?$"
)
"""A question that is one by its words, not by its tone, and that is not about who knows."""
SERVED = re.compile(
    rf"(?i)(?:untuk|bagi|terhadap|{STORY}(?:(?:di sini|kami|saya)\s+)?(?:ada|kedatangan|didatangi|melayani|menerima))"
    r"\s+((?:seorang\s+|para\s+)?(?:warga|pasien|pemohon|lansia|tamu|pengunjung|bapak|ibu|penyandang|masyarakat|"
    r"orang|anak|difabel|pelapor|pelanggan|peserta)(?:2|²)?\b.*)"
)
_BY_US = re.compile(rf"(?i)(?<!\byang)(?<!\byg)\s+{WE}\b")
"""What we do for those who are served."""
WE_DO = re.compile(rf"(?i){WE}\s+(?:(?:selalu|biasanya|juga|sudah|sekarang)\s+)*(?={DO})(me.*)")
CASE = re.compile(rf"(?i){IF}\b")
ACCORDING = re.compile(r"(?i)(?:menurut|sesuai|berdasarkan|kata)\s+[^,]+,\s*")
WHAT_NOW = re.compile(r"(?i),?\s*(?:gimana|gmn|bagaimana)(?:\s+(?:ya|yah|nih|sih|caranya))*\s*\?$")
"""What asks about a case that was told."""
OURS = re.compile(rf"(?i)\s+{AT_OURS}")
_FOR = re.compile(r"(?i)(?:untuk|utk|buat|bagi|dengan|soal)\s+(?!(?:yang|yg|itu|ini)\b)(\w[^,]+),")
"""What a sentence is for, as it says at its beginning."""
_LEADS = re.compile(
    r"(?i)^(?:setelah|sesudah|sebelum|saat|selama|sejak|dari|di|pada|untuk|buat|bagi|agar|supaya|biar|tahun|bulan|"
    rf"mengingat|mengenai|waktu {WE})\b[^,]*,\s*"
    r"(?=\w+\s+[^\W\d_]+(?:-[^\W\d_]+)?\s+\w)"
)
"""What a sentence begins with before it says anything, when it is too long for a title."""
_QUOTES = re.compile(r"(?i)\s+(?:dengan\s+)?(?:kalimat|kata-kata|ucapan|begini|berikut)(?:\s+(?:ini|begini))?$")
"""What only announces what stands behind a colon."""
_ANNOUNCES = re.compile(
    r"(?i)(?:(?:ada|punya|pakai|coba)\s+)+(?:cara|trik|tips|kiat|kebiasaan|aturan|ide)\b"
    r"(?:\s+(?:sedikit|agak|yang|beda|sendiri|lain|baru|khusus|sederhana|mudah|ampuh|begini))*"
)
"""What tells that something comes, not what."""
_SIGNS = re.compile(r"[^\w\s)\]\"'”’%?!.,:;]+\s*$")
"""What pictures a line ends with."""
_NAMED_AFTER = re.compile(
    r"(?i)(?:(?:untuk|utk|buat|kalau|kalo)\s+)?(?P<of>\w[^,]*?),?\s+"
    r"(?P<what>syarat|persyaratan|cara|alur|prosedur|langkah|biaya|jadwal|jam|berkas|contoh)nya"
)
"""A name that follows on what it belongs to."""
_SOMEBODY = re.compile(r"(?i)\b(?:dia|beliau|mereka)\b")
_NUMBER_ENDS = re.compile(r"(?<=\d\.)\s+(?=[A-Z])")
_DOES = re.compile(
    rf"(?i)(?:me|ber|ter)\w{{4,}}|{PASSIVE}|"
    r"lupa|datang|minta|tidak|belum|mau|ingin|salah|marah|kehilangan|punya|sakit|hanya|pingsan|jatuh|nangis|protes|bingung"
)
"""What those who are served did, or what they are like."""


def title_of(markdown: str) -> str:
    """The heading, a short first line, or what the first sentence tells; empty for a text without words."""
    lines = [line for line in without_openings(markdown).split("\n") if re.search(r"\w", line)]
    heading = next((found[2] for line in lines if (found := HEADING.match(line)) and found[2]), "")
    first = line_of(heading or (lines[0] if lines else ""))
    names = not (STORY_TOLD.match(first) or first.endswith("?"))
    if heading or (names and len(first) <= HEADLINE and len(lines) > 1 and len(sentences_in(first)) == 1):
        return shortened(capital(_name(first)), TITLE_LIMIT)
    said = [each for line in lines[:LINES_READ] for each in sentences_in(line_of(line))]
    told = [sought(without_openings(each)) for each in said]
    fallback = next((sentence for sentence in told if len(re.findall(r"\w+", sentence)) >= FEWEST), "")
    return capital(in_formal(_told(next(filter(_names, told), fallback))))


def sentences_in(line: str) -> list[str]:
    """A line's sentences; one may end with a number."""
    return [each.strip() for whole in sentences_of(line) for each in _NUMBER_ENDS.split(whole) if each.strip()]


def clause_of(sentence: str, limit: int = TITLE) -> str:
    """A sentence up to the last border within the limit that leaves a whole clause; empty where there is none."""
    if len(sentence) <= limit:
        return sentence
    borders = [border.start() for border in BORDER.finditer(sentence[: limit + 1])]
    clauses = [clause for end in borders if len((clause := sentence[:end]).split()) >= FEWEST]
    commas = [clause for clause in clauses if sentence[len(clause) :].lstrip()[:1] in {",", ";", "–", "—", "("}]
    return (commas or clauses or [""])[-1]


def _name(line: str) -> str:
    """A first line as a name: "utk surat nikah syaratnya:" is "syarat surat nikah"."""
    name = _SIGNS.sub("", line).rstrip(" :.;,")
    found = _NAMED_AFTER.fullmatch(name)
    return f"{found['what']} {found['of']}" if found else name


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def plain(markdown: str) -> str:
    """Markdown as a line of plain text."""
    return " ".join(plain_text(to_html(markdown)).split())


def line_of(markdown: str) -> str:
    """A line without the sign of a heading or a list, as plain text."""
    heading = HEADING.match(markdown)
    return plain(heading[2] if heading else MARK.sub("", markdown))


def _names(sentence: str) -> bool:
    """Whether a sentence can name a note: it is no question but for a way, and no story but of somebody served."""
    asks = named(sentence).endswith("?") and not (
        SEEKS.match(sentence) or WHAT_NOW.search(sentence) or ASKS.match(sentence)
    )
    story = STORY_TOLD.match(sentence) and not SERVED.match(sentence)
    goes_on = FOLLOWS.match(sentence) or _SOMEBODY.search(" ".join(sentence.split()[:FIRST]))
    return len(re.findall(r"\w+", sentence)) >= FEWEST and not (asks or story or goes_on)


def _told(sentence: str) -> str:
    """What a sentence tells, short enough for a title."""
    whole = ACCORDING.sub("", OURS.sub("", WHAT_NOW.sub("", named(sentence.rstrip(".:;,! ")))), count=1)
    whole = capital(SEEKS.sub("", whole, count=1).rstrip("? ")) if SEEKS.match(whole) else whole
    head, colon, rest = whole.partition(": ")
    if colon:
        names = (len(head.split()) >= FEWEST or DOING.match(head)) and not _ANNOUNCES.fullmatch(head)
        whole = _QUOTES.sub("", head) if names else rest
    clause = whole.partition(",")[0]
    if CASE.match(whole) and len(clause.split()) >= FEWEST:
        return clause if len(clause) <= LONGEST else _short(clause)
    if served := SERVED.match(clause):
        return _short(f"Melayani {_who(_BY_US.split(served[1])[0])}")
    if (meant := _FOR.match(whole)) and len(meant[1].split()) >= FEWEST:
        return _short(meant[1])
    whole = _LEADS.sub("", whole, count=1) if len(whole) > TITLE else whole
    doing = WE_DO.match(whole)
    return _short(doing[1] if doing else whole)


def _who(served: str) -> str:
    """Those who were served, with a "yang" before what they did."""
    words = served.split()
    verb = next((place for place, word in enumerate(words) if place and _DOES.fullmatch(word)), 0)
    named = not verb or "yang" in words[:verb] or "yg" in words[:verb]
    return served if named else " ".join((*words[:verb], "yang", *words[verb:]))


def _short(text: str) -> str:
    return clause_of(text) or (text if len(text) <= LONGEST else shortened(text, TITLE))
