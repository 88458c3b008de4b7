"""How long from publishing a note to the first answer from it: `python -m benchmarks.publish_speed --passages 100000`.

Fills a knowledge base with made-up notes of one passage and one question each, builds its index, and then publishes,
corrects and archives notes as the bot does, with the bundled model. What is measured is the time until a question is
answered with what was published, or without what was archived.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click
import numpy as np

from indexer.__main__ import plan_of, searcher_of
from indexer.build import build
from indexer.search import Searcher
from knowledge_base.life import set_state
from knowledge_base.note import Note
from knowledge_base.notes import save_note
from knowledge_base.revisions import publish
from knowledge_base.settings import Knowledge, Settings
from knowledge_base.store import Desk, opened

DAY = date(2026, 11, 21)
QUESTION = "bagaimana menyiram anggrek bulan di teras kelurahan?"
FRESH = Note(
    id="anggrek-teras",
    title="Menyiram anggrek bulan di teras kelurahan",
    kind="praktik",
    body="Siram anggrek bulan di teras kelurahan dua kali sepekan, lalu catat di papan jaga.",
    questions=(QUESTION,),
    checked=DAY,
    review_by=date(2027, 5, 21),
    example=True,
)
ROUNDS = 10


def made_up(count: int, words: list[str]) -> Iterator[Note]:
    """Notes of words that the shipped notes use, in any order."""
    random = Random(1)  # noqa: S311 - repeatable on purpose
    for number in range(count):
        text = " ".join(random.choices(words, k=60))
        yield replace(FRESH, id=f"buatan-{number}", title=text[:60].strip(), body=text, questions=(text[-80:].strip(),))


def asked(searcher: Searcher) -> str:
    """The id of the note that answers, or nothing."""
    found = searcher.search(QUESTION, 3)
    return found.hits[0].note.id if found.answered else ""


@click.command()
@click.option("--passages", default=1_000, show_default=True, type=click.IntRange(1, 1_000_000))
def main(passages: int) -> None:
    """Prints the seconds from a change to the answer that knows it."""
    with TemporaryDirectory(prefix="prima-publish-") as place:
        folder = Path(place)
        (folder / "notes").mkdir()
        settings = Settings(data_dir=folder / "data", knowledge=Knowledge(notes_dir=folder / "notes"))
        shipped = sorted((Path(__file__).parent.parent / "knowledge_base").glob("p*/*/*.md"))
        words = sorted({word for file in shipped[:60] for word in file.read_text(encoding="utf-8").split()})
        with opened(settings.database) as db, db.atomic():
            for note in made_up(passages, [word for word in words if word.isalpha()]):
                save_note(db, note)
        started = time.monotonic()
        manifest = build(plan_of(settings)).manifest
        print(f"{manifest.passages} passages, {manifest.vectors} vectors built in {time.monotonic() - started:.0f} s")
        with Desk(settings.database) as desk:
            measure(searcher_of(settings, desk), desk)


def measure(searcher: Searcher, desk: Desk) -> None:
    """Publishes, corrects and archives, ROUNDS times each."""
    asked(searcher)
    spent: dict[str, list[float]] = {"published": [], "corrected": [], "archived": []}
    for number in range(ROUNDS):
        note = replace(FRESH, id=f"anggrek-{number}")
        for deed, seconds in spent.items():
            started = time.monotonic()
            if deed == "archived":
                desk.do_now(set_state, note.id, "archived", 1)
            else:
                body = f"{note.body} Edisi {deed}."
                desk.do_now(publish, replace(note, body=body), 1, "edited" if deed == "corrected" else "written")
            searcher.refreshed()
            answered = asked(searcher)
            seconds.append(time.monotonic() - started)
            if (answered == note.id) == (deed == "archived"):
                raise SystemExit(f"{deed}: answered by {answered or 'no note'}")
    for deed, seconds in spent.items():
        print(f"{deed}: median {np.median(seconds):.3f} s, longest {max(seconds):.3f} s")


if __name__ == "__main__":
    main()
