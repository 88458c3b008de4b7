"""Where two must look, no moderator alone changes what answers, whichever way they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.replies import manage as say
from bot.replies import write as words
from knowledge_base import drafts
from knowledge_base.draft import Draft
from knowledge_base.errors import EditConflictError, StateError
from knowledge_base.four_eyes import hand_in_change, restores, wants_second
from knowledge_base.hands import Hand
from knowledge_base.life import set_state
from knowledge_base.notes import save_note
from knowledge_base.revisions import history, publish
from knowledge_base.settings import Knowledge
from knowledge_base.store import opened
from tests.conftest import Stage
from tests.makers import note
from tests.moderators import draft_now, note_now, presses, suggested, with_role
from tests.telegram import Person

ANGRY = "C4-pedoman-warga-marah"
OWN = "Kalimat Citra sendiri."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


@pytest.fixture
def two(stage: Stage) -> Stage:
    """A bot where two must look."""
    stage.prima.settings = stage.prima.settings.model_copy(update={"knowledge": Knowledge(four_eyes=True)})
    return stage


async def waiting(stage: Stage) -> list[Draft]:
    return await stage.prima.desk.do(drafts.queue)


async def brings_back(stage: Stage, person: Person, version: int) -> str:
    """Brings a version back by /riwayat; gives what an alert says."""
    await person.says(f"/riwayat {ANGRY}")
    await stage.settle()
    page = stage.world.last_to(person)
    await presses(stage, person, page, f"Versi {version}")
    await presses(stage, person, page, say.BUTTON_BRING_BACK)
    return await presses(stage, person, page, say.BUTTON_BRING_BACK_NOW)


async def test_a_version_that_one_brings_back_waits_for_another(two: Stage) -> None:
    citra, dedi = await with_role(two, "Citra"), await with_role(two, "Dedi")
    first = await note_now(two, ANGRY)
    await two.prima.desk.do(publish, replace(first, body=OWN), citra.id, "edited")
    await two.prima.desk.do(publish, first, dedi.id, "brought-back")
    await brings_back(two, citra, 2)
    assert two.world.last_to(citra).text.startswith(say.HANDED_IN)
    assert (await note_now(two, ANGRY)).body == first.body, "nobody else has looked yet"
    told = two.world.last_to(dedi)
    assert told.text == words.CHANGE_CAME.format(name="Citra", title=first.title)
    assert await brings_back(two, citra, 2) == say.REFUSED["waiting"]
    await presses(two, dedi, told, words.BUTTON_QUEUE)
    await presses(two, dedi, told, "Terbitkan")
    assert (await note_now(two, ANGRY)).body == OWN
    await dedi.says(f"/riwayat {ANGRY}")
    await two.settle()
    newest = two.world.last_to(dedi).text.split("\n")[1]
    assert newest.startswith("4. versi lama dikembalikan · Citra, diterima Dedi · ")
    assert newest.endswith(" · versi 2")


async def test_the_history_names_who_wrote_bettered_and_accepted_and_the_writer_keeps_the_note(two: Stage) -> None:
    citra, dewi, eko = [await with_role(two, name) for name in ("Citra", "Dewi", "Eko")]
    ani = two.world.user("Ani", started=True)
    made = [
        await suggested(two, citra),
        await suggested(two, ani, title="Warga membawa sepeda", body="Titipkan di pos."),
    ]
    for draft in made:
        await two.prima.desk.do(drafts.better, draft.id, dewi.id, {"topic": "C5"})
    for draft in made:
        await eko.says("/tinjau")
        await two.settle()
        await presses(two, eko, two.world.last_to(eko), "Terbitkan")
        assert (await draft_now(two, draft)).state == "published"
    own, from_ani = [await note_now(two, (await draft_now(two, draft)).base) for draft in made]
    assert (own.owner, from_ani.owner) == (citra.id, eko.id)
    await eko.says(f"/riwayat {own.id}")
    await two.settle()
    page = two.world.last_to(eko)
    assert page.text.split("\n")[1].startswith("1. ditulis · Citra, diperbaiki Dewi, diterima Eko · ")
    await presses(two, eko, page, "Versi 1")
    assert "ditulis oleh Citra, diperbaiki Dewi, diterima Eko, " in page.text


@pytest.mark.parametrize("state", ["archived", "obsolete"])
async def test_a_note_that_one_puts_back_into_the_answers_waits_for_another(two: Stage, state: str) -> None:
    citra, dedi = await with_role(two, "Citra"), await with_role(two, "Dedi")
    await citra.says(f"/kelola {ANGRY}")
    await two.settle()
    old = two.world.last_to(citra)
    await two.prima.desk.do(set_state, ANGRY, state, dedi.id)
    assert await presses(two, citra, old, "Perlu diperiksa") == say.CARD_OLD
    assert await waiting(two) == []
    await presses(two, citra, old, "Terbitkan kembali")
    assert (await note_now(two, ANGRY)).state == state
    assert say.HANDED_IN in old.text
    told = two.world.last_to(dedi)
    await presses(two, dedi, told, words.BUTTON_QUEUE)
    await presses(two, dedi, told, "Terbitkan")
    assert (await note_now(two, ANGRY)).state == "published"
    last = (await two.prima.desk.do(history, ANGRY))[-1]
    assert (last.action, last.person, last.hands) == ("published", citra.id, (Hand(dedi.id, "accepted"),))


async def test_one_takes_a_note_out_doubts_and_checks_it(two: Stage) -> None:
    citra = await with_role(two, "Citra")
    await citra.says(f"/kelola {ANGRY}")
    await two.settle()
    menu = two.world.last_to(citra)
    for label, state in (("Perlu diperiksa", "needs-checking"), ("Sudah diperiksa", "published")):
        await presses(two, citra, menu, label)
        assert (await note_now(two, ANGRY)).state == state
    await presses(two, citra, menu, "Arsipkan")
    await presses(two, citra, menu, say.BUTTON_ARCHIVE_NOW)
    assert (await note_now(two, ANGRY)).state == "archived"
    assert not await waiting(two)


def test_what_needs_a_second_person() -> None:
    now = note()
    out = replace(now, state="archived")
    assert wants_second(now, replace(now, questions=("lain?",)))
    assert wants_second(out, now)
    assert not wants_second(now, out)
    assert not wants_second(now, replace(out, body="Isi lain.")), "nobody reads it"
    assert not wants_second(now, replace(now, state="needs-checking", owner=7))


def test_a_change_is_handed_in_once_and_over_what_was_seen(db: Database) -> None:
    now = note(topic="C4")
    save_note(db, now)
    then = replace(now, topic="", body="Lain.")
    draft = hand_in_change(db, now, then, 7, "edited", expected_hash=now.hash)
    assert drafts.note_of_draft(db, draft, now.checked) == then
    with pytest.raises(StateError):
        hand_in_change(db, now, then, 8, "edited")
    with pytest.raises(EditConflictError):
        hand_in_change(db, now, then, 7, "edited", expected_hash=then.hash)
    assert len(drafts.queue(db)) == 1


def test_bringing_a_note_back_as_it_was_is_told_from_a_change(db: Database) -> None:
    archived = replace(note("C4-praktik-uji"), state="archived")
    save_note(db, archived)
    back = hand_in_change(db, archived, replace(archived, state="published"), 1, "published")
    other = hand_in_change(
        db, archived, replace(archived, state="published", body="Antar warga ke kursi."), 1, "edited"
    )
    assert restores(archived, back)
    assert not restores(archived, other)
    assert not restores(replace(archived, state="published"), back)


async def test_a_restore_that_came_back_is_not_handed_in_beside_the_same_one(two: Stage) -> None:
    citra, dedi = await with_role(two, "Citra"), await with_role(two, "Dedi")
    await two.prima.desk.do(set_state, ANGRY, "archived", dedi.id)
    await citra.says(f"/kelola {ANGRY}")
    await two.settle()
    menu = two.world.last_to(citra)
    await presses(two, citra, menu, "Terbitkan kembali")
    (first,) = await waiting(two)
    await two.prima.desk.do(drafts.give_back, first.id, dedi.id, "Tambahkan sumber.")
    await presses(two, citra, menu, "Terbitkan kembali")
    await citra.opens(f"t.me/prima_bot?start=draf-{first.id}")
    await two.settle()
    assert await presses(two, citra, two.world.last_to(citra), words.BUTTON_SUBMIT) == say.REFUSED["waiting"]
    assert len(await waiting(two)) == 1
    assert (await draft_now(two, first)).state == "returned"
