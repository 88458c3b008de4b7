"""The door that is a server: polling, webhook, raw calls, and people played by a script."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from telegram.error import BadRequest, TimedOut
from tornado.httpclient import AsyncHTTPClient
from tornado.netutil import bind_sockets

from tests.telegram import World, answer_lost, network_error, running
from tests.telegram.echo import over_http
from tests.telegram.errors import Json
from tests.telegram.server import serving
from tests.telegram.speakers import PNG

ROOT = Path(__file__).parents[2]
SECRET = "rahasia-2"

pytestmark = pytest.mark.asyncio


def free_port() -> int:
    """A port that nothing listens on."""
    [socket] = bind_sockets(0, "127.0.0.1")
    port: int = socket.getsockname()[1]
    socket.close()
    return port


async def test_a_polling_bot_over_http_survives_a_lost_connection() -> None:
    """A real poller works over the server, after errors too, and stops at once."""
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, running(over_http(world, base_url)) as application:
        assert application.updater is not None
        world.fails_next("getUpdates", with_=network_error)
        await application.updater.start_polling(poll_interval=0.0, timeout=10)
        await ani.says("halo")
        await world.signal.until(lambda: world.sent_to(ani))
        assert world.last_to(ani).html == "<b>halo</b>"
        photo = await application.bot.send_photo(ani.id, PNG)
        file = await photo.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == PNG
        world.fails_next("sendMessage", with_=answer_lost)
        with pytest.raises(TimedOut):
            await application.bot.send_message(ani.id, "hilang")
        assert world.last_to(ani).text == "hilang"
        with pytest.raises(BadRequest, match="Chat not found"):
            await application.bot.send_message(999, "halo")
        await application.updater.stop()


async def test_a_webhook_gets_updates_with_its_secret() -> None:
    """The server posts updates to the webhook that PTB has set, and reports a webhook that fails."""
    world = World()
    ani = world.user("Ani")
    async with serving(world) as base_url, running(over_http(world, base_url)) as application:
        assert application.updater is not None
        port = free_port()
        url = f"http://127.0.0.1:{port}/hook"
        await application.updater.start_webhook(
            port=port, url_path="hook", webhook_url=url, secret_token=SECRET, allowed_updates=["message"]
        )
        await ani.says("halo")
        await world.signal.until(lambda: world.sent_to(ani))
        await application.updater.stop()
        await application.bot.set_webhook(url)
        await ani.says("hilang")
        await world.signal.until(lambda: not world.updates.pending)
        assert (await application.bot.get_webhook_info()).last_error_message is not None


async def test_the_server_takes_every_form_of_a_call() -> None:
    """Query, form and JSON are the same call; a wrong token is 401, a wrong method 404."""
    world = World()
    ani = world.user("Ani", started=True)
    client = AsyncHTTPClient()
    async with serving(world) as base_url:
        bot = f"{base_url}/bot{world.token}"
        body = json.dumps({"chat_id": ani.id, "text": "tiga", "disable_notification": True})
        await client.fetch(f"{bot}/sendMessage?chat_id={ani.id}&text=satu")
        await client.fetch(f"{bot}/sendmessage", method="POST", body=f"chat_id={ani.id}&text=dua")
        await client.fetch(f"{bot}/sendMessage", method="POST", body=body, headers={"Content-Type": "application/json"})
        assert [message.text for message in world.sent_to(ani)] == ["satu", "dua", "tiga"]
        codes = [
            (await client.fetch(url, raise_error=False)).code
            for url in (f"{base_url}/bot1:x/getMe", f"{bot}/getYou", f"{base_url}/file/bot{world.token}/tidak/ada")
        ]
        assert codes == [401, 404, 404]


class Script:
    """A script that plays people through the control door."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.client = AsyncHTTPClient()

    async def does(self, path: str, **asked: object) -> Json:
        """What the door answers to an act."""
        url = f"{self.base_url}/control/{path}"
        answer = await self.client.fetch(url, method="POST", body=json.dumps(asked), raise_error=False)
        read: Json = json.loads(answer.body)
        return read

    async def reads(self, query: str) -> list[Json]:
        """What the door lists."""
        answer = await self.client.fetch(f"{self.base_url}/control/{query}")
        read: list[Json] = json.loads(answer.body)
        return read


async def test_a_script_plays_people_over_http() -> None:
    """The control door says, presses, types inline and reads what the bot of another process answers."""
    world = World()
    async with serving(world) as base_url, running(over_http(world, base_url)) as application:
        script = Script(base_url)
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0.0)
        await script.does("group", title="Balai", members=["Ani"], topics={"7": "Layanan"})
        await script.does("say", user="Ani", text="halo", chat="Balai", thread=7)
        [_, said, answer] = await script.reads("messages?chat=Balai&wait=5")
        assert (said["text"], answer["html"], answer["thread"]) == ("halo", "<b>halo</b>", 7)
        here = {"user": "Ani", "chat": "Balai", "message": answer["message_id"], "wait": 5}
        assert (await script.does("press", button="Ya", **here))["text"] == "dicatat"
        assert "error" in await script.does("press", button="Tidak", **here)
        inline = await script.does("inline", user="Ani", query="kata", wait=5)
        assert inline["results"] == [{"id": "1", "title": "Kata", "text": "kata"}]
        await script.does("open", user="Ani", link="t.me/prima_bot?start=x")
        assert (await script.reads("messages?chat=Ani&wait=5"))[-1]["text"] == "mulai ['x']"
        assert {"method": "answerInlineQuery", "error": None} in await script.reads("calls")
        await application.updater.stop()


async def test_the_module_serves_a_world() -> None:
    """`python -m tests.telegram --port 0` prints its token and base URL and answers there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram", "--port", "0", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        token = (await process.stdout.readline()).decode().split()[1]
        base_url = (await process.stdout.readline()).decode().split()[1]
        answer = await AsyncHTTPClient().fetch(f"{base_url}{token}/getMe")
    finally:
        process.terminate()
        await process.communicate()
    assert json.loads(answer.body)["result"]["username"] == "prima_bot"
