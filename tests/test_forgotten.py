"""Who was forgotten stays forgotten: after a restore, in every build, and while an admin's refusal goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from indexer.__main__ import plan_of
from indexer.build import build
from indexer.snapshot import NOTES, UNFINISHED, Snapshot, live_build
from indexer.turn import build_before, one_build
from indexer.unnaming import unname
from knowledge_base.admissions import PEOPLE, find_wish, settle
from knowledge_base.backup import write_backup
from knowledge_base.backup_folder import write_asked_backup
from knowledge_base.errors import StoreError
from knowledge_base.forgetting import forget
from knowledge_base.forgotten import KEPT, Forgotten, erase
from knowledge_base.invitations import invite, redeem
from knowledge_base.notes import all_notes, save_note
from knowledge_base.people import count_people, meet
from knowledge_base.restore import restore_backup
from knowledge_base.retention import enforce_retention
from knowledge_base.roles import give_role
from knowledge_base.settings import FORGOTTEN, Settings
from knowledge_base.store import opened
from tests.makers import note

ANI, BUDI, ADMIN, NAME = 777_001, 888_002, 42, "Zulaikha Rahasia"
MOMENT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
LATER = MOMENT + timedelta(hours=3)


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    """Settings over a database that knows Ani, Budi and a note that Ani gave."""
    made = Settings(data_dir=tmp_path / "data")
    with opened(made.database) as db:
        meet(db, ANI, NAME)
        meet(db, BUDI, "Budi")
        save_note(db, note("C4-praktik-ani", kind="praktik", contributor=NAME, origin="https://t.me/c/1/2", owner=ANI))
    return made


@pytest.fixture
def unshipped(kept: Settings, tmp_path: Path) -> Settings:
    """The same without the shipped notes, so that a build is small."""
    (tmp_path / "kosong").mkdir()
    return kept.model_copy(update={"knowledge": kept.knowledge.model_copy(update={"notes_dir": tmp_path / "kosong"})})


@pytest.fixture
def backup(kept: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "luar" / "cadangan.zip"
    file.parent.mkdir()
    write_backup(kept, file, MOMENT)
    return file


@pytest.fixture
def db(kept: Settings) -> Iterator[Database]:
    with opened(kept.database) as made:
        yield made


def erased(settings: Settings, person: int, moment: datetime) -> None:
    with opened(settings.database) as db:
        erase(db, Forgotten.of(settings), person, moment)


def names(settings: Settings) -> str:
    with opened(settings.database) as db:
        return "\n".join(db.conn.iterdump())


def test_a_restore_forgets_again_who_was_forgotten_since(kept: Settings, backup: Path) -> None:
    erased(kept, ANI, LATER)
    restored = restore_backup(kept, backup, LATER)
    assert restored.forgotten == 1
    assert NAME not in names(kept)
    assert str(ANI) not in names(kept)
    assert "Budi" in names(kept)
    assert NAME.encode() not in kept.database.read_bytes(), "not in the free pages either"


def test_who_came_back_before_the_backup_is_not_forgotten_by_it(kept: Settings, tmp_path: Path) -> None:
    erased(kept, ANI, MOMENT - timedelta(hours=1))
    with opened(kept.database) as db:
        meet(db, ANI, NAME)
    fresh = tmp_path / "baru.zip"
    write_backup(kept, fresh, MOMENT)
    assert restore_backup(kept, fresh, LATER).forgotten == 0
    assert NAME in names(kept)


def test_a_backup_that_was_being_written_at_that_moment_counts_as_older(kept: Settings, backup: Path) -> None:
    erased(kept, ANI, MOMENT - timedelta(seconds=2))
    assert restore_backup(kept, backup, LATER).forgotten == 1


def test_on_a_new_machine_the_copy_beside_the_backup_tells(kept: Settings, backup: Path, tmp_path: Path) -> None:
    empty = Settings(data_dir=tmp_path / "mesin baru")
    assert restore_backup(empty, backup, LATER).forgotten is None, "nothing tells, and that is said"
    write_asked_backup(kept, MOMENT)
    erased(kept, ANI, LATER)
    copy = kept.backup_dir / FORGOTTEN
    assert copy.stat().st_mode & 0o777 == 0o600
    (backup.parent / FORGOTTEN).write_bytes(copy.read_bytes())
    newer = Settings(data_dir=tmp_path / "mesin lebih baru")
    assert restore_backup(newer, backup, LATER).forgotten == 1
    assert NAME not in names(newer)
    assert newer.forgotten.read_bytes().splitlines()[0] == kept.forgotten.read_bytes().splitlines()[0]


def test_a_copy_of_another_machine_is_believed_and_taken_over(kept: Settings, backup: Path, tmp_path: Path) -> None:
    other = Settings(data_dir=tmp_path / "lain")
    restore_backup(other, backup, LATER)
    Forgotten.of(other).mark(1)
    write_asked_backup(kept, MOMENT)
    erased(kept, ANI, LATER)
    (backup.parent / FORGOTTEN).write_bytes((kept.backup_dir / FORGOTTEN).read_bytes())
    assert restore_backup(other, backup, LATER + timedelta(hours=1)).forgotten == 1
    (backup.parent / FORGOTTEN).unlink()
    assert restore_backup(other, backup, LATER + timedelta(hours=2)).forgotten == 1, "it knows by itself now"


def test_the_file_holds_no_number_and_no_backup_holds_the_file(kept: Settings, backup: Path) -> None:
    erased(kept, ANI, LATER)
    text = kept.forgotten.read_text()
    assert str(ANI) not in text
    assert len(Forgotten.of(kept)) == 1
    key = text.splitlines()[0].removeprefix("key ")
    fresh = backup.with_name("baru.zip")
    write_backup(kept, fresh, LATER)
    assert key.encode() not in fresh.read_bytes()
    assert Forgotten.of(kept).mark(ANI) == Forgotten.of(kept).mark(ANI) != Forgotten.of(kept).mark(BUDI)


@pytest.mark.parametrize("content", ["", "apa saja", "key 12\n", f"key {'a' * 64}\nrusak\n", "\x00\xff"])
def test_a_damaged_file_is_said_and_never_written_over(kept: Settings, content: str) -> None:
    kept.forgotten.write_text(content, encoding="latin-1")
    with pytest.raises(StoreError, match="folder of backups"):
        erased(kept, ANI, LATER)
    assert kept.forgotten.read_text(encoding="latin-1") == content
    assert NAME in names(kept)


def test_a_mark_is_kept_for_two_years(kept: Settings, db: Database) -> None:
    erased(kept, ANI, MOMENT)
    enforce_retention(db, kept, MOMENT + KEPT - timedelta(days=1))
    assert len(Forgotten.of(kept)) == 1
    enforce_retention(db, kept, MOMENT + KEPT + timedelta(days=1))
    assert len(Forgotten.of(kept)) == 0


def test_what_was_deleted_is_not_left_in_the_file(kept: Settings) -> None:
    erased(kept, ANI, LATER)
    beside = [path for path in kept.database.parent.glob("prima.db*") if NAME.encode() in path.read_bytes()]
    assert beside == []


# --- a refusal ------------------------------------------------------------------------------------------------------


def test_a_refusal_outlives_deletion_under_a_mark_alone(db: Database) -> None:
    settle(db, PEOPLE, (ANI, NAME), "refused", ADMIN)
    forget(db, ANI, "tanda")
    wish = find_wish(db, ANI, "tanda")
    assert wish is not None
    assert (wish.state, wish.name) == ("refused", "")
    assert str(ANI) not in "\n".join(db.conn.iterdump())
    assert find_wish(db, BUDI, "tanda lain") is None
    forget(db, ANI, "tanda")
    assert find_wish(db, ANI, "tanda") == wish, "a second deletion lifts nothing"


def test_an_open_link_of_a_moderator_does_not_lift_it_and_an_admin_does(db: Database) -> None:
    give_role(db, BUDI, "moderator", ADMIN)
    settle(db, PEOPLE, (ANI, NAME), "refused", ADMIN)
    forget(db, ANI, "tanda")
    _, open_link = invite(db, "pegawai", 5, 7, BUDI)
    assert redeem(db, open_link, (ANI, NAME, "tanda"), [ADMIN]) is None
    settle(db, PEOPLE, (ANI, NAME), "admitted", ADMIN)
    forget(db, ANI, "tanda")
    assert find_wish(db, ANI, "tanda") is None, "who was let in since is refused no more"


def test_a_refusal_ends_with_the_period_of_people(db: Database, kept: Settings) -> None:
    settle(db, PEOPLE, (ANI, NAME), "refused", ADMIN)
    forget(db, ANI, "tanda")
    period = timedelta(days=kept.privacy.people_days)
    enforce_retention(db, kept, datetime.now(UTC) + period - timedelta(days=1))
    assert find_wish(db, ANI, "tanda")
    enforce_retention(db, kept, datetime.now(UTC) + period + timedelta(days=1))
    assert find_wish(db, ANI, "tanda") is None


# --- the builds -----------------------------------------------------------------------------------------------------


def held_names(settings: Settings) -> list[str]:
    """The builds whose files name Ani, by name or number."""
    files = [path for path in settings.index_dir.rglob("*") if path.is_file()]
    return [str(path) for path in files if NAME.encode() in path.read_bytes() or str(ANI).encode() in path.read_bytes()]


def test_no_build_names_who_was_forgotten_and_every_one_still_opens(unshipped: Settings) -> None:
    settings = unshipped
    with opened(settings.database) as db:
        save_note(
            db, replace(note("C4-praktik-lain", kind="praktik", contributor="Sari"), body="Baris\u2028satu. " * 40)
        )
    first = build(plan_of(settings)).manifest.build
    with opened(settings.database) as db:
        save_note(db, note("C4-pedoman-baru"))
    second = build(plan_of(settings)).manifest.build
    assert len(held_names(settings)) == 2
    erased(settings, ANI, MOMENT)
    (settings.index_dir / f"{UNFINISHED}sisa").mkdir()
    (settings.index_dir / f"{UNFINISHED}sisa" / NOTES).write_text(NAME)
    broken = settings.index_dir / "20260101T000000000000-0000"
    broken.mkdir()
    (broken / NOTES).write_text(f'{{"contributor": "{NAME}"')
    with opened(settings.database) as db, one_build(settings.index_dir):
        changed = unname(settings.index_dir, all_notes(db))
        assert unname(settings.index_dir, all_notes(db)) == []
    assert changed == [broken.name, first, second]
    assert held_names(settings) == []
    assert live_build(settings.index_dir) == second
    before = build_before(settings.index_dir)
    assert before is not None
    assert before.build == first, "one may still go back"
    for made in (first, second):
        snapshot = Snapshot(settings.index_dir / made)
        given = snapshot.note("C4-praktik-ani")
        assert given is not None
        assert (given.contributor, given.origin, given.owner) == ("", "", 0)
        other = snapshot.note("C4-praktik-lain")
        assert other is not None
        assert other.contributor == "Sari"


def test_a_build_takes_out_whoever_was_forgotten_while_it_ran(unshipped: Settings) -> None:
    settings = unshipped

    def meanwhile(_done: int, _total: int) -> None:
        erased(settings, ANI, MOMENT)

    build(plan_of(settings), progress=meanwhile)
    assert held_names(settings) == []
    with opened(settings.database) as db:
        assert count_people(db) == 1
    manifest = json.loads((settings.index_dir / live_build(settings.index_dir) / "manifest.json").read_text())
    assert manifest["notes"] == 1
