"""A note keeps its content through every form, and a broken note file says where and what to do."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge_base.errors import Fault, NoteError
from knowledge_base.faults import TEXTS
from knowledge_base.note import BODY_LIMIT, CONTROL, HEADING, ID_LIMIT, Note, NoteFile, Source, text_hash
from tests.makers import AWKWARD, DAY, note, notes

BASE = """\
---
id: C4-pedoman-uji
title: Judul uji
kind: pedoman
topic: C4
values: [empati, ketepatan]
questions:
  - apa ini?
  - gmn caranya?
sources:
  - {name: "UU 25/2009", part: "Pasal 34"}
  - name: Perda 3
related: [C4-lain]
checked: 2026-11-21
review_by: 2027-05-21
---

Isi.

## Bab
Lagi.
"""


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(NoteError) as caught:
        NoteFile.read(text, "uji.md")
    return caught.value.faults


def changed(*pairs: tuple[str, str]) -> str:
    """BASE with parts replaced; each must stand in it once."""
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# --- reading and writing -------------------------------------------------------------------------------------------


def test_a_file_is_read_field_by_field() -> None:
    assert Note.from_markdown(BASE) == Note(
        id="C4-pedoman-uji",
        title="Judul uji",
        kind="pedoman",
        body="Isi.\n\n## Bab\nLagi.",
        questions=("apa ini?", "gmn caranya?"),
        checked=date(2026, 11, 21),
        review_by=date(2027, 5, 21),
        topic="C4",
        values=("empati", "ketepatan"),
        sources=(Source("UU 25/2009", "Pasal 34"), Source("Perda 3")),
        related=("C4-lain",),
    )


def test_a_read_file_knows_the_line_of_keys_entries_and_body() -> None:
    lines = NoteFile.read(BASE, "uji.md").lines
    assert NoteFile.read(BASE, "uji.md").body_line == 18
    assert {key: lines[key] for key in ("id", "questions", "questions.1", "sources.1", "related.0", "review_by")} == {
        "id": 2, "questions": 7, "questions.1": 9, "sources.1": 12, "related.0": 13, "review_by": 15,
    }  # fmt: skip


@settings(max_examples=60)
@given(notes())
def test_a_note_written_and_read_back_is_the_same_note(made: Note) -> None:
    assert Note.from_markdown(made.to_markdown()) == made


@settings(max_examples=30)
@given(notes())
def test_a_note_as_json_and_back_is_the_same_note(made: Note) -> None:
    assert Note.from_dict(json.loads(json.dumps(made.to_dict()))) == made


@settings(max_examples=30)
@given(notes())
def test_other_yaml_readers_find_the_same_values(made: Note) -> None:
    """What Prima writes is plain YAML, with quotes where another reader would take a text for something else."""
    front = yaml.safe_load(made.to_markdown().split("\n---\n")[0].removeprefix("---\n"))
    assert (front["title"], front["questions"], front["checked"]) == (made.title, list(made.questions), made.checked)


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_that_yaml_reads_otherwise_stays_a_text(text: str) -> None:
    made = note(title=text, questions=(text,), sources=(Source(text, text),))
    assert Note.from_markdown(made.to_markdown()) == made


@pytest.mark.parametrize("text", ["yes", "2026-01-01", "1e3", "0x1F", "12", "1:30", ".nan", "=", "true"])
def test_an_unquoted_text_is_taken_as_it_stands(text: str) -> None:
    assert Note.from_markdown(changed(("Judul uji", text), ("- apa ini?", f"- {text}"))).questions[0] == text


def test_one_day_under_two_keys_is_written_twice() -> None:
    """No YAML reference (`*id001`) stands in a file that people edit."""
    assert "checked: 2026-11-21\nreview_by: 2026-11-21\n" in note(checked=DAY, review_by=DAY).to_markdown()


def test_line_ends_byte_order_mark_and_blanks_do_not_matter() -> None:
    untidy = "\ufeff" + changed(("title: Judul uji", "title:   'Judul \t  uji'  ")) + "\n\n"
    assert Note.from_markdown(untidy.replace("\n", "\r\n")) == Note.from_markdown(BASE)
    assert Note.from_markdown(BASE.replace("\n", "\r").replace("---\r", "---  \r")) == Note.from_markdown(BASE)


def test_a_line_of_hyphens_in_the_body_belongs_to_the_body() -> None:
    assert Note.from_markdown(changed(("Lagi.", "a\n---\nb"))).body.endswith("a\n---\nb")


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("false", False)])
def test_example_is_true_or_false(text: str, expected: bool) -> None:  # noqa: FBT001
    practice = changed(("kind: pedoman", f"kind: praktik\nexample: {text}"))
    assert Note.from_markdown(practice).example is expected


def test_a_praktik_needs_no_sources_and_a_note_no_topic() -> None:
    text = BASE.replace("kind: pedoman\ntopic: C4", "kind: praktik")
    text = text[: text.index("sources:")] + text[text.index("related:") :]
    assert (Note.from_markdown(text).sources, Note.from_markdown(text).topic) == ((), "")


def test_the_hash_changes_with_any_field() -> None:
    changes: list[dict[str, Any]] = [
        {"title": "x"}, {"body": "x"}, {"questions": ("x",)}, {"related": ("x",)}, {"topic": "C5"}, {"values": ()},
        {"kind": "praktik"}, {"checked": date(2026, 1, 1)}, {"review_by": date(2026, 1, 1)}, {"sources": ()},
        {"example": True}, {"id": "x"}, {"state": "obsolete"}, {"replaced_by": "x"}, {"contributor": "x"},
        {"origin": "https://t.me/x/1"},
    ]  # fmt: skip
    assert len({note().hash, *(note(**change).hash for change in changes)}) == len(changes) + 1
    assert note().hash == note().hash


def test_who_looks_after_a_note_is_nothing_in_it_and_old_notes_keep_their_hash() -> None:
    assert note(owner=5).hash == note().hash
    assert set(note().to_dict()) == {
        *("id", "title", "kind", "body", "questions", "checked", "review_by", "topic", "values", "sources"),
        *("related", "example"),
    }


def test_the_life_of_a_note_stands_in_its_file() -> None:
    life = "state: obsolete\nreplaced_by: X1-b\ncontributor: Ani\norigin: https://t.me/c/1/2?thread=3\nowner: 12"
    made = Note.from_markdown(changed(("topic: C4", life)))
    assert (made.state, made.replaced_by, made.contributor, made.origin, made.owner, made.found) == (
        "obsolete", "X1-b", "Ani", "https://t.me/c/1/2?thread=3", 12, False,
    )  # fmt: skip
    assert life in made.to_markdown()


def test_a_text_hash_is_half_a_sha256() -> None:
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb924"


def test_a_source_prints_with_its_part() -> None:
    assert (str(Source("UU 25/2009", "Pasal 34")), str(Source("UU 25/2009"))) == ("UU 25/2009, Pasal 34", "UU 25/2009")


def test_a_note_is_overdue_from_the_day_after_its_review() -> None:
    made = note(review_by=date(2027, 5, 21))
    assert not made.is_overdue(date(2027, 5, 21))
    assert made.is_overdue(date(2027, 5, 22))


@pytest.mark.parametrize(
    ("line", "level", "title"),
    [
        ("# Judul", 1, "Judul"),
        ("###   Bab dua  ##  ", 3, "Bab dua"),
        ("## ", 2, ""),
        ("###### a # b", 6, "a # b"),
        ("#Judul", 0, ""),
        ("####### x", 0, ""),
        (" # x", 0, ""),
    ],
)
def test_a_heading_has_a_level_and_a_title(line: str, level: int, title: str) -> None:
    found = HEADING.match(line)
    assert ((len(found[1]), found[2]) if found else (0, "")) == (level, title)


# --- faults --------------------------------------------------------------------------------------------------------

BROKEN = {
    "missing id": ([("id: C4-pedoman-uji\n", "")], [(1, "'id' is missing")]),
    "missing title": ([("title: Judul uji\n", "")], [(1, "'title' is missing")]),
    "missing kind": ([("kind: pedoman\n", "")], [(1, "'kind' is missing; allowed: pedoman, praktik")]),
    "missing questions": ([("questions:\n  - apa ini?\n  - gmn caranya?\n", "")], [(1, "'questions' is missing")]),
    "missing dates": (
        [("checked: 2026-11-21\nreview_by: 2027-05-21\n", "")],
        [(1, "'checked' is missing"), (1, "'review_by' is missing; write a day as 2026-11-21")],
    ),
    "missing sources": (
        [('sources:\n  - {name: "UU 25/2009", part: "Pasal 34"}\n  - name: Perda 3\n', "")],
        [(1, "a pedoman needs 'sources'")],
    ),
    "unknown key": ([("topic: C4", "topik: C4")], [(5, "unknown key 'topik'; allowed: id, title")]),
    "key twice": ([("topic: C4", "title: Lain")], [(5, "'title' stands twice; keep one")]),
    "key in brackets": ([("topic: C4", "[topic]: C4")], [(5, "a key stands in brackets")]),
    "unknown kind": ([("kind: pedoman", "kind: Panduan")], [(4, "'kind' is 'Panduan'; allowed: pedoman, praktik")]),
    "unknown topic": ([("topic: C4", "topic: Z9")], [(5, "unknown topic 'Z9'; use a code such as C4")]),
    "id not kebab": ([("C4-pedoman-uji", "C4 pedoman_uji")], [(2, "not kebab-case; use letters")]),
    "id with end hyphen": ([("C4-pedoman-uji", "C4-pedoman-")], [(2, "not kebab-case")]),
    "id with other letters": ([("C4-pedoman-uji", "C4-pédoman")], [(2, "not kebab-case")]),
    "id too long": ([("C4-pedoman-uji", "C4-" + "x" * 46)], [(2, "has 49 characters; 48 at most")]),
    "title too long": ([("Judul uji", "x" * 121)], [(3, "'title' has 121 characters; 120 at most")]),
    "title null": ([("Judul uji", "null")], [(3, "'title' is None; write a text")]),
    "title a list": ([("Judul uji", "[a, b]")], [(3, "'title' is ['a', 'b']; write a text, in quotes")]),
    "title blank": ([("Judul uji", "' '")], [(3, "'title' is ' '; write a text")]),
    "title turns the text": ([("Judul uji", "Judul\u202e uji")], [(3, "text-direction characters; remove them")]),
    "control character": ([("Judul uji", "Judul\x07 uji")], [(3, "U+0007; remove it")]),
    "unquoted colon": ([("Judul uji", "Judul: uji")], [(3, "not YAML (mapping values are not allowed here); quote")]),
    "text starts with a sign": ([("- apa ini?", "- *penting ini?")], [(8, "starts with & or * or !); quote texts")]),
    "text in bold": ([("- apa ini?", "- **penting** ini?")], [(8, "quote texts that hold ': ' or start with a sign")]),
    "text starts with an anchor": ([("- apa ini?", "- &penting ini?")], [(8, "starts with & or * or !")]),
    "text starts with a tag": ([("- apa ini?", "- !penting ini?")], [(8, "starts with & or * or !")]),
    "tab": ([("  - apa ini?", "\t- apa ini?")], [(8, "starts with a tab; use spaces")]),
    "unclosed list": ([("[C4-lain]", "[C4-lain")], [(13, "a bracket opened here is not closed")]),
    "questions a text": (
        [("questions:\n  - apa ini?\n  - gmn caranya?", "questions: apa ini?")],
        [(7, "'questions' is 'apa ini?'; write a list of texts, one a line as '- apa?'")],
    ),
    "questions empty": (
        [("questions:\n  - apa ini?\n  - gmn caranya?", "questions: []")],
        [(7, "'questions' is missing or empty; add at least one line")],
    ),
    "question twice": ([("gmn caranya?", "Apa  INI?")], [(9, "'Apa INI?' stands twice under 'questions'; keep one")]),
    "question is a mapping": ([("gmn caranya?", "gmn: caranya")], [(9, "an entry of 'questions' is {'gmn':")]),
    "question too long": ([("gmn caranya?", "x" * 301)], [(9, "has 301 characters; 300 at most")]),
    "unknown value": ([("[empati, ketepatan]", "[empati, sabar]")], [(6, "unknown value 'sabar'; allowed: empati")]),
    "bracket not closed": ([("ketepatan]", "ketepatan")], [(6, "a bracket opened here is not closed")]),
    "bracket not closed at the end": (
        [("review_by: 2027-05-21", "review_by: 2027-05-21\nvalues: [empati")],
        [(16, "a bracket opened here is not closed")],
    ),
    "brace not closed": ([('part: "Pasal 34"}', 'part: "Pasal 34"')], [(11, "a bracket opened here is not closed")]),
    "quotation not closed": ([("checked: 2026-11-21", 'checked: "2026')], [(14, "a quotation mark opened here")]),
    "question mark in brackets": (
        [("values: [empati, ketepatan]", "values: [empati?]")],
        [(6, "write its entries one a line")],
    ),
    "comma missing": ([("[empati, ketepatan]", '["empati" "ketepatan"]')], [(6, "front matter is not YAML (expe")]),
    "values a mapping": ([("[empati, ketepatan]", "{empati: 1}")], [(6, "write a list of some of empati")]),
    "sources empty": (
        [('sources:\n  - {name: "UU 25/2009", part: "Pasal 34"}\n  - name: Perda 3', "sources: []")],
        [(10, "'sources' is empty; name the regulation")],
    ),
    "source a text": ([("- name: Perda 3", "- Perda 3")], [(12, "source 'Perda 3' is not understood; write {name:")]),
    "source with another key": ([("- name: Perda 3", "- {name: a, url: b}")], [(12, "is not understood")]),
    "source without name": ([("- name: Perda 3", "- {part: a}")], [(12, "is not understood")]),
    "source with a key twice": ([("- name: Perda 3", "- {name: a, name: b}")], [(12, "a key stands twice")]),
    "source name too long": ([("Perda 3", "x" * 301)], [(12, "a source's name has 301 characters")]),
    "day that does not exist": (
        [("checked: 2026-11-21", "checked: 2026-02-30"), ("topic: C4", "topic: Z9")],
        [(5, "unknown topic"), (14, "'checked' is '2026-02-30'; write a day that exists, as 2026-11-21")],
    ),
    "no day": ([("2027-05-21", "besok")], [(15, "'review_by' is 'besok'; write a day")]),
    "a moment": ([("2027-05-21", "2027-05-21 10:00:00")], [(15, "write a day")]),
    "day a list": ([("2027-05-21", "[2027-05-21]")], [(15, "write a day")]),
    "example in a pedoman": ([("topic: C4", "example: true")], [(5, "'example' is for praktik only; remove it")]),
    "example a word": ([("topic: C4", "example: ya")], [(5, "'example' is 'ya'; write true or false")]),
    "example a list": ([("topic: C4", "example: [true]")], [(5, "write true or false")]),
    "deep heading": ([("## Bab", "#### Bab")], [(20, "heading deeper than ###; use ## or ###")]),
    "control character in the body": ([("Lagi.", "La\x1bgi.")], [(21, "the body holds control")]),
    "empty body": ([("Isi.\n\n## Bab\nLagi.\n", "\n\n")], [(17, "the body is empty; write what to do")]),
    "invisible body": ([("Isi.\n\n## Bab\nLagi.\n", "\u200b\n\u2060\n")], [(18, "the body is empty; write")]),
    "invisible title": ([("Judul uji", "'\u200b\u2060 \u3164'")], [(3, "'title' holds invisible characters")]),
    "invisible question": ([("gmn caranya?", "\u200b")], [(9, "an entry of 'questions' holds invi")]),
    "body too long": ([("Lagi.", "x" * BODY_LIMIT)], [(18, "split the note, 20,000 at most")]),
    "front matter a list": ([("id: C4-pedoman-uji\n", "- a\n---\n")], [(2, "holds no keys; write one 'key: value'")]),
    "front matter a text": ([("id: C4-pedoman-uji\n", "a\n---\n")], [(2, "front matter holds no keys")]),
    "front matter empty": ([("id: C4-pedoman-uji\n", "---\n")], [(2, "front matter holds no keys")]),
    "unknown state": ([("topic: C4", "state: terbit")], [(5, "'state' is 'terbit'; allowed: published, needs-che")]),
    "state a list": ([("topic: C4", "state: [archived]")], [(5, "'state' is ['archived']; allowed")]),
    "replaced while found": ([("topic: C4", "replaced_by: X1-a")], [(5, "for obsolete and archived notes only; re")]),
    "replaced by itself": (
        [("topic: C4", "state: obsolete\nreplaced_by: C4-pedoman-uji")],
        [(6, "'replaced_by' names the note itself; name the note")],
    ),
    "replaced by no id": (
        [("topic: C4", "state: obsolete\nreplaced_by: X1 a")],
        [(6, "replaced_by 'X1 a' is not kebab-case; use")],
    ),
    "contributor turned": ([("topic: C4", "contributor: A\u202eni")], [(5, "'contributor' holds control or text-di")]),
    "contributor too long": ([("topic: C4", f"contributor: {'x' * 601}")], [(5, "601 characters; 600 at most")]),
    "origin with script": ([("topic: C4", "origin: 'javascript:alert(1)'")], [(5, "'origin' is 'javascript:alert(1)")]),
    "origin not secret": ([("topic: C4", "origin: http://t.me/x/1")], [(5, "write a link that starts with https://")]),
    "origin with quotes": ([("topic: C4", 'origin: https://t.me/x"onclick')], [(5, "write a link that starts")]),
    "owner a name": ([("topic: C4", "owner: ani")], [(5, "'owner' is 'ani'; write a Telegram user id")]),
    "owner in other digits": ([("topic: C4", "owner: １２")], [(5, "'owner' is '１２'; write")]),
    "owner a list": ([("topic: C4", "owner: [1]")], [(5, "write a Telegram user id")]),
    "many at once": (
        [
            *(("Judul uji", "''"), ("pedoman\n", "x\n"), ("C4\n", "Z9\n")),
            *(("Perda 3", "~"), ("2026-11-21", "x"), ("## ", "#### ")),
        ],
        [(3, "'title'"), (4, "'kind'"), (5, "topic"), (12, "a source's name"), (14, "'checked'"), (20, "heading")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_all_faults_of_a_file_are_reported_with_line_and_remedy(
    edits: list[tuple[str, str]], expected: list[tuple[int, str]]
) -> None:
    text = BASE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    faults = faults_of(text)
    assert [fault.line for fault in faults] == [line for line, _ in expected], faults
    for fault, (_, words) in zip(faults, expected, strict=True):
        assert words in fault.message
        assert "; " in fault.message
        assert fault.code
        assert fault.pesan.endswith(".")


def test_a_file_without_front_matter_says_how_to_start_it() -> None:
    assert faults_of("Isi saja.\n") == (
        Fault("uji.md", 1, "no front matter; start the file with a line '---' and the keys"),
    )
    assert [fault.line for fault in faults_of("")] == [1]


def test_front_matter_that_is_not_closed_says_so() -> None:
    (fault,) = faults_of("---\nid: a\n")
    assert "not closed; put a line '---' before the body" in fault.message


def test_a_fault_prints_as_file_line_and_message() -> None:
    with pytest.raises(NoteError, match=r"^uji\.md:5: unknown topic 'Z9'") as caught:
        NoteFile.read(changed(("topic: C4", "topic: Z9")), "uji.md")
    assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)


def test_a_fault_says_the_same_in_a_chat_in_indonesian_with_numbers_as_eyd_has_them() -> None:
    (fault,) = faults_of(changed(("Lagi.", "x" * BODY_LIMIT)))
    assert (fault.code, fault.pesan) == (
        "long-body",
        "Isi catatan 20.013 karakter, paling banyak 20.000. Bagi menjadi beberapa catatan.",
    )
    assert "20,013" in fault.message
    (fault,) = faults_of(changed(("title: Judul uji\n", "")))
    assert fault.pesan == "Isian judul (title) belum ada. Tambahkan."


@pytest.mark.parametrize("code", TEXTS)
def test_what_a_fault_says_in_indonesian_it_knows_from_the_english(code: str) -> None:
    english, indonesian = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in TEXTS[code])
    assert indonesian <= english | {"name"}  # an id is called by its key in English


def test_a_long_wrong_value_is_shortened_in_the_message() -> None:
    (fault,) = faults_of(changed(("Judul uji", f"[{'x' * 5_000}]")))
    assert len(fault.message) < 200


def test_a_loaded_file_is_named_relative_to_the_root(tmp_path: Path) -> None:
    path = tmp_path / "pedoman" / "C4" / "uji.md"
    path.parent.mkdir(parents=True)
    path.write_text(BASE, encoding="utf-8-sig")
    assert NoteFile.load(path, tmp_path).file == "pedoman/C4/uji.md"


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "uji.md"
    path.write_bytes(BASE.encode("utf-16"))
    with pytest.raises(NoteError, match=r"^uji\.md:1: not UTF-8 text \(.*\); save the file as UTF-8$"):
        NoteFile.load(path, tmp_path)


# --- whatever stands in a file, only NoteError comes out -----------------------------------------------------------

BOMBS = {
    "nested lists": "id: " + "[" * 20_000,
    "nested mappings": "id: " + "{a: " * 5_000,
    "nested lines": "\n".join(" " * depth + "- a:" for depth in range(0, 800, 2)),
    "references": "a: &a [x, x]\n" + "\n".join(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise("abcdefghijklmnop")),
    "merged keys": "a: &a {x: 1}\nb: {<<: [*a, *a]}",
    "a list in itself": "id: &a [*a]",
    "huge number": "id: " + "9" * 9_000,
    "huge hexadecimal number": "id: 0x" + "f" * 9_000,
    "huge base 60 number": "id: 1" + ":00" * 2_000 + ".5",
    "list as a key": "id: {[a]: b}",
    "mapping as a key": "{a: b}: c",
    "tag without a constructor": "id: !!python/object:os.system x",
    "number that is none": "id: !!int ''",
    "truth that is none": "id: !!bool xyz",
    "day that is none": "id: !!timestamp xyz",
    "day beyond the calendar": "checked: 99999-01-01",
    "other digits": "checked: ２０２６-１１-２１",
    "no number": "id: .nan",
    "two documents": "id: a\n--- b",
    "end of document": "id: a\n...\nid: b",
    "directive": "%YAML 1.1\nid: a",
    "other line ends": "a: b\x85c: d\u2028e: f\u2029\x85\x85: [",
    "half a surrogate pair": "id: a\ud83d",
    "null character": "id: a\0",
}  # fmt: skip


def faults_make_sense(text: str) -> bool:
    """Whether reading ends in a note that can be written again, or in faults that stand inside the file."""
    try:
        read = NoteFile.read(text, "uji.md").note
    except NoteError as error:
        last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        for fault in error.faults:
            assert fault.file == "uji.md"
            assert 1 <= fault.line <= last, (fault, last)
            assert "; " in fault.message
            assert fault.code
            assert fault.pesan
        return bool(error.faults)
    return Note.from_markdown(read.to_markdown()) == read


@pytest.mark.parametrize("front", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.parametrize("around", ["---\n{}\n---\nIsi.\n", "---\n{}\n---"], ids=["with body", "without"])
def test_front_matter_that_attacks_the_reader_is_only_a_fault(front: str, around: str) -> None:
    assert faults_make_sense(around.format(front))


@given(some.text())
def test_any_text_is_a_note_or_has_faults(text: str) -> None:
    assert faults_make_sense(text)


FRAGMENTS = some.sampled_from(
    [
        *("id: ", "title: ", "kind: pedoman", "kind: praktik", "questions:", "sources:", "checked: ", "example: "),
        *("values: ", "topic: C4", "related: ", "2026-11-21", "2026-02-30", "true", "~", "a", "'", '"', "- ", "[", "]"),
        *("{", "}", ", ", ": ", ":", "? ", "&a ", "*a", "!!int ", "! ", "<<: ", "| ", "> ", "#", "%", "@", "`", "\t"),
        *("---", "...", "\n", "\n", "\n", "\n  ", "\n  - ", "\n    ", "\x85", "\u2028", "\x00", "\ufeff", "0x1f", "😀"),
    ]
)  # fmt: skip


@given(some.lists(FRAGMENTS | some.text(max_size=3), max_size=30).map("".join))
def test_any_front_matter_is_a_note_or_has_faults(front: str) -> None:
    assert faults_make_sense(f"---\n{front}\n---\nIsi.\n")


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.dates() | some.datetimes() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    *("id", "title", "kind", "topic", "values", "questions", "sources", "related", "checked", "review_by", "example"),
    *("state", "replaced_by", "contributor", "origin", "owner"),
)


@given(some.dictionaries(some.sampled_from(KEYS) | some.text(max_size=4), VALUES))
def test_any_values_under_the_known_keys_are_a_note_or_have_faults(front: dict[str, object]) -> None:
    assert faults_make_sense(f"---\n{yaml.safe_dump(front, allow_unicode=True)}\n---\nIsi.\n")


def test_no_note_holds_characters_that_hide_or_turn_text() -> None:
    for character in "\x00\x08\x0b\x0c\r\x1b\x7f\u200f\u202e\u2066\ud800":
        assert CONTROL.search(character)
    for character in "\t\n\u200d\u00a0é😀":
        assert not CONTROL.search(character)


def test_an_id_fits_a_telegram_button() -> None:
    """64 bytes: the id, a sign, and a question's number."""
    assert ID_LIMIT <= 48


