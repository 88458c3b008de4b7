"""Files become notes in the database; neither what people changed nor the last good form is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base.errors import SettingsError
from knowledge_base.note import Note
from knowledge_base.notes import file_states, find_note, published_ids, published_notes, save_note
from knowledge_base.store import opened
from knowledge_base.sync import SyncReport, note_paths, synchronise
from tests.makers import note, write

A, B = note("C4-pedoman-a"), note("C4-pedoman-b")
FILE_A, FILE_B = "pedoman/C4/C4-pedoman-a.md", "pedoman/C4/C4-pedoman-b.md"
NOTHING = SyncReport()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "data" / "prima.db") as database:
        yield database


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of shipped notes: A and B."""
    folder = tmp_path / "notes"
    write(folder, A)
    write(folder, B)
    return folder


def titles(db: Database) -> dict[str, str]:
    return {each.id: each.title for each in published_notes(db)}


def lines(report: SyncReport) -> list[str]:
    return [f"{fault.file}:{fault.line}" for fault in (*report.faults, *report.conflicts)]


# --- files come, change and go -------------------------------------------------------------------------------------


def test_new_files_become_published_notes(db: Database, root: Path) -> None:
    assert synchronise(db, root) == SyncReport(added=[A.id, B.id])
    assert list(published_notes(db)) == [A, B]


def test_nothing_changed_means_nothing_done(db: Database, root: Path) -> None:
    synchronise(db, root)
    before = list(db.table("notes").rows)
    assert synchronise(db, root) == NOTHING
    assert list(db.table("notes").rows) == before


def test_a_changed_file_changes_its_note_only(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, note(A.id, title="Baru"))
    assert synchronise(db, root) == SyncReport(changed=[A.id])
    assert titles(db) == {A.id: "Baru", B.id: B.title}


def test_a_file_that_changed_in_form_only_changes_nothing(db: Database, root: Path) -> None:
    synchronise(db, root)
    path = root / FILE_A
    path.write_text(path.read_text("utf-8").replace("\n", "\r\n") + "\n\n", "utf-8")
    assert synchronise(db, root) == NOTHING
    assert find_note(db, A.id) == A


def test_a_new_file_is_added_beside_the_others(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, note("A1-praktik-c", kind="praktik", topic="A1"))
    assert synchronise(db, root) == SyncReport(added=["A1-praktik-c"])


def test_a_deleted_file_archives_its_note_and_keeps_it(db: Database, root: Path) -> None:
    synchronise(db, root)
    (root / FILE_A).unlink()
    assert synchronise(db, root) == SyncReport(archived=[A.id])
    assert (published_ids(db), find_note(db, A.id)) == ([B.id], replace(A, state="archived"))
    assert synchronise(db, root) == NOTHING


def test_a_restored_file_publishes_its_note_again(db: Database, root: Path) -> None:
    synchronise(db, root)
    (root / FILE_A).unlink()
    synchronise(db, root)
    write(root, A)
    assert synchronise(db, root) == SyncReport(added=[A.id])
    assert published_ids(db) == [A.id, B.id]
    assert synchronise(db, root) == NOTHING


def test_a_renamed_file_keeps_its_note(db: Database, root: Path) -> None:
    synchronise(db, root)
    (root / FILE_A).rename(root / "pedoman" / "Z.md")
    assert synchronise(db, root) == NOTHING
    assert (published_ids(db), file_states(db)[A.id].file) == ([A.id, B.id], "pedoman/Z.md")


def test_a_file_with_another_id_archives_the_old_note(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, note("C4-pedoman-c"), FILE_A)
    assert synchronise(db, root) == SyncReport(added=["C4-pedoman-c"], archived=[A.id])


def test_two_files_that_swap_ids_swap_notes(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, note(B.id, title="Dari A"), FILE_A)
    write(root, note(A.id, title="Dari B"), FILE_B)
    assert synchronise(db, root) == SyncReport(changed=[B.id, A.id])
    assert titles(db) == {A.id: "Dari B", B.id: "Dari A"}
    assert synchronise(db, root) == NOTHING


def test_two_files_that_swap_names_change_nothing(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, B, FILE_A)
    write(root, A, FILE_B)
    assert synchronise(db, root) == NOTHING
    assert list(published_notes(db)) == [A, B]
    assert {state.id: state.file for state in file_states(db).values()} == {A.id: FILE_B, B.id: FILE_A}


# --- edited in Prima -----------------------------------------------------------------------------------------------


