"""When the disk is full, people hear why, nothing is half written, and all goes on when there is room again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import replies
from knowledge_base.database_file import check_sound
from knowledge_base.errors import DamagedStoreError
from knowledge_base.figures import totals_of
from knowledge_base.people import count_people, meet
from knowledge_base.settings import ROOT
from knowledge_base.store import Desk, opened
from tests.conftest import ADMIN, Stage

FILLS = """
import resource, sys
from pathlib import Path
from knowledge_base.errors import DiskFullError
from knowledge_base.people import count_people, meet
from knowledge_base.store import Desk
limit = int(sys.argv[2])
with Desk(Path(sys.argv[1])) as desk:
    desk.do_now(meet, 0, "Ani")
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    stored = 1
    try:
        while stored < 10_000:
            desk.do_now(meet, stored, "x" * 500)
            stored += 1
    except DiskFullError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert desk.do_now(count_people) == stored, "what was told to be stored is stored, what failed is not"
        desk.do_now(meet, stored, "lega")
        print(stored + 1, error)
"""
"""Files that may not grow beyond a limit, as on a disk without room."""


@pytest.mark.parametrize("limit", [150_000, 400_000])
def test_a_disk_that_fills_up_loses_nothing_and_room_brings_writing_back(tmp_path: Path, limit: int) -> None:
    database = tmp_path / "prima.db"
    command = [sys.executable, "-c", FILLS, str(database), str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    stored, _, message = done.stdout.partition(" ")
    assert "prima.db: cannot be written (" in message
    assert "make room on the disk" in message
    check_sound(database)
    with opened(database) as db:
        assert count_people(db) == int(stored)


BACKS_UP = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge_base.backup import write_backup
from knowledge_base.errors import BackupError
from knowledge_base.settings import Settings
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    write_backup(Settings(data_dir=Path(sys.argv[1])), Path(sys.argv[2]), datetime.now(UTC))
except BackupError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [50_000, 500_000])
def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    """First the copy of the database does not fit, then the zip of what cannot be packed."""
    with opened(tmp_path / "data" / "prima.db") as db:
        for number in range(600):
            meet(db, number, "".join(chr(33 + number * place % 90) for place in range(1, 700)))
    (tmp_path / "tujuan").mkdir()
    command = [sys.executable, "-c", BACKS_UP, str(tmp_path / "data"), str(tmp_path / "tujuan" / "b.zip"), str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.count("\n") == 1
    assert list((tmp_path / "tujuan").iterdir()) == []
    check_sound(tmp_path / "data" / "prima.db")


def fill(db: Database) -> None:
    """From now on the database may not grow, and it has no room left inside."""
    db.execute("create table padding (x)")
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count={pages}")
    with suppress(sqlite3.OperationalError):
        for _ in range(1_000):
            db.execute("insert into padding values (randomblob(900))")


async def test_on_a_full_disk_what_only_reads_goes_on_and_what_writes_is_refused_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.prima.desk.do(fill)
    budi, sari = stage.world.user("Budi" * 1_000), stage.world.user("Sari" * 1_000, user_id=ADMIN)
    for _ in range(2):
        await budi.says("gmn ngadepin warga marah? " * 30)
        await stage.settle()
    assert "Menghadapi warga yang marah" in stage.world.last_to(budi).text
    await budi.says("/dataku")
    await sari.says("/statistik")
    await sari.says("/periksa")
    await stage.settle()
    assert stage.world.last_to(budi).kind == "document"
    assert any(message.kind == "photo" for message in stage.world.sent_to(sari))
    assert "Ruang kosong" in stage.world.last_to(sari).text
    told = len(stage.world.sent_to(budi))
    await budi.says("/usul " + "Loket kami menaruh kursi lansia di depan pintu setiap pagi. " * 65)
    await stage.settle()
    assert [message.text for message in stage.world.sent_to(budi)[told:]] == [replies.DISK_FULL]
    before = await stage.prima.desk.do(totals_of)
    assert caplog.text.count("Prima answers, but remembers nothing") == 1
    assert "Traceback" not in caplog.text
    stage.prima.desk.do_now(lambda db: db.execute("PRAGMA max_page_count=100000"))
    await budi.says("apa itu gratifikasi?")
    await stage.settle()
    assert stage.world.last_to(budi).text.startswith("Arti gratifikasi")
    assert (await stage.prima.desk.do(totals_of)).questions == before.questions + 1


async def test_while_another_program_locks_the_database_people_hear_to_ask_again(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ani = stage.world.user("Ani")
    await stage.prima.desk.do(lambda db: db.execute("PRAGMA busy_timeout=0"))
    other = sqlite3.connect(tmp_path / "prima.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await ani.says("apa itu gratifikasi?")
    await stage.settle()
    other.close()
    assert [message.text for message in stage.world.sent_to(ani)] == [replies.BUSY_STORE]
    assert "another program keeps it locked; stop that one" in caplog.text
    assert "Traceback" not in caplog.text
    await ani.says("apa itu gratifikasi?")
    await stage.settle()
    assert stage.world.last_to(ani).text.startswith("Arti gratifikasi")


def test_a_database_damaged_while_in_use_is_said_to_be(tmp_path: Path) -> None:
    database = tmp_path / "prima.db"
    with opened(database) as db:
        for number in range(500):
            meet(db, number, "x" * 300)
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    with Desk(database) as desk:
        desk.do_now(lambda _: None)
        database.write_bytes(content)
        with pytest.raises(DamagedStoreError, match=r"prima\.db: is damaged \(.*\); .*restore a backup"):
            desk.do_now(lambda db: list(db.query("select * from people where name like '%y%'")))
    with pytest.raises(DamagedStoreError, match="python -m knowledge_base restore FILE"):
        check_sound(database)
