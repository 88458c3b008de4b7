"""Bytes of a text or Markdown file -> text; what a text may hold, whatever document it came from."""

from __future__ import annotations

import re

from knowledge_base.documents.encoding import decoded
from knowledge_base.errors import DocumentError
from knowledge_base.note import CONTROL

INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\ufffe\uffff\x80-\x9f]")
UNREADABLE_SHARE = 0.02
"""So much of a text may be characters that its encoding does not have."""
CONTROL_SHARE = 0.2
"""So much of it may be control characters, which are left out; where more are, it is no text."""
COLOURS = re.compile(r"\x1b\[[\d;]{0,20}[A-Za-z]")
"""What a terminal is told between the words."""
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
REPEATED = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})")


def text_of(content: bytes, name: str, *, declares: bool = False) -> str:
    """The text of a file, whose lines end in a line feed alone; `declares`: it may name its encoding, as HTML does.

    Raises DocumentError when the encoding is unknown, or many characters are no text.
    """
    text = COLOURS.sub("", decoded(content, name, declares=declares))
    if text.count("\ufffd") > UNREADABLE_SHARE * len(text):
        raise DocumentError("encoding", f"{name}: many of its characters are damaged; save it as UTF-8")
    controls = sum(1 for _ in CONTROL.finditer(text.replace("\r", "").replace("\f", "")))
    if controls > CONTROL_SHARE * len(text):
        raise DocumentError("not_text", f"{name}: holds control characters; is it really a text file? Save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str) -> str:
    """A text without control, direction and invisible characters; form feeds end lines, tabs are spaces.

    Words that Indonesian repeats and a line end tore apart (`undang- undang`) are whole again.
    """
    text = INVISIBLE.sub("", CONTROL.sub("", text.replace("\f", "\n").replace("\u2028", "\n").expandtabs(4)))
    return REPEATED.sub(_whole, BLANK_LINES.sub("\n\n", text))


def is_repeated(first: str, second: str) -> bool:
    """Whether two words are the halves of a repeated one, which keeps its hyphen: `hak-haknya`, `sehari-hari`."""
    first, second = first.casefold(), second.casefold()
    grown = (len(first) > 2 and second.startswith(first)) or (len(first) > 3 and first in second)
    return grown or (second[:4] in first if len(second) > 3 else first.endswith(second))


def _whole(halves: re.Match[str]) -> str:
    return f"{halves[1]}-{halves[2]}" if is_repeated(halves[1], halves[2]) else halves[0]
