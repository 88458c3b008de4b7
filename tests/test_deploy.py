"""The container file and the systemd unit, as far as they can be held to their word without an engine or a systemd."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.settings import ROOT, environment_names
from tests.processes import surroundings

CONTAINER = ROOT / "deploy" / "Containerfile"
UNIT = ROOT / "deploy" / "prima.service"
GUIDE = ROOT / "docs" / "operasional.md"


def instructions() -> list[tuple[str, str]]:
    """Every instruction of the container file with what follows it, continued lines joined."""
    lines = [line for line in CONTAINER.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in joined.splitlines() if line.strip()]


def all_of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


# --- the container -------------------------------------------------------------------------------------------------


def test_the_container_starts_from_a_plain_image_and_runs_as_nobody_special() -> None:
    (base,) = all_of("FROM")
    assert re.fullmatch(r"python:3\.\d+-slim", base), "an image by name only"
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", all_of("USER")[-1])
    assert [name for name, _ in instructions()].index("USER") < [name for name, _ in instructions()].index("CMD")
    assert all_of("ADD") == []
    assert not re.search(r"TOKEN|SECRET", "\n".join(rest for _, rest in instructions()))


def test_the_container_installs_what_stands_in_the_requirements_and_leaves_nothing_lying_about() -> None:
    (install,) = [line for line in all_of("RUN") if "pip install" in line]
    listing, _, installing = install.partition(" | ")
    assert "/tmp" not in "\n".join(rest for _, rest in instructions())  # noqa: S108 - that it is not there
    assert installing.endswith("-r /dev/stdin")
    left_out = all_of("ARG")[0].partition("=")[2].strip('"')
    shown = subprocess.run(
        ["sh", "-c", listing],
        cwd=ROOT,
        env={"LEFT_OUT": left_out, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in shown.stdout.splitlines()] == [
        line for line in lines if line.startswith(("torch=", "sentence-transformers>"))
    ]


def test_the_containers_settings_are_settings() -> None:
    names = set(re.findall(r"PRIMA_[A-Z_]+", " ".join(all_of("ENV"))))
    assert names
    assert names <= set(environment_names())
    (port,) = re.findall(r"PORT=(\d+)", " ".join(all_of("ENV")))
    assert f"127.0.0.1:{port}/health" in all_of("HEALTHCHECK")[0]
    assert all_of("EXPOSE") == [port]


def test_only_what_is_not_needed_is_left_out_of_the_container() -> None:
    (left_out,) = re.findall(r'LEFT_OUT="([^"]+)"', " ".join(all_of("ARG")))
    pattern = re.compile(rf"^({left_out})[^a-z-]")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    gone = [re.split("[=><]", line)[0] for line in lines if pattern.match(line)]
    assert gone == ["sentence-transformers", "torch"]


def test_the_containers_files_answer_without_torch_and_write_to_the_data_folder_alone(tmp_path: Path) -> None:
    """The folder that COPY makes, with nothing else importable of ours, and without the libraries left out."""
    root, data = tmp_path / "prima", tmp_path / "data"
    root.mkdir()
    for line in all_of("COPY"):
        *sources, target = line.split()
        for source in sources:
            where = root / target if (ROOT / source).is_dir() else root / source
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, where, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, where)
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    for library in ("torch", "sentence_transformers"):
        (blocked / f"{library}.py").write_text("raise ImportError(__name__)")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    plain = {"PRIMA_DATA_DIR": str(data), "PYTHONPATH": str(blocked), "PYTHONDONTWRITEBYTECODE": "1"}
    for command in ("indexer build", "bot ask gratifikasi"):
        done = subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=root,
            env=surroundings(plain),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "Arti gratifikasi" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


# --- the unit ------------------------------------------------------------------------------------------------------


@pytest.fixture
def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read_string(UNIT.read_text(encoding="utf-8"))
    return parser


def test_the_unit_gives_prima_no_more_than_it_needs(unit: configparser.ConfigParser) -> None:
    service = unit["Service"]
    wanted = {
        "User": "prima", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes",
        "PrivateTmp": "yes", "CapabilityBoundingSet": "", "UMask": "0077", "StateDirectory": "prima",
        "StateDirectoryMode": "0700", "Restart": "on-failure", "MemoryDenyWriteExecute": "yes",
    }  # fmt: skip
    assert {key: service[key] for key in wanted} == wanted
    assert "PRIMA_DATA_DIR=/var/lib/prima" in service["Environment"]
    assert service["EnvironmentFile"].startswith("/etc/")
    assert "TOKEN" not in service["Environment"]
    assert service["ExecStart"].endswith("python -m bot")


def test_the_guide_names_the_units_own_places(unit: configparser.ConfigParser) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    service = unit["Service"]
    for place in (service["EnvironmentFile"], service["WorkingDirectory"], "deploy/prima.service", "/var/lib/prima"):
        assert place in guide, place


DIRECTIVES = {
    "Unit": "Description Documentation Wants After StartLimitIntervalSec StartLimitBurst",
    "Service": """Type User Group WorkingDirectory EnvironmentFile Environment ExecStartPre ExecStart Restart RestartSec
        TimeoutStartSec TimeoutStopSec StateDirectory StateDirectoryMode UMask NoNewPrivileges CapabilityBoundingSet
        AmbientCapabilities ProtectSystem ProtectHome PrivateTmp PrivateDevices PrivateUsers ProtectClock
        ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectControlGroups ProtectProc
        RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality
        MemoryDenyWriteExecute RemoveIPC KeyringMode SystemCallArchitectures SystemCallFilter SystemCallErrorNumber
        MemoryMax TasksMax""",
    "Install": "WantedBy",
}
"""Of systemd.unit(5), systemd.service(5), systemd.exec(5) and systemd.resource-control(5)."""


def test_every_line_of_the_unit_is_one_that_systemd_knows(unit: configparser.ConfigParser) -> None:
    """Systemd itself only warns of a mistyped line, and goes on without the protection."""
    assert {name: set(unit[name]) for name in unit.sections()} == {
        name: set(words.split()) for name, words in DIRECTIVES.items()
    }


def test_the_units_switches_are_on_and_its_numbers_are_numbers(unit: configparser.ConfigParser) -> None:
    service = unit["Service"]
    switches = [
        key for key in service if key.startswith(("Private", "Restrict")) or key in {"RemoveIPC", "LockPersonality"}
    ]
    assert {service[key] for key in switches if key != "RestrictAddressFamilies"} == {"yes"}
    assert {service[key] for key in service if key.startswith("ProtectKernel")} == {"yes"}
    assert set(service["RestrictAddressFamilies"].split()) == {"AF_INET", "AF_INET6", "AF_UNIX"}
    for key, form in (("RestartSec", r"\d+"), ("TimeoutStopSec", r"\d+"), ("TimeoutStartSec", r"\d+min"),
                      ("MemoryMax", r"\d+G"), ("TasksMax", r"\d+"), ("UMask", r"0[0-7]{3}")):  # fmt: skip
        assert re.fullmatch(form, service[key]), key


def test_the_units_commands_are_commands_of_prima(unit: configparser.ConfigParser) -> None:
    """Each is run with --help, by this machine's Python."""
    for key in ("ExecStartPre", "ExecStart"):
        python, *arguments = unit["Service"][key].split()
        assert python.startswith(f"{unit['Service']['WorkingDirectory']}/.venv/")
        done = subprocess.run(
            [sys.executable, *arguments, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """With this machine's Python in the place of the one that an installation brings."""
    copy = tmp_path / "prima.service"
    text = UNIT.read_text(encoding="utf-8").replace("/opt/prima/.venv/bin/python", sys.executable)
    copy.write_text(text, encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)
    said = [line for line in verified.stderr.splitlines() if "prima.service" in line]
    assert said == []
    scored = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(copy)], capture_output=True, text=True, check=False
    )
    (score,) = re.findall(r"Overall exposure level for prima\.service: ([\d.]+)", scored.stdout)
    assert float(score) < 2.0
