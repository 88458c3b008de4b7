"""Two who changed the same note lose nothing when it is united."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.edits import lines_of
from knowledge_base.meanwhile import united
from knowledge_base.note import Note
from knowledge_base.uniting import Clash, united_body
from tests.makers import note, notes

PARAGRAPHS = some.lists(some.sampled_from("abcdefgh"), min_size=1, max_size=7).map("\n\n".join)
STEPS = "1. Ajak warga duduk selama 5 menit.\n2. Dengarkan keluhannya.\n3. Catat hasilnya."


def lines_in(body: str) -> list[str]:
    return [line for line in body.split("\n") if line.strip()]


def test_each_paragraph_is_as_the_one_who_changed_it_has_it() -> None:
    then = "Satu.\n\nDua.\n\nTiga.\n\nEmpat."
    one = united_body(then, "SATU.\n\nDua.\n\nTiga.\n\nEmpat.", "Satu.\n\nDUA.\n\nTiga.\n\nLima.")
    assert (one.text, one.clashes) == ("SATU.\n\nDUA.\n\nTiga.\n\nLima.", ())
    gone = united_body(then, then.replace("Dua.\n\n", ""), f"{then}\n\nLima.")
    assert gone.text == "Satu.\n\nTiga.\n\nEmpat.\n\nLima."


def test_steps_are_united_one_by_one_and_counted_anew() -> None:
    theirs, own = f"{STEPS}\n4. Beri nomor telepon unit.", STEPS.replace("5 menit", "10 menit")
    both = f"{own}\n4. Beri nomor telepon unit."
    assert united_body(STEPS, theirs, own).text == both
    assert united_body(STEPS, own, theirs).text == both
    first = "1. Sapa.\n" + STEPS.replace("3.", "4.").replace("2.", "3.").replace("1.", "2.")
    assert united_body(STEPS, first, theirs).text == f"{first}\n5. Beri nomor telepon unit."
    without = "1. Dengarkan keluhannya.\n2. Catat hasilnya."
    changed = STEPS.replace("keluhannya", "keluhan warga")
    assert united_body(STEPS, without, changed).text == "1. Dengarkan keluhan warga.\n2. Catat hasilnya."
    assert united_body(STEPS, changed, without).text == "1. Dengarkan keluhan warga.\n2. Catat hasilnya."


def test_each_list_counts_for_itself_and_goes_on_behind_a_paragraph_where_it_did() -> None:
    then = f"{STEPS}\n\nLalu:\n\n4. Kabari.\n\n## Sesudahnya\n\n1. Simpan.\n2. Tutup."
    theirs = then.replace("4. Kabari", "4. Panggil rekan.\n5. Kabari")
    own = then.replace("hasilnya.", "hasilnya.\n4. Bacakan.").replace("4. Kabari", "5. Kabari").replace("2. Tutup.", "")
    assert united_body(then, theirs, own.strip()).text == (
        f"{STEPS}\n4. Bacakan.\n\nLalu:\n\n5. Panggil rekan.\n6. Kabari.\n\n## Sesudahnya\n\n1. Simpan."
    )


def test_neighbouring_paragraphs_that_either_changed_keep_their_places() -> None:
    then = "Ambil formulir di loket.\n\nFormulir ada di rak kiri.\n\nHasilnya selesai dalam 3 hari."
    theirs, own = then.replace("3 hari", "5 hari"), then.replace("rak kiri", "rak kanan")
    for pair in ((theirs, own), (own, theirs)):
        assert united_body(then, *pair).text == own.replace("3 hari", "5 hari")


def test_of_a_line_that_both_changed_both_forms_stand_there_and_are_told() -> None:
    theirs, own = STEPS.replace("5 menit", "7 menit"), STEPS.replace("5 menit", "10 menit")
    made = united_body(STEPS, f"{theirs}\n4. Tutup.", own)
    lines = ("Ajak warga duduk selama 7 menit.", "Ajak warga duduk selama 10 menit.")
    assert made.text == f"1. {lines[0]}\n2. {lines[1]}\n3. Dengarkan keluhannya.\n4. Catat hasilnya.\n5. Tutup."
    assert made.clashes == (Clash(*(f"1. {line}" for line in lines)),)
    then = "Satu.\n\nDua.\n\nTiga."
    made = united_body(then, then.replace("Dua.", "Dua, kata Ani."), then.replace("Dua.", "Dua, kata Budi."))
    assert made.text == "Satu.\n\nDua, kata Ani.\n\nDua, kata Budi.\n\nTiga."
    taken_out = united_body(then, "Satu.\n\nTiga.", then.replace("Dua.", "Dua, kata Budi."))
    assert taken_out.text == "Satu.\n\nDua, kata Budi.\n\nTiga."
    assert taken_out.clashes == (Clash("", "Dua, kata Budi."),)


def test_what_both_made_of_a_line_stands_once_and_code_stays_whole() -> None:
    then = "Jalankan:\n\n```\n1. a\n\n1. b\n```\n\n| a | b |\n| c | d |"
    theirs = then.replace("1. b", "5. b").replace("Jalankan:", "Ketik:")
    own = then.replace("Jalankan:", "Ketik:").replace("| c | d |", "| c | e |\n| f | g |")
    made = united_body(then, theirs, own)
    assert made.text == theirs.replace("| c | d |", "| c | e |\n| f | g |")
    assert not made.clashes


@settings(max_examples=120, deadline=None)
@given(some.data(), some.sampled_from(["\n\n", "\n", " "]), some.integers(1, 8))
def test_changes_of_different_lines_are_all_made_in_their_places(data: some.DataObject, gap: str, length: int) -> None:
    """Each line is changed, taken out or followed by a new one, by one of the two or by nobody."""
    numbered = gap == " "
    deeds = some.tuples(some.sampled_from(["keep", "change", "drop", "add"]), some.sampled_from([0, 1]))
    done = data.draw(some.lists(deeds, min_size=length, max_size=length))

    def text(who: int | None) -> str:
        made = ["Awal tetap"]
        for place, (deed, by) in enumerate(done):
            acts = deed if who is None or by == who else "keep"
            made += {
                "keep": [f"baris nomor {place}"],
                "change": [f"baris baru nomor {place}"],
                "drop": [],
                "add": [f"baris nomor {place}", f"tambahan {place}"],
            }[acts]
        made.append("Akhir tetap")
        lines = [f"{number}. {line}" for number, line in enumerate(made, 1)] if numbered else made
        return ("\n" if numbered else gap).join(lines)

    done_by, whole = (text(0), text(1)), text(None)
    done = [("keep", 0)] * length
    then = text(None)
    for pair in (done_by, done_by[::-1]):
        made = united_body(then, *pair)
        assert (lines_in(made.text), made.clashes) == (lines_in(whole), ())
        assert gap == "\n" or made.text == whole


def test_lists_hold_what_both_added_and_not_what_one_took_out() -> None:
    then = note(questions=("satu?", "dua?"), related=("X1-a",))
    current = replace(then, questions=("satu?", "dua?", "tiga?"), related=("X1-a", "X1-b"), title="Baru")
    mine = replace(then, questions=("satu?", "empat?"), related=("X1-c", "X1-a"))
    made, _ = united(then, current, mine)
    assert made.questions == ("satu?", "tiga?", "empat?")
    assert made.related == ("X1-a", "X1-b", "X1-c")
    assert made.title == "Baru"
    bare, _ = united(then, replace(then, questions=("satu?",)), replace(then, questions=("dua?",)))
    assert bare.questions == ("satu?", "dua?"), "a note keeps a question"


@settings(max_examples=120, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_that_either_added_is_lost(then: str, current: str, mine: str) -> None:
    old, theirs, own = (set(text.split("\n\n")) for text in (then, current, mine))
    made = set(united_body(then, current, mine).text.split("\n\n"))
    assert (theirs | own) - old <= made
    once = {each for each in old if then.split("\n\n").count(each) == 1}  # of two that are equal each may drop one
    assert once & theirs & own <= made
    assert made <= theirs | own
    assert united_body(then, current, then).text == current
    assert united_body(then, then, mine).text == mine


@settings(max_examples=50, deadline=None)
@given(notes(), notes(), notes())
def test_nothing_that_either_added_to_a_note_is_lost(then: Note, current: Note, mine: Note) -> None:
    made, _ = united(then, current, mine)
    for name in ("questions", "values", "sources", "related"):
        old, theirs, own = (
            {str(each).casefold() for each in getattr(form, name)} for form in (then, current, mine)
        )  # fmt: skip
        assert (theirs | own) - old <= {str(each).casefold() for each in getattr(made, name)}, name
    bodies = (then.body, current.body, mine.body, made.body)
    before, now, new, whole = ({line.key for line in lines_of(body)} for body in bodies)
    assert (now | new) - before <= whole
