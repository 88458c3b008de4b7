"""ASKED: the questions that a text answers, made only of words that make a sentence; rather none than nonsense.

Made from what names something (a title, a heading, what stands before a colon), from a case ("kalau …,"), from an
hour or an amount, and of what a text asks itself before it tells more. Other sentences are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.clauses import DOING, NO_THING, NOUNS, PASSIVE, SPOKEN, STEMS, active
from bot.headline import ASKS, BOLD, OURS, SEEKS, WHAT_NOW, line_of, plain, sentences_in
from bot.openings import IF, WE, without_openings
from bot.seeking import named, sought
from indexer.language import normalise
from knowledge_base.note import HEADING, QUESTION_LIMIT

QUESTIONS = 3
SENTENCES = 12
"""Sentences of a text that are read for questions."""
LONGEST = 90
"""Characters of what a question is made from."""
FEWEST = 3
"""Words of a question."""
_ASKING = frozenset("bagaimana gimana apakah siapa kapan berapa mengapa kenapa mana bolehkah bisakah".split())
_NOT_ALONE = re.compile(
    rf"(?i)\b(?:{WE}|itu|ini|tersebut|tadi|begitu|sini|situ|kemarin|besok|ada yang (?:pernah|tahu|punya))\b|"
    r"[\"“”():;…!]|"
    r"\b(?:yang|dan|atau|di|ke|dari|untuk|dengan|pada|oleh|sebelum|setelah|saat|paling|lebih|adalah|tidak|harus|wajib|bisa|dapat|akan|tanggal)\?"
)
"""What only the text around it explains, or cannot end a question."""
_CASE = re.compile(rf"(?i)({IF}\s+(?!{NO_THING}\b)[^\s,.:;!?]+\s+[^,.:;!?\n]+)(?=[,:]|$)")
_TO_DO = re.compile(r"(?i)\b(?:jangan|jgn|tolong|mohon|segera|harus|wajib|sebaiknya|cukup|langsung)\b")
"""What tells what is to be done: a case ends before it."""
_OUTCOME = re.compile(rf"(?i)$|,(?!\s*{WE}\b)[^,.]*\b(?:pun|jadi|merasa|senang|puas|nyaman|akan|tentu|pasti)\b")
"""What comes of a case, or nothing: not what is done in it."""
_MEANS = re.compile(r"(?i)(?:membuat|memakai|menggunakan|menyediakan|menaruh|memasang|mencoba|mulai)\b")
"""What one does for the sake of something else, which is what people ask about."""
_WAY = re.compile(
    r"(?i)(?:cara(?:nya)?|tata cara|alur|prosedur|proses|mekanisme|aturan|teknik|strategi|pembagian|sop|format)"
    r"\s+(?!di\b)"
)
_SEVERAL = re.compile(
    r"(?i)(?:tips|kiat|trik|langkah(?:-langkah)?|syarat|persyaratan|contoh|manfaat|tanda(?:-tanda)?)\s"
    r"(?!per\w+|ke\w+a\b|berikut\w*)"
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
    (re.compile(r"(?i)nomor\s+(?:telepon|hp|wa|kontak|loket|rekening|layanan)\b"), "berapa {all}?"),
    (re.compile(r"(?i)(?:beda|bedanya|perbedaan)\s.*\s(?:dan|dengan)\s"), "apa {all}?"),
)
"""How one asks about what a phrase begins with."""
_TELLS = re.compile(rf"(?i)\b(?:{PASSIVE}|{WE}|adalah|jangan|harus|wajib|akan|sudah|bisa|dapat|turun|naik|berubah)\b")
_ENDS = re.compile(rf"(?i)\s+(?:(?:mulai|per|sejak)\s|(?:(?:hanya|cuma|sampai|s\.d\.|dari|pukul)\s)*\d|{WE}$).*")
_AMOUNT = re.compile(
    r"(?i)([^,.:;!?\d]+?)\s+(?:(?:hanya|cuma|sampai|dari|maksimal|paling\s+\w+|pukul|mulai|rp\.?)\s*)*\d"
)
_HAPPENS = re.compile(
    rf"(?i)(?!{NO_THING}\b|.*\byang\b)(?:[\w-]+\s+){{1,4}}(?:hilang|rusak|habis|penuh|mati|marah|offline|terlambat|salah|kurang|antre)"
)
_HOURS = re.compile(rf"(?i)(?!{NO_THING}\b)([^,.:;!?]{{3,60}}?\s(?:buka|tutup|mulai|istirahat))\s+(?:pukul|jam)\s+\d")
_DONE = re.compile(
    rf"(?i)(?P<what>(?!{NO_THING}\b)[^,.:;!?]+?)\s+(?:(?:selalu|juga|sudah|sekarang|kini|langsung)\s+)*"
    rf"(?:di|{WE}\s+)(?P<verb>{'|'.join([*STEMS, *SPOKEN])})\b"
)
_UNTIL = re.compile(
    rf"(?i)(?P<what>(?!{NO_THING}\b)[^,.:;!?]+?\s(?:harus|wajib)\s+{PASSIVE})(?:\s+(?!paling)\w+){{0,2}}"
    r"\s+(?:paling\s+(?:lambat|telat|lama)|maksimal|maks\.?)\s+\d"
)
_CODE = re.compile(r"\s\([A-Z][\w./-]{0,11}\)")
"""The short name or number of a form behind its long one."""
_SAID = re.compile(rf"(?i)\s+{WE}\b")


def asked(phrase: str) -> str:
    """A title or a heading as the question that it answers; empty where none can be made of its words."""
    phrase = named(sought(phrase)) if sought(phrase) != phrase else phrase
    phrase = SEEKS.sub("", phrase, count=1).rstrip("?") if SEEKS.match(phrase) else phrase
    text = lowered(WHAT_NOW.sub("", " ".join(phrase.split()).rstrip(" .:;,!")))
    ways = (_as_question,) if text.endswith("?") else _WAYS
    return next(filter(None, (_whole(make(text)) for make in ways)), "")


def questions_of(markdown: str, title: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """Somebody's `own` questions, and what title, headings and first sentences ask or answer; maybe nothing."""
    found = list(own)
    for question in filter(None, _candidates(markdown, title)):
        words = _words(question)
        if all(not (words <= _words(other) or _words(other) <= words) for other in found):
            found.append(question)
    return tuple(found[:QUESTIONS])


