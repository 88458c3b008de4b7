"""The name of a regulation as Prima writes it: "UU 25/2009 tentang Pelayanan Publik"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge_base.note import QUESTION_LIMIT

HEAD = 6_000
"""Characters at the start of a text among which its name stands."""
LETTERHEAD = 300
"""Characters that may stand above the name of a letter."""
NAME = re.compile(
    r"\b(?P<kind>(?:UNDANG[-–]\s?UNDANG|PERATURAN|KEPUTUSAN|INSTRUKSI|SURAT EDARAN)\b[A-Z\s,.\-–/()&]{0,240}?)\s*"
    r"(?:NOMOR|Nomor|NO\.)\s*:?\s*(?P<number>[\w./-]{1,40})(?:\s+TAHUN\s+(?P<year>[12lI][\dOoLlISB]{3}))?\s+"
    r"TENTANG\s+(?P<about>.{3,700})",
    re.DOTALL,
)
OFFICER = r"(?:GUBERNUR|KEPALA|SEKRETARIS|BUPATI|WALI ?KOTA|CAMAT|LURAH|DIREKTUR|MENTERI|PRESIDEN)"
SIGNATORY = rf"\b{OFFICER}\b(?:(?!\b{OFFICER}\b)[A-Z\s,.\-/])*,(?=\s+\w*[a-z])"
"""Who decides, in capitals and with a comma behind: below the subject, and no part of it."""
ABOUT_ENDS = re.compile(
    SIGNATORY + r"|\b(?:KESATU|PERTAMA)\s*[:|]|\bDENGAN\s+RAHMAT|\bBAB\s+[IVX1]+\b|\b(?i:PASAL)\s+\d|"
    r"\bMEMUTUSKAN\b|\bMENIMBANG\b|\bMengingat\b|\bMenimbang\b|\b\w*[a-z]{2}\w*\b|[;:]"
)
SMALL = frozenset(
    "dan atau di ke dari dalam pada untuk yang dengan atas bagi oleh serta tentang terhadap kepada antar".split()
)
CAPITALS = frozenset(
    "ASN PNS PPPK KPK DKI SKP SPBE SOP SAKIP RI TNI POLRI DPR DPRD DPD MPR BUMN BUMD BPJS BPK PANRB LAN BKN KTP".split()
)
MINISTERS: tuple[tuple[str, str], ...] = (
    ("PENDAYAGUNAAN APARATUR", "PANRB"),
    ("DALAM NEGERI", "dagri"),
    ("KOMUNIKASI DAN INFORMATIKA", "kominfo"),
    ("KESEHATAN", "kes"),
    ("SOSIAL", "sos"),
    ("HUKUM DAN HAK ASASI", "kumham"),
    ("KETENAGAKERJAAN", "naker"),
    ("PERHUBUNGAN", "hub"),
)
KINDS: tuple[tuple[str, str], ...] = (
    ("PERATURAN PEMERINTAH PENGGANTI", "Perppu"),
    ("UNDANG-UNDANG", "UU"),
    ("PERATURAN PEMERINTAH", "PP"),
    ("PERATURAN PRESIDEN", "Perpres"),
    ("KEPUTUSAN PRESIDEN", "Keppres"),
    ("INSTRUKSI PRESIDEN", "Inpres"),
)
LOCAL: tuple[tuple[str, str], ...] = (
    ("PERATURAN DAERAH", "Perda"),
    ("PERATURAN GUBERNUR", "Pergub"),
    ("KEPUTUSAN GUBERNUR", "Kepgub"),
    ("INSTRUKSI GUBERNUR", "Ingub"),
    ("PERATURAN BUPATI", "Perbup"),
    ("PERATURAN WALI KOTA", "Perwali"),
    ("PERATURAN WALIKOTA", "Perwali"),
)
REALM = re.compile(r"\b(?:NEGARA )?(?:KESATUAN )?REPUBLIK INDONESIA\b")
JAKARTA = re.compile(r"(?:PROVINSI )?DAERAH KHUSUS (?:IBU ?KOTA )?JAKARTA|(?:PROVINSI )?DKI JAKARTA")
CITED = re.compile(
    r"(UNDANG-UNDANG|PERATURAN (?:PEMERINTAH|PRESIDEN|DAERAH|GUBERNUR)|KEPUTUSAN GUBERNUR|INSTRUKSI GUBERNUR)"
    rf"(?: REPUBLIK INDONESIA| (?:{JAKARTA.pattern}))? NOMOR (\d+) TAHUN (\d{{4}})"
)
CHANGED = re.compile(r"Perubahan\b.{0,30}?\b[Aa]tas (?P<other>.{2,80}?(?:\d/\d{4}|\bTahun \d{4}))(?!\d)")
DIGITS = str.maketrans("OoLlISB", "0011158")


@dataclass(frozen=True, slots=True)
class RegulationName:
    """`short` names the regulation ("UU 25/2009"), `about` its subject ("Pelayanan Publik"), which may be empty."""

    short: str
    about: str = ""
    words: str = field(default="", compare=False)
    """The name as the text has it."""

    def __str__(self) -> str:
        return (f"{self.short} tentang {self.about}" if self.about else self.short)[:QUESTION_LIMIT].rstrip()

    @property
    def amends(self) -> bool:
        """Whether it changes another one, so that its own articles are Pasal I and Pasal II."""
        return self.about.startswith("Perubahan")

    @property
    def changed(self) -> str:
        """The regulation that it changes, as its own name has it; empty where it changes none."""
        found = CHANGED.match(self.about)
        return re.sub(r" Nomor (\S+) Tahun (?=\d{4}$)", r" \1/", found["other"]) if found else ""


def name_of(text: str, within: int = HEAD) -> RegulationName | None:
    """The name that begins within so many characters of a regulation's head, or None; "12/SE/2024" holds its year."""
    head = re.sub(r"[#*_^]+", " ", text[:HEAD])
    head = " ".join(re.sub(r"[–—]", "-", head).split())
    found = NAME.search(head)
    if found is None or found.start() > within:
        return None
    about = found["about"]
    if end := ABOUT_ENDS.search(about):
        about = about[: end.start()]
    year = f"/{found['year'].translate(DIGITS)}" if found["year"] else ""
    words = head[found.start() : found.start("about") + len(about)]
    return RegulationName(f"{_kind(found['kind'])} {found['number'].strip('.')}{year}", _about(about), words)


