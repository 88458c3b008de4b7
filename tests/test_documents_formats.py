"""PDF, Word and HTML become the text that a reader sees: headings, paragraphs, numbers, tables, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from knowledge_base.documents.long_tables import CELLS, with_headers
from knowledge_base.note import BODY_LIMIT
from tests.documents import docx, pdf, pdf_pages, pdf_table, plain_docx, read, with_parts

SENTENCE = "Petugas menyapa warga yang datang ke loket dengan ramah dan menanyakan keperluannya lebih dahulu. "


def shown(content: bytes | str, name: str) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in read(content, name)]


# --- PDF -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outline", [False, True])
def test_a_pdf_becomes_a_note_a_heading_without_headers_footers_and_page_numbers(*, outline: bool) -> None:
    blocks = [("title", "Pedoman Loket"), ("text", SENTENCE * 2)]
    for number in range(1, 5):
        blocks += [
            ("page", ""),
            ("heading", f"Langkah {number}"),
            ("text", SENTENCE * 5),
            ("text", f"a. butir {number};"),
        ]
    made = shown(pdf(blocks, outline=outline), "loket.pdf")
    assert [title for title, _ in made][-4:] == [f"Pedoman Loket: Langkah {number}" for number in range(1, 5)]
    assert made[-1][1] == f"{(SENTENCE * 5).strip()}\n\na. butir 4;"
    assert not re.search("Biro Organisasi|Halaman", "".join(body for _, body in made))


def test_a_paragraph_goes_on_over_the_page_and_a_torn_word_is_whole() -> None:
    lines = ["Setiap petugas menyapa warga dengan ramah dan mengutamakan pela-", "yanan bagi lansia, lalu undang-"]
    text = "undang dibacakan sampai selesai."
    blocks = [("line", lines[0]), ("line", lines[1]), ("page", ""), ("line", text)]
    ((_, body),) = shown(pdf(blocks), "a.pdf")
    assert body.endswith("mengutamakan pelayanan bagi lansia, lalu undang-undang dibacakan sampai selesai.")


def test_pages_that_say_the_same_are_no_headers() -> None:
    """Ten pages with one line each, which differs in its number only."""
    assert shown(pdf_pages(10, "Nomor antrean"), "a.pdf")[0][1].count("Nomor antrean") == 10


def test_rows_of_a_table_are_lines() -> None:
    rows = [
        ("Layanan", "Waktu", "Biaya"),
        ("KTP baru", "1 hari", "Gratis"),
        ("Kartu Keluarga hilang", "3 hari", "Gratis"),
    ]
    ((_, body),) = shown(pdf_table(rows), "tarif.pdf")
    assert body.split("\n") == [" | ".join(row) for row in rows]


# --- Word ----------------------------------------------------------------------------------------------------------


def test_a_word_file_becomes_headings_lists_and_rows() -> None:
    def build(made: WordFile) -> None:
        made.add_heading("Pedoman", 0)
        made.add_heading("Satu", 1)
        for style in ("List Number", "List Number", "List Bullet"):
            made.add_paragraph("butir", style=style)
        made.add_heading("Dua", 2)
        table = made.add_table(2, 2)
        for place, words in enumerate(("Layanan", "Waktu", "KTP\nbaru", "1 hari")):
            table.cell(place // 2, place % 2).text = words

    assert shown(docx(build), "a.docx") == [
        ("Pedoman: Satu", "1. butir\n\n2. butir\n\n- butir"),
        ("Pedoman: Dua", "Layanan | Waktu\nKTP baru | 1 hari"),
    ]


def test_the_only_section_of_a_word_file_is_found_by_its_heading() -> None:
    def build(made: WordFile) -> None:
        made.add_heading("Panduan Genset", 1)
        made.add_heading("Menyalakan genset kantor", 2)
        made.add_paragraph("Buka keran bahan bakar.")

    (made,) = read(docx(build), "genset.docx")
    named = "Panduan Genset: Menyalakan genset kantor"
    assert (made.title, made.questions) == (named, (named, "Menyalakan genset kantor"))


def test_paragraphs_in_bold_are_headings_where_there_are_no_others() -> None:
    def build(made: WordFile) -> None:
        for words in ("Jam buka", "Jam tutup"):
            made.add_paragraph().add_run(words).bold = True
            made.add_paragraph(f"Isi {words}.")

    assert [title for title, _ in shown(docx(build), "a.docx")] == ["A: Jam buka", "A: Jam tutup"]


def test_automatic_numbers_stand_in_the_text() -> None:
    """A law as it is typed: "Pasal 1" and "(1)" are lists of Word."""

    def build(made: WordFile) -> None:
        numbering = made.part.numbering_part.element
        kind = OxmlElement("w:abstractNum")
        kind.set(qn("w:abstractNumId"), "90")
        for depth, text in enumerate(("Pasal %1", "(%2)", "%3.")):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(depth))
            for tag, value in (
                ("w:start", "1"),
                ("w:numFmt", "lowerLetter" if depth == 2 else "decimal"),
                ("w:lvlText", text),
            ):
                item = OxmlElement(tag)
                item.set(qn("w:val"), value)
                level.append(item)
            kind.append(level)
        numbering.insert(0, kind)
        number = numbering.add_num(90)
        for depth, words in ((0, "Sapa"), (1, "satu"), (1, "dua"), (2, "x"), (2, "y"), (0, "Senyum"), (1, "tiga")):
            properties = made.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = depth
            properties.get_or_add_numId().val = number.numId

    ((_, body),) = shown(docx(build), "a.docx")
    assert body.split("\n\n") == ["Pasal 1 Sapa", "(1) satu", "(2) dua", "a. x", "b. y", "Pasal 2 Senyum", "(1) tiga"]


def test_what_was_deleted_in_word_is_not_read_and_what_was_added_is() -> None:
    text = (
        b"<w:p><w:ins><w:r><w:t>Baru.</w:t></w:r></w:ins><w:del><w:r><w:delText>Lama.</w:delText></w:r></w:del></w:p>"
    )
    wrapped = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
    made = with_parts(plain_docx("x"), {"word/document.xml": wrapped % text})
    assert [body for _, body in shown(made, "a.docx")] == ["Baru."]


def test_the_parts_of_a_word_file_may_have_other_names() -> None:
    """Word's own saves to the web call them document2.xml."""

    def build(made: WordFile) -> None:
        made.add_heading("Genset", 1)
        made.add_paragraph("Buka keran.")
        made.add_paragraph("Putar kunci.", style="List Number")

    usual = docx(build)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(held, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith(("[", "_", "word/_")):
                data = re.sub(rb"(document|styles|numbering)\.xml", rb"\g<1>2.xml", data)
            new.writestr(re.sub(r"(?<=/)(document|styles|numbering)(?=\.xml)", r"\g<1>2", entry.filename), data)
    assert "word/document2.xml" in zipfile.ZipFile(held).namelist()
    assert shown(held.getvalue(), "a.docx") == shown(usual, "a.docx") == [("Genset", "Buka keran.\n\n1. Putar kunci.")]


# --- HTML ----------------------------------------------------------------------------------------------------------


def test_a_page_becomes_what_a_reader_sees() -> None:
    page = """<!doctype html><html><head><title>x</title><style>p{}</style><script>alert(1)</script></head><body>
    <nav>Beranda</nav><h1>Jam &amp; tempat</h1><p>Buka pukul
    8.<br>Tutup pukul 16.</p><p hidden>rahasia</p><p style="display: none">rahasia</p>
    <p>Lihat <a href="javascript:alert(1)" onclick="alert(2)">formulir</a>.</p>
    <h2>Syarat</h2><ol start="3"><li>KTP</li><li>KK<ul><li>asli</li></ul></li></ol>
    <table><tr><th>Hari</th><th>Jam</th></tr><tr><td>Senin</td><td><p>8</p><p>sampai 16</p></td></tr></table>
    <p># bukan bab</p><pre>a
  b</pre><footer>Hak cipta</footer></body></html>"""
    assert shown(page, "a.html") == [
        ("Jam & tempat", "Buka pukul 8.\nTutup pukul 16.\n\nLihat formulir."),
        (
            "Jam & tempat: Syarat",
            "3. KTP\n\n4. KK\n\n   - asli\n\nHari | Jam\nSenin | 8 sampai 16\n\n\\# bukan bab\n\na\nb",
        ),
    ]


def test_of_a_page_with_a_main_part_only_that_is_read() -> None:
    assert shown("<div>Iklan</div><main><p>Isi.</p></main><div>Iklan</div>", "a.htm") == [("Isi.", "Isi.")]


def test_a_table_that_only_places_things_is_no_table() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    page = f"<table><tr><td><h1>Judul</h1><p>Isi.</p></td><td>{inner}</td></tr></table>"
    assert shown(page, "a.html") == [("Judul", "Isi.\n\na | b")]


@pytest.mark.parametrize("above", ["", "<p>Tabel 1. Tarif.</p>", f"<p>{'kata ' * 3_995}</p>"])
def test_a_long_table_names_its_columns_in_every_note_and_follows_what_stands_above(above: str) -> None:
    rows = [f"Layanan {number} | {number} hari kerja" for number in range(1, 1_200)]
    cells = "".join(f"<tr><td>{row.replace(' | ', '</td><td>')}</td></tr>" for row in rows)
    page = f"<h1>Tarif</h1>{above}<table><tr><th>Layanan</th><th>Waktu</th></tr>{cells}</table><p>Selesai.</p>"
    bodies = [body for _, body in shown(page, "tarif.html")]
    tables = [body for body in bodies if CELLS in body]
    assert all(body.count("Layanan | Waktu\n") == 1 and len(body) <= BODY_LIMIT for body in tables)
    assert [line for body in bodies for line in body.split("\n") if line in set(rows)] == rows
    assert len(bodies) == (3 if len(above) > BODY_LIMIT // 2 else 2), "no note holds only a caption"
    assert bodies[-1].endswith("Selesai.")


def test_a_first_row_with_figures_names_no_columns() -> None:
    rows = [f"{number} | Layanan {number} | loket ramah" for number in range(1, 1_500)]
    lines = with_headers("\n".join(rows), BODY_LIMIT).replace("\n\n", "\n").split("\n")
    assert lines == rows


# --- encodings and characters --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_texts_are_read_in_the_encodings_that_people_have(encoding: str, ending: str) -> None:
    assert shown("Pelayanan “prima” – café".encode(encoding), f"a.{ending}")[0][1] == "Pelayanan “prima” – café"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_text_in_two_bytes_a_letter_needs_no_mark(encoding: str) -> None:
    assert shown("Sapa warga – dengan ramah.".encode(encoding), "a.txt")[0][1] == "Sapa warga – dengan ramah."


def test_some_control_characters_are_left_out_of_a_text() -> None:
    said = "Judul\u202e catatan\u200f\x00\x08 tentang \x1b[31mlampu\u2066 loket rusak."
    assert shown(said, "a.txt")[0][1] == "Judul catatan tentang lampu loket rusak."


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "euc-jp", "shift_jis", "iso-8859-2", "windows-1251"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    words = {"iso-8859-2": "Loket łódź", "windows-1251": "Привет"}.get(encoding, "日本")
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding.upper()}"></head>'
    assert shown(f"{page}<p>{words}</p>".encode(encoding), "a.html")[0][1] == words


def test_a_page_that_declares_latin_letters_and_is_in_utf_8_is_read_as_that() -> None:
    assert shown('<html><meta charset="iso-8859-1"><p>Café “prima”</p>', "a.html")[0][1] == "Café “prima”"
    assert (
        shown('<html><meta charset="iso-8859-1"><p>Café “prima”</p>'.encode("cp1252"), "a.html")[0][1] == "Café “prima”"
    )


def test_definitions_in_a_document_type_are_no_text() -> None:
    page = "<!DOCTYPE html [<!ENTITY a 'b'>\n<!ELEMENT p ANY>]>\n<html><body><p>Isi loket.</p></body></html>"
    assert shown(page, "a.html") == [("Isi loket.", "Isi loket.")]


def test_control_direction_and_invisible_characters_are_left_out() -> None:
    text = "Nomor \u202e123\u202c dan ka\u00adta,\u200b jelas\u0007 sekali." + " Panjang." * 30
    assert shown(text, "a.txt")[0][1].startswith("Nomor 123 dan kata, jelas sekali.")


def test_words_torn_by_a_line_end_are_whole_again() -> None:
    text = "perundang- undangan, hak- haknya, masing- masing; pra- dan pasca, ber- henti"
    assert shown(text, "a.txt")[0][1] == "perundang-undangan, hak-haknya, masing-masing; pra- dan pasca, ber- henti"
