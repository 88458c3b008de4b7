"""A build encodes what changed and nothing else, is live at once, cleans up, and says what it could not take."""

import fcntl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build
from indexer.snapshot import CURRENT, MANIFEST, UNFINISHED, VECTORS, Snapshot, live_build
from knowledge_base.errors import BuildRunningError
from knowledge_base.note import Note
from knowledge_base.notes import save_note
from knowledge_base.store import opened
from knowledge_base.sync import synchronise
from tests.fakes import ANTREAN, CUTI, LISTRIK, MARAH, NOTES, Library, WordEncoder, folder_in_memory, make_note

QUESTIONS = {
    "antrean panjang di loket?": "antrean",
    "warga marah marah?": "marah",
    "izin cuti berapa hari?": "cuti",
    "listrik padam saat rapat?": "listrik",
}


@pytest.fixture
def library() -> Iterator[Library]:
    """Four notes, not yet built."""
    with folder_in_memory() as folder:
        yield Library(folder, NOTES)


def snapshot_of(library: Library) -> Snapshot:
    return library.live().snapshot()


def builds(library: Library) -> list[str]:
    """Names of the finished builds on the disk, oldest first."""
    return sorted(path.name for path in library.plan.index_dir.iterdir() if path.name[0].isdigit())


def leftovers(library: Library) -> list[str]:
    return [path.name for path in library.plan.index_dir.glob(f"{UNFINISHED}*")]


def finds_all(library: Library) -> bool:
    searcher = library.searcher()
    return all(searcher.search(question, 1).hits[0].note.id == note for question, note in QUESTIONS.items())


def test_a_first_build_encodes_everything_and_is_live(library: Library) -> None:
    report = library.build()
    assert (report.changed, report.encoded, report.reused) == (True, 8, 0)
    assert (report.manifest.notes, report.manifest.passages, report.manifest.questions) == (4, 4, 4)
    assert sorted(report.sync.added) == ["antrean", "cuti", "listrik", "marah"]
    assert len(library.encoder.encoded) == 8
    assert live_build(library.plan.index_dir) == report.manifest.build
    assert snapshot_of(library).manifest == report.manifest
    assert finds_all(library)


def test_without_a_change_the_encoder_is_not_even_loaded(library: Library) -> None:
    """Nor is anything written: the same build stays live."""
    first = library.build()
    again = library.build()
    assert (again.changed, again.encoded, again.reused, again.manifest) == (False, 0, 8, first.manifest)
    assert library.loaded == 1
    assert builds(library) == [first.manifest.build]


def test_only_the_texts_of_a_changed_note_are_encoded(library: Library) -> None:
    """A new body: its passage. A new question line: that line, as a query. A new title: every passage under it."""
    library.build()
    library.write(replace(CUTI, body="Ajukan surat cuti lewat email."))
    report = library.build()
    assert (report.encoded, report.reused, report.sync.changed) == (1, 7, ["cuti"])
    assert library.encoder.encoded == ["Izin cuti\nAjukan surat cuti lewat email."]
    library.write(replace(CUTI, body="Ajukan surat cuti lewat email.", questions=(*CUTI.questions, "cuti hilang?")))
    report = library.build()
    assert (report.encoded, report.reused) == (1, 8)
    assert library.encoder.encoded == ["cuti hilang?"]
    library.write(replace(CUTI, title="Cuti", questions=("cuti melahirkan?",)))
    library.build()
    assert library.encoder.passages == ["Cuti\nAjukan surat cuti lewat atasan."]
    assert library.encoder.queries == ["cuti melahirkan?"]
    library.write(CUTI)
    library.build()
    assert finds_all(library)


def test_a_note_that_moves_its_number_keeps_its_vectors(library: Library) -> None:
    """A note that comes before all others shifts every entry; no old text is encoded again, and all are still found."""
    library.build()
    library.write(make_note("aduan", "Aduan dokumen hilang", "Lapor dokumen hilang.", "dokumen hilang?"))
    report = library.build()
    assert (report.encoded, report.reused) == (2, 8)
    assert library.encoder.encoded == ["Aduan dokumen hilang\nLapor dokumen hilang.", "dokumen hilang?"]
    assert snapshot_of(library).notes[0].id == "aduan"
    assert finds_all(library)
    assert library.searcher().search("dokumen hilang?", 1).hits[0].note.id == "aduan"


def test_a_change_that_no_vector_depends_on_encodes_nothing(library: Library) -> None:
    """A new review date makes a new build, since answers show it, without loading the encoder."""
    library.build()
    renewed = replace(CUTI, review_by=CUTI.review_by.replace(year=2030))
    library.write(renewed)
    report = library.build()
    assert (report.changed, report.encoded, library.loaded) == (True, 0, 1)
    assert snapshot_of(library).note("cuti") == renewed