def _kind(words: str) -> str:
    kind = re.sub(r"- ", "-", " ".join(words.split()))
    kind = re.sub(r"^(.{8,}?) (?=\1)", "", kind)  # some copies have their head twice
    for start, short in KINDS:
        if kind.startswith(start):
            return short
    for start, short in LOCAL:
        if kind.startswith(start):
            place = JAKARTA.sub("DKI JAKARTA", kind.removeprefix(start)).removeprefix(" PROVINSI")
            return f"{short} {in_title(place.strip())}".strip()
    if kind.startswith(("PERATURAN MENTERI", "KEPUTUSAN MENTERI")):
        return _ministerial("Permen" if kind.startswith("PER") else "Kepmen", kind)
    kind = kind.replace("SURAT EDARAN", "SE")
    return in_title(" ".join(REALM.sub(" ", kind).split()), frozenset({"SE"}))


def _ministerial(short: str, kind: str) -> str:
    for words, minister in MINISTERS:
        if words in kind:
            return short + minister
    return in_title(" ".join(REALM.sub(" ", kind).split()))


def _about(words: str) -> str:
    about = " ".join(words.split()).strip(" .,")
    about = CITED.sub(lambda cited: f"{_kind(cited[1])} {cited[2]}/{cited[3]}", about)
    return in_title(re.sub(r"(\w)- (\w)", r"\1-\2", about))


def in_title(words: str, capitals: frozenset[str] = frozenset()) -> str:
    """Words in capitals as a title has them; abbreviations keep theirs."""
    done = []
    for number, word in enumerate(words.split()):
        bare = word.strip(",.()").upper()
        if bare in CAPITALS | capitals or re.search(r"\d", word) or word in ("UU", "PP"):
            done.append(word)
        elif word.lower() in SMALL and number:
            done.append(word.lower())
        else:
            done.append(re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word))
    return " ".join(done)
