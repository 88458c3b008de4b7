"""Messages: Markdown as Telegram HTML, answers and notes within Telegram's limits, every word kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from bot import replies
from bot.answer import Answer, Kind
from bot.markup import escape, plain_text, to_html, visible_length
from bot.message import (
    BUTTON_LIMIT,
    MESSAGE_LIMIT,
    OWN_SOURCE,
    Button,
    Message,
    Messenger,
    Reader,
    source_line,
    with_highlights,
)
from bot.send import keyboard
from knowledge_base.chunk import Chunk, chunks_of, plain, sentences_of
from knowledge_base.note import BODY_LIMIT, CONTROL, ID_LIMIT, Note, Source
from tests.makers import BODIES, note, notes
from tests.telegram.entities import Entity, utf16_length
from tests.telegram.keyboards import DATA_LIMIT, checked_markup
from tests.telegram.text import Formatted, message_text

READER = Reader(datetime(2026, 11, 23, 8, 30).astimezone())


def accepted(message: Message) -> Formatted:
    """The message as the strict server shows it; ApiError when the server refuses text or buttons."""
    markup = keyboard(message.buttons)
    if markup:
        checked_markup(markup.to_dict(), inline_only=True)
    shown = message_text(message.html, "HTML", None)
    assert utf16_length(shown.text) <= MESSAGE_LIMIT
    assert shown.text == message.text.strip(" \n"), "what Prima takes for the text is what Telegram shows"
    return shown


def answer_of(shown: Note, **changes: Any) -> Answer:
    """An answer that shows the note's first passage."""
    usual = Answer("tanya", "tanya", "answer", 0.9, "b1", 1.0, note=shown, passages=tuple(chunks_of(shown)[:1]))
    return replace(usual, **changes)


def said(kind: Kind, **changes: Any) -> Answer:
    """An answer without a note."""
    return Answer("tanya", "tanya", kind, 0.1, "b1", 1.0, **changes)


def styled(formatted: Formatted, *kinds: str) -> list[str]:
    """The parts of a text that carry one of these formats, in order."""
    return [entity.of(formatted.text) for entity in formatted.entities if entity.type in kinds]


def addresses(entities: Iterable[Entity]) -> list[str]:
    """Where the links of a text lead."""
    return [str(dict(entity.extra)["url"]) for entity in entities if entity.type == "text_link"]


