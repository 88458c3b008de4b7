"""A backup is one verified file, made while others write; a restore takes nothing that is not what was written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base import VERSION
from knowledge_base.backup import write_backup
from knowledge_base.backup_file import BackupFile
from knowledge_base.backup_folder import (
    asked_backups_in,
    backups_in,
    check_database,
    moment_of,
    newest_backup,
    remove_old_backups,
    write_asked_backup,
    write_scheduled_backup,
)
from knowledge_base.errors import BackupError, DamagedStoreError, InstanceRunningError
from knowledge_base.instance import only_instance
from knowledge_base.note import NoteFile
from knowledge_base.notes import published_notes, save_note
from knowledge_base.people import count_people, meet
from knowledge_base.restore import ASIDE_KEPT, remove_asides, restore_backup
from knowledge_base.schema import migrations
from knowledge_base.settings import ROOT, Backup, Settings, Telegram, load_settings
from knowledge_base.store import opened
from tests.drill import answers_of
from tests.makers import note

MOMENT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
NOTES = [note("C4-pedoman-a"), note("A1-praktik-x", kind="praktik", topic="A1"), note("tanpa-topik", topic="")]


MANIFEST = b'{"program":"prima","format":1,"version":"1",%s}'


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    """Settings over a database with three notes and a person."""
    made = Settings(data_dir=tmp_path / "data")
    with opened(made.database) as db:
        for each in NOTES:
            save_note(db, each)
        meet(db, 1, "Ani")
    return made


@pytest.fixture
def backup(kept: Settings, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / "cadangan.zip"
    write_backup(kept, file, MOMENT)
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings of a machine on which there is nothing yet."""
    return Settings(data_dir=tmp_path / "mesin baru" / "data")