def test_full_encodes_everything_anew(library: Library) -> None:
    first = library.build()
    report = library.build(full=True)
    assert (report.changed, report.encoded, report.reused) == (True, 8, 0)
    assert len(library.encoder.encoded) == 8
    assert report.manifest.build != first.manifest.build
    assert report.manifest.content == first.manifest.content


@pytest.mark.parametrize("exact_up_to", [100_000, 0])
def test_step_by_step_comes_to_the_same_as_all_at_once(exact_up_to: int) -> None:
    """Vectors, notes and every score of every search; with an exact index and with an approximate one."""
    many = [make_note(f"n{number}", f"Surat {number}", f"Isi surat {number}.", f"no {number}?") for number in range(30)]
    with folder_in_memory() as folder, folder_in_memory() as other:
        steps = Library(folder, [*NOTES, *many], exact_up_to=exact_up_to)
        steps.build()
        steps.file("marah").unlink()
        steps.write(replace(CUTI, body="Surat cuti hilang.\n\n## Telepon\n\nHubungi atasan."))
        steps.build()
        steps.write(make_note("gaji", "Gaji", "Data gaji dan pajak.", "gaji hilang?"))
        report = steps.build()
        assert (report.encoded, report.reused) == (2, 67)
        whole = Library(other, exact_up_to=exact_up_to)
        steps.plan.notes_dir.rename(whole.plan.notes_dir)
        assert whole.build().encoded == 69
        one, two = snapshot_of(steps), snapshot_of(whole)
        assert one.notes == two.notes
        assert one.vectors.exact is two.vectors.exact is (exact_up_to > 0)
        everything = np.arange(69)
        np.testing.assert_array_equal(one.vectors.vectors(everything), two.vectors.vectors(everything))
        for question in [*QUESTIONS, "gaji hilang?", "surat", "lapor data pajak lewat telepon"]:
            first, second = (library.searcher().search(question, 40) for library in (steps, whole))
            assert replace(first, build="") == replace(second, build="")
            assert len(first.hits) > 0


def test_a_deleted_file_takes_its_note_out_of_the_answers(library: Library) -> None:
    library.build()
    library.file("cuti").unlink()
    report = library.build()
    assert report.sync.archived == ["cuti"]
    assert (report.encoded, report.reused, library.loaded) == (0, 6, 1)
    assert snapshot_of(library).note("cuti") is None
    found = library.searcher().search("izin cuti berapa hari?", 10)
    assert "cuti" not in {hit.note.id for hit in found.hits}


def test_after_a_build_that_was_broken_off_the_next_tells_all_that_the_files_changed(library: Library) -> None:
    """The database had the files already; the live index did not."""
    library.build()
    library.file("cuti").unlink()
    library.write(replace(MARAH, body="Dengarkan dulu sampai selesai."), make_note("gaji", "Gaji", "Lapor gaji."))
    with opened(library.plan.database) as db:
        synchronise(db, library.plan.notes_dir)  # as far as the build came
        save_note(db, make_note("rapat", "Rapat", "Rapat singkat saja."))
        save_note(db, replace(LISTRIK, body="Lapor saat listrik padam, lalu catat."))
    report = library.build()
    assert (report.sync.added, report.sync.changed, report.sync.archived) == (["gaji"], ["marah"], ["cuti"])
    assert report.differing == 5, "with what people wrote in Prima"
    again = library.build(full=True)
    assert (again.differing, again.sync.added, again.sync.changed, again.sync.archived) == (0, [], [], [])


def test_a_note_that_was_written_in_prima_is_found(library: Library) -> None:
    library.build()
    with opened(library.plan.database) as db:
        save_note(db, make_note("gaji", "Gaji terlambat", "Lapor soal gaji.", "gaji belum masuk?"))
    report = library.build()
    assert (report.encoded, report.sync.added) == (2, [])
    assert library.searcher().search("gaji belum masuk?", 1).hits[0].note.id == "gaji"


def test_an_empty_knowledge_base_makes_an_index_that_finds_nothing() -> None:
    with folder_in_memory() as folder:
        library = Library(folder)
        report = library.build()
        assert (report.changed, report.encoded, report.manifest.notes, report.manifest.vectors) == (True, 0, 0, 0)
        assert not library.build().changed
        found = library.searcher().search("izin cuti?", 10)
        assert (found.hits, found.confidence, found.answered, found.build) == ((), 0.0, False, report.manifest.build)
        library.write(CUTI)
        assert library.build().encoded == 2
        assert library.searcher().search("izin cuti?", 10).hits[0].note.id == "cuti"


def test_the_last_note_may_go(library: Library) -> None:
    library.build()
    for note in NOTES:
        library.file(note.id).unlink()
    assert library.build().manifest.notes == 0
    assert library.searcher().search("izin cuti?", 10).hits == ()


