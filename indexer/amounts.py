"""AMOUNTS: the figures that a sentence gives, by what they measure.

    amounts("Gratis, paling lama dua hari kerja, loket buka pukul 08.00.")
        ->  {"rupiah": {0}, "hari": {2}, "pukul": {480}}

Digits, number words and "gratis" are one; so are an hour and sixty minutes, a week and seven days. A count of a thing
is a figure of that thing ("2 saksi"), and a sentence whose only figures, prices aside, are weekdays tells on
which days.
"""

from __future__ import annotations

import re
from math import inf

from indexer.dates import dates_in, without_dates

_DAY = 1_440
OPENING_HOURS = "jam buka"
"""The measure of hours from one to another."""
WEEKDAY = "hari apa"
"""The measure of days of the week, 0 for Monday."""
HOW_LONG = "berapa lama"
"""The measure of times that are given in different units, in days."""
SHORTEST_MONTH, LONGEST_MONTH = 28, 31
Amounts = dict[str, frozenset[float]]
_MEASURES: dict[str, tuple[str, float]] = {
    "hari kerja": ("hari", 1),
    "hari": ("hari", 1),
    "minggu": ("hari", 7),
    "pekan": ("hari", 7),
    "bulan": ("bulan", 1),
    "triwulan": ("bulan", 3),
    "semester": ("bulan", 6),
    "tahun": ("bulan", 12),
    "menit": ("menit", 1),
    "jam": ("menit", 60),
    "kb": ("mb", 0.001),
    "mb": ("mb", 1),
    "gb": ("mb", 1000),
    "persen": ("persen", 1),
    "%": ("persen", 1),
    "rupiah": ("rupiah", 1),
    **{name: (name, 1) for name in "jp responden orang kali unsur lembar rangkap halaman".split()},
}
"""What each unit measures, and how many of that it is."""
_TIMES = ("menit", "hari", "bulan")
UNIT_WORDS = " ".join(unit for unit in _MEASURES if unit != "%")
_SCALES = {"": 1.0, "ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9}
_ONES = {
    word: value
    for value, word in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split())
}
_PLACES = {"belas": 10, "puluh": 10, "ratus": 100}
_WHOLE = {"seratus": 100, "seribu": 1000, "sejuta": 1_000_000}
NUMBER_WORDS = (*_WHOLE, *_ONES, *_PLACES)
_WORD = rf"(?:{'|'.join((*_WHOLE, *_ONES))})"
_WORDS = re.compile(rf"\b{_WORD}(?:\s+(?:{'|'.join(_PLACES)})\b)?(?:\s+(?:{'|'.join((*_ONES, *_PLACES))})\b)*\b")
_NUMBER = r"\d+(?:[.,]\d+)*"
_AND = r"(?:\s*(?:-|–|sampai(?: dengan)?|s\.?d\.?|hingga|atau)\s*)"
_SPELLED = re.compile(r"(?<=\d)\s*\([^)]*\)")
_MONEY = re.compile(rf"\brp\.?\s*({_NUMBER})(?:\s*,-)?(?:\s*({'|'.join(filter(None, _SCALES))})\b)?")
_RUPIAH = re.compile(rf"(?<![\w.,/])({_NUMBER})\s*(ribu|rb|juta|jt|miliar|)\s*rupiah\b")
_NOTHING = re.compile(
    r"\b(?:gratis|cuma-cuma|(?:tanpa|bebas|tidak ada)(?: di)?(?:pungutan|pungut)? ?(?:biaya|bayaran|tarif|pungutan)"
    r"|tidak (?:di)?(?:pungut|kenai|kenakan|tarik)(?:kan)? (?:biaya|bayaran|tarif)|tidak (?:berbayar|membayar))\b"
)
_CLOCK_WORD = r"(?<!\d )(?:pukul|pkl\.?|jam)\s+"
_HOUR = r"([01]?\d|2[0-4])(?:[.:]([0-5]\d))?(?![\d.,]*\d)(?!\s*(?:menit|jam|jp|hari|minggu|bulan|orang|kali)\b)"
_HALF = r"(?:\s*(wib|wita|wit|pagi|siang|sore|malam))?"
_CLOCK = re.compile(rf"\b{_CLOCK_WORD}{_HOUR}{_HALF}(?:{_AND}(?:{_CLOCK_WORD})?{_HOUR}{_HALF})?")
_BARE_CLOCK = re.compile(
    r"(?<![\d.,:/])([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d.,:]*\d)(?!\s*(?:%|(?!wi[bt]|wita|dan|atau|sampai|hingga|s\.?d|setiap|tiap|pada|hari|untuk)[a-z]))"
)
_MARK = re.compile(r"@(\d+)")
_SPAN = re.compile(rf"@(\d+)(?: wi[bt]a?)?{_AND}@(\d+)")
_OPENS = re.compile(r"\b(?:buka|tutup|dibuka|ditutup|jam|pukul|wib|mulai|istirahat|layanan|pelayanan)\b")
_ONE_UNIT = re.compile(r"\b(lama|lambat|selesai|maksimal|minimal|waktu) se(jam|hari|minggu|pekan|bulan|tahun)\b")
_HALF_HOUR = re.compile(r"\b(?:(\d+) )?setengah jam\b")
_TIMES_24 = re.compile(r"\b(\d+)\s*[x×]\s*24\s*jam\b")
_FOR_LIFE = "seumur hidup"
_UNITS = "|".join(sorted(map(re.escape, _MEASURES), key=len, reverse=True))
_THING = re.compile(r"(?:\b([a-z]+)\s+)?(?<![\w.,/-])(\d{1,3})\s+(?:(?:orang|buah)\s+)?([a-z]{3,})(?![\w-])")
_NUMBERED = frozenset(
    (
        "pasal ayat nomor angka huruf bab tahap tahun loket lantai meja ruang golongan kelas versi tingkat jalur pintu"
        " gedung lampiran langkah seri nilai skor level tipe poin butir jam pukul tanggal salah"
        " rw rt zona blok gelombang sesi kelompok triwulan semester"
    ).split()
)
"""Behind these a number is a name: "loket 3", "Pasal 7"."""
_NO_THING = frozenset(
    (
        "dan atau yang dari untuk pada dengan sampai hingga dalam bila jika kalau agar supaya karena oleh sejak lalu"
        " serta pagi siang sore malam wib wita wit saja lagi lebih kurang pertama terakhir berikutnya per setiap tiap"
        " adalah tidak ribu juta miliar tanpa sekali dulu sudah akan bisa harus juga saat ketika sebelum sesudah"
        " setelah januari februari maret april mei juni juli agustus september oktober november desember hal"
        " macam jenis cara buka dibuka tutup ditutup melayani"
    ).split()
)
_DAYS = {
    name: day
    for day, names in enumerate(("senin", "selasa", "rabu", "kamis", "jumat jum'at", "sabtu", "ahad"))
    for name in names.split()
}
_SUNDAY = re.compile(r"\bhari minggu\b")
_DAY_NAMES = "|".join(_DAYS)
_WEEKDAYS = re.compile(
    rf"\b({_DAY_NAMES})\b(?:\s*(?:-|–|sampai(?: dengan)?|s\.?d\.?|hingga)\s*(?:hari )?({_DAY_NAMES})\b)?"
)
_COUNTED = re.compile(rf"(?<![\w.,/])({_NUMBER})(?:{_AND}({_NUMBER}))?\s*({_UNITS})(?![\w-])")


