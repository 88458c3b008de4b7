"""Questions asked while the index is built anew and swapped: `python benchmarks/rebuild_answers.py`. None may fail.

Works on a copy of the shipped notes in a temporary folder. Every build changes a note, so that every build swaps.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from itertools import cycle
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.answering import answerer_of
from indexer.__main__ import plan_of
from indexer.build import build
from indexer.golden import GoldenSet
from knowledge_base.errors import PrimaError
from knowledge_base.settings import ROOT, Knowledge, Settings
from knowledge_base.store import Desk

NOTE = Path("pedoman/C4/C4-pedoman-warga-marah.md")


class Askers:
    """Ask in threads of their own, so many questions at least, and until the last swap is done."""

    def __init__(self, settings: Settings, desk: Desk, questions: list[str], least: int) -> None:
        self._answerer = answerer_of(settings, desk)
        self._left = cycle(questions)
        self._least = least
        self.swapped = threading.Event()
        self._taking = threading.Condition()
        self.spent: list[float] = []
        self.failed: list[str] = []
        self.builds: set[str] = set()

    def ask(self) -> None:
        while (text := self._next()) is not None:
            started = time.perf_counter()
            try:
                self.builds.add(self._answerer.answer(text).build)
            except PrimaError as error:
                self.failed.append(f"{text!r}: {error}")
            with self._taking:
                self.spent.append(1000 * (time.perf_counter() - started))
                self._taking.notify_all()

    def have_asked(self, count: int) -> None:
        """Returns when so many questions were asked."""
        with self._taking:
            self._taking.wait_for(lambda: len(self.spent) >= count)

    def _next(self) -> str | None:
        with self._taking:
            return None if self.swapped.is_set() and len(self.spent) >= self._least else next(self._left)


@click.command()
@click.option("--questions", default=10_000, show_default=True, type=click.IntRange(1))
@click.option("--swaps", default=20, show_default=True, type=click.IntRange(1))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def main(questions: int, swaps: int, threads: int) -> None:
    """Prints how many questions were asked, how many failed, and how long they took; exit 1 if one failed."""
    golden = GoldenSet.load(ROOT / "tests" / "golden")
    texts = [each.text for each in (*golden.questions, *golden.unanswerable)]
    with tempfile.TemporaryDirectory(prefix="prima-rebuild-") as folder:
        settings = _settings(Path(folder))
        build(plan_of(settings))
        with Desk(settings.database) as desk:
            askers = Askers(settings, desk, texts, questions)
            swapped = _swap_while_asked(settings, askers, swaps, threads, questions)
    p50, p99 = np.percentile(askers.spent, [50, 99])
    print(f"{len(askers.spent)} questions across {swapped} swaps, answered by {len(askers.builds)} builds")
    print(f"failed: {len(askers.failed)}; p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {max(askers.spent):.0f} ms")
    for failure in askers.failed[:10]:
        print(failure)
    sys.exit(1 if askers.failed else 0)


def _settings(folder: Path) -> Settings:
    for name in ("pedoman", "praktik"):
        shutil.copytree(ROOT / "knowledge_base" / name, folder / "notes" / name)
    return Settings(data_dir=folder / "data", knowledge=Knowledge(notes_dir=folder / "notes"))


def _swap_while_asked(settings: Settings, askers: Askers, swaps: int, threads: int, total: int) -> int:
    """Builds at even distances over the questions; the number of builds that went live."""
    asking = [threading.Thread(target=askers.ask) for _ in range(threads)]
    for thread in asking:
        thread.start()
    swapped, note = 0, settings.notes_dir / NOTE
    whole = note.read_text(encoding="utf-8")
    for number in range(swaps):
        askers.have_asked(total * number // swaps)
        note.write_text(f"{whole}\nPerubahan ke-{number + 1} pada catatan ini.\n", encoding="utf-8")
        swapped += build(plan_of(settings)).changed
    askers.swapped.set()
    for thread in asking:
        thread.join()
    return swapped


if __name__ == "__main__":
    main()
