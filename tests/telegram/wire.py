"""The wire of python-telegram-bot in memory: a request object that is answered by a World.

A test begins like this:

    world = World()
    application = builder(world).build()
    async with running(application):
        await ani.says("halo")
        await deliver(application, world)
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from telegram import Update
from telegram.error import NetworkError, TimedOut
from telegram.ext import Application, ApplicationBuilder, ExtBot
from telegram.request import BaseRequest, RequestData

from tests.telegram.errors import ApiError, not_found, unauthorized
from tests.telegram.faults import AnswerLostError, ConnectionLostError
from tests.telegram.parameters import Upload
from tests.telegram.world import World

App = Application[Any, Any, Any, Any, Any, Any]
OWN_TASK = "Application.__create_task_callback"  # the coroutine that Application.create_task runs a task in


class MemoryRequest(BaseRequest):
    """Answers every request of a bot from a World, and fails as HTTPXRequest fails."""

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def read_timeout(self) -> float | None:
        """The seconds that PTB adds to the timeout of getUpdates; nothing here takes that long."""
        return 5.0

    async def initialize(self) -> None:
        """There is no connection to open."""

    async def shutdown(self) -> None:
        """There is no connection to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a method call or a file download; the time limits do not matter here."""
        try:
            return await self._answer(method, unquote(urlsplit(url).path), request_data)
        except ApiError as refusal:
            return refusal.code, json.dumps(refusal.body).encode()
        except ConnectionLostError as fault:
            raise NetworkError(f"httpx.ConnectError: {fault}") from fault
        except AnswerLostError as fault:
            raise TimedOut from fault

    async def _answer(self, verb: str, path: str, request_data: RequestData | None) -> tuple[int, bytes]:
        folder, _, token_and_rest = path.lstrip("/").rpartition("bot" + self.world.token)
        if not token_and_rest.startswith("/"):
            raise unauthorized()
        name = token_and_rest.removeprefix("/")
        if folder == "file/" and verb == "GET":
            return 200, download(self.world, name)
        fields = {} if request_data is None else request_data.json_parameters
        files = {} if request_data is None else uploads(request_data.multipart_data)
        return 200, json.dumps({"ok": True, "result": await self.world.call(name, fields, files)}).encode()


def download(world: World, path: str) -> bytes:
    """The bytes of a file by its path, unless the world is offline."""
    if world.faults.offline:
        raise ConnectionLostError("All connection attempts failed")
    if not path:
        raise not_found()
    return world.files.by_path(path)


def uploads(parts: Mapping[str, tuple[str, Any, str]]) -> dict[str, Upload]:
    """The files of a request as PTB gives them: name, content or open file, type."""
    return {
        field: Upload(name, content if isinstance(content, bytes) else content.read(), mime_type)
        for field, (name, content, mime_type) in parts.items()
    }


def builder(world: World) -> "ApplicationBuilder[Any, Any, Any, Any, Any, Any]":
    """The builder of an application whose every request goes to the world."""
    return (
        Application.builder().token(world.token).request(MemoryRequest(world)).get_updates_request(MemoryRequest(world))
    )


@asynccontextmanager
async def running(application: App) -> AsyncIterator[App]:
    """The application initialized and started, with its post_init and post_stop hooks, as run_polling runs it.

    It fetches no updates by itself; `deliver` brings them.
    """
    async with application:
        if application.post_init is not None:
            await application.post_init(application)
        await application.start()
        try:
            yield application
        finally:
            await application.stop()
            if application.post_stop is not None:
                await application.post_stop(application)
    if application.post_shutdown is not None:
        await application.post_shutdown(application)


async def deliver(application: App, world: World) -> int:
    """Hands every queued update to the application, one after another, and returns how many there were.

    After each one it waits for the tasks that the application created meanwhile (`block=False`, `create_task`),
    and for the tasks that those created. The application must be running.
    """
    before = _own_tasks()
    delivered = 0
    while (data := world.updates.take()) is not None:
        update = Update.de_json(data, application.bot)
        if isinstance(application.bot, ExtBot):
            application.bot.insert_callback_data(update)
        await application.process_update(update)
        while created := _own_tasks() - before:
            await asyncio.wait(created)
        delivered += 1
    return delivered


def _own_tasks() -> set["asyncio.Task[Any]"]:
    """The running tasks that an Application created."""
    names = {task: getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()}
    return {task for task, name in names.items() if name == OWN_TASK}
