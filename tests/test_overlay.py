"""What changed since the build answers at once, what was retired is gone, and the build itself stays as it is."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from indexer.evidence import FEATURES, gather
from indexer.overlay import DatabaseChanges, LiveView, View
from indexer.search import Searcher
from knowledge_base.changes import changes_after, last_change
from knowledge_base.note import Note
from knowledge_base.notes import archive_note, save_note
from knowledge_base.store import Desk, opened
from tests.fakes import (
    ANTREAN,
    CUTI,
    LISTRIK,
    MARAH,
    NOTES,
    SUM_RANKING,
    Library,
    WordEncoder,
    folder_in_memory,
    make_note,
)

ROKET = make_note("roket", "Roket mars", "Siapkan roket lalu terbang.", "roket terbang kapan?")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path, NOTES)
    made.build()
    return made


@pytest.fixture
def desk(library: Library) -> Iterator[Desk]:
    with Desk(library.plan.database) as made:
        yield made


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def searcher(library: Library, desk: Desk, encoder: WordEncoder) -> Searcher:
    return Searcher(encoder, LiveView(library.live(), encoder, DatabaseChanges(desk)), SUM_RANKING)


def first(searcher: Searcher, question: str) -> Note | None:
    found = searcher.search(question, 5)
    return found.hits[0].note if found.answered else None


def test_a_new_note_answers_without_a_build(searcher: Searcher, desk: Desk) -> None:
    assert first(searcher, "roket terbang kapan?") is None
    build = searcher.view().manifest.build
    desk.do_now(save_note, ROKET)
    assert first(searcher, "roket terbang kapan?") == ROKET
    assert searcher.view().note("roket") == ROKET
    assert searcher.view().manifest.build == build


def test_a_corrected_note_answers_with_its_new_words_only(searcher: Searcher, desk: Desk) -> None:
    corrected = replace(CUTI, body="Ajukan lewat aplikasi terbaru.")
    desk.do_now(save_note, corrected)
    hits = searcher.search("izin cuti berapa hari?", 5).hits
    assert [hit.note for hit in hits if hit.note.id == "cuti"] == [corrected]
    assert searcher.view().notes == sorted([ANTREAN, MARAH, corrected, LISTRIK], key=lambda note: note.id)


def test_an_archived_note_is_gone_at_once(searcher: Searcher, desk: Desk) -> None:
    assert first(searcher, "izin cuti berapa hari?") == CUTI
    desk.do_now(archive_note, "cuti")
    assert "cuti" not in [hit.note.id for hit in searcher.search("izin cuti berapa hari?", 5).hits]
    assert searcher.view().note("cuti") is None


def test_a_note_that_comes_back_answers_again(searcher: Searcher, desk: Desk) -> None:
    desk.do_now(archive_note, "cuti")
    assert searcher.view().note("cuti") is None
    desk.do_now(save_note, CUTI)
    assert first(searcher, "izin cuti berapa hari?") == CUTI


def test_a_change_by_another_program_is_seen(searcher: Searcher, library: Library) -> None:
    searcher.view()
    with opened(library.plan.database) as db:
        save_note(db, ROKET)
    assert first(searcher, "roket terbang kapan?") == ROKET


def test_words_of_a_new_note_are_not_taken_for_slips(searcher: Searcher, desk: Desk) -> None:
    """`lisrtik` is mended to `listrik`, until a note has the word itself."""
    assert searcher.view().corrector.correct("lisrtik") == "listrik"
    desk.do_now(save_note, make_note("kapal", "Kapal Lisrtik", "Kapal Lisrtik berlayar.", "kapal lisrtik?"))
    assert searcher.view().corrector.correct("lisrtik") == "lisrtik"
    assert searcher.search("kapal lisrtik", 1).unknown_share == 0


def test_only_what_changed_is_encoded_and_only_once(searcher: Searcher, desk: Desk, encoder: WordEncoder) -> None:
    desk.do_now(save_note, ROKET)
    searcher.view()
    assert sorted(encoder.encoded) == sorted(["Roket mars\nSiapkan roket lalu terbang.", "roket terbang kapan?"])
    desk.do_now(save_note, replace(CUTI, body="Ajukan lewat aplikasi."))
    searcher.view()
    assert len(encoder.encoded) == 4


def test_without_changes_the_build_itself_is_searched(searcher: Searcher) -> None:
    view = searcher.view()
    assert len(view.parts) == 1
    assert searcher.view() is view


def test_a_build_takes_the_changes_over(searcher: Searcher, library: Library, desk: Desk) -> None:
    desk.do_now(save_note, ROKET)
    assert len(searcher.view().parts) == 2
    library.build()
    view = searcher.refreshed()
    assert len(view.parts) == 1
    assert view.note("roket") == ROKET


def test_a_busy_database_keeps_nobody_from_an_answer(library: Library, encoder: WordEncoder) -> None:
    class Busy(DatabaseChanges):
        busy = False

        def last(self) -> int:
            if self.busy:
                raise sqlite3.OperationalError("database is locked")
            return super().last()

    with Desk(library.plan.database) as desk:
        changes = Busy(desk)
        searcher = Searcher(encoder, LiveView(library.live(), encoder, changes), SUM_RANKING)
        assert first(searcher, "izin cuti berapa hari?") == CUTI
        changes.busy = True
        assert first(searcher, "izin cuti berapa hari?") == CUTI


def test_who_asks_while_prima_stops_is_still_answered(library: Library, encoder: WordEncoder) -> None:
    with Desk(library.plan.database) as desk:
        searcher = Searcher(encoder, LiveView(library.live(), encoder, DatabaseChanges(desk)), SUM_RANKING)
        assert first(searcher, "izin cuti berapa hari?") == CUTI
    assert first(searcher, "izin cuti berapa hari?") == CUTI, "the desk is closed"


def test_many_ask_while_notes_change(searcher: Searcher, desk: Desk) -> None:
    """Every answer comes from a whole view, and what was published before the question is in it."""
    failures: list[str] = []

    def ask() -> None:
        for _ in range(60):
            hits = searcher.search("izin cuti berapa hari?", 3).hits
            if not hits or hits[0].note.id != "cuti":
                failures.append(str(hits[:1]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20):
        desk.do_now(save_note, replace(ROKET, body=f"Siapkan roket {number} lalu terbang."))
        assert searcher.refreshed().note("roket") is not None
    for thread in threads:
        thread.join()
    assert failures == []


def test_every_way_to_write_a_note_is_counted(library: Library) -> None:
    with closing(sqlite3.connect(library.plan.database)) as other:
        (before,) = other.execute("select value from counters").fetchone()
        other.execute("update notes set state = 'archived' where id in ('cuti', 'marah')")
        other.commit()
    with opened(library.plan.database) as db:
        assert last_change(db) == before + 2
        assert [(change.id, change.note) for change in changes_after(db, before)] == [("cuti", None), ("marah", None)]


WORDS = ("antrean", "warga", "marah", "cuti", "listrik", "loket", "roket", "sabar", "hari")
SAME = [place for place, name in enumerate(FEATURES) if not name.startswith("lexical")]
some_words = some.lists(some.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
some_notes = some.lists(some.tuples(some_words, some_words, some_words), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None)  # each builds two indexes
@given(old=some_notes, new=some_notes, question=some_words)
def test_a_view_finds_what_a_build_finds(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]], question: str
) -> None:
    """The same notes, cosines and shares; BM25 differs only by what the old build knows of rare words."""
    before = [make_note(f"n{number}", *texts) for number, texts in enumerate(old)]
    after = [make_note(f"n{number}", *texts) for number, texts in enumerate(new)]
    with folder_in_memory() as place:
        library = Library(place, before)
        library.build()
        encoder = library.encoder
        with opened(library.plan.database) as db:
            for gone in {note.id for note in before} - {note.id for note in after}:
                archive_note(db, gone)
            for note in after:
                save_note(db, note)
        with Desk(library.plan.database) as desk:
            patched = gathered(LiveView(library.live(), encoder, DatabaseChanges(desk)).view(), encoder, question)
        for path in library.plan.notes_dir.rglob("*.md"):
            path.unlink()
        library.write(*after)
        library.build(full=True)
        built = gathered(View.of(library.live().snapshot()), encoder, question)
    assert patched.keys() == built.keys()
    for identity, features in patched.items():
        np.testing.assert_allclose(features[SAME], built[identity][SAME], atol=1e-6)


def gathered(view: View, encoder: WordEncoder, question: str) -> dict[str, np.ndarray]:
    evidence = gather(view, encoder.encode_queries([question])[0], question)
    return {note.id: row for note, row in zip(evidence.notes, evidence.features, strict=True)}