def altered(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A zip with the members as `change` leaves them."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    file = backup.with_name("diubah.zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def with_database(backup: Path, content: bytes) -> Path:
    """A backup, right in itself, of another database."""

    def change(members: dict[str, bytes]) -> None:
        members["prima.db"] = content
        manifest = json.loads(members["manifest.json"])
        manifest["members"]["prima.db"] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        members["manifest.json"] = json.dumps(manifest).encode()

    return altered(backup, change)


def refusal(settings: Settings, file: Path) -> str:
    """What a restore says, after which everything is as it was."""
    before = settings.database.read_bytes() if settings.database.exists() else None
    with pytest.raises(BackupError) as error:
        restore_backup(settings, file, MOMENT)
    assert (settings.database.read_bytes() if settings.database.exists() else None) == before
    assert {path.name for path in settings.database.parent.glob("*")} <= {"prima.db", "prima.lock", "bot.lock"}
    return str(error.value)


# --- what is in it -------------------------------------------------------------------------------------------------


def test_a_backup_holds_database_notes_settings_and_a_manifest_of_all(kept: Settings, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        names = set(archive.namelist())
        assert names == {
            "manifest.json", "prima.db", "config.yaml", "notes/pedoman/C4/C4-pedoman-a.md",
            "notes/praktik/A1/A1-praktik-x.md", "notes/pedoman/lain/tanpa-topik.md",
        }  # fmt: skip
        manifest = json.loads(archive.read("manifest.json"))
        for name, member in manifest["members"].items():
            content = archive.read(name)
            assert member == {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        text = archive.read("notes/pedoman/C4/C4-pedoman-a.md").decode()
        config = backup.with_name("config.yaml")
        config.write_bytes(archive.read("config.yaml"))
    assert set(manifest["members"]) == names - {"manifest.json"}
    assert (manifest["version"], manifest["created"], manifest["notes"]) == (VERSION, "2026-11-23T02:30:00+00:00", 3)
    assert NoteFile.read(text, "a.md").note == NOTES[0]
    assert load_settings({"PRIMA_CONFIG": str(config)}) == kept


def test_a_backup_holds_no_secret_and_is_its_owners_alone(
    kept: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:sangat-rahasia")
    proxy = kept.model_copy(update={"telegram": Telegram(base_url="https://budi:sandi-9@bot.example/bot")})
    write_backup(proxy, tmp_path / "b.zip", MOMENT)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"sangat-rahasia" not in everything
    assert b"sandi-9" not in everything
    assert b"https://bot.example/bot" in everything
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_backup_made_while_others_write_is_whole(kept: Settings, tmp_path: Path) -> None:
    """Two people are always met together, so a whole copy holds an odd number of people."""
    stop = threading.Event()

    def write() -> None:
        number = 10
        with opened(kept.database) as db:
            while not stop.is_set():
                with db.atomic():
                    meet(db, number, "Budi")
                    meet(db, number + 1, "Cici")
                number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            write_backup(kept, tmp_path / f"{number}.zip", MOMENT)
    finally:
        stop.set()
        writer.join()
    for number in range(4):
        fresh = Settings(data_dir=tmp_path / f"data-{number}")
        restore_backup(fresh, tmp_path / f"{number}.zip", MOMENT)
        with opened(fresh.database) as db:
            assert count_people(db) % 2 == 1


def test_what_still_stands_in_the_log_beside_the_database_is_in_the_backup(kept: Settings, tmp_path: Path) -> None:
    with opened(kept.database) as db:
        meet(db, 2, "Budi")
        assert kept.database.with_name("prima.db-wal").stat().st_size > 0
        write_backup(kept, tmp_path / "b.zip", MOMENT)
    fresh = Settings(data_dir=tmp_path / "lain")
    restore_backup(fresh, tmp_path / "b.zip", MOMENT)
    with opened(fresh.database) as db:
        assert count_people(db) == 2


def test_a_backup_never_replaces_a_file(kept: Settings, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupError, match="is there already; name a new file"):
        write_backup(kept, backup, MOMENT)
    with pytest.raises(BackupError, match="is there already"):
        write_backup(kept, kept.database, MOMENT)
    assert backup.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(kept: Settings, tmp_path: Path, empty: Settings) -> None:
    with pytest.raises(BackupError, match=r"No such file or directory; choose another place"):
        write_backup(kept, tmp_path / "tidak" / "ada.zip", MOMENT)
    with pytest.raises(BackupError, match="there is no database yet"):
        write_backup(empty, tmp_path / "b.zip", MOMENT)
    kept.database.write_bytes(b"rusak" * 2_000)
    with pytest.raises(BackupError, match="cannot be copied"):
        write_backup(kept, tmp_path / "b.zip", MOMENT)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_database_of_an_older_prima_is_backed_up_as_it_is(kept: Settings, tmp_path: Path) -> None:
    """Whoever makes a backup before an update wants to be able to go back."""
    kept.database.unlink()
    with closing(Database(kept.database)) as older:
        migrations.apply(older, stop_before="004_answer_messages")
    write_backup(kept, tmp_path / "b.zip", MOMENT)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        (tmp_path / "lama.db").write_bytes(archive.read("prima.db"))
    old = sqlite3.connect(tmp_path / "lama.db")
    assert [name for (name,) in old.execute("select max(name) from _sqlite_migrations")] == ["003_questions"]
    old.close()


# --- restore -------------------------------------------------------------------------------------------------------


def test_a_restore_on_an_empty_machine_brings_everything_back(backup: Path, empty: Settings) -> None:
    restored = restore_backup(empty, backup, MOMENT)
    assert (restored.aside, restored.manifest.notes) == (None, 3)
    with opened(empty.database) as db:
        assert sorted(published_notes(db), key=lambda each: each.id) == sorted(NOTES, key=lambda each: each.id)
        assert count_people(db) == 1
    assert empty.database.stat().st_mode & 0o777 == 0o600


def test_a_restore_moves_the_present_database_aside_with_all_that_it_held(kept: Settings, backup: Path) -> None:
    with opened(kept.database) as db:
        meet(db, 2, "Budi")
    restored = restore_backup(kept, backup, MOMENT)
    assert restored.aside == kept.database.with_name("prima-before-20261123T023000Z.db")
    assert restored.aside is not None
    with opened(restored.aside) as db:
        assert count_people(db) == 2
    with opened(kept.database) as db:
        assert count_people(db) == 1


def test_a_damaged_database_is_moved_aside_with_its_log(kept: Settings, backup: Path) -> None:
    kept.database.write_bytes(b"rusak" * 2_000)
    kept.database.with_name("prima.db-wal").write_bytes(b"log")
    restored = restore_backup(kept, backup, MOMENT)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == b"rusak" * 2_000
    assert not kept.database.with_name("prima.db-wal").exists()
    with opened(kept.database) as db:
        assert count_people(db) == 1


def test_a_running_bot_keeps_its_database(kept: Settings, backup: Path) -> None:
    with only_instance(kept.database.parent), pytest.raises(InstanceRunningError, match=f"process {os.getpid()}"):
        restore_backup(kept, backup, MOMENT)


def test_any_program_that_has_the_database_open_keeps_it(kept: Settings, backup: Path) -> None:
    with opened(kept.database) as db:
        db.execute("select * from notes").fetchone()
        with pytest.raises(BackupError, match="another program has it open; stop that one and try again"):
            restore_backup(kept, backup, MOMENT)
        meet(db, 2, "Budi")
        assert count_people(db) == 2


# --- what is not what was written ----------------------------------------------------------------------------------


def test_what_is_no_backup_is_named(tmp_path: Path, empty: Settings, backup: Path) -> None:
    (tmp_path / "kosong.zip").write_bytes(b"")
    (tmp_path / "foto.zip").write_bytes(os.urandom(4_000))
    (tmp_path / "cadangan.db").write_bytes(b"SQLite format 3\0" * 50)
    for name in ("kosong.zip", "foto.zip", "cadangan.db"):
        assert f"{name}: is no backup, or was cut or altered" in refusal(empty, tmp_path / name)
    assert "no such file" in refusal(empty, tmp_path / "tidak-ada.zip")
    assert "cannot be read (File name too long)" in refusal(empty, tmp_path / ("x" * 300))
    assert "is a folder; name the backup in it" in refusal(empty, tmp_path)
    foreign = altered(backup, lambda members: members.pop("manifest.json") and None)
    assert "is not a backup of Prima (it holds no manifest.json)" in refusal(empty, foreign)


@pytest.mark.parametrize(
    "name", ["../prima.db", "/etc/passwd", "notes/../../x.md", "notes/a/b/../c.md", "x" * 300, "notes\\a", "prima.db/"]
)
def test_a_member_that_leads_elsewhere_is_refused(backup: Path, empty: Settings, name: str) -> None:
    message = refusal(empty, altered(backup, lambda members: members.update({name: b"x"})))
    assert "is not a backup of Prima (it holds " in message
    assert len(message) < 400


@pytest.mark.parametrize("name", ["prima.db", "config.yaml", "notes/pedoman/C4/C4-pedoman-a.md"])
def test_an_altered_member_is_named(backup: Path, empty: Settings, name: str) -> None:
    changed = altered(backup, lambda members: members.update({name: members[name][:-1] + b"?"}))
    assert f"{name} is not what its manifest says" in refusal(empty, changed)
    longer = altered(backup, lambda members: members.update({name: members[name] + b"?"}))
    assert f"{name} is not what its manifest says" in refusal(empty, longer)


def test_missing_and_added_members_are_noticed(backup: Path, empty: Settings) -> None:
    for change in (
        lambda members: members.pop("config.yaml") and None,
        lambda members: members.pop("prima.db") and None,
        lambda members: members.update({"notes/a/b/c.md": b""}),
    ):
        assert "its members are not those that its manifest names" in refusal(empty, altered(backup, change))


def test_a_member_twice_is_refused(backup: Path, empty: Settings) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("config.yaml", "data_dir: /etc")
    assert "a member is in it twice" in refusal(empty, backup)


def test_a_bomb_is_not_unpacked(backup: Path, empty: Settings) -> None:
    """350 MB of nothing pack into 340 kB; it is refused by what the zip says of itself, or by what it then is not."""
    bomb = altered(backup, lambda members: members.update({"notes/a/b/c.md": bytes(350 * 1024 * 1024)}))
    assert bomb.stat().st_size < 1_000_000
    assert "it would unpack to far more than a backup does" in refusal(empty, bomb)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "manifest.json: program: Field required"),
        (b"[", "manifest.json"),
        (b"\xff", "manifest.json"),
        (b'{"program":"lain","format":1,"version":"1","created":"","notes":0,"members":{}}', "program"),
        (MANIFEST % b'"created":"kemarin","notes":0,"members":{}', "created"),
        (MANIFEST % b'"created":"2026-11-23T02:30:00+00:00","notes":0,"members":{"prima.db":{}}', "members"),
    ],
)
def test_a_manifest_that_is_none_is_refused(backup: Path, empty: Settings, content: bytes, words: str) -> None:
    assert words in refusal(empty, altered(backup, lambda members: members.update({"manifest.json": content})))


def test_a_backup_of_a_later_format_says_what_reads_it(backup: Path, empty: Settings) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest: dict[str, Any] = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**manifest, "format": 9, "version": "7.0"}).encode()

    assert "has format 9, not 1; restore it with Prima 7.0" in refusal(empty, altered(backup, change))


