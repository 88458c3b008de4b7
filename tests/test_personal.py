"""What Prima holds about a person is given to them whole, and forgotten whole, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import eq
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base import audit, drafts
from knowledge_base.admissions import GROUPS, PEOPLE, ask_in, settle
from knowledge_base.conflicts import flag_conflict, open_conflicts, settle_conflict
from knowledge_base.credits import consent
from knowledge_base.due import mark_reminded
from knowledge_base.figures import Period, figures_of, latest_unanswered
from knowledge_base.forgetting import forget
from knowledge_base.invitations import invite
from knowledge_base.life import set_owner
from knowledge_base.notes import find_note, save_note
from knowledge_base.people import meet
from knowledge_base.personal import HELD, WORDS, data_of
from knowledge_base.questions import Asked, previous_question, store_question, vote
from knowledge_base.retention import Enforced, enforce_retention
from knowledge_base.revisions import history, publish
from knowledge_base.roles import give_role
from knowledge_base.settings import Privacy, Settings, Telegram
from knowledge_base.store import now, opened
from tests.makers import note

ANI, BUDI, NAME = 777_001, 888_002, "Zulaikha Rahasia"
NOW = datetime.now(UTC)

IMPERSONAL = {
    "notes": "id title kind body questions checked review_by topic values sources related example state hash file "
    "file_hash synced_hash updated_at replaced_by sequence",
    "people": "first_seen last_seen opted_out blocked_at",
    "questions": "id asked_at thread channel kind note passage confidence build ms message",
    "votes": "question helpful voted_at",
    "revisions": "id note number at action reason",
    "hands": "id note number part",
    "drafts": "id step base base_hash state created_at updated_at",
    "roles": "role given_at",
    "audit": "id at action",
    "conflicts": "id note other said at settled_at",
    "reminders": "note review_by at",
    "counters": "name value",
    "subscriptions": "topic at",
    "broadcasts": "id at audience text entities note state status",
    "deliveries": "broadcast state at",
    "admissions": "state asked_at decided_at",
    "invitations": "id token_hash role made_at expires_at uses_left revoked",
    "group_chats": "chat title state asked_at decided_at",
    "awaited": "what subject at",
    "refusals": "mark at",
}
"""Columns that hold nobody. A new column belongs here, or into HELD or WORDS of knowledge_base/personal.py."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as made:
        yield made


def asked(text: str, person: int, chat: int | None = None, kind: str = "unknown") -> Asked:
    return Asked(text, text, kind, 0.1, "b", 1.0, "private", person=person, chat=person if chat is None else chat)


def fill(db: Database, person: int, name: str) -> None:
    """A person in every table: one who asked, voted, wrote, reviewed, looked after notes and sent an announcement."""
    meet(db, person, name)
    number = store_question(db, asked("di mana loket", person))
    store_question(db, asked("di mana parkir", person, chat=-500))
    vote(db, number, person, helpful=True)
    give_role(db, person, "moderator", person)
    written = note(id=f"catatan-{person}", contributor=name, origin="https://t.me/c/1/2")
    draft = drafts.start(db, person, {**written.to_dict()}, origin={"person": person, "name": name})
    drafts.publish_draft(db, draft.id, written, person)
    drafts.start(db, person, {"title": "Belum selesai"})
    drafts.submit(db, drafts.start(db, person, {"title": "Menunggu"}).id)
    set_owner(db, written.id, person, person)
    flag_conflict(db, "a", written.id, [("1 hari", "2 hari")], eq)
    (conflict,) = open_conflicts(db)
    settle_conflict(db, conflict.id, conflict.stamp, person)
    mark_reminded(db, written, person)
    audit.record(db, 1, "role admin", str(person), f"untuk {name} ({person})")
    db.table("subscriptions").insert({"person": person, "topic": "C4", "at": now()})
    decided = {"decided_by": person, "decided_at": now()}
    db.table("admissions").insert({"person": person, "name": name, "state": "admitted", "asked_at": now(), **decided})
    group = {"chat": -person - 5, "title": "Balai", "state": "approved", "asked_at": now()}
    db.table("group_chats").insert({**group, **decided})
    made = {"made_by": person, "made_at": now(), "expires_at": now(), "uses_left": 1, "revoked": 0}
    db.table("invitations").insert({"token_hash": f"abc{person % 7}", "role": "pegawai", **made})
    db.table("hands").insert({"note": f"catatan-{person}", "number": 1, "person": person, "part": "accepted"})
    db.table("awaited").insert({"person": person, "what": "reason", "subject": "1", "at": now()})
    row = {"person": person, "at": now(), "audience": "all", "entities": "[]", "note": "", "status": 0}
    sent = db.table("broadcasts").insert({**row, "text": "Halo", "state": "done"}).last_pk
    db.table("broadcasts").insert({**row, "text": "Belum jadi", "state": "draft"})
    db.table("deliveries").insert({"broadcast": sent, "person": person, "state": "sent", "at": now()})


