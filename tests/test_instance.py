"""One bot at a time with a data folder, and whoever is refused learns by whom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.errors import InstanceRunningError, StoreError
from knowledge_base.instance import only_instance, running_instance
from knowledge_base.settings import ROOT
from knowledge_base.store import opened

HOLDS = (
    "import sys; from pathlib import Path; from knowledge_base.instance import only_instance\n"
    "with only_instance(Path(sys.argv[1])): print('held', flush=True); sys.stdin.readline()"
)

FULL = """
import resource, sys
from pathlib import Path
from knowledge_base.errors import StoreError
from knowledge_base.instance import only_instance
from knowledge_base.store import opened
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
folder = Path(sys.argv[1])
try:
    with {held}:
        pass
except StoreError as error:
    print(error)
"""
"""Files that may not grow at all, as on a disk that is full."""


def test_the_second_is_refused_by_name_and_may_come_after_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for _ in range(2):
        with only_instance(folder):
            assert running_instance(folder) == f"process {os.getpid()}"
            with pytest.raises(InstanceRunningError, match=rf"{folder} \(process {os.getpid()}\); stop that one first"):
                only_instance(folder).__enter__()
        assert running_instance(folder) == ""


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert running_instance(tmp_path) == f"process {holder.pid}"
        with pytest.raises(InstanceRunningError, match=str(holder.pid)):
            only_instance(tmp_path).__enter__()
        holder.kill()
    with only_instance(tmp_path):
        assert running_instance(tmp_path) == f"process {os.getpid()}"


def test_an_unreadable_lock_names_nobody(tmp_path: Path) -> None:
    assert running_instance(tmp_path) == ""
    with only_instance(tmp_path):
        (tmp_path / "bot.lock").write_bytes(b"\xff bukan nomor")
        assert running_instance(tmp_path) == "another process"


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("berkas")
    with pytest.raises(StoreError, match=r"data: cannot be written \(.*\); correct data_dir or its owner"):
        only_instance(tmp_path / "data").__enter__()


def test_on_a_full_disk_it_says_to_make_room(tmp_path: Path) -> None:
    """Both what a start writes first: the lock, and the database's own files."""
    database = tmp_path / "prima.db"
    with opened(database):
        pass
    for held in ("only_instance(folder)", "opened(folder / 'prima.db')"):
        command = [sys.executable, "-c", FULL.format(held=held), str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "cannot be written (" in done.stdout
        assert "make room on the disk" in done.stdout
        assert done.stdout.count("\n") == 1
