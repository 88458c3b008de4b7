"""Roles, what was done with them, and contradictions that wait for whoever has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import read_audit, record
from knowledge_base.conflicts import flag_conflict, open_conflicts, settle_conflict
from knowledge_base.notes import find_note, save_note
from knowledge_base.roles import give_role, people_with, role_of
from knowledge_base.store import opened
from tests.makers import note

ROOT, ANI, BUDI = 1, 11, 22


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


def test_everybody_is_pegawai_but_the_admins_of_the_settings(db: Database) -> None:
    assert [role_of(db, person, (ROOT,)) for person in (ROOT, ANI)] == ["admin", "pegawai"]
    give_role(db, ROOT, "pegawai", ANI)
    assert role_of(db, ROOT, (ROOT,)) == "admin"


def test_a_role_is_given_changed_and_written_down(db: Database) -> None:
    give_role(db, ANI, "moderator", ROOT)
    give_role(db, BUDI, "admin", ROOT)
    assert (people_with(db, "moderator", (ROOT,)), people_with(db, "admin", (ROOT,))) == ([ANI], [ROOT, BUDI])
    give_role(db, ANI, "admin", ROOT)
    assert (people_with(db, "moderator", (ROOT,)), role_of(db, ANI, ())) == ([], "admin")
    assert [(each.person, each.action, each.subject) for each in read_audit(db, 10)] == [
        (ROOT, "role admin", str(ANI)), (ROOT, "role admin", str(BUDI)), (ROOT, "role moderator", str(ANI)),
    ]  # fmt: skip


def test_who_loses_the_role_loses_the_notes_and_keeps_the_drafts(db: Database) -> None:
    give_role(db, ANI, "moderator", ROOT)
    save_note(db, replace(note(), owner=ANI))
    number = drafts.start(db, ANI, {"title": "Setengah jadi"}).id
    assert give_role(db, ANI, "pegawai", ROOT) == [note()]
    assert find_note(db, note().id) == note()
    assert role_of(db, ANI, ()) == "pegawai"
    assert drafts.submit(db, number) in drafts.queue(db)


def test_the_audit_is_newest_first_and_asked_by_subject(db: Database) -> None:
    for number in range(5):
        record(db, ANI, "archive", f"X1-{number % 2}", str(number))
    assert [each.detail for each in read_audit(db, 2)] == ["4", "3"]
    assert [each.detail for each in read_audit(db, 10, subject="X1-0")] == ["4", "2", "0"]


def test_a_contradiction_is_told_once_until_it_is_settled_and_not_again_after(db: Database) -> None:
    found = flag_conflict(db, "X1-b", "X1-a", "30 hari, 14 hari")
    assert found is not None
    assert (found.note, found.other) == ("X1-a", "X1-b")
    assert flag_conflict(db, "X1-a", "X1-b", "30 hari, 14 hari") is None
    other = flag_conflict(db, "X1-a", "X1-c", "30 hari, 14 hari")
    assert open_conflicts(db) == [found, other]
    assert open_conflicts(db, "X1-b") == [found]
    assert settle_conflict(db, found.id, ANI)
    assert not settle_conflict(db, found.id, BUDI)
    assert not settle_conflict(db, 99, BUDI)
    assert open_conflicts(db) == [other]
    assert flag_conflict(db, "X1-a", "X1-b", "30 hari, 14 hari") is None
