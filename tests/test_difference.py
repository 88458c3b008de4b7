"""A difference loses nothing of either side and says little where little changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from knowledge_base.difference import Run, difference
from knowledge_base.note import Note, Source
from tests.makers import note, notes


def test_a_changed_word_is_one_word_removed_and_one_added() -> None:
    old = note(body="Satu baris.\nBatas lapor 30 hari kerja.\nBaris akhir.")
    (change,) = difference(old, replace(old, body=old.body.replace("30", "14")))
    assert change.field == "body"
    assert change.runs == (
        Run("kept", "Satu baris.\nBatas lapor"), Run("removed", " 30"), Run("added", " 14"),
        Run("kept", " hari kerja.\nBaris akhir."),
    )  # fmt: skip


def test_lists_are_told_entry_by_entry() -> None:
    old = note(questions=("apa itu?", "siapa?"), sources=(Source("UU 25/2009", "Pasal 34"),))
    new = replace(old, questions=("apa itu?", "kapan?"), sources=(*old.sources, Source("PP 96/2012")))
    told = {change.field: [(run.kind, run.text) for run in change.runs] for change in difference(old, new)}
    assert told["questions"] == [("kept", "apa itu?\n"), ("removed", "siapa?"), ("added", "kapan?")]
    assert told["sources"][-1] == ("added", "\nPP 96/2012")


def test_a_note_does_not_differ_from_itself() -> None:
    assert difference(note(), note()) == []


def test_fields_come_in_the_order_of_the_note() -> None:
    old = note()
    changed = [each.field for each in difference(old, replace(old, state="obsolete", title="x", owner=5))]
    assert changed == ["title", "state", "owner"]


@settings(max_examples=60)
@given(notes(), notes())
def test_kept_and_removed_are_the_old_text_kept_and_added_the_new(old: Note, new: Note) -> None:
    changes = difference(old, new)
    assert {change.field for change in changes} >= {"body"} - ({"body"} if old.body == new.body else set())
    for change in changes:
        assert "".join(run.text for run in change.runs if run.kind != "added") == change.old
        assert "".join(run.text for run in change.runs if run.kind != "removed") == change.new
        assert change.old != change.new


def test_a_long_rewrite_without_lines_is_told_as_a_whole() -> None:
    old, new = note(body="a " * 5_000 + "a"), note(body="b " * 5_000 + "b")
    (change,) = difference(old, new)
    assert change.runs == (Run("removed", old.body), Run("added", new.body))
