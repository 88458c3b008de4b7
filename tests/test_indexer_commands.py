"""`python -m indexer build | status | search | eval`, with the bundled model, as people and scripts call them."""

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from indexer.__main__ import cli
from indexer.evaluate import MEASURES
from knowledge_base.errors import EvaluationError, SettingsError, UnusableIndexError
from knowledge_base.note import Note
from knowledge_base.settings import ROOT
from tests import makers
from tests.fakes import folder_in_memory, make_note
from tests.processes import surroundings

CUTI_BODY = "## Syarat\n\nAjukan cuti kepada atasan langsung.\n\n## Sakit\n\nLampirkan surat dokter."
CUTI = make_note("cuti", "Mengajukan cuti tahunan", CUTI_BODY, "cuti tahunan berapa hari?")
MARAH = make_note("marah", "Menghadapi warga yang marah", "Dengarkan warga sampai selesai.", "warga marah di loket?")
GAJI = make_note("gaji", "Gaji yang terlambat", "Tanyakan gaji kepada bendahara.", "gaji belum masuk?")


@dataclass
class Place:
    """A folder with note files, and everything that the commands write beside them."""

    folder: Path

    def __post_init__(self) -> None:
        self.notes = self.folder / "notes"
        self.notes.mkdir()
        self.variables = {
            "PRIMA_DATA_DIR": str(self.folder / "data"),
            "PRIMA_KNOWLEDGE__NOTES_DIR": str(self.notes),
            "PRIMA_EMBEDDING__MODEL": "indexer/model",
        }

    def write(self, *notes: Note) -> None:
        for note in notes:
            makers.write(self.notes, note)

    def run(self, *arguments: str | Path, **variables: str) -> Result:
        """Runs a command in this process."""
        return CliRunner().invoke(cli, [str(each) for each in arguments], env={**self.variables, **variables})

    def text(self, *arguments: str | Path) -> str:
        """Standard output of a command that succeeds."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str | Path) -> Any:
        """The one JSON object that a command prints."""
        printed = self.text(*arguments, "--json")
        assert printed.count("\n") == 1
        return json.loads(printed)

    def process(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs Python in a process of its own."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=surroundings(self.variables),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def place() -> Iterator[Place]:
    """Three notes, not yet built."""
    with folder_in_memory() as folder:
        made = Place(folder)
        made.write(CUTI, MARAH, GAJI)
        yield made


@pytest.fixture(scope="module")
def built() -> Iterator[Place]:
    """Three notes, built; for commands that only read."""
    with folder_in_memory() as folder:
        made = Place(folder)
        made.write(CUTI, MARAH, GAJI)
        made.text("build")
        yield made


# build


def test_build_tells_what_it_did_as_json(place: Place) -> None:
    first = place.json("build")
    assert set(first) == {"manifest", "changed", "encoded", "reused", "seconds", "sync", "differing"}
    assert (first["changed"], first["encoded"], first["reused"]) == (True, 7, 0)
    assert {name: first["manifest"][name] for name in ("model", "notes", "passages", "questions", "dimension")} == {
        "model": "indexer/model",
        "notes": 3,
        "passages": 4,
        "questions": 3,
        "dimension": 256,
    }
    assert first["sync"] == {
        "added": ["cuti", "gaji", "marah"],
        "changed": [],
        "archived": [],
        "conflicts": [],
        "faults": [],
    }
    again = place.json("build")
    assert (again["changed"], again["encoded"], again["reused"]) == (False, 0, 7)
    place.write(replace(GAJI, body="Tanyakan gaji kepada bagian keuangan."))
    changed = place.json("build")
    assert (changed["changed"], changed["encoded"], changed["sync"]["changed"]) == (True, 1, ["gaji"])
    assert place.json("build", "--full")["encoded"] == 7


def test_build_tells_what_it_did_in_words(place: Place) -> None:
    """Faults of note files go to standard error, and the other notes are built."""
    broken = place.notes / "pedoman" / "rusak.md"
    broken.write_text("tanpa kepala\n", encoding="utf-8")
    result = place.run("build")
    assert result.exit_code == 0
    assert result.stdout.startswith("New index 2")
    assert ": 3 notes, 4 passages, 3 questions; 7 texts encoded in " in result.stdout
    assert "  left out: pedoman/rusak.md:1: no front matter" in result.stderr
    assert "rusak" not in result.stdout
    broken.unlink()
    place.write(make_note("pajak", "Pajak", "Lapor pajak.", "lapor pajak?"), replace(CUTI, title="Cuti"))
    assert place.text("build").splitlines()[1:] == ["  new: pajak", "  changed: cuti"]
    assert place.text("build") == "The index is up to date: 4 notes, 5 passages, 4 questions\n"


# status


def test_status_as_json(built: Place) -> None:
    """Build id, time, model, counts and sizes, as scripts read them."""
    status = built.json("status")
    index = built.folder / "data" / "index"
    assert status["build"] == (index / "current").readlink().name
    assert status["created"].startswith("2")
    assert (status["model"], status["notes"], status["passages"], status["questions"]) == ("indexer/model", 3, 4, 3)
    assert (status["vectors"], status["dimension"], status["up_to_date_model"]) == (7, 256, True)
    files = [file for file in (index / status["build"]).rglob("*") if file.is_file()]
    assert status["index_bytes"] == sum(file.stat().st_size for file in files) > 7 * 256 * 4
    assert status["database_bytes"] == (built.folder / "data" / "prima.db").stat().st_size


def test_status_in_words(built: Place) -> None:
    printed = [line.split(None, 1) for line in built.text("status").splitlines()]
    words = {line[0]: line[1].strip() for line in printed if len(line) == 2}
    assert (words["vectors"], words["model"], words["up_to_date_model"]) == ("7", "indexer/model", "True")
    assert words["build"] == (built.folder / "data" / "index" / "current").readlink().name


def test_status_says_when_the_model_is_another_than_the_settings(built: Place) -> None:
    result = built.run("status", "--json", PRIMA_EMBEDDING__MODEL="another/model")
    assert json.loads(result.stdout)["up_to_date_model"] is False


def test_without_an_index_a_command_says_in_one_line_what_to_run(place: Place) -> None:
    """A message on standard error and exit code 1, not a traceback."""
    done = place.process("-m", "indexer", "status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"there is no index in {place.folder / 'data' / 'index'}; run `python -m indexer build`\n"


def test_what_does_not_encode_does_not_load_the_model(built: Place) -> None:
    """Importing torch takes seconds; a build that finds nothing to do, and status, must not pay for it."""
    code = (
        "import sys; from indexer.__main__ import cli\n"
        "cli(['build'], standalone_mode=False); cli(['status'], standalone_mode=False)\n"
        "print('loaded:', sorted({'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = built.process("-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The index is up to date: 3 notes")
    assert done.stdout.endswith("loaded: []\n")


def test_an_unknown_variable_and_a_missing_folder_are_named(place: Place) -> None:
    result = place.run("build", PRIMA_EMBEDING__MODEL="x")
    assert isinstance(result.exception, SettingsError)
    assert "PRIMA_EMBEDING__MODEL" in str(result.exception)
    result = place.run("build", PRIMA_KNOWLEDGE__NOTES_DIR=str(place.folder / "none"))
    assert isinstance(result.exception, SettingsError)
    assert str(place.folder / "none") in str(result.exception)


# search


@pytest.mark.parametrize(
    ("question", "note"),
    [("cuti tahunan berapa hari?", "cuti"), ("ada warga marah2 di loket", "marah"), ("gaji saya blm masuk", "gaji")],
)
def test_search_as_json_finds_the_note(built: Place, question: str, note: str) -> None:
    found = built.json("search", question)
    assert set(found) == {"question", "build", "passages"}
    assert found["question"] == question
    assert found["build"] == built.json("status")["build"]
    assert len(found["passages"]) == 4
    first = found["passages"][0]
    assert first["note"] == note
    assert set(first) == {
        *("note", "title", "passage", "headings", "text"),
        *("lexical", "dense", "fused", "confidence"),
    }
    assert 0 <= first["confidence"] <= 1
    fused = [row["fused"] for row in found["passages"]]
    assert fused == sorted(fused, reverse=True)


def test_search_gives_as_many_passages_as_asked(built: Place) -> None:
    """Passages, not notes: the first note has two."""
    for k in (1, 2, 4):
        assert len(built.json("search", "cuti", "-k", str(k))["passages"]) == k
    assert built.run("search", "cuti", "-k", "0").exit_code == 2


def test_search_in_words(built: Place) -> None:
    printed = built.text("search", "gaji belum masuk?", "-k", "1")
    assert "confidence" in printed
    assert "gaji" in printed
    assert "Tanyakan gaji" in printed
    assert "marah" not in printed


def test_search_without_an_index_says_what_to_run(place: Place) -> None:
    result = place.run("search", "cuti")
    assert isinstance(result.exception, UnusableIndexError)
    assert "run `python -m indexer build`" in str(result.exception)


# eval


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """Three documents; two queries, one of which has two right documents."""
    corpus = [
        {"_id": "d1", "title": "Cuti", "text": "Ajukan surat cuti."},
        {"_id": "d2", "title": "Gaji", "text": "Gaji dan tunjangan."},
        {"_id": "d3", "title": "Loket", "text": "Antrean di loket."},
    ]
    queries = [{"_id": "q1", "text": "gaji"}, {"_id": "q2", "text": "cuti"}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "qrels").mkdir()
    header = "query-id\tcorpus-id\tscore\n"
    (tmp_path / "qrels" / "valid.tsv").write_text(f"{header}q1\td2\t1\nq1\td3\t1\nq2\td1\t1\n", encoding="utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text(f"{header}q2\td3\t1\n", encoding="utf-8")
    return tmp_path


def test_eval_as_json(place: Place, beir: Path) -> None:
    """`valid`: `cuti` finds d1; `gaji` finds d2 but lexically not d3. `test`: `cuti` never finds d3 by its words."""
    figures = place.json("eval", beir)
    assert list(figures) == ["test", "valid"]
    for part in figures.values():
        assert set(part) == {"lexical", "dense", "hybrid", "queries", "passages", "ms"}
        assert all(set(part[run]) == set(MEASURES) for run in ("lexical", "dense", "hybrid"))
        assert part["passages"] == 3
        assert part["ms"] > 0
    assert (figures["valid"]["queries"], figures["test"]["queries"]) == (2, 1)
    assert figures["valid"]["lexical"] == {
        "ndcg@10": round((1 / (1 + 1 / math.log2(3)) + 1) / 2, 4),
        "mrr@10": 1.0,
        "hit@1": 1.0,
        "hit@10": 1.0,
        "recall@100": 0.75,
    }
    assert set(figures["test"]["lexical"].values()) == {0.0}
    assert figures["valid"]["dense"]["recall@100"] == figures["valid"]["hybrid"]["recall@100"] == 1


def test_eval_of_one_split_in_words(place: Place, beir: Path) -> None:
    """A table; and nothing is written where Prima keeps its data."""
    printed = place.text("eval", beir, "--split", "valid")
    assert "valid: 2 queries, 3 passages" in " ".join(printed.split())
    lexical = next(line for line in printed.splitlines() if "lexical" in line)
    assert [word for word in lexical.split() if word[0].isdigit()] == ["0.8066", "1.0000", "1.0000", "1.0000", "0.7500"]
    assert "test" not in printed.replace(beir.name, "")
    assert not (place.folder / "data").exists()


def test_eval_names_what_is_wrong(place: Place, beir: Path) -> None:
    result = place.run("eval", beir / "none")
    assert result.exit_code == 2
    assert "none" in result.stderr
    result = place.run("eval", beir, "--split", "train")
    assert isinstance(result.exception, EvaluationError)
    assert str(result.exception) == f"{beir / 'qrels'}: no train.tsv; is this a BEIR folder with that split?"
    result = place.run("eval", place.notes)
    assert isinstance(result.exception, EvaluationError)
    assert "is this a BEIR folder" in str(result.exception)
    (beir / "corpus.jsonl").write_text('{"_id": "d1", "text": "Cuti."}\n{"_id": "d2"}\n', encoding="utf-8")
    result = place.run("eval", beir)
    assert isinstance(result.exception, EvaluationError)
    assert str(result.exception) == f"{beir / 'corpus.jsonl'}:2: expected an object with _id, text"


def test_help_names_every_command(place: Place) -> None:
    printed = place.text("--help")
    assert all(f"  {name} " in printed for name in ("build", "status", "search", "eval"))
