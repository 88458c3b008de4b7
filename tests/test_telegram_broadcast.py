"""/siaran and /berlangganan over the whole bot: written, seen, sent once to each, stopped, taken up after a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import pytest
from sqlite_utils import Database

from bot import replies
from bot.broadcast_pages import whom
from bot.replies import broadcast as said
from knowledge_base import admissions, audit
from knowledge_base.broadcasts import interrupted
from knowledge_base.deliveries import Tally, claim, tally
from knowledge_base.forgetting import forget
from knowledge_base.notes import find_note
from knowledge_base.people import meet
from knowledge_base.roles import give_role
from knowledge_base.settings import AccessRules, Settings
from knowledge_base.subscriptions import toggle_topic, wants_announcements
from tests.conftest import ADMIN, Stage
from tests.telegram import Entity, Message, Person, World, answer_lost, blocked, flood, network_error

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]
NEWS = "Besok loket buka pukul 07.00. <b>Bukan tebal</b> & *bukan miring*"


async def audience(stage: Stage, *names: str) -> list[Person]:
    """People who once wrote to Prima."""
    people = [stage.world.user(name, started=True) for name in names]
    for person in people:
        await stage.prima.desk.do(meet, person.id, person.full_name)
    return people


def admin_of(world: World) -> Person:
    return world.people.get(ADMIN) or world.user("Sari", user_id=ADMIN, started=True)


async def presses(stage: Stage, person: Person, button: str, message: Message | None = None) -> None:
    await person.presses(message or stage.world.last_to(person), button)
    await stage.settle()


async def composed(stage: Stage, text: str = NEWS, to: str = "Semua", entities: Sequence[Entity] = ()) -> Message:
    """The question whether to send, with the announcement just above it."""
    sari = admin_of(stage.world)
    await sari.says("/siaran")
    await stage.settle()
    menu = stage.world.last_to(sari)
    label = next(label for row in menu.labels for label in row if label.startswith(to))
    await presses(stage, sari, label)
    await sari.says(text, entities=entities)
    await stage.settle()
    return stage.world.last_to(sari)


async def reported(stage: Stage, outcome: str = "Siaran selesai") -> Message:
    """The report, as soon as it is there."""
    sari = admin_of(stage.world)
    await stage.world.signal.until(lambda: outcome in stage.world.last_to(sari).text, seconds=20)
    return stage.world.last_to(sari)


def got(stage: Stage, *people: Person, text: str = NEWS) -> list[int]:
    """How often each got the announcement."""
    return [sum(message.text == text for message in stage.world.sent_to(person)) for person in people]


async def test_an_announcement_comes_once_to_everybody_as_it_was_shown(stage: Stage) -> None:
    ani, budi = await audience(stage, "Ani", "Budi")
    question = await composed(stage)
    preview = stage.world.sent_to(admin_of(stage.world))[-2]
    assert preview.text == NEWS, "what looks like markup is text"
    assert "Kirim kepada 3 orang (semua pengguna)" in question.text
    assert got(stage, ani, budi) == [0, 0], "nothing goes out before the yes"
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    report = await reported(stage)
    assert got(stage, ani, budi) == [1, 1]
    (came,) = stage.world.sent_to(ani)
    assert (came.html, came.labels) == (preview.html, [[said.BUTTON_OPT_OUT]])
    assert report.text == ("✅ Siaran selesai, 3 penerima.\n\nSampai: 3")
    entries = await stage.prima.desk.do(audit.read_audit, 5)
    assert [(entry.person, entry.action, entry.detail) for entry in entries] == [(ADMIN, "broadcast", "all: 3")]


async def test_who_cannot_be_reached_is_named_in_the_sentence(stage: Stage) -> None:
    assert (whom("all"), whom("role:moderator")) == ("orang", "moderator")
    sari = admin_of(stage.world)
    await sari.says("/siaran")
    await stage.settle()
    query = await sari.presses(stage.world.last_to(sari), "Moderator (0)")
    await stage.settle()
    assert query.text.startswith("Belum ada moderator yang dapat dijangkau")


async def test_formatting_is_kept_and_goes_out_as_it_came(stage: Stage) -> None:
    (ani,) = await audience(stage, "Ani")
    link = (("url", "https://jakarta.go.id/a?b=1&c=<d>"),)
    marks = (Entity("bold", 0, 4), Entity("italic", 0, 4), Entity("spoiler", 8, 2), Entity("text_link", 13, 4, link))
    await composed(stage, "Baru: 👋 ya, baca \u202ehttps://prima.example", entities=marks)
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    await reported(stage)
    came = stage.world.last_to(ani)
    assert set(marks) < set(came.entities)
    assert [entity.type for entity in came.entities if entity not in marks] == ["url"]
    assert came.html == stage.world.sent_to(admin_of(stage.world))[-4].html, "as it was shown"


async def test_what_was_written_before_and_is_corrected_now_is_no_announcement(stage: Stage) -> None:
    await audience(stage, "Ani")
    sari = admin_of(stage.world)
    question = await sari.says("apa itu gratifikasi?")
    await sari.says("/siaran")
    await stage.settle()
    await presses(stage, sari, "Semua (2)")
    await sari.edits(question, "cara menghitung nilai IKM")
    await stage.settle()
    assert stage.world.last_to(sari).text.startswith("Menghitung nilai Indeks")


async def test_a_note_is_announced_by_its_link(stage: Stage) -> None:
    (ani,) = await audience(stage, "Ani")
    note = await stage.prima.desk.do(find_note, "C4-pedoman-warga-marah")
    assert note is not None
    await composed(stage, f"https://t.me/prima_bot?start={note.id}")
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    await reported(stage)
    assert stage.world.last_to(ani).text.startswith(note.title)


async def test_audiences_are_roles_and_followers_and_leave_out_who_does_not_want(stage: Stage) -> None:
    ani, budi, citra = await audience(stage, "Ani", "Budi", "Citra")
    await stage.prima.desk.do(give_role, budi.id, "moderator", ADMIN)
    await stage.prima.desk.do(toggle_topic, ani.id, "C4")
    await stage.prima.desk.do(toggle_topic, citra.id, "C4")
    await citra.says("/berlangganan")
    await stage.settle()
    await presses(stage, citra, said.BUTTON_OPT_OUT)
    sari = admin_of(stage.world)
    await sari.says("/siaran")
    await stage.settle()
    labels = [label for row in stage.world.last_to(sari).labels for label in row]
    assert labels[:4] == ["Semua (3)", "Pegawai (1)", "Moderator (1)", "Admin (1)"]
    assert labels[4].startswith("C4 ")
    assert labels[4].endswith("(1)")
    for to, people in (("C4", [1, 0, 0]), ("Moderator", [0, 1, 0]), ("Pegawai", [1, 0, 0])):
        text = f"Untuk {to}"
        await composed(stage, text, to)
        await presses(stage, sari, said.BUTTON_SEND)
        await reported(stage)
        assert got(stage, ani, budi, citra, text=text) == people


async def test_who_blocked_prima_is_counted_and_left_alone_until_they_write(stage: Stage) -> None:
    ani, budi = await audience(stage, "Ani", "Budi")
    await ani.blocks_bot()
    await composed(stage)
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    assert "Memblokir Prima: 1" in (await reported(stage)).text
    assert "Kirim kepada 2 orang" in (await composed(stage, "Dua")).text
    await ani.says("halo")
    await stage.settle()
    assert "Kirim kepada 3 orang" in (await composed(stage, "Tiga")).text
    assert got(stage, budi) == [1]


async def test_a_flood_and_a_lost_connection_are_waited_out_and_a_lost_answer_is_not_tried_again(stage: Stage) -> None:
    people = await audience(stage, "Ani", "Budi", "Citra", "Dewi")
    await composed(stage)
    sari = admin_of(stage.world)
    for fault in (flood(1), network_error, answer_lost):  # sari, who is first by number, gets it in the third try
        stage.world.fails_next("sendMessage", with_=fault)
    await presses(stage, sari, said.BUTTON_SEND)
    report = await reported(stage)
    assert got(stage, *people) == [1, 1, 1, 1]
    assert "Sampai: 4\nBelum pasti: 1" in report.text
    assert report.labels == [[said.BUTTON_AGAIN]]
    await presses(stage, sari, said.BUTTON_AGAIN)
    await stage.world.signal.until(lambda: "Sampai: 5" in stage.world.last_to(sari).text, seconds=20)
    assert got(stage, *people) == [1, 1, 1, 1], "only those of whom nobody knew"


async def test_a_refused_delivery_keeps_nobody_else_waiting(stage: Stage) -> None:
    people = await audience(stage, "Ani", "Budi")
    await stage.prima.desk.do(meet, 31_337, "Tak dikenal")  # of a chat that Telegram does not know
    await composed(stage)
    stage.world.fails_next("sendMessage", with_=blocked)
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    assert "Sampai: 2\nMemblokir Prima: 1\nGagal: 1" in (await reported(stage)).text
    assert got(stage, *people) == [1, 1]


async def test_a_stopped_announcement_reaches_nobody_any_more(stage: Stage) -> None:
    people = await audience(stage, *(f"Orang {number}" for number in range(60)))
    sari = admin_of(stage.world)
    await composed(stage)
    await presses(stage, sari, said.BUTTON_SEND)
    await stage.world.signal.until(lambda: sum(got(stage, *people)) >= 2)
    status = next(message for message in stage.world.sent_to(sari) if message.labels == [[said.BUTTON_STOP]])
    await presses(stage, sari, said.BUTTON_STOP, status)
    report = await reported(stage, "Siaran dihentikan")
    sent = sum(got(stage, *people))
    assert 2 <= sent < 60
    assert sum(got(stage, *people)) == sent
    assert "Tidak dikirimi: 0" not in report.text
    assert status.text == said.REPORTED
    assert [message.text for message in stage.world.sent_to(sari)].count(report.text) == 1
    assert status.labels == []
    query = await sari.forges(report, "b:stop:1")
    await stage.settle()
    assert query.text == said.ALREADY_STOPPED


async def test_any_admin_stops_what_a_former_one_sends_and_gets_the_report(stage: Stage) -> None:
    sari = admin_of(stage.world)
    (tono,) = await audience(stage, "Tono")
    people = await audience(stage, *(f"Orang {number}" for number in range(60)))
    await stage.prima.desk.do(give_role, tono.id, "admin", ADMIN)
    await tono.says("/siaran")
    await stage.settle()
    await presses(stage, tono, next(label for row in stage.world.last_to(tono).labels for label in row))
    await tono.says(NEWS)
    await stage.settle()
    await presses(stage, tono, said.BUTTON_SEND)
    await stage.world.signal.until(lambda: sum(got(stage, *people)) >= 2)
    await stage.prima.desk.do(give_role, tono.id, "pegawai", ADMIN)
    before = len(stage.world.sent_to(sari))
    await sari.says("/siaran")
    await stage.settle()
    running, menu = (message for message in stage.world.sent_to(sari)[before:] if message.text != NEWS)
    assert menu.text == said.AUDIENCE
    await presses(stage, sari, said.BUTTON_STOP, running)
    report = await reported(stage, "Siaran dihentikan")
    assert running.text == said.STOPPING
    assert "Tidak dikirimi: 0" not in report.text
    assert not [message for message in stage.world.sent_to(tono) if "Tidak dikirimi" in message.text]
    assert said.REPORTED_ELSEWHERE in [message.text for message in stage.world.sent_to(tono)]


async def test_after_a_restart_it_goes_on_and_nobody_gets_it_twice(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as first:
        people = await audience(first, *(f"Orang {number}" for number in range(30)))
        await composed(first)
        await presses(first, admin_of(world), said.BUTTON_SEND)
        await world.signal.until(lambda: sum(got(first, *people)) >= 5)
    assert 5 <= sum(got(first, *people)) < 30
    async with open_stage(world) as second:
        report = await reported(second)
        assert got(second, *people) == [1] * 30
        assert "Belum pasti" not in report.text


async def test_who_was_claimed_when_it_was_killed_is_unsure_and_gets_nothing_by_itself(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as first:
        (ani,) = await audience(first, "Ani")
        await composed(first)
        number = json.loads(world.last_to(admin_of(world)).buttons[0][0][1].rpartition(":")[2])

        def killed(db: Database) -> int | None:
            db.execute("insert into deliveries values (?, ?, 'waiting', '')", [number, ani.id])
            db.execute("update broadcasts set state = 'sending' where id = ?", [number])
            return claim(db, number)

        assert await first.prima.desk.do(killed) == ani.id
    async with open_stage(world) as second:
        report = await reported(second)
        assert "Sampai: 0\nBelum pasti: 1" in report.text
        assert got(second, ani) == [0]
        assert await second.prima.desk.do(interrupted) == []
        assert await second.prima.desk.do(tally, number) == Tally(unsure=1)


async def test_who_opts_out_or_is_forgotten_meanwhile_is_left_out(stage: Stage) -> None:
    ani, budi, *others = await audience(stage, *(f"Orang {number}" for number in range(20)))
    await composed(stage)
    await presses(stage, admin_of(stage.world), said.BUTTON_SEND)
    await stage.world.signal.until(lambda: got(stage, ani) == [1])
    query = await ani.presses(stage.world.last_to(ani), said.BUTTON_OPT_OUT)
    last, before = others[-1], others[-2]
    await stage.prima.desk.do(forget, last.id, "tanda")
    await before.says("/berlangganan")
    await stage.settle()
    await presses(stage, before, said.BUTTON_OPT_OUT)
    report = await reported(stage)
    assert query.text == said.OPTED_OUT
    assert not await stage.prima.desk.do(wants_announcements, ani.id)
    assert got(stage, budi, last, before) == [1, 0, 0]
    assert "Tidak dikirimi: 1" in report.text


async def test_who_has_no_access_now_gets_nothing(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    async with open_stage(world) as stage:
        ani, budi = await audience(stage, "Ani", "Budi")
        await stage.prima.desk.do(admissions.settle, admissions.PEOPLE, (budi.id, "Budi"), "admitted", ADMIN)
    closed = settings.model_copy(update={"access": AccessRules(mode="invitation")})
    async with open_stage(world, rules=closed) as stage:
        await composed(stage)
        await presses(stage, admin_of(world), said.BUTTON_SEND)
        await reported(stage)
        assert got(stage, ani, budi) == [0, 1]
        states = await stage.prima.desk.do(
            lambda db: {row["person"]: row["state"] for row in db.table("deliveries").rows}
        )
        assert (states[ani.id], states[budi.id]) == ("skipped", "sent")


async def test_buttons_that_are_forged_old_or_pressed_twice_send_nothing_more(stage: Stage) -> None:
    (ani,) = await audience(stage, "Ani")
    question = await composed(stage)
    sari = admin_of(stage.world)
    number = question.buttons[0][0][1].rpartition(":")[2]
    other = stage.world.user("Umar", started=True)
    await stage.prima.desk.do(give_role, other.id, "admin", ADMIN)
    await other.says("/bantuan")
    await ani.says("/bantuan")
    await stage.settle()
    for person, told in ((ani, replies.ROLE_LOST), (other, said.GONE)):
        for data in (f"b:go:{number}", f"b:to:{number}:all", f"b:no:{number}"):
            query = await person.forges(stage.world.last_to(person), data)
            await stage.settle()
            assert query.text == told
    query = await sari.forges(question, f"b:to:{number}:topic:J99")
    await stage.settle()
    assert query.text == replies.OLD_BUTTON
    await sari.presses(question, said.BUTTON_SEND)
    again = await sari.presses(question, said.BUTTON_SEND)
    await stage.settle()
    await reported(stage)
    assert again.text == said.GONE
    assert got(stage, ani) == [1]


async def test_an_admin_who_lost_the_role_writes_and_sends_no_announcement(stage: Stage) -> None:
    (ani,) = await audience(stage, "Ani")
    await stage.prima.desk.do(give_role, ani.id, "admin", ADMIN)
    await ani.says("/siaran")
    await stage.settle()
    await presses(stage, ani, next(label for row in stage.world.last_to(ani).labels for label in row))
    await stage.prima.desk.do(give_role, ani.id, "pegawai", ADMIN)
    await ani.says("gmn ngadepin warga yg marah di loket?")
    await stage.settle()
    assert stage.world.last_to(ani).text.startswith("Menghadapi warga yang marah"), "it is a question again"


async def test_a_cancelled_or_rewritten_draft(stage: Stage) -> None:
    (ani,) = await audience(stage, "Ani")
    sari = admin_of(stage.world)
    await composed(stage, "Salah ketik")
    await presses(stage, sari, said.BUTTON_REWRITE)
    await sari.sends_photo()
    await stage.settle()
    assert stage.world.last_to(sari).text == said.ONLY_TEXT
    await sari.says("a" * 4096)
    await stage.settle()
    assert stage.world.sent_to(sari)[-2].text == "a" * 4096
    await presses(stage, sari, said.BUTTON_CANCEL)
    assert stage.world.last_to(sari).text == said.CANCELLED
    await sari.says("apa itu gratifikasi?")
    await stage.settle()
    assert "ratifikasi" in stage.world.last_to(sari).text
    assert stage.world.sent_to(ani) == []


async def test_a_draft_waits_for_its_text_over_a_restart(open_stage: OpenStage) -> None:
    world = World()
    async with open_stage(world) as first:
        await audience(first, "Ani")
        sari = admin_of(world)
        await sari.says("/siaran")
        await first.settle()
        await presses(first, sari, "Semua (2)")
    async with open_stage(world) as second:
        await sari.says("Lanjut")
        await second.settle()
        assert "Kirim kepada 2 orang" in world.last_to(sari).text


async def test_topics_are_followed_and_left_by_the_same_button(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    await ani.says("/berlangganan")
    await stage.settle()
    shown = stage.world.last_to(ani)
    assert (said.FOLLOWS_NONE in shown.text, said.WANTED in shown.text) == (True, True)
    await presses(stage, ani, "Komunikasi dengan warga", shown)
    topic = shown.labels[0][0]
    await presses(stage, ani, topic, shown)
    assert shown.labels[0][0] == f"✅ {topic}"
    await presses(stage, ani, replies.BUTTON_BACK, shown)
    assert "Komunikasi dengan warga (1)" in [label for row in shown.labels for label in row]
    await presses(stage, ani, said.BUTTON_OPT_OUT, shown)
    assert said.UNWANTED in shown.text
    await presses(stage, ani, said.BUTTON_OPT_IN, shown)
    assert said.WANTED in shown.text
    group = stage.world.group("Balai", [ani, budi])
    await ani.says("/berlangganan", chat=group)
    await stage.settle()
    assert stage.world.last_to(group).text == replies.ONLY_PRIVATE.format(username="prima_bot")
    for data in ("b:a:C", "b:t:C4", "b:w:0"):
        query = await budi.forges(stage.world.last_to(group), data)
        await stage.settle()
        assert query.text == replies.ONLY_PRIVATE.format(username="prima_bot")


@pytest.mark.parametrize("data", ["b:t:J99", "b:to:1:role:raja", "b:go:99999", "b:again:99999", "b:stop:99999", "b:x"])
async def test_nonsense_on_a_button_is_answered(stage: Stage, data: str) -> None:
    sari = admin_of(stage.world)
    await sari.says("/bantuan")
    await stage.settle()
    query = await sari.forges(stage.world.last_to(sari), data)
    await stage.settle()
    assert query.answered


async def test_who_cannot_be_looked_up_just_now_gets_it_as_soon_as_telegram_says_more(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    sari, ani, budi = admin_of(world), world.user("Ani", started=True), world.user("Budi", started=True)
    group = world.supergroup("Pegawai", [sari, ani])
    rules = settings.model_copy(update={"access": AccessRules(mode="groups", groups=(group.id,), groups_allowed="any")})
    async with open_stage(world, rules=rules) as stage:
        for person in (ani, budi):
            await stage.prima.desk.do(meet, person.id, person.full_name)
        await composed(stage)
        world.fails_next("getChatMember", times=5, with_=network_error)  # the wire tries five times
        await presses(stage, sari, said.BUTTON_SEND)
        report = await reported(stage)
        assert got(stage, ani, budi) == [1, 0]
        assert "Tidak dikirimi: 1" in report.text, "Budi, who is in no group"