MARKDOWN = (
    ("Teks biasa.", "Teks biasa."),
    ("dua baris\nsatu alinea", "dua baris satu alinea"),
    ("satu\n\ndua\n\n\n\ntiga", "satu\n\ndua\n\ntiga"),
    ("keras  \nputus\\\nlagi", "keras\nputus\nlagi"),
    ("# Judul", "<b>Judul</b>"),
    ("## Judul ##\nisi", "<b>Judul</b>\nisi"),
    ("### Judul *miring* dan **tebal**", "<b>Judul <i>miring</i> dan tebal</b>"),
    ("Judul\n===\nisi", "<b>Judul</b>\nisi"),
    ("## Isi `formulir` dulu", "<b>Isi formulir dulu</b>"),
    ("**tebal** dan __tebal__", "<b>tebal</b> dan <b>tebal</b>"),
    ("*miring* dan _miring_", "<i>miring</i> dan <i>miring</i>"),
    ("***dua-duanya***", "<i><b>dua-duanya</b></i>"),
    ("**tebal *miring* tebal**", "<b>tebal <i>miring</i> tebal</b>"),
    ("*miring **tebal** miring*", "<i>miring <b>tebal</b> miring</i>"),
    ("nama_berkas_ini dan 2*3*4", "nama_berkas_ini dan 2<i>3</i>4"),
    (r"\*bukan miring\* \# \_", "*bukan miring* # _"),
    ("tanda * sendiri ** saja", "tanda * sendiri ** saja"),
    ("pakai `kode <b>` ini", "pakai <code>kode &lt;b&gt;</code> ini"),
    ("**tebal `kode` tebal**", "<b>tebal kode tebal</b>"),
    ("*`kode`*", "<i>kode</i>"),
    ("[`kode`](https://jakarta.go.id)", '<a href="https://jakarta.go.id">kode</a>'),
    ("setelah **tebal** ada `kode`", "setelah <b>tebal</b> ada <code>kode</code>"),
    ("```python\nif a < b:\n    lapor()\n```", "<pre>if a &lt; b:\n    lapor()</pre>"),
    ("```\n**apa adanya**\n```", "<pre>**apa adanya**</pre>"),
    ("```\n```", ""),
    ("    kode menjorok", "<pre>kode menjorok</pre>"),
    ("1. satu\n2. dua", "1. satu\n2. dua"),
    ("3. tiga\n4. empat", "3. tiga\n4. empat"),
    ("7) tujuh\n8) delapan", "7. tujuh\n8. delapan"),
    ("1. satu\n1. dua\n1. tiga", "1. satu\n2. dua\n3. tiga"),
    ("1. satu\n\n2. dua", "1. satu\n2. dua"),
    ("- satu\n- dua", "• satu\n• dua"),
    ("* satu\n* dua", "• satu\n• dua"),
    ("- satu\n  - anak\n    - cucu\n- dua", "• satu\n   • anak\n      • cucu\n• dua"),
    ("1. satu\n   - anak\n   - anak\n2. dua", "1. satu\n   • anak\n   • anak\n2. dua"),
    ("- satu\n\n  4. empat\n  5. lima", "• satu\n   4. empat\n   5. lima"),
    ("- satu\n\n  alinea kedua\n- dua", "• satu\nalinea kedua\n• dua"),
    ("- satu\n\nsesudah", "• satu\n\nsesudah"),
    ("sebelum\n\n- satu", "sebelum\n\n• satu"),
    ("-\n- dua", "• \n• dua"),
    ("- [ ] tugas", "• [ ] tugas"),
    ("- **tebal**: isi", "• <b>tebal</b>: isi"),
    ("| Jenis | Waktu |\n|:---|---:|\n| # | 3 **bulan** |\nSelesai", "Jenis | Waktu\n# | 3 <b>bulan</b>\nSelesai"),
    ("| Jenis |\n|---|\n| 1. |\n| [b][1] |\n\n[1]: https://x.id", 'Jenis\n1.\n<a href="https://x.id">b</a>'),
    ("Jenis | Waktu\nServis | 3 bulan", "Jenis | Waktu\nServis | 3 bulan"),
    ("- bawa\n\n  a|b\n  -|-\n  c|d", "• bawa\na|b\nc|d"),
    ("Wajib:\na. cermat; dan\n**b. santun.**", "Wajib:\na. cermat; dan\n<b>b. santun.</b>"),
    ("(1) Pelaksana:\na. adil,\ntidak pilih.\n(2) Warga.", "(1) Pelaksana:\na. adil, tidak pilih.\n(2) Warga."),
    ("> kutipan", "<blockquote>kutipan</blockquote>"),
    ("> satu\n> dua\n\nsesudah", "<blockquote>satu dua</blockquote>\nsesudah"),
    ("> luar\n>\n> > dalam\n>\n> luar", "<blockquote>luar\n\ndalam\n\nluar</blockquote>"),
    ("> - satu\n> - dua", "<blockquote>• satu\n• dua</blockquote>"),
    ("- > kutipan\n- dua", "• <blockquote>kutipan</blockquote>\n• dua"),
    ("> ```\n> kode\n> ```", "<blockquote><pre>kode</pre></blockquote>"),
    ("[JAKI](https://jaki.jakarta.go.id/a?b=1&c=2)", '<a href="https://jaki.jakarta.go.id/a?b=1&amp;c=2">JAKI</a>'),
    ('[a](https://x.id "judul")', '<a href="https://x.id">a</a>'),
    ("[**tebal**](http://x.id)", '<a href="http://x.id"><b>tebal</b></a>'),
    ("<https://lapor.go.id>", '<a href="https://lapor.go.id">https://lapor.go.id</a>'),
    ("<halo@jakarta.go.id>", '<a href="mailto:halo@jakarta.go.id">halo@jakarta.go.id</a>'),
    ("[a <https://b.id> c](https://d.id)", '<a href="https://d.id">a https://b.id c</a>'),
    ('[a](https://x.id/"><b>)', '<a href="https://x.id/%22%3E%3Cb%3E">a</a>'),
    ("[a](ftp://x.id)", "a"),
    ("[a](/relatif)", "a"),
    ("[a](javascript:alert(1))", "a"),
    ("![a](data:text/html,x) <vbscript:x>", "a vbscript:x"),
    ("[a](tg://resolve?domain=b)", "a"),
    ("[a](data:text/html;base64,PHN2Zz4=)", "a"),
    ("[nama][1]\n\n[1]: https://x.id", '<a href="https://x.id">nama</a>'),
    ("[tanpa tujuan]", "[tanpa tujuan]"),
    ("![papan antrean](https://x.id/a.png)", "papan antrean"),
    ("<b>tebal</b>", "&lt;b&gt;tebal&lt;/b&gt;"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<!-- catatan -->", "&lt;!-- catatan --&gt;"),
    ("<div>\nblok\n</div>", "&lt;div&gt; blok &lt;/div&gt;"),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("&lt;b&gt; &amp; &copy; &#8212; &bukan;", "&lt;b&gt; &amp; © — &amp;bukan;"),
    ("\"kutip\" dan 'kutip'", "\"kutip\" dan 'kutip'"),
    ("satu\n\n---\n\ndua", "satu\n\n———\n\ndua"),
    ("😀 👩‍🦽 é", "😀 👩‍🦽 é"),
    ("", ""),
    ("   \n\n ", ""),
)


@pytest.mark.parametrize(("markdown", "expected"), MARKDOWN)
def test_markdown_becomes_telegram_html(markdown: str, expected: str) -> None:
    assert to_html(markdown) == expected
    message_text(f"x{expected}", "HTML", None)


HOSTILE = some.lists(
    some.sampled_from(
        [
            *("kata", "Kalimat satu. ", "Warga marah. Petugas tenang! ", "x" * 300, "a.", "é", "😀", "👨‍👩‍👧"),
            *("*", "**", "***", "_", "__", "`", "``", "```", "~~", "||", "|", "\\", "#", "# ", "## ", "### "),
            *("\n", "\n\n", "\n\n\n", "  \n", "\\\n", "    ", "\t", " ", "  ", "\u00a0", "\u2028", "\u200b"),
            *("- ", "1. ", "99) ", "> ", ">> ", "---\n", "===\n", "[", "]", "(", ")", "![", "]: http://x\n"),
            *("](http://a.id/b?c=1&d=2)", "](javascript:x)", "](tg://user?id=5)", "<http://x.id>", '"', "'", "“", "…"),
            *("<", ">", "&", "<b>", "</b>", "<a href='x'>", "<!--", "&amp;", "&lt;", "&#0;", "&#x27;", "&nbsp;"),
        ]
    ),
    max_size=60,
).map("".join)
"""Pieces of Markdown and HTML in any order: unclosed, crossed, inside out."""


def _long(text: str, times: int) -> str:
    return (text * times)[:BODY_LIMIT]


LONG_BODIES = (
    some.builds(_long, HOSTILE.filter(bool), some.integers(1, 2_000))
    .map(lambda text: CONTROL.sub("", text).strip())
    .filter(bool)
)
ANY_NOTES = some.builds(
    lambda made, body: replace(made, body=body), notes(), BODIES | HOSTILE.map(str.strip).filter(bool) | LONG_BODIES
)
HUGE = note(
    "x" * ID_LIMIT,
    title="😀" * 120,
    sources=tuple(Source("😀" * 300, "&" * 300) for _ in range(9)),
    example=True,
    kind="praktik",
    review_by=date(2020, 1, 1),
)
"""As much around the body as a valid note can have."""
ADDRESSES = "[a](mailto:a)" * (BODY_LIMIT // len("[a](mailto:a)"))
LONG_ADDRESS = f"[a](https://x.id/{'😀' * 10_000})\n\n" + "kata " * 500


@settings(max_examples=60, deadline=None)
@given(ANY_NOTES, some.data())
def test_every_answer_and_shared_note_is_accepted_by_telegram(made: Note, data: some.DataObject) -> None:
    chunks = chunks_of(made)
    first = data.draw(some.integers(0, len(chunks) - 1), label="first passage")
    passages = tuple(chunks[first : first + data.draw(some.sampled_from([1, 2, 30]), label="passages")])
    sentences = [sentence for chunk in passages for sentence in sentences_of(chunk.text)]
    highlights = data.draw(some.lists(some.sampled_from(sentences), max_size=3, unique=True), label="highlights")
    messenger = Messenger(data.draw(some.sampled_from(["", "prima_bot"]), label="username"))
    answer = answer_of(made, passages=passages, highlights=tuple(highlights), see_also=(made, HUGE, made))
    accepted(messenger.answer(answer, data.draw(some.integers(0, 10**12), label="number"), READER))
    accepted(messenger.shared(made, passages, READER))


@settings(max_examples=60, deadline=None)
@given(ANY_NOTES)
@example(note(body="## Bab\n" + "**tebal `kode` tebal** " * 60))
@example(note(body="## Bab\n" + "<b>" * 5_000))
@example(note(body="😀" * BODY_LIMIT))
@example(note(body="&" * BODY_LIMIT))
@example(replace(HUGE, body=ADDRESSES))
@example(replace(HUGE, body=LONG_ADDRESS))
def test_every_full_note_is_accepted_by_telegram(made: Note) -> None:
    for part in Messenger("prima_bot").full_note(made, READER):
        accepted(part)


@pytest.mark.parametrize("body", ["😀" * BODY_LIMIT, "& " * 9_000, ADDRESSES, LONG_ADDRESS, "kata " * 4_000])
def test_an_answer_too_long_for_one_message_is_cut_before_its_source(body: str) -> None:
    long = replace(HUGE, body=body)
    answer = answer_of(long, passages=tuple(chunks_of(long)), see_also=(HUGE,) * 5)
    shown = accepted(Messenger("prima_bot").answer(answer, 1, READER)).text
    assert shown.startswith(long.title)
    assert "\n…\n\n📎 Praktik baik (contoh)" in shown
    assert shown.endswith(f"Lihat juga: {' · '.join([long.title] * 5)}")


def test_as_much_of_a_long_answer_is_shown_as_fits() -> None:
    long = note(body=" ".join(f"Kalimat nomor {number} selesai." for number in range(900)))
    shown = accepted(Messenger().answer(answer_of(long, passages=tuple(chunks_of(long))), 1, READER)).text
    assert "Kalimat nomor 0 selesai. Kalimat nomor 1 selesai." in shown
    assert utf16_length(shown) > MESSAGE_LIMIT - 300


WORD = some.text(alphabet="abcdefghijklmnopqrstuvwxyzéß", min_size=1, max_size=12)
WORDS = some.lists(WORD, min_size=1, max_size=30)


def _marked(words: list[str], mark: str) -> str:
    return " ".join(f"{mark}{word}{mark}" for word in words)


def _listed(words: list[str], mark: str) -> str:
    return "\n".join(f"{'   ' * (place % 3)}{mark} {word}" for place, word in enumerate(words))


BLOCKS = some.one_of(
    WORDS.map(lambda words: (words, f"## {' '.join(words)}")),
    WORDS.map(lambda words: (words, f"### {' '.join(words)}")),
    WORDS.map(lambda words: (words, " ".join(words).capitalize() + ".")),
    WORDS.map(lambda words: (words, "\n".join(words))),
    WORDS.map(lambda words: (words, f"```\n{' '.join(words)}\n```")),
    WORDS.map(lambda words: (words, f"> {' '.join(words)}")),
    some.builds(lambda words, mark: (words, _marked(words, mark)), WORDS, some.sampled_from(["*", "**", "`", "***"])),
    some.builds(lambda words, mark: (words, _listed(words, mark)), WORDS, some.sampled_from(["-", "1.", "*"])),
    WORDS.map(lambda words: (words, " ".join(f"[{word}](https://x.id/a)" for word in words))),
    WORDS.map(lambda words: (words, ". ".join(word.capitalize() for word in words) + ".")),
)
"""A block of Markdown beside the words that a reader sees of it."""


def letters(texts: Iterable[str]) -> str:
    """The letters of some texts, without case."""
    return "".join(re.findall(r"[^\W\d_]", "".join(texts).casefold()))


@settings(max_examples=60, deadline=None)
@given(some.lists(BLOCKS, min_size=1, max_size=12), some.integers(1, 15))
def test_the_parts_of_a_full_note_hold_every_word_in_order(blocks: list[tuple[list[str], str]], times: int) -> None:
    kept = ([words for words, _ in blocks] * times, [markdown for _, markdown in blocks] * times)
    body = "\n\n".join(kept[1])
    while len(body) > BODY_LIMIT:
        kept = (kept[0][:-1], kept[1][:-1])
        body = "\n\n".join(kept[1])
    parts = [accepted(part).text for part in Messenger().full_note(note(title="1", body=body), READER)]
    shown = "\n".join(parts).partition("📎")[0]
    assert letters([shown]) == letters(word for words in kept[0] for word in words)


def test_a_word_longer_than_any_message_is_shown_whole() -> None:
    word = "".join(chr(ord("a") + number % 26) for number in range(BODY_LIMIT))
    parts = [accepted(part).text for part in Messenger().full_note(note(title="1", body=word), READER)]
    assert letters("\n".join(parts).partition("📎")[0]) == word
    assert len(parts) <= 6


def test_a_full_note_takes_as_few_messages_as_hold_it() -> None:
    body = "\n\n".join(f"## Bab {number}\n{'kata ' * 150}" for number in range(10))
    parts = [accepted(part).text for part in Messenger().full_note(note(body=body), READER)]
    assert len(parts) == -(-sum(map(len, parts)) // MESSAGE_LIMIT) == 2


@pytest.mark.parametrize("count", [1, 5, 6, 12])
def test_a_full_note_ends_with_every_source_in_full(count: int) -> None:
    sources = tuple(Source(f"UU {number}/2009 tentang <Hal>", f"Pasal {number}") for number in range(1, count + 1))
    parts = [accepted(part).text for part in Messenger().full_note(note(sources=sources), READER)]
    shown = [line for line in parts[-1].splitlines() if line.startswith("• ")]
    assert shown == [f"• UU {number}/2009 tentang <Hal>, Pasal {number}" for number in range(1, count + 1)]


def test_a_long_section_of_a_full_note_is_folded_under_its_heading() -> None:
    body = f"Pembuka.\n\n## Pendek\nSebentar.\n\n## Panjang\n{'kata ' * 200}akhir."
    (part,) = Messenger().full_note(note(body=body), READER)
    shown = accepted(part)
    (folded,) = styled(shown, "expandable_blockquote")
    assert folded.startswith("kata ")
    assert folded.endswith("akhir.")
    assert {"Pendek", "Panjang"} <= set(styled(shown, "bold"))


def test_a_long_section_with_a_quotation_is_not_folded_since_quotations_do_not_nest() -> None:
    (part,) = Messenger().full_note(note(body=f"## Panjang\n{'kata ' * 200}\n\n> kutipan"), READER)
    shown = accepted(part)
    assert styled(shown, "blockquote", "expandable_blockquote") == ["kutipan"]


CLEAN = some.lists(
    some.lists(WORD, min_size=2, max_size=8).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=8,
    unique=True,
)


@given(CLEAN, some.sampled_from([" ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n## "]), some.data())
def test_highlights_put_exactly_the_given_sentences_in_bold(
    texts: list[str], between: str, data: some.DataObject
) -> None:
    markdown = between.lstrip("\n ") + between.join(texts)
    sentences = [sentence for sentence in sentences_of(markdown) if sentence.strip()]
    chosen = data.draw(some.lists(some.sampled_from(sentences), max_size=2, unique=True))
    shown = message_text(f"x\n\n{to_html(with_highlights(markdown, chosen))}", "HTML", None)
    expected = [plain(sentence).strip() for sentence in sentences if sentence in chosen or between == "\n## "]
    assert sorted(styled(shown, "bold")) == sorted(expected)


@settings(max_examples=50, deadline=None)
@given(HOSTILE | BODIES, some.data())
def test_highlights_change_no_visible_word(markdown: str, data: some.DataObject) -> None:
    sentences = sentences_of(markdown)
    chosen = data.draw(some.lists(some.sampled_from(sentences), max_size=3)) if sentences else []
    assert plain_text(to_html(with_highlights(markdown, chosen))) == plain_text(to_html(markdown))


@pytest.mark.parametrize(
    ("markdown", "sentence", "expected"),
    [
        ("Satu. Dua. Tiga.", "Dua. ", "Satu. <b>Dua.</b> Tiga."),
        ("1. Satu.\n2. Dua.\n", "2. Dua.\n", "1. Satu.\n2. <b>Dua.</b>"),
        ("- Satu. Dua.\n", "- Satu. ", "• <b>Satu.</b> Dua."),
        ("**Penting.** Catat ini.", "**Penting.** ", "<b>Penting.</b> Catat ini."),
        ("Catat **nama** warga. Lalu telepon.", "Catat **nama** warga. ", "<b>Catat nama warga.</b> Lalu telepon."),
        ("Isi `kolom` ini. Lalu kirim.", "Isi `kolom` ini. ", "<b>Isi kolom ini.</b> Lalu kirim."),
        ("*Miring* dulu. Lalu lurus.", "*Miring* dulu. ", "<b><i>Miring</i> dulu.</b> Lalu lurus."),
        ("**Satu. Dua** tiga.", "**Satu. ", "<b>Satu. Dua</b> tiga."),
        ("```\nSatu. Dua.\n```", "Satu. ", "<pre>Satu. Dua.</pre>"),
        ("[Satu. Dua](https://x.id).", "[Satu. ", '<a href="https://x.id">Satu. Dua</a>.'),
        ("Satu.", "tidak ada", "Satu."),
    ],
)
def test_a_highlight_keeps_the_marks_around_it(markdown: str, sentence: str, expected: str) -> None:
    assert to_html(with_highlights(markdown, [sentence])) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "📎 Pedoman · UU 25/2009 Pasal 34 · diperiksa 21 Nov 2026"),
        ({"checked": date(2026, 8, 5)}, "📎 Pedoman · UU 25/2009 Pasal 34 · diperiksa 5 Agt 2026"),
        ({"kind": "praktik", "sources": ()}, "📎 Praktik baik · diperiksa 21 Nov 2026"),
        ({"kind": "praktik", "example": True, "sources": ()}, "📎 Praktik baik (contoh) · diperiksa 21 Nov 2026"),
        ({"sources": (Source(OWN_SOURCE),)}, "📎 Pedoman · diperiksa 21 Nov 2026"),
        ({"sources": (Source("UU 25/2009"),)}, "📎 Pedoman · UU 25/2009 · diperiksa 21 Nov 2026"),
        (
            {"sources": (Source("Buku <Tamu>", "bab 2"),)},
            "📎 Pedoman · Buku &lt;Tamu&gt;, bab 2 · diperiksa 21 Nov 2026",
        ),
        (
            {"sources": (Source("UU 24/2009 tentang Bendera, Bahasa, dan Lambang Negara", "Pasal 30"),)},
            "📎 Pedoman · UU 24/2009 Pasal 30 · diperiksa 21 Nov 2026",
        ),
        (
            {"sources": (Source("Permenpan RB 14/2017 tentang SKM", "Lampiran, bab II"), Source("Buku A"))},
            "📎 Pedoman · Permenpan RB 14/2017 Lampiran, bab II · Buku A · diperiksa 21 Nov 2026",
        ),
        (
            {"sources": (Source("UU 1/2001"), Source("UU 2/2002"), Source("UU 3/2003"))},
            "📎 Pedoman · UU 1/2001 · UU 2/2002 · diperiksa 21 Nov 2026",
        ),
    ],
)
def test_the_source_line_names_kind_regulation_article_and_day(changes: dict[str, Any], expected: str) -> None:
    assert source_line(note(**changes)) == expected


