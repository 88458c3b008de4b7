"""What Prima waits to be told, and the rules of roles and drafts that the chat relies on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base import drafts
from knowledge_base.audit import audit_csv, read_audit, record
from knowledge_base.awaited import await_reply, awaited_of, stop_waiting
from knowledge_base.errors import NoteError, RoleError, StateError
from knowledge_base.life import Retired, find_retired
from knowledge_base.marking import mark_citing
from knowledge_base.moderating import about, entrust, give_state, retire
from knowledge_base.notes import find_note, notes_titled, save_note
from knowledge_base.people import meet, names_of, people_named
from knowledge_base.revisions import history
from knowledge_base.roles import give_role, role_of, take_role
from knowledge_base.store import opened
from tests.makers import DAY, note

ROOT, ANI, BUDI = 1, 11, 22
A, B = note("C4-pedoman-a", title="Menyapa warga"), note("C4-pedoman-b", title="Melayani lansia")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        save_note(database, A)
        save_note(database, B)
        yield database


def test_prima_waits_for_one_thing_of_a_person_and_takes_it_once(db: Database) -> None:
    first = await_reply(db, ANI, "refuse", "1")
    second = await_reply(db, ANI, "refuse", "2")
    assert await_reply(db, BUDI, "refuse", "2") != second
    assert awaited_of(db, ANI) == second
    assert first.stamp != second.stamp
    assert stop_waiting(db, second)
    assert not stop_waiting(db, second)
    assert awaited_of(db, ANI) is None
    assert awaited_of(db, BUDI) is not None


def test_what_comes_an_hour_later_is_no_reply(db: Database) -> None:
    await_reply(db, ANI, "refuse", "1")
    db.execute("update awaited set at = '2026-01-01T00:00:00.000+00:00'")
    assert awaited_of(db, ANI) is None


@pytest.mark.parametrize(("person", "role", "reason"), [(ROOT, "pegawai", "settings"), (BUDI, "moderator", "same")])
def test_roles_keep_to_their_rules(db: Database, person: int, role: str, reason: str) -> None:
    give_role(db, BUDI, "moderator", ROOT)
    with pytest.raises(RoleError) as refused:
        take_role(db, person, "pegawai" if role == "pegawai" else "moderator", ROOT, (ROOT,))
    assert refused.value.reason == reason


def test_the_last_admin_stays_until_there_is_another(db: Database) -> None:
    give_role(db, ANI, "admin", ROOT)
    with pytest.raises(RoleError) as refused:
        take_role(db, ANI, "pegawai", ANI, ())
    assert refused.value.reason == "last-admin"
    give_role(db, BUDI, "admin", ANI)
    take_role(db, ANI, "pegawai", ANI, ())
    assert role_of(db, ANI, ()) == "pegawai"


def test_a_retired_note_names_what_questions_find_instead(db: Database) -> None:
    assert find_retired(db, A.id) is None
    retire(db, await_reply(db, ANI, "obsolete", about(A)), B.id)
    retired = replace(A, state="obsolete", replaced_by=B.id)
    assert find_retired(db, A.id) == Retired(retired, B)
    assert awaited_of(db, ANI) is None
    give_state(db, A.id, "archived", ANI)
    assert find_retired(db, A.id) == Retired(replace(retired, state="archived"), B), "what replaces it goes on doing so"
    give_state(db, A.id, "published", ANI)
    assert find_note(db, A.id) == A
    assert find_retired(db, "tidak-ada") is None


def test_a_change_that_is_refused_leaves_no_trace(db: Database) -> None:
    with pytest.raises(StateError):
        give_state(db, A.id, "published", ANI)
    assert (read_audit(db, 5), len(history(db, A.id))) == ([], 1)
    entrust(db, A.id, BUDI, ANI)
    assert [(each.person, each.action, each.detail) for each in read_audit(db, 5)] == [(ANI, "owner", str(BUDI))]


def test_a_replaced_regulation_is_marked_once(db: Database) -> None:
    asked = await_reply(db, ANI, "regulation", "")
    made = mark_citing(db, asked, "UU 25/2009", "UU 7/2027")
    assert made
    assert [each.id for each in made.notes] == [A.id, B.id]
    assert mark_citing(db, asked, "UU 25/2009", "UU 7/2027") is None
    assert len(history(db, A.id)) == 2


def test_a_drafts_stamp_changes_with_what_it_says(db: Database) -> None:
    draft = drafts.start(db, ANI, {"title": "A"})
    changed = drafts.update(db, draft.id, {"title": "B"}, "")
    assert len({draft.stamp, changed.stamp, drafts.submit(db, draft.id).stamp}) == 3


def test_a_draft_becomes_a_note_with_an_id_of_its_own_or_of_the_one_it_changes(db: Database) -> None:
    whole = {"title": "Menyapa tamu", "kind": "praktik", "topic": "C1", "body": "1. Sapa.", "questions": ["cara sapa?"]}
    made = drafts.note_of_draft(db, drafts.start(db, ANI, whole), DAY)
    assert made.id == "C1-praktik-menyapa-tamu"
    assert drafts.note_of_draft(db, drafts.start(db, ANI, {}, base=A), DAY) == A
    with pytest.raises(NoteError):
        drafts.note_of_draft(db, drafts.start(db, ANI, {"topic": ["x"], "kind": 7}), DAY)


def test_people_and_notes_are_found_by_part_of_their_names(db: Database) -> None:
    meet(db, ANI, "Ani 100%")
    meet(db, BUDI, "Budi")
    assert people_named(db, "00%", 5) == [(ANI, "Ani 100%")]
    assert people_named(db, "%", 5) == [(ANI, "Ani 100%")], "no wildcard"
    assert len(people_named(db, "", 5)) == 2
    assert names_of(db, [ANI, 99]) == {ANI: "Ani 100%"}
    assert names_of(db, []) == {}
    assert notes_titled(db, "menyapa", 5) == [A]


def test_a_title_holds_every_word_that_is_sought_whatever_the_state(db: Database) -> None:
    angry = note("C4-pedoman-marah", title="Menghadapi warga yang marah", state="archived")
    save_note(db, angry)
    assert notes_titled(db, "warga marah", 5) == [angry]
    assert notes_titled(db, " Marah  hadap ", 5) == [angry]
    assert notes_titled(db, "warga marah lansia", 5) == []
    assert notes_titled(db, "", 5) == []


def test_the_table_of_the_audit_runs_nothing(db: Database) -> None:
    record(db, ANI, "archived", "=cmd|' /C calc'!A0", "+1")
    table = audit_csv(read_audit(db, 5), lambda _: "@Ani", lambda _: "=1+1")
    assert table.startswith("\ufeffwaktu,id,nama,")
    assert ",'@Ani,archived,'=cmd|' /C calc'!A0,'=1+1,'+1\r\n" in table
