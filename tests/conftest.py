"""What several test files share: the shipped notes, indexed once with the bundled model, and a bot that answers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

# Tests run side by side, a process a core: threads of one would only wait for those of another. Read when numpy, torch
# and faiss are imported, also by the programs that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

from bot.answer import Answerer
from bot.answering import answerer_of
from bot.application import PrimaApplication, build_application
from bot.prima import Prima
from bot.wire import PersistentRequest
from indexer.__main__ import plan_of
from indexer.build import build
from indexer.overlay import DatabaseChanges, LiveView
from indexer.ranking import load_ranking
from indexer.search import Searcher
from indexer.snapshot import LiveIndex
from indexer.static import load_encoder
from knowledge_base.settings import AccessRules, LimitRules, Settings, Telegram
from knowledge_base.store import Desk
from tests.telegram import MemoryRequest, World, deliver, running

# How long an example takes says nothing on a busy machine. Each run of "prima" tries the same examples, so that a
# change is judged by what it changes; `--hypothesis-profile thorough` looks for new ones, and for more of them.
AT_EASE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
examples.register_profile("prima", derandomize=True, max_examples=20, **AT_EASE)
examples.register_profile("thorough", max_examples=500, **AT_EASE)
examples.load_profile("prima")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for programs and for what they time."""
    return (os.cpu_count() or 1) + 1


LONGEST = ("test_training", "test_trouble", "test_rebuild", "test_backup", "test_build_killed", "test_deploy")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first, so that no core waits for one at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


ADMIN = 4_242
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the shipped notes."""
    made = Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        telegram=Telegram(admins=(ADMIN,)),
        access=AccessRules(groups_allowed="any"),
        limits=LimitRules(person_per_minute=100_000, group_per_minute=100_000),
    )
    build(plan_of(made))
    return made


@pytest.fixture(scope="session")
def answerer(settings: Settings) -> Iterator[Answerer]:
    """What answers from the shipped notes, with the bundled model."""
    with Desk(settings.database) as desk:
        yield answerer_of(settings, desk)


@pytest.fixture(scope="session")
def answerer_on(settings: Settings) -> Callable[[Desk], Answerer]:
    """Makes what answers from the same index and from what changed since in a database of a test's own."""
    encoder = load_encoder(settings.model, settings.embedding.batch_size)
    live, ranking = LiveIndex(settings.index_dir, encoder.fingerprint), load_ranking(settings.model)

    def made(desk: Desk) -> Answerer:
        searcher = Searcher(encoder, LiveView(live, encoder, DatabaseChanges(desk)), ranking)
        return Answerer(searcher, see_also=settings.answer.see_also, suggestions=settings.answer.suggestions)

    return made


@dataclass
class Stage:
    """A running bot in a world of its own, with a database of its own that holds the shipped notes."""

    world: World
    application: PrimaApplication
    prima: Prima

    async def settle(self) -> None:
        """Lets the bot handle everything that people have done so far."""
        await deliver(self.application, self.world)


@pytest.fixture
def open_stage(
    settings: Settings, answerer_on: Callable[[Desk], Answerer], tmp_path: Path
) -> Callable[..., AbstractAsyncContextManager[Stage]]:
    """Starts a bot; a second one in the same test finds the first one's database, as after a restart."""
    database = tmp_path / "prima.db"

    @asynccontextmanager
    async def opened(
        world: World, load: Callable[[], Answerer] | None = None, *, rules: Settings = settings
    ) -> AsyncIterator[Stage]:
        if not database.exists():
            with closing(sqlite3.connect(settings.database)) as shipped, closing(sqlite3.connect(database)) as own:
                shipped.backup(own)
        desk = Desk(database)
        prima = Prima(rules, desk, load or (lambda: answerer_on(desk)), lambda: MORNING)
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
