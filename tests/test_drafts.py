"""A draft survives everything, is judged once, and becomes a note only if the one validator agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import read_audit
from knowledge_base.draft import Draft
from knowledge_base.errors import DraftDecidedError, DraftError, EditConflictError, Fault, NoteError
from knowledge_base.identity import new_id
from knowledge_base.merging import merged
from knowledge_base.note import ID, ID_LIMIT, Note
from knowledge_base.notes import archive_note, find_note, save_note
from knowledge_base.revisions import history, publish
from knowledge_base.store import opened
from tests.makers import BODY, DAY, note, notes

ANI, BUDI, CITRA = 11, 22, 33
RECORD: dict[str, Any] = {"title": "Menyapa warga", "kind": "praktik", "questions": ["cara menyapa?"], "body": BODY}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


# --- from the first word to the queue ------------------------------------------------------------------------------


def test_a_draft_is_found_after_a_restart_where_it_was_left(tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        number = drafts.start(db, ANI, {"body": "😀 " * 30_000}, step="title", origin={"chat": -100, "message": 7}).id
        drafts.update(db, number, {"body": "isi", "title": "Judul"}, "kind")
    with opened(tmp_path / "prima.db") as db:
        (found,) = drafts.of_person(db, ANI)
    assert (found.id, found.step, found.record, found.origin, found.state) == (
        number, "kind", {"body": "isi", "title": "Judul"}, {"chat": -100, "message": 7}, "writing",
    )  # fmt: skip


def test_a_persons_unfinished_drafts_come_newest_first_and_nobody_elses(db: Database) -> None:
    first, second, third = (drafts.start(db, ANI, RECORD).id for _ in range(3))
    drafts.start(db, BUDI, RECORD)
    drafts.submit(db, second)
    drafts.give_back(db, second, BUDI, "kurang sumber")
    drafts.cancel(db, third)
    assert {each.id for each in drafts.of_person(db, ANI)} == {first, second}
    db.execute("update drafts set updated_at = '2020' where id = ?", [second])
    assert [each.id for each in drafts.of_person(db, ANI)] == [first, second]
    assert [each.id for each in drafts.of_person(db, ANI, ["cancelled"])] == [third]


def test_the_queue_is_oldest_first(db: Database) -> None:
    first, second = (drafts.submit(db, drafts.start(db, person, RECORD).id).id for person in (ANI, BUDI))
    drafts.start(db, CITRA, RECORD)
    assert [each.id for each in drafts.queue(db)] == [first, second]
    db.execute("update drafts set updated_at = '2020' where id = ?", [second])
    assert [each.id for each in drafts.queue(db)] == [second, first]


def test_a_returned_draft_carries_the_message_and_can_be_handed_in_again(db: Database) -> None:
    number = drafts.submit(db, drafts.start(db, ANI, RECORD).id).id
    back = drafts.give_back(db, number, BUDI, "Mohon sebut sumbernya.")
    assert (back.state, back.reviewer, back.message) == ("returned", BUDI, "Mohon sebut sumbernya.")
    drafts.update(db, number, {**RECORD, "title": "Baru"}, "preview")
    assert drafts.submit(db, number).state == "review"
    assert drafts.queue(db)[0].record["title"] == "Baru"


def test_an_unknown_draft_is_an_error_that_names_it(db: Database) -> None:
    with pytest.raises(DraftError, match="there is no draft 99"):
        drafts.submit(db, 99)


# --- decisions -----------------------------------------------------------------------------------------------------

DECISIONS: dict[str, Callable[[Database, int, int], Draft]] = {
    "returned": lambda db, number, who: drafts.give_back(db, number, who, "ubah"),
    "refused": lambda db, number, who: drafts.refuse(db, number, who, "sudah ada"),
    "published": lambda db, number, who: drafts.mark_published(db, number, who, "X1-a"),
}


@pytest.mark.parametrize("first", DECISIONS)
@pytest.mark.parametrize("second", DECISIONS)
def test_the_second_who_decides_hears_who_decided_what(db: Database, first: str, second: str) -> None:
    number = drafts.submit(db, drafts.start(db, ANI, RECORD).id).id
    decided = DECISIONS[first](db, number, BUDI)
    if (first, second) == ("returned", "published"):
        return  # a moderator may still publish what waits for its author
    with pytest.raises(DraftDecidedError, match=f"already '{first}'") as caught:
        DECISIONS[second](db, number, CITRA)
    assert caught.value.draft == decided == drafts.find(db, number)
    assert (decided.state, decided.reviewer) == (first, BUDI)


def test_what_is_in_the_queue_is_not_rewritten_but_may_be_withdrawn(db: Database) -> None:
    number = drafts.submit(db, drafts.start(db, ANI, RECORD).id).id
    with pytest.raises(DraftDecidedError):
        drafts.update(db, number, {}, "title")
    assert drafts.cancel(db, number).state == "cancelled"
    with pytest.raises(DraftDecidedError):
        drafts.refuse(db, number, BUDI, "terlambat")


def test_publishing_makes_the_note_names_its_author_and_writes_down_who_agreed(db: Database) -> None:
    draft = drafts.submit(db, drafts.start(db, ANI, RECORD).id)
    made = draft.to_note("C1-praktik-menyapa", DAY)
    revision = drafts.publish_draft(db, draft.id, made, BUDI)
    assert find_note(db, made.id) == made
    assert (revision.person, revision.action) == (ANI, "written")
    ended = drafts.find(db, draft.id)
    assert (ended.state, ended.reviewer, ended.base) == ("published", BUDI, made.id)
    (entry,) = read_audit(db, 10)
    assert (entry.person, entry.action, entry.subject, entry.detail) == (BUDI, "publish", made.id, f"draft {draft.id}")


def test_a_draft_of_a_note_that_changed_meanwhile_stays_open_until_its_author_decided(db: Database) -> None:
    publish(db, note(), ANI, "written")
    draft = drafts.start(db, ANI, {"title": "Kata Ani"}, base=note())
    publish(db, note(title="Kata Budi"), BUDI, "edited")
    mine = draft.to_note(note().id, DAY)
    assert mine == note(title="Kata Ani")
    with pytest.raises(EditConflictError) as caught:
        drafts.publish_draft(db, draft.id, mine, ANI)
    assert (drafts.find(db, draft.id), read_audit(db, 10)) == (draft, [])
    drafts.rebase(db, draft.id, caught.value.current)
    assert drafts.publish_draft(db, draft.id, mine, ANI).action == "edited"
    assert [each.note.title for each in history(db, note().id)] == [note().title, "Kata Budi", "Kata Ani"]


def test_two_new_notes_with_one_id_do_not_overwrite_each_other(db: Database) -> None:
    first, second = (drafts.start(db, person, RECORD) for person in (ANI, BUDI))
    drafts.publish_draft(db, first.id, first.to_note("X1-a", DAY), ANI)
    with pytest.raises(EditConflictError):
        drafts.publish_draft(db, second.id, second.to_note("X1-a", DAY), BUDI)
    assert drafts.find(db, second.id).state == "writing"


def test_a_merged_draft_changes_the_note_that_was_seen(db: Database) -> None:
    publish(db, note(), ANI, "written")
    draft = drafts.start(db, BUDI, {**RECORD, "body": "Langkah baru."})
    together = merged(note(), draft.to_note("X1-sementara", DAY))
    assert drafts.publish_draft(db, draft.id, together, BUDI, seen=note()).action == "merged"
    assert find_note(db, note().id) == together
    other = drafts.start(db, BUDI, RECORD)
    with pytest.raises(EditConflictError):
        drafts.publish_draft(db, other.id, note(title="x"), BUDI, seen=note())


# --- becoming a note -----------------------------------------------------------------------------------------------


def test_a_draft_without_days_was_checked_today(db: Database) -> None:
    made = drafts.start(db, ANI, {**RECORD, "sources": [], "topic": ""}).to_note("X1-a", DAY)
    assert made == Note(
        "X1-a", "Menyapa warga", "praktik", BODY, ("cara menyapa?",), DAY, DAY + timedelta(days=180)
    )  # fmt: skip


def test_an_empty_draft_says_in_indonesian_all_that_is_missing(db: Database) -> None:
    with pytest.raises(NoteError) as caught:
        drafts.start(db, ANI, {}).to_note("X1-a", DAY)
    assert {fault.code for fault in caught.value.faults} == {
        "empty-body", "missing", "missing-choice", "missing-list",
    }  # fmt: skip
    assert "Isi catatan masih kosong. Tulis apa yang perlu dilakukan." in {each.pesan for each in caught.value.faults}


@settings(max_examples=40)
@given(notes())
def test_a_draft_that_holds_a_whole_note_becomes_that_note(
    tmp_path_factory: pytest.TempPathFactory, made: Note
) -> None:
    with opened(tmp_path_factory.mktemp("drafts") / "prima.db") as db:
        assert drafts.start(db, ANI, {}, base=made).to_note(made.id, DAY) == made


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=50)
@given(some.dictionaries(some.sampled_from([*Note.__dataclass_fields__, "lain"]), VALUES))
def test_whatever_a_draft_holds_it_is_a_note_or_has_faults_in_both_languages(record: dict[str, Any]) -> None:
    draft = Draft(1, ANI, "", record, "", "", {}, "writing", 0, "", "", "")
    try:
        assert draft.to_note("X1-a", DAY).id == "X1-a"
        faults: tuple[Fault, ...] = ()
    except NoteError as error:
        faults = error.faults
    assert all(fault.code and fault.pesan and fault.message for fault in faults)


# --- ids -----------------------------------------------------------------------------------------------------------


def test_an_id_is_made_of_topic_kind_and_title_and_never_used_again(db: Database) -> None:
    made = [new_id(db, "Menyapa Warga, di Loket!", "C1", "praktik")]
    save_note(db, note(made[0]))
    archive_note(db, made[0])
    made.append(new_id(db, "menyapa warga di loket", "C1", "praktik"))
    save_note(db, note(made[1].upper()))
    made.append(new_id(db, "Menyapa warga di loket", "C1", "praktik"))
    base = "C1-praktik-menyapa-warga-di-loket"
    assert made == [base, f"{base}-2", f"{base}-3"]
    assert new_id(db, "Café", "", "pedoman") == "pedoman-cafe"


@settings(max_examples=60)
@given(title=some.text(), topic=some.sampled_from(["", "C4", "B10"]), kind=some.sampled_from(["pedoman", "praktik"]))
def test_any_title_gives_a_valid_new_id(
    tmp_path_factory: pytest.TempPathFactory, title: str, topic: str, kind: Any
) -> None:
    with opened(tmp_path_factory.getbasetemp() / "ids.db") as db:
        taken: set[str] = set()
        for _ in range(3):
            made = new_id(db, title.encode("utf-8", "replace").decode(), topic, kind)
            assert ID.fullmatch(made)
            assert len(made) <= ID_LIMIT
            assert find_note(db, made) is None
            assert made not in taken
            taken.add(made)
            save_note(db, replace(note(), id=made))
