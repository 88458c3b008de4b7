"""Bytes of a PDF -> its lines with their places. The only importer of pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge_base.documents.justified import with_closed_gaps
from knowledge_base.documents.layout import key_of
from knowledge_base.documents.limits import TEXT_LIMIT, Limits, too_much_text
from knowledge_base.documents.page_line import Line
from knowledge_base.documents.rulings import Cell, Point, Rulings, Stroke
from knowledge_base.documents.table_rows import with_rows
from knowledge_base.errors import DocumentError

HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line, in the place of hyphen and line end."""
COLUMN_GAP = 1.8
"""A gap of so many line heights parts two cells of a table; justified text seldom opens so far."""
SCANNED_LETTERS = 50
"""Letters on a page, on average, up to which a PDF with pictures is a scan: a scanner's stamp is not its text."""
BOLD = (b"bold", b"black", b"heavy")
OUTLINE_LIMIT = 5_000
PATHS_LIMIT = 5_000
"""Paths on a page, and strokes of a path, that are looked at."""

Outline = dict[tuple[int, str], int]


def lines_of(content: bytes, name: str, limits: Limits) -> list[Line]:
    """The lines of all pages, in reading order; raises DocumentError."""
    document = _opened(content, name)
    if (pages := len(document)) > limits.pages:
        message = f"{name}: has {pages} pages, {limits.pages} at most; import it in parts"
        raise DocumentError("too_many_pages", message)
    outline = _outline(document)
    found: list[Line] = []
    size = letters = drawn = pictures = 0
    for number in range(pages):
        page = _page(document, number, name)
        drawn += pdfium.FPDFPage_CountObjects(page)
        pictures += any(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        for line in _lines(page, number):
            size += len(line.text)
            letters += sum(character.isalpha() for character in line.text)
            found.append(replace(line, level=outline.get((number, key_of(line.text)), 0)))
        if size > TEXT_LIMIT:
            raise too_much_text(name)
        page.close()
    if (drawn and not letters) or (pictures and letters < SCANNED_LETTERS * pages):
        message = f"{name}: is a scan, a picture of text; run text recognition (OCR) on it, or take the original"
        raise DocumentError("scanned", message)
    return with_rows(with_closed_gaps(found))


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            message = f"{name}: is protected with a password; remove it and import the file again"
            raise DocumentError("password", message) from error
        raise DocumentError("broken", f"{name}: is damaged; save or download it anew") from error


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> pypdfium2.PdfPage:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        message = f"{name}: page {number + 1} is damaged; save or download the file anew"
        raise DocumentError("broken", message) from error


def _outline(document: pypdfium2.PdfDocument) -> Outline:
    """Level of a heading, from 1, by page and text."""
    levels: Outline = {}
    for mark in islice(document.get_toc(max_depth=6), OUTLINE_LIMIT):
        place = mark.get_dest()
        page = None if place is None else place.get_index()
        if page is not None:
            levels.setdefault((page, key_of(mark.get_title())), mark.level + 1)
    return levels


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    """A page's lines as PDFium orders them; none goes on from one cell of a drawn table into another."""
    text = page.get_textpage()
    height = page.get_height()
    rulings = Rulings.of(_strokes(page))
    drawn = _Drawn()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in HYPHENS:
            drawn.parts.append("-")
        if code in (*HYPHENS, 0x0A, 0x0D):
            yield from drawn.line(text, number, height)
            drawn = _Drawn()
            continue
        character = chr(code) if 0 < code <= 0x10FFFF else ""
        if not character.strip():
            drawn.parts.append(" ")
            continue
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        if rulings.upright and not drawn.holds(*_middle(box)):
            cell = rulings.cell(*_middle(box))
            if cell != drawn.cell:
                yield from drawn.line(text, number, height)
                drawn = _Drawn(cell)
        drawn.add(index, character, box)
    yield from drawn.line(text, number, height)
    text.close()


def _strokes(page: pypdfium2.PdfPage) -> Iterator[Stroke]:
    """The straight strokes of all paths of a page."""
    for drawn in islice(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1), PATHS_LIMIT):
        matrix = drawn.get_matrix()
        first: Point | None = None
        points: list[Point] = []
        for number in range(min(pdfium.FPDFPath_CountSegments(drawn), PATHS_LIMIT)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = matrix.on_point(x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                yield from pairwise(points)
                first, points = point, []
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
                points.append(first)
        yield from pairwise(points)


def _middle(box: pdfium.FS_RECTF) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


class _Drawn:
    """A line while its characters come in. Distances are in points, from the page's lower left corner."""

    def __init__(self, cell: Cell | None = None) -> None:
        self.parts: list[str] = []
        self.indexes: list[int] = []
        self.cell = cell
        self.left = self.right = self.top = self.bottom = 0.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in the line's cell."""
        return self.cell is not None and self.cell[0] <= x <= self.cell[2] and self.cell[1] <= y <= self.cell[3]

    def add(self, index: int, character: str, box: pdfium.FS_RECTF) -> None:
        """Puts one more character at the line's end; a wide gap before it is a border between two cells."""
        if not self.indexes:
            self.left, self.right, self.top, self.bottom = box.left, box.right, box.top, box.bottom
        elif box.left - self.right > COLUMN_GAP * max(self.top - self.bottom, 1.0) and len(self.indexes) > 4:
            self.parts.append(" | ")
        self.parts.append(character)
        self.indexes.append(index)
        self.right = box.right

    def line(self, text: pypdfium2.PdfTextPage, page: int, page_height: float) -> Iterator[Line]:
        """The finished line, unless nothing stands in it."""
        words = " ".join("".join(self.parts).split())
        if self.indexes:
            height = max(self.top - self.bottom, 0.1)
            bold = _is_bold(text, self.indexes[0]) and _is_bold(text, self.indexes[-1])
            top = page_height - self.top
            depth = top / max(page_height, 1.0)
            yield Line(page, words, self.left, self.right, top, height, depth, bold=bold, cell=self.cell)


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    font = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, font, len(font), ctypes.byref(flags))
    return any(word in font.value.lower() for word in BOLD)
