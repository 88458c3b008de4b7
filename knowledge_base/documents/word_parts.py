"""A Word file, a zip of XML, taken apart and checked: its text parts, found by their types as Word finds them.

The only importer of defusedxml.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge_base.documents.limits import MEGABYTE
from knowledge_base.errors import DocumentError

ENTRIES_LIMIT = 5_000
UNPACKED_LIMIT = 512 * MEGABYTE
"""Bytes of all parts together, as the archive declares them; pictures count, although they are never unpacked."""
TEXT_PARTS_LIMIT = 24 * MEGABYTE
"""Bytes of the XML that is read. A thousand pages have some ten million."""
TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
RELATIONS = "word/_rels/document.xml.rels"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
USUAL = {
    "document.main": DOCUMENT,
    "template.main": DOCUMENT,
    "numbering": NUMBERING,
    "styles": STYLES,
    "footnotes": NOTES[0],
    "endnotes": NOTES[1],
}
"""The usual names of the parts that are read, by the last words of their types; a file may give them others."""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PROGRAMS = ("macroenabled", "vbaproject", "vbadata")
"""What stands in the type of a part that holds programs, or of a main part that may."""


def parts_of(content: bytes, name: str) -> dict[str, Element]:
    """The XML that is read, under the usual names; raises DocumentError for what no honest Word file holds."""
    try:
        return {usual: fromstring(data, forbid_dtd=True) for usual, data in _parts(content, name).items()}
    except DefusedXmlException as error:
        message = f"{name}: its XML defines entities, as an attack does; save the text into a new Word file"
        raise DocumentError("entities", message) from error


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        if any(entry.flag_bits & 1 for entry in entries.values()):
            raise DocumentError("password", f"{name}: is protected with a password; remove it and import it again")
        _bounded(name, archive.infolist(), [entries[TYPES]] if TYPES in entries else [])
        types = _types(_unpacked(archive, entries[TYPES], name)) if TYPES in entries else {}
        if any(word in kind for kind in (*types.values(), *map(str.lower, entries)) for word in PROGRAMS):
            raise DocumentError("macro", f"{name}: holds macros, which are programs; save it as .docx without macros")
        places = _places(types, entries)
        if DOCUMENT not in places:
            message = f"{name}: is a zip archive, but no Word file; unpack it and import what is inside"
            raise DocumentError("wrong_ending", message)
        read = {usual: entries[place] for usual, place in places.items()}
        _bounded(name, archive.infolist(), read.values())
        return {usual: _unpacked(archive, entry, name) for usual, entry in read.items()}


def _types(content: bytes) -> dict[str, str]:
    """The types of the parts in small letters: by a part's name, or by an ending for all others."""
    found = {}
    for each in fromstring(content, forbid_dtd=True):
        place = each.get("PartName", "").removeprefix("/") or f"*.{each.get('Extension', '')}"
        found[place] = each.get("ContentType", "").lower()
    return found


def _places(types: dict[str, str], entries: Iterable[str]) -> dict[str, str]:
    """Where the parts that are read stand, by their usual names."""
    known = set(entries)
    places = {usual: usual for usual in (*USUAL.values(), RELATIONS) if usual in known}
    for place, kind in types.items():
        usual = USUAL.get(kind.removeprefix(WORD_TYPE).removesuffix("+xml"))
        if usual and place in known and kind.startswith(WORD_TYPE):
            places[usual] = place
    folder, _, main = places.get(DOCUMENT, "").rpartition("/")
    relations = f"{folder}/_rels/{main}.rels".removeprefix("/")
    return {**places, RELATIONS: relations} if relations in known else places


def _bounded(name: str, entries: Iterable[zipfile.ZipInfo], read: Iterable[zipfile.ZipInfo]) -> None:
    """Raises DocumentError when an archive is larger than a text can be."""
    sizes = [entry.file_size for entry in entries]
    if len(sizes) > ENTRIES_LIMIT or sum(sizes) > UNPACKED_LIMIT or sum(e.file_size for e in read) > TEXT_PARTS_LIMIT:
        message = f"{name}: unpacks to {sum(sizes) // MEGABYTE:,} MB in {len(sizes):,} parts; no text is that large"
        raise DocumentError("bomb", message)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """A part's bytes, no more of them than were declared."""
    with archive.open(entry) as part:
        data = part.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise DocumentError("bomb", f"{name}: unpacks to more than it declares; save the text into a new Word file")
    return data