def test_faults_and_conflicts_are_reported_and_the_rest_is_built(library: Library) -> None:
    """A file that breaks the format is left out; a note that was changed in Prima is not overwritten."""
    library.build()
    edited = replace(CUTI, body="Diubah di Prima.")
    with opened(library.plan.database) as db:
        save_note(db, edited)
    library.write(replace(CUTI, body="Diubah di berkas."))
    broken = library.plan.notes_dir / "pedoman" / "rusak.md"
    broken.write_text("tanpa kepala", encoding="utf-8")
    report = library.build()
    assert [(fault.file, fault.line) for fault in report.sync.faults] == [("pedoman/rusak.md", 1)]
    assert [fault.file for fault in report.sync.conflicts] == ["pedoman/C4/cuti.md"]
    assert snapshot_of(library).note("cuti") == edited
    record = report.to_dict()
    assert record["sync"]["faults"] == [str(report.sync.faults[0])]
    assert record["sync"]["conflicts"] == [str(report.sync.conflicts[0])]
    assert record["manifest"]["build"] == report.manifest.build


def test_only_one_build_runs_at_a_time(library: Library) -> None:
    """A second one says so and touches nothing; when the first has ended, it may."""

    def meddle() -> WordEncoder:
        with pytest.raises(BuildRunningError, match="another build is running"):
            library.build()
        assert leftovers(library) == []
        return library.encoder

    report = build(replace(library.plan, load_encoder=meddle))
    assert (report.encoded, library.loaded) == (8, 0)
    assert not library.build().changed


def test_the_lock_of_a_process_that_is_gone_holds_nobody_up(library: Library) -> None:
    library.plan.index_dir.mkdir()
    with (library.plan.index_dir / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BuildRunningError):
            library.build()
    assert library.build().changed


def test_old_builds_are_pruned(library: Library) -> None:
    """The live one and the newest before it stay, as many as the settings say."""
    made = []
    for edition in range(5):
        library.write(replace(CUTI, body=f"Cuti edisi {edition}."))
        made.append(library.build().manifest.build)
    assert builds(library) == made[-3:]
    library.plan = replace(library.plan, snapshots_kept=1)
    made.append(library.build(full=True).manifest.build)
    assert builds(library) == made[-1:]
    assert live_build(library.plan.index_dir) == made[-1]


def test_what_a_killed_build_left_is_removed(library: Library) -> None:
    """By the next build, whether or not that finds anything to do."""
    library.build()
    for change in (False, True):
        remains = library.plan.index_dir / f"{UNFINISHED}20260101T000000-abcd" / "lexical-notes"
        remains.mkdir(parents=True)
        (remains / "meta.json").write_text("{")
        (library.plan.index_dir / f"{UNFINISHED}link").symlink_to("nowhere")
        if change:
            library.write(replace(CUTI, title="Cuti"))
        assert library.build().changed is change
        assert leftovers(library) == []
    assert finds_all(library)


def damage_vectors(folder: Path) -> None:
    (folder / VECTORS).write_bytes(b"rusak")


def lose_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def lose_link(folder: Path) -> None:
    (folder.parent / CURRENT).unlink()


def change_recipe(folder: Path) -> None:
    text = (folder / MANIFEST).read_text().replace('"recipe": "', '"recipe": "older')
    (folder / MANIFEST).write_text(text)


@pytest.mark.parametrize("spoil", [damage_vectors, lose_manifest, lose_link, change_recipe])
def test_an_index_that_cannot_be_used_is_built_anew(library: Library, spoil: Callable[[Path], None]) -> None:
    """With every text, although no note changed."""
    first = library.build()
    spoil(library.plan.index_dir / first.manifest.build)
    report = library.build()
    assert (report.changed, report.encoded) == (True, 8)
    assert finds_all(library)


def test_another_model_means_new_vectors(library: Library) -> None:
    library.build()
    library.encoder = WordEncoder(dimension=40, fingerprint="fake:other", name="other")
    library.plan = replace(library.plan, fingerprint="fake:other", model="other")
    report = library.build()
    assert (report.encoded, report.manifest.model, report.manifest.dimension) == (8, "other", 40)
    assert snapshot_of(library).vectors.dimension == 40


def test_progress_counts_to_the_end(library: Library) -> None:
    steps: list[tuple[int, int]] = []
    build(library.plan, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (8, 8)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


@pytest.mark.parametrize("note", [ANTREAN, LISTRIK, MARAH], ids=lambda note: note.id)
def test_every_note_finds_itself_by_its_own_question(library: Library, note: Note) -> None:
    library.build()
    assert library.searcher().search(note.questions[0], 1).hits[0].note == note
