"""Prima among others: groups, forum topics, inline mode, many people at once."""

from __future__ import annotations

import asyncio
from threading import Event

from telegram import Update

from bot import replies
from bot.answer import Answerer
from knowledge_base.errors import UnusableIndexError
from knowledge_base.settings import AccessRules, Settings
from tests.conftest import Stage
from tests.telegram import World, deliver
from tests.test_telegram_private import ANGRY, OpenStage

TITLE = "Menghadapi warga yang marah"


async def test_in_a_group_only_those_who_address_prima_are_answered(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    group = stage.world.group("Loket Kelurahan", [ani, budi])
    await ani.says(ANGRY, chat=group)
    await budi.says("@prima_botak gimana?", chat=group)
    await stage.settle()
    assert stage.world.sent_to(group) == []
    mentioned = await ani.says(f"@Prima_Bot {ANGRY}", chat=group)
    await stage.settle()
    answer = stage.world.last_to(group)
    assert answer.text.startswith(TITLE)
    assert answer.reply_to is mentioned
    reply = await budi.says("contohnya?", chat=group, reply_to=answer)
    await stage.settle()
    assert stage.world.last_to(group).reply_to is reply
    asked = await budi.says(f"/tanya@prima_bot {ANGRY}", chat=group)
    await stage.settle()
    assert stage.world.last_to(group).reply_to is asked
    assert len(stage.world.sent_to(group)) == 3


async def test_who_never_addressed_prima_is_not_stored(open_stage: OpenStage, settings: Settings) -> None:
    world = World()
    ani, budi, cici = world.user("Ani"), world.user("Budi"), world.user("Cici")
    telegram = world.user("Telegram", user_id=777000)
    group, foreign = world.group("Loket", [ani, budi, cici, telegram]), world.group("Asing", [ani])
    rules = AccessRules(groups_allowed="approved", groups=(group.id,))
    async with open_stage(world, rules=settings.model_copy(update={"access": rules})) as stage:
        talk = await ani.says("ngobrol saja", chat=group)
        await ani.says("/perintahbotlain", chat=group)
        kept_out = await ani.says("rahasia", chat=foreign)
        await telegram.says(f"@prima_bot {ANGRY}", chat=group)
        await budi.says(f"@prima_bot {ANGRY}", chat=group)
        await stage.settle()
        await cici.presses(world.last_to(group), "Membantu")
        await stage.settle()
        kept = await stage.prima.desk.do(lambda db: {row["id"] for row in db.table("people").rows})
        assert kept & {ani.id, budi.id, cici.id, telegram.id} == {budi.id, cici.id}
        assert stage.prima.recent.known(group.id, talk.id), "a thread can be kept where Prima works"
        assert stage.prima.recent.known(foreign.id, kept_out.id) is None


async def test_a_mention_under_a_colleagues_message_answers_that_message(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    group = stage.world.group("Loket Kelurahan", [ani, budi])
    question = await ani.says(ANGRY, chat=group)
    for call in ("@prima_bot", "/tanya"):
        await budi.says(call, chat=group, reply_to=question)
        await stage.settle()
        assert stage.world.last_to(group).text.startswith(TITLE)


async def test_an_answer_stays_in_its_forum_topic(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    forum = stage.world.supergroup("Forum", [ani], topics={7: "Loket", 8: "Umum"})
    for text in (f"@prima_bot {ANGRY}", f"/tanya {ANGRY}", "/topik", "/cari antrean", "/bantuan"):
        await ani.says(text, chat=forum, thread=7)
    await stage.settle()
    assert len(stage.world.sent_to(forum, thread=7)) == 5
    assert len(stage.world.sent_to(forum)) == 5
    answer = stage.world.sent_to(forum, thread=7)[0]
    await ani.presses(answer, "Baca lengkap")
    await stage.settle()
    assert len(stage.world.sent_to(forum, thread=7)) > 5
    assert stage.world.sent_to(forum, thread=8) == []


async def test_a_follow_up_belongs_to_its_forum_topic(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    forum = stage.world.supergroup("Forum", [ani], topics={7: "Gratifikasi", 8: "Umum"})
    await ani.says("@prima_bot apa itu gratifikasi?", chat=forum, thread=7)
    await ani.says("@prima_bot batas waktunya?", chat=forum, thread=8)
    await ani.says("@prima_bot batas waktunya?", chat=forum, thread=7)
    await stage.settle()
    assert "30 hari kerja" not in stage.world.sent_to(forum, thread=8)[-1].text
    assert "30 hari kerja" in stage.world.sent_to(forum, thread=7)[-1].text


async def test_unknown_commands_and_pictures_in_groups_are_left_to_others(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    group = stage.world.group("Loket", [ani])
    await ani.says("/perintahbotlain", chat=group)
    await ani.sends_photo("lihat ini", chat=group)
    await ani.sends_sticker(chat=group)
    await ani.leaves(group)
    await stage.settle()
    assert stage.world.sent_to(group) == []


async def test_in_a_group_everybody_votes_for_themselves(stage: Stage) -> None:
    ani, budi = stage.world.user("Ani"), stage.world.user("Budi")
    group = stage.world.group("Loket", [ani, budi])
    await ani.says(f"@prima_bot {ANGRY}", chat=group)
    await stage.settle()
    answer = stage.world.last_to(group)
    await ani.presses(answer, "Membantu")
    await budi.presses(answer, "Kurang tepat")
    await stage.settle()
    assert answer.labels[0] == ["Membantu", "Kurang tepat"]
    votes = await stage.prima.desk.do(lambda db: {row["person"]: row["helpful"] for row in db.table("votes").rows})
    assert votes == {ani.id: 1, budi.id: 0}


async def test_inline_mode_offers_notes_to_share(stage: Stage) -> None:
    ani = stage.world.user("Ani")
    asked = await ani.types_inline("warga marah")
    empty = await ani.types_inline("")
    foreign = await ani.types_inline("resep rendang padang")
    await stage.settle()
    titles = [result.title for result in asked.results]
    assert TITLE in titles
    assert len(titles) <= 10
    assert empty.answered
    assert empty.results == []
    assert foreign.answered
    assert foreign.results == []
    shared = await ani.chooses(asked, "C4-pedoman-warga-marah")
    assert shared.text.startswith(TITLE)
    assert "📎 Pedoman" in shared.text
    assert "start=C4-pedoman-warga-marah" in shared.html


async def test_many_people_at_once_each_get_their_own_answer(stage: Stage) -> None:
    people = [stage.world.user(f"Orang{number}") for number in range(40)]
    for number, person in enumerate(people):
        await person.says(ANGRY if number % 2 else "cara menghitung nilai IKM")
    updates = []
    while (data := stage.world.updates.take()) is not None:
        updates.append(data)
    await asyncio.gather(
        *(stage.application.process_update(Update.de_json(data, stage.application.bot)) for data in updates)
    )
    for number, person in enumerate(people):
        wanted = TITLE if number % 2 else "Menghitung nilai Indeks"
        assert [message.text.startswith(wanted) for message in stage.world.sent_to(person)] == [True]


async def test_questions_wait_for_the_model_and_typing_is_shown(open_stage: OpenStage, answerer: Answerer) -> None:
    ready = Event()

    def load() -> Answerer:
        ready.wait()
        return answerer

    world = World()
    ani = world.user("Ani")
    async with open_stage(world, load) as stage:
        await ani.says(ANGRY)
        delivering = asyncio.create_task(deliver(stage.application, world))
        while not world.actions:
            await asyncio.wait([delivering], timeout=0.05)
        assert world.sent_to(ani) == []
        ready.set()
        await delivering
        assert world.last_to(ani).text.startswith(TITLE)


async def test_when_the_index_is_missing_the_person_hears_it(open_stage: OpenStage) -> None:
    def load() -> Answerer:
        raise UnusableIndexError("there is no index")

    world = World()
    ani = world.user("Ani")
    async with open_stage(world, load) as stage:
        await ani.says(ANGRY)
        await ani.types_inline("warga")
        await stage.settle()
        assert world.last_to(ani).text == replies.NOT_READY
