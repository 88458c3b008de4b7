"""/peran and /audit over a strict Telegram: roles are given and taken within the rules, and people hear of it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC
from typing import Any

import pytest

from bot import replies
from bot.acts import built_at
from bot.application import commands_of, jobs_of
from bot.replies import roles as say
from knowledge_base.admissions import GROUPS, PEOPLE, settle
from knowledge_base.audit import SHELL, read_audit, record
from knowledge_base.invitations import invite
from knowledge_base.life import set_owner
from knowledge_base.roles import ROLES, Role, give_role, role_of
from knowledge_base.settings import ROOT
from tests.conftest import ADMIN, Stage
from tests.moderators import note_now, presses, with_role
from tests.telegram import Message, Person, World

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]
ANGRY = "C4-pedoman-warga-marah"


@pytest.fixture
async def sari(stage: Stage) -> Person:
    """The admin of the settings."""
    person = stage.world.user("Sari", user_id=ADMIN, started=True)
    await person.says("halo")
    await stage.settle()
    return person


async def says(stage: Stage, person: Person, text: str, **where: Any) -> Message:
    """What the person sees in private after a message."""
    await person.says(text, **where)
    await stage.settle()
    return stage.world.last_to(person)


async def role(stage: Stage, person: Person) -> Role:
    """The person's role now."""
    return await stage.prima.desk.do(role_of, person.id, (ADMIN,))


def menu_of(stage: Stage, person: Person) -> list[str]:
    """The commands that were last set for the person's chat."""
    calls = [
        call
        for call in stage.world.calls_of("setMyCommands")
        if f'"chat_id": {person.id}' in str(call).replace("'", '"')
    ]
    return [command["command"] for command in calls[-1]["commands"]] if calls else []


async def test_peran_is_for_admins(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "Budi")
    assert (await says(stage, budi, "/peran")).text == replies.UNKNOWN_COMMAND
    page = await says(stage, sari, "/peran")
    assert page.text.startswith("Admin: Sari\nModerator: Budi")
    pressed = await budi.forges(stage.world.last_to(budi), f"o:s:{budi.id}:admin")
    await stage.settle()
    assert pressed.text == replies.ROLE_LOST
    assert await role(stage, budi) == "moderator"


async def test_a_role_is_given_to_somebody_picked_and_works_at_once(stage: Stage, sari: Person) -> None:
    ani = stage.world.user("Ani", started=True)
    await says(stage, ani, "halo")
    page = await says(stage, sari, "/peran")
    await presses(stage, sari, page, say.BUTTON_PICK)
    await presses(stage, sari, page, "Ani")
    assert page.text == "Ani: tanpa peran khusus."
    await presses(stage, sari, page, "Jadikan moderator")
    assert page.text == "✅ Ani sekarang moderator."
    assert stage.world.last_to(ani).text == say.TOLD["moderator"]
    assert "tinjau" in menu_of(stage, ani)
    assert "peran" not in menu_of(stage, ani)
    assert (await says(stage, ani, "/tinjau")).text != replies.UNKNOWN_COMMAND
    (entry,) = await stage.prima.desk.do(read_audit, 1)
    assert (entry.person, entry.action, entry.subject) == (ADMIN, "role moderator", str(ani.id))


async def test_it_is_asked_before_somebody_becomes_an_admin(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "Budi")
    page = await says(stage, sari, f"/peran {budi.id}")
    await presses(stage, sari, page, "Jadikan admin")
    assert page.text == say.ASK_ADMIN.format(name="Budi")
    assert await role(stage, budi) == "moderator", "it is asked first"
    await presses(stage, sari, page, say.BUTTON_CANCEL)
    assert page.text == "Budi: moderator."
    await presses(stage, sari, page, "Jadikan admin")
    await presses(stage, sari, page, say.BUTTON_ADMIN)
    assert await role(stage, budi) == "admin"


