"""How much of what is personal is masked, and how much else: `python -m benchmarks.masking`.

Over tests/masking_cases.tsv, written by hand: texts as people type them, each as it should read once it is masked. What
counts is each masked place, from its first to its last character, with its kind. A known miss stays in the table.
"""

from __future__ import annotations

import csv
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from knowledge_base.identifiers import Kind
from knowledge_base.masking import masked

CASES = Path(__file__).resolve().parent.parent / "tests" / "masking_cases.tsv"
MARK = re.compile("|".join(re.escape(kind) for kind in Kind))
Span = tuple[int, int, str]
"""First character, the one behind the last, and the mark."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and how it reads once it is masked."""

    kind: str
    text: str
    masked: str

    @property
    def is_personal(self) -> bool:
        """Whether there is anything to mask."""
        return self.text != self.masked

    @property
    def expected(self) -> set[Span]:
        """The places that must be masked."""
        return spans_of(self.text, self.masked)

    @property
    def found(self) -> set[Span]:
        """The places that are masked."""
        return spans_of(self.text, masked(self.text))


@dataclass(frozen=True, slots=True)
class Quality:
    """How many places are masked, should be, and both. `covered` ones should be and lie in masked ones of any kind."""

    found: int
    expected: int
    right: int
    covered: int

    @property
    def precision(self) -> float:
        """Share of the masked places that are exactly as they should be."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the places to mask that are masked exactly."""
        return self.right / self.expected if self.expected else 1.0


def cases_of(path: Path) -> list[Case]:
    """The cases of a table: kind, text, masked text; a backslash and an n in them are the end of a line."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        broken = ({name: value.replace("\\n", "\n") for name, value in row.items()} for row in rows)
        return [Case(row["kind"], row["text"], row["masked"]) for row in broken]


def spans_of(text: str, without: str) -> set[Span]:
    """Where the marks of a masked text stand in the text that it was made of."""
    marks = MARK.findall(without)
    pattern = "(.+?)".join(re.escape(part) for part in MARK.split(without))
    found = re.fullmatch(pattern, text, re.DOTALL)
    if found is None:
        raise ValueError(f"{without!r} is not {text!r} with something masked")
    return {(*found.span(number), mark) for number, mark in enumerate(marks, 1)}


def quality_of(cases: Iterable[Case]) -> Quality:
    """The quality over some cases, by their masked places."""
    found = expected = right = covered = 0
    for case in cases:
        is_found, is_expected = case.found, case.expected
        found += len(is_found)
        expected += len(is_expected)
        right += len(is_found & is_expected)
        covered += sum(any(a <= start and end <= b for a, b, _ in is_found) for start, end, _ in is_expected)
    return Quality(found, expected, right, covered)


@click.command()
def main() -> None:
    """Prints precision and recall, by kind and together, and every case that is not masked as it should be."""
    cases = cases_of(CASES)
    by_kind: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    print(f"{len(cases)} cases, {sum(case.is_personal for case in cases)} of them with something to mask")
    for kind, group in [*by_kind.items(), ("all", cases)]:
        quality = quality_of(group)
        shares = f"precision {quality.precision:.3f}, recall {quality.recall:.3f}"
        print(f"{kind:18} {len(group):4} cases, {quality.expected:4} places: {shares}, covered {quality.covered}")
    started = time.perf_counter()
    for case in cases:
        masked(case.text)
    print(f"{1000 * (time.perf_counter() - started) / len(cases):.3f} ms a text")
    for case in cases:
        if masked(case.text) != case.masked:
            print(f"missed: {case.text}\n  gives {masked(case.text)}")


if __name__ == "__main__":
    main()