def dump(db: Database) -> str:
    return "\n".join(db.conn.iterdump())


def test_every_column_is_known_to_hold_a_person_or_not(db: Database) -> None:
    """Fails for a new column: forgetting must know it."""
    held = {(column.table, column.column) for column in HELD}
    words = {(table, column) for table, columns in WORDS.items() for column in columns}
    impersonal = {(table, column) for table, columns in IMPERSONAL.items() for column in columns.split()}
    there = {
        (table.name, column.name)
        for table in db.tables
        if not table.name.startswith(("_sqlite", "sqlite_"))
        for column in table.columns
    }
    assert there - held - words - impersonal == set(), "say in personal.py, or in this test, what these hold"
    assert (held | words | impersonal) - there == set()
    assert impersonal & (held | words) == set()


def test_forgetting_leaves_neither_number_nor_name_anywhere(db: Database) -> None:
    fill(db, ANI, NAME)
    fill(db, BUDI, "Budi Santosa")
    others = {part: rows for part, rows in data_of(db, BUDI).items() if part != "person"}
    assert forget(db, ANI, "tanda") == [f"catatan-{ANI}"]
    left = dump(db).replace(f"catatan-{ANI}", "")  # the note's own id, made up by this test
    assert str(ANI) not in left
    assert NAME.casefold() not in left.casefold()
    assert {part: rows for part, rows in data_of(db, BUDI).items() if part != "person"} == others
    assert not any(rows for part, rows in data_of(db, ANI).items() if part != "person")
    assert forget(db, ANI, "tanda") == []


def test_who_was_asked_for_consent_is_forgotten_in_what_others_wrote(db: Database) -> None:
    meet(db, ANI, NAME)
    origin = {"chat": -5, "message": 7, "authors": {str(ANI): NAME}}
    number = drafts.start(db, BUDI, {"title": "Siram"}, origin=origin).id
    consent(db, number, ANI, NAME, agrees=True)
    forget(db, ANI, "tanda")
    draft = drafts.find(db, number)
    assert (draft.origin["authors"], draft.origin["answers"]) == ({"0": ""}, {"0": ""})
    assert draft.record["contributor"] == ""
    assert str(ANI) not in dump(db)


def test_what_is_shown_has_every_table_that_holds_the_person(db: Database) -> None:
    fill(db, ANI, NAME)
    fill(db, BUDI, "Budi Santosa")
    shown = data_of(db, ANI)
    assert {part for part, rows in shown.items() if rows == []} == set()
    assert {held.table for held in HELD} <= set(shown)
    said = json.dumps(shown, ensure_ascii=False)
    assert str(BUDI) not in said
    assert "Budi" not in said
    assert [row["text"] for row in shown["questions"]] == ["di mana loket", "di mana parkir"]
    assert {"Belum selesai", "Menunggu"} <= {row["record"].get("title") for row in shown["drafts"]}


def test_a_published_note_keeps_its_content_and_history_without_the_name(db: Database) -> None:
    fill(db, ANI, NAME)
    before = find_note(db, f"catatan-{ANI}")
    assert before is not None
    forget(db, ANI, "tanda")
    after = find_note(db, before.id)
    assert after == replace(before, contributor="", origin="", owner=0)
    past = history(db, before.id)
    assert [revision.action for revision in past] == ["written", "owner"]
    assert past[-1].note == after
    assert {(revision.person, revision.note.contributor, revision.note.owner) for revision in past} == {(0, "", 0)}


def test_a_contributor_whom_others_named_goes_when_the_name_is_theirs(db: Database) -> None:
    meet(db, ANI, NAME)
    save_note(db, note(id="satu", contributor=NAME.upper()))
    publish(db, note(id="dua", contributor="Sari"), BUDI, "written")
    publish(db, note(id="dua", contributor="Sari", title="Judul lain"), ANI, "edited")
    assert forget(db, ANI, "tanda") == ["satu"]
    assert getattr(find_note(db, "dua"), "contributor", "") == "Sari", "who only edited brought no name in"


def test_figures_stay_and_words_and_conversation_go(db: Database) -> None:
    fill(db, ANI, NAME)
    today = Period.ending(NOW.date() + timedelta(days=1), "week", "UTC")
    before = figures_of(db, today)
    forget(db, ANI, "tanda")
    after = figures_of(db, today)
    assert (
        (after.questions, after.votes, after.helpful) == (before.questions, before.votes, before.helpful) == (2, 1, 1)
    )
    assert (before.people, after.people) == (1, 0)
    assert (len(before.unanswered), after.unanswered, latest_unanswered(db, 5)) == (2, (), [])
    assert previous_question(db, ANI, ANI, None, 60) is None
    assert drafts.queue(db) == []
    assert open_conflicts(db) == [], "what was settled stays settled"


