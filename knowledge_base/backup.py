"""BACKUP: the database, its published notes and the settings in one zip, written while Prima runs.

A manifest holds size and SHA-256 of every member. Only the database is put back by a restore; notes and settings are
there to be read by people, and would outlive the program. Secrets are no settings and never in it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from knowledge_base import VERSION
from knowledge_base.backup_file import CONFIG, DATABASE, FORMAT, MANIFEST, NOTES, PROGRAM, BackupFile, Manifest, Member
from knowledge_base.database_file import check_sound, copy_database
from knowledge_base.disk import disk_errors, flush
from knowledge_base.errors import BackupError
from knowledge_base.notes import published_notes
from knowledge_base.settings import Settings
from knowledge_base.store import opened

UNFINISHED = ".unfinished-"
CREDENTIALS = re.compile(r"//[^/@\s]+@")


def write_backup(settings: Settings, file: Path, moment: datetime) -> Manifest:
    """Writes a backup into a new file, readable by its owner only; raises BackupError.

    It has another name until it is complete, on the disk, and read again as a restore would.
    """
    if file.exists():
        raise BackupError(f"{file}: is there already; name a new file")
    if not settings.database.exists():
        raise BackupError(f"{settings.database}: there is no database yet, so nothing to back up")
    with disk_errors(file), TemporaryDirectory(prefix=UNFINISHED, dir=file.parent) as folder:
        copy, written = Path(folder) / DATABASE, Path(folder) / "backup.zip"
        copy_database(settings.database, copy)
        check_sound(copy)
        with ZipFile(written, "w", ZIP_DEFLATED) as archive:
            made = _fill(archive, copy, settings, moment)
        BackupFile(written).verify()
        written.chmod(0o600)
        flush(written)
        written.rename(file)
        flush(file.parent)
    return made


def _fill(archive: ZipFile, copy: Path, settings: Settings, moment: datetime) -> Manifest:
    """Writes the members, the manifest last. The database is stored as it was; only then may it be migrated."""
    members = {DATABASE: _add_file(archive, DATABASE, copy)}
    notes = 0
    with opened(copy) as db:
        for note in published_notes(db):
            name = f"{NOTES}{note.kind}/{note.topic or 'lain'}/{note.id}.md"
            members[name] = _add(archive, name, note.to_markdown().encode())
            notes += 1
    members[CONFIG] = _add(archive, CONFIG, _settings_text(settings).encode())
    created = moment.astimezone(UTC).isoformat(timespec="seconds")
    manifest = Manifest(program=PROGRAM, format=FORMAT, version=VERSION, created=created, notes=notes, members=members)
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _add(archive: ZipFile, name: str, content: bytes) -> Member:
    archive.writestr(name, content)
    return Member(size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _add_file(archive: ZipFile, name: str, file: Path) -> Member:
    archive.write(file, name)
    with file.open("rb") as content:
        return Member(size=file.stat().st_size, sha256=hashlib.file_digest(content, "sha256").hexdigest())


def _settings_text(settings: Settings) -> str:
    """The settings in force as YAML; a password within an address is left out."""
    text = yaml.safe_dump(settings.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    return CREDENTIALS.sub("//", text)
