"""/peraturan taken back: all marks with one button, but of notes that were changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import replies
from bot.replies import manage as say
from knowledge_base.awaited import await_reply
from knowledge_base.life import doubt_of, mark_checked, set_state
from knowledge_base.marking import Marking, mark_citing, take_back
from knowledge_base.note import Note, Source
from knowledge_base.notes import find_note, save_note
from knowledge_base.revisions import history, publish
from knowledge_base.store import opened
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import note_now, presses, with_role

BUDI = 7
CITES = (Source("UU 9/1999"),)
A, B, C = (note(f"X1-{name}", title=name, sources=CITES) for name in "abc")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        for each in (A, B, C):
            save_note(database, each)
        yield database


def marked(db: Database) -> Marking:
    made = mark_citing(db, await_reply(db, BUDI, "regulation", ""), "UU 9/1999", "UU 7/2027")
    assert made
    return made


def now(db: Database, of: Note) -> Note:
    found = find_note(db, of.id)
    assert found
    return found


def test_marks_are_taken_back_but_of_notes_that_were_changed_since(db: Database) -> None:
    marking = marked(db)
    mark_checked(db, B.id, BUDI, B.checked)
    publish(db, replace(now(db, C), body="Baru."), BUDI, "edited")
    done = take_back(db, marking.first, marking.last, BUDI)
    assert (done.notes, done.changed, done.over) == ([A], [B, replace(C, state="needs-checking", body="Baru.")], False)
    assert [now(db, each).state for each in (A, B, C)] == ["published", "published", "needs-checking"]


@pytest.mark.parametrize("reason", ["", "UU 1/2000 → UU 2/2020"])
def test_a_note_that_was_doubted_before_is_doubted_for_that_reason_again(db: Database, reason: str) -> None:
    set_state(db, A.id, "needs-checking", BUDI, reason=reason)
    marking = marked(db)
    take_back(db, marking.first, marking.last, BUDI)
    assert (now(db, A).state, doubt_of(db, now(db, A))) == ("needs-checking", reason)
    assert [each.id for each in marked(db).notes] == [A.id, B.id, C.id], "it can be marked again"


def test_it_is_taken_back_once(db: Database) -> None:
    marking = marked(db)
    take_back(db, marking.first, marking.last, BUDI)
    again = take_back(db, marking.first, marking.last, BUDI)
    assert (again.notes, again.over, len(history(db, A.id))) == ([], True, 3)


async def test_one_button_takes_a_marking_back_and_names_what_was_changed(stage: Stage) -> None:
    budi, one = await with_role(stage, "Budi"), await note_now(stage, "C4-pedoman-warga-marah")
    for each in (A, B):
        await stage.prima.desk.do(save_note, replace(one, id=each.id, title=f"Catatan {each.title}", sources=CITES))
    await budi.says("/peraturan UU 9/1999 diganti UU 7/2027")
    await stage.settle()
    page = stage.world.last_to(budi)
    await presses(stage, budi, page, "Ya, tandai")
    assert page.labels == [["Batalkan penandaan"]]
    await stage.prima.desk.do(partial(set_state), B.id, "archived", budi.id)
    old = page.buttons[0][0]
    await presses(stage, budi, page, "Batalkan penandaan")
    left = f"{say.REGULATION_CHANGED}\n• Catatan b"
    assert page.text == f"{say.REGULATION_BACK.format(count=1)}\n{left}"
    assert (await note_now(stage, A.id)).state == "published"
    assert (await note_now(stage, B.id)).state == "archived"
    pressed = await budi.forges(page, str(old.target))
    await stage.settle()
    assert pressed.text == replies.OLD_BUTTON


async def test_a_regulation_does_not_replace_itself(stage: Stage) -> None:
    budi = await with_role(stage, "Budi")
    for old, new in (("UU 25/2009", "UU 25/2009"), ("UU No. 25 Tahun 2009", "Undang-Undang 25/2009")):
        await budi.says(f"/peraturan {old} diganti {new}")
        await stage.settle()
        assert stage.world.last_to(budi).text == say.REGULATION_SAME


async def test_who_comes_second_to_a_marking_reads_who_marked_and_which_regulation_took_the_place(stage: Stage) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    pages = []
    for person, new in ((citra, "UU 7/2027"), (dewi, "UU 8/2028")):
        await person.says(f"/peraturan UU 25/2009 diganti {new}")
        await stage.settle()
        pages.append(stage.world.last_to(person))
        assert f"karena diganti {new}?" in pages[-1].text
    await presses(stage, citra, pages[0], "Ya, tandai")
    assert "karena UU 25/2009 diganti UU 7/2027:" in pages[0].text
    await presses(stage, dewi, pages[1], say.BUTTON_MARK)
    told = "sudah ditandai perlu diperiksa oleh Citra, karena UU 25/2009 diganti UU 7/2027:"
    assert told in pages[1].text
    assert pages[1].labels == []


async def test_a_list_that_others_marked_turns_no_page(stage: Stage) -> None:
    citra, dewi = await with_role(stage, "Citra"), await with_role(stage, "Dewi")
    pages = []
    for person in (citra, dewi):
        await person.says("/peraturan UU 25/2009 diganti UU 7/2027")
        await stage.settle()
        pages.append(stage.world.last_to(person))
    await presses(stage, citra, pages[0], say.BUTTON_MARK)
    await presses(stage, dewi, pages[1], replies.BUTTON_NEXT)
    assert "oleh Citra" in pages[1].text
    assert pages[1].labels == []
