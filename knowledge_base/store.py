"""STORE: opens and closes the database. The files beside it hold the SQL: notes.py, people.py, questions.py.

WAL lets readers go on while one writes. A process writes through one `Desk`: a thread of its own with its own
connection, so that no write waits for another inside the process and the event loop never waits for the disk.
"""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlite_utils import Database

from knowledge_base.disk import NO_ROOM
from knowledge_base.errors import BusyStoreError, ClosedStoreError, DamagedStoreError, DiskFullError, StoreError
from knowledge_base.schema import migrations

P = ParamSpec("P")
T = TypeVar("T")

BUSY_MILLISECONDS = 10_000
DatabaseError = sqlite3.OperationalError
"""What the database raises when it is busy for too long, or cannot be read or written just now."""
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def now() -> str:
    """This moment in UTC as the database writes it; sorts as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class _Database(Database):
    """Transactions wait for the right to write at their start.

    SQLite's own begin as readers, and one that reads first fails ("database is locked") when another wrote meanwhile.
    """

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """All that the block writes, or none of it; a block inside a block may fail alone."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.commit()
        finally:
            self.rollback()  # does nothing after a commit


def connect(path: Path) -> Database:
    """The database at `path`, made or brought up to date if need be; raises StoreError.

    The connection belongs to the calling thread.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _Database(sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000))
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    try:
        with _only_one(path.with_suffix(".lock")):
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA foreign_keys=ON")
            db.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, also for the backups
            if migrations.pending(db):
                migrations.apply(db)
    except (OSError, sqlite3.Error) as error:
        db.close()
        raise _unusable(path, error) from error
    return db


def _kind(error: Exception) -> int:
    """SQLite's number for a kind of error; the rest of its own number tells kinds of a kind apart."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _refused(path: Path, error: sqlite3.Error) -> StoreError | None:
    """What the database refuses, said with what to do; None for what is a mistake of ours."""
    code = _kind(error)
    if code in BUSY:
        return BusyStoreError(f"{path}: another program keeps it locked; stop that one")
    if code in DISK:
        return DiskFullError(f"{path}: cannot be written ({error}); make room on the disk")
    if code in DAMAGE:
        return DamagedStoreError(f"{path}: is damaged ({error}); stop Prima and restore a backup")
    return None


def _unusable(path: Path, error: OSError | sqlite3.Error) -> StoreError:
    """Why the database cannot be opened."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return DiskFullError(f"{path}: cannot be written ({error.strerror}); make room on the disk")
    refused = _refused(path, error) if isinstance(error, sqlite3.Error) else None
    if refused and _kind(error) in {*BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return refused
    mend = "restore a backup (`python -m knowledge_base restore FILE`), or move it away to begin anew"
    return StoreError(f"{path}: cannot be used as Prima's database ({error}); {mend}")


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """`connect`, closed at the end of the block."""
    with closing(connect(path)) as db:
        yield db


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Two programs that start together must not both make the tables, nor both switch to WAL."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Desk:
    """One thread that does a process's database work, in the order in which it was asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._db: Database | None = None

    async def do(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work(db, …)`, done on the desk's thread; raises ClosedStoreError after `close`."""
        return await asyncio.wrap_future(self._submit(lambda: self._run(work, *args, **kwargs)))

    async def read(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`do` on a connection of its own, for what reads for long: it holds up nobody."""

        def aside() -> T:
            with opened(self._path) as db:
                return work(db, *args, **kwargs)

        return await asyncio.to_thread(aside)

    def do_now(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`do` for callers without an event loop."""
        return self._submit(lambda: self._run(work, *args, **kwargs)).result()

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        try:
            return self._thread.submit(work)
        except RuntimeError as error:  # the thread takes no more
            raise ClosedStoreError(f"{self._path}: was closed") from error

    def _run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(self._connection(), *args, **kwargs)
        except sqlite3.DatabaseError as error:
            refused = _refused(self._path, error)
            if refused is None:
                raise
            raise refused from error

    def _connection(self) -> Database:
        if self._db is None:
            self._db = connect(self._path)
        return self._db

    def close(self) -> None:
        """Finishes what was asked for and closes the connection."""
        # The thread closes, after what it still has to do: only then is it known whether there is a connection.
        with suppress(ClosedStoreError):  # closed before
            self._submit(self._disconnect).result()
        self._thread.shutdown()

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
