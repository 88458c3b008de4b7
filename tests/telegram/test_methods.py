"""Every method as python-telegram-bot calls it; faults on order; updates as they are fetched."""

import asyncio
import json
from io import BytesIO

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, Message
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.telegram import World, answer_lost, blocked, builder, flood, network_error, server_error, timed_out
from tests.telegram.api import Api
from tests.telegram.echo import echo_bot
from tests.telegram.parameters import SIGNATURES
from tests.telegram.refusals import article
from tests.telegram.speakers import PNG
from tests.telegram.wire import MemoryRequest

SECRET = "rahasia-1"

pytestmark = pytest.mark.asyncio


async def test_another_token_is_refused() -> None:
    """PTB raises InvalidToken for a token that is not the bot's."""
    with pytest.raises(InvalidToken):
        await Bot("1:x", request=MemoryRequest(World())).get_me()


async def test_an_upload_must_be_what_it_is_sent_as() -> None:
    """A photo is a picture, and no file is empty."""
    world = World()
    ani = world.user("Ani", started=True)
    async with builder(world).build() as application:
        with pytest.raises(BadRequest, match="Image_process_failed"):
            await application.bot.send_photo(ani.id, b"bukan gambar")
        with pytest.raises(BadRequest, match="File must be non-empty"):
            await application.bot.send_document(ani.id, b"")


async def test_every_method_of_the_table_is_there() -> None:
    """The table of parameters and the table of methods name the same methods."""
    world = World()
    assert {signature.method for signature in SIGNATURES.values()} == set(Api(world).methods)


async def test_ptb_calls_every_method() -> None:
    """Every method answers what PTB parses, with the parameters that PTB sends."""
    world = World()
    ani = world.user("Ani", started=True)
    group = world.supergroup("Balai", [ani], username="balai_umum", bot="administrator")
    async with builder(world).build() as application:
        bot = application.bot
        await bot.set_my_commands([("tanya", "Bertanya")], language_code="id")
        assert [command.command for command in await bot.get_my_commands(language_code="id")] == ["tanya"]
        assert world.commands.of(language="id") == {"tanya": "Bertanya"}
        await bot.delete_my_commands(language_code="id")
        assert world.commands.of(language="id") == {}
        await bot.set_my_description("Tanya apa saja")
        assert (await bot.get_my_description()).description == "Tanya apa saja"
        await bot.set_my_short_description("Tanya")
        assert (await bot.get_my_short_description()).short_description == "Tanya"
        await bot.set_my_name("Prima")
        assert (await bot.get_my_name()).name == "Prima"
        await bot.set_chat_menu_button()
        assert (await bot.get_chat_menu_button()).type == "default"
        photo = await bot.send_photo(ani.id, PNG, caption="<u>foto</u>", parse_mode="HTML")
        assert world.last_to(ani).html == "<u>foto</u>"
        await bot.send_photo(ani.id, photo.photo[-1].file_id)
        changed = await bot.edit_message_media(
            InputMediaDocument(b"a,b", "<i>tabel</i>", "HTML"), ani.id, photo.message_id
        )
        assert isinstance(changed, Message)
        assert changed.document is not None
        assert (changed.photo, world.messages_in(ani)[0].html) == ((), "<i>tabel</i>")
        await bot.edit_message_media(InputMediaPhoto(photo.photo[-1].file_id), ani.id, photo.message_id)
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_media(InputMediaPhoto(photo.photo[-1].file_id), ani.id, photo.message_id)
        with pytest.raises(BadRequest, match=r"(?i)can't use file of type photo as document"):
            await bot.edit_message_media(InputMediaDocument(photo.photo[-1].file_id), ani.id, photo.message_id)
        document = await bot.send_document(group.id, BytesIO(b"a,b"), filename="a.csv")
        assert document.document is not None
        file = await document.document.get_file()
        assert await file.download_as_bytearray() == b"a,b"
        await bot.forward_message("@balai_umum", ani.id, photo.message_id)
        copied = await bot.copy_message(group.id, ani.id, photo.message_id, caption="lain")
        assert world.last_to(group).text == "lain"
        await bot.set_message_reaction(group.id, copied.message_id, "👍")
        await bot.delete_message(group.id, copied.message_id)
        assert copied.message_id not in [message.id for message in world.sent_to(group)]
        await bot.send_chat_action(ani.id, "typing")
        assert [action.action for action in world.actions] == ["typing"]
        assert (await bot.get_chat(group.id)).title == "Balai"
        assert (await bot.get_chat_member(group.id, ani.id)).status == "member"
        assert {member.status for member in await bot.get_chat_administrators(group.id)} == {"creator", "administrator"}
        assert await bot.get_chat_member_count(group.id) == 3
        await bot.leave_chat(group.id)
        with pytest.raises(Forbidden, match="not a member"):
            await bot.send_message(group.id, "halo")


