"""A build may be killed at any moment: the index stays usable and right, and the next build mends what is left."""

import itertools
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import inf
from pathlib import Path

from indexer.snapshot import UNFINISHED
from knowledge_base.note import Note
from knowledge_base.settings import ROOT
from tests.fakes import CUTI, NOTES, Library, folder_in_memory, make_note

KILLS = 24
INTERRUPTED = 4
MOST_ROUNDS = 400
SEED = 20_261_121

Build = Callable[[float], tuple[int, float]]
"""Runs a build that is killed after so many seconds; gives its exit code and the seconds it took."""


@contextmanager
def builder_of(folder: Path) -> Iterator[Build]:
    """A process that builds on demand; see build_to_kill.py."""
    command = [sys.executable, "-m", "tests.build_to_kill", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        orders, answers = process.stdin, process.stdout

        def build(seconds: float) -> tuple[int, float]:
            orders.write(f"{seconds}\n")
            orders.flush()
            code, spent = answers.readline().split()
            return int(code), float(spent)

        yield build
        orders.close()
    assert process.returncode == 0


def edition(number: int) -> list[Note]:
    """The notes of one round: one changes, and of two others one comes and one goes."""
    changing = replace(CUTI, body=f"Surat cuti edisi {number}.", questions=(f"izin cuti edisi {number}?",))
    coming = make_note(f"rapat-{number % 2}", f"Rapat {number % 2}", "Undangan rapat.", "kapan rapat?")
    return sorted([*(note for note in NOTES if note.id != "cuti"), changing, coming], key=lambda note: note.id)


def publish(library: Library, number: int) -> None:
    """Puts the files of a round in place of those of the round before."""
    for file in library.plan.notes_dir.rglob("*.md"):
        file.unlink()
    library.write(*edition(number))


def leftovers(library: Library) -> list[Path]:
    return list(library.plan.index_dir.glob(f"{UNFINISHED}*"))


def live_edition(library: Library) -> int:
    """Number of the round whose notes a fresh reader finds, every one of them by its own question line."""
    searcher = library.searcher()
    notes = searcher.view().notes
    number = int(next(note for note in notes if note.id == "cuti").body.rstrip(".").rpartition(" ")[2])
    assert notes == edition(number)
    for note in notes:
        assert searcher.search(note.questions[0], 1).hits[0].note == note
    return number


def test_a_build_may_be_killed_at_any_moment() -> None:
    """After a kill a fresh reader finds wholly the state before or wholly the state after, with every note in place.

    The moments are spread over the whole of a build, as long as one takes here, until 24 kills have hit one, 4 of them
    in the midst of its writing. Every other round a build runs to its end, on what up to two killed ones have left:
    it makes the newest state live and leaves nothing unfinished.
    """
    chance = random.Random(SEED)  # noqa: S311  # moments, not secrets
    kills = interrupted = 0
    live = 1
    with folder_in_memory() as folder, builder_of(folder) as build:
        library = Library(folder)
        publish(library, 0)
        assert build(inf)[0] == 0
        publish(library, 1)
        code, whole = build(inf)
        assert (code, live_edition(library)) == (0, 1)
        for number in itertools.count(2):
            publish(library, number)
            code, _ = build(chance.uniform(0, 1.1 * whole))
            assert code in (0, -signal.SIGKILL)
            kills += code != 0
            interrupted += bool(leftovers(library))
            found = live_edition(library)
            assert found in ((live, number) if code else (number,))
            live = found
            if number % 2:
                assert build(inf)[0] == 0
                live = live_edition(library)
                assert live == number
                assert leftovers(library) == []
                if kills >= KILLS and interrupted >= INTERRUPTED:
                    break
            assert number < MOST_ROUNDS, f"only {kills} kills hit a build, {interrupted} of them as it wrote"