async def test_a_moderator_who_loses_the_role_loses_notes_and_menu(stage: Stage, sari: Person) -> None:
    budi, citra = await with_role(stage, "Budi"), await with_role(stage, "Citra")
    await stage.prima.desk.do(set_owner, ANGRY, budi.id, ADMIN)
    page = await says(stage, sari, f"/peran {budi.id}")
    await presses(stage, sari, page, "Lepas peran")
    assert page.text.endswith("1 catatan yang dirawatnya beralih ke para moderator.")
    assert await role(stage, budi) == "moderator", "it is asked first"
    await presses(stage, sari, page, "Ya, lepas perannya")
    assert (await role(stage, budi), (await note_now(stage, ANGRY)).owner) == ("pegawai", 0)
    assert stage.world.last_to(budi).text == say.TOLD["pegawai"]
    assert "tinjau" not in menu_of(stage, budi)
    assert "Menghadapi warga yang marah" in stage.world.last_to(citra).text
    assert "karena peran Budi dilepas:" in stage.world.last_to(citra).text, "an admin did it"


async def test_admins_of_the_settings_and_the_last_admin_stay(stage: Stage, sari: Person) -> None:
    dewi = await with_role(stage, "Dewi", "admin")
    page = await says(stage, dewi, f"/peran {ADMIN}")
    assert say.CARD_SETTINGS in page.text
    pressed = await dewi.forges(page, f"o:s:{ADMIN}:pegawai")
    await stage.settle()
    assert pressed.text == say.REFUSED["settings"]
    assert await role(stage, sari) == "admin"
    settings = stage.prima.settings
    stage.prima.settings = settings.model_copy(update={"telegram": settings.telegram.model_copy(update={"admins": ()})})
    pressed = await dewi.forges(page, f"o:s:{dewi.id}:pegawai")
    await stage.settle()
    assert pressed.text == say.REFUSED["last-admin"]
    assert await stage.prima.desk.do(role_of, dewi.id, ()) == "admin"


async def test_commands_and_buttons_of_roles_do_nothing_in_a_group(stage: Stage, sari: Person) -> None:
    ani = stage.world.user("Ani", started=True)
    group = stage.world.supergroup("Forum", [sari, ani])
    only_private = replies.ONLY_PRIVATE.format(username="prima_bot")
    before = len(stage.world.sent_to(sari))
    commands = [command for command in commands_of(jobs_of(stage.prima)) if command.role != "pegawai"]
    for command in commands:
        asked = await sari.says(f"/{command.names[0]}", chat=group)
        await stage.settle()
        answer = stage.world.last_to(group)
        assert answer.reply_to is asked
        assert (answer.text == only_private) == (command.names[0] != "simpan"), command.names
    pressed = await sari.forges(stage.world.last_to(group), f"o:s:{ani.id}:moderator")
    await stage.settle()
    assert (pressed.alert, pressed.text) == (True, only_private)
    assert await stage.prima.desk.do(role_of, ani.id, ()) == "pegawai"
    assert len(stage.world.sent_to(sari)) == before


async def test_a_forwarded_message_names_the_person_also_after_a_restart(open_stage: OpenStage) -> None:
    world = World()
    sari, ani = world.user("Sari", user_id=ADMIN, started=True), world.user("Ani <i>", started=True)
    group = world.supergroup("Forum", [sari, ani])
    async with open_stage(world) as stage:
        page = await says(stage, sari, "/peran")
        await presses(stage, sari, page, say.BUTTON_FIND)
        assert page.text == say.ASK_FIND
    async with open_stage(world) as stage:
        said = await ani.says("Selamat pagi", chat=group)
        await sari.forwards(said)
        await stage.settle()
        assert world.last_to(sari).text == "Ani <i>: tanpa peran khusus."


