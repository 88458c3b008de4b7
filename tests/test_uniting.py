"""Two who changed the same note lose nothing when it is united."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.note import Note
from knowledge_base.uniting import paragraphs_of, united, united_body
from tests.makers import note, notes

PARAGRAPHS = some.lists(some.sampled_from("abcdefgh"), min_size=1, max_size=7).map("\n\n".join)


def test_each_paragraph_is_as_the_one_who_changed_it_has_it() -> None:
    then = "Satu.\n\nDua.\n\nTiga.\n\nEmpat."
    assert united_body(then, "SATU.\n\nDua.\n\nTiga.\n\nEmpat.", "Satu.\n\nDUA.\n\nTiga.\n\nLima.") == (
        "SATU.\n\nDUA.\n\nTiga.\n\nLima."
    )
    assert united_body(then, then.replace("Dua.", "Dua, kata Ani."), then.replace("Dua.", "Dua, kata Budi.")) == (
        "Satu.\n\nDua, kata Ani.\n\nDua, kata Budi.\n\nTiga.\n\nEmpat."
    )
    assert united_body(then, then.replace("Dua.\n\n", ""), f"{then}\n\nLima.") == "Satu.\n\nTiga.\n\nEmpat.\n\nLima."


def test_lists_hold_what_both_added_and_not_what_one_took_out() -> None:
    then = note(questions=("satu?", "dua?"), related=("X1-a",))
    current = replace(then, questions=("satu?", "dua?", "tiga?"), related=("X1-a", "X1-b"), title="Baru")
    mine = replace(then, questions=("satu?", "empat?"), related=("X1-c", "X1-a"))
    made = united(then, current, mine)
    assert made.questions == ("satu?", "tiga?", "empat?")
    assert made.related == ("X1-a", "X1-b", "X1-c")
    assert made.title == "Baru"
    bare = united(then, replace(then, questions=("satu?",)), replace(then, questions=("dua?",)))
    assert bare.questions == ("satu?", "dua?"), "a note keeps a question"


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_that_either_added_is_lost(then: str, current: str, mine: str) -> None:
    old, theirs, own = (set(paragraphs_of(text)) for text in (then, current, mine))
    made = set(paragraphs_of(united_body(then, current, mine)))
    assert (theirs | own) - old <= made
    once = {each for each in old if paragraphs_of(then).count(each) == 1}  # of two that are equal each may drop one
    assert once & theirs & own <= made
    assert made <= theirs | own
    assert united_body(then, current, then) == current
    assert united_body(then, then, mine) == mine


@settings(max_examples=150, deadline=None)
@given(notes(), notes(), notes())
def test_nothing_that_either_added_to_a_note_is_lost(then: Note, current: Note, mine: Note) -> None:
    made = united(then, current, mine)
    for name in ("questions", "values", "sources", "related"):
        old, theirs, own = (
            {str(each).casefold() for each in getattr(form, name)} for form in (then, current, mine)
        )  # fmt: skip
        assert (theirs | own) - old <= {str(each).casefold() for each in getattr(made, name)}, name
    old, theirs, own, whole = (set(paragraphs_of(form.body)) for form in (then, current, mine, made))
    assert (theirs | own) - old <= whole
