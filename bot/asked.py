"""ASKED: the questions that a text answers, made only of words that make a sentence; rather none than nonsense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.headline import IF, SEEKS, SERVED, WE_DO, WHAT_NOW, clause_of, line_of, plain, title_of
from bot.openings import without_openings
from knowledge_base.chunk import sentences_of
from knowledge_base.note import HEADING, QUESTION_LIMIT

QUESTIONS = 3
SENTENCES = 12
"""Sentences of a text that are read for questions."""
LONGEST = 90
"""Characters of what a question is made from."""
FEWEST = 3
"""Words of a question."""
_ASKS = re.compile(
    r"(?i)(?:bagaimana|gimana|gmn|apa|apakah|apa saja|siapa|kapan|berapa|mengapa|kenapa|di mana|bolehkah|bisakah)\b"
)
_CASE = re.compile(rf"(?i)\b({IF}\s+[^,.:;!?\n]+)")
_WAY = re.compile(r"(?i)(?:cara|tata cara|alur|prosedur|proses|mekanisme|aturan|teknik|strategi|pembagian)\s+(?!di\b)")
_SEVERAL = re.compile(
    r"(?i)(?:tips|kiat|trik|langkah(?:-langkah)?|syarat|persyaratan|berkas|dokumen|contoh|manfaat|tanda(?:-tanda)?)\s"
)
_BEGINNINGS = (
    (re.compile(r"(?i)jam\s+(?:buka|tutup|mulai|istirahat)\b"), "jam berapa {rest}?"),
    (
        re.compile(r"(?i)(?:batas\s+)?waktu\s+(?:tunggu|proses|pe\w+an)\b(?<!pelayanan)"),
        "berapa lama {all}?",
    ),
    (re.compile(r"(?i)(?:jam|jadwal|waktu)\s"), "kapan {all}?"),
    (re.compile(r"(?i)(?:biaya|tarif|harga|denda|retribusi)\s"), "berapa {all}?"),
    (re.compile(r"(?i)(?:tempat|alamat|lokasi)\s"), "di mana {all}?"),
)
"""How one asks about what a phrase begins with."""
_TELLS = re.compile(
    r"\b(?:di(?!gital)[a-z]{4,}|kami|kita|saya|adalah|jangan|tidak|harus|wajib|akan|sudah|bisa|dapat)\b"
)
_PURPOSE = re.compile(r"\s+(?:supaya|agar|biar)\s")
_ENDS = re.compile(r"\s+(?:(?:mulai|per|sejak)\s|(?:hanya\s|cuma\s)?\d|(?:kami|saya|kita)$).*|\s+(?:kami|saya|kita)\b")
_DOING = re.compile(r"(?i)(?:me[lmnrwy]\w{3,}|ber\w{4,})\s+\w")
_NOT_DOING = re.compile(
    r"(?i)(?:mereka|menurut|meski\w*|memang|melalui|menit|mengapa|mesin|media|metode|merah|meja|merupakan|menjadi|menjelang|"
    r"berapa|berkas|berita|berlaku|berupa|berarti|bersama|berikut\w*|berbagai|beberapa|berdasar\w*)\b"
)
_HAPPENS = re.compile(
    r"(?i)(?:[\w-]+\s+){1,4}(?:hilang|rusak|habis|penuh|mati|marah|offline|terlambat|salah|kurang|antre)"
)
_STEMS = frozenset(
    (
        "layani dampingi tangani bantu atur jawab simpan catat pisahkan panggil periksa hubungi ajari"
        " latih susun hadapi terima tolak kelola pasang antar arahkan bagi bagikan hitung kumpulkan"
        " laporkan umumkan sampaikan jadwalkan nilai bersihkan tempel tempelkan buat siapkan sediakan"
        " ganti reset kabari dahulukan kelompokkan sapa sambut ingatkan tulis ubah pindahkan musnahkan cetak rapikan"
        " lindungi cegah kurangi dengarkan sisihkan gilir"
    ).split()
)
"""Verbs that need nothing behind them when one asks how something is done."""
_NOUNS = frozenset("antar bagi buat jawab nilai terima tempel".split())
"""Those of them that mean something else at the beginning of a sentence."""
_HOURS = re.compile(r"(?i)([^,.:;!?]{3,60}?\s(?:buka|tutup|mulai|istirahat))\s+(?:pukul|jam)\s+\d")
_UNTIL = re.compile(r"\s+(?:tiap|setiap|sebelum|kalau|bila|jika|saat|selama|pukul|jam)\s")
"""What tells when something is done."""
_SPOKEN = {"pisah": "pisahkan", "bikin": "buat", "cek": "periksa", "bantuin": "bantu", "kumpulin": "kumpulkan"}
_DONE = re.compile(
    r"(?i)(?P<what>[^,.:;!?]+?)\s+(?:(?:selalu|juga|sudah|sekarang|kini|langsung)\s+)*"
    r"(?:di(?P<passive>[a-z]{4,})|(?:kami|kita|saya)\s+(?!di)(?P<active>[a-z]{4,}))\b"
)
_WE = re.compile(r"(?i)(?:kami|kita|saya)\s+(?P<verb>[a-z]{4,})\s+(?P<what>[^.:;!?]+)")
_NO_THING = re.compile(
    rf"(?i)(?:.*\b(?:jangan|tidak|belum|bukan|{IF}|saat|untuk|sejak|setiap)\b|"
    r".*\byang(?:\s\w+)?$|.*\b(?:itu|ini|tersebut|\w+nya)$)"
)
"""What nothing is done with, or what only the sentence before names."""
_SAID = re.compile(r"\s+(?:kami|kita|saya)\b")


def asked(phrase: str) -> str:
    """A title or a sentence as the question that it answers; empty where none can be made of its words."""
    phrase = SEEKS.sub("", phrase).rstrip("?") if SEEKS.match(phrase) else phrase
    text = _lowered(WHAT_NOW.sub("", " ".join(phrase.split()).rstrip(" .:;,!")))
    made = text if text.endswith("?") else next(filter(None, (make(text) for make in _WAYS)), "")
    fits = len(made.split()) >= FEWEST and len(made) <= QUESTION_LIMIT
    return made if fits and re.search(r"[^\W\d_]", made) else ""


def questions_of(markdown: str, title: str) -> tuple[str, ...]:
    """What the title, the headings and the first sentences of a text ask or answer; maybe nothing."""
    found: list[str] = []
    for question in filter(None, _candidates(markdown, title)):
        words = _words(question)
        if all(not (words <= _words(other) or _words(other) <= words) for other in found):
            found.append(question)
    ordered = (_ordered(_lowered(each)) for each in (title, _said(title_of(markdown)))) if not found else ()
    return tuple(found[:QUESTIONS]) or tuple(filter(None, ordered))[:1]


def _candidates(markdown: str, title: str) -> Iterator[str]:
    lines = [line for line in without_openings(markdown).split("\n") if re.search(r"\w", line)]
    sentences = [_said(sentence) for line in lines for sentence in sentences_of(line_of(line))]
    sentences = [sentence for sentence in sentences if sentence][:SENTENCES]
    yield asked(title)
    yield from (asked(each) for each in sentences if each.endswith("?"))
    yield from (asked(line_of(line)) for line in lines if HEADING.match(line) or re.fullmatch(r"\*\*[^*]+\*\*:?", line))
    cases = [case[1] for each in sentences if not each.endswith("?") for case in _CASE.finditer(each)]
    yield from (asked(case) for case in cases if len(case.split()) > FEWEST)
    yield from (asked(each) for each in sentences if not each.endswith("?"))


def _said(sentence: str) -> str:
    return plain(without_openings(sentence.strip()))


def _words(question: str) -> set[str]:
    return {word for word in re.findall(r"\w+", question.casefold()) if len(word) > FEWEST and not _ASKS.match(word)}


def _lowered(text: str) -> str:
    """The text as it stands within a sentence; an abbreviation stays one."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _as_question(text: str) -> str:
    return f"{text}?" if _ASKS.match(text) and len(text) <= LONGEST else ""