async def test_names_are_searched_and_nobody_found_is_said(stage: Stage, sari: Person) -> None:
    for name in ("Ani Lestari", "Ani Wulan", "Budi"):
        await says(stage, stage.world.user(name, started=True), "halo")
    found = await says(stage, sari, "/peran ani")
    assert sorted(row[0] for row in found.labels[:2]) == ["Ani Lestari", "Ani Wulan"]
    assert (await says(stage, sari, "/peran budi")).text == "Budi: tanpa peran khusus."
    assert (await says(stage, sari, "/peran " + "%_' or 1=1 <b>" * 200)).text == say.FOUND_NOBODY


async def test_who_blocked_the_bot_gets_the_role_and_the_admin_is_told(stage: Stage, sari: Person) -> None:
    ani = stage.world.user("Ani", started=True)
    await says(stage, ani, "halo")
    await ani.blocks_bot()
    page = await says(stage, sari, f"/peran {ani.id}")
    await presses(stage, sari, page, "Jadikan moderator")
    assert page.text.endswith(say.NOT_TOLD)
    assert await role(stage, ani) == "moderator"


async def test_the_same_role_twice_is_said(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "Budi")
    page = await says(stage, sari, f"/peran {budi.id}")
    pressed = await sari.forges(page, f"o:s:{budi.id}:moderator")
    await stage.settle()
    assert pressed.text == say.REFUSED["same"]


async def test_an_admin_who_lost_the_role_names_nobody(stage: Stage, sari: Person) -> None:
    dewi = await with_role(stage, "Dewi", "admin")
    page = await says(stage, dewi, "/peran")
    await presses(stage, dewi, page, say.BUTTON_FIND)
    await stage.prima.desk.do(give_role, dewi.id, "pegawai", sari.id)
    assert (await says(stage, dewi, "Ani")).text == replies.ROLE_LOST


def recorded(name: str) -> set[str]:
    """What the sources hand to calls of a name, or to the desk for it, as the action; `*` for what is no constant."""
    found: set[str] = set()
    for file in (*(ROOT / "bot").rglob("*.py"), *(ROOT / "knowledge_base").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            said = [ast.unparse(each).rpartition(".")[2] for each in (call.func, *call.args)]
            arguments = call.args if said[0] == name else call.args[1:] if said[1:2] == [name] else []
            found |= {_text(each) for each in arguments if isinstance(each, ast.Constant | ast.JoinedStr)}
    return found


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "*" for each in node.values)


OPEN = {
    "role *": ROLES,
    "build *": ("done", "failed"),
    "* *": tuple(f"{who} {how}" for who in ("person", "group") for how in ("admitted", "refused")),
}
OTHERS = {"", "prima", "draft *", "* (*)", "(*)", "*, *", "*: *", "* of *", "* bytes", "*"}
"""What stands beside actions: subjects and details."""


def test_every_action_that_is_written_down_has_words() -> None:
    found = recorded("record") | recorded("_turn") | recorded("_change")
    found -= OTHERS | {"sending", "stopped", "done"}
    filled = {
        each.replace("*", part) if each.count("*") == 1 else part for each in found for part in OPEN.get(each, (each,))
    }
    assert {"publish", "broadcast stopped", "went back", "role admin", "build failed", "forget"} <= filled
    moderated = {"published", "checked", "needs-checking", "obsolete", "archived", "owner", "brought-back"}
    assert filled | moderated <= set(say.ACT)


async def test_audit_names_the_people_to_whom_something_was_done(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "Budi")
    await stage.prima.desk.do(settle, PEOPLE, (budi.id, "Budi"), "admitted", ADMIN)
    page = await says(stage, sari, "/audit")
    assert page.text.split("\n")[1].endswith("Sari: memberi izin kepada Budi")


async def test_audit_says_who_came_in_by_which_invitation(stage: Stage, sari: Person) -> None:
    made, token = await stage.prima.desk.do(invite, "pegawai", 1, 7, ADMIN)
    ani = stage.world.user("Ani", started=True)
    await says(stage, ani, f"/start u-{token}")
    page = await says(stage, sari, "/audit")
    assert page.text.split("\n")[1].endswith(f" · Ani: masuk lewat undangan nomor {made.id}")


