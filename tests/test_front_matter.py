"""A line of dashes above a text is ours, another program's, or only a line."""

from __future__ import annotations

import pytest

from bot.replies import documents as words
from knowledge_base.documents.front_matter import foreign_keys, is_note
from tests.conftest import Stage
from tests.documents import read
from tests.makers import note
from tests.test_telegram_documents import ids, sends
from tests.test_telegram_write import moderator, presses

JEKYLL = "---\ntitle: Rapat Loket\ndate: 2026-01-01\ntags:\n- a\n---\n# Rapat\n\nLoket baru dibuka.\n"
RULE = "---\n\nRapat hari ini: loket baru.\n\n---\n\nSelesai.\n"
MEMO = "---\nKepada: Semua petugas\n---\nLoket tutup.\n"


@pytest.mark.parametrize(
    ("text", "ours", "keys"),
    [
        (note("x-1").to_markdown(), True, ()),
        ("---\nid: a\nrusak\n", True, ()),
        ("\ufeff---\r\n\r\nid: a\r\n---\r\nIsi", True, ()),
        (JEKYLL, False, ("title", "date", "tags")),
        ("---\nlayout: post\n---\nIsi", False, ("layout",)),
        (RULE, False, ()),
        (MEMO, False, ()),
        ("---\n---\nIsi", False, ()),
        ("---\nlayout: post\nIsi tanpa akhir", False, ()),
        ("---\n\nIsi\n\nid: 3\n\n---\n", False, ()),
        ("Isi", False, ()),
    ],
)
def test_whose_front_matter_it_is(text: str, ours: bool, keys: tuple[str, ...]) -> None:  # noqa: FBT001 - a case
    assert (is_note(text, "a.md"), foreign_keys(text, "a.md")) == (ours, keys)
    assert (is_note(text, "a.pdf"), foreign_keys(text, "a.pdf")) == (False, ())


def test_a_line_above_a_text_is_no_part_of_it_and_nothing_else_is_lost() -> None:
    (ruled,) = read(RULE, "rapat.md")
    assert ruled.title == "Rapat hari ini: loket baru."
    assert "Selesai." in ruled.body
    (memo,) = read(MEMO, "memo.md")
    assert "Kepada: Semua petugas" in memo.body
    (jekyll,) = read(JEKYLL, "rapat.md")
    assert (jekyll.title, jekyll.body) == ("Rapat", "Loket baru dibuka.")


async def test_a_document_with_the_front_matter_of_another_program_becomes_notes(stage: Stage) -> None:
    citra = await moderator(stage)
    page = await sends(stage, citra, JEKYLL, "rapat.md")
    assert words.LEFT_OUT.format(keys="title, date, tags") in page.text
    await presses(stage, citra, words.BUTTON_KIND, page)
    assert words.LEFT_OUT.format(keys="title, date, tags") in page.text, "also when it is compared anew"
    await presses(stage, citra, words.BUTTON_ALL, page)
    page = await sends(stage, citra, RULE, "garis.md")
    assert page.text.startswith("garis.md\n1 catatan")
    await presses(stage, citra, words.BUTTON_ALL, page)
    assert await ids(stage) == ["dok-garis-1", "dok-rapat-1"]
