"""The folder of backups: one a day, kept by number; and those that people asked for, a few of which are kept."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from knowledge_base.backup import UNFINISHED, write_backup
from knowledge_base.backup_file import BackupFile
from knowledge_base.database_file import check_sound
from knowledge_base.disk import disk_errors
from knowledge_base.errors import BackupError, StoreError
from knowledge_base.settings import Settings

SCHEDULED = re.compile(r"prima-\d{8}T\d{6}Z\.zip")
NAME = "prima-%Y%m%dT%H%M%SZ.zip"
DAY = 86_400
ASKED_FOR = re.compile(r"prima-diminta-(\d{8}T\d{6}Z)-(\d{1,6})\.zip")
ASKED_NAME = "prima-diminta-%Y%m%dT%H%M%SZ"
ASKED_KEPT = 3
"""Backups that people asked for and that are kept; they never push out a daily one."""


def write_scheduled_backup(settings: Settings, moment: datetime) -> Path:
    """Writes a backup into `backup.folder`, named after the moment in UTC; removes those beyond `backup.kept`.

    Raises BackupError; then nothing is removed.
    """
    folder = _made(settings)
    file = folder / moment.astimezone(UTC).strftime(NAME)
    write_backup(settings, file, moment)
    remove_old_backups(folder, settings.backup.kept, fresh=file)
    _remove_old_asked(folder, settings.backup.kept)
    return file


def write_asked_backup(settings: Settings, moment: datetime) -> Path:
    """Writes a backup that somebody asked for, however many in a second; keeps the newest `ASKED_KEPT` of them.

    Raises BackupError; then nothing is removed.
    """
    folder = _made(settings)
    name, before = moment.astimezone(UTC).strftime(ASKED_NAME), asked_backups_in(folder)
    numbers = [_order(path)[1] for path in before if path.name.startswith(f"{name}-")]
    file = folder / f"{name}-{max(numbers, default=0) + 1}.zip"
    write_backup(settings, file, moment)
    for path in before[: max(0, len(before) - (ASKED_KEPT - 1))]:
        path.unlink(missing_ok=True)
    return file


def _made(settings: Settings) -> Path:
    """The folder, which is there now."""
    folder = settings.backup_dir
    with disk_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def asked_backups_in(folder: Path) -> list[Path]:
    """The backups in a folder that somebody asked for, oldest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.is_file() and ASKED_FOR.fullmatch(path.name)), key=_order)


def _order(backup: Path) -> tuple[str, int]:
    """The moment and the number in the name of a backup that was asked for."""
    found = ASKED_FOR.fullmatch(backup.name)
    return (found[1], int(found[2])) if found else ("", 0)


def backups_in(folder: Path) -> list[Path]:
    """The scheduled backups of a folder, oldest first; files of other names are nobody's business."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and SCHEDULED.fullmatch(path.name))


def remove_old_backups(folder: Path, kept: int, *, fresh: Path | None = None) -> list[Path]:
    """Removes scheduled backups beyond the `kept` newest, and what broken-off ones left; gives what it removed.

    `fresh` always stays: by a clock that was set back, it would look like the oldest.
    """
    others = [path for path in backups_in(folder) if path != fresh]
    removed = others[: max(0, len(others) - (kept - 1 if fresh else kept))]
    for path in removed:
        path.unlink()
    for path in folder.glob(f"{UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > DAY:  # a younger one may still be in work
            shutil.rmtree(path)
    return removed


def _remove_old_asked(folder: Path, kept: int) -> None:
    """Removes backups that were asked for before the oldest daily one: what people had deleted since is in them."""
    daily = backups_in(folder)
    for path in asked_backups_in(folder) if len(daily) >= kept else ():
        if moment_of(path) < moment_of(daily[0]):
            path.unlink(missing_ok=True)


def moment_of(backup: Path) -> datetime:
    """When a backup was made: by its name, or by what stands in it. Raises BackupError for what is none."""
    asked = ASKED_FOR.fullmatch(backup.name)
    if asked or SCHEDULED.fullmatch(backup.name):
        return datetime.strptime(f"prima-{asked[1]}.zip" if asked else backup.name, NAME).replace(tzinfo=UTC)
    return BackupFile(backup).made()


def newest_backup(folder: Path) -> Path | None:
    """The newest backup of a folder, made by the clock, by a chat or by hand; None when there is none."""
    named = [*backups_in(folder), *asked_backups_in(folder)]
    return max([*named, *_made_by_hand(folder, {path.name for path in named})], key=moment_of, default=None)


def _made_by_hand(folder: Path, others: Collection[str]) -> Iterator[Path]:
    """Backups under names that people gave them."""
    for path in sorted(folder.glob("*.zip")):
        if path.name not in others:
            with suppress(BackupError):  # another program's zip
                moment_of(path)
                yield path


def check_database(settings: Settings) -> None:
    """Raises DamagedStoreError, which names the newest backup, when the database is there but cannot be relied on."""
    if not settings.database.exists():
        return
    try:
        check_sound(settings.database)
    except StoreError as error:
        newest = newest_backup(settings.backup_dir)
        raise type(error)(f"{error} (the newest is {newest})" if newest else str(error)) from error
