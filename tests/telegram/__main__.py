"""Serves a fresh world: `python -m tests.telegram --port 8081`. Stop it with Ctrl-C."""

import argparse
import asyncio
import sys

from tests.telegram import control
from tests.telegram.server import serving
from tests.telegram.world import World


async def serve(host: str, port: int, world: World) -> None:
    """Serves until cancelled; says first where, for which token, and how to play a person."""
    async with serving(world, host=host, port=port) as base_url:
        lines = (
            f"token          {world.token}",
            f"base_url       {base_url}/bot",
            f"base_file_url  {base_url}/file/bot",
            f"bot            @{world.username}",
            "",
            control.__doc__ or "",
        )
        sys.stdout.write("\n".join(lines))
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8081, help="port to listen on; 0 is a free one")
    parser.add_argument("--username", default="prima_bot", help="username of the bot")
    parser.add_argument("--privacy", action="store_true", help="switch the bot's privacy mode on")
    chosen = parser.parse_args()
    world = World(username=chosen.username, privacy=chosen.privacy)
    try:
        asyncio.run(serve(chosen.host, chosen.port, world))
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
