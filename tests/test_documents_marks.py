"""Bold words, links and nested lists of a document stay; signs of its own text are only characters."""

from __future__ import annotations

import html

import pytest
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import plain_text, to_html
from knowledge_base.marks import escaped, safe_address, unescaped
from tests.documents import docx, pdf, read

SIGNS = "*_[]()<>`\\!#&|~:=-+ ab1.é\n"
WORDS = st.text(SIGNS, max_size=12)


def body(content: bytes | str, name: str = "a.html") -> str:
    (made,) = read(content, name)
    return made.body


def test_a_link_of_a_page_keeps_its_address_and_its_bold_words() -> None:
    page = '<p>Syarat.</p><p>Daftar di <a href="https://alpukat.id/a_(b)"> aplikasi <b>ini</b></a>, <b>gratis</b>.</p>'
    assert body(page) == ("Syarat.\n\nDaftar di [aplikasi ini](https://alpukat.id/a_%28b%29), **gratis**.")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "tg://user?id=1", "/a", "#b"]
)
def test_a_link_that_is_not_for_the_web_becomes_its_words(address: str) -> None:
    assert body(f'<p>Isi.</p><p>Buka <a href="{address}">ini</a>.</p>') == "Isi.\n\nBuka ini."


def test_a_link_and_bold_words_of_a_word_file_stay() -> None:
    def build(made: WordFile) -> None:
        made.add_heading("Daftar", 1)
        paragraph = made.add_paragraph("Daftar di ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), made.part.relate_to("https://alpukat.id", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(made.add_paragraph().add_run("aplikasi ini")._r)
        paragraph._p.append(link)
        paragraph.add_run(" paling lambat ")
        paragraph.add_run("Jumat").bold = True

    assert body(docx(build), "a.docx") == "Daftar di [aplikasi ini](https://alpukat.id) paling lambat **Jumat**"


def test_headings_and_titles_are_plain_text() -> None:
    page = (
        '<h1>Biaya <b>a*b</b> [x](y)</h1><h2><a href="https://a.id">Loket_1*</a></h2><p>Isi.</p><h3>*Jam*</h3><p>8.</p>'
    )
    (made,) = read(page, "a.html")
    assert made.title == "Biaya a*b [x](y): Loket_1*"
    assert made.questions == (made.title,)
    assert plain_text(to_html(made.body)) == "Isi.\n\n*Jam*\n8."


def test_a_list_inside_a_list_stays_inside() -> None:
    page = "<p>Isi.</p><ol><li>KTP<ul><li>asli<ul><li>baru</li></ul></li></ul></li><li><p>KK</p><p>dua</p></li></ol>"
    assert body(page) == "Isi.\n\n1. KTP\n\n   - asli\n\n     - baru\n\n2. KK\n\n   dua"
    assert plain_text(to_html(body(page))).split("\n") == [
        *("Isi.", "", "1. KTP", "   • asli", "      • baru", "2. KK", "dua")
    ]


def test_signs_in_a_table_and_in_a_pdf_are_only_characters() -> None:
    page = "<p>x.</p><table><tr><td>2*3*4</td><td>[a](https://b.id)</td></tr></table>"
    assert plain_text(to_html(body(page))) == "x.\n\n2*3*4 | [a](https://b.id)"
    assert plain_text(to_html(body(pdf([("text", "Hasil 2*3*4 dan [a](https://b.id) di __init__.py.")]), "a.pdf"))) == (
        "Hasil 2*3*4 dan [a](https://b.id) di __init__.py."
    )


@given(st.lists(st.tuples(WORDS, st.booleans(), st.sampled_from(["", "https://a.id/x", "mailto:a@b.id"])), max_size=5))
def test_what_is_read_is_what_is_shown(runs: list[tuple[str, bool, str]]) -> None:
    """Whatever signs a page holds, and however it formats them, its words are shown as they stand there."""
    page, words = "", ""
    for text, bold, address in runs:
        inner = html.escape(text)
        inner = f"<b>{inner}</b>" if bold else inner
        page += f'<a href="{address}">{inner}</a>' if address else inner
        words += text
    shown = plain_text(to_html(body(f"<h1>Judul</h1><p>awal</p><p>x{page}x</p>")))
    assert " ".join(shown.split()) == " ".join(f"awal x{words}x".split())


@given(WORDS, WORDS)
def test_escaping_is_undone_and_shows_the_text(text: str, more: str) -> None:
    line = " ".join(f"x{text} {more}x".split())
    assert plain_text(to_html(escaped(line))) == line
    assert unescaped(escaped(line)) == line or "\\" in line


def test_an_address_holds_nothing_that_ends_a_link() -> None:
    assert safe_address(" https://a.id/x y)(<é> ") == "https://a.id/x%20y%29%28%3Cé%3E"
    assert safe_address(f"https://{'a' * 3000}") == ""