def test_a_note_changed_in_prima_stays_while_its_file_is_unchanged(db: Database, root: Path) -> None:
    synchronise(db, root)
    save_note(db, note(A.id, title="Dari Prima"))
    assert synchronise(db, root) == NOTHING
    assert titles(db)[A.id] == "Dari Prima"


def test_a_note_changed_in_prima_and_in_its_file_stays_as_in_prima_and_is_reported_once(
    db: Database, root: Path
) -> None:
    synchronise(db, root)
    save_note(db, note(A.id, title="Dari Prima"))
    write(root, note(A.id, title="Dari berkas"))
    report = synchronise(db, root)
    assert (lines(report), report.changed) == ([f"{FILE_A}:1"], [])
    assert "Prima's text stays. Export it and merge the two" in report.conflicts[0].message
    assert titles(db)[A.id] == "Dari Prima"
    assert synchronise(db, root) == NOTHING


def test_a_conflict_ends_when_the_file_says_what_prima_says(db: Database, root: Path) -> None:
    synchronise(db, root)
    save_note(db, note(A.id, title="Dari Prima"))
    write(root, note(A.id, title="Dari berkas"))
    synchronise(db, root)
    write(root, note(A.id, title="Dari Prima"))
    assert synchronise(db, root) == NOTHING
    write(root, note(A.id, title="Lagi"))
    assert synchronise(db, root) == SyncReport(changed=[A.id])
    assert titles(db)[A.id] == "Lagi"


def test_a_renamed_file_is_no_conflict_with_prima(db: Database, root: Path) -> None:
    """Its text did not change, so there is nothing to merge."""
    synchronise(db, root)
    save_note(db, note(A.id, title="Dari Prima"))
    (root / FILE_A).rename(root / "pedoman" / "Z.md")
    assert synchronise(db, root) == NOTHING
    assert (titles(db)[A.id], file_states(db)[A.id].file) == ("Dari Prima", "pedoman/Z.md")


def test_a_note_changed_in_prima_stays_published_when_its_file_goes(db: Database, root: Path) -> None:
    synchronise(db, root)
    save_note(db, note(A.id, title="Dari Prima"))
    (root / FILE_A).unlink()
    report = synchronise(db, root)
    assert (lines(report), report.archived) == ([f"{FILE_A}:1"], [])
    assert "stays published" in report.conflicts[0].message
    assert titles(db)[A.id] == "Dari Prima"


def test_a_note_that_came_from_no_file_is_left_alone(db: Database, root: Path) -> None:
    save_note(db, note("dok-loket-1"))
    assert synchronise(db, root) == SyncReport(added=[A.id, B.id])
    assert "dok-loket-1" in published_ids(db)


def test_a_file_with_the_id_of_a_note_from_prima_is_a_conflict(db: Database, root: Path) -> None:
    save_note(db, note(A.id, title="Dari Prima"))
    report = synchronise(db, root)
    assert (report.added, lines(report)) == ([B.id], [f"{FILE_A}:1"])
    assert titles(db)[A.id] == "Dari Prima"


# --- files that are no valid note ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"---\nid: [\n---\nx", A.to_markdown().replace("kind: pedoman", "kind: x").encode()],
    ids=["empty", "unreadable", "not YAML", "wrong value"],
)
def test_a_file_that_becomes_invalid_keeps_the_last_good_note(db: Database, root: Path, content: bytes) -> None:
    synchronise(db, root)
    (root / FILE_A).write_bytes(content)
    for _ in range(2):
        report = synchronise(db, root)
        assert {fault.file for fault in report.faults} == {FILE_A}
        assert list(published_notes(db)) == [A, B]
        assert (report.changed, report.archived) == ([], [])
    write(root, A)
    assert synchronise(db, root) == NOTHING


def test_an_invalid_new_file_is_left_out_and_the_others_are_taken(db: Database, root: Path) -> None:
    (root / "pedoman" / "C4" / "baru.md").write_text("tanpa kepala")
    report = synchronise(db, root)
    assert (report.added, lines(report)) == ([A.id, B.id], ["pedoman/C4/baru.md:1"])


def test_a_file_that_changed_its_id_and_then_broke_keeps_the_new_note(db: Database, root: Path) -> None:
    synchronise(db, root)
    write(root, note("C4-pedoman-0"), FILE_A)
    synchronise(db, root)
    (root / FILE_A).write_text("rusak")
    report = synchronise(db, root)
    assert (lines(report), report.archived) == ([f"{FILE_A}:1"], [])
    assert published_ids(db) == ["C4-pedoman-0", B.id]


