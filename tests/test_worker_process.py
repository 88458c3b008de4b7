"""What works for another process ends with it, also when that is killed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import asdict

from indexer.worker import Task
from knowledge_base.documents.limits import Limits
from knowledge_base.settings import ROOT, Settings
from knowledge_base.worker_process import LEFT_ALONE
from tests.processes import PATIENCE

WORKS = (
    "import os, signal; from knowledge_base.worker_process import end_with; end_with(os.getppid()); print(flush=True)"
)
WAITS = f"""
import subprocess, sys
worker = subprocess.Popen([sys.executable, "-c", {WORKS!r} + "\\nwhile True: signal.pause()"], stdout=subprocess.PIPE)
worker.stdout.readline()
print(worker.pid, flush=True)
worker.wait()
"""
ENDS = """
import atexit, signal
atexit.register(lambda: print(signal.getitimer(signal.ITIMER_REAL)))
"""
NOBODY = 0
"""No process that could have started another."""


def test_a_worker_ends_when_the_program_that_started_it_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdout is not None
        end = os.pidfd_open(int(program.stdout.readline()))
        assert select.select([end], [], [], 0)[0] == [], "it works"
        program.send_signal(signal.SIGKILL)
        assert select.select([end], [], [], PATIENCE)[0] == [end]
        os.close(end)


def test_no_alarm_is_left_when_python_gives_its_handler_back() -> None:
    command = [sys.executable, "-c", f"{ENDS}{WORKS}"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.split() == [b"(0.0,", b"0.0)"], "else it could kill what has done its work"


def run(*command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", *command], input=given, capture_output=True, cwd=ROOT, check=False)


def test_a_document_is_not_read_for_nobody() -> None:
    limits = Limits(size=10**6, pages=10, seconds=60, memory=768 * 1024**2)
    task = {"name": "a.txt", "kind": "pedoman", "topic": "", "today": "2026-11-23", "limits": asdict(limits)}
    read = run("knowledge_base.documents", json.dumps({**task, "parent": os.getpid()}), given=b"Isi catatan.")
    assert json.loads(read.stdout)["notes"]
    assert run("knowledge_base.documents", json.dumps({**task, "parent": NOBODY})).returncode == LEFT_ALONE


def test_an_index_is_not_built_for_nobody(settings: Settings) -> None:
    task = Task(settings, asked_by=0, parent=NOBODY)
    assert Task.from_json(task.to_json()) == task
    done = run("indexer.worker", given=task.to_json().encode())
    assert (done.returncode, done.stdout) == (LEFT_ALONE, b"")
