"""Merging keeps all of the old note, adds what is new once, and stays within a note's limits."""

from __future__ import annotations

from hypothesis import given, settings

from knowledge_base.blocks import blocks_of, sections_of
from knowledge_base.merging import merged
from knowledge_base.note import BODY_LIMIT, Note, Source
from tests.makers import note, notes


def test_steps_that_are_new_follow_the_old_ones_with_their_numbers() -> None:
    old = note("X1-a", body="Saat warga marah:\n\n1. Dengarkan.\n2. Minta maaf.")
    new = note("X1-b", body="1. **dengarkan**\n2. Ajak duduk.\n3. Catat.\n\nPanggil rekan bila perlu.")
    assert merged(old, new).body == (
        "Saat warga marah:\n\n1. Dengarkan.\n2. Minta maaf.\n3. Ajak duduk.\n4. Catat.\n\nPanggil rekan bila perlu."
    )


def test_a_heading_comes_along_only_with_what_stands_under_it() -> None:
    old = note("X1-a", body="Isi lama.")
    new = note("X1-b", body="## Kosong\nIsi lama.\n\n## Baru\n### Dalam\nIsi baru.")
    assert merged(old, new).body == "Isi lama.\n\n## Baru\n\n### Dalam\n\nIsi baru."


TALE = """Dengarkan dulu.

## Di loket
1. Sapa warga. Tatap matanya.
2. Catat keluhannya.

### Bila ramai
Ajak duduk.

## Sesudahnya
Kabari hasilnya."""


def test_a_sentence_that_the_old_note_holds_is_not_added_again() -> None:
    old = note("X1-a", body=TALE)
    assert merged(old, note("X1-b", body="catat **keluhannya**.")).body == TALE
    assert merged(old, note("X1-b", body="- Tatap matanya.\n- Kabari hasilnya. Ajak\n  duduk.")).body == TALE
    made = merged(old, note("X1-b", title="Warga marah", body="Sapa warga. Ucapkan maaf. Catat keluhannya."))
    assert made.body == f"{TALE}\n\n## Warga marah\n\nUcapkan maaf."
    made = merged(note(body="1. Sapa. Duduk."), note(body="1. Sapa. Berdiri.\n2. Duduk. Pulang."))
    assert made.body == "1. Sapa. Duduk.\n2. Berdiri.\n3. Pulang."


def test_a_sentence_within_a_longer_one_of_the_old_note_is_held_already() -> None:
    body = (
        "Dengarkan sampai selesai, akui perasaannya, minta maaf atas yang ia alami, lalu tawarkan jalan keluar.\n\n"
        "## Langkah\n\n1. Berhenti bekerja, tarik napas, dan tatap warga.\n2. Jangan menyela warga."
    )
    old = note("X1-a", title="Menghadapi warga yang marah", body=body)
    known = f"{body.partition(', lalu')[0]}.\n\n1. Berhenti bekerja, tarik napas."
    assert merged(old, note("X1-b", title=old.title, body=known)).body == body
    made = merged(old, note("X1-b", title="menghadapi **warga** yang marah", body=f"{known}\n2. Sediakan air minum."))
    assert made.body == f"{body}\n\n## Tambahan\n\n1. Sediakan air minum."
    denied = merged(note(body=body), note(title="Lain", body="Menyela warga. Tatap warga. Langkah. Maaf atas."))
    assert denied.body == f"{body}\n\n## Lain\n\nMenyela warga.", "not to do it is the opposite"


def test_what_is_new_stands_where_it_belongs_and_never_silently_under_the_last_heading() -> None:
    new = note(
        "X1-b", title="Warga marah", body="Ucapkan maaf.\n\n## di loket\n1. Panggil rekan.\n\n### Bila sepi\nTunggu."
    )
    assert merged(note("X1-a", body=TALE), new).body == (
        TALE.replace("keluhannya.", "keluhannya.\n3. Panggil rekan.").replace(
            "Ajak duduk.", "Ajak duduk.\n\n### Bila sepi\n\nTunggu."
        )
        + "\n\n## Warga marah\n\nUcapkan maaf."
    )


@settings(max_examples=40)
@given(notes())
def test_sections_joined_are_the_body(made: Note) -> None:
    assert "".join(sections_of(made.body)) == made.body


def test_the_rest_is_united_and_the_old_note_stays_who_it_is() -> None:
    old = note("X1-a", questions=("apa?",), related=("X1-c",), contributor="Ani", owner=5)
    new = note(
        "X1-b", title="Lain", topic="C5", questions=("Apa?", "kapan?"), related=("X1-a", "X1-d"), contributor="Budi",
        values=("ketepatan",), sources=(*old.sources, Source("PP 96/2012")), origin="https://t.me/c/1/2", owner=6,
    )  # fmt: skip
    made = merged(old, new)
    assert (made.id, made.title, made.topic, made.checked, made.owner) == (
        old.id, old.title, old.topic, old.checked, 5,
    )  # fmt: skip
    assert made.questions == ("apa?", "kapan?")
    assert made.related == ("X1-c", "X1-d")
    assert made.values == ("empati", "ketepatan")
    assert made.sources == new.sources
    assert (made.contributor, made.origin) == ("Ani, Budi", "https://t.me/c/1/2")


def test_code_that_the_old_note_left_open_is_closed_first() -> None:
    assert merged(note(body="a\n```\nb"), note(body="c")).body == "a\n```\nb\n```\n\nc"


def test_what_would_make_the_body_too_long_is_left_out() -> None:
    old = note(body="lama " * 3_900 + "akhir")
    made = merged(old, note(body="panjang " * 100 + "\n\npendek"))
    assert made.body == f"{old.body}\n\npendek"
    assert len(made.body) <= BODY_LIMIT


@settings(max_examples=60, deadline=None)
@given(notes(), notes())
def test_nothing_of_the_old_is_lost_and_merging_again_changes_nothing(old: Note, new: Note) -> None:
    made = merged(old, new)
    after = iter(made.body.split("\n"))
    assert all(line in after for line in old.body.split("\n") if line.strip()), "every line, in its order"
    assert set(old.sources) <= set(made.sources)
    assert made.questions[: len(old.questions)] == old.questions
    assert set(made.values) == {*old.values, *new.values}
    assert merged(made, new) == made
    assert Note.from_markdown(made.to_markdown()) == made


@settings(max_examples=40)
@given(notes())
def test_merging_a_note_with_its_own_text_changes_nothing(made: Note) -> None:
    again = merged(made, made)
    assert (again.body, again.questions, again.values) == (made.body, made.questions, made.values)


@settings(max_examples=40)
@given(notes())
def test_blocks_hold_every_line_that_says_something(made: Note) -> None:
    said = [line for line in made.body.split("\n") if line.strip()]
    held = [line for block in blocks_of(made.body) for line in block.text.split("\n") if line.strip()]
    assert held in (said, [*said, "```"])