def test_of_two_new_files_with_one_id_the_first_counts_until_one_is_changed(db: Database, root: Path) -> None:
    write(root, note(A.id, title="Kembar"), "praktik/kembar.md")
    for _ in range(2):
        report = synchronise(db, root)
        assert lines(report) == ["praktik/kembar.md:2"]
        assert f"id '{A.id}' is used by another file; change it" in report.faults[0].message
        assert titles(db)[A.id] == A.title
    (root / FILE_A).unlink()
    assert synchronise(db, root) == SyncReport(changed=[A.id])
    assert titles(db)[A.id] == "Kembar"


def test_a_file_that_claims_a_note_of_an_unchanged_file_takes_nothing_from_it(db: Database, root: Path) -> None:
    """Neither the note it claims nor the note it held is lost, whichever file comes first."""
    synchronise(db, root)
    write(root, note(B.id, title="Salah salin"), FILE_A)
    report = synchronise(db, root)
    assert lines(report) == [f"{FILE_A}:2"]
    assert list(published_notes(db)) == [A, B]
    write(root, note(A.id, title="Salah salin"), FILE_B)
    write(root, A, FILE_A)
    assert lines(synchronise(db, root)) == [f"{FILE_B}:2"]
    assert list(published_notes(db)) == [A, B]


# --- the folder ----------------------------------------------------------------------------------------------------


def test_only_markdown_files_below_pedoman_and_praktik_are_notes(root: Path) -> None:
    for name in ("README.md", "model/kartu.md", "pedoman/catatan.txt", "praktik/A1/x.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / "praktik" / "folder.md").mkdir()
    (root / "praktik" / "putus.md").symlink_to(root / "tidak-ada.md")
    assert [path.relative_to(root).as_posix() for path in note_paths(root)] == [FILE_A, FILE_B, "praktik/A1/x.md"]


def test_a_missing_folder_archives_nothing_and_names_the_setting(db: Database, root: Path) -> None:
    synchronise(db, root)
    with pytest.raises(SettingsError, match=r"salah: no such folder; correct knowledge\.notes_dir"):
        synchronise(db, root / "salah")
    assert published_ids(db) == [A.id, B.id]


# --- whatever happens ----------------------------------------------------------------------------------------------

IDS = some.sampled_from(["X1-a", "X1-b", "X1-c"])
FILES = some.sampled_from(["pedoman/1.md", "pedoman/2.md", "praktik/3.md"])
STEPS = some.one_of(
    some.tuples(some.just("write"), FILES, some.builds(note, IDS, title=some.sampled_from(["satu", "dua"]))),
    some.tuples(some.just("break"), FILES, some.none()),
    some.tuples(some.just("delete"), FILES, some.none()),
    some.tuples(some.just("edit"), some.none(), some.builds(note, IDS, title=some.sampled_from(["tiga", "empat"]))),
    some.tuples(some.just("sync"), some.none(), some.none()),
)


@settings(max_examples=25)
@given(some.lists(STEPS, max_size=15))
def test_whatever_people_and_files_do_prima_keeps_what_people_wrote(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None, Note | None]]
) -> None:
    """Synchronising never touches an edited note, never drops a row, and twice is the same as once."""
    folder = tmp_path_factory.mktemp("steps")
    root = folder / "notes"
    root.mkdir()
    written: dict[str, Note] = {}  # what a person last saved in Prima, as long as no file says the same
    with opened(folder / "prima.db") as db:
        for action, file, made in [*steps, ("sync", None, None)]:
            path = root / (file or "")
            if action == "write" and made:
                write(root, made, str(file))
            elif action == "break" and path.exists():
                path.write_text("rusak")
            elif action == "delete":
                path.unlink(missing_ok=True)
            elif action == "edit" and made:
                save_note(db, made)
                written[made.id] = made
            elif action == "sync":
                before = set(file_states(db))
                synchronise(db, root)
                states = file_states(db)
                assert before <= set(states)
                for identity, kept in list(written.items()):
                    assert find_note(db, identity) == kept
                    if states[identity].edited:
                        assert states[identity].state == "published"
                    else:
                        del written[identity]
                again = synchronise(db, root)
                assert (again.added, again.changed, again.archived) == ([], [], [])
                assert file_states(db) == states
