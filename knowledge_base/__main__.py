"""python -m knowledge_base check | import | export | backup | restore"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from knowledge_base.audit import SHELL, record
from knowledge_base.backup import write_backup
from knowledge_base.backup_file import DATABASE
from knowledge_base.check import check_paths, paths_below
from knowledge_base.documents.files import document_paths, links_outside
from knowledge_base.documents.front_matter import foreign_keys_of
from knowledge_base.documents.safely import limits_from, read_safely
from knowledge_base.errors import DocumentError, PrimaError, gathered
from knowledge_base.file_imports import take_files, tried
from knowledge_base.note import KINDS, Kind
from knowledge_base.notes import all_notes
from knowledge_base.provenance import provenance_line
from knowledge_base.restore import restore_backup
from knowledge_base.settings import FORGOTTEN, load_settings
from knowledge_base.store import opened
from knowledge_base.sync import note_paths
from knowledge_base.topics import TOPICS


def today() -> date:
    """The calendar day on this machine."""
    return datetime.now(UTC).astimezone().date()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Prima's knowledge base: check, import and export notes; back up and restore all of it."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Every note valid? Names every fault with file and line; exit 1 if there is any.

    Without PATHS, the shipped notes are checked.
    """
    root = load_settings().notes_dir if not paths else Path.cwd()
    files = dict.fromkeys(file for path in paths or (root,) for file in paths_below(path.resolve()))
    shipped = {path.stem for path in note_paths(load_settings().notes_dir)}
    count, faults = check_paths(files, root.resolve(), today(), shipped)
    for fault in faults:
        click.echo(str(fault))
    if not count:
        raise DocumentError("missing", "no notes there; name Markdown files, or a folder that holds some")
    click.echo(f"{count} notes, {len(faults)} faults" if faults else f"{count} notes, all valid", err=bool(faults))
    if faults:
        sys.exit(1)


@cli.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="Kind of notes from plain documents; pedoman if new.")
@click.option("--topic", type=click.Choice(list(TOPICS)), metavar="CODE", help="Topic of notes from plain documents.")
@click.option("--replace", "replaces", is_flag=True, help="Take the place of another document of the same name.")
@click.option("--overwrite", "overwrites", is_flag=True, help="Take a document's text over what moderators corrected.")
@click.option("--keep-personal", "keeps_personal", is_flag=True, help="Mask no NIK, number or address in documents.")
def import_(  # noqa: PLR0913 - an option each
    paths: tuple[Path, ...],
    kind: Kind | None,
    topic: str | None,
    *,
    replaces: bool,
    overwrites: bool,
    keeps_personal: bool,
) -> None:
    """Notes or documents (md, txt, html, pdf, docx) into the knowledge base.

    What cannot be read is left out and named with its reason, at the end; exit 1 if there is any. A path that names no
    document, or two files that would become one note, stop all of it.

    Imported again, a note or a document replaces what it was; what it was stays in its history. Of a document's notes,
    those that moderators corrected or took out of the answers are left alone and named. A document of another text that
    has the name of one that came before is refused. What is personal in a document (NIK, telephone numbers and the
    like) is masked, and the notes that held it are named.
    """
    settings = load_settings()
    limits = limits_from(settings.documents)
    named, faults = tried(document_paths, paths)
    for link in (link for path in paths for link in links_outside(path)):
        click.echo(f"{link}: left out, for it is a link to a place outside the folder", err=True)
    documents = [document for inside in named for document in inside]
    read = partial(read_safely, kind=kind or "pedoman", topic=topic or "", today=today(), limits=limits)
    if faults:
        raise gathered(faults)
    reading = track(documents, "Reading", console=Console(stderr=True), transient=True)
    loaded, unread = tried(lambda document: (document, read(document)), reading)
    if not loaded:
        raise gathered(unread)
    for document, _ in loaded:
        if keys := foreign_keys_of(document):
            click.echo(f"{document}: left out the front matter of another program ({', '.join(keys)})", err=True)
    with opened(settings.database) as db:
        taken = take_files(
            db,
            loaded,
            replaces=replaces,
            overwrites=overwrites,
            keeps_kind=kind is None,
            keeps_personal=keeps_personal,
        )
    for each in taken:
        click.echo(str(each))
        if each.double:
            click.echo(f"{each.file}: says word for word what {each.double} says; archive one of them", err=True)
    count = sum(each.count for each in taken)
    click.echo(
        f"{count} notes from {len(loaded)} files are in the knowledge base; `python -m indexer build` lets them answer"
    )
    if unread:
        click.echo(f"not imported, {len(unread)} of {len(documents)} files:", err=True)
        raise gathered(unread)


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Every note as Markdown, in FOLDER/<kind>/<topic>/<id>.md; those out of the answers carry their `state`."""
    count = 0
    with opened(load_settings().database) as db:
        for note in all_notes(db):
            file = folder / note.kind / (note.topic or "lain") / f"{note.id}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(note.to_markdown(provenance_line(db, note)), encoding="utf-8")
            count += 1
        record(db, SHELL, "export", folder.name, f"{count}")
    click.echo(f"{count} notes in {folder}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Database, published notes and settings into one new FILE, a zip; also while Prima runs."""
    settings = load_settings()
    manifest = write_backup(settings, file, datetime.now(UTC))
    with opened(settings.database) as db:
        record(db, SHELL, "backup", file.name, f"{file.stat().st_size} bytes")
    click.echo(f"{file}: {manifest.notes} notes and {manifest.members[DATABASE].size:,} bytes of database, verified")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Puts the database of a backup FILE in the place of the present one, which is moved aside."""
    settings = load_settings()
    restored = restore_backup(settings, file, datetime.now(UTC))
    with opened(settings.database) as db:
        record(db, SHELL, "restore", file.name, restored.manifest.created)
    click.echo(f"{settings.database} is as it was at {restored.manifest.created}, with {restored.manifest.notes} notes")
    if restored.aside:
        click.echo(f"the database that was there before is {restored.aside}")
    if restored.forgotten is None:
        click.echo(
            f"no {FORGOTTEN} stands beside the backup or in the data folder, so whoever had their data deleted since "
            f"is back; put a copy of it beside {file} and restore again, or ask them to use /hapusdata again",
            err=True,
        )
    elif restored.forgotten:
        click.echo(f"{restored.forgotten} people who had their data deleted since were forgotten again")
    click.echo("now bring the index up to date: `python -m indexer build`")


def main() -> None:
    """Runs a command; an error that Prima knows is one message, not a traceback."""
    try:
        cli(prog_name="python -m knowledge_base")
    except PrimaError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
