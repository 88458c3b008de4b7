"""LIMITS: how much of Prima one person or group gets, so that nobody has to wait for another's flood."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from knowledge_base.questions import asked_since
from knowledge_base.settings import LimitRules
from knowledge_base.store import Desk

Verdict = Literal["pass", "tell", "silent"]
"""Do it; or do not, and say why; or do not, for it was said in this window."""
Why = Literal["minute", "day"]

MINUTE = 60.0
HOUR = 3_600.0
WRITTEN = 22
"""Messages of a text in pieces that may wait beside what else does; with these, somebody has half of all turns."""
Writing = Callable[[], Awaitable[bool]]
KNOWN = 20_000
"""People and groups that are remembered at once; who was longest away is forgotten first."""


class Told:
    """Remembers what was said to whom, so that it is said once in a window of so many seconds."""

    def __init__(self, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._window = window
        self._clock = clock
        self._at: OrderedDict[object, float] = OrderedDict()

    def first(self, key: object) -> bool:
        """Whether this was not said within the window; from now on it was."""
        moment = self._clock()
        before = self._at.get(key)
        if before is not None and moment - before < self._window:
            return False
        self._at[key] = moment
        self._at.move_to_end(key)
        if len(self._at) > KNOWN:
            self._at.popitem(last=False)
        return True


class Minute:
    """Counts what happened in the last minute, by key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: OrderedDict[object, deque[float]] = OrderedDict()

    def take(self, key: object, most: int) -> bool:
        """Whether it may happen once more; then it is counted."""
        moment = self._clock()
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        if len(self._times) > KNOWN:
            self._times.popitem(last=False)
        while times and moment - times[0] >= MINUTE:
            times.popleft()
        if len(times) >= most:
            return False
        times.append(moment)
        return True


@dataclass
class _Visits:
    """What is being done for one person; `here` also counts what is still at the door.

    Whether they are writing a text is asked once, as long as anything of theirs is here: a flood costs one look. When
    a piece of it was turned away, it is `closed` for the rest, which would leave a hole.
    """

    turn: asyncio.Semaphore
    here: int = 0
    inside: int = 0
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    writing: bool | None = None
    closed: bool = False


class Crowd:
    """Lets each person have `at_once` things done and a few more waiting; what is beyond is turned away at once.

    Of a text that they are writing, WRITTEN pieces more may wait. All come in in the order in which they came.
    """

    def __init__(self, limits: LimitRules) -> None:
        self._at_once = limits.at_once
        self._most = limits.at_once + limits.waiting
        self._visits: dict[int, _Visits] = {}

    @asynccontextmanager
    async def visit(self, person: int, writing: Writing | None = None) -> AsyncIterator[bool]:
        """Waits for this person's turn; False if too much of theirs waits already. `writing` tells if it is a text."""
        visits = self._visits.setdefault(person, _Visits(asyncio.Semaphore(self._at_once)))
        visits.here += 1
        try:
            async with visits.door:
                welcome = await self._is_welcome(visits, writing)
                visits.inside += welcome
            if not welcome:
                yield False
                return
            try:
                async with visits.turn:
                    yield True
            finally:
                visits.inside -= 1
        finally:
            visits.here -= 1
            if not visits.here:
                self._visits.pop(person, None)

    def is_inside(self, person: int) -> bool:
        """Whether something is being done for a person, or waits for it."""
        return person in self._visits

    async def _is_welcome(self, visits: _Visits, writing: Writing | None) -> bool:
        if visits.inside < self._most:
            return writing is None or not visits.closed
        if writing is None:
            return False
        if visits.writing is None:
            visits.writing = await writing()
        most = self._most + (WRITTEN if visits.writing else 0)
        visits.closed |= visits.writing and visits.inside >= most
        return visits.inside < most and not visits.closed


class Limits:
    """Counts questions. Those of a day are counted in the database, so that a restart forgets none."""

    def __init__(
        self,
        limits: LimitRules,
        desk: Desk,
        today: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._desk = desk
        self._today = today
        self._minute = Minute(clock)
        self._told = Told(MINUTE, clock)
        self._told_of_day = Told(HOUR, clock)

    async def question(self, person: int, group: int | None) -> tuple[Verdict, Why]:
        """Whether a person may ask once more, in a group or (None) in private; and which limit says no."""
        over = await self._over(person, group)
        if over is None:
            return "pass", "minute"
        why, key = over
        return self._no(self._told_of_day if why == "day" else self._told, key), why

    async def passes(self, person: int) -> bool:
        """Whether a person may look something up where nothing can be said to them; it counts as a question."""
        return await self._over(person, None) is None

    async def _over(self, person: int, group: int | None) -> tuple[Why, int] | None:
        """Which limit is reached, and whose; None if none is, and then it is counted."""
        limits = self._limits
        day = self._today().replace(hour=0, minute=0, second=0, microsecond=0)
        since = day.astimezone(UTC).isoformat(timespec="milliseconds")
        if await self._desk.do(asked_since, since, person=person) >= limits.person_per_day:
            return "day", person
        if group is not None and await self._desk.do(asked_since, since, chat=group) >= limits.group_per_day:
            return "day", group
        if not self._minute.take(person, limits.person_per_minute):
            return "minute", person
        if group is not None and not self._minute.take(group, limits.group_per_minute):
            return "minute", group
        return None

    @staticmethod
    def _no(told: Told, key: int) -> Verdict:
        return "tell" if told.first(key) else "silent"
