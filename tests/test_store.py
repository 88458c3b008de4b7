"""The database is made once, by whoever comes first; it keeps what it is given; one desk writes in order."""

from __future__ import annotations

import asyncio
import fcntl
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlite_utils import Database

from knowledge_base.conflicts import open_conflicts
from knowledge_base.errors import ClosedStoreError, StoreError
from knowledge_base.note import Note
from knowledge_base.notes import (
    archive_note,
    file_states,
    find_note,
    mark_file,
    published_ids,
    published_notes,
    save_note,
    save_note_of_file,
)
from knowledge_base.people import count_people, meet
from knowledge_base.questions import (
    Asked,
    find_question,
    previous_question,
    store_question,
    vote,
)
from knowledge_base.schema import migrations
from knowledge_base.settings import ROOT
from knowledge_base.store import Desk, connect, now, opened
from tests.makers import note, notes

TABLES = {
    *("_sqlite_migrations", "notes", "people", "questions", "votes"),
    *("revisions", "drafts", "roles", "audit", "conflicts", "reminders", "counters", "awaited", "hands"),
    *("admissions", "invitations", "group_chats", "subscriptions", "broadcasts", "deliveries", "refusals"),
}
MIGRATIONS = ["001_notes", "002_people", "003_questions", "004_answer_messages", "005_life", "006_changes"]
MIGRATIONS += ["007_awaited", "008_access", "009_reach", "010_refusals", "011_hands", "012_contradictions"]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        yield database


# --- opening -------------------------------------------------------------------------------------------------------


def test_a_new_database_gets_its_folder_and_all_tables(tmp_path: Path) -> None:
    with opened(tmp_path / "data" / "hari ini" / "prima.db") as db:
        assert set(db.table_names()) == TABLES
        assert db.journal_mode == "wal"


def test_each_migration_is_applied_once_in_order(tmp_path: Path) -> None:
    with opened(tmp_path / "prima.db") as db:
        first = [(each.name, each.applied_at) for each in migrations.applied(db)]
        meet(db, 1, "Ani")
    with opened(tmp_path / "prima.db") as db:
        assert [(each.name, each.applied_at) for each in migrations.applied(db)] == first
        assert count_people(db) == 1
    assert [name for name, _ in first] == sorted(name for name, _ in first)
    assert [name for name, _ in first] == MIGRATIONS


def test_an_older_database_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "prima.db")) as old:
        migrations.apply(old, stop_before="002_people")
        record = {**note().to_dict(), "state": "published", "hash": note().hash, "updated_at": now()}
        lists = {name: json.dumps(record[name]) for name in ("questions", "values", "sources", "related")}
        old.table("notes").insert({**record, **lists, "file": "", "file_hash": "", "synced_hash": ""})
    with opened(tmp_path / "prima.db") as db:
        assert set(db.table_names()) == TABLES
        assert list(published_notes(db)) == [note()]


def test_contradictions_from_before_keep_what_they_say(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "prima.db")) as old:
        migrations.apply(old, stop_before="012_contradictions")
        old.table("conflicts").insert({"note": "a", "other": "b", "detail": "3 hari. ≠ 5 hari.", "at": now()})
    with opened(tmp_path / "prima.db") as db:
        assert [conflict.said for conflict in open_conflicts(db)] == [(("3 hari.", "5 hari."),)]


