"""What to show of a note is learned from questions with the sentence that answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.overlay import View
from indexer.ranking import PARTS, Ranking
from indexer.reading import SENTENCE_FEATURES, Reading
from indexer.training.__main__ import cli
from indexer.training.data import JUDGED, SECTIONS, read_notes
from indexer.training.measure import plain_words
from indexer.training.sections import holds, learn_sections, sections
from knowledge_base.note import Note
from knowledge_base.settings import ROOT
from tests.fakes import Library, WordEncoder, folder_in_memory, make_note

WORDS = "gaji cuti surat rapat pensiun izin pajak data lapor dokumen".split()
STYLES = {"line", "unlearned", *JUDGED}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in SECTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """Ten notes of three sections; each section is about one of the words."""
    told = [
        [f"## Bagian\n\nTerangkan {WORDS[(place + step) % 10]} saja. Lalu selesai." for step in range(3)]
        for place in range(10)
    ]
    bodies = ["\n\n".join(("Bacalah dahulu.", *parts)) for parts in told]
    with folder_in_memory() as folder:
        library = Library(
            folder, [make_note(f"n{place}", f"Catatan {place}", body) for place, body in enumerate(bodies)]
        )
        library.build()
        yield library.searcher().view()


def asked(folder: Path) -> Path:
    """Three questions on each note of `view`, one on each section."""
    questions = [
        {"note": f"n{place}", "style": "detail", "question": f"{WORDS[(place + step) % 10]} dong"}
        | {"sentence": f"Terangkan {WORDS[(place + step) % 10]} saja.", "also": []}
        for place in range(10)
        for step in range(3)
    ]
    absent = {"note": "absent", "style": "detail", "question": "cuti", "sentence": "Cuti.", "also": []}
    file = folder / "sections.jsonl"
    file.write_text("\n".join(map(json.dumps, [*questions, absent])), encoding="utf-8")
    return file


def test_the_sentence_that_answers_is_learned_and_shown(view: View, tmp_path: Path) -> None:
    found = sections(view, WordEncoder(), asked(tmp_path))
    assert len(found) == 30, "a question on a note that is not there is left out"
    assert all(each.right.sum() == each.belongs.sum() == 1 for each in found)
    learned, shown = learn_sections(found)
    weights = dict(zip(SENTENCE_FEATURES, learned.weights, strict=True))
    assert min(weights["cosine"], weights["share"]) > 0
    assert shown == {"detail": (30, 1.0, 0.0, 0.0)}, "so short a note needs no bold"


def test_a_wanted_piece_is_the_sentence_or_a_part_of_it_or_has_it_as_a_part() -> None:
    assert holds("1. **Catat** keluhannya. ", "**Catat** keluhannya.")
    assert holds("Catat keluhannya dan waktunya.\n", "Catat keluhannya")
    assert holds("2. Catat.\n", "Dengar. Catat. Kabari.")
    assert not holds("Catat keluhannya.", "Catat waktunya.")


def test_every_question_names_sentences_of_a_shipped_note(rows: list[dict[str, str]]) -> None:
    notes: dict[str, Note] = {note.id: note for note in read_notes(ROOT / "knowledge_base")}
    sentences = {identity: Reading.of(note, WordEncoder()).sentences for identity, note in notes.items()}
    assert {row["style"] for row in rows} == STYLES
    assert len({(row["note"], row["question"]) for row in rows}) == len(rows)
    for row in rows:
        wanted = (row["sentence"], *row["also"])
        assert all(piece in notes[row["note"]].body for piece in wanted), row
        assert any(holds(each.text, piece) for each in sentences[row["note"]] for piece in wanted), row


def test_golden_questions_are_never_learned(rows: list[dict[str, str]]) -> None:
    golden = {
        " ".join(plain_words(json.loads(line)["text"]))
        for line in (ROOT / "tests" / "golden" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    }
    found = {" ".join(plain_words(row["question"])) for row in rows} & golden
    assert not {words for words in found if words.count(" ") > 1}, "a key word of one or two words is no question"


def test_the_command_changes_nothing_but_what_it_learns(tmp_path: Path) -> None:
    model, notes = tmp_path / "model", tmp_path / "notes"
    shutil.copytree(ROOT / "indexer" / "model", model)
    for topic in (ROOT / "knowledge_base" / "pedoman").glob("C?"):
        shutil.copytree(topic, notes / topic.name)
    before = Ranking.load(model)
    run = CliRunner().invoke(cli, ["sections", "--model", str(model), "--notes", str(notes)])
    assert run.exit_code == 0, run.output
    assert "situation" in run.output
    after = Ranking.load(model)
    changed = {name for name, _ in PARTS if getattr(before, name) != getattr(after, name)}
    assert changed == {"sentence"}
