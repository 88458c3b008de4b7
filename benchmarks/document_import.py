"""What does reading a document cost, and how much of a law is recognised?

    python -m benchmarks.document_import
    python -m benchmarks.document_import --laws FOLDER

The first measures a PDF of a hundred printed pages, read as strangers' documents are: in a process of its own. The
second reads a folder of laws (Markdown, PDF or Word files named as `uu-2009-25.md`) and counts their articles.
"""

from __future__ import annotations

import resource
import time
from datetime import date
from pathlib import Path

import click
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from rich.console import Console
from rich.table import Table

from knowledge_base.documents.articles import articles, missing_articles
from knowledge_base.documents.limits import MEGABYTE, Limits
from knowledge_base.documents.safely import notes_safely, read_safely

DAY = date(2026, 11, 21)
SENTENCE = "Petugas nomor {} menyapa warga yang datang ke loket dan menanyakan keperluannya sebelum meminta berkas. "
COUNTED = {"uu-2009-25": 62, "uu-2022-27": 76}
"""Articles whose heads can be read in the fourteen law texts, counted by eye from the first BAB to "Agar setiap orang":
all 62 of UU 25/2009; all 76 of UU 27/2022, a scan in which 22 reads Pasa722 and 72 reads T2."""


def printed(pages: int) -> bytes:
    """A PDF of so many full pages, with a heading on each."""
    made = FPDF()
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("Helvetica", style="B", size=14)
        made.cell(0, 10, f"Bagian {number} Menyapa warga", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        made.set_font("Helvetica", size=11)
        made.multi_cell(0, 5.5, "".join(SENTENCE.format(number * line) for line in range(1, 36)))
    return bytes(made.output())


@click.command()
@click.option("--pages", default=100, show_default=True, type=click.IntRange(1))
@click.option("--laws", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of laws.")
def main(pages: int, laws: Path | None) -> None:
    """Prints seconds and megabytes of one PDF, or a table of laws."""
    if laws is None:
        content = printed(pages)
        started = time.perf_counter()
        notes = notes_safely(content, "cetak.pdf", kind="pedoman", topic="", today=DAY, limits=Limits())
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MEGABYTE
        characters = sum(len(note.body) for note in notes)
        print(f"{pages} pages, {len(content):,} bytes: {len(notes)} notes, {characters:,} characters")
        print(f"{seconds:.2f} s, {peak:.0f} MB at most")
        return
    table = Table("law", "name", "notes", "articles", "missing", "by hand", "of the explanation", "seconds")
    for path in sorted(laws.iterdir()):
        started = time.perf_counter()
        notes = read_safely(path, kind="pedoman", topic="", today=DAY, limits=Limits())
        seconds = time.perf_counter() - started
        explained = sum(note.sources[0].part.startswith("Penjelasan Pasal") for note in notes)
        hand = str(COUNTED.get(path.stem, ""))
        row = (path.stem, notes[0].sources[0].name[:40], str(len(notes)), str(len(articles(notes))))
        table.add_row(*row, ", ".join(missing_articles(notes)), hand, str(explained), f"{seconds:.2f}")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
