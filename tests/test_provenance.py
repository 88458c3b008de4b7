"""A note that is exported and taken over elsewhere is still its document's: the document can come again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.__main__ import cli
from knowledge_base.becoming import told, would_become
from knowledge_base.errors import NoteError
from knowledge_base.imports import take_over
from knowledge_base.life import set_state
from knowledge_base.note import Note, NoteFile
from knowledge_base.notes import find_note
from knowledge_base.provenance import Provenance, hash_of
from knowledge_base.revisions import publish
from knowledge_base.store import opened
from tests.makers import note

FILE, CITRA = "anggrek.md", 33
NOTES = tuple(note(f"dok-anggrek-{number}", body=f"Siram pukul {number}.") for number in (1, 2))
ELSEWHERE = note("C4-pedoman-siram")


def now_of(db: Database, identity: str) -> Note:
    found = find_note(db, identity)
    assert found is not None
    return found


def comes(db: Database, *made: Note, into: dict[str, str] | None = None) -> None:
    number = drafts.start(db, CITRA, {"title": FILE}).id
    take_over(db, number, FILE, made, [each for each in made if each.id not in (into or {})], into=into or {})


def edits(db: Database, **changed: object) -> None:
    publish(db, replace(now_of(db, NOTES[0].id), **changed), CITRA, "edited")  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[Database], object]] = {
    "text corrected": lambda db: edits(db, body="Siram sore saja."),
    "questions": lambda db: edits(db, questions=("kapan siram?",), topic="B9"),
    "archived": lambda db: set_state(db, NOTES[0].id, "archived", CITRA),
    "obsolete": lambda db: set_state(db, NOTES[0].id, "obsolete", CITRA, replaced_by=ELSEWHERE.id),
    "new text": lambda db: comes(db, replace(NOTES[0], body="Siram malam."), NOTES[1]),
    "lost": lambda db: comes(db, NOTES[1]),
    "joined": lambda db: comes(db, *NOTES, into={NOTES[0].id: ELSEWHERE.id}),
}


def moved(folder: Path, source: str, target: str) -> None:
    """Exports one knowledge base and imports it into another."""
    for data, command in ((source, "export"), (target, "import")):
        environment = {"PRIMA_DATA_DIR": str(folder / data)}
        done = CliRunner().invoke(cli, [command, str(folder / f"{source}-keluar")], env=environment)
        assert done.exit_code == 0, done.output


@settings(max_examples=20, deadline=None)
@given(
    changes=some.lists(some.sampled_from(sorted(CHANGES)), max_size=3, unique=True),
    body=some.sampled_from([NOTES[0].body, "Siram malam.", "Siram tengah hari."]),
)
def test_a_document_comes_again_after_export_and_import_as_it_does_without(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str], body: str
) -> None:
    folder = tmp_path_factory.mktemp("git")
    with opened(folder / "a" / "prima.db") as db:
        publish(db, ELSEWHERE, CITRA, "written")
        comes(db, *NOTES)
        for change in changes:
            CHANGES[change](db)
    moved(folder, "a", "b")
    moved(folder, "b", "c")
    made = (replace(NOTES[0], body=body, questions=("apa lagi?",)), NOTES[1])
    outcomes = []
    for data in "abc":
        with opened(folder / data / "prima.db") as db:
            would = would_become(db, made)
            comes(db, *(each for each in made if would[each.id].what not in {"corrected", "renewed"}))
            outcomes.append((told(would, ()), [now_of(db, each.id) for each in made]))
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_a_copy_that_changes_nothing_leaves_no_revision(tmp_path: Path) -> None:
    with opened(tmp_path / "a" / "prima.db") as db:
        comes(db, *NOTES)
        before = db.table("revisions").count
    moved(tmp_path, "a", "a")
    with opened(tmp_path / "a" / "prima.db") as db:
        assert db.table("revisions").count == before


def test_the_line_in_a_file_is_read_back_and_another_is_a_fault() -> None:
    known = Provenance(hash_of(NOTES[0]), ("questions", "topic"), "lost")
    assert NoteFile.read(NOTES[0].to_markdown(str(known)), "x.md").document == str(known)
    assert Provenance.of_line(str(known)) == known
    assert asdict(Provenance.of_line("")) == asdict(Provenance())
    with pytest.raises(NoteError, match="'document' is 'dari rapat'"):
        NoteFile.read(NOTES[0].to_markdown("dari rapat"), "x.md")
