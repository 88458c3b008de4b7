"""A backup as somebody hands it in: verified in every byte before any of it is used.

It may have been cut or altered, be another program's, or be made to do harm: names that lead out of a folder, members
that unpack without end. Nothing is unpacked but the database, into a file that the caller has opened.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge_base.disk import NO_ROOM
from knowledge_base.errors import BackupError

PROGRAM: Literal["prima"] = "prima"
FORMAT = 1  # the next number when members change their meaning
MANIFEST, DATABASE, CONFIG, NOTES = "manifest.json", "prima.db", "config.yaml", "notes/"
NAME = re.compile(r"manifest\.json|prima\.db|config\.yaml|notes/[a-z]+/[A-Za-z0-9-]+/[A-Za-z0-9-]+\.md")
MANIFEST_LIMIT = 256 * 1024 * 1024
"""Bytes: a million notes."""
SPREAD, SPREAD_FREE = 200, 256 * 1024 * 1024
"""What is unpacked may have at most so many times the bytes of the file, and some more."""
BLOCK = 1024 * 1024
AGAIN = "make a new one with `python -m knowledge_base backup FILE`, or take an older one"


class Member(BaseModel):
    """What a member must be."""

    model_config = ConfigDict(frozen=True, strict=True)

    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a backup is; `created` is ISO, UTC."""

    model_config = ConfigDict(frozen=True, strict=True)

    program: Literal["prima"]
    format: int
    version: str
    created: str
    notes: int
    members: dict[str, Member]

    @field_validator("created")
    @classmethod
    def _is_a_moment(cls, value: str) -> str:
        datetime.fromisoformat(value)
        return value

    @property
    def moment(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.created).astimezone(UTC)


class BackupFile:
    """A file that claims to be a backup."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def verify(self) -> Manifest:
        """Reads all of it; the manifest when everything is as it was written. Raises BackupError with what to do."""
        with self._opened() as archive:
            infos = self._members(archive)
            manifest = self._manifest(archive, infos)
            if {*manifest.members, MANIFEST} != set(infos) or DATABASE not in manifest.members:
                raise self._altered("its members are not those that its manifest names")
            for name, member in manifest.members.items():
                self._check(archive, infos[name], member)
        return manifest

    def made(self) -> datetime:
        """When it was made, as it says itself; raises BackupError."""
        with self._opened() as archive:
            return self._manifest(archive, self._members(archive)).moment

    def copy_database(self, target: IO[bytes]) -> None:
        """Writes the database into an open file; raises BackupError when it changed since it was verified."""
        with self._opened() as archive:
            infos = self._members(archive)
            self._check(archive, infos[DATABASE], self._manifest(archive, infos).members[DATABASE], target)

    @contextmanager
    def _opened(self) -> Iterator[ZipFile]:
        """The file as a zip. What a broken one makes the library raise becomes a BackupError."""
        try:
            with ZipFile(self._file) as archive:
                yield archive
        except FileNotFoundError as error:
            raise BackupError(f"{self._file}: no such file") from error
        except IsADirectoryError as error:
            raise BackupError(f"{self._file}: is a folder; name the backup in it") from error
        except OSError as error:
            if error.errno in NO_ROOM:  # where the database is being written to
                raise
            raise BackupError(
                f"{self._file}: cannot be read ({error.strerror}); copy it again, or take another"
            ) from error
        except BadZipFile as error:
            raise BackupError(f"{self._file}: is no backup, or was cut or altered ({error}); {AGAIN}") from error
        except (zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError) as error:
            raise self._altered(str(error)) from error

    def _members(self, archive: ZipFile) -> dict[str, ZipInfo]:
        """The members by name, none of them harmful by what the zip says of it."""
        infos = {info.filename: info for info in archive.infolist()}
        foreign = next((name for name in infos if not NAME.fullmatch(name)), None)
        if foreign is not None or MANIFEST not in infos:
            reason = f"it holds {foreign[:80]!r}" if foreign is not None else f"it holds no {MANIFEST}"
            raise BackupError(f"{self._file}: is not a backup of Prima ({reason}); name a file that `backup` wrote")
        if len(infos) != len(archive.infolist()):
            raise self._altered("a member is in it twice")
        if sum(info.file_size for info in infos.values()) > SPREAD * self._file.stat().st_size + SPREAD_FREE:
            raise self._altered("it would unpack to far more than a backup does")
        return infos

    def _manifest(self, archive: ZipFile, infos: dict[str, ZipInfo]) -> Manifest:
        if infos[MANIFEST].file_size > MANIFEST_LIMIT:
            raise self._altered(f"its {MANIFEST} is too long")
        try:
            manifest = Manifest.model_validate_json(archive.read(infos[MANIFEST]))
        except ValidationError as error:
            detail = error.errors()[0]
            reason = f"{MANIFEST}: {'.'.join(str(part) for part in detail['loc'])[:80]}: {detail['msg']}"
            raise self._altered(reason) from error
        if manifest.format != FORMAT:
            message = f"has format {manifest.format}, not {FORMAT}; restore it with Prima {manifest.version}"
            raise BackupError(f"{self._file}: {message}")
        return manifest

    def _check(self, archive: ZipFile, info: ZipInfo, member: Member, target: IO[bytes] | None = None) -> None:
        """Reads a member, into `target` if given; raises BackupError when it is not what the manifest says."""
        digest, left = hashlib.sha256(), member.size
        with archive.open(info) as content:
            while block := content.read(BLOCK):
                left -= len(block)
                if left < 0:
                    break
                digest.update(block)
                if target:
                    target.write(block)
        if left or digest.hexdigest() != member.sha256:
            raise self._altered(f"{info.filename} is not what its manifest says")

    def _altered(self, reason: str) -> BackupError:
        return BackupError(f"{self._file}: was cut or altered since it was written ({reason}); {AGAIN}")
