"""Files with one name are one document that comes again, or two that must not replace each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge_base.life import set_state
from knowledge_base.namesakes import free_name, known_as, notes_of_file, same_document, same_file
from knowledge_base.placing import with_ids
from knowledge_base.revisions import publish
from knowledge_base.store import opened
from tests.documents import LAW, read
from tests.makers import note

FILE = "notulen.docx"
MONDAY = "Rapat Senin membahas antrean di loket dan jadwal petugas piket selama bulan puasa."
FRIDAY = "Kas dicatat bendahara setiap Jumat sore di buku besar, lalu diperiksa kepala bagian."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "prima.db") as database:
        publish(database, note("dok-notulen-1", body=MONDAY), 1, "imported")
        yield database


def test_a_document_that_comes_again_is_known_also_in_a_later_form(db: Database) -> None:
    assert known_as(db, FILE, [note(body=MONDAY.replace("bulan puasa", "musim haji"))]) == FILE
    assert known_as(db, "lain.docx", [note(body=FRIDAY)]) == "lain.docx"


def test_another_document_gets_a_name_of_its_own_by_which_it_is_known_then(db: Database) -> None:
    assert known_as(db, FILE, [note(body=FRIDAY)]) == ""
    name = free_name(db, FILE)
    (made,) = with_ids(db, name, [note(body=FRIDAY)])
    assert (name, made.id) == ("notulen (2).docx", "dok-notulen-2-1")
    publish(db, made, 1, "imported")
    assert known_as(db, FILE, [note(body=FRIDAY)]) == name
    assert known_as(db, FILE, [note(body=MONDAY)]) == FILE
    assert [each.id for each in notes_of_file(db, FILE)] == ["dok-notulen-1"]
    assert free_name(db, FILE) == "notulen (3).docx"


def test_a_document_whose_notes_are_archived_keeps_its_name(db: Database) -> None:
    set_state(db, "dok-notulen-1", "archived", 1)
    assert known_as(db, FILE, [note(body=FRIDAY)]) == ""


def test_a_law_with_an_article_more_is_the_same_law() -> None:
    longer = LAW.replace("Agar setiap orang", "Pasal 4\nPetugas mencatat nama warga.\nAgar setiap orang")
    assert same_document(read(LAW, "uu.txt"), read(longer, "uu.txt"))
    assert not same_document(read(LAW, "uu.txt"), [note(body=MONDAY)])


def test_notes_of_one_file_are_known_by_their_ids() -> None:
    ids = ("dok-uu-1", "dok-uu-27", "dok-uu-2-1", "C4-pedoman-1")
    first, second, other, own = (note(identity) for identity in ids)
    assert same_file(first, second)
    assert not same_file(first, other)
    assert not same_file(own, note("C4-pedoman-2"))
