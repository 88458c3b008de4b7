"""Telegram's formatting becomes Markdown that shows the same text, and no link to anything but the web."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.formatting import MARKS, Span, to_markdown
from bot.markup import plain_text, to_html
from knowledge_base.chunk import plain
from knowledge_base.note import CONTROL


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("halo dunia", [Span("bold", 5, 5)], "halo <b>dunia</b>"),
        ("halo dunia", [Span("bold", 0, 10), Span("italic", 5, 5)], "<b>halo <i>dunia</i></b>"),
        (
            "😀 klik sini",
            [Span("text_link", 3, 4, "https://a.id/x(1)")],
            '😀 <a href="https://a.id/x%281%29">klik</a> sini',
        ),
        ("klik sini", [Span("text_link", 0, 4, "javascript:alert(1)")], "klik sini"),
        ("klik sini", [Span("text_link", 0, 4, "tg://user?id=1")], "klik sini"),
        ("pakai x = 1 ya", [Span("code", 6, 5)], "pakai <code>x = 1</code> ya"),
        ("• satu\n• dua", [], "• satu\n• dua"),
        ("1. satu\n2. dua", [Span("bold", 3, 4)], "1. <b>satu</b>\n2. dua"),
        ("baris satu\nbaris dua", [], "baris satu\nbaris dua"),
        ("- bawa surat\nCatatan: hubungi petugas.", [], "• bawa surat\nCatatan: hubungi petugas."),
        ("1. satu\ncatatan\n2. dua\nselesai", [], "1. satu\ncatatan\n2. dua\nselesai"),
        ("| a | b |\n|---|---|\n| c | d |\nselesai", [], "a | b\nc | d\nselesai"),
        ("kata bijak\nselesai", [Span("blockquote", 0, 10)], "<blockquote>kata bijak</blockquote>\nselesai"),
        ("kata bijak", [Span("blockquote", 0, 10)], "<blockquote>kata bijak</blockquote>"),
        ("x = 1\ny = 2", [Span("pre", 0, 11)], "<pre>x = 1\ny = 2</pre>"),
        (" tebal ", [Span("bold", 0, 7)], "<b>tebal</b>"),
        ("baris satu\nbaris dua", [Span("bold", 0, 20)], "<b>baris satu</b>\n<b>baris dua</b>"),
    ],
)
def test_formatting_is_seen_again(text: str, spans: list[Span], html: str) -> None:
    assert to_html(to_markdown(text, spans)) == html


@pytest.mark.parametrize(
    "text",
    [
        "Biaya 3*5000*2 rupiah",
        "Isi __init__.py dan _catatan_ lama",
        "2**3**4",
        "Nama: ______ (wajib)",
        "Harga *belum* termasuk ongkos",
        r"map C:\_arsip dan \*",
        "buka https://x.id/a_b_*c sekarang",
    ],
)
def test_stars_and_underscores_that_nobody_meant_as_marks_are_only_characters(text: str) -> None:
    for spans in ([], [Span("bold", 0, 4)]):
        assert plain_text(to_html(to_markdown(text, spans))) == text


@pytest.mark.parametrize(
    "text",
    [
        "Langkah piket\n---\nSenin petugas A",
        "Jadwal\n===\nSelasa\n- - -\nRabu\n***\nKamis\n___",
        "atas\n-\nbawah\n=",
        "---\nid: x\n---\nakhir",
    ],
)
def test_a_line_of_dashes_makes_no_heading_and_stays_a_line_of_dashes(text: str) -> None:
    assert to_html(to_markdown(text)) == text
    assert to_html(to_markdown(f"{text}\n\n    ---")) == f"{text}\n\n---"
    assert to_html(to_markdown("```\na\n---\n```")) == "<pre>a\n---</pre>"


def test_the_search_reads_them_as_they_stand() -> None:
    text = r"Biaya 3*5000*2 di __init__.py dan _catatan_ di C:\_arsip"
    assert plain(to_markdown(text)) == text


@given(some.text(alphabet=r"ab 12*_\.", max_size=40).filter(lambda text: "**" not in text))
def test_a_typed_line_shows_as_it_was_typed(text: str) -> None:
    line = f"x {text} x"
    assert plain_text(to_html(to_markdown(line))).split() == line.split()


def test_bold_and_code_and_links_by_hand_stay() -> None:
    written = "**Penting sekali**: buka `a_b_*c*` lalu [Lapor](https://lapor.go.id/a_b_c)"
    shown = '<b>Penting sekali</b>: buka <code>a_b_*c*</code> lalu <a href="https://lapor.go.id/a_b_c">Lapor</a>'
    assert to_html(to_markdown(written)) == shown
    assert to_html(to_markdown("```\na = 3*4*5\n```")) == "<pre>a = 3*4*5</pre>"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("[https://lapor.go.id](https://evil.example/x)", " (evil.example)"),
        ("[lapor.go.id](https://evil.example)", " (evil.example)"),
        ("[www.Lapor.go.id/a](https://lapor.go.id/b)", ""),
        ("[Lapor](https://lapor.go.id)", ""),
        ("[a](https://x.id) lalu lapor.go.id", " lalu lapor.go.id"),
    ],
)
def test_a_link_that_shows_another_place_than_it_leads_to_says_where(link: str, told: str) -> None:
    assert to_html(link).partition("</a>")[2] == told


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](tg://user?id=1)",
        "<tg:resolve>",
        "[x][a]\n\n[a]: tg://x",
        "![x](data:text/html,1)",
    ],
)
def test_a_link_written_by_hand_that_is_not_for_the_web_becomes_text(text: str) -> None:
    assert "href" not in to_html(to_markdown(text))
    assert not re.search(r"javascript|tg://|data:", to_markdown(text))


SPANS = some.lists(
    some.builds(
        Span,
        some.sampled_from([*MARKS, "underline", "text_link", "blockquote", "mention"]),
        some.integers(0, 60),
        some.integers(1, 60),
        some.sampled_from(["https://a.id/", "javascript:x", ""]),
    ),
    max_size=6,
)
PLAIN = some.text(some.sampled_from("ab .,!?“”()\n😀é"), max_size=60)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\s>]+", text)


@given(PLAIN, SPANS)
def test_formatting_never_changes_the_words(text: str, spans: list[Span]) -> None:
    assert words_of(plain_text(to_html(to_markdown(text, spans)))) == words_of(plain_text(to_html(to_markdown(text))))


@given(some.text(max_size=200), SPANS)
def test_whatever_is_sent_becomes_markdown_without_hidden_characters(text: str, spans: list[Span]) -> None:
    made = to_markdown(text, spans)
    assert not CONTROL.search(made.replace("\n", ""))
    to_html(made)
