"""/peraturan of one article of a law marks the notes that cite that article, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.regulation_told import Told
from bot.replies import manage as say
from knowledge_base.cited_articles import articles_in
from knowledge_base.life import regulation_replaced, to_mark
from knowledge_base.note import Source
from knowledge_base.notes import save_note
from knowledge_base.store import opened
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import note_now, presses, with_role

LAW = "UU 9/1999 tentang Uji"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("Pasal 34 ayat (1) dan (2), Pasal 35, dan Pasal 12B", {"34", "35", "12b"}),
        ("psl 5 s.d. 7 UU 25/2009", {"5", "6", "7"}),
        ("Pasal 2 angka 1 dan Pasal 4 sampai dengan Pasal 6", {"2", "4", "5", "6"}),
        ("Pasal 34, 36 dan 38", {"34", "36", "38"}),
        ("Pasal 34 dan UU 25/2009", {"34"}),
        ("Pasal 34, 25/2009", {"34"}),
        ("UU 25/2009", set()),
    ],
)
def test_the_articles_of_a_text_are_read(text: str, articles: set[str]) -> None:
    assert articles_in(text) == articles


def test_notes_are_told_apart_by_the_articles_that_they_cite(db: Database) -> None:
    for name, part, body in (
        ("sumber", "Pasal 34 huruf a", "Isi."),
        ("antara", "Pasal 30 sampai Pasal 40", "Isi."),
        ("isi", "", "Menurut Pasal 34 begitu."),
        ("lain", "Pasal 3", "Menurut Pasal 34 PP 1/2000 begitu. UU 9/1999 mengatur lain."),
        ("seluruhnya", "", "Isi."),
    ):
        save_note(db, note(f"X1-{name}", body=body, sources=(Source(LAW, part),)))
    assert [each.id for each in to_mark(db, "Pasal 34 UU 9/1999")[0]] == ["X1-antara", "X1-isi", "X1-sumber"]
    assert len(to_mark(db, "UU 9/1999")[0]) == 5


def test_a_note_marked_for_one_article_can_be_marked_for_another_and_for_the_law(db: Database) -> None:
    save_note(db, note("X1-dua", sources=(Source(LAW, "Pasal 34, Pasal 35"),)))
    regulation_replaced(db, "Pasal 34 UU 9/1999", "", 7, way="dicabut")
    marked = {told: len(to_mark(db, told)[1]) for told in ("Pasal 34 UU 9/1999", "Pasal 35 UU 9/1999", "UU 9/1999")}
    assert marked == {"Pasal 34 UU 9/1999": 1, "Pasal 35 UU 9/1999": 0, "UU 9/1999": 0}
    regulation_replaced(db, "UU 9/1999", "Pasal 3 UU 7/2027", 7, way="dicabut dengan")
    assert len(to_mark(db, "Pasal 35 UU 9/1999")[1]) == 1


async def test_one_article_that_was_revoked_marks_only_the_notes_that_cite_it(stage: Stage) -> None:
    budi, one = await with_role(stage, "Budi"), await note_now(stage, "C4-pedoman-warga-marah")
    for name, part in (("a", "Pasal 34 ayat (1)"), ("b", "Pasal 21")):
        cites = replace(one, id=f"uji-{name}", title=f"Catatan {name}", body="Isi.", sources=(Source(LAW, part),))
        await stage.prima.desk.do(save_note, cites)
    await budi.says("/peraturan Pasal 34 ayat (2) UU 9/1999 dicabut")
    await stage.settle()
    page = stage.world.last_to(budi)
    assert page.text.startswith("1 catatan menyebut Pasal 34 ayat (2) UU 9/1999.")
    assert say.REGULATION_PARTS in page.text
    assert page.text.splitlines()[-1] == "• Catatan a"
    await presses(stage, budi, page, say.BUTTON_MARK)
    assert [(await note_now(stage, f"uji-{name}")).state for name in "ab"] == ["needs-checking", "published"]


def test_an_amended_law_is_amended_by_another() -> None:
    told = Told.of_text("UU 25/2009 diubah dengan UU 7/2027")
    assert told
    assert told.became == "diubah dengan UU 7/2027"


def test_an_article_may_give_way_to_another_of_its_law() -> None:
    told = Told.of_text("Pasal 34 UU 9/1999 diganti Pasal 34A UU 9/1999")
    assert told
    assert not told.is_same
