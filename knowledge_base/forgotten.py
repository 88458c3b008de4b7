"""FORGOTTEN: who was forgotten, by keyed hashes alone, so that a restored backup brings nobody back.

One small file beside the database, with a copy beside the backups; no backup holds it. Its first line is the key, each
other line a mark (HMAC-SHA-256 of a Telegram id) and when that person was forgotten. Without the key a mark tells
nothing, and neither is in what leaves this machine as a backup.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from knowledge_base.disk import flush, flush_open
from knowledge_base.errors import StoreError
from knowledge_base.forgetting import forget
from knowledge_base.personal import HELD
from knowledge_base.settings import FORGOTTEN, Settings

log = logging.getLogger(__name__)

KEPT = timedelta(days=730)
"""For how long it is known that somebody was forgotten; a backup older than that is not to be restored."""
SLACK = timedelta(minutes=5)
"""A backup may hold somebody who was forgotten while it was being made."""
_KEY = re.compile(r"key ([0-9a-f]{64})")
_MARK = re.compile(r"([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\S{8,32})")


class Forgotten:
    """The file of a data folder; it and its key are made when they are first needed."""

    def __init__(self, file: Path, copies: Path | None = None) -> None:
        self._file = file
        self._copies = copies
        self._key: bytes | None = None

    @classmethod
    def of(cls, settings: Settings) -> Forgotten:
        """The file beside the settings' database, copied into the folder of backups."""
        return cls(settings.forgotten, settings.backup_dir)

    def mark(self, person: int) -> str:
        """A person's keyed hash: 64 characters, always the same under this file's key; raises StoreError."""
        if self._key is None:
            self._key = self._read()[0]
        return hmac.new(self._key, str(person).encode(), hashlib.sha256).hexdigest()

    def add(self, person: int, moment: datetime) -> None:
        """Remembers that a person is forgotten at a moment; raises StoreError."""
        mark = self.mark(person)
        key, marks = self._read()
        self._write(key, {**marks, mark: moment.astimezone(UTC)})

    def drop_before(self, moment: datetime) -> None:
        """Ends the keeping of marks that are older than `KEPT`."""
        if not self._file.exists():
            return
        key, marks = self._read()
        self._write(key, {mark: at for mark, at in marks.items() if at > moment - KEPT})

    def knows(self, people: Iterable[int], created: datetime) -> dict[int, datetime]:
        """Those of some people who were forgotten after a database was copied (`created`), and when."""
        marks = {mark: at for mark, at in self._read()[1].items() if at >= created - SLACK}
        return {person: marks[mark] for person in people if (mark := self.mark(person)) in marks} if marks else {}

    def __len__(self) -> int:
        """How many marks it holds."""
        return len(self._read()[1]) if self._file.exists() else 0

    def _read(self) -> tuple[bytes, dict[str, datetime]]:
        """The key and the marks; a new key when there is no file."""
        try:
            first, *lines = self._file.read_text(encoding="ascii").splitlines()
            found = _KEY.fullmatch(first)
            marks = {each[1]: datetime.fromisoformat(each[2]) for line in lines if (each := _MARK.fullmatch(line))}
        except FileNotFoundError:
            key = secrets.token_bytes(32)
            self._write(key, {})
            return key, {}
        except (OSError, ValueError) as error:
            raise self._unreadable(str(error)) from error
        if found is None or len(marks) != len(lines):
            raise self._unreadable("it was altered")
        return bytes.fromhex(found[1]), marks

    def _unreadable(self, why: str) -> StoreError:
        mend = "put its copy from the folder of backups in its place"
        return StoreError(f"{self._file}: does not tell who was forgotten ({why}); {mend}")

    def _write(self, key: bytes, marks: dict[str, datetime]) -> None:
        lines = [f"key {key.hex()}", *(f"{mark} {at.isoformat(timespec='seconds')}" for mark, at in marks.items())]
        content = "".join(f"{line}\n" for line in lines).encode()
        try:
            _put(self._file, content)
        except OSError as error:
            raise StoreError(f"{self._file}: cannot be written ({error.strerror}); make room on the disk") from error
        if self._copies and self._copies.is_dir():
            try:
                _put(self._copies / FORGOTTEN, content)
            except OSError as error:  # the next one is written with the next change
                log.warning("no copy of %s beside the backups: %s", FORGOTTEN, error.strerror)


def erase(db: Database, forgotten: Forgotten, person: int, moment: datetime) -> list[str]:
    """Forgets a person for good, also if a backup is restored; the ids of the notes that changed."""
    forgotten.add(person, moment)  # first: if what follows is cut off, a restore still knows of the wish
    changed = forget(db, person, forgotten.mark(person))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log beside the database holds what was there before
    return changed


def forget_again(db: Database, file: Path, settings: Settings, created: datetime) -> int | None:
    """After a restore: forgets who was forgotten since; how many, or None when nothing tells who that is.

    Looks into the file of the data folder, or, on a new machine, takes over the copy beside the backup `file`.
    """
    own = Forgotten.of(settings)
    beside = [folder / FORGOTTEN for folder in (file.absolute().parent, settings.backup_dir)]
    copies = [copy for copy in beside if copy.is_file()]
    if not settings.forgotten.exists():
        if not copies:
            return None
        _put(settings.forgotten, copies[0].read_bytes())
    people, found = _everybody(db), dict[int, datetime]()
    for each in (own, *map(Forgotten, copies)):
        found |= each.knows(people, created)
    for person, moment in found.items():
        own.add(person, moment)  # a copy of another machine has another key
        forget(db, person, own.mark(person))
    return len(found)


def _everybody(db: Database) -> set[int]:
    """Whoever the database knows by a Telegram id."""
    found: set[int] = set()
    for held in HELD:
        rows = db.query(f"select distinct {held.column} as person from {held.table} where {held.column} > 0")  # noqa: S608 - our own
        found |= {row["person"] for row in rows}
    return found


def _put(file: Path, content: bytes) -> None:
    """Writes a file of its owner's only, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.fresh")
    fresh.touch(mode=0o600)
    with fresh.open("wb") as written:
        written.write(content)
        flush_open(written)
    fresh.replace(file)
    flush(file.parent)