def _candidates(markdown: str, title: str) -> Iterator[str]:
    lines = [line for line in without_openings(markdown).split("\n") if re.search(r"\w", line)]
    said = [_said(each) for line in lines for each in sentences_in(line_of(line))][:SENTENCES]
    named = not any(_goes_on(each, title) for each in said)
    yield asked(title) if named else _whole(_done(lowered(title)))
    told = max((place for place, each in enumerate(said) if not each.endswith("?")), default=0)
    yield from (asked(each) for each in said[:told] if each.endswith("?"))
    yield from (asked(line_of(line)) for line in lines if HEADING.match(line) or BOLD.fullmatch(line))
    for sentence in map(lowered, said):
        case = not sentence.endswith("?") and _CASE.match(sentence)
        yield from (_whole(make(sentence)) for make in (_opens, _until, _amount))
        yield _whole(_case(sentence)) if case and not _OUTCOME.match(sentence, case.end()) else ""


def _goes_on(sentence: str, title: str) -> bool:
    """Whether a sentence begins with the title, which is then no name but a part of it."""
    rest = sentence[len(title) :].strip()
    return sentence.casefold().startswith(title.casefold()) and rest[:1] not in {"", ":", "?"}


def _said(sentence: str) -> str:
    return OURS.sub("", plain(without_openings(sentence)))


def _words(question: str) -> set[str]:
    return {word for word in normalise(question).split() if len(word) > FEWEST} - _ASKING


def lowered(text: str) -> str:
    """The text as it stands within a sentence; an abbreviation stays one."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _whole(question: str) -> str:
    """The question if it says all that it needs; else nothing."""
    fits = len(question.split()) >= FEWEST and len(question) <= QUESTION_LIMIT
    return (
        question if fits and re.search(r"[^\W\d_]", question) and not _NOT_ALONE.search(_CODE.sub("", question)) else ""
    )


def _as_question(text: str) -> str:
    return text if ASKS.match(text) and len(text) <= LONGEST else ""


def _case(text: str) -> str:
    """What is done in a case."""
    found = _CASE.match(text)
    fits = found and len(found[1]) <= LONGEST and not _TO_DO.search(found[1])
    return f"apa yang dilakukan {found[1].strip()}?" if found and fits else ""


def _way(text: str) -> str:
    """How something goes; of the way that is taken in a case ("cara kami kalau …"), what is done in it."""
    name, *case = re.split(rf"\s(?={IF}\s)", text.partition(":")[0], maxsplit=1)
    phrase = _SAID.sub("", _ENDS.sub("", name)).strip()
    made = f"bagaimana {phrase}?" if _WAY.match(phrase) and len(phrase) <= LONGEST else ""
    return _case(case[0]) if case and re.match(r"cara\b", name) else made


def _several(text: str) -> str:
    phrase = _ENDS.sub("", text.partition(":")[0]).strip()
    return f"apa saja {phrase}?" if _SEVERAL.match(phrase) and not _telling(phrase) else ""


def _beginning(text: str) -> str:
    phrase = _ENDS.sub("", text.partition(":")[0]).strip()
    asks = next((asks for begin, asks in _BEGINNINGS if begin.match(phrase)), "")
    return "" if _telling(phrase) else asks.format(rest=phrase.partition(" ")[2], all=phrase)


def _amount(text: str) -> str:
    """How much or when, of a sentence that tells it in figures."""
    found = _AMOUNT.match(text)
    return _beginning(found[1]) if found else ""


def _telling(phrase: str) -> bool:
    """Whether a phrase is a whole sentence, not the name of something; what follows on a "yang" belongs to a name."""
    return len(phrase) > LONGEST or "," in phrase or _TELLS.search(re.split(r"\by(?:an)?g\b", phrase)[0]) is not None


def _doing(text: str) -> str:
    return f"bagaimana {text}?" if DOING.match(text) and not (_MEANS.match(text) or _telling(text)) else ""


def _done(text: str) -> str:
    """How something is done: of what is done with it, or of what we do with it."""
    found = _DONE.match(text)
    what = _SAID.sub("", found["what"]) if found else ""
    return f"bagaimana {active(found['verb'].lower())} {what}?" if found and not _telling(what) else ""


def _ordered(text: str) -> str:
    """How something is done that one is told to do."""
    verb, _, what = text.partition(" ")
    doing = "" if verb.lower() in NOUNS else active(verb.lower())
    return f"bagaimana {doing} {what}?" if doing and not re.match(rf"(?i){NO_THING}\b", what) else ""


def _opens(text: str) -> str:
    """At what time something opens or closes."""
    found = _HOURS.match(text)
    return f"jam berapa {found[1]}?" if found else ""


def _until(text: str) -> str:
    """Until when something must be done."""
    found = _UNTIL.match(text)
    return f"kapan paling lambat {found['what']}?" if found else ""


def _happening(text: str) -> str:
    return f"apa yang dilakukan kalau {text}?" if _HAPPENS.fullmatch(text) and not _TELLS.search(text) else ""


_WAYS = (_case, _way, _several, _beginning, _opens, _doing, _done, _happening, _ordered)