@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
async def test_faults_come_as_ptb_raises_them() -> None:
    """Ordered faults hit the next calls, in order; a lost answer leaves the message sent."""
    world = World()
    ani = world.user("Ani", started=True)
    async with builder(world).build() as application:
        send = application.bot.send_message
        faults = (
            (flood(3), RetryAfter), (network_error, NetworkError), (timed_out, TimedOut), (blocked, Forbidden),
            (server_error(502), NetworkError),
        )  # fmt: skip
        for fault, error in faults:
            world.fails_next("sendMessage", with_=fault)
            with pytest.raises(error):
                await send(ani.id, "halo")
        assert world.sent_to(ani) == []
        world.fails_next("*", with_=answer_lost)
        with pytest.raises(TimedOut):
            await send(ani.id, "halo")
        assert len(world.sent_to(ani)) == 1
        with world.offline(), pytest.raises(NetworkError, match="ConnectError"):
            await send(ani.id, "halo")
        await send(ani.id, "halo")
        assert len(world.calls_of("sendMessage")) == 8


async def test_updates_are_fetched_as_documented() -> None:
    """Offset confirms, limit limits, allowed_updates chooses, a second poll ends the first."""
    world = World()
    ani = world.user("Ani")
    async with builder(world).build() as application:
        bot = application.bot
        for text in ("satu", "dua", "tiga"):
            await ani.says(text)
        first, second = await bot.get_updates(limit=2)
        assert [update.update_id for update in await bot.get_updates(offset=second.update_id)] == [
            second.update_id, second.update_id + 1,
        ]  # fmt: skip
        assert [update.update_id for update in await bot.get_updates(offset=-1)] == [first.update_id + 2]
        assert await bot.get_updates(offset=first.update_id + 3, allowed_updates=["callback_query"]) == ()
        await ani.says("empat")
        assert await bot.get_updates(allowed_updates=[]) == ()
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await world.signal.until(lambda: world.updates.polling)
        rival = asyncio.create_task(bot.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await poll
        await ani.says("lima")
        assert [update.message.text for update in await rival if update.message] == ["lima"]
        await bot.set_webhook("https://prima.example/hook", secret_token=SECRET)
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        assert (await bot.get_webhook_info()).url == "https://prima.example/hook"
        await bot.delete_webhook(drop_pending_updates=True)
        assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_message_sent_inline_is_edited_by_its_inline_id() -> None:
    """A button under a chosen inline result asks with an inline_message_id, and the bot edits by it."""
    world = World()
    ani = world.user("Ani")
    asked = await ani.types_inline("kata")
    button = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    result = article(reply_markup=button)
    await world.call("answerInlineQuery", {"inline_query_id": asked.id, "results": json.dumps([result])})
    message = await ani.chooses(asked, "1")
    press = await ani.presses(message, "Ya")
    inline_id = press.to_json()["inline_message_id"]
    assert await world.call("editMessageText", {"inline_message_id": inline_id, "text": "baru"}) is True
    assert (message.text, message.buttons) == ("baru", [])


async def test_a_bot_polls_in_memory() -> None:
    """PTB's own poller runs over the door in memory, and stops at once."""
    world = World()
    ani = world.user("Ani")
    async with echo_bot(world) as application:
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0.0)
        await ani.says("halo")
        await world.signal.until(lambda: world.sent_to(ani))
        await application.updater.stop()
    assert world.last_to(ani).text == "halo"
