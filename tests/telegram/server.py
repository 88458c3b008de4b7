"""The same world behind a real HTTP server, for a bot in another process, polling or by webhook.

A bot finds it with these two addresses:

    async with serving(world) as base_url:
        Application.builder().token(world.token).base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.telegram.api import Result
from tests.telegram.control import doors
from tests.telegram.errors import ApiError, bad_request, unauthorized
from tests.telegram.faults import AnswerLostError, ConnectionLostError
from tests.telegram.parameters import Upload
from tests.telegram.webhook import WebhookPoster, stopped
from tests.telegram.wire import download
from tests.telegram.world import World


class WorldHandler(RequestHandler):
    """A door to the world; a lost connection is one that is closed without an answer."""

    def initialize(self, world: World) -> None:
        """Tornado hands the world in here."""
        self.world = world
        self.closed = asyncio.get_running_loop().create_future()

    def on_connection_close(self) -> None:
        """The caller went away."""
        if not self.closed.done():
            self.closed.set_result(None)

    def refuses(self, refusal: ApiError) -> None:
        """Answers with the status and the JSON body of a refusal."""
        self.set_status(refusal.code, refusal.description)
        self.finish(refusal.body)

    def hangs_up(self) -> None:
        """Closes the connection without an answer."""
        stream = self.detach()
        stream.close()

    def check_token(self, token: str) -> None:
        """401 for every token but the bot's."""
        if token != self.world.token:
            raise unauthorized()


class MethodHandler(WorldHandler):
    """/bot<token>/<method>, GET and POST (https://core.telegram.org/bots/api#making-requests)."""

    async def get(self, token: str, method: str) -> None:
        """A call with its parameters in the query."""
        await self._serve(token, method)

    async def post(self, token: str, method: str) -> None:
        """A call with its parameters in the query, a form, JSON, or a multipart form with files."""
        await self._serve(token, method)

    async def _serve(self, token: str, method: str) -> None:
        try:
            self.check_token(token)
            fields, files = read_parameters(self.request)
            result = await self._while_connected(method, fields, files)
            self.finish({"ok": True, "result": result})
        except ApiError as refusal:
            self.refuses(refusal)
        except ConnectionLostError:
            self.hangs_up()
        except AnswerLostError:
            await self.closed

    async def _while_connected(self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Result:
        """The result of the call; a long poll whose caller went away ends with it."""
        call = asyncio.ensure_future(self.world.call(method, fields, files))
        await asyncio.wait({call, self.closed}, return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
            raise AnswerLostError("The caller went away")
        return await call


class FileHandler(WorldHandler):
    """/file/bot<token>/<file_path> (https://core.telegram.org/bots/api#getfile)."""

    async def get(self, token: str, path: str) -> None:
        """The bytes of a file."""
        try:
            self.check_token(token)
            self.finish(download(self.world, path))
        except ApiError as refusal:
            self.refuses(refusal)
        except ConnectionLostError:
            self.hangs_up()


def read_parameters(request: HTTPServerRequest) -> tuple[dict[str, str], dict[str, Upload]]:
    """The parameters of a call as texts, and its files."""
    fields = {name: values[-1].decode() for name, values in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
        fields |= _json_fields(request.body)
    parts = {name: values[-1] for name, values in request.files.items()}
    files = {name: Upload(part.filename, part.body, part.content_type) for name, part in parts.items()}
    return fields, files


def _json_fields(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body)
    except ValueError as fault:
        raise bad_request("can't parse JSON object") from fault
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


@asynccontextmanager
async def serving(world: World, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serves the world and posts its updates to the bot's webhook; gives the base URL, without a slash at its end.

    Port 0 is a free one.
    """
    given = {"world": world}
    application = Application(
        [
            (r"/bot([^/]+)/([^/]+)/?", MethodHandler, given),
            (r"/file/bot([^/]+)/(.+)", FileHandler, given),
            *doors(world),
        ],
        log_function=lambda _: None,
    )
    sockets = bind_sockets(port, host)
    server = HTTPServer(application, max_buffer_size=128 * 1024 * 1024)
    server.add_sockets(sockets)
    poster = asyncio.create_task(WebhookPoster(world).run())
    try:
        yield f"http://{host}:{sockets[0].getsockname()[1]}"
    finally:
        await stopped(poster)
        server.stop()
        await server.close_all_connections()
