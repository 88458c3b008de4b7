"""The house rules that the source itself can be asked about: who imports whom, what is never written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge_base.settings import ROOT, Settings

PACKAGES = ("knowledge_base", "indexer", "bot")
MAY_IMPORT = {"knowledge_base": set[str](), "indexer": {"knowledge_base"}, "bot": {"knowledge_base", "indexer"}}
OURS = {*PACKAGES, "tests", "benchmarks"}

TELEGRAM = (
    *(
        "bot/application.py",
        "bot/fair_application.py",
        "bot/routes.py",
        "bot/door.py",
        "bot/menus.py",
        "bot/failures.py",
    ),
    *(
        "bot/__main__.py",
        "bot/table.py",
        "bot/send.py",
        "bot/tell.py",
        "bot/prompts.py",
        "bot/wire.py",
        "bot/handlers/",
    ),
    *(
        "bot/jobs.py",
        "bot/scheduled_builds.py",
        "bot/broken_build.py",
        "bot/broadcasting.py",
        "bot/delivery.py",
        "bot/serving.py",
    ),
)
IMPORTERS: dict[str, tuple[str, ...]] = {
    "sentence_transformers": ("indexer/vectors.py", "indexer/training/"),
    "torch": ("indexer/training/",),
    "tokenizers": ("indexer/static.py", "indexer/training/"),
    "faiss": ("indexer/index.py",),
    "tantivy": ("indexer/lexical.py",),
    "Sastrawi": ("indexer/language.py",),
    "markdown_it": ("bot/markup.py",),
    "pypdfium2": ("knowledge_base/documents/from_pdf.py",),
    "mammoth": ("knowledge_base/documents/from_docx.py",),
    "defusedxml": ("knowledge_base/documents/word_parts.py",),
    "selectolax": ("knowledge_base/documents/from_html.py",),
    "matplotlib": ("bot/charts.py", "indexer/training/diagram.py"),
    "sqlite_utils": ("knowledge_base/", "bot/health.py", "bot/acts.py"),
    "sqlite3": ("knowledge_base/store.py", "knowledge_base/database_file.py"),
    "prometheus_client": ("bot/metrics.py",),
    "tornado": ("bot/health.py",),
    "httpx": ("bot/checks/connection.py",),
    "telegram": TELEGRAM,
}
"""Which files may import a heavy library; all others see our own types."""

SERIALISERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}
FOLDERS = (*PACKAGES, "tests", "benchmarks")


@cache
def files_of(*folders: str) -> tuple[Path, ...]:
    """Every Python file of some folders of the project."""
    return tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """The file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """The path from the project's folder on."""
    return path.relative_to(ROOT).as_posix()


@cache
def imported(path: Path) -> set[str]:
    """The packages that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import hides where the arrow points"
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_in_one_direction(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = {name_of(path): imported(path) & OURS - allowed for path in files_of(package)}
    assert {file: names for file, names in wrong.items() if names} == {}


@pytest.mark.parametrize("library", IMPORTERS)
def test_a_heavy_library_is_imported_where_it_belongs(library: str) -> None:
    importers = [name_of(path) for path in files_of(*PACKAGES) if library in imported(path)]
    assert importers, f"nothing imports {library} any more; take it off this list"
    assert [file for file in importers if not file.startswith(IMPORTERS[library])] == []


def test_training_is_imported_by_training_alone() -> None:
    for path in files_of(*PACKAGES):
        if "training" not in path.parts:
            modules = [node.module or "" for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)]
            assert not [module for module in modules if module.startswith("indexer.training")], name_of(path)


HEAVY = {"torch", "sentence_transformers", "transformers", "matplotlib"}
LOADED = "import sys, {module}; print(*sorted({heavy} & set(sys.modules)))"


@pytest.mark.parametrize("module", ["bot.__main__", "indexer.__main__", "knowledge_base.__main__"])
def test_a_command_starts_without_loading_what_encodes_or_draws(module: str) -> None:
    command = [sys.executable, "-c", LOADED.format(module=module, heavy=HEAVY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_nothing_is_stored_in_a_format_that_runs_code() -> None:
    assert [name_of(path) for path in files_of(*FOLDERS) if imported(path) & SERIALISERS] == []


def calls_of(path: Path, owners: set[str], function: str) -> Iterator[ast.Call]:
    """Calls such as `np.load(…)` in a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == function:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in owners:
                yield node


def test_arrays_and_tensors_are_read_without_pickle() -> None:
    for path in files_of(*PACKAGES):
        for call in calls_of(path, {"np", "numpy"}, "load"):
            given = {word.arg: ast.unparse(word.value) for word in call.keywords}
            assert given.get("allow_pickle") == "False", f"{name_of(path)}:{call.lineno}"
        for call in calls_of(path, {"torch"}, "load"):
            given = {word.arg: ast.unparse(word.value) for word in call.keywords}
            assert given.get("weights_only") == "True", f"{name_of(path)}:{call.lineno}"


def test_yaml_is_read_safely() -> None:
    for path in files_of(*PACKAGES):
        assert list(calls_of(path, {"yaml"}, "unsafe_load")) == []
        for call in calls_of(path, {"yaml"}, "load"):
            assert any(word.arg == "Loader" for word in call.keywords), f"{name_of(path)}:{call.lineno}"


def test_no_error_is_caught_without_its_name() -> None:
    for path in files_of(*PACKAGES):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "Exception"
                assert not re.search(r"\b(?:Base)?Exception\b", caught), f"{name_of(path)}:{node.lineno}"


def test_every_file_says_what_it_is_for() -> None:
    assert [name_of(path) for path in files_of(*FOLDERS) if not ast.get_docstring(tree_of(path))] == []


def test_every_file_is_named_after_something() -> None:
    assert [name_of(path) for path in files_of(*FOLDERS) if path.stem in VAGUE_NAMES] == []


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    pages = [*ROOT.glob("*.md"), *ROOT.glob("*.yaml"), *ROOT.glob("docs/**/*.md"), ROOT / "Makefile"]
    left = [
        f"{name_of(path)}:{number}"
        for path in (*files_of(*FOLDERS), *pages)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line)
    ]
    assert left == []


def keys() -> list[str]:
    """Every setting: `time_zone`, `telegram.mode`."""
    found = []
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += [f"{name}.{inner}" for inner in kind.model_fields]
        else:
            found.append(name)
    return found


def reads_of(tree: ast.AST) -> set[str]:
    """`owner.name` for every attribute that some code reads: `settings.telegram.mode` reads `telegram.mode`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            found.add(f"{getattr(owner, 'attr', '') or getattr(owner, 'id', '')}.{node.attr}")
    return found


@cache
def reads_outside(path: Path) -> set[str]:
    """What every file of the product but one reads."""
    return {read for each in files_of(*PACKAGES) if each != path for read in reads_of(tree_of(each))}


@pytest.mark.parametrize("key", keys())
def test_every_setting_has_an_effect(key: str) -> None:
    """It is read outside settings.py, as it is or through a property of Settings that reads it."""
    settings_file = ROOT / "knowledge_base/settings.py"
    (settings_class,) = [
        node
        for node in tree_of(settings_file).body
        if isinstance(node, ast.ClassDef) and node.name == Settings.__name__
    ]
    section, _, name = key.rpartition(".")
    wanted = f"{section or 'self'}.{name}"
    through = {
        f"settings.{node.name}"
        for node in settings_class.body
        if isinstance(node, ast.FunctionDef) and wanted in reads_of(node)
    }
    assert reads_outside(settings_file) & ({f"{section or 'settings'}.{name}"} | through)
