"""An announcement to thousands, with kills in between: `python benchmarks/broadcast.py`.

The bot is a process of its own that talks to a strict Telegram over HTTP. It is killed (SIGKILL) several times while it
sends, started again each time, and goes on by itself. Then every person's messages are counted.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.replies import broadcast as said
from knowledge_base.people import meet
from knowledge_base.settings import Settings
from knowledge_base.store import opened
from tests.processes import Program, started
from tests.telegram import Person, World
from tests.telegram.server import serving

ADMIN = 4_242
TEXT = "Besok loket buka pukul 07.00."
BLOCKED_EVERY = 50
"""Of so many people one has blocked the bot."""


@click.command()
@click.option("--people", default=5_000, show_default=True, type=click.IntRange(10), help="Recipients.")
@click.option("--kills", default=10, show_default=True, type=click.IntRange(0), help="Kills while it sends.")
@click.option("--seed", default=1, show_default=True, help="Decides when it is killed.")
def main(people: int, kills: int, seed: int) -> None:
    """Prints how many got the announcement how often."""
    with TemporaryDirectory() as folder:
        asyncio.run(announced(Path(folder), people, sorted(random.Random(seed).sample(range(people), kills))))  # noqa: S311 - no secret


async def announced(folder: Path, count: int, kills: list[int]) -> None:
    """The whole run; `kills` says after how many deliveries the bot is killed."""
    settings, world = Settings(data_dir=folder / "data"), World()
    people = inhabited(world, settings, count)
    sari = world.user("Sari", user_id=ADMIN, started=True)
    begun = time.perf_counter()
    async with serving(world) as address:
        environment = surroundings_of(settings, world, address)
        async with started("indexer build", environment) as build:
            await build.ends()
        for place, kill in enumerate([*kills, None]):
            async with AsyncExitStack() as running:
                bot = await running.enter_async_context(started("bot", environment))
                if place == 0:
                    await ordered(bot, world, sari)
                await until(bot, world, sari, people, kill)
                if kill is not None:
                    bot.process.kill()
    report(world, sari, people, len(kills), time.perf_counter() - begun)


def inhabited(world: World, settings: Settings, count: int) -> list[Person]:
    """So many people who once wrote to the bot; some have blocked it since."""
    people = [world.user(f"Orang {number}", started=True) for number in range(count)]
    with opened(settings.database) as db, db.atomic():
        for person in people:
            meet(db, person.id, person.full_name)
    for person in people[::BLOCKED_EVERY]:
        person.blocked = True
    return people


def surroundings_of(settings: Settings, world: World, address: str) -> dict[str, str]:
    """The settings of the bot's process."""
    return {
        "PRIMA_DATA_DIR": str(settings.data_dir),
        "PRIMA_TELEGRAM__BASE_URL": f"{address}/bot",
        "PRIMA_TELEGRAM__BASE_FILE_URL": f"{address}/file/bot",
        "PRIMA_TELEGRAM__ADMINS": str(ADMIN),
        "TELEGRAM_BOT_TOKEN": world.token,
    }


async def ordered(bot: Program, world: World, sari: Person) -> None:
    """The admin writes the announcement and sends it."""
    for act, answer in (
        (lambda: sari.says("/siaran"), said.AUDIENCE[:20]),
        (lambda: sari.presses(world.last_to(sari), world.last_to(sari).labels[0][0]), said.WRITE[:20]),
        (lambda: sari.says(TEXT), said.PREVIEW[:20]),
    ):
        await act()
        await bot.does(world, lambda wanted=answer: world.sent_to(sari) and wanted in world.last_to(sari).text)
    await sari.presses(world.last_to(sari), said.BUTTON_SEND)


async def until(bot: Program, world: World, sari: Person, people: list[Person], deliveries: int | None) -> None:
    """Waits for so many deliveries in all, or for the report."""
    while deliveries is None or sum(got(world, person) for person in people) < deliveries:
        if any("Sampai: " in message.text for message in world.sent_to(sari)):
            return
        if bot.process.returncode is not None:
            raise SystemExit(bot.output)
        await asyncio.sleep(0.2)


def got(world: World, person: Person) -> int:
    """How often a person got the announcement."""
    return sum(message.text == TEXT for message in world.sent_to(person))


def report(world: World, sari: Person, people: list[Person], kills: int, seconds: float) -> None:
    """Prints the counts."""
    reachable = [person for person in people if not person.blocked]
    times = Counter(got(world, person) for person in reachable)
    print(
        f"{len(people)} people, {len(people) - len(reachable)} of them blocked the bot; {kills} kills; {seconds:.0f} s"
    )
    print(f"once {times[1]}, twice or more {sum(n for often, n in times.items() if often > 1)}, never {times[0]}")
    print(world.last_to(sari).text)


if __name__ == "__main__":
    main()
