"""What Prima has stored: the database, the index over it, the model that made the index, and the backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.finding import Finding
from indexer.snapshot import LiveIndex, Manifest, content_hash
from indexer.static import load_encoder
from indexer.vectors import fingerprint_of
from knowledge_base.backup_folder import check_database, moment_of, newest_backup
from knowledge_base.database_file import Migrated, check_writable, migrated, reading
from knowledge_base.errors import DamagedStoreError, ModelError, StoreError, UnusableIndexError
from knowledge_base.notes import published_notes
from knowledge_base.settings import Settings

BACKUP_AGE = timedelta(days=2)
BUILD = "run `python -m indexer build`"
BANGUN = "Kirim /bangun."
MODEL_GONE = "Model tidak bisa dimuat. Arahkan embedding.model ke folder model yang ada di server ini."


def check_store(settings: Settings) -> Finding:
    """Whether the database is there, whole, writable, and of this version."""
    file = settings.database
    if not file.exists():
        return Finding("database", "error", f"there is none yet; {BUILD}", f"Basis data belum ada. {BANGUN}")
    try:
        check_database(settings)
        check_writable(file)
        found = migrated(file)
    except DamagedStoreError as error:
        restore = "Hentikan Prima, lalu pulihkan cadangan: `python -m knowledge_base restore BERKAS`."
        return Finding("database", "error", str(error), f"Basis data rusak. {restore}")
    except StoreError as error:
        locked = "Basis data terkunci atau tidak bisa ditulisi. Hentikan program lain yang memakainya."
        return Finding("database", "error", str(error), locked)
    return _version(file, found)


def _version(file: Path, found: Migrated | None) -> Finding:
    """How a sound database stands to this program."""
    if found is None:
        return Finding("database", "error", f"{file} is not Prima's; move it away", f"{file} bukan basis data Prima.")
    if found.unknown:
        return Finding(
            "database", "error", "a newer Prima wrote it; update Prima", "Ditulis Prima versi baru. Perbarui Prima."
        )
    if found.pending:
        return Finding(
            "database",
            "warning",
            "an older Prima wrote it; it is brought up to date at the next start, so make a backup now",
            "Ditulis Prima versi lama dan diperbarui saat mulai berikutnya. Buat cadangan dulu.",
        )
    return Finding("database", "ok", "is whole and up to date", "Basis data utuh.")


def check_model(settings: Settings) -> Finding:
    """Whether the model loads and gives a vector."""
    try:
        encoder = load_encoder(settings.model, settings.embedding.batch_size)
        dead = not encoder.encode_queries(["pelayanan publik"]).any()
    except ModelError as error:
        return Finding("model", "error", str(error), MODEL_GONE)
    if dead:
        return Finding("model", "error", "gives only zeros; set another embedding.model", "Model rusak. Ganti model.")
    return Finding("model", "ok", f"loads, {encoder.dimension} numbers", "Model bisa dimuat.")


def check_index(settings: Settings, now: datetime) -> list[Finding]:
    """Whether the index can be read by this program with this model, and holds what the database holds."""
    try:
        manifest = LiveIndex(settings.index_dir, fingerprint_of(settings.model)).snapshot().manifest
    except UnusableIndexError as error:
        return [Finding("index", "error", str(error), f"Indeks tidak bisa dipakai. {BANGUN}")]
    except ModelError:  # the finding about the model says it
        return []
    return [_age(manifest, now), *_notes(settings, manifest)]


def _age(manifest: Manifest, now: datetime) -> Finding:
    age = now - datetime.fromisoformat(manifest.created)
    if age < -timedelta(minutes=5):
        return Finding(
            "index",
            "warning",
            "was built in the future; the clock was changed since: check it",
            "Indeks bertanggal masa depan. Periksa jam server.",
        )
    days = max(0, age.days)
    return Finding(
        "index",
        "ok",
        f"{manifest.notes} notes, {days} days old, made with the model in use",
        f"Indeks memuat {manifest.notes} catatan, berumur {days} hari.",
    )


def _notes(settings: Settings, manifest: Manifest) -> list[Finding]:
    """Whether the notes of the index are those of the database, where that can be read."""
    try:
        with reading(settings.database) as db:
            same = content_hash(published_notes(db)) == manifest.content
    except StoreError:  # the finding about the database says it
        return []
    if same:
        return [Finding("notes", "ok", "the index holds what the database holds", "Indeks sesuai basis data.")]
    return [
        Finding("notes", "warning", f"some changed since the index was built; {BUILD}", f"Ada catatan baru. {BANGUN}")
    ]


def check_backup(settings: Settings, now: datetime) -> Finding:
    """How old the newest backup is, whoever asked for it, where daily ones are wanted."""
    if settings.backup_at is None:
        return Finding("backup", "ok", "no daily ones are wanted (backup.daily_at)", "Cadangan harian dimatikan.")
    newest = newest_backup(settings.backup_dir)
    if newest is None or now.astimezone(UTC) - moment_of(newest) > BACKUP_AGE:
        return Finding(
            "backup",
            "warning",
            f"none of the last two days in {settings.backup_dir}; `python -m knowledge_base backup FILE`",
            "Belum ada cadangan dari dua hari terakhir. Kirim /cadangkan.",
        )
    return Finding("backup", "ok", f"the newest is {newest}", f"Cadangan terbaru: {newest.name}.")
