"""Bytes of a Word file -> Markdown, by way of HTML. The only importer of mammoth and defusedxml.

A DOCX is a zip of XML. It is taken apart and checked here first, and only its checked text parts reach the converter:
no pictures, no embedded files, nothing that points outside.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, tostring

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge_base.documents import from_html
from knowledge_base.documents.limits import MEGABYTE
from knowledge_base.documents.word_numbers import with_numbers
from knowledge_base.errors import DocumentError

ENTRIES_LIMIT = 5_000
UNPACKED_LIMIT = 512 * MEGABYTE
"""Bytes of all parts together, as the archive declares them; pictures count, although they are never unpacked."""
TEXT_PARTS_LIMIT = 24 * MEGABYTE
"""Bytes of the XML that is read. A thousand pages have some ten million."""
DOCUMENT = "word/document.xml"
NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
READ = (DOCUMENT, NUMBERING, STYLES, "word/footnotes.xml", "word/endnotes.xml", "[Content_Types].xml", "_rels/.rels")
RELATIONS = "word/_rels/document.xml.rels"
STYLE_MAP = "\n".join(f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "Judul"))
DAMAGED = (
    *(
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        NotImplementedError,
        UnicodeError,
        OverflowError,
    ),
    *(ParseError, DefusedXmlException, LookupError, ValueError, AttributeError, TypeError, RecursionError),
)
"""What zipfile, the XML parser and mammoth raise at damaged files."""


def markdown_of(content: bytes, name: str) -> str:
    """Headings, paragraphs with their numbers, lists and rows of tables; raises DocumentError."""
    try:
        parts = _parts(content, name)
        trees = {part: fromstring(data, forbid_dtd=True) for part, data in parts.items()}
        numbered = with_numbers(trees[DOCUMENT], trees.get(NUMBERING), trees.get(STYLES))
        html = mammoth.convert_to_html(
            io.BytesIO(_repacked({**trees, DOCUMENT: numbered})), convert_image=lambda _image: [], style_map=STYLE_MAP
        ).value
    except DefusedXmlException as error:
        message = f"{name}: its XML defines entities, as an attack does; save the text into a new Word file"
        raise DocumentError("bomb", message) from error
    except DAMAGED as error:
        raise DocumentError(
            "broken", f"{name}: is damaged or no Word file; open it in Word and save it anew"
        ) from error
    return from_html.markdown_of(html.encode("utf-8", "replace"), name)


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    """The XML that is read, by part; raises DocumentError for what no honest Word file holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if DOCUMENT not in names:
            message = f"{name}: is a zip archive, but no Word file; unpack it and import what is inside"
            raise DocumentError("wrong_ending", message)
        if any(entry.flag_bits & 1 for entry in entries):
            raise DocumentError("password", f"{name}: is protected with a password; remove it and import it again")
        read = [entry for entry in entries if entry.filename in (*READ, RELATIONS)]
        unpacked, text = (sum(entry.file_size for entry in some) for some in (entries, read))
        if len(entries) > ENTRIES_LIMIT or unpacked > UNPACKED_LIMIT or text > TEXT_PARTS_LIMIT:
            message = f"{name}: unpacks to {unpacked // MEGABYTE:,} MB in {len(entries):,} parts; no text is that large"
            raise DocumentError("bomb", message)
        if any(part.casefold().endswith("vbaproject.bin") for part in names):
            raise DocumentError("macro", f"{name}: holds macros, which are programs; save it as .docx without macros")
        return {entry.filename: _unpacked(archive, entry, name) for entry in read}


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """A part's bytes, no more of them than were declared."""
    with archive.open(entry) as part:
        data = part.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise DocumentError("bomb", f"{name}: unpacks to more than it declares; save the text into a new Word file")
    return data


def _repacked(trees: dict[str, Element]) -> bytes:
    """A Word file of these parts. Automatic numbers stand in the text by now, so their rules stay behind."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, tree in trees.items():
            if part != NUMBERING:
                archive.writestr(part, tostring(tree))
    return packed.getvalue()
