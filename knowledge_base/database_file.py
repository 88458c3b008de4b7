"""The database as a file: copied while it is in use, looked at without being changed, moved aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from knowledge_base.errors import DamagedStoreError, StoreError
from knowledge_base.schema import migrations

PATIENCE = 2.0
"""Seconds to wait for others who are writing."""
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a database."""
MEND = "stop Prima and restore a backup: `python -m knowledge_base restore FILE`"


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True, timeout=PATIENCE)


@contextmanager
def reading(file: Path) -> Iterator[Database]:
    """A database that is read and never changed, not even brought up to date; raises StoreError, in the block too."""
    try:
        with closing(Database(_read_only(file))) as db:
            yield db
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be read ({error})") from error


def copy_database(source: Path, target: Path) -> None:
    """Copies a database, also while others write to it, into one file; raises StoreError.

    One transaction: the copy is the database at one moment. Readers and writers go on meanwhile.
    """
    try:
        with closing(_read_only(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # a copy in WAL mode would want files beside it
    except sqlite3.Error as error:
        raise StoreError(f"{source}: cannot be copied ({error})") from error


def check_sound(file: Path) -> None:
    """Reads all of a database (seconds a gigabyte); raises DamagedStoreError, or StoreError when it is locked."""
    try:
        with closing(_read_only(file)) as db:
            found = " ".join(word for row in db.execute("PRAGMA quick_check(1)") for word in row[0].split())
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in BUSY:
            raise StoreError(f"{file}: another program keeps it locked; stop that one") from error
        found = str(error)
    if found != "ok":
        raise DamagedStoreError(f"{file}: the database is damaged ({found}); {MEND}")


def check_writable(file: Path) -> None:
    """Takes the right to write and gives it back; raises StoreError when that cannot be had."""
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be written ({error})") from error


@dataclass(frozen=True, slots=True)
class Migrated:
    """How a database's tables stand to this program; names of migrations."""

    pending: tuple[str, ...]  # this program will apply them
    unknown: tuple[str, ...]  # a newer program applied them


def migrated(file: Path) -> Migrated | None:
    """How far a sound database is migrated, or None for one that is not Prima's."""
    with reading(file) as db:
        applied = {each.name for each in migrations.applied(db)}
        pending = tuple(each.name for each in migrations.pending(db))
    known = {each.name for each in migrations.pending(Database(memory=True))}
    return Migrated(pending, tuple(sorted(applied - known))) if applied else None


def move_aside(database: Path, aside: Path) -> None:
    """Renames a database; raises StoreError while any other program has it open.

    A damaged one goes with what stands beside it, in which a part of it may be saved.
    """
    try:
        with closing(sqlite3.connect(database, timeout=PATIENCE)) as db:
            # SQLite leaves WAL mode only for a sole user, and takes what stands beside the database into it.
            db.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in BUSY:
            raise StoreError(f"{database}: another program has it open; stop that one and try again") from error
    # What stands beside goes first: a new database must never meet the log of another.
    for ending in (*BESIDE, ""):
        file = database.with_name(database.name + ending)
        if file.exists():
            file.rename(aside.with_name(aside.name + ending))
