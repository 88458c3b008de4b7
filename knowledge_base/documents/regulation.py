"""A regulation's text -> its parts: preamble, one part a Pasal with its Bab and Bagian, closing, explanation.

Copies come from word processors, printers and scanners: a Pasal's head may stand on its own line or inside one, and its
number may be misread ("Pasal 1O"). A head counts when it goes on where the last one ended; all else is a reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge_base.documents.annexes import annex_subject, annexes_of, without_sections
from knowledge_base.documents.bagian import INNER_SECTION, headings
from knowledge_base.documents.lost_pasal import with_lost
from knowledge_base.documents.pasal import Head, heads_of
from knowledge_base.documents.regulation_name import RegulationName, in_title, name_of

CLOSING = re.compile(r"\bAgar\s+(?:supaya\s+)?setiap\s+orang\s+(?:dapat\s+)?mengetahui")
EXPLANATION = re.compile(r"^\s*PENJELASAN\b|^\s*I\.\s+UMUM\b|\bPENJELASAN\s+ATAS\b", re.MULTILINE)
ARTICLE = re.compile(r"^[ \t]*(?:Pasa[l1I]|PASAL)\s+[0-9IlO]", re.MULTILINE)
NOISE = re.compile(
    r"^\s*(?:[-–—_]\s*\d{1,4}\s*[-–—_]|PRESIDEN\s+REPUBLIK\s+INDONESIA|SALINAN|SK\s+No\s*\S+(?:\s*[A-Z])?|www\.\S+|"
    r"\S.{0,60}(?:\.\s){2,}\.?|\S.{0,60}…)\s*$\n?",
    re.MULTILINE,
)
MARKS = re.compile(r"^#{1,6}\s+|\*\*|(?<=\b[A-Z]) \^(?=[a-z])|\^(?=\w)|[ \t]\^(?=\s|$)", re.MULTILINE)
"""Headings, bold and raised letters; a converter may have raised all letters of a word but the first: P ^asal 4 ^"""
LINKED_HEAD = re.compile(r"^\[((?:Pasal|PASAL|BAB)\s[^\[\]]*)\]\([^()\s]*\)[ \t]*$", re.MULTILINE)
"""A head that a page on the web leads somewhere by."""
SPACED = re.compile(r"(?<!\w)P[ .]?a[ .]?s[ .]?a[ .]?[l1I|](?=[ \t]+\d)")
"""P asal 4: a head's word that a scan tore apart."""
HEAD_CELL = re.compile(r"^[ \t|]*((?:Pasal\s+\d\w{0,3}|BAB\s+[IVXLC]+))[ \t]*\|[ \t|]*", re.MULTILINE)
"""A head in a cell of its own, beside its text: some pages are laid out as tables."""
UNSAID = re.compile(
    r"(?:\b(?:ayat|huruf|angka|pasal)\s+\(?\w{1,4}\)?\s*|\s)*cukup\s*jelas[.;]?|tambahan lembaran \w+[^.;]*nomor \d+",
    re.IGNORECASE,
)
CLEAR = re.compile(r"ayat|huruf|angka|pasal|cukup|(?:cukup)?je[l1]as|je[l1]|as|[ivx]+|\w?\d*\w?", re.IGNORECASE)
"""A word of a short explanation without content, also when it was misread: "Cukup je1,as"."""
CLEAR_LENGTH = 60
EXPLAINED = re.compile(r"\A\s*(?:PENJELASAN\b[^a-z]{0,600}?)?(?:\bI\s?\.\s*)?\bUMUM\b\s*[.:]?\s*")
EXPLAINED_EACH = re.compile(r"\s*(?:\b[I1l]{2}\s?\.?\s*)?\bPASAL\s+DEMI\s+PASAL\b\s*[.:]?\s*\Z")
"""The heads of an explanation's two halves."""
INNER_CLAUSE = re.compile(r"(?<=[.;:])\s+(?=\(\d{1,2}[a-z]?\)\s+[A-Z])")
CLAUSE = re.compile(r"\n+(?=\(\d{1,3}[a-z]?\)\s)")
ROMAN = re.compile(r"Pasal [IVX]+")
TITLE_LENGTH = 250
NOISY = re.compile(r"[{}|\\<>^~\[\]]|[^\W\d]\.?,[^\W\d]")
"""What no title holds; where a scanner saw it, the words are wrong too: PEI{YUSUNAN, I,ARANGAN."""
FEWEST = 3
HEADS_LIMIT = 10_000
"""More heads than any law has: a text that was made to keep the reader busy."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a regulation: `label` is "Pasal 34" or "Penjelasan Pasal 34", `chapter` "Bab V" and its `subject`."""

    label: str
    text: str
    chapter: str = ""
    subject: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation; `name` is None when its head does not say it."""

    name: RegulationName | None
    parts: tuple[Part, ...]

    @classmethod
    def from_text(cls, markdown: str) -> Regulation | None:
        """The regulation that a text is, or None when it is none."""
        text = HEAD_CELL.sub(
            r"\1\n", SPACED.sub("Pasal", NOISE.sub("", LINKED_HEAD.sub(r"\1", MARKS.sub("", markdown))))
        )
        name = name_of(text)
        heads = _heads(text, amends=name is not None and name.amends)
        pasal = [head for head in heads if head.kind == "pasal"]
        enough = len(pasal) >= (1 if name else FEWEST) and any(head.own_line for head in pasal)
        if not enough or len(heads) > HEADS_LIMIT:
            return None
        return cls(name, tuple(_parts(text, heads)))


def _heads(text: str, *, amends: bool) -> list[Head]:
    """Every head of the text, in order."""
    end = _end_of_articles(text)
    annexes = annexes_of(text, end)
    explained_from, explained_to = _explained(text, end, annexes)
    articles, explained = (
        found if amends else with_lost(text, found, start, stop)
        for start, stop in ((0, end), (explained_from, explained_to))
        for found in [heads_of(text, start, stop, amends=amends)]
    )
    first = articles[0].start if articles else 0
    heads = [*articles, *(replace(head, label=f"Penjelasan {head.label}") for head in explained)]
    heads += [*without_sections(headings(text, articles), annexes, explained_from), *annexes]
    if (closing := CLOSING.search(text, first)) is not None:
        heads.append(Head("closing", closing.start(), closing.start(), "Pengundangan"))
    if (explanation := EXPLANATION.search(text, max(first, closing.start() if closing else first))) is not None:
        heads.append(Head("closing", explanation.start(), explanation.start(), "Penjelasan Umum"))
    return sorted(heads, key=lambda head: (head.start, head.end))


def _end_of_articles(text: str) -> int:
    """Where the articles end and the closing words, an annex, or the explanation with its own Pasal 1 begin."""
    found = CLOSING.search(text) or EXPLANATION.search(text)
    end = found.start() if found else len(text)
    first = ARTICLE.search(text)
    annexes = annexes_of(text, first.start(), end) if first else []
    return annexes[0].start if annexes else end


def _explained(text: str, end: int, annexes: list[Head]) -> tuple[int, int]:
    """Between which places the articles are explained: behind the closing words, and not in an annex."""
    explanation = EXPLANATION.search(text, end)
    start = explanation.start() if explanation else end
    return start, next((annex.start for annex in annexes if annex.start >= start), len(text))


def _parts(text: str, heads: list[Head]) -> list[Part]:
    borders = [*heads, Head("end", len(text), len(text), "")]
    first = borders[0].start
    parts = [Part("Pembukaan", text[:first])]
    chapter = subject = section = annex = ""
    for head, following in pairwise(borders):
        words = text[head.end : following.start]
        if head.kind in ("annex", "closing"):
            annex = head.label if head.kind == "annex" else ""
        if head.kind == "annex" or (head.kind == "chapter" and annex):
            label = annex if head.kind == "annex" else f"{annex} {_chapter(head.label)}"
            _add(parts, Part(label, words, subject=annex_subject(words)))
        elif head.kind == "chapter":
            chapter, section = _chapter(head.label), ""
            subject, section, rest = _titled(words)
            _add(parts, Part(chapter, rest, chapter, subject))
        elif head.kind == "section":
            title, _, rest = _titled(words)
            own = f"{in_title(head.label.upper())} {title}".strip()
            section = _section(own, section)
            _add(parts, Part(own, rest, chapter, subject, section))
        else:
            if ROMAN.fullmatch(head.label):
                chapter = subject = section = ""  # a Bab that is quoted belongs to the law that is changed
            inside = head.kind == "pasal" and not head.label.startswith("Penjelasan")
            _add(parts, Part(head.label, words, chapter, subject, section) if inside else Part(head.label, words))
    return [part for part in map(_tidy, parts) if part.text]


def _add(parts: list[Part], part: Part) -> None:
    """Puts a part behind the others; one with the label of the last goes on where that ended."""
    if parts[-1].label == part.label:
        parts[-1] = replace(part, text=f"{parts[-1].text}\n{part.text}")
    elif part.text.strip() or part.label.startswith("Pasal"):
        parts.append(part)


def _titled(words: str) -> tuple[str, str, str]:
    """Title of a Bab, title of the Bagian that follows on its line, and what is text already."""
    flat = " ".join(words.split())
    if len(flat) > TITLE_LENGTH:
        line = words.strip().partition("\n")[0]
        capitals = re.match(r"(?:[A-Z][A-Z,/()\-]*\s+)+", f"{words.strip()} ")
        title = capitals[0] if capitals else line if len(line) <= TITLE_LENGTH else ""
        return _title(title), "", words.strip()[len(title.strip()) :]
    inner = INNER_SECTION.search(flat)
    title, section = (flat[: inner.start()], flat[inner.start() :]) if inner else (flat, "")
    return _title(title), section.strip(), ""


def _title(words: str) -> str:
    words = " ".join(re.sub(r"_\S*_", " ", words).split()).strip(" .,-_")
    if NOISY.search(words):
        return ""
    return in_title(words) if words.isupper() else words


def _section(own: str, before: str) -> str:
    """A Bagian or Paragraf as its articles name it; a Paragraf stands below the Bagian that came before."""
    above = before.partition(", Paragraf ")[0]
    return f"{above}, {own}" if own.startswith("Paragraf ") and above.startswith("Bagian ") else own


def _chapter(label: str) -> str:
    number = label.split(maxsplit=1)[1].replace("l", "I").replace("1", "I").upper()
    return f"Bab {number}"


def _tidy(part: Part) -> Part:
    """The part with every ayat in a paragraph of its own; empty when it only says that all is clear."""
    text = "\n".join(line.strip() for line in INNER_CLAUSE.sub("\n", part.text).split("\n") if line.strip())
    if part.label.startswith("Penjelasan") and _says_nothing(text):
        text = ""
    if part.label == "Penjelasan Umum":
        text = EXPLAINED_EACH.sub("", EXPLAINED.sub("", text))
    return replace(part, text=CLAUSE.sub("\n\n", text.strip(" .\n") if len(text) < 3 else text).strip())


def _says_nothing(text: str) -> bool:
    """Whether an explanation only says that all is clear."""
    bare = " ".join(text.split())
    if len(bare) < CLEAR_LENGTH and all(CLEAR.fullmatch(word) for word in re.findall(r"[^\W_]+", bare)):
        return True
    return not UNSAID.sub("", text).strip(" ._\n")