def amounts(text: str) -> Amounts:
    """The figures of a text by what they measure: rupiah, days, months, minutes, clock times in minutes, counts."""
    rest = _in_digits(" ".join(text.lower().split()))
    found: dict[str, set[float]] = {}
    for reader in (_dates, _money, _clocks, _counted, _things):
        rest = reader(rest, found)
    days = _weekdays(rest) if found.keys() <= {"rupiah"} else set()
    if days:
        found[WEEKDAY] = days
    return {measure: frozenset(values) for measure, values in found.items()}


def comparable(ours: Amounts, theirs: Amounts) -> dict[str, tuple[frozenset[float], frozenset[float]]]:
    """The figures of two texts for what both measure; times in different units ("14 hari", "1 bulan") as days."""
    both = {measure: (ours[measure], theirs[measure]) for measure in ours.keys() & theirs.keys()}
    if both.keys().isdisjoint(_TIMES) and (days := (in_days(ours), in_days(theirs))) and all(days):
        both[HOW_LONG] = days
    return both


def in_days(found: Amounts) -> frozenset[float]:
    """The times of a text in days, if it gives them in one unit only; a month is 28 to 31 of them."""
    match [unit for unit in _TIMES if unit in found]:
        case ["menit"]:
            return frozenset(minutes / _DAY for minutes in found["menit"])
        case ["hari"]:
            return found["hari"]
        case ["bulan"] if inf not in found["bulan"]:
            spans = ((SHORTEST_MONTH * months, LONGEST_MONTH * months) for months in found["bulan"])
            return frozenset(float(day) for first, last in spans for day in range(int(first), int(last) + 1))
        case _:
            return frozenset()


