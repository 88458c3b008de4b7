"""What is listed as contradicting is what notes that answer disagree in now, whatever became of them."""

from __future__ import annotations

from bot.replies import review as say
from bot.replies import write as words
from knowledge_base.conflicts import open_conflicts
from tests.conftest import Stage
from tests.telegram import Message
from tests.telegram.people import Person
from tests.test_telegram_settled import DAYS, HOURS, NOTES, disagreeing, edits, sends_whole
from tests.test_telegram_write import moderator, presses, says


async def manages(stage: Stage, person: Person, identity: str, *labels: str) -> None:
    """Presses buttons of a note's menu, one after the other."""
    menu = await says(stage, person, f"/kelola {identity}")
    for label in labels:
        await presses(stage, person, label, menu)


async def open_now(stage: Stage, person: Person) -> Message:
    """The page of what is open."""
    page = await says(stage, person, "/tinjau")
    return await presses(stage, person, page.labels[-1][-1], page)


async def test_what_comes_back_with_an_earlier_version_is_told_again(stage: Stage) -> None:
    citra = await disagreeing(stage)
    right = NOTES["Batas waktu legalisir"].replace("5 hari", "3 hari").replace("14.00", "15.00")
    assert await edits(stage, citra, DAYS, "Isi", right) == 0
    page = await says(stage, citra, f"/riwayat {DAYS}")
    for label in ("Versi 1", "Kembalikan versi ini", "Ya, kembalikan"):
        await citra.presses(page, next(each for row in page.labels for each in row if each.startswith(label)))
        await stage.settle()
    told = stage.world.last_to(citra)
    assert told.text.startswith(words.DISAGREES)
    assert "5 hari kerja" in told.text
    assert "Bertentangan (1)" in (await open_now(stage, citra)).labels[-1]


async def test_a_contradiction_goes_with_its_note_and_comes_back_with_it(stage: Stage) -> None:
    citra = await disagreeing(stage)
    await manages(stage, citra, DAYS, "Arsipkan", "Ya, arsipkan")
    assert (await open_now(stage, citra)).text == say.CONFLICTS_EMPTY
    await manages(stage, citra, DAYS, "Terbitkan kembali")
    assert stage.world.last_to(citra).text.startswith(words.DISAGREES)
    assert "Bertentangan 1 dari 1" in (await open_now(stage, citra)).text
    await manages(stage, citra, HOURS, "Usang", "Tanpa pengganti")
    assert (await open_now(stage, citra)).text == say.CONFLICTS_EMPTY
    await manages(stage, citra, HOURS, "Terbitkan kembali")
    assert stage.world.last_to(citra).text.startswith(words.DISAGREES)


async def test_a_note_that_comes_back_is_set_against_what_was_published_meanwhile(stage: Stage) -> None:
    citra = await moderator(stage)
    (first, body), (second, other) = NOTES.items()
    await sends_whole(stage, citra, first, body)
    await manages(stage, citra, HOURS, "Arsipkan", "Ya, arsipkan")
    await sends_whole(stage, citra, second, other)
    assert await stage.prima.desk.do(open_conflicts) == []
    await manages(stage, citra, HOURS, "Terbitkan kembali")
    assert stage.world.last_to(citra).text.startswith(words.DISAGREES)
    assert len(await stage.prima.desk.do(open_conflicts)) == 1


async def test_what_is_put_right_in_part_is_listed_no_more_and_not_told_again(stage: Stage) -> None:
    citra = await disagreeing(stage)
    half_right = NOTES["Batas waktu legalisir"].replace("14.00", "15.00")
    assert await edits(stage, citra, DAYS, "Isi", half_right) == 1
    assert words.DISAGREES not in stage.world.last_to(citra).text
    page = await open_now(stage, citra)
    assert "5 hari kerja" in page.text
    assert "14.00" not in page.text


async def test_a_report_from_before_the_figures_changed_shows_what_is_open_now(stage: Stage) -> None:
    citra = await disagreeing(stage)
    before = stage.world.last_to(citra)
    changed = NOTES["Batas waktu legalisir"].replace("5 hari", "8 hari")
    assert await edits(stage, citra, DAYS, "Isi", changed) == 1
    pressed = await citra.presses(before, say.BUTTON_SETTLED)
    await stage.settle()
    assert pressed.text == say.SETTLED_OTHERWISE
    assert "8 hari kerja" in before.text
    pressed = await citra.presses(before, say.BUTTON_SETTLED)
    await stage.settle()
    assert pressed.text == say.SETTLED
    assert await stage.prima.desk.do(open_conflicts) == []
