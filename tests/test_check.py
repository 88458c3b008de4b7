"""Each rule for a good set of notes, broken once: the file, the line, and what to do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge_base.check import BODY_WORDS, SENTENCE_WORDS, check_paths, paths_below, words_of
from knowledge_base.note import Note
from tests.makers import BODY, DAY, note, write

QUESTIONS = ("gmn caranya?", "apa syaratnya?")


def faults_of(root: Path, *written: Note, today: date = DAY) -> list[str]:
    """What is wrong with the notes, in files 1.md, 2.md and so on."""
    paths = [write(root, each, f"{number}.md") for number, each in enumerate(written, 1)]
    count, faults = check_paths(paths, root, today)
    assert count == len(written)
    return [str(fault) for fault in faults]


def test_a_good_set_of_notes_has_no_faults(tmp_path: Path) -> None:
    practice = note("C4-praktik-b", kind="praktik", example=True, sources=(), related=("C4-pedoman-a",))
    assert faults_of(tmp_path, note("C4-pedoman-a", related=("C4-praktik-b",)), practice) == []


def test_a_review_that_has_passed_is_a_fault_from_the_next_day(tmp_path: Path) -> None:
    made = note(review_by=date(2027, 5, 21))
    assert faults_of(tmp_path, made, today=date(2027, 5, 21)) == []
    assert faults_of(tmp_path, made, today=date(2027, 5, 22)) == [
        "1.md:14: 'review_by' 2027-05-21 has passed; check the content and set 'checked' and 'review_by' anew"
    ]


def test_a_review_must_come_after_the_check(tmp_path: Path) -> None:
    assert faults_of(tmp_path, note(review_by=DAY)) == ["1.md:14: 'review_by' is not after 'checked'; set a later day"]


def test_a_check_cannot_lie_in_the_future(tmp_path: Path) -> None:
    made = note(checked=DAY + timedelta(days=1))
    assert faults_of(tmp_path, made) == ["1.md:13: 'checked' 2026-11-22 lies in the future"]


def test_a_praktik_names_who_does_it_or_is_marked_as_example(tmp_path: Path) -> None:
    made = note(kind="praktik", sources=())
    (fault,) = faults_of(tmp_path, made)
    assert fault == "1.md:4: a praktik needs 'sources' (who does it) or 'example: true' if it is made up"
    assert faults_of(tmp_path, note(kind="praktik")) == []


@pytest.mark.parametrize(("count", "good"), [(79, False), (80, True), (600, True), (601, False)])
def test_a_body_has_80_to_600_words(tmp_path: Path, count: int, good: bool) -> None:  # noqa: FBT001
    made = note(body="\n".join(["kata"] * count))
    expected = [f"1.md:16: the body has {count} words; 80 to 600 are allowed"]
    assert faults_of(tmp_path, made) == ([] if good else expected)
    assert (BODY_WORDS.start, BODY_WORDS.stop) == (80, 601)


def test_a_sentence_has_35_words_at_most_and_headings_may_be_longer(tmp_path: Path) -> None:
    fits, long = ("Mulai " + "kata " * count + "akhir." for count in (SENTENCE_WORDS - 2, SENTENCE_WORDS - 1))
    body = f"{BODY}\n\n## {'judul ' * 40}\n{fits}\nPendek. {long}"
    (fault,) = faults_of(tmp_path, note(body=body))
    assert fault == "1.md:29: a sentence of 36 words (Mulai kata kata kata kata kata kata kata…); 35 at most, split it"


def test_the_line_of_a_sentence_counts_blank_lines_before_the_body(tmp_path: Path) -> None:
    path = write(tmp_path, note(body=f"{BODY}\n{'kata ' * 36}"))
    path.write_text(path.read_text("utf-8").replace("---\n1. Sapa", "---\n\n\n1. Sapa"), "utf-8")
    _, (fault,) = check_paths([path], tmp_path, DAY)
    assert path.read_text("utf-8").split("\n")[fault.line - 1].startswith("kata kata")


def test_an_id_belongs_to_one_file(tmp_path: Path) -> None:
    first, second, third = (note(questions=(f"tanya {number}",)) for number in "123")
    assert faults_of(tmp_path, first, second, third) == [
        "2.md:2: id 'C4-pedoman-uji' is used by 1.md too; change one",
        "3.md:2: id 'C4-pedoman-uji' is used by 1.md too; change one",
    ]


def test_related_notes_exist_and_are_others(tmp_path: Path) -> None:
    made = note("C4-pedoman-a", related=("C4-pedoman-b", "C4-pedoman-a", "C4-pedoman-x"))
    assert faults_of(tmp_path, made, note("C4-pedoman-b")) == [
        "1.md:15: 'related' names the note itself; remove it",
        "1.md:16: 'related' names 'C4-pedoman-x', which does not exist; correct the id",
    ]


def test_a_related_note_may_stand_elsewhere(tmp_path: Path) -> None:
    path = write(tmp_path, note(related=("C4-pedoman-x",)))
    assert check_paths([path], tmp_path, DAY, {"C4-pedoman-x"}) == (1, [])


def test_a_question_stands_under_one_note_whatever_its_signs_and_capitals(tmp_path: Path) -> None:
    first, second = note("C4-pedoman-a", questions=QUESTIONS), note("C4-pedoman-b", questions=("x", "Gmn caranya!!"))
    assert faults_of(tmp_path, first, second) == [
        "2.md:10: 'Gmn caranya!!' stands under 1.md too; keep it where it is answered best"
    ]


def test_broken_files_are_reported_with_the_others(tmp_path: Path) -> None:
    paths = [write(tmp_path, note("C4-pedoman-a"), "a.md"), tmp_path / "b.md", tmp_path / "c.md"]
    paths[1].write_text("kosong")
    paths[2].write_bytes(b"\xff")
    write(tmp_path, note("C4-pedoman-a", questions=("lain",), review_by=DAY), "d.md")
    count, faults = check_paths([*paths, tmp_path / "d.md"], tmp_path, DAY)
    assert (count, [(fault.file, fault.line) for fault in faults]) == (
        4, [("b.md", 1), ("c.md", 1), ("d.md", 2), ("d.md", 14)],
    )  # fmt: skip


def test_a_file_outside_the_root_goes_by_its_whole_path(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("kosong")
    _, (fault,) = check_paths([tmp_path / "x.md"], tmp_path / "lain", DAY)
    assert fault.file == f"{tmp_path}/x.md"


def test_a_path_names_a_file_a_knowledge_base_or_a_folder_of_notes(tmp_path: Path) -> None:
    inside, beside = write(tmp_path / "kb", note()), tmp_path / "kb" / "README.md"
    beside.touch()
    assert paths_below(beside) == [beside]
    assert paths_below(tmp_path / "kb") == [inside]
    assert paths_below(tmp_path) == [beside, inside]


def test_words_are_counted_without_marks() -> None:
    assert words_of("## Judul\n- **dua** kata\n> `satu`") == ["Judul", "dua", "kata", "satu"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Kalau ribet, tanya rekan.", "ribet"),
        ("Ajak warga antri di kursi.", "antri"),
        ("Beri feedback sesudah rapat.", "feedback"),
        ("Adakan *sharing session* lalu review hasilnya.", "review"),
    ],
)
def test_slang_and_english_do_not_stand_in_a_body(tmp_path: Path, line: str, word: str) -> None:
    (fault,) = faults_of(tmp_path, note(body=f"{BODY}\n\n{line}"))
    assert fault.startswith(f"1.md:27: '{word}' is ")


@pytest.mark.parametrize(
    "line",
    [
        'Hindari: "Sabar dong, Pak" dan “Gak bisa, Bu”.',
        "Belajar lewat *coaching* dan *sharing session*.",
        "Digital Leadership Academy dan SPAN adalah nama.",
        "Pengobatan cuma-cuma termasuk gratifikasi; data warga dijaga.",
    ],
)
def test_spoken_words_names_and_italics_may_be_foreign(tmp_path: Path, line: str) -> None:
    assert faults_of(tmp_path, note(body=f"{BODY}\n\n{line}")) == []


def test_nearly_the_same_text_under_two_notes_is_a_fault(tmp_path: Path) -> None:
    words = [f"kata{number}" for number in range(100)]
    first = note("C4-pedoman-a", body="\n".join(words))
    other = [f"lain{number}" for number in range(100)]
    twin = note("C4-pedoman-b", body="\n".join([*words[:40], *other[:60]]))
    (fault,) = faults_of(tmp_path, first, twin)
    assert fault == "2.md:16: is nearly the same text as 1.md (38% shared); merge the two"
    assert faults_of(tmp_path, first, note("C4-pedoman-b", body="\n".join([*words[:25], *other[:75]]))) == []


def test_a_note_checked_alone_may_name_shipped_notes(tmp_path: Path) -> None:
    made = write(tmp_path, note(related=("C4-pedoman-warga-marah",)), "1.md")
    assert check_paths([made], tmp_path, DAY, {"C4-pedoman-warga-marah"}) == (1, [])
