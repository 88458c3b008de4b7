"""/statistik over the whole bot: the picture, its numbers in words, other periods in place, the table."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot import replies
from bot.replies import statistics as said
from knowledge_base.figures import Figures, Period, figures_of
from knowledge_base.questions import Asked, store_question, vote
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, MORNING, Stage
from tests.telegram import Message, Person

PNG = b"\x89PNG\r\n"


def fill(db: Database) -> None:
    """Today: 3 questions of 2 people, 2 answered, of 2 votes 1 helpful. Twenty and eighty days ago: one each."""
    for days, person, kind in (
        (0, 1, "answer"),
        (0, 1, "unknown"),
        (0, 2, "answer"),
        (20, 3, "answer"),
        (80, 4, "unknown"),
    ):
        text = f"pertanyaan {days} {person}"
        number = store_question(db, Asked(text, text, kind, 0.9, "b", 1.0, "private", person=person, chat=person))
        moment = MORNING.astimezone(UTC) - timedelta(days=days)
        db.execute(
            "update questions set asked_at = ? where id = ?", [moment.isoformat(timespec="milliseconds"), number]
        )
        if (days, kind) == (0, "answer"):
            vote(db, number, person, helpful=person == 1)


async def asked(stage: Stage, person: Person) -> Message:
    await stage.prima.desk.do(fill)
    await person.says("/statistik")
    await stage.settle()
    return stage.world.last_to(person)


def picture(stage: Stage, message: Message) -> bytes:
    return stage.world.files.by_id(message.media["photo"][-1]["file_id"]).data


async def test_a_moderator_sees_the_week_and_turns_to_others_in_place(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await stage.prima.desk.do(give_role, budi.id, "moderator", ADMIN)
    shown = await asked(stage, budi)
    assert picture(stage, shown).startswith(PNG)
    assert (
        "3 pertanyaan dari 2 orang, 66,7 % terjawab, 1 tanpa jawaban. Suara membantu: 50,0 % dari 2 suara."
        in shown.text
    )
    assert shown.labels == [["✅ Pekan", "Bulan", "Kuartal"], [said.BUTTON_CSV]]
    week = picture(stage, shown)
    for label, numbers in (("Bulan", "4 pertanyaan dari 3 orang"), ("Kuartal", "5 pertanyaan dari 4 orang")):
        await budi.presses(shown, label)
        await stage.settle()
        assert numbers in shown.text
        assert picture(stage, shown) != week
        assert shown.labels[0].count(f"✅ {label}") == 1
    assert len(stage.world.sent_to(budi)) == 1, "in place"
    await budi.presses(shown, "✅ Kuartal")
    await budi.presses(shown, "✅ Kuartal")
    await stage.settle()
    assert "5 pertanyaan" in shown.text


async def test_the_table_is_of_the_period_that_is_shown(stage: Stage) -> None:
    sari = stage.world.user("Sari", user_id=ADMIN)
    shown = await asked(stage, sari)
    await sari.presses(shown, "Bulan")
    await stage.settle()
    await sari.presses(shown, said.BUTTON_CSV)
    await stage.settle()
    table = stage.world.last_to(sari)
    assert table.media["document"]["file_name"] == "statistik-prima-2026-11-23.csv"
    text = stage.world.files.by_id(table.media["document"]["file_id"]).data.decode("utf-8-sig")
    rows = {(part, item): value for part, item, value in csv.reader(io.StringIO(text))}
    assert rows["ringkasan", "pertanyaan"] == "4"
    assert rows["ringkasan", "hari pertama"] == "2026-10-25"


async def test_nobody_else_gets_figures(stage: Stage) -> None:
    ani, sari = stage.world.user("Ani"), stage.world.user("Sari", user_id=ADMIN)
    await ani.says("/statistik")
    await stage.settle()
    assert stage.world.last_to(ani).text == replies.UNKNOWN_COMMAND
    for data in ("s:week", "s:csv:quarter"):
        query = await ani.forges(stage.world.last_to(ani), data)
        await stage.settle()
        assert (query.text, query.alert) == (replies.ROLE_LOST, True)
    await sari.says("/bantuan")
    await stage.settle()
    query = await sari.forges(stage.world.last_to(sari), "s:month")
    await stage.settle()
    assert query.text == replies.OLD_BUTTON, "a message without a picture is none of /statistik"
    assert stage.world.calls_of("editMessageMedia") == []


async def test_a_moderator_who_lost_the_role_turns_nothing_any_more(stage: Stage) -> None:
    budi = stage.world.user("Budi")
    await stage.prima.desk.do(give_role, budi.id, "moderator", ADMIN)
    shown = await asked(stage, budi)
    await stage.prima.desk.do(give_role, budi.id, "pegawai", ADMIN)
    query = await budi.presses(shown, "Bulan")
    await stage.settle()
    assert query.text == replies.ROLE_LOST
    assert "3 pertanyaan" in shown.text


async def test_figures_are_read_beside_the_desk(stage: Stage) -> None:
    """The desk works on while they are read: what it does meanwhile is done before they are."""
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    done: list[str] = []

    def slow(db: Database) -> Figures:
        stage.prima.desk.do_now(lambda _: done.append("desk"))
        return figures_of(db, Period.ending(today, "week", "Asia/Jakarta"))

    await stage.prima.desk.read(slow)
    assert done == ["desk"]


async def test_status_counts_as_the_statistics_do_in_the_same_words(stage: Stage) -> None:
    sari = stage.world.user("Sari", user_id=ADMIN)
    await sari.says("/status")
    await stage.settle()
    assert said.NOT_ASKED in stage.world.last_to(sari).text
    await sari.says("/statistik")
    await stage.settle()
    assert f"{said.NOT_ASKED} {said.NO_VOTES}" in stage.world.last_to(sari).text
    shown = await asked(stage, sari)
    await sari.presses(shown, "Kuartal")
    await sari.says("/status")
    await stage.settle()
    words = "5 pertanyaan dari 4 orang, 60,0 % terjawab, 2 tanpa jawaban."
    assert words in shown.text
    assert words in stage.world.last_to(sari).text
