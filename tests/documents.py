"""Documents for tests: small real PDF and Word files, and those that somebody made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

from docx import Document
from docx.document import Document as WordFile
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from knowledge_base.documents.convert import notes_of
from knowledge_base.documents.limits import Limits
from knowledge_base.errors import DocumentError, Reason
from knowledge_base.note import Note
from tests.makers import DAY

LIMITS = Limits()
LAW = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 7 TAHUN 2030
TENTANG
PELAYANAN LOKET
DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang: bahwa loket harus ramah sebagaimana dimaksud dalam Pasal 5 ayat (1) Undang-Undang Dasar;
MEMUTUSKAN:
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan loket adalah tempat melayani warga.
BAB II
KEWAJIBAN PETUGAS
Bagian Kesatu
Sikap
Pasal 2
(1) Petugas menyapa warga sebagaimana dimaksud dalam
Pasal 1 dengan ramah.
(2) Sapaan diucapkan sebelum 10 (sepuluh) detik.
Pasal 3
Petugas berdiri ketika lansia datang.
Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini.
PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 7 TAHUN 2030
I. UMUM
Loket adalah wajah negara.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Yang dimaksud dengan ramah adalah tersenyum.
Pasal 3
Cukup jelas.
"""
"""A whole law, small enough to know by heart."""


def read(content: bytes | str, name: str = "Aturan Loket.md", limits: Limits = LIMITS) -> list[Note]:
    """The notes of a document, in this process."""
    data = content.encode() if isinstance(content, str) else content
    return notes_of(data, name, kind="pedoman", topic="", today=DAY, limits=limits)


def refused(content: bytes | str, name: str, limits: Limits = LIMITS) -> tuple[Reason, str]:
    """Why a document is refused, and in what words."""
    try:
        made = read(content, name, limits)
    except DocumentError as error:
        return error.reason, str(error)
    raise AssertionError(f"{name} became {len(made)} notes")


class _Printed(FPDF):
    """A PDF with the same header on every page, and its number at the foot."""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 8, "Biro Organisasi - Dokumen Internal", new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="R")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=9)
        self.cell(0, 10, f"Halaman {self.page_no()} dari 9", align="C")


def pdf(blocks: Iterable[tuple[str, str]], *, outline: bool = False) -> bytes:
    """A PDF of blocks: ("title" | "heading" | "text" | "line" | "page", words); `line` is set as it is."""
    made = _Printed()
    made.add_page()
    for kind, words in blocks:
        if kind == "page":
            made.add_page()
            continue
        size, style = {"title": (20, "B"), "heading": (14, "B")}.get(kind, (11, ""))
        made.set_font("Helvetica", style=style, size=size)
        if outline and kind == "heading":
            made.start_section(words)
        made.multi_cell(0, size * 0.5, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L" if kind == "line" else "J")
        if kind != "line":
            made.ln(4)
    return bytes(made.output())


def pdf_table(rows: Iterable[tuple[str, ...]]) -> bytes:
    """A PDF with a heading and one table."""
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", style="B", size=16)
    made.cell(0, 10, "Tarif layanan", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    made.set_font("Helvetica", size=11)
    with made.table() as table:
        for row in rows:
            table.row(row)
    return bytes(made.output())


def pdf_pages(count: int, words: str = "Halaman.") -> bytes:
    """A PDF of so many pages."""
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for number in range(count):
        made.add_page()
        made.cell(0, 10, f"{words} {number}")
    return bytes(made.output())


def pdf_scan(pages: int = 2) -> bytes:
    """A PDF that holds pictures alone."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - comes with fpdf2

    picture = Image.new("L", (200, 300), 255)
    ImageDraw.Draw(picture).rectangle((20, 20, 180, 40), fill=0)
    made = FPDF()
    for _ in range(pages):
        made.add_page()
        made.image(picture, w=180)
    return bytes(made.output())


def pdf_locked() -> bytes:
    """A PDF that opens with a password only."""
    made = FPDF()
    made.set_encryption(owner_password="pemilik", user_password="pembaca")
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.cell(0, 10, "Rahasia")
    return bytes(made.output())


def docx(build: Callable[[WordFile], None]) -> bytes:
    """A Word file as a function fills it."""
    made = Document()
    build(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def plain_docx(*paragraphs: str) -> bytes:
    """A Word file of paragraphs."""

    def build(made: WordFile) -> None:
        for words in paragraphs:
            made.add_paragraph(words)

    return docx(build)


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """A zip archive with some of its parts replaced or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for part, data in parts.items():
            new.writestr(part, data)
    return held.getvalue()
