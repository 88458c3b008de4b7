"""Who may come in, by messages, commands, buttons and inline queries alike; and in which groups Prima works."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.access import Access
from bot.handlers.entrance import TRIES
from bot.limits import MINUTE
from bot.replies import OLD_BUTTON
from bot.replies import access as words
from bot.replies import privacy as privacy_words
from bot.replies import roles as role_words
from knowledge_base.admissions import PEOPLE, find_request, settle
from knowledge_base.audit import read_audit
from knowledge_base.invitations import invite, open_invitations, redeem
from knowledge_base.people import count_people, meet, names_of
from knowledge_base.roles import give_role
from knowledge_base.settings import AccessRules, Settings
from tests.conftest import ADMIN, Stage
from tests.telegram import Chat, Person, World, network_error
from tests.test_telegram_private import ANGRY, OpenStage

TITLE = "Menghadapi warga yang marah"


def closed(settings: Settings, **rules: Any) -> Settings:
    """The settings with these rules of access."""
    return settings.model_copy(update={"access": AccessRules(**{"groups_allowed": "any", **rules})})


def admin_of(world: World) -> Person:
    """The admin of the settings, who has started the bot."""
    return world.user("Sari", user_id=ADMIN, started=True)


async def link_of(stage: Stage, person: Person, button: str) -> str:
    """The link that /undang makes by a button."""
    await person.says("/undang")
    await stage.settle()
    menu = stage.world.last_to(person)
    await person.presses(menu, button)
    await stage.settle()
    found = re.search(r"https://t\.me/\S+", menu.text)
    assert found
    return found[0]


async def test_without_an_invitation_nothing_opens_and_it_is_said_once_a_minute_and_to_each_start(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    admin, ani, mallory = admin_of(world), world.user("Ani"), world.user("Mallory")
    async with open_stage(world, rules=closed(settings, mode="invitation")) as stage:
        people = await stage.prima.desk.do(count_people)
        await admin.says(ANGRY)
        await stage.settle()
        answer = world.last_to(admin)
        assert answer.text.startswith(TITLE), "an admin of the settings is never locked out"
        for text in (ANGRY, "/start", "/topik", "/start", "/cari antrean", f"/tanya {ANGRY}", "/start u-tebakan"):
            await mallory.says(text)
        await mallory.sends_photo()
        await stage.settle()
        said = [message.text for message in world.sent_to(mallory)]
        assert said == [words.CLOSED["invitation"]] * 3 + [words.INVITATION_GONE]
        pressed = await mallory.forges(world.last_to(mallory), "n:C4-pedoman-warga-marah")
        asked = await mallory.types_inline("warga marah")
        await stage.settle()
        assert (pressed.alert, pressed.text) == (True, words.CLOSED_BUTTON)
        assert asked.answered
        assert asked.results == []
        assert asked.personal
        assert await stage.prima.desk.do(count_people) == people + 1, "strangers are not kept"
        await ani.opens(await link_of(stage, admin, words.BUTTON_ONE))
        await ani.says(ANGRY)
        await stage.settle()
        assert world.sent_to(ani)[0].text == words.INVITED
        assert world.last_to(ani).text.startswith(TITLE)


async def test_who_is_outside_may_still_see_and_delete_their_data(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    ani = world.user("Ani")
    async with open_stage(world) as stage:
        await ani.says(ANGRY)
        await stage.settle()
        asked = await stage.prima.desk.do(lambda db: db.table("questions").count_where("person = ?", [ani.id]))
        assert asked == 1
    async with open_stage(world, rules=closed(settings, mode="invitation")) as stage:
        for text, part in (("/privasi", "UU 27/2022"), ("/dataku@prima_bot", ""), ("/hapusdata", "")):
            await ani.says(text)
            await stage.settle()
            assert part in world.last_to(ani).text
        await ani.presses(world.last_to(ani), privacy_words.BUTTON_FORGET_YES)
        await stage.settle()
        assert world.last_to(ani).text == privacy_words.FORGOTTEN
        await ani.says("/privasi")
        await stage.settle()
        assert not await stage.prima.desk.do(lambda db: db.table("people").count_where("id = ?", [ani.id]))
        await ani.says(f"{ANGRY} /privasi")
        await stage.settle()
        assert world.last_to(ani).text == words.CLOSED["invitation"]


async def test_a_link_for_one_lets_one_in_and_a_restart_changes_nothing(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    admin, ani, budi = admin_of(world), world.user("Ani"), world.user("Budi")
    rules = closed(settings, mode="invitation")
    async with open_stage(world, rules=rules) as stage:
        link = await link_of(stage, admin, words.BUTTON_ONE)
        stored = await stage.prima.desk.do(lambda db: str(list(db.table("invitations").rows)))
        assert link.partition("u-")[2] not in stored, "only a hash is kept"
    async with open_stage(world, rules=rules) as stage:
        for person in (ani, budi):
            await person.opens(link)
        await ani.opens(link)
        await stage.settle()
        assert [message.text for message in world.sent_to(ani)] == [words.INVITED, words.INVITED_ALREADY]
        assert world.last_to(budi).text == words.INVITATION_GONE


async def test_an_invited_moderator_is_known_and_has_the_menu_at_once(stage: Stage) -> None:
    mira = stage.world.user("Mira")
    _, token = await stage.prima.desk.do(invite, "moderator", 1, 7, ADMIN)
    await mira.says(f"/start u-{token}")
    await stage.settle()
    assert stage.world.last_to(mira).text == words.INVITED_MODERATOR
    assert await stage.prima.desk.do(names_of, [mira.id]) == {mira.id: "Mira"}
    menu = stage.world.calls_of("setMyCommands")[-1]
    assert str(mira.id) in str(menu["scope"])
    assert "tinjau" in [command["command"] for command in menu["commands"]]


async def test_links_are_taken_back_by_their_maker_or_an_admin(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, mod, other = admin_of(world), world.user("Mira", started=True), world.user("Oki", started=True)
    ani = world.user("Ani")
    async with open_stage(world, rules=closed(settings, mode="invitation")) as stage:
        desk = stage.prima.desk
        for person in (mod, other):
            await desk.do(give_role, person.id, "moderator", ADMIN)
        link = await link_of(stage, mod, words.BUTTON_TEN)
        await mod.opens(link)
        await stage.settle()
        assert world.last_to(mod).text == words.INVITED_ALREADY
        (made,) = await desk.do(open_invitations)
        assert made.uses_left == 10
        await mod.says("/undang")
        await stage.settle()
        assert words.BUTTON_MODERATOR not in str(world.last_to(mod).labels), "moderators invite pegawai only"
        forged = await mod.forges(world.last_to(mod), "a:i:moderator:1")
        foreign = await other.forges(world.last_to(mod), f"a:r:{made.id}")
        await stage.settle()
        assert forged.alert
        assert foreign.text == words.INVITE_GONE
        assert len(await desk.do(open_invitations)) == 1
        await admin.says("/undang")
        await stage.settle()
        await admin.presses(world.last_to(admin), words.BUTTON_REVOKE.format(number=made.id))
        await ani.opens(link)
        await stage.settle()
        assert world.last_to(ani).text == words.INVITATION_GONE
        actions = {entry.action for entry in await desk.do(read_audit, 20)}
        assert {"invitation made", "invitation revoked"} <= actions


async def test_an_invitation_dies_with_its_makers_role_and_with_its_time(stage: Stage) -> None:
    desk = stage.prima.desk
    await desk.do(give_role, 7, "moderator", ADMIN)
    _, token = await desk.do(invite, "pegawai", 10, 7, 7)
    _, late = await desk.do(invite, "pegawai", 1, 0, ADMIN)
    _, high = await desk.do(invite, "moderator", 1, 7, ADMIN)
    assert await desk.do(redeem, late, (8, "Ani", "tanda"), [ADMIN]) is None
    assert await desk.do(redeem, token, (8, "Ani", "tanda"), [ADMIN]) == "pegawai"
    await desk.do(give_role, 7, "pegawai", ADMIN)
    assert await desk.do(redeem, token, (9, "Budi", "tanda"), [ADMIN]) is None
    assert await desk.do(redeem, high, (9, "Budi", "tanda"), [ADMIN]) == "moderator"
    assert await stage.prima.access.role(9) == "moderator"
    assert await desk.do(redeem, high, (10, "Cici", "tanda"), [ADMIN]) is None


async def test_the_list_names_who_made_a_link_and_leaves_out_those_that_died_with_a_role(stage: Stage) -> None:
    desk, admin = stage.prima.desk, admin_of(stage.world)
    await desk.do(meet, 7, "Mira <b>")
    for role, listed in (("moderator", True), ("pegawai", False)):
        await desk.do(give_role, 7, role, ADMIN)
        await desk.do(invite, "pegawai", 10, 7, 7)
        await admin.says("/undang")
        await stage.settle()
        assert ("dibuat Mira <b>" in stage.world.last_to(admin).text) is listed


async def test_a_link_is_not_used_up_by_who_is_in_and_lets_nobody_in_whom_an_admin_refused(stage: Stage) -> None:
    desk = stage.prima.desk
    await desk.do(give_role, 7, "moderator", ADMIN)
    _, token = await desk.do(invite, "pegawai", 1, 7, 7)
    _, high = await desk.do(invite, "moderator", 1, 7, ADMIN)
    await desk.do(settle, PEOPLE, (8, "Ani"), "admitted", ADMIN)
    await desk.do(settle, PEOPLE, (9, "Mallory"), "refused", ADMIN)
    for person in (7, 8, 9, ADMIN):
        assert await desk.do(redeem, token, (person, "Seseorang", "tanda"), [ADMIN]) is None
    for person in (7, ADMIN):
        assert await desk.do(redeem, high, (person, "Seseorang", "tanda"), [ADMIN]) is None
    assert not await stage.prima.desk.do(lambda db: find_request(db, PEOPLE, 7))
    assert await desk.do(redeem, token, (10, "Budi", "tanda"), [ADMIN]) == "pegawai"
    assert await desk.do(redeem, high, (8, "Ani", "tanda"), [ADMIN]) == "moderator", "who is in may still become more"
    _, own = await desk.do(invite, "pegawai", 1, 7, ADMIN)
    assert await desk.do(redeem, own, (9, "Mallory", "tanda"), [ADMIN]) == "pegawai", "an admin may think again"


async def test_an_admin_accepts_by_button_and_the_person_hears_it(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, ani, mallory = admin_of(world), world.user("Ani <b>"), world.user("Mallory")
    rules = closed(settings, mode="approval")
    async with open_stage(world, rules=rules) as stage:
        for _ in range(3):
            await ani.says("halo")
        await mallory.says("halo")
        await stage.settle()
        assert [message.text for message in world.sent_to(ani)] == [words.CLOSED["waiting"]]
        asked = world.sent_to(admin)
        assert len(asked) == 2
        assert "Ani <b>" in asked[0].text
        forged = await mallory.forges(world.last_to(mallory), f"a:y:{mallory.id}")
        await stage.settle()
        assert forged.alert
        assert not await stage.prima.access.admits(mallory.id)
    async with open_stage(world, rules=rules) as stage:
        await admin.presses(asked[0], words.BUTTON_ADMIT)
        await admin.presses(asked[1], words.BUTTON_REFUSE)
        await stage.settle()
        assert world.last_to(ani).text == words.YOU_ARE_ADMITTED
        assert world.last_to(mallory).text == words.CLOSED["refused"]
        again = await admin.forges(asked[1], f"a:y:{mallory.id}")
        unknown = await admin.forges(asked[1], "a:y:424242424242")
        await stage.settle()
        assert (again.text, unknown.text) == (words.DECIDED_ALREADY, OLD_BUTTON)
        await ani.says(ANGRY)
        await mallory.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text.startswith(TITLE)
        assert world.last_to(mallory).text == words.CLOSED["refused"]


@pytest.mark.parametrize(("mode", "why"), [("invitation", "invitation"), ("approval", "waiting")])
async def test_who_waits_at_the_door_is_answered_again_after_a_minute(
    open_stage: OpenStage, settings: Settings, monkeypatch: pytest.MonkeyPatch, mode: str, why: str
) -> None:
    assert MINUTE == 60
    monkeypatch.setattr("bot.handlers.entrance.MINUTE", 0.0)  # a minute is over at once
    world = World()
    ani = world.user("Ani")
    group = world.group("Loket", [ani])
    async with open_stage(world, rules=closed(settings, mode=mode)) as stage:
        for text in (ANGRY, "halo", "/topik"):
            await ani.says(text)
        await stage.settle()
        assert [message.text for message in world.sent_to(ani)] == [words.CLOSED[why]] * 3
        for count in (1, 2):
            assert await mention(stage, ani, group) == [words.CLOSED_GROUP] * count


async def test_a_flood_of_starts_at_the_door_is_not_answered_without_end(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    ani = world.user("Ani")
    async with open_stage(world, rules=closed(settings, mode="invitation")) as stage:
        for _ in range(3 * TRIES):
            await ani.says("/start")
        await stage.settle()
        assert len(world.sent_to(ani)) == TRIES + 1


async def test_a_decision_reaches_nobody_who_has_blocked_prima_and_stands(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    async with open_stage(world, rules=closed(settings, mode="approval")) as stage:
        await ani.says("halo")
        await stage.settle()
        await ani.blocks_bot()
        await admin.presses(world.last_to(admin), words.BUTTON_ADMIT)
        await stage.settle()
        assert world.last_to(admin).text == words.PERSON_ADMITTED.format(name="Ani")
        assert await stage.prima.access.admits(ani.id)


async def test_members_of_the_groups_come_in_until_they_leave(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    ani, budi = world.user("Ani"), world.user("Budi")
    group = world.supergroup("Pegawai", [ani])
    async with open_stage(world, rules=closed(settings, mode="groups", groups=(group.id,), recheck_hours=0)) as stage:
        for person in (ani, budi):
            await person.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text.startswith(TITLE)
        assert world.last_to(budi).text == words.CLOSED_GROUPS.format(groups="Pegawai")
        await ani.leaves(group)
        await ani.says("/topik")
        await stage.settle()
        assert world.last_to(ani).text == words.CLOSED_GROUPS.format(groups="Pegawai")


async def test_admins_let_people_in_and_out_by_their_card(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    group = world.supergroup("Pegawai", [ani])
    async with open_stage(world, rules=closed(settings, mode="groups", groups=(group.id,))) as stage:
        await ani.says(ANGRY)
        await admin.says(f"/peran {ani.id}")
        await stage.settle()
        card = world.last_to(admin)
        await admin.presses(card, "Cabut izin")
        await stage.settle()
        await ani.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text == words.CLOSED_GROUPS.format(groups="Pegawai")
        await admin.presses(card, "Beri izin")
        await stage.settle()
        await ani.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text.startswith(TITLE)
        acts = [(entry.action, entry.subject) for entry in await stage.prima.desk.do(read_audit, 2)]
        assert acts == [("person admitted", str(ani.id)), ("person refused", str(ani.id))]


class Clock:
    """Shows the seconds that a test sets."""

    seconds = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return self.seconds


async def test_telegram_is_asked_again_after_the_hours_and_a_lost_network_locks_nobody_out(
    stage: Stage, settings: Settings
) -> None:
    clock, told, asked = Clock(), True, list[int]()

    async def is_member(group: int, _person: int) -> bool | None:
        asked.append(group)
        return told

    access = Access(closed(settings, mode="groups", groups=(-1,), recheck_hours=2), stage.prima.desk, clock)
    access.is_member = is_member
    assert await access.admits(5)
    assert await access.admits(5)
    assert asked == [-1]
    clock.seconds, told = 7200.0, None  # type: ignore[assignment]
    assert await access.admits(5), "what was last known stands"
    told = False
    assert not await access.admits(5)
    assert not await access.admits(6)
    told = True
    clock.seconds += 61
    assert await access.admits(6), "who has joined does not wait for hours"


async def test_when_telegram_is_out_of_reach_nobody_new_comes_in(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    ani = world.user("Ani")
    group = world.supergroup("Pegawai", [ani])
    async with open_stage(world, rules=closed(settings, mode="groups", groups=(group.id,))) as stage:
        world.fails_next("getChatMember", times=10, with_=network_error)
        assert not await stage.prima.access.admits(ani.id)


def approved(settings: Settings) -> Settings:
    """Prima works in groups that an admin allowed."""
    return closed(settings, groups_allowed="approved")


async def mention(stage: Stage, person: Person, group: Chat) -> list[str]:
    """What Prima has said in a group after a question there."""
    await person.says(f"@prima_bot {ANGRY}", chat=group)
    await stage.settle()
    return [message.text for message in stage.world.sent_to(group)]


async def test_prima_works_in_a_group_when_an_admin_has_allowed_it(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    group = world.group("Loket & <Warga>", [ani], bot=None)
    async with open_stage(world, rules=approved(settings)) as stage:
        await ani.adds_bot(group)
        await stage.settle()
        assert "Loket & <Warga>" in world.last_to(admin).text
        assert await mention(stage, ani, group) == [words.GROUP_WAITING]
        await ani.says("ngobrol saja", chat=group)
        assert await mention(stage, ani, group) == [words.GROUP_WAITING], "it is not repeated"
        assert len(world.sent_to(admin)) == 1
    async with open_stage(world, rules=approved(settings)) as stage:
        await admin.presses(world.last_to(admin), words.BUTTON_ALLOW)
        await stage.settle()
        assert (await mention(stage, ani, group))[-1].startswith(TITLE)


async def test_a_group_of_a_refused_person_is_declined_without_asking(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    admin, ani, mallory = admin_of(world), world.user("Ani"), world.user("Mallory")
    group, other = world.group("Warung", [mallory], bot=None), world.group("Loket", [ani, mallory])
    async with open_stage(world, rules=closed(settings, mode="approval", groups_allowed="approved")) as stage:
        await stage.prima.desk.do(settle, PEOPLE, (mallory.id, "Mallory"), "refused", ADMIN)
        await mallory.adds_bot(group)
        await stage.settle()
        assert world.last_to(group).text == words.GROUP_DECLINED_GOODBYE
        assert not group.has(world.bot)
        assert await mention(stage, mallory, other) == [words.GROUP_DECLINED]
        assert world.sent_to(admin) == []
        assert (await mention(stage, ani, other))[-1] == words.GROUP_WAITING, "others may still ask"
        assert "Loket" in world.last_to(admin).text


async def test_a_refused_group_is_left_politely(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    group = world.group("Asing", [ani])
    async with open_stage(world, rules=approved(settings)) as stage:
        await mention(stage, ani, group)
        await admin.presses(world.last_to(admin), words.BUTTON_REFUSE)
        await stage.settle()
        assert world.last_to(group).text == words.GROUP_GOODBYE
        assert not group.has(world.bot)


async def test_a_decision_about_a_group_that_is_gone_stands(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    group = world.group("Bubar", [ani])
    async with open_stage(world, rules=approved(settings)) as stage:
        await mention(stage, ani, group)
        group.statuses[world.bot.id] = "kicked"
        await admin.presses(world.last_to(admin), words.BUTTON_ALLOW)
        await stage.settle()
        assert world.last_to(admin).text == words.GROUP_ALLOWED.format(title="Bubar")


async def test_an_admin_who_adds_prima_allows_the_group(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    admin = admin_of(world)
    group = world.group("Kantor", [admin], bot=None)
    async with open_stage(world, rules=approved(settings)) as stage:
        await admin.adds_bot(group)
        await stage.settle()
        assert world.last_to(group).text == words.GROUP_WELCOME.format(username="prima_bot")
        assert (await mention(stage, admin, group))[-1].startswith(TITLE)


async def test_as_long_as_there_is_no_admin_every_group_is_served(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    ani = world.user("Ani")
    group = world.group("Loket", [ani])
    nobody = settings.telegram.model_copy(update={"admins": ()})
    async with open_stage(world, rules=approved(settings).model_copy(update={"telegram": nobody})) as stage:
        assert (await mention(stage, ani, group))[-1].startswith(TITLE)


@pytest.mark.parametrize("data", ["a:gy:-1", "a:gn:-99", "a:gy:1", "a:y:-1", "a:y:", "a:i:admin:1", "a:i:pegawai:7"])
async def test_a_forged_decision_does_nothing(stage: Stage, data: str) -> None:
    admin = admin_of(stage.world)
    await admin.says("/undang")
    await stage.settle()
    pressed = await admin.forges(stage.world.last_to(admin), data)
    await stage.settle()
    assert pressed.alert
    counts = await stage.prima.desk.do(
        lambda db: [db.table(name).count for name in ("admissions", "group_chats", "invitations")]
    )
    assert counts == [0, 0, 0]


async def test_who_was_refused_and_had_their_data_deleted_stays_refused_until_an_admin_thinks_again(
    open_stage: OpenStage, settings: Settings
) -> None:
    world = World()
    admin, ani = admin_of(world), world.user("Ani")
    async with open_stage(world, rules=closed(settings, mode="approval")) as stage:
        await ani.says(ANGRY)
        await stage.settle()
        await admin.presses(world.last_to(admin), words.BUTTON_REFUSE)
        await stage.settle()
        await ani.says("/hapusdata")
        await stage.settle()
        await ani.presses(world.last_to(ani), privacy_words.BUTTON_FORGET_YES)
        await stage.settle()
        assert world.last_to(ani).text == privacy_words.FORGOTTEN
        assert str(ani.id) not in await stage.prima.desk.do(lambda db: "\n".join(db.conn.iterdump()))
        asked = len(world.sent_to(admin))
        await ani.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text == words.CLOSED["refused"]
        assert len(world.sent_to(admin)) == asked, "nobody is asked again"
        await admin.says(f"/peran {ani.id}")
        await stage.settle()
        await admin.presses(world.last_to(admin), role_words.BUTTON_LET_IN)
        await stage.settle()
        await ani.says(ANGRY)
        await stage.settle()
        assert world.last_to(ani).text.startswith(TITLE)
