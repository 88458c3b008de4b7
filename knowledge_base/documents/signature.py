"""What a file is by its first bytes, against what its name says."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from knowledge_base.errors import DocumentError

Format = Literal["pdf", "docx", "html", "md", "txt"]
FORMATS: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
}
ADVICE = {
    ".doc": "an old Word file; save it as .docx in Word or LibreOffice",
    ".rtf": "a rich text file; save it as .docx",
    ".odt": "an OpenDocument file; save it as .docx",
    ".xlsx": "a spreadsheet; save the sheet as PDF, or copy it into a .docx",
    ".pptx": "a presentation; save it as PDF",
    ".mhtml": "a web archive; save the page as PDF",
    ".mht": "a web archive; save the page as PDF",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (OLE, "an old Microsoft Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
)
PDF = re.compile(rb"(?:[^\n]*\n)??[^\n%]{0,64}%PDF-\d")  # readers allow some bytes before it
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)


def format_of(content: bytes, name: str) -> Format:
    """The format in which a document is to be read; raises DocumentError when content and name do not fit."""
    ending = PurePath(name).suffix.lower()
    if ending == ".docm":
        raise DocumentError("macro", f"{name}: is a Word file with macros; save it as .docx without macros")
    if ending not in FORMATS:
        what = ADVICE.get(ending, f"'{ending}' cannot be imported")
        raise DocumentError("unsupported", f"{name}: {what}; allowed endings: {', '.join(FORMATS)}")
    if not content.strip(b"\x00 \t\r\n\f"):
        raise DocumentError("blank", f"{name}: is empty; send the file that holds the text")
    expected, found = FORMATS[ending], _found(content)
    if expected == "docx" and content.startswith(OLE) and ENCRYPTED in content:
        raise DocumentError(
            "password", f"{name}: is protected with a password; remove it in Word and send the file again"
        )
    if not _fits(expected, found):
        advice = f"give it its right ending, or save it as a real {ending}"
        raise DocumentError(
            "wrong_ending", f"{name}: ends in {ending}, but holds {found or 'something else'}; {advice}"
        )
    return expected


def _found(content: bytes) -> str:
    """What the first bytes say, in words; empty when they say nothing."""
    if PDF.match(content[:1024]):
        return "a PDF"
    for signature, what in SIGNATURES:
        if content.startswith(signature) and (signature != b"MZ" or b"\x00" in content[:64]):
            return what
    return "HTML" if HTML.match(content[:1024]) else ""


def _fits(expected: Format, found: str) -> bool:
    if expected == "pdf":
        return found == "a PDF"
    if expected == "docx":
        return found == "a zip archive"
    return found == "" or (found, expected) == ("HTML", "html")