def test_threads_that_open_a_new_database_together_all_get_it(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    for attempt in range(12):
        barrier = Barrier(8)

        def work(path: Path, barrier: Barrier = barrier) -> None:
            barrier.wait()
            try:
                with opened(path) as db:
                    assert set(db.table_names()) == TABLES
            except BaseException as error:  # noqa: BLE001 - shown by the test
                failures.append(error)

        threads = [Thread(target=work, args=(tmp_path / str(attempt) / "prima.db",)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_processes_that_open_a_new_database_together_all_get_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from knowledge_base.store import opened\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "with opened(Path(sys.argv[1])) as db: print(len(db.table_names()))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "prima.db")]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0].strip() for process in started] == [str(len(TABLES))] * 2


@pytest.mark.parametrize("name", ["bukan.db", "folder", "bukan.db/prima.db", "rusak.db"])
def test_what_is_no_database_is_a_store_error_that_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "bukan.db").write_bytes(b"Ini bukan basis data. " * 100)
    (tmp_path / "folder").mkdir()
    (tmp_path / "rusak.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 4_096)
    message = rf"^{tmp_path / name}: cannot be used as Prima's database \(.+\); restore a backup \(.+\), or move"
    with pytest.raises(StoreError, match=message):
        connect(tmp_path / name)
    assert (tmp_path / "bukan.db").read_bytes().startswith(b"Ini bukan")


def test_opened_closes_the_connection_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), opened(tmp_path / "prima.db") as db:
        raise KeyError
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.table_names()


# --- transactions --------------------------------------------------------------------------------------------------


def save_and_fail(db: Database, identity: str) -> None:
    with db.atomic():
        save_note(db, note(identity))
        raise ZeroDivisionError


def test_a_transaction_is_all_or_nothing_and_one_inside_may_fail_alone(tmp_path: Path, db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        save_and_fail(db, "X1-a")
    assert published_ids(db) == []
    with db.atomic():
        save_note(db, note("X1-a"))
        with pytest.raises(ZeroDivisionError):
            save_and_fail(db, "X1-b")
        save_note(db, note("X1-c"))
    with opened(tmp_path / "prima.db") as other:
        assert published_ids(other) == ["X1-a", "X1-c"]


def test_a_transaction_that_only_read_so_far_may_still_write(tmp_path: Path, db: Database) -> None:
    """The right to write is taken at the start: nobody can write between a transaction's reading and its writing."""
    impatient = sqlite3.connect(tmp_path / "prima.db", timeout=0, isolation_level=None)
    with db.atomic():
        assert published_ids(db) == []
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("insert into people (id, name, first_seen, last_seen) values (1, 'Ani', '', '')")
        save_note(db, note())
    impatient.execute("insert into people (id, name, first_seen, last_seen) values (1, 'Ani', '', '')")
    impatient.close()
    assert (published_ids(db), count_people(db)) == ([note().id], 1)


def test_readers_go_on_while_somebody_writes(tmp_path: Path, db: Database) -> None:
    with opened(tmp_path / "prima.db") as reader, db.atomic():
        save_note(db, note())
        assert published_ids(reader) == []


def test_a_write_is_seen_by_others_at_once(tmp_path: Path, db: Database) -> None:
    with opened(tmp_path / "prima.db") as other:
        meet(db, 1, "Ani")
        number = store_question(db, asked())
        vote(db, number, 1, helpful=True)
        assert (count_people(other), find_question(other, number), other.table("votes").count) == (1, asked(), 1)


def test_now_is_utc_and_sorts_as_text() -> None:
    before, moment, after = datetime.now(UTC), now(), datetime.now(UTC)
    assert before - timedelta(milliseconds=1) <= datetime.fromisoformat(moment) <= after
    assert moment.endswith("+00:00")
    assert len(moment) == len("2026-11-21T08:00:00.000+00:00")


# --- notes ---------------------------------------------------------------------------------------------------------


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes())
def test_a_saved_note_is_found_as_it_was(db: Database, made: Note) -> None:
    save_note(db, made)
    assert find_note(db, made.id) == made


def test_published_notes_come_in_order_of_their_ids(db: Database) -> None:
    for identity in ("X1-b", "X1-c", "X1-a"):
        save_note(db, note(identity))
    archive_note(db, "X1-c")
    assert [each.id for each in published_notes(db)] == published_ids(db) == ["X1-a", "X1-b"]


def test_an_archived_note_is_kept_and_published_again_when_saved(db: Database) -> None:
    save_note(db, note())
    archive_note(db, note().id)
    assert (published_ids(db), find_note(db, note().id)) == ([], note(state="archived"))
    save_note(db, note(title="Lagi"))
    assert [each.title for each in published_notes(db)] == ["Lagi"]


def test_an_unknown_note_is_none(db: Database) -> None:
    assert find_note(db, "tidak-ada") is None


def test_a_note_knows_whether_it_was_edited_since_its_file_was_read(db: Database) -> None:
    save_note_of_file(db, note(), "pedoman/a.md", "hash-1")
    assert not file_states(db)[note().id].edited
    save_note(db, note(title="Lain"))
    state = file_states(db)[note().id]
    assert (state.edited, state.file, state.file_hash) == (True, "pedoman/a.md", "hash-1")
    mark_file(db, note().id, "pedoman/b.md", "hash-2")
    state = file_states(db)[note().id]
    assert (state.edited, state.file, state.file_hash) == (True, "pedoman/b.md", "hash-2")
    save_note_of_file(db, note(title="Baru"), "pedoman/b.md", "hash-3")
    assert not file_states(db)[note().id].edited


def test_a_note_without_a_file_has_an_empty_file_state(db: Database) -> None:
    save_note(db, note())
    state = file_states(db)[note().id]
    assert (state.file, state.file_hash, state.synced_hash, state.state) == ("", "", "", "published")


# --- people --------------------------------------------------------------------------------------------------------


def test_a_person_is_counted_once_under_the_latest_name(db: Database) -> None:
    meet(db, 1, "Ani")
    first = next(iter(db.table("people").rows))
    meet(db, 2, "Budi")
    meet(db, 1, "Ani Lestari")
    assert count_people(db) == 2
    again = next(iter(db.table("people").rows_where("id = 1")))
    assert (again["name"], again["first_seen"]) == ("Ani Lestari", first["first_seen"])
    assert again["last_seen"] >= first["last_seen"]


# --- questions and votes -------------------------------------------------------------------------------------------


def asked(text: str = "apa itu IKM?", **changes: Any) -> Asked:
    usual = Asked(
        text=text, understood=text, kind="answer", confidence=0.75, build="b1", ms=12.5, channel="private",
        note="E2-pedoman-ikm", passage=2, person=7, chat=7, thread=None,
    )  # fmt: skip
    return replace(usual, **changes)


def age(db: Database, number: int, minutes: float) -> None:
    """Makes a question older."""
    moment = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    db.execute("update questions set asked_at = ? where id = ?", [moment, number])


def test_a_question_is_stored_under_a_new_number(db: Database) -> None:
    outside = asked(person=None, chat=None, note="", passage=0, channel="command")
    numbers = [store_question(db, each) for each in (asked(), outside)]
    assert numbers[1] > numbers[0]
    assert [find_question(db, number) for number in numbers] == [asked(), outside]
    assert find_question(db, 99) is None


def test_the_previous_question_is_the_persons_last_in_that_place(db: Database) -> None:
    store_question(db, asked("pertama"))
    store_question(db, asked("kedua"))
    found = previous_question(db, 7, 7, None, 20)
    assert found is not None
    assert found.text == "kedua"


@pytest.mark.parametrize("elsewhere", [{"person": 8}, {"chat": -100}, {"thread": 5}, {"person": None, "chat": None}])
def test_a_question_of_another_person_chat_or_thread_is_not_the_previous(
    db: Database, elsewhere: dict[str, Any]
) -> None:
    store_question(db, asked(**elsewhere))
    assert previous_question(db, 7, 7, None, 20) is None


def test_a_forum_topic_has_a_conversation_of_its_own(db: Database) -> None:
    store_question(db, asked("di topik", chat=-1, thread=5))
    store_question(db, asked("di luar", chat=-1))
    found = [previous_question(db, -1, 7, thread, 20) for thread in (5, None, 6)]
    assert [each and each.text for each in found] == ["di topik", "di luar", None]


def test_a_question_is_previous_only_for_some_minutes(db: Database) -> None:
    age(db, store_question(db, asked()), 19.5)
    assert previous_question(db, 7, 7, None, 20) == asked()
    assert previous_question(db, 7, 7, None, 19) is None


def test_zero_minutes_turn_follow_ups_off(db: Database) -> None:
    store_question(db, asked())
    assert previous_question(db, 7, 7, None, 0) is None


@pytest.mark.parametrize(
    ("kind", "counts"),
    [("answer", True), ("unsure", True), ("unknown", True), ("greeting", False), ("thanks", False), ("attack", False)],
)
def test_greetings_and_the_like_do_not_change_the_subject(db: Database, kind: str, counts: bool) -> None:  # noqa: FBT001
    store_question(db, asked("dulu"))
    store_question(db, asked("baru", kind=kind))
    found = previous_question(db, 7, 7, None, 20)
    assert found is not None
    assert found.text == ("baru" if counts else "dulu")


def test_a_person_has_one_vote_a_question_and_may_change_it(db: Database) -> None:
    number = store_question(db, asked())
    assert vote(db, number, 1, helpful=True)
    assert vote(db, number, 2, helpful=True)
    assert vote(db, number, 1, helpful=False)
    assert [(row["person"], row["helpful"]) for row in db.table("votes").rows_where(order_by="person")] == [
        (1, 0), (2, 1),
    ]  # fmt: skip


def test_a_vote_on_a_question_that_does_not_exist_is_refused(db: Database) -> None:
    assert not vote(db, 99, 1, helpful=True)
    assert db.table("votes").count == 0


# --- the desk ------------------------------------------------------------------------------------------------------


async def test_the_desk_works_in_the_order_in_which_it_was_asked(tmp_path: Path) -> None:
    done: list[int] = []

    def work(db: Database, number: int, *, twice: bool) -> int:
        meet(db, number, "x")
        done.append(number)
        return number * 2 if twice else number

    with Desk(tmp_path / "prima.db") as desk:
        results = await asyncio.gather(*(desk.do(work, number, twice=number % 2 == 0) for number in range(50)))
        assert done == list(range(50))
        assert results == [number * 2 if number % 2 == 0 else number for number in range(50)]
        assert desk.do_now(count_people) == 50


async def test_work_that_fails_tells_its_caller_and_the_desk_goes_on(tmp_path: Path) -> None:
    with Desk(tmp_path / "prima.db") as desk:
        with pytest.raises(ZeroDivisionError):
            await desk.do(lambda _db: 1 // 0)
        assert await desk.do(count_people) == 0


def test_a_desk_on_a_broken_file_raises_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "prima.db").write_text("bukan basis data " * 100)
    with Desk(tmp_path / "prima.db") as desk, pytest.raises(StoreError):
        desk.do_now(count_people)


async def test_a_closing_desk_finishes_what_was_asked_for(tmp_path: Path) -> None:
    """Also when the connection is not open yet: the close comes after the work, and nothing stays open."""
    desk = Desk(tmp_path / "prima.db")
    closer = Thread(target=desk.close)
    with (tmp_path / "prima.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever opens the database waits until this block ends
        work = asyncio.ensure_future(desk.do(meet, 1, "Ani"))
        await asyncio.sleep(0)  # lets the desk be asked
        closer.start()
    await work
    await asyncio.to_thread(closer.join)
    assert not (tmp_path / "prima.db-wal").exists()  # SQLite removes it when the last connection closes
    with opened(tmp_path / "prima.db") as db:
        assert count_people(db) == 1


def test_a_closed_desk_takes_no_more_work_and_may_be_closed_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "prima.db")
    desk.do_now(meet, 1, "Ani")
    desk.close()
    desk.close()
    with pytest.raises(ClosedStoreError, match=r"prima\.db: was closed"):
        desk.do_now(count_people)
    assert not (tmp_path / "prima.db-wal").exists()


def test_a_desk_that_was_never_used_makes_no_database(tmp_path: Path) -> None:
    Desk(tmp_path / "prima.db").close()
    assert list(tmp_path.iterdir()) == []
