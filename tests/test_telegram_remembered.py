"""What was said before Prima started is not remembered: what may be lacking in a draft is told, and how to add it."""

from __future__ import annotations

from bot.replies import capture as words
from knowledge_base.roles import give_role
from tests.conftest import ADMIN, Stage
from tests.telegram import World
from tests.test_telegram_capture import MORE, TIP, forum, replies_in
from tests.test_telegram_caught import in_album
from tests.test_telegram_private import OpenStage
from tests.test_telegram_write import says


async def test_a_draft_from_before_a_restart_says_that_earlier_parts_may_lack(open_stage: OpenStage) -> None:
    world = World()
    citra, budi = world.user("Citra", started=True), world.user("Budi", started=True)
    chat = world.supergroup("Forum", [citra, budi], topics={7: "Loket"})
    async with open_stage(world) as stage:
        await stage.prima.desk.do(give_role, citra.id, "moderator", ADMIN)
        _, bare, last = [await in_album(budi, caption, "a", chat) for caption in (TIP, "", "Papan ada dekat kursi.")]
        first = await budi.says(TIP, chat=chat, thread=7)
        answer = await budi.says(MORE, chat=chat, thread=7, reply_to=first)
        await stage.settle()
    async with open_stage(world) as stage:
        for message, command, person in ((last, "/simpan", citra), (answer, "/usul", budi)):
            await replies_in(stage, person, command, message, chat)
            assert any(words.EARLIER_LACKS[command] in each.text for each in world.sent_to(chat)[-2:])
        told = await replies_in(stage, citra, "/simpan", bare, chat)
        assert told.text == words.NO_WORDS_IN_ALBUM.format(command="/simpan")
        fresh = await budi.says("Kursi roda kami taruh di pintu masuk.", chat=chat, thread=7, reply_to=answer)
        await replies_in(stage, citra, "/simpan", fresh, chat)
        assert any(words.EARLIER_LACKS["/simpan"] in each.text for each in world.sent_to(chat)[-2:])


async def test_what_is_remembered_whole_lacks_nothing(stage: Stage) -> None:
    citra, budi, chat = await forum(stage)
    tip = await budi.says(TIP, chat=chat, thread=7)
    more = await budi.says(MORE, chat=chat, thread=7, reply_to=tip)
    await replies_in(stage, citra, "/simpan", more, chat)
    assert not any("tidak mengingat" in each.text for each in stage.world.sent_to(chat))


async def test_who_suggested_a_message_hears_that_it_was_suggested(stage: Stage) -> None:
    _, budi, chat = await forum(stage)
    await says(stage, budi, "halo")
    tip = await budi.says("Anggrek ruang tunggu disiram.", chat=chat, thread=7)
    for _ in range(2):
        told = await replies_in(stage, budi, "/usul", tip, chat)
    assert told.text == words.SUGGESTED_YOURS
