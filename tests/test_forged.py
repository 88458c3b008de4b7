"""Buttons forged with other people's numbers: every pattern of the bot, pressed by somebody without any right."""

from __future__ import annotations

from operator import eq

import pytest
from sqlite_utils import Database

from bot.application import jobs_of
from bot.replies import ROLE_LOST
from knowledge_base import audit, drafts
from knowledge_base.admissions import GROUPS, PEOPLE, ask_in
from knowledge_base.awaited import await_reply
from knowledge_base.broadcasts import begin, change_draft
from knowledge_base.conflicts import flag_conflict
from knowledge_base.invitations import invite
from knowledge_base.people import meet
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.makers import note
from tests.telegram import World

VICTIM, OTHER, GROUP, NOTE = 700_001, 700_002, -1_000_700, "C4-pedoman-warga-marah"
BUILD = "20260101T000000000000-abcd"
FORGED = f"""
a:y:{OTHER} a:n:{OTHER} a:gy:{GROUP} a:gn:{GROUP} a:i:moderator:50 a:i:pegawai:1 a:r:1 a:stop a:stay
a:use:{BUILD} a:keep:{BUILD} a:back:{BUILD}
o:a o:f o:l:0 o:u:{VICTIM} o:t:{VICTIM}:pegawai o:s:666:admin o:s:{VICTIM}:pegawai o:i:666:y o:i:{VICTIM}:n o:csv
b:to:1:all b:go:1 b:no:1 b:re:1 b:stop:1 b:again:1
r:ed:1:00000000 r:ef:1:00000000:title r:et:1:00000000:C4
r:ok:1:00000000 r:no:1:00000000 r:ch:1:00000000 r:x:1 r:send:1:00000000 r:o:1
r:q:0 r:due:0 r:con:0 r:full:1 r:diff:1 r:set:1
m:{NOTE} m:v:{NOTE} m:a:{NOTE} m:o:{NOTE} m:w:00000000:{NOTE} m:h:1:{NOTE} m:g:ya:00000000 m:g:1:00000000 m:G:1:2
h:l:{NOTE}:0 h:r:{NOTE}:1 h:B:{NOTE}:1:abcd
s:week s:csv:quarter
d:all:1 d:one:1:1 d:kind:1 d:enough:1 d:yes:1 d:no:1 d:ok:1 d:anon:1 d:take:1 d:ask:1 d:again:1 d:anew:1:2 d:edit:{NOTE}
w:1:publish w:1:go w:1:drop w:1:yes
v:1:1 p:1:{NOTE} x:1
b:off b:on b:a:C b:t:C4 b:w:0 y:data y:forget y:yes y:no n:{NOTE} t:C4:1
""".split()
KEPT = ("roles", "admissions", "group_chats", "invitations", "drafts", "broadcasts", "notes", "revisions", "conflicts")
"""Tables in which a stranger changes nothing."""


def filled(db: Database) -> None:
    """Something of other people's behind every number."""
    for person, name in ((VICTIM, "Korban"), (OTHER, "Penunggu")):
        meet(db, person, name)
    give_role(db, VICTIM, "moderator", ADMIN)
    ask_in(db, PEOPLE, OTHER, "Penunggu")
    ask_in(db, GROUPS, GROUP, "Grup")
    invite(db, "pegawai", 1, 7, ADMIN)
    first = drafts.start(db, VICTIM, note("X1-pedoman-draf").to_dict(), origin={"person": VICTIM})
    drafts.submit(db, first.id)
    change_draft(db, begin(db, ADMIN).id, {"audience": "all", "text": "Halo"})
    flag_conflict(db, NOTE, "X1", [("1 hari", "2 hari")], eq)
    await_reply(db, VICTIM, "reason", "1")
    db.table("questions").insert(
        {"id": 1, "asked_at": "2026-01-01", "person": VICTIM, "chat": VICTIM, "channel": "private", "text": "rahasia"}
        | {"understood": "rahasia", "kind": "answer", "note": NOTE, "confidence": 1.0, "build": "b", "ms": 1.0}
    )


def state(db: Database) -> dict[str, list[str]]:
    """What the stranger may not change, row by row; and what others hold."""
    tables = {name: [str(row) for row in db.table(name).rows] for name in KEPT}
    tables["votes"] = [str(row) for row in db.query("select * from votes where person in (?, ?)", [VICTIM, OTHER])]
    tables["awaited"] = [str(row) for row in db.query("select * from awaited where person = ?", [VICTIM])]
    tables["people"] = [str(row["id"]) for row in db.query("select id from people where id in (?, ?)", [VICTIM, OTHER])]
    tables["audit"] = [row["action"] for row in db.table("audit").rows if row["action"] != "forget"]
    return tables


async def test_every_pattern_has_a_forged_button(stage: Stage) -> None:
    """Fails for a new one: it belongs into the table above."""
    patterns = [press.pattern for job in jobs_of(stage.prima) for press in job.presses]
    assert [each.pattern for each in patterns if not any(each.fullmatch(data) for data in FORGED)] == []


@pytest.mark.parametrize("grouped", [False, True])
async def test_a_stranger_changes_nothing_and_is_always_answered(stage: Stage, grouped: bool) -> None:  # noqa: FBT001
    world = stage.world
    await stage.prima.desk.do(filled)
    mallory = world.user("Mallory", user_id=666, started=True)
    chat = world.supergroup("Forum", [mallory]) if grouped else None
    await mallory.says("@prima_bot apa itu gratifikasi?", chat=chat) if chat else await mallory.says("halo")
    await stage.settle()
    message = world.last_to(chat or mallory)
    before = await stage.prima.desk.do(state)
    pressed = {}
    for data in FORGED:
        pressed[data] = await mallory.forges(message, data)
        await stage.settle()
    assert [data for data, query in pressed.items() if not query.answered] == []
    assert await stage.prima.desk.do(state) == before
    presses = [press for job in jobs_of(stage.prima) for press in job.presses]
    firsts = {data: next((each for each in presses if each.pattern.fullmatch(data)), None) for data in FORGED}
    guarded = [data for data, press in firsts.items() if press and press.role != "pegawai"]
    assert len(guarded) > 30
    assert {pressed[data].text for data in guarded} == {ROLE_LOST}
    said = " ".join(each.text for each in world.sent_to(mallory))
    assert "rahasia" not in said
    assert "Korban" not in said


async def test_a_moderator_cannot_press_what_is_an_admins(stage: Stage) -> None:
    await stage.prima.desk.do(filled)
    world: World = stage.world
    budi = world.user("Budi", user_id=VICTIM, started=True)
    await budi.says("halo")
    await stage.settle()
    for data in (
        f"o:s:{VICTIM}:admin",
        f"o:i:{OTHER}:y",
        f"a:y:{OTHER}",
        "a:i:moderator:1",
        "b:go:1",
        "a:stop",
        "o:csv",
    ):
        query = await budi.forges(world.last_to(budi), data)
        await stage.settle()
        assert query.alert, data
    acts = [entry.action for entry in await stage.prima.desk.do(audit.read_audit, 50)]
    assert acts == ["invitation made", "role moderator"]
