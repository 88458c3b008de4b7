"""python -m indexer build | status | search | eval"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from indexer import build as pipeline
from indexer.evaluate import MEASURES, RUNS, evaluate_beir, evaluate_golden
from indexer.golden import GoldenSet
from indexer.overlay import DatabaseChanges, LiveView
from indexer.ranking import load_ranking
from indexer.search import FoundPassage, Searcher
from indexer.snapshot import LiveIndex, Manifest, live_build
from indexer.static import load_encoder
from indexer.vectors import fingerprint_of
from knowledge_base.errors import PrimaError
from knowledge_base.settings import ROOT, Settings, load_settings
from knowledge_base.store import Desk

GOLDEN = ROOT / "tests" / "golden"


def plan_of(settings: Settings) -> pipeline.Plan:
    """What a build works on, by the settings."""
    return pipeline.Plan(
        database=settings.database,
        index_dir=settings.index_dir,
        notes_dir=settings.notes_dir,
        model=settings.embedding.model,
        fingerprint=fingerprint_of(settings.model),
        load_encoder=lambda: load_encoder(settings.model, settings.embedding.batch_size),
        exact_up_to=settings.index.exact_up_to,
        snapshots_kept=settings.index.snapshots_kept,
    )


def searcher_of(settings: Settings, desk: Desk) -> Searcher:
    """The search over the live index, by the settings; takes seconds, since it loads the model."""
    encoder = load_encoder(settings.model, settings.embedding.batch_size)
    live = LiveView(LiveIndex(settings.index_dir, encoder.fingerprint), encoder, DatabaseChanges(desk))
    return Searcher(encoder, live, load_ranking(settings.model))


@contextmanager
def progress_bar(label: str) -> Iterator[pipeline.Progress]:
    """A bar on standard error that appears with the first step and goes at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Prima's index: build it, look at it, search it, measure it."""


as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")


@cli.command()
@click.option("--full", is_flag=True, help="Encode every text anew.")
@as_json
def build(*, full: bool, as_json: bool) -> None:
    """Brings the index up to date; only what changed is embedded."""
    with progress_bar("Encoding") as progress:
        report = pipeline.build(plan_of(load_settings()), full=full, progress=progress)
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False))
        return
    manifest, sync = report.manifest, report.sync
    counts = f"{manifest.notes} notes, {manifest.passages} passages, {manifest.questions} questions"
    if report.changed:
        click.echo(f"New index {manifest.build}: {counts}; {report.encoded} texts encoded in {report.seconds:.1f} s")
    else:
        click.echo(f"The index is up to date: {counts}")
    for label, identities in (("new", sync.added), ("changed", sync.changed), ("archived", sync.archived)):
        if identities and len(identities) < manifest.notes:
            click.echo(f"  {label}: {', '.join(identities)}")
    for label, faults in (("conflict", sync.conflicts), ("left out", sync.faults)):
        for fault in faults:
            click.echo(f"  {label}: {fault}", err=True)


@cli.command()
@as_json
def status(*, as_json: bool) -> None:
    """The live index: build id, time, model, counts, sizes on disk."""
    settings = load_settings()
    live = live_build(settings.index_dir)
    record = status_of(settings.index_dir / live)
    record["up_to_date_model"] = record["fingerprint"] == fingerprint_of(settings.model)
    record["database_bytes"] = settings.database.stat().st_size if settings.database.exists() else 0
    if as_json:
        click.echo(json.dumps(record))
        return
    table = Table(show_header=False, box=None)
    for key, value in record.items():
        table.add_row(key, f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value))
    Console().print(table)