def _case(text: str) -> str:
    """What is done in a case."""
    found = _CASE.match(text)
    return f"apa yang dilakukan {found[1].strip()}?" if found and len(found[1]) <= LONGEST else ""


def _serving(text: str) -> str:
    found = SERVED.match(text.partition(",")[0])
    return f"bagaimana melayani {found[1]}?" if found else ""


def _way(text: str) -> str:
    phrase = _ENDS.sub("", _CASE.split(text)[0].partition(":")[0]).strip()
    way = _PURPOSE.split(phrase)[0]
    return f"bagaimana {phrase}?" if _WAY.match(phrase) and len(phrase) <= LONGEST and not _telling(way) else ""


def _several(text: str) -> str:
    phrase = _ENDS.sub("", text.partition(":")[0]).strip()
    return f"apa saja {phrase}?" if _SEVERAL.match(phrase) and not _telling(phrase) else ""


def _beginning(text: str) -> str:
    phrase = _ENDS.sub("", text.partition(":")[0]).strip()
    if _telling(phrase):
        return ""
    asks = next((asks for begin, asks in _BEGINNINGS if begin.match(phrase)), "")
    return asks.format(rest=phrase.partition(" ")[2], all=phrase)


def _telling(phrase: str) -> bool:
    """Whether a phrase is a whole sentence, not the name of something."""
    return len(phrase) > LONGEST or "," in phrase or _TELLS.search(phrase) is not None