def test_an_act_stays_without_who_did_it(db: Database) -> None:
    fill(db, ANI, NAME)
    forget(db, ANI, "tanda")
    entries = audit.read_audit(db, 10)
    assert [entry.action for entry in entries] == ["forget", "role admin", "publish", "role moderator"]
    assert [(entry.person, entry.subject, entry.detail) for entry in entries[:2]] == [
        (0, "", ""),
        (1, "…", "untuk … (…)"),
    ]


def aged(db: Database, days: int) -> None:
    """Makes everything as old as that."""
    then = (NOW - timedelta(days=days)).isoformat(timespec="milliseconds")
    for table, column in (
        ("questions", "asked_at"), ("votes", "voted_at"), ("deliveries", "at"), ("drafts", "updated_at"),
        ("audit", "at"), ("people", "last_seen"),
    ):  # fmt: skip
        db.execute(f"update {table} set {column} = ?", [then])  # noqa: S608 - names of this test


def test_each_period_ends_on_its_day_and_not_before(db: Database) -> None:
    kept = Settings(privacy=Privacy(question_days=10, people_days=20, draft_days=30, audit_days=40))
    fill(db, ANI, NAME)
    give_role(db, ANI, "pegawai", 1)
    db.execute("delete from audit")
    audit.record(db, 1, "x", "y")
    aged(db, 9)
    assert enforce_retention(db, kept, NOW) == Enforced()
    aged(db, 11)
    assert enforce_retention(db, kept, NOW) == Enforced(questions=2, votes=1, deliveries=1)
    assert data_of(db, ANI)["questions"] == []
    assert enforce_retention(db, kept, NOW) == Enforced(), "a second time there is nothing to do"
    aged(db, 31)
    done = enforce_retention(db, replace_people(kept, 0), NOW)
    assert done == Enforced(drafts=2), "the one that waits for a moderator stays"
    assert enforce_retention(db, kept, NOW).people == 1
    assert data_of(db, ANI)["people"] == []
    aged(db, 41)
    assert enforce_retention(db, kept, NOW).audit == 2


def test_a_draft_by_which_somebody_is_named_stays_until_they_take_it_back(db: Database) -> None:
    number = drafts.start(db, BUDI, note().to_dict(), origin={"authors": {str(ANI): NAME}}).id
    consent(db, number, ANI, NAME, agrees=True)
    drafts.publish_draft(db, number, note(contributor=NAME), BUDI)
    aged(db, 31)
    kept = Settings(privacy=Privacy(draft_days=30))
    assert enforce_retention(db, kept, NOW).drafts == 0
    consent(db, number, ANI, NAME, agrees=False)
    assert enforce_retention(db, kept, NOW).drafts == 1


def test_wishes_of_who_never_came_dead_links_and_groups_that_were_not_allowed_go(db: Database) -> None:
    meet(db, ANI, NAME)
    for person in (ANI, BUDI, 3):
        ask_in(db, PEOPLE, person, "Seseorang")
    settle(db, PEOPLE, (4, "Mira"), "admitted", 1)
    give_role(db, 4, "moderator", 1)
    settle(db, PEOPLE, (3, "Seseorang"), "refused", 1)
    for chat, state in ((-1, "admitted"), (-2, "refused")):
        settle(db, GROUPS, (chat, "Grup"), state, 1)  # type: ignore[arg-type]
    ask_in(db, GROUPS, -3, "Grup")
    invite(db, "pegawai", 1, 7, 1)
    moment = datetime.now(UTC)
    settings = Settings(privacy=Privacy(people_days=20, audit_days=0))
    assert enforce_retention(db, settings, moment + timedelta(days=19)) == Enforced()
    assert enforce_retention(db, replace_people(settings, 0), moment + timedelta(days=400)).access == 0
    db.execute("update people set last_seen = ?", [(moment + timedelta(days=21)).isoformat()])
    assert enforce_retention(db, settings, moment + timedelta(days=21)).access == 4
    assert {row["person"] for row in db.table("admissions").rows} == {ANI, 4}
    assert {row["chat"] for row in db.table("group_chats").rows} == {-1}
    assert db.table("invitations").count == 1, "it has not been out of date for so long"
    assert enforce_retention(db, settings, moment + timedelta(days=28)).access == 1


def replace_people(settings: Settings, days: int) -> Settings:
    return settings.model_copy(update={"privacy": settings.privacy.model_copy(update={"people_days": days})})


def test_zero_keeps_without_end_and_nobody_with_a_role_is_forgotten(db: Database) -> None:
    fill(db, ANI, NAME)
    meet(db, BUDI, "Budi")
    aged(db, 5_000)
    never = Settings(privacy=Privacy(question_days=0, people_days=0, draft_days=0, audit_days=0))
    before = dump(db)
    assert enforce_retention(db, never, NOW) == Enforced()
    assert dump(db) == before
    admins = Settings(telegram=Telegram(admins=(BUDI,)))
    assert enforce_retention(db, admins, NOW).people == 0
    assert enforce_retention(db, Settings(), NOW).people == 1, "Budi, who has no role"
    assert data_of(db, ANI)["people"] != []
