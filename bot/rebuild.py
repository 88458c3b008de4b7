"""REBUILD: builds of the index while Prima answers: in a process of their own, one at a time, cancelled at once."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from indexer.worker import Task
from knowledge_base.errors import BuildRunningError
from knowledge_base.settings import ROOT

WORKER = (sys.executable, "-m", "indexer.worker")
LINE = 1 << 26
"""Bytes of the longest line that a build may write: its report."""

Progress = Callable[[dict[str, Any]], Awaitable[None]]
"""Called with each line of a running build: `progress` ([done, total]) or `comparing`."""


async def _silent(_: dict[str, Any]) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended. `report` is that of indexer/worker.py, empty unless it is done; `message` is English."""

    kind: Literal["done", "cancelled", "failed"]
    report: dict[str, Any] = field(default_factory=dict)
    message: str = ""


@dataclass
class _Running:
    by: int
    since: datetime
    process: asyncio.subprocess.Process | None = None
    cancelled: bool = False


class Builder:
    """Runs builds for the bot."""

    def __init__(self) -> None:
        self._running: _Running | None = None
        self.complaint = ""
        """Why the last build that nobody asked for failed, as admins were told; empty if it did not."""

    async def run(self, task: Task, progress: Progress = _silent) -> Outcome:
        """Builds, and tells how it ended; raises BuildRunningError when another build runs, here or elsewhere."""
        if self._running:
            raise BuildRunningError(self._running.by, self._running.since.isoformat())
        running = self._running = _Running(task.asked_by, datetime.now(UTC))
        try:
            return await self._run(task, running, progress)
        finally:
            self._running = None
            await self._end(running)

    async def _run(self, task: Task, running: _Running, progress: Progress) -> Outcome:
        pipe = asyncio.subprocess.PIPE
        process = running.process = await asyncio.create_subprocess_exec(
            *WORKER, stdin=pipe, stdout=pipe, cwd=ROOT, limit=LINE
        )
        if running.cancelled:
            self.cancel()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the build was started without pipes")
        with suppress(ConnectionError):  # it was cancelled before it could read
            process.stdin.write(task.to_json().encode())
            await process.stdin.drain()
            process.stdin.close()
        last: dict[str, Any] = {}
        async for line in process.stdout:
            last = json.loads(line) if line.endswith(b"\n") else last  # else it was cut by a signal
            if "report" not in last and "error" not in last:
                await progress(last)
        await process.wait()
        return _outcome(last, running)

    def cancel(self) -> bool:
        """Ends the running build; False when there is none. The live index stays as it is."""
        running = self._running
        if running is None:
            return False
        running.cancelled = True
        if running.process and running.process.returncode is None:
            running.process.send_signal(signal.SIGKILL)
        return True

    async def _end(self, running: _Running) -> None:
        """Leaves no process behind, also when the bot itself is being stopped."""
        if running.process and running.process.returncode is None:
            running.process.kill()
            await running.process.wait()


def _outcome(last: dict[str, Any], running: _Running) -> Outcome:
    if "report" in last:
        return Outcome("done", last["report"])
    if running.cancelled:
        return Outcome("cancelled")
    if "since" in last:
        raise BuildRunningError(last["by"], last["since"])
    code = running.process.returncode if running.process else None
    return Outcome("failed", message=last.get("error", f"the build ended with code {code}; look into the log"))