def test_a_database_that_prima_cannot_use_is_refused(backup: Path, empty: Settings, tmp_path: Path) -> None:
    assert "its database was damaged already" in refusal(empty, with_database(backup, b"bukan basis data"))
    foreign = sqlite3.connect(tmp_path / "lain.db")
    foreign.execute("create table lain (id)")
    foreign.close()
    assert "its database is not Prima's" in refusal(empty, with_database(backup, (tmp_path / "lain.db").read_bytes()))


def test_a_database_of_a_newer_prima_is_refused(kept: Settings, tmp_path: Path, empty: Settings) -> None:
    with opened(kept.database) as db:
        row = {"migration_set": "prima", "name": "999_later", "applied_at": ""}
        db.table("_sqlite_migrations").insert(row)
    write_backup(kept, tmp_path / "b.zip", MOMENT)
    assert "a newer Prima wrote it (999_later); update Prima, then restore" in refusal(empty, tmp_path / "b.zip")


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=some.floats(0, 1, exclude_max=True))
def test_a_cut_backup_is_never_taken(backup: Path, cut: float) -> None:
    whole = backup.read_bytes()
    file = backup.with_name("potongan.zip")
    file.write_bytes(whole[: int(len(whole) * cut)])
    with pytest.raises(BackupError):
        BackupFile(file).verify()