def test_every_month_is_written_in_indonesian() -> None:
    days = [replies.day(date(2026, month, 9)) for month in range(1, 13)]
    assert days == [
        *("9 Jan 2026", "9 Feb 2026", "9 Mar 2026", "9 Apr 2026", "9 Mei 2026", "9 Jun 2026"),
        *("9 Jul 2026", "9 Agt 2026", "9 Sep 2026", "9 Okt 2026", "9 Nov 2026", "9 Des 2026"),
    ]


@pytest.mark.parametrize(
    ("review_by", "warned"), [(date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2027, 5, 1), False)]
)
def test_a_note_whose_day_of_review_has_passed_carries_a_warning(review_by: date, *, warned: bool) -> None:
    made = note(review_by=review_by)
    for message in (
        Messenger().answer(answer_of(made), 1, READER),
        Messenger().shared(made, chunks_of(made), READER),
        Messenger().full_note(made, READER)[0],
    ):
        assert ("⚠️ Catatan ini lewat waktu periksanya (Nov 2026)." in accepted(message).text) == warned


def test_see_also_links_where_the_bot_has_a_name_and_only_names_where_it_has_none() -> None:
    others = (note("A1-satu", title="Satu & <dua>"), note("A2-dua", title="Dua"))
    linked = accepted(Messenger("prima_bot").answer(answer_of(note(), see_also=others), 1, READER))
    bare = accepted(Messenger().answer(answer_of(note(), see_also=others), 1, READER))
    assert linked.text == bare.text
    assert linked.text.endswith("\nLihat juga: Satu & <dua> · Dua")
    assert addresses(linked.entities) == ["https://t.me/prima_bot?start=A1-satu", "https://t.me/prima_bot?start=A2-dua"]
    assert addresses(bare.entities) == []
    assert "Lihat juga" not in accepted(Messenger().answer(answer_of(note()), 1, READER)).text