def status_of(folder: Path) -> dict[str, Any]:
    """A snapshot's manifest with the number of its vectors and its bytes on disk."""
    manifest = Manifest.load(folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return asdict(manifest) | {"vectors": manifest.vectors, "index_bytes": size}


@cli.command()
@click.argument("question")
@click.option("-k", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many passages.")
@as_json
def search(question: str, k: int, *, as_json: bool) -> None:
    """Ranked passages with lexical, dense and fused scores."""
    settings = load_settings()
    with Desk(settings.database) as desk:
        searcher = searcher_of(settings, desk)
        found = searcher.search_passages(question, k)
        build = searcher.view().manifest.build
    rows = passage_rows(found)[:k]
    if as_json:
        click.echo(json.dumps({"question": question, "build": build, "passages": rows}, ensure_ascii=False))
        return
    confidence = found[0].hit.confidence if found else 0.0
    table = Table("", "note", "passage", "lexical", "dense", "fused", title=f"confidence {confidence:.2f}")
    for place, row in enumerate(rows, 1):
        scores = [f"{row[name]:.3f}" for name in ("lexical", "dense", "fused")]
        table.add_row(str(place), row["note"], f"{row['passage']}: {' '.join(row['text'].split())[:60]}", *scores)
    Console().print(table)


def passage_rows(found: Iterable[FoundPassage]) -> list[dict[str, Any]]:
    """Every passage found, best first: by its own log-odds and those of its note, which carry equal weight."""
    rows = [
        {
            "note": passage.hit.note.id,
            "title": passage.hit.note.title,
            "passage": passage.chunk.ordinal,
            "headings": list(passage.chunk.headings),
            "text": passage.chunk.text.strip(),
            "lexical": round(passage.lexical, 4),
            "dense": round(passage.dense, 4),
            "fused": round((passage.hit.score + passage.fused) / 2, 4),
            "confidence": round(passage.hit.confidence, 4),
        }
        for passage in found
    ]
    return sorted(rows, key=lambda row: -float(str(row["fused"])))


@cli.command(name="eval")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--split", help="Only this split; all of qrels/ otherwise.")
@click.option("--golden", is_flag=True, help="The golden questions (tests/golden, or FOLDER) on the live index.")
@as_json
def evaluate(folder: Path | None, split: str | None, *, golden: bool, as_json: bool) -> None:
    """Quality on a BEIR folder (lexical, dense and hybrid side by side), or on golden questions by style."""
    if golden and split:
        raise click.UsageError("--split is for BEIR folders; the golden questions have none")
    if golden:
        _evaluate_golden(folder or GOLDEN, as_json=as_json)
    elif folder is None:
        raise click.UsageError("give a BEIR FOLDER, or --golden")
    else:
        _evaluate_beir(folder, split, as_json=as_json)


def _evaluate_golden(folder: Path, *, as_json: bool) -> None:
    golden = GoldenSet.load(folder)
    settings = load_settings()
    with Desk(settings.database) as desk, progress_bar("Asking") as progress:
        figures = evaluate_golden(searcher_of(settings, desk), golden, progress)
    if as_json:
        click.echo(json.dumps({row.style: asdict(row) for row in figures}))
        return
    table = Table("questions", "number", "right first", "right in three", "answered")
    for row in figures:
        right = ("", "") if row.style.startswith("unanswerable") else (f"{row.first:.3f}", f"{row.in_three:.3f}")
        table.add_row(row.style, str(row.count), *right, f"{row.answered:.3f}")
    Console().print(table)


def _evaluate_beir(folder: Path, split: str | None, *, as_json: bool) -> None:
    settings = load_settings()
    encoder = load_encoder(settings.model, settings.embedding.batch_size)
    ranking = load_ranking(settings.model)
    with progress_bar("Encoding") as progress:
        figures = evaluate_beir(folder, split, encoder, ranking, progress)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, part in figures.items():
        title = f"{folder.name} {name}: {part['queries']} queries, {part['passages']} passages, {part['ms']} ms a query"
        table = Table("run", *MEASURES, title=title)
        for run in RUNS:
            table.add_row(run, *(f"{part[run][measure]:.4f}" for measure in MEASURES))
        Console().print(table)


def main() -> None:
    """Runs a command; an error that Prima knows is one message, not a traceback."""
    try:
        cli(prog_name="python -m indexer")
    except PrimaError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