@examples(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.floats(0, 1, exclude_max=True), bits=some.integers(1, 255), length=some.integers(1, 40))
def test_an_altered_backup_is_refused_or_gives_what_was_written(
    backup: Path, place: float, bits: int, length: int
) -> None:
    """A zip has bytes that do not matter, such as the times of its members."""
    whole = bytearray(backup.read_bytes())
    start = int(len(whole) * place)
    whole[start : start + length] = bytes(byte ^ bits for byte in whole[start : start + length])
    file = backup.with_name("diubah.zip")
    file.write_bytes(whole)
    try:
        found = BackupFile(file).verify()
    except BackupError:
        return
    assert found == BackupFile(backup).verify()


# --- the daily ones ------------------------------------------------------------------------------------------------


def test_daily_backups_are_named_by_time_and_kept_by_number(kept: Settings) -> None:
    chosen = kept.model_copy(update={"backup": Backup(kept=3)})
    files = [write_scheduled_backup(chosen, MOMENT + timedelta(days=day)) for day in range(5)]
    assert files[0].name == "prima-20261123T023000Z.zip"
    assert backups_in(kept.backup_dir) == files[2:]
    assert newest_backup(kept.backup_dir) == files[-1]
    assert moment_of(files[-1]) == MOMENT + timedelta(days=4)
    assert kept.backup_dir.stat().st_mode & 0o777 == 0o700


def test_a_clock_that_was_set_back_does_not_remove_the_backup_just_made(kept: Settings) -> None:
    chosen = kept.model_copy(update={"backup": Backup(kept=2)})
    first, second = (write_scheduled_backup(chosen, MOMENT + timedelta(days=day)) for day in (0, 1))
    early = write_scheduled_backup(chosen, MOMENT - timedelta(days=365))
    assert backups_in(kept.backup_dir) == [early, second]
    assert not first.exists()