def in_figures(text: str) -> str:
    """Lower-case number words as digits: "dua puluh lima hari" is "25 hari"."""
    return _WORDS.sub(lambda words: str(_value(words[0].split())), text)


def _in_digits(text: str) -> str:
    """Number words as digits; "14 (empat belas)" stays 14, an hour's parts are minutes."""
    digits = in_figures(_SPELLED.sub("", text))
    digits = _HALF_HOUR.sub(lambda hours: f"{60 * int(hours[1] or 0) + 30} menit", digits)
    return _ONE_UNIT.sub(r"\1 1 \2", digits)


def _value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word == "belas":
            current += 10
        elif word in _PLACES:
            total += current * _PLACES[word]
            current = 0
        else:
            total, current = total + current, _WHOLE.get(word, _ONES.get(word, 0))
    return total + current


def _dates(text: str, found: dict[str, set[float]]) -> str:
    """Days of the calendar."""
    days = set(dates_in(text).days)
    if days:
        found["tanggal"] = days
    return without_dates(text)


def _money(text: str, found: dict[str, set[float]]) -> str:
    for pattern in (_MONEY, _RUPIAH):
        for number, scale in pattern.findall(text):
            found.setdefault("rupiah", set()).add(_number(number) * _SCALES[scale])
        text = pattern.sub(" ", text)
    if _NOTHING.search(text):
        found.setdefault("rupiah", set()).add(0.0)
    return text


def _clocks(text: str, found: dict[str, set[float]]) -> str:
    """Clock times, and hours from one to another; a bare "08.00" is a time where hours are spoken of."""
    text = _CLOCK.sub(_marked, text)
    if "@" in text or _OPENS.search(text):
        text = _BARE_CLOCK.sub(lambda time: f"@{_time(time[1], time[2], '')}", text)
    times = [float(time) for time in _MARK.findall(text)]
    if times:
        found["pukul"] = set(times)
    spans = [(float(start), float(end)) for start, end in _SPAN.findall(text)]
    if spans:
        whole = (min(start for start, _ in spans), max(end for _, end in spans))
        found[OPENING_HOURS] = {_DAY * start + end for start, end in (*spans, whole)}
    return _MARK.sub(" ", text)


def _marked(time: re.Match[str]) -> str:
    """A clock time as "@480", hours as "@480-@840"; "pukul 2 siang" is 14.00."""
    first, past, half, last, later, ending = time.groups()
    if not last:
        return f"@{_time(first, past, half)}"
    return f"@{_time(first, past, half)}-@{_time(last, later, ending)}"


def _time(hour: str, minute: str | None, half: str | None) -> int:
    afternoon = 12 if half in {"siang", "sore", "malam"} and int(hour) < 11 else 0
    return 60 * (int(hour) + afternoon) + int(minute or 0)


def _counted(text: str, found: dict[str, set[float]]) -> str:
    if _FOR_LIFE in text:
        found["bulan"] = {inf}
    text = _TIMES_24.sub(r"\1 hari", text)
    for number, upper, unit in _COUNTED.findall(text):
        measure, size = _MEASURES[unit]
        found.setdefault(measure, set()).update(size * _number(each) for each in (number, upper) if each)
    return text


def _things(text: str, found: dict[str, set[float]]) -> str:
    """Counts of whatever else is counted, by its name."""
    for before, number, thing in _THING.findall(text):
        if before not in _NUMBERED and thing not in _NO_THING and thing not in _MEASURES:
            found.setdefault(thing, set()).add(float(number))
    return text


def _weekdays(text: str) -> set[float]:
    """The days of the week that a text names; "Senin sampai Rabu" are three."""
    days: set[float] = set()
    for first, last in _WEEKDAYS.findall(_SUNDAY.sub("ahad", text)):
        start = _DAYS[first]
        days |= {float((start + more) % 7) for more in range((_DAYS[last or first] - start) % 7 + 1)}
    return days


def _number(text: str) -> float:
    """A number as Indonesians write it: "10.000" is ten thousand, "3,5" three and a half."""
    return float(".".join(re.split("[.,]", re.sub(r"\.(?=\d{3}(?:\D|$))", "", text))[:2]))
