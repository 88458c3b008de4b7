"""Bytes of a Word file -> Markdown, by way of HTML. The only importer of mammoth.

Only the checked text parts of the file (see word_parts.py) reach the converter: no pictures, no embedded files, nothing
that points outside.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, tostring

import mammoth

from knowledge_base.documents import from_html
from knowledge_base.documents.word_hidden import drop_hidden
from knowledge_base.documents.word_numbers import with_numbers
from knowledge_base.documents.word_parts import DOCUMENT, NOTES, NUMBERING, STYLES, parts_of
from knowledge_base.errors import DocumentError

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
    *(ParseError, LookupError, ValueError, AttributeError, TypeError),
)
"""What zipfile, the XML parser and mammoth raise at damaged files."""


def markdown_of(content: bytes, name: str) -> str:
    """Headings, paragraphs with their numbers, lists and rows of tables; raises DocumentError."""
    try:
        trees = parts_of(content, name)
        for part in (DOCUMENT, *NOTES):
            if part in trees:
                drop_hidden(trees[part], trees.get(STYLES))
        numbered = with_numbers(trees[DOCUMENT], trees.get(NUMBERING), trees.get(STYLES))
        html = mammoth.convert_to_html(
            io.BytesIO(_repacked({**trees, DOCUMENT: numbered})), convert_image=lambda _image: [], style_map=STYLE_MAP
        ).value
    except RecursionError as error:
        message = f"{name}: its tables are nested without end; take the text out of them"
        raise DocumentError("nested", message) from error
    except DAMAGED as error:
        raise DocumentError(
            "broken", f"{name}: is damaged or no Word file; open it in Word and save it anew"
        ) from error
    return from_html.markdown_of(html.encode("utf-8", "replace"), name)


def _repacked(trees: dict[str, Element]) -> bytes:
    """A Word file of these parts. Automatic numbers stand in the text by now, so their rules stay behind."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, tree in trees.items():
            if part != NUMBERING:
                archive.writestr(part, tostring(tree))
    return packed.getvalue()