def test_a_shared_note_links_to_all_of_it() -> None:
    made = note()
    shown = accepted(Messenger("prima_bot").shared(made, chunks_of(made), READER))
    assert addresses(shown.entities) == [f"https://t.me/prima_bot?start={made.id}"]
    assert shown.text.endswith("\nBaca lengkap")


def test_who_gave_a_note_is_named_and_its_message_linked() -> None:
    origin = "https://t.me/forum/12?thread=3&x=1"
    made = note(contributor="Budi <b> & Ani", origin=origin)
    messenger = Messenger()
    answer = accepted(messenger.answer(answer_of(made), 1, READER))
    assert answer.text.splitlines()[-1] == "Disumbangkan oleh Budi <b> & Ani"
    assert addresses(answer.entities) == []
    for message in (messenger.full_note(made, READER)[0], messenger.preview(answer_of(made), made, READER, "Kepala")):
        shown = accepted(message)
        assert "\nDisumbangkan oleh Budi <b> & Ani\nPesan asal" in shown.text
        assert addresses(shown.entities) == [origin]
    plain_note = accepted(messenger.full_note(note(), READER)[0]).text
    assert "Disumbangkan" not in plain_note
    assert "Pesan asal" not in plain_note


def data_of(message: Message) -> list[list[tuple[str, str]]]:
    """Label and data of each button, row by row."""
    return [[(button.label, button.data) for button in row] for row in message.buttons]