def _doing(text: str) -> str:
    doing = WE_DO.match(text)
    clause = clause_of((doing[1] if doing else text).partition(",")[0].partition(":")[0], LONGEST)
    return f"bagaimana {_SAID.sub('', clause)}?" if _DOING.match(clause) and not _NOT_DOING.match(clause) else ""


def _done(text: str) -> str:
    """How something is done: of what is done with it, or of what we do with it."""
    found = _DONE.match(text)
    if found and not _NO_THING.match(found["what"]) and len(found["what"]) <= LONGEST:
        verb = _active((found["passive"] or found["active"]).lower())
        return f"bagaimana {verb} {_lowered(_SAID.sub('', found['what']))}?" if verb else ""
    ours = _WE.match(text)
    verb = _active(ours["verb"].lower()) if ours else ""
    clause = clause_of(ours["what"].partition(",")[0], LONGEST) if ours else ""
    return f"bagaimana {verb} {clause}?" if verb and clause and not _NO_THING.match(clause.split()[0]) else ""


def _ordered(text: str) -> str:
    """How something is done that one is told to do."""
    verb, _, what = text.partition(" ")
    clause = _UNTIL.split(clause_of(what.partition(",")[0].partition(":")[0], LONGEST))[0]
    if verb.lower() in _NOUNS or not what or _NO_THING.match(clause.split(" ")[0]):
        return ""
    active = _active(verb.lower())
    return f"bagaimana {active} {clause}?" if active and clause and not _telling(clause) else ""


def _opens(text: str) -> str:
    """At what time something opens or closes."""
    found = _HOURS.match(text)
    return f"jam berapa {found[1]}?" if found and not _NO_THING.match(found[1]) else ""


def _happening(text: str) -> str:
    return f"apa yang dilakukan kalau {text}?" if _HAPPENS.fullmatch(text) and not _TELLS.search(text) else ""


_WAYS = (_as_question, _case, _serving, _way, _several, _beginning, _opens, _doing, _done, _happening)


_NASAL = {"k": "ng", "t": "n", "s": "ny", "p": "m"}


def _active(stem: str) -> str:
    """A verb as one who does it says it ("layani", "melayani"); empty for one that is not known."""
    stem = _SPOKEN.get(stem, stem)
    if stem not in _STEMS:
        return ""
    first = stem[0]
    if first in _NASAL:
        return f"me{_NASAL[first]}{stem[1:]}"
    prefixes = {"meng": "aeioughx", "mem": "bfv", "men": "cdjz"}
    return next((prefix for prefix, letters in prefixes.items() if first in letters), "me") + stem