def test_only_backups_are_removed_and_what_was_broken_off_long_ago(tmp_path: Path) -> None:
    names = ["prima-20260101T000000Z.zip", "prima-20260102T000000Z.zip", "penting.zip", "prima-2026.zip"]
    for name in names:
        (tmp_path / name).touch()
    old, young = tmp_path / ".unfinished-lama", tmp_path / ".unfinished-baru"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    assert remove_old_backups(tmp_path, 1) == [tmp_path / names[0]]
    assert {path.name for path in tmp_path.iterdir()} == {".unfinished-baru", *names[1:]}
    assert backups_in(tmp_path / "tidak-ada") == []


def test_a_daily_backup_that_fails_removes_nothing(kept: Settings) -> None:
    chosen = kept.model_copy(update={"backup": Backup(kept=1)})
    first = write_scheduled_backup(chosen, MOMENT)
    kept.database.write_bytes(b"rusak" * 2_000)
    with pytest.raises(BackupError):
        write_scheduled_backup(chosen, MOMENT + timedelta(days=1))
    assert backups_in(kept.backup_dir) == [first]


def test_backups_that_were_asked_for_push_out_no_daily_one(kept: Settings) -> None:
    chosen = kept.model_copy(update={"backup": Backup(kept=2)})
    daily = [write_scheduled_backup(chosen, MOMENT + timedelta(days=day)) for day in (0, 1)]
    asked = [write_asked_backup(chosen, MOMENT + timedelta(days=2)) for _ in range(12)]
    assert len(set(asked)) == 12
    assert backups_in(kept.backup_dir) == daily
    assert asked_backups_in(kept.backup_dir) == asked[-3:]


def test_a_damaged_database_points_to_the_newest_backup(kept: Settings, empty: Settings) -> None:
    check_database(kept)
    check_database(empty)
    newest = write_scheduled_backup(kept, MOMENT)
    content = bytearray(kept.database.read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    kept.database.write_bytes(content)
    with pytest.raises(DamagedStoreError, match=r"is damaged .*python -m knowledge_base restore FILE") as error:
        check_database(kept)
    assert str(newest) in str(error.value)


# --- the drill -----------------------------------------------------------------------------------------------------


async def test_an_empty_machine_answers_like_the_old_one_after_a_restore(settings: Settings, tmp_path: Path) -> None:
    """Build, ask, back up, restore elsewhere, build, ask: the same answers, people and questions."""
    old = settings.model_copy(update={"data_dir": tmp_path / "lama"})
    shutil.copytree(settings.data_dir, old.data_dir, symlinks=True)
    before = await answers_of(old)
    write_backup(old, tmp_path / "b.zip", MOMENT)
    shutil.rmtree(old.data_dir)
    new = settings.model_copy(update={"data_dir": tmp_path / "baru"})
    restore_backup(new, tmp_path / "b.zip", MOMENT)
    assert not new.index_dir.exists()
    assert await answers_of(new) == before
    assert any(answer["answered"] for answer in before)


def test_a_backup_that_was_asked_for_counts_as_the_newest_and_goes_with_the_daily_ones_of_its_time(
    kept: Settings,
) -> None:
    two = kept.model_copy(update={"backup": Backup(kept=2)})
    asked = write_asked_backup(two, MOMENT)
    assert newest_backup(two.backup_dir) == asked
    assert moment_of(asked) == MOMENT
    first = write_scheduled_backup(two, MOMENT + timedelta(days=1))
    assert newest_backup(two.backup_dir) == first
    later = write_asked_backup(two, MOMENT + timedelta(days=1, hours=2))
    assert newest_backup(two.backup_dir) == later
    assert asked.exists(), "no daily one is gone yet"
    write_scheduled_backup(two, MOMENT + timedelta(days=2))
    assert asked_backups_in(two.backup_dir) == [later], "what people had deleted since is in the old one"


def test_what_a_restore_moved_aside_goes_after_thirty_days(kept: Settings, backup: Path) -> None:
    aside = restore_backup(kept, backup, MOMENT).aside
    assert aside is not None
    beside = aside.with_name(f"{aside.name}-wal")
    beside.touch()
    foreign = aside.with_name("prima-before-punya-saya.db")
    foreign.touch()
    assert remove_asides(kept.database, MOMENT + ASIDE_KEPT) == []
    assert remove_asides(kept.database, MOMENT + ASIDE_KEPT + timedelta(seconds=1)) == [aside, beside]
    assert foreign.exists()
    assert kept.database.exists()
