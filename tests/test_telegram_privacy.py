"""What people can do about their own data, over the whole bot; and that no log line names anybody."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from sqlite_utils import Database

from bot import replies
from bot.handlers.privacy import privacy_message
from bot.markup import plain_text
from bot.own_data import readable_data
from bot.replies import privacy as said
from knowledge_base.personal import data_of
from knowledge_base.roles import give_role, role_of
from knowledge_base.settings import Privacy, Settings
from tests.conftest import ADMIN, MORNING, Stage
from tests.telegram import Message, Person, World, server_error

ANGRY = "gmn ngadepin warga yg marah di loket?"
OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]


def file_of(stage: Stage, message: Message) -> str:
    """The text of a document that the bot sent."""
    return stage.world.files.by_id(message.media["document"]["file_id"]).data.decode()


async def says(stage: Stage, person: Person, text: str) -> Message:
    await person.says(text)
    await stage.settle()
    return stage.world.last_to(person)


async def presses(stage: Stage, person: Person, message: Message, button: str) -> Any:
    query = await person.presses(message, button)
    await stage.settle()
    return query


async def test_privasi_tells_the_periods_of_the_settings_and_offers_both_rights(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    told = await says(stage, ani, "/privasi")
    days = stage.prima.settings.privacy
    for number in (days.question_days, days.people_days, days.draft_days, days.audit_days):
        assert f"{number} hari" in told.text
    assert "UU 27/2022" in told.text
    assert told.labels == [[said.BUTTON_DATA], [said.BUTTON_FORGET]]


def test_a_period_without_end_is_told_as_one() -> None:
    never = Settings(privacy=Privacy(question_days=0, people_days=0, draft_days=0, audit_days=0))
    text = privacy_message(never).text
    assert " 0 hari" not in text
    assert text.count(said.WITHOUT_END) == 3
    assert said.AUDIT_WITHOUT_END in text


async def test_dataku_hands_over_what_was_asked_to_read_and_as_json(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani Lestari"), stage.world.user("Budi")
    await budi.says("cara menghitung nilai IKM")
    answer = await says(stage, ani, ANGRY)
    await presses(stage, ani, answer, "Membantu")
    await says(stage, ani, "/dataku")
    readable, precise = stage.world.sent_to(ani)[-2:]
    assert readable.text.startswith("Ini salinan data Anda untuk dibaca: 1 pertanyaan, 1 suara, 0 draf.")
    data = json.loads(file_of(stage, precise))
    assert data["people"][0]["name"] == "Ani Lestari"
    assert [row["text"] for row in data["questions"]] == [ANGRY]
    assert [row["helpful"] for row in data["votes"]] == [1]
    text = file_of(stage, readable)
    assert f"teks: {ANGRY}\n" in text
    assert "lewat: percakapan pribadi\n" in text
    assert "hasil: terjawab\n" in text
    assert "membantu: ya\n" in text
    assert re.search(r"keyakinan: \d{1,3} %\n", text)
    assert "IKM" not in file_of(stage, precise)


async def test_every_part_and_field_of_the_data_has_an_indonesian_name(stage: Stage) -> None:
    def empty(db: Database) -> dict[str, Any]:
        return data_of(db, 1)

    data = await stage.prima.desk.do(empty)
    assert set(data) - {"person"} == set(said.PARTS)
    assert readable_data(data, MORNING).count(said.DATA_NOTHING) == len(said.PARTS)


def test_the_readable_text_holds_no_json_and_no_times_of_elsewhere() -> None:
    at = "2026-11-21T18:30:00.000+00:00"
    data: dict[str, Any] = {part: [] for part in said.PARTS}
    record = {
        "title": "Jam loket",
        "body": "",
        "questions": ["a?", "b?"],
        "sources": [{"name": "UU", "part": "Pasal 1"}],
    }
    data["drafts"] = [
        {"id": 3, "state": "review", "record": record, "origin": {"chat": -1, "message": 2}, "base": "", "at": at}
    ]
    data["audit"] = [{"at": at, "action": "role moderator", "subject": "", "detail": ""}]
    data["reminders"] = [{"note": "C4", "review_by": "2026-12-01", "at": at}]
    data["people"] = [{"name": "Ani", "opted_out": 0, "blocked_at": ""}]
    data["broadcasts"] = [{"audience": "role:moderator", "state": "done"}]
    text = readable_data(data, MORNING)
    assert [mark for mark in ("{", "[", "T18", "+00", "None", "review", ": 0") if mark in text] == []
    assert "waktu: 22 Nov 2026 pukul 01.30\n" in text, "where the people are"
    assert "isi:\n  Judul: Jam loket\n  Pertanyaan: a?\n    b?\n  Sumber: UU; Pasal 1\nasal: pesan di grup\n" in text
    assert "tindakan: menjadikan … moderator" in text
    assert "periksa sebelum: 1 Des 2026" in text
    assert "menolak siaran: tidak\n" in text
    assert "kepada: semua moderator\nkeadaan: selesai" in text


async def test_hapusdata_deletes_after_a_yes_and_the_conversation_is_forgotten(stage: Stage) -> None:
    ani = stage.world.user("Ani Lestari")
    await says(stage, ani, "apa itu gratifikasi?")
    question = await says(stage, ani, "/hapusdata")
    assert (await stage.prima.desk.do(data_of, ani.id))["questions"], "nothing goes before the yes"
    await presses(stage, ani, question, said.BUTTON_FORGET_YES)
    assert (question.text, question.labels) == (said.FORGOTTEN, [])
    data = await stage.prima.desk.do(data_of, ani.id)
    assert not any(rows for part, rows in data.items() if part != "person")
    later = await says(stage, ani, "batas waktunya?")
    assert "30 hari kerja" not in later.text


@pytest.mark.parametrize("command", ["/privasi", "/hapusdata"])
async def test_what_others_already_read_is_said_to_stay(stage: Stage, command: str) -> None:
    text = (await says(stage, stage.world.user("Ani"), command)).text
    assert "Prima kirim kepada" in text
    assert "di percakapan mereka" in text
    assert "hash" not in text


async def test_a_no_deletes_nothing(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    await says(stage, ani, ANGRY)
    question = await says(stage, ani, "/hapusdata")
    await presses(stage, ani, question, said.BUTTON_FORGET_NO)
    assert question.text == said.KEPT
    assert (await stage.prima.desk.do(data_of, ani.id))["questions"]


async def test_a_moderator_loses_the_role_and_the_menu_and_an_admin_of_the_settings_hears_why_not(stage: Stage) -> None:
    ani, sari = stage.world.user("Ani"), stage.world.user("Sari", user_id=ADMIN)
    await says(stage, ani, "halo")
    await stage.prima.desk.do(give_role, ani.id, "moderator", ADMIN)
    for person, told in ((ani, said.FORGOTTEN), (sari, plain_text(said.FORGOTTEN_ADMIN))):
        question = await says(stage, person, "/hapusdata")
        await presses(stage, person, question, said.BUTTON_FORGET_YES)
        assert question.text == told
    admins = stage.prima.settings.telegram.admins
    assert await stage.prima.desk.do(role_of, ani.id, admins) == "pegawai"
    assert await stage.prima.desk.do(role_of, sari.id, admins) == "admin"
    assert stage.world.calls_of("deleteMyCommands") == [{"scope": {"type": "chat", "chat_id": ani.id}}]


async def test_in_a_group_personal_data_stays_out(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    group = stage.world.group("Balai", [ani, budi])
    await ani.says("/privasi", chat=group)
    await stage.settle()
    assert stage.world.last_to(group).text.startswith("Data Anda di Prima")
    assert stage.world.last_to(group).labels == []
    for command in ("/dataku", "/hapusdata"):
        await ani.says(command, chat=group)
        await stage.settle()
        assert stage.world.last_to(group).text == replies.ONLY_PRIVATE.format(username="prima_bot")
    message = stage.world.last_to(group)
    for data in ("y:yes", "y:data", "y:forget", "y:no"):
        query = await budi.forges(message, data)
        await stage.settle()
        assert (query.text, query.alert) == (replies.ONLY_PRIVATE.format(username="prima_bot"), True)
    assert (await stage.prima.desk.do(data_of, budi.id))["people"]


async def test_a_yes_pressed_again_after_a_restart_does_no_harm(open_stage: OpenStage) -> None:
    world = World()
    ani = world.user("Ani")
    async with open_stage(world) as first:
        question = await says(first, ani, "/hapusdata")
    async with open_stage(world) as second:
        await presses(second, ani, question, said.BUTTON_FORGET_YES)
        query = await ani.forges(question, "y:yes")
        await second.settle()
        assert query.answered
        assert question.text == said.FORGOTTEN


async def test_no_log_line_names_anybody(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """Names, usernames, what was written and the numbers in it stay out of the logs, also when something fails."""
    caplog.set_level(logging.INFO)
    personal = ("Zulaikha", "Rahasia", "zulaikha_r", "3174015505900001", "081234567890", "gaji saya")
    ani = stage.world.user("Zulaikha Rahasia", username="zulaikha_r")
    group = stage.world.group("Balai Rahasia", [ani])
    await ani.says("NIK saya 3174015505900001, telepon 081234567890, gaji saya kurang")
    await ani.says("@prima_bot NIK saya 3174015505900001", chat=group)
    await ani.types_inline("3174015505900001")
    for command in ("/privasi", "/dataku", "/hapusdata", "/cari 3174015505900001", "/statistik", "/tidakada Zulaikha"):
        await ani.says(command)
    await stage.settle()
    await presses(stage, ani, stage.world.sent_to(ani)[-4], said.BUTTON_FORGET_YES)
    stage.world.fails_next("sendMessage", times=6, with_=server_error(502))
    await ani.says("NIK saya 3174015505900001")
    await ani.blocks_bot()
    await ani.says("gaji saya 081234567890")
    await stage.settle()
    formatter = logging.Formatter("%(message)s")
    logged = "\n".join(formatter.format(record) for record in caplog.records)
    assert "an update failed" in logged, "the failure was logged"
    assert [word for word in (*personal, str(ani.id)) if word in logged] == []
