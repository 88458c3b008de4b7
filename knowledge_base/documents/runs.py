"""A line's words with what they look like -> Markdown: bold words, links, and signs that are only characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge_base.marks import escaped


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike: `address` is where they lead to, or empty; words that lead somewhere are not bold."""

    words: str
    bold: bool = False
    address: str = ""


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line that says something, with single spaces alone."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.words.split("\n")
        lines[-1].append(Run(first, run.bold, run.address))
        lines += [[Run(words, run.bold, run.address)] for words in others]
    return [line for line in map(_spaced, lines) if line]


def _spaced(runs: Sequence[Run]) -> list[Run]:
    """A line's runs, alike ones joined and white space between them in runs of its own."""
    found: list[Run] = []
    alike = groupby(runs, lambda run: (run.bold, run.address))
    for (bold, address), group in alike:
        words = "".join(run.words for run in group)
        if found and words[:1].isspace():
            found.append(Run(" "))
        if words.strip():
            found.append(Run(" ".join(words.split()), bold, address))
        if words.strip() and words[-1].isspace():
            found.append(Run(" "))
    kept = [
        run for run, before in zip(found, [Run(" "), *found], strict=False) if run.words != " " or before.words != " "
    ]
    return kept[:-1] if kept and kept[-1].words == " " else kept


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.words for run in runs)


def is_bold(runs: Sequence[Run]) -> bool:
    """Whether all of a line is bold."""
    return bool(runs) and all(run.bold or run.words == " " for run in runs)


def markdown(runs: Sequence[Run], *, bold: bool = True) -> str:
    """The runs in Markdown; without `bold`, links alone."""
    out = ""
    ends = [_first(run) for run in runs[1:]] + [""]
    for run, after in zip(runs, ends, strict=True):
        before = out[-1:]
        if run.address:
            label = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", escaped(run.words, "[", "]"))
            out += f"[{label}]({run.address})"
        else:
            mark = "**" if bold and run.bold and _stands_apart(run.words, before, after) else ""
            out += f"{mark}{escaped(run.words, mark[:1] or before, mark[:1] or after)}{mark}"
        if after == "[" and out.endswith("!"):
            out = f"{out[:-1]}\\!"  # before a link it would make a picture of it
    return out


def _first(run: Run) -> str:
    return "[" if run.address else run.words[:1]


def _stands_apart(words: str, before: str, after: str) -> bool:
    """Whether Markdown takes stars around these words for marks, beside what stands before and after them."""
    opens = words[0].isalnum() or not before.strip()
    closes = words[-1].isalnum() or not after.strip()
    return opens and closes
