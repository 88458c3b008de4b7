"""The head of a document: addressees, a box or a letterhead. It says nothing by itself, so it is no note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge_base.documents.letterhead import ALONE, OFFICE
from knowledge_base.documents.opening import CELL, bare

Section = tuple[str, str]
"""A heading and what stands below it."""
ADDRESSEE = re.compile(r"^\W*(?:Kepada\b|Yth\b)", re.MULTILINE)
SENTENCE = re.compile(r"\S.{80,}|.*\w{3,}(?:\s+\S+){5,}[.:;!?]\s*$")
"""A line that says more than an address does."""


BOX = re.compile(
    r"(?:(?:nama|judul|nomor|no\.?|tanggal|tgl\.?)\s+(?:sop|prosedur|dok\w*|surat|pembuatan|pengesahan|revisi|efektif|terbit)"
    r"|revisi|disahkan oleh|hari\s*/\s*tanggal)\b.*|(?:nomor|tanggal)\s*[:|].*\d.*",
    re.IGNORECASE,
)
"""What stands in the box of an SOP, or above minutes."""
LABELS = re.compile(r"\b(?:nama|judul|nomor|no|tanggal|tgl)\b\.?(?:\s+(?:sop|prosedur|revisi)\b)?|\W+|_", re.IGNORECASE)
TEXT = re.compile(r"\s*(?:[-•>#`]|\d{1,3}[.)])|.*[.;,!?]$|(?=.*[a-z])(?:.*:|.*\d)")
"""A line that is no title: an item, a sentence, a fact."""


def with_head_below(sections: Sequence[Section], name: str) -> list[Section]:
    """The sections without a first one that is only a head: what `name` does not say stands above the next text."""
    held = [(heading, body) for heading, body in sections if any(map(str.isalnum, body))]
    if len(held) < 2 or held[0][0]:
        return list(sections)
    head = held[0][1].strip()
    if not _only_addresses(head):
        if not _only_names(head):
            return list(sections)
        head = "\n".join(line for line in head.split("\n") if not _is_said(line, name)).strip()
    (heading, body), *others = held[1:]
    return [(heading, f"{head}\n\n{body.strip()}".strip()), *others]


def _only_addresses(text: str) -> bool:
    return ADDRESSEE.search(text) is not None and not any(map(SENTENCE.match, text.split("\n")))


def _only_names(text: str) -> bool:
    """Whether a text is the box of an SOP or a letterhead: offices, numbers and dates, and titles."""
    lines = [line for line in text.split("\n") if any(map(str.isalnum, line))]
    rows = [[bare(cell) for cell in f"{line} ".split(CELL)] for line in lines]
    boxed = any(BOX.match(bare(line)) for line in lines) or any(BOX.match(cell) for row in rows for cell in row)
    offices = [cell for row in rows for cell in row if OFFICE.fullmatch(cell) and " " in cell]
    said = any(SENTENCE.match(cell) for row in rows for cell in row)
    plain = [bare(row[0]) for row, line in zip(rows, lines, strict=True) if len(row) == 1 and not BOX.match(bare(line))]
    named = boxed or len(offices) == 1 or any(map(ALONE.fullmatch, plain))
    return named and not said and not any(TEXT.match(line) for line in plain)


def _is_said(line: str, name: str) -> bool:
    """Whether a document's name says what a line of its box says."""
    whole = _key(name)
    return any(map(str.isalnum, line)) and all(_key(cell) in whole for cell in line.split(CELL))


def _key(words: str) -> str:
    return LABELS.sub("", words.casefold())