UNREAD = {
    "questions: apa": (7, "satu butir per baris, misalnya `- apa?`. Sekarang: 'apa'."),
    "questions:\n\t- apa?": (8, "diawali tab. Ganti tab itu dengan spasi."),
    "questions: - apa?": (7, "belum punya nama isian. Tulis namanya dulu, misalnya `questions:`"),
    "questions apa": (8, "tidak punya nama isian. Tulis seperti 'title: …'."),
    "questions:\n  - apa?\n lain: x": (9, "tidak sejajar dengan yang lain."),
    "questions:\n  - [[[[[[[a]]]]]]]": (8, "bersusun terlalu dalam."),
    "questions:\n  - {a: b, a: c}": (8, "memuat isian yang sama dua kali."),
    "questions: apa: itu": (7, "beri tanda kutip pada teks yang memuat ': '"),
    "questions:": (7, "masih kosong. Tambahkan paling sedikit satu."),
}


@pytest.mark.parametrize("written", UNREAD)
def test_what_is_wrong_with_front_matter_is_said_once_with_advice_that_fits(written: str) -> None:
    questions = "questions:\n  - apa ini?\n  - gmn caranya?"
    assert questions in BASE
    (fault,) = faults_of(BASE.replace(questions, written))
    line, advice = UNREAD[written]
    assert (fault.line, advice in fault.pesan) == (line, True), fault.pesan


@pytest.mark.parametrize("nothing", ["", '""', "[]", "null"])
def test_what_a_note_may_go_without_is_not_given_where_it_stands_empty(nothing: str) -> None:
    keys = (
        "topic",
        "values",
        "sources",
        "related",
        "example",
        "state",
        "replaced_by",
        "contributor",
        "origin",
        "owner",
    )
    front = "".join(f"{key}: {nothing}\n" for key in keys)
    head = "id: uji\ntitle: Judul uji\nkind: praktik\nquestions: [apa]\nchecked: 2026-11-21\nreview_by: 2027-05-21\n"
    bare = Note.from_markdown(f"---\n{head}---\nIsi.\n")
    assert Note.from_markdown(f"---\n{head}{front}---\nIsi.\n") == bare


def test_a_source_whose_part_stands_empty_has_none() -> None:
    note = Note.from_markdown(BASE.replace("- name: Perda 3", '- {name: Perda 3, part: ""}'))
    assert note.sources[-1] == Source("Perda 3")