TWO_PASSAGES = note(body=f"{'Awal kata. ' * 60}\n\n## Lanjut\n{'Lanjut kata. ' * 60}")


def test_a_stored_answer_can_be_voted_on_and_read_in_full() -> None:
    assert data_of(Messenger().answer(answer_of(TWO_PASSAGES), 17, READER)) == [
        [("Membantu", "v:17:1"), ("Kurang tepat", "v:17:0")],
        [("Baca lengkap", f"n:{TWO_PASSAGES.id}")],
    ]


def test_an_answer_that_is_not_stored_cannot_be_voted_on() -> None:
    assert data_of(Messenger().answer(answer_of(TWO_PASSAGES), 0, READER)) == [
        [("Baca lengkap", f"n:{TWO_PASSAGES.id}")]
    ]


def test_a_note_shown_whole_offers_no_more_of_it() -> None:
    whole = answer_of(TWO_PASSAGES, passages=tuple(chunks_of(TWO_PASSAGES)))
    assert data_of(Messenger().answer(whole, 17, READER)) == [[("Membantu", "v:17:1"), ("Kurang tepat", "v:17:0")]]


def test_an_unsure_answer_offers_the_nearest_titles_and_a_way_out() -> None:
    near = (note("A1-satu", title="Satu"), note("x" * ID_LIMIT, title="panjang " * 15))
    message = Messenger().answer(said("unsure", suggestions=near), 10**12, READER)
    assert accepted(message).text == replies.UNSURE
    (first,), (second,), (none,) = message.buttons
    assert first == Button("Satu", data="p:1000000000000:A1-satu")
    assert second.label == "panjang " * (BUTTON_LIMIT // len("panjang ") - 1) + "panjang…"
    assert len(second.label) <= BUTTON_LIMIT
    assert len(second.data.encode()) <= DATA_LIMIT
    assert none == Button(replies.BUTTON_NONE, data="x:1000000000000")


def test_who_asks_what_is_unknown_is_offered_the_nearest_and_all_topics() -> None:
    message = Messenger().answer(said("unknown", suggestions=(note("A1-satu", title="Satu"),)), 5, READER)
    assert accepted(message).text == f"{replies.UNKNOWN} {replies.NEAREST}"
    assert data_of(message) == [[("Satu", "p:5:A1-satu")], [(replies.BUTTON_TOPICS, "t:")]]


@pytest.mark.parametrize(
    ("answer", "number", "text", "labels"),
    [
        (said("unknown"), 5, replies.UNKNOWN, [[replies.BUTTON_TOPICS]]),
        (said("unknown"), 0, replies.UNKNOWN_UNSTORED, [[replies.BUTTON_TOPICS]]),
        (said("unknown", outside=True), 5, replies.OUTSIDE, [[replies.BUTTON_TOPICS]]),
        (said("unsure", suggestions=(note(title="Satu"),)), 5, replies.UNSURE_ONE, [["Satu"], [replies.BUTTON_NONE]]),
        (said("too_long"), 5, replies.TOO_LONG, []),
        (said("no_words"), 5, replies.NO_WORDS, [[replies.BUTTON_TOPICS]]),
        (said("thanks"), 5, replies.THANKS, []),
        (said("acknowledged"), 5, replies.ACKNOWLEDGED, []),
        (said("goodbye"), 5, replies.GOODBYE, []),
        (said("identity"), 5, replies.IDENTITY, [[replies.BUTTON_TOPICS]]),
        (said("distress"), 5, replies.DISTRESS, []),
    ],
)
def test_what_no_note_answers_gets_its_own_reply(
    answer: Answer, number: int, text: str, labels: list[list[str]]
) -> None:
    message = Messenger("prima_bot").answer(answer, number, READER)
    assert accepted(message).text == text
    assert [[button.label for button in row] for row in message.buttons] == labels


@pytest.mark.parametrize(
    ("hour", "said_text", "expected"),
    [
        (0, "halo", "Selamat malam"),
        (3, "halo", "Selamat malam"),
        (4, "halo", "Selamat pagi"),
        (10, "halo", "Selamat pagi"),
        (11, "halo", "Selamat siang"),
        (14, "halo", "Selamat siang"),
        (15, "halo", "Selamat sore"),
        (17, "halo", "Selamat sore"),
        (18, "halo", "Selamat malam"),
        (23, "halo", "Selamat malam"),
        (8, "selamat sore", "Selamat sore"),
        (8, "Malam, min!", "Selamat malam"),
        (20, "PAGI.", "Selamat pagi"),
    ],
)
def test_a_greeting_fits_the_hour_or_what_the_person_said(hour: int, said_text: str, expected: str) -> None:
    greeted = replace(said("greeting"), understood=said_text)
    reader = Reader(datetime(2026, 11, 23, hour).astimezone(), "Ani <b>&")
    assert accepted(Messenger().answer(greeted, 0, reader)).text.startswith(f"{expected}, Ani <b>&. ")
    assert accepted(Messenger().answer(greeted, 0, replace(reader, name=""))).text.startswith(f"{expected}. ")


@given(some.text())
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert plain_text(escape(text)) == text
    if text.strip(" \n"):
        assert message_text(f".{escape(text)}.", "HTML", None).text == f".{text}."


@given(some.text())
def test_visible_length_counts_what_telegram_counts(text: str) -> None:
    assert visible_length(f"<b>{escape(text)}</b>") == utf16_length(text)


@given(some.text(min_size=1, max_size=200))
def test_a_label_is_never_longer_than_a_phone_shows(label: str) -> None:
    cut = Button(label, "t:").label
    assert len(cut) <= BUTTON_LIMIT
    assert cut == label or (cut.endswith("…") and label.startswith(cut[:-1]))


def test_passages_that_follow_one_another_are_shown_as_they_stand_in_the_note() -> None:
    made = note(body=f"Pembuka.\n\n## Langkah\n{'Isi kalimat. ' * 40}")
    passages = tuple(chunks_of(made))
    shown = accepted(Messenger().answer(answer_of(made, passages=passages), 1, READER)).text
    assert shown.startswith(f"{made.title}\n\nPembuka.\n\nLangkah\nIsi kalimat. Isi kalimat.")


def test_a_passage_is_an_exact_slice_so_its_text_is_all_that_is_shown() -> None:
    passage = Chunk("x", 0, (), "Hanya ini.")
    shown = accepted(Messenger().answer(answer_of(note(), passages=(passage,)), 1, READER)).text
    assert shown.splitlines()[2] == "Hanya ini."


def test_a_question_that_is_not_stored_offers_only_what_works_without_it() -> None:
    """Buttons with its number would find no question."""
    message = Messenger().answer(said("unsure", suggestions=(note("A1-satu", title="Satu"),)), 0, READER)
    assert data_of(message) == [[("Satu", "n:A1-satu")]]
