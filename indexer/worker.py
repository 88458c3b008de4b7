"""The process in which a build for the bot runs, so that questions go on and a cancelled build is gone at once.

A task as JSON on standard input; JSON lines on standard output: `progress`, then `report` or `error`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from indexer.__main__ import GOLDEN, plan_of
from indexer.build import BuildReport, build
from indexer.compare import compare
from indexer.golden import GoldenSet
from indexer.snapshot import live_build
from knowledge_base.errors import BuildRunningError, PrimaError
from knowledge_base.settings import Settings
from knowledge_base.worker_process import end_with

PACE = 0.5
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to build: by these settings, for whom; `live` names another model, which answers now, to compare with.

    The process that builds ends with the one that asks for it.
    """

    settings: Settings
    asked_by: int
    live: str = ""
    parent: int = field(default_factory=os.getpid)

    def to_json(self) -> str:
        """The task for standard input."""
        settings = self.settings.model_dump(mode="json")
        rest = {"asked_by": self.asked_by, "live": self.live, "parent": self.parent}
        return json.dumps({"settings": settings, **rest})

    @classmethod
    def from_json(cls, text: str) -> Task:
        """The task from standard input."""
        record = json.loads(text)
        return cls(Settings(**record["settings"]), record["asked_by"], record["live"], record["parent"])


def result_of(report: BuildReport) -> dict[str, Any]:
    """A report as JSON: the sentences of faults and conflicts are those for people."""
    record = asdict(report)
    for name in ("conflicts", "faults"):
        found = getattr(report.sync, name)
        record["sync"][name] = [asdict(fault) for fault in found]
    return record


def work(task: Task) -> None:
    """Builds and writes what happened."""
    plan = replace(plan_of(task.settings), asked_by=task.asked_by)
    report = result_of(build(plan, beside=bool(task.live), progress=_Progress().say))
    if task.live and GOLDEN.is_dir():
        _say({"comparing": True})
        golden = GoldenSet.load(GOLDEN)
        named = task.settings.embedding.model_copy(update={"model": task.live})
        old = task.settings.model_copy(update={"embedding": named})
        report["comparison"] = [
            compare(old, live_build(old.index_dir), golden).to_dict(),
            compare(task.settings, report["manifest"]["build"], golden).to_dict(),
        ]
    _say({"report": report})


class _Progress:
    """Says how far a build is, at a pace."""

    def __init__(self) -> None:
        self._said = 0.0

    def say(self, done: int, total: int) -> None:
        """Some texts of so many are encoded."""
        if time.monotonic() - self._said >= PACE:
            self._said = time.monotonic()
            _say({"progress": [done, total]})


def _say(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Does one task."""
    try:
        task = Task.from_json(sys.stdin.read())
        end_with(task.parent)
        work(task)
    except BuildRunningError as error:
        _say({"error": str(error), "by": error.by, "since": error.since})
    except PrimaError as error:
        _say({"error": str(error)})


if __name__ == "__main__":
    main()
