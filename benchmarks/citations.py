"""Does a question that names an article of a law find that very article?

    python -m benchmarks.citations FOLDER

Reads a folder of laws into a knowledge base of its own, beside the shipped notes, and asks for articles drawn from them
in nine ways that people type.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

from bot.__main__ import answerer_of
from indexer.__main__ import plan_of
from indexer.build import build
from knowledge_base.documents.convert import notes_of
from knowledge_base.documents.safely import limits_from
from knowledge_base.note import Note
from knowledge_base.notes import save_note
from knowledge_base.settings import Settings
from knowledge_base.store import Desk

DAY = date(2026, 11, 21)
ARTICLE = re.compile(r"(\S+ (\S+)/(\d{4})) Pasal (\w+)")
WAYS = (
    "pasal {n} {kind} {no}/{year}",
    "psl {n} {kind} {no}/{year}",
    "pasal{n} {kind} {no} {year}",
    "isi pasal {n} ayat 2 {kind} {no}/{year} apa",
    "apa bunyi pasal {n} {kind} nomor {no} tahun {year}?",
    "{kind} no {no} th {year} ps. {n}",
    "{kind} {no}/{year} pasal {n} bilang apa sih",
    "pasal {n} {kind} {about}",
    "di {kind} {about} pasal {n} itu tentang apa",
)
"""Ways to ask for an article."""


def questions(note: Note) -> Iterator[str]:
    """Nine questions for the article that a note holds."""
    found = ARTICLE.match(note.title)
    if found is None:
        return
    about = note.sources[0].name.partition(" tentang ")[2].lower()
    kind = found[1].split()[0].lower()
    for way in WAYS:
        yield way.format(n=found[4].lower(), kind=kind, no=found[2], year=found[3], about=about)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--articles", default=120, show_default=True, type=click.IntRange(1))
def main(folder: Path, articles: int) -> None:
    """Prints how many questions met another note first, and how many were not answered by the article."""
    with TemporaryDirectory() as place:
        settings = Settings(data_dir=Path(place))
        build(plan_of(settings))
        held: defaultdict[str, list[Note]] = defaultdict(list)
        with Desk(settings.database) as desk:
            for file in sorted(folder.iterdir()):
                limits = limits_from(settings.documents)
                for note in notes_of(file.read_bytes(), file.name, kind="pedoman", topic="", today=DAY, limits=limits):
                    desk.do_now(save_note, note)
                    if found := ARTICLE.match(note.title):
                        held[found[0]].append(note)
            build(plan_of(settings))
            answerer = answerer_of(settings, desk)
            drawn = random.Random(1).sample(sorted(held), min(articles, len(held)))  # noqa: S311 - a draw, no secret
            asked = [(question, held[each]) for each in drawn for question in questions(held[each][0])]
            answers = [answerer.answer(question) for question, _ in asked]
            first = [answerer.searcher.search(question, 1).hits[0].note for question, _ in asked]
    neighbours = sum(note not in notes for note, (_, notes) in zip(first, asked, strict=True))
    missed = sum(answer.note not in notes for answer, (_, notes) in zip(answers, asked, strict=True))
    Console().print(
        f"{len(asked)} questions: {neighbours} met another note first, {missed} not answered by the article"
    )


if __name__ == "__main__":
    main()
