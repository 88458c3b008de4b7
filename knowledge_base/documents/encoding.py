"""Bytes -> text, in the encoding that a file has by its mark, its words or its declaration; never by a mere guess."""

from __future__ import annotations

import codecs
import re

from knowledge_base.errors import DocumentError

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w-]{1,30})", re.IGNORECASE
)
DECLARED_WITHIN = 4096
KNOWN = re.compile(r"gb\w+|big5\w*|euc[-_]\w+|shift[-_]jis|sjis|(?:iso|windows)-[\d-]+|cp\d+|koi8-\w|tis-620")
"""Encodings of texts; Python knows others under such names, which are no such thing."""
LATIN = ("iso-8859-1", "us-ascii", "ascii")
"""What browsers read as Windows' Latin letters."""
WINDOWS = "cp1252"
UTF_7 = re.compile(rb"\s*(?:\+ADw-|\+/v[89+/])")
"""How a page begins that is written in UTF-7, which no browser reads any more: its bytes are plain letters."""
BESIDE_EACH_OTHER = re.compile(r"[^\x00-\x7f]{2,}")
FOREIGN_SHARE = 0.2
"""Most of the letters of a text in Windows' Latin letters are plain; in other encodings read as such, few are."""
WIDE_SHARE = 0.8
"""So many of the characters of a text in Latin letters need one of UTF-16's two bytes only."""
CLUSTERED_SHARE = 0.3
"""So much of what is not plain stands beside each other, where accents and quotation marks stand alone."""


def decoded(content: bytes, name: str, *, declares: bool = False) -> str:
    """The text of a file; `declares` is for HTML, which may name its encoding. Raises DocumentError."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), "") or _wide(content)
    declared = DECLARED.search(content[:DECLARED_WITHIN]) if declares and not marked else None
    named = declared[1].decode("ascii", "replace").lower() if declared else ""
    if declares and (named in ("utf-7", "utf7") or UTF_7.match(content)):
        raise DocumentError("encoding", f"{name}: its characters are stored as UTF-7; save it as UTF-8")
    usual = WINDOWS if named in LATIN else named if KNOWN.fullmatch(named) else ""
    for encoding in [marked] if marked else ["utf-8", *filter(None, [usual])]:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    text = "" if marked or usual else content.decode(WINDOWS, "replace")
    if not text or not looks_latin(text):
        message = f"{name}: its characters are stored in an unknown encoding, or damaged; save it as UTF-8"
        raise DocumentError("encoding", message)
    return text


def _wide(content: bytes) -> str:
    """UTF-16 without its mark, told by the zero in every second byte of plain letters; empty for all else."""
    first, second = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 or max(first, second) < WIDE_SHARE * len(content) / 2 or min(first, second):
        return ""
    return "utf-16-be" if first else "utf-16-le"


def looks_latin(text: str) -> bool:
    """Whether a text that was read as Windows' Latin letters is one: a few accents and signs in plain words."""
    foreign = sum(not character.isascii() for character in text)
    letters = sum(character.isalpha() for character in text)
    clustered = sum(len(run) for run in BESIDE_EACH_OTHER.findall(text))
    return (
        "\ufffd" not in text
        and sum(character.isalpha() and not character.isascii() for character in text) <= FOREIGN_SHARE * letters
        and clustered <= CLUSTERED_SHARE * foreign
    )
