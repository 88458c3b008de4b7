"""How long from a backup to a Prima that answers on an empty machine: `python benchmarks/restore_drill.py`.

Builds, asks, backs up, restores into an empty data folder, builds and asks again, each as its own process, and says
whether the answers are the same. `--questions` fills the log of questions first, as years of use would.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from knowledge_base.questions import Asked, store_question
from knowledge_base.settings import Settings
from knowledge_base.store import opened
from tests.drill import answers_of
from tests.processes import started

T = TypeVar("T")


@click.command()
@click.option("--questions", default=0, show_default=True, type=click.IntRange(0), help="Questions in the log.")
def main(questions: int) -> None:
    """Prints the seconds of each step."""
    with TemporaryDirectory() as folder:
        asyncio.run(drill(Path(folder), questions))


async def drill(folder: Path, questions: int) -> None:
    """The whole drill in one folder."""
    old, new = (Settings(data_dir=folder / name) for name in ("old", "new"))
    before = await timed("build and ask", answers_of(old))
    fill(old, questions)
    backup = folder / "backup.zip"
    await timed("backup", finished(f"knowledge_base backup {backup}", old))
    sizes = f"{old.database.stat().st_size / 1e6:.1f} MB of database, {backup.stat().st_size / 1e6:.1f} MB of backup"
    with lasting("restore drill"):
        await timed("restore", finished(f"knowledge_base restore {backup}", new))
        after = await timed("build and ask", answers_of(new))
    print(f"{sizes}; the answers are {'the same' if after == before else 'DIFFERENT'}")


def fill(settings: Settings, questions: int) -> None:
    """Stores questions, all at once."""
    asked = Asked("gmn ngadepin warga marah di loket nomor " * 3, "warga marah", "answer", 0.9, "b", 5.0, "private")
    with opened(settings.database) as db, db.atomic():
        for _ in range(questions):
            store_question(db, asked)


async def finished(command: str, settings: Settings) -> None:
    """Runs a command to its good end."""
    async with started(command, {"PRIMA_DATA_DIR": str(settings.data_dir)}) as program:
        if await program.ends():
            raise SystemExit(program.output)


async def timed(step: str, work: Awaitable[T]) -> T:
    """The work's result; prints how long it took."""
    with lasting(step):
        return await work


@contextmanager
def lasting(step: str) -> Iterator[None]:
    """Prints how long the block takes."""
    begun = time.perf_counter()
    yield
    print(f"{step}: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
