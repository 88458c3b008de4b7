"""A note's life: every change leaves a revision, states follow rules, and a build never undoes what people decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base.errors import EditConflictError, StateError, UnknownNoteError
from knowledge_base.life import (
    mark_checked,
    notes_of_owner,
    regulation_replaced,
    release_notes,
    set_owner,
    set_state,
    successor,
)
from knowledge_base.note import FOUND_STATES, STATES, Note, Source, State
from knowledge_base.notes import archive_note, find_note, published_ids, save_note, save_note_of_file
from knowledge_base.revisions import bring_back, find_revision, history, publish, replace_note
from knowledge_base.store import opened
from knowledge_base.sync import SyncReport, synchronise
from tests.makers import DAY, note, notes, write

ANI, BUDI = 11, 22
A, B, C = note("C4-pedoman-a"), note("C4-pedoman-b"), note("C4-pedoman-c")
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


def told(db: Database, identity: str) -> list[tuple[int, int, str, str]]:
    return [(each.number, each.person, each.action, each.note.title) for each in history(db, identity)]


# --- revisions -----------------------------------------------------------------------------------------------------


def test_a_change_leaves_a_revision_after_the_one_that_tells_how_the_note_was_before(db: Database) -> None:
    save_note_of_file(db, A, "pedoman/a.md", "hash")
    publish(db, replace(A, title="Baru"), ANI, "edited", reason="salah ketik")
    assert told(db, A.id) == [(1, 0, "shipped", A.title), (2, ANI, "edited", "Baru")]
    assert [each.reason for each in history(db, A.id)] == ["", "salah ketik"]
    assert history(db, A.id)[0].note == A


def test_a_note_that_nobody_changed_has_one_revision_and_an_unknown_one_has_none(db: Database) -> None:
    save_note(db, A)
    assert told(db, A.id) == [(1, 0, "imported", A.title)]
    assert history(db, "tidak-ada") == []
    assert db.table("revisions").count == 0


def test_a_new_note_begins_with_who_wrote_it(db: Database) -> None:
    made = publish(db, A, ANI, "written", expected_hash="")
    assert (made, told(db, A.id)) == (history(db, A.id)[0], [(1, ANI, "written", A.title)])


def test_a_change_by_a_file_between_two_changes_by_people_is_told_too(db: Database) -> None:
    save_note_of_file(db, A, "pedoman/a.md", "1")
    publish(db, replace(A, title="Dua"), ANI, "edited")
    save_note_of_file(db, replace(A, title="Tiga"), "pedoman/a.md", "3")
    expected = [(1, 0, "shipped", A.title), (2, ANI, "edited", "Dua"), (3, 0, "shipped", "Tiga")]
    assert told(db, A.id) == expected
    publish(db, replace(A, title="Empat"), BUDI, "edited")
    assert told(db, A.id) == [*expected, (4, BUDI, "edited", "Empat")]


def test_who_changes_a_note_that_changed_meanwhile_is_shown_how_it_is_now(db: Database) -> None:
    publish(db, A, ANI, "written")
    publish(db, replace(A, title="Kata Ani"), ANI, "edited", expected_hash=A.hash)
    with pytest.raises(EditConflictError) as caught:
        publish(db, replace(A, title="Kata Budi"), BUDI, "edited", expected_hash=A.hash)
    assert caught.value.current == replace(A, title="Kata Ani") == find_note(db, A.id)
    assert len(history(db, A.id)) == 2


def test_an_id_that_was_taken_meanwhile_is_a_conflict_and_one_that_never_was_is_unknown(db: Database) -> None:
    with pytest.raises(UnknownNoteError, match=f"there is no note '{A.id}'"):
        publish(db, A, ANI, "edited", expected_hash=A.hash)
    publish(db, A, ANI, "written", expected_hash="")
    with pytest.raises(EditConflictError):
        publish(db, replace(A, title="Lain"), BUDI, "written", expected_hash="")
    assert find_note(db, A.id) == A


def test_a_change_that_changes_nothing_leaves_no_revision_without_a_reason(db: Database) -> None:
    first = publish(db, A, ANI, "written")
    assert publish(db, A, BUDI, "edited") == first
    assert publish(db, A, BUDI, "edited", reason="dibaca ulang").number == 2


def test_a_change_that_fails_leaves_neither_note_nor_revision(db: Database) -> None:
    db.execute(
        "create trigger full before insert on revisions when new.person = 22 begin select raise(abort, 'full'); end"
    )
    publish(db, A, ANI, "written")
    with pytest.raises(Exception, match="full"):
        publish(db, replace(A, title="Lain"), BUDI, "edited")
    assert (find_note(db, A.id), len(history(db, A.id))) == (A, 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(notes(), min_size=1, max_size=5), some.data())
def test_any_revision_can_be_brought_back_and_none_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, forms: list[Note], data: some.DataObject
) -> None:
    with opened(tmp_path_factory.mktemp("life") / "prima.db") as db:
        for form in forms:
            publish(db, replace(form, id="X1-a", replaced_by="", owner=0, contributor=""), ANI, "edited", reason="x")
        before = history(db, "X1-a")
        number = data.draw(some.integers(1, len(before)))
        made = bring_back(db, "X1-a", number, BUDI)
        assert find_note(db, "X1-a") == made.note == before[number - 1].note
        assert history(db, "X1-a") == [*before, made]
        assert (made.person, made.action, made.reason) == (BUDI, "brought-back", f"revision {number}")


def test_who_looks_after_a_note_goes_on_doing_so_when_an_old_form_comes_back(db: Database) -> None:
    publish(db, replace(A, owner=ANI), ANI, "written")
    publish(db, replace(A, owner=BUDI, title="Dua"), ANI, "edited")
    assert bring_back(db, A.id, 1, BUDI).note == replace(A, owner=BUDI)


def test_a_name_that_was_taken_back_does_not_come_back_with_an_old_form(db: Database) -> None:
    publish(db, replace(A, contributor="Ani, Budi"), ANI, "written")
    publish(db, replace(A, contributor="Budi", title="Dua"), ANI, "edited")
    assert bring_back(db, A.id, 1, BUDI).note == replace(A, contributor="Budi")


def test_a_revision_that_does_not_exist_is_unknown(db: Database) -> None:
    save_note(db, A)
    for number in (0, 2):
        with pytest.raises(UnknownNoteError, match=f"has no revision {number}"):
            find_revision(db, A.id, number)
    with pytest.raises(UnknownNoteError):
        bring_back(db, "tidak-ada", 1, ANI)


def test_an_import_replaces_an_edited_note_and_keeps_what_it_was(db: Database) -> None:
    publish(db, replace(A, title="Kata Ani", owner=ANI), ANI, "written")
    replace_note(db, A)
    assert find_note(db, A.id) == replace(A, owner=ANI)
    assert told(db, A.id) == [(1, ANI, "written", "Kata Ani"), (2, 0, "imported", A.title)]


# --- states --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("following", STATES)
def test_a_note_may_go_from_any_state_to_any_other(db: Database, state: State, following: State) -> None:
    publish(db, replace(A, state=state), ANI, "written")
    if state == following:
        with pytest.raises(StateError) as caught:
            set_state(db, A.id, following, ANI)
        assert caught.value.reason == "same"
        return
    made = set_state(db, A.id, following, BUDI, reason="rapat")
    assert (made.note, made.action, made.reason) == (replace(A, state=following), following, "rapat")
    assert find_note(db, A.id) == made.note
    assert published_ids(db) == ([A.id] if following in FOUND_STATES else [])


def test_what_replaces_a_note_must_be_another_that_is_found(db: Database) -> None:
    for each in (A, B, replace(C, state="archived")):
        save_note(db, each)
    cases = {
        ("obsolete", A.id): "replacement-itself",
        ("obsolete", "tidak-ada"): "replacement-unknown",
        ("archived", C.id): "replacement-unknown",
        ("needs-checking", B.id): "replacement-unwanted",
    }
    for (state, other), reason in cases.items():
        with pytest.raises(StateError) as caught:
            set_state(db, A.id, state, ANI, replaced_by=other)  # type: ignore[arg-type]  # states, all of them
        assert caught.value.reason == reason
    assert find_note(db, A.id) == A
    assert set_state(db, A.id, "obsolete", ANI, replaced_by=B.id).note.replaced_by == B.id
    assert set_state(db, A.id, "published", ANI).note == A


def test_an_unknown_note_has_no_state(db: Database) -> None:
    with pytest.raises(UnknownNoteError):
        set_state(db, "tidak-ada", "archived", ANI)


def test_the_successor_is_found_over_several_replacements_and_circles_end(db: Database) -> None:
    for each in (A, B, C):
        save_note(db, each)
    set_state(db, A.id, "obsolete", ANI, replaced_by=B.id)
    old = set_state(db, B.id, "archived", ANI, replaced_by=C.id).note
    assert [successor(db, each) for each in (find_note(db, A.id), old, C)] == [C, C, None]  # type: ignore[arg-type]
    save_note(db, replace(C, state="obsolete", replaced_by=A.id))
    assert successor(db, old) is None


def test_a_checked_note_is_good_for_as_long_as_before(db: Database) -> None:
    save_note(db, replace(A, state="needs-checking", checked=DAY, review_by=DAY + timedelta(days=30)))
    today = DAY + timedelta(days=50)
    made = mark_checked(db, A.id, ANI, today)
    assert (made.note, made.action) == (replace(A, checked=today, review_by=today + timedelta(days=30)), "checked")


@pytest.mark.parametrize(
    ("review_by", "today", "expected"),
    [(DAY, DAY, DAY + timedelta(days=180)), (date.max, date(9999, 1, 1), date.max)],
)
def test_a_review_without_a_sensible_interval_gets_half_a_year(
    db: Database, review_by: date, today: date, expected: date
) -> None:
    save_note(db, replace(A, review_by=review_by))
    assert mark_checked(db, A.id, ANI, today).note.review_by == expected


def test_a_note_out_of_the_answers_is_not_checked_by_the_way(db: Database) -> None:
    save_note(db, replace(A, state="obsolete"))
    with pytest.raises(StateError, match="publish it again before checking it"):
        mark_checked(db, A.id, ANI, DAY)


# --- owners --------------------------------------------------------------------------------------------------------


def test_when_an_owner_leaves_the_notes_go_to_the_moderators(db: Database) -> None:
    for each in (A, B, C):
        save_note(db, each)
    set_owner(db, A.id, ANI, BUDI)
    set_owner(db, C.id, ANI, BUDI)
    set_owner(db, B.id, BUDI, BUDI)
    assert notes_of_owner(db, ANI) == [replace(A, owner=ANI), replace(C, owner=ANI)]
    assert release_notes(db, ANI) == [A, C]
    assert (notes_of_owner(db, ANI), notes_of_owner(db, BUDI)) == ([], [replace(B, owner=BUDI)])
    assert told(db, A.id)[-1][1:3] == (0, "owner")


def test_an_owner_is_kept_by_a_new_file_and_makes_no_conflict_with_it(db: Database, root: Path) -> None:
    synchronise(db, root)
    set_owner(db, A.id, ANI, BUDI)
    write(root, replace(A, title="Baru"))
    assert synchronise(db, root) == SyncReport(changed=[A.id])
    assert find_note(db, A.id) == replace(A, title="Baru", owner=ANI)


# --- regulations ---------------------------------------------------------------------------------------------------


def test_a_replaced_regulation_marks_what_cites_it_and_is_found(db: Database) -> None:
    other = replace(C, sources=(Source("UU 26/2009"),))
    for each in (A, replace(B, state="archived"), other):
        save_note(db, each)
    marked = regulation_replaced(db, "Undang-Undang No. 25 Tahun 2009", "UU 3/2030", ANI)
    assert marked == [replace(A, state="needs-checking")] == [find_note(db, A.id)]
    assert published_ids(db) == [A.id, C.id]
    assert history(db, A.id)[-1].reason == "Undang-Undang No. 25 Tahun 2009 → UU 3/2030"
    assert (len(history(db, B.id)), len(history(db, C.id))) == (1, 1)


# --- builds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in STATES if state != "published"])
def test_a_state_that_a_moderator_gave_to_a_shipped_note_stays(db: Database, root: Path, state: State) -> None:
    synchronise(db, root)
    set_state(db, A.id, state, ANI)
    for _ in range(2):
        assert synchronise(db, root) == NOTHING
        assert find_note(db, A.id) == replace(A, state=state)
    write(root, replace(A, title="Dari berkas"))
    report = synchronise(db, root)
    assert (len(report.conflicts), report.added, report.changed) == (1, [], [])
    assert find_note(db, A.id) == replace(A, state=state)
    assert synchronise(db, root) == NOTHING


def test_a_file_that_says_the_state_that_prima_says_ends_the_difference(db: Database, root: Path) -> None:
    synchronise(db, root)
    set_state(db, A.id, "archived", ANI)
    write(root, replace(A, state="archived"))
    assert synchronise(db, root) == NOTHING
    write(root, A)
    assert synchronise(db, root) == SyncReport(added=[A.id])
    assert find_note(db, A.id) == A


@pytest.mark.parametrize("state", ["obsolete", "archived"])
def test_the_file_of_a_note_out_of_the_answers_may_go_without_a_word(db: Database, root: Path, state: State) -> None:
    """Published again by a person, the note is Prima's own: no build takes it away."""
    synchronise(db, root)
    set_state(db, A.id, state, ANI)
    (root / "pedoman/C4/C4-pedoman-a.md").unlink()
    for _ in range(2):
        assert synchronise(db, root) == NOTHING
    set_state(db, A.id, "published", ANI)
    for _ in range(2):
        assert synchronise(db, root) == NOTHING
        assert find_note(db, A.id) == A


def test_a_note_whose_file_went_and_whom_a_person_publishes_again_stays(db: Database, root: Path) -> None:
    synchronise(db, root)
    (root / "pedoman/C4/C4-pedoman-a.md").unlink()
    synchronise(db, root)
    assert told(db, A.id) == [(1, 0, "shipped", A.title)]
    set_state(db, A.id, "published", ANI)
    assert synchronise(db, root) == NOTHING
    assert find_note(db, A.id) == A
    write(root, replace(A, title="Kembali"))
    assert len(synchronise(db, root).conflicts) == 1


def test_an_edited_note_whose_file_went_is_reported_once(db: Database, root: Path) -> None:
    synchronise(db, root)
    publish(db, replace(A, title="Dari Prima"), ANI, "edited")
    (root / "pedoman/C4/C4-pedoman-a.md").unlink()
    assert len(synchronise(db, root).conflicts) == 1
    assert synchronise(db, root) == NOTHING
    assert find_note(db, A.id) == replace(A, title="Dari Prima")


def test_a_note_archived_with_its_file_says_so(db: Database) -> None:
    save_note_of_file(db, A, "pedoman/a.md", "1")
    archive_note(db, A.id)
    assert find_note(db, A.id) == replace(A, state="archived")
