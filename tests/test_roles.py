"""Roles, what was done with them, and contradictions that wait for whoever has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import eq
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import read_audit, record
from knowledge_base.conflicts import (
    disputed_by,
    drop_conflict,
    flag_conflict,
    open_conflicts,
    open_instead,
    settle_conflict,
)
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
    days, hours = ("5 hari", "3 hari"), ("14.00", "15.00")
    found = flag_conflict(db, "X1-b", "X1-a", [days], eq)
    assert found is not None
    assert (found.note, found.other, found.said) == ("X1-a", "X1-b", (("3 hari", "5 hari"),))
    assert (found.said_by("X1-a"), found.said_by("X1-b")) == (("3 hari",), ("5 hari",))
    assert flag_conflict(db, "X1-a", "X1-b", [days[::-1]], eq) is None
    other = flag_conflict(db, "X1-a", "X1-c", [days[::-1]], eq)
    assert open_conflicts(db) == [found, other]
    assert disputed_by(db, "X1-a") == ["X1-b", "X1-c"]
    assert settle_conflict(db, found.id, found.stamp, ANI)
    assert not settle_conflict(db, found.id, found.stamp, BUDI)
    assert not settle_conflict(db, 99, found.stamp, BUDI)
    assert open_conflicts(db) == [other]
    assert flag_conflict(db, "X1-b", "X1-a", [days], eq) is None
    news = flag_conflict(db, "X1-b", "X1-a", [days, hours], eq)
    assert news is not None
    assert news.said == (("15.00", "14.00"),), "what was settled stays settled beside what is new"


def test_of_two_notes_one_contradiction_is_open_and_it_says_what_they_disagree_in_now(db: Database) -> None:
    days, hours, later = ("5 hari", "3 hari"), ("14.00", "15.00"), ("14.00", "16.00")
    first = flag_conflict(db, "X1-b", "X1-a", [days, hours], eq)
    second = flag_conflict(db, "X1-b", "X1-a", [days, later], eq)
    assert first is not None
    assert second is not None
    assert second.said == (later[::-1], days[::-1]), "what is news stands first"
    assert open_conflicts(db) == [second]
    unseen = "who looks at the one before does not settle what they did not see"
    assert not settle_conflict(db, first.id, first.stamp, ANI), unseen
    assert open_instead(db, first.id) == second
    assert settle_conflict(db, second.id, second.stamp, ANI)
    assert open_instead(db, first.id) is None
    third = flag_conflict(db, "X1-b", "X1-a", [hours], eq)
    assert open_conflicts(db) == [third]
    assert third is not None
    assert open_instead(db, first.id) == third
    assert flag_conflict(db, "X1-b", "X1-a", [later], eq) is None
    assert open_conflicts(db) == [], "all that they still disagree in was settled"


def test_an_open_contradiction_holds_only_what_the_notes_still_disagree_in(db: Database) -> None:
    days, hours = ("5 hari", "3 hari"), ("14.00", "15.00")
    found = flag_conflict(db, "X1-b", "X1-a", [days, hours], eq)
    assert found is not None
    assert flag_conflict(db, "X1-b", "X1-a", [days], eq) is None, "no news"
    (left,) = open_conflicts(db)
    assert (left.id, left.said, left.at) == (found.id, (days[::-1],), found.at)
    drop_conflict(db, "X1-b", "X1-a")
    assert (open_conflicts(db), disputed_by(db, "X1-a")) == ([], [])
    assert flag_conflict(db, "X1-b", "X1-a", [days], eq) is not None, "it is news again"


def test_a_contradiction_of_a_note_out_of_the_answers_is_not_open(db: Database) -> None:
    save_note(db, note("X1-a"))
    found = flag_conflict(db, "X1-b", "X1-a", [("5 hari", "3 hari")], eq)
    assert found is not None
    for state in ("archived", "obsolete"):
        save_note(db, replace(note("X1-a"), state=state))
        assert open_conflicts(db) == []
        assert not settle_conflict(db, found.id, found.stamp, ANI)
        assert disputed_by(db, "X1-b") == ["X1-a"]
    save_note(db, note("X1-a"))
    assert open_conflicts(db) == [found]
