"""Questions with known answers, by which Prima is judged and from which its ranking learns.

A folder holds `questions.jsonl` (`id, style, text, notes`), `followups.jsonl` (`id, turns, type, notes`) and
`unanswerable.jsonl` (`id, category, text`); `notes` are the ids of the notes that answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question and the notes that answer it; none for an unanswerable one. `style` is how, or about what, it is."""

    id: str
    style: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Two turns of a conversation and the notes that answer the second; `type` is `refine` or `new`."""

    id: str
    turns: tuple[str, str]
    type: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """All labelled questions of a folder."""

    questions: tuple[GoldenQuestion, ...]
    followups: tuple[FollowUp, ...]
    unanswerable: tuple[GoldenQuestion, ...]

    @classmethod
    def load(cls, folder: Path) -> GoldenSet:
        """Reads the three files; raises EvaluationError with file and line."""
        return cls(
            questions=tuple(
                GoldenQuestion(row["id"], row["style"], row["text"], tuple(row["notes"]))
                for row in read_jsonl(folder / "questions.jsonl", "id", "style", "text", "notes")
            ),
            followups=tuple(
                FollowUp(row["id"], (row["turns"][0], row["turns"][1]), row["type"], tuple(row["notes"]))
                for row in read_jsonl(folder / "followups.jsonl", "id", "turns", "type", "notes")
            ),
            unanswerable=tuple(
                GoldenQuestion(row["id"], row["category"], row["text"])
                for row in read_jsonl(folder / "unanswerable.jsonl", "id", "category", "text")
            ),
        )


def read_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file that are not blank, with their numbers; raises EvaluationError."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")  # not splitlines: JSON may hold U+2028 and U+0085
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read ({error})") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def read_jsonl(file: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file that must hold these keys; raises EvaluationError with file and line."""
    for number, line in read_lines(file):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{file}:{number}: not JSON ({error})") from error
        if not isinstance(record, dict) or any(name not in record for name in needed):
            raise EvaluationError(f"{file}:{number}: expected an object with {', '.join(needed)}")
        yield record
