"""RESTORE: a backup's database put back, after everything about it was verified."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge_base.backup import UNFINISHED
from knowledge_base.backup_file import DATABASE, BackupFile, Manifest
from knowledge_base.database_file import check_sound, migrated, move_aside
from knowledge_base.disk import disk_errors, flush, flush_open
from knowledge_base.errors import BackupError, StoreError
from knowledge_base.forgotten import forget_again
from knowledge_base.instance import only_instance
from knowledge_base.settings import Settings
from knowledge_base.store import opened

ASIDE_KEPT = timedelta(days=30)
"""For how long the database that a restore moved aside is there to go back to."""
ASIDE_FORM = "%Y%m%dT%H%M%SZ"
ASIDE = re.compile(r"-before-(\d{8}T\d{6}Z)\.")
ROOM_LEFT = 64 * 1024 * 1024
"""Bytes that a restore leaves free on the disk."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; `aside` is where the database that was there before is now.

    `forgotten` is how many people were forgotten again; None when nothing tells who was forgotten since the backup.
    """

    manifest: Manifest
    aside: Path | None
    forgotten: int | None


def restore_backup(settings: Settings, file: Path, moment: datetime) -> Restored:
    """Puts a backup's database in the place of the present one, which is moved aside; raises BackupError.

    Everything is verified before anything is changed. Refused while a bot or another program uses the database.
    """
    backup, database = BackupFile(file), settings.database
    manifest = backup.verify()
    with only_instance(database.parent), disk_errors(database):
        _check_room(database.parent, manifest.members[DATABASE].size)
        with TemporaryDirectory(prefix=UNFINISHED, dir=database.parent) as folder:
            fresh = Path(folder) / DATABASE
            with fresh.open("xb") as target:
                backup.copy_database(target)
                flush_open(target)
            _check_ours(file, fresh)
            forgotten = _forget_again(file, fresh, settings, manifest)
            aside = _put_in_place(fresh, database, moment)
    return Restored(manifest, aside, forgotten)


def remove_asides(database: Path, moment: datetime) -> list[Path]:
    """Removes what restores moved aside more than `ASIDE_KEPT` ago; people are in it who may have gone since."""
    removed = []
    for path in sorted(database.parent.glob(f"{database.stem}-before-*")):
        found = ASIDE.search(path.name)
        if found and moment - datetime.strptime(found[1], ASIDE_FORM).replace(tzinfo=UTC) > ASIDE_KEPT:
            path.unlink()
            removed.append(path)
    return removed


def _check_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + ROOM_LEFT:
        raise BackupError(f"{folder}: too little space for a database of {size:,} bytes; make room and try again")


def _check_ours(file: Path, database: Path) -> None:
    """Raises BackupError for a database that this program cannot work with."""
    try:
        check_sound(database)
    except StoreError as error:
        raise BackupError(f"{file}: its database was damaged already ({error}); take an older backup") from error
    found = migrated(database)
    if found is None:
        raise BackupError(f"{file}: its database is not Prima's; name a file that `backup` wrote")
    if found.unknown:
        raise BackupError(f"{file}: a newer Prima wrote it ({', '.join(found.unknown)}); update Prima, then restore")


def _forget_again(file: Path, database: Path, settings: Settings, manifest: Manifest) -> int | None:
    """Forgets in the database that is being restored who was forgotten since the backup was made."""
    with opened(database) as db:
        return forget_again(db, file, settings, manifest.moment)


def _put_in_place(fresh: Path, database: Path, moment: datetime) -> Path | None:
    aside = None
    if database.exists():
        aside = database.with_name(f"{database.stem}-before-{moment.astimezone(UTC):{ASIDE_FORM}}{database.suffix}")
        if aside.exists():
            raise BackupError(f"{aside}: is there already; move it away and try again")
        try:
            move_aside(database, aside)
        except StoreError as error:
            raise BackupError(str(error)) from error
    fresh.chmod(0o600)
    fresh.rename(database)
    flush(database.parent)
    return aside
