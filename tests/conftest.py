"""What several test files share: the shipped notes, indexed once with the bundled model, and a bot that answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import answerer_of
from bot.answer import Answerer
from bot.application import PrimaApplication, build_application
from bot.prima import Prima
from bot.wire import PersistentRequest
from indexer.__main__ import plan_of
from indexer.build import build
from knowledge_base.settings import Settings, Telegram
from knowledge_base.store import Desk
from tests.telegram import MemoryRequest, World, deliver, running

ADMIN = 4_242
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the shipped notes."""
    made = Settings(data_dir=tmp_path_factory.mktemp("data"), telegram=Telegram(admins=(ADMIN,)))
    build(plan_of(made))
    return made


@pytest.fixture(scope="session")
def answerer(settings: Settings) -> Answerer:
    """What answers from the shipped notes, with the bundled model."""
    return answerer_of(settings)


@dataclass
class Stage:
    """A running bot in a world of its own, with an empty database."""

    world: World
    application: PrimaApplication
    prima: Prima

    async def settle(self) -> None:
        """Lets the bot handle everything that people have done so far."""
        await deliver(self.application, self.world)


@pytest.fixture
def open_stage(
    settings: Settings, answerer: Answerer, tmp_path: Path
) -> Callable[..., AbstractAsyncContextManager[Stage]]:
    """Starts a bot; a second one in the same test finds the first one's database, as after a restart."""

    @asynccontextmanager
    async def opened(world: World, load: Callable[[], Answerer] = lambda: answerer) -> AsyncIterator[Stage]:
        prima = Prima(settings, Desk(tmp_path / "prima.db"), load, lambda: MORNING)
        wire = PersistentRequest(MemoryRequest(world), pauses=(0.0,) * 4)
        application = build_application(prima, world.token, wire, MemoryRequest(world))
        async with running(application):
            yield Stage(world, application, prima)

    return opened


@pytest.fixture
async def stage(open_stage: Callable[..., AbstractAsyncContextManager[Stage]]) -> AsyncIterator[Stage]:
    """A running bot."""
    async with open_stage(World()) as made:
        yield made
