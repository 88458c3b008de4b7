"""Programs of Prima as processes of their own, for tests that watch one from the outside."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from knowledge_base.settings import ROOT
from tests.telegram import World

OURS = ("PRIMA_", "TELEGRAM_")
PATIENCE = 60.0
"""Seconds after which a program on a busy machine counts as stuck; only a test that fails waits for so long."""


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program: this process's, with these settings of Prima and no others."""
    foreign = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    unset = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_WEBHOOK_SECRET": ""}  # an empty one outweighs the one in `.env`
    return {**foreign, "PYTHONUTF8": "1", **unset, **settings}


@dataclass
class Program:
    """A running program and all that it has printed so far, both streams together."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _read: asyncio.Event = field(default_factory=asyncio.Event)
    _silent: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return "".join(self.lines)

    async def talks(self, typed: str) -> None:
        """Types into it, then takes what it prints until it closes its output."""
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("the program was started without pipes")
        self.process.stdin.write(typed.encode())
        self.process.stdin.close()
        async for line in self.process.stdout:
            self.lines.append(line.decode())
            self._read.set()
        self._silent.set()

    async def prints(self, text: str) -> None:
        """Returns when it has printed the text."""
        await self._before_its_end(self._printed(text))

    async def does(self, world: World, done: Callable[[], object]) -> None:
        """Returns when what it is to do in the world is done."""
        await self._before_its_end(world.signal.until(done, seconds=PATIENCE))

    async def ends(self, *, seconds: float = PATIENCE) -> int:
        """Its exit code when it has ended and all that it printed is read; TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            await self._silent.wait()
            return await self.process.wait()

    async def is_stopped(self, *, seconds: float = 20.0) -> int:
        """Its exit code after SIGTERM; TimeoutError if it is still there after `seconds`."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends(seconds=seconds)

    async def _printed(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while text not in self.output:
                self._read.clear()
                await self._read.wait()

    async def _before_its_end(self, event: Awaitable[None]) -> None:
        """Waits for an event; an AssertionError shows what was printed if it does not come, or the program ends."""
        waiting, ending = asyncio.ensure_future(event), asyncio.ensure_future(self.process.wait())
        try:
            await asyncio.wait({waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done() or waiting.exception():
                raise AssertionError(f"exit code {self.process.returncode}, and it printed:\n{self.output}")
        finally:
            waiting.cancel()
            ending.cancel()
            await asyncio.gather(waiting, ending, return_exceptions=True)


@asynccontextmanager
async def started(command: str, settings: Mapping[str, str], *, typed: str = "") -> AsyncIterator[Program]:
    """`python -m COMMAND` under these variables, fed with what is typed; killed if it outlasts the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *command.split(),
        cwd=ROOT,
        env=surroundings(settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    program = Program(process)
    talking = asyncio.create_task(program.talks(typed))
    try:
        yield program
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await talking