def test_builds_of_the_same_minute_are_told_apart_by_the_second() -> None:
    first, second, later = (f"20261121T0{time}000000-abcd" for time in ("80107", "80142", "80207"))
    assert built_at(first, UTC, [first, later]) == "21 Nov 2026 pukul 08.01"
    assert built_at(first, UTC, [first, second]) == "21 Nov 2026 pukul 08.01.07"


async def test_audit_says_what_each_number_is(stage: Stage, sari: Person) -> None:
    forum = stage.world.supergroup("Forum <ASN>", [sari])
    for person, action, subject, detail in (
        (ADMIN, "archived", ANGRY, ""),
        (ADMIN, "refuse", "draft 7", "belum lengkap"),
        (ADMIN, "role moderator", "123456", ""),
        (ADMIN, "group refused", "-100123", ""),
        (SHELL, "restore", "prima.zip", ""),
        (0, "forget", "", ""),
    ):
        await stage.prima.desk.do(record, person, action, subject, detail)
    await stage.prima.desk.do(settle, GROUPS, (forum.id, "Forum <ASN>"), "admitted", ADMIN)
    await sari.removes_bot(forum)
    await stage.settle()
    page = await says(stage, sari, "/audit")
    assert [line.partition(" · ")[2] for line in page.text.split("\n")[1:]] == [
        "Sari: mengeluarkan Prima dari grup Forum <ASN>",
        "Sari: mengizinkan grup Forum <ASN>",
        "Seseorang: datanya dihapus",
        "Perintah di server: memulihkan cadangan prima.zip",
        "Sari: tidak mengizinkan grup tanpa nama",
        "Sari: menjadikan id 123456 moderator",
        "Sari: menolak draf nomor 7",
        "Sari: mengarsipkan “Menghadapi warga yang marah”",
    ]
    await presses(stage, sari, page, say.BUTTON_CSV)
    document = stage.world.last_to(sari).media["document"]
    table = stage.world.files.by_id(document["file_id"]).data.decode()
    assert "Perintah di server,restore,prima.zip,prima.zip," in table
    assert f"archived,{ANGRY},“Menghadapi warga yang marah”," in table


async def test_audit_lists_the_latest_acts_and_gives_a_table_without_formulas(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "=Budi <b>")
    assert (await says(stage, budi, "/audit")).text == replies.UNKNOWN_COMMAND
    for number in range(25):
        await stage.prima.desk.do(record, budi.id, "archived", f"X1-{number}")
    page = await says(stage, sari, "/audit")
    lines = page.text.split("\n")
    assert len(lines) == 21
    assert lines[1].endswith("=Budi <b>: mengarsipkan X1-24")
    await presses(stage, sari, page, say.BUTTON_CSV)
    document = stage.world.last_to(sari).media["document"]
    assert document["file_name"] == "audit-prima.csv"


async def test_the_help_tells_what_a_role_adds_in_private_only(stage: Stage, sari: Person) -> None:
    ani, budi = stage.world.user("Ani", started=True), await with_role(stage, "Budi")
    for person, there, absent in (
        (ani, "/topik", "/tinjau"),
        (budi, "/tinjau", "/siaran"),
        (sari, "/siaran", "/kosong"),
    ):
        said = (await says(stage, person, "/bantuan")).text
        assert there in said
        assert absent not in said
    group = stage.world.supergroup("Forum", [sari])
    await sari.says("/bantuan", chat=group)
    await stage.settle()
    assert "/siaran" not in stage.world.last_to(group).text


async def test_who_looks_after_nothing_loses_a_role_without_a_word_about_notes(stage: Stage, sari: Person) -> None:
    budi = await with_role(stage, "Budi")
    page = await says(stage, sari, f"/peran {budi.id}")
    await presses(stage, sari, page, "Lepas peran")
    assert page.text == "Lepas peran Budi sebagai moderator?"
