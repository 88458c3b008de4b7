"""The head of a letter: number and addressees. It says nothing by itself, so it stands above the first text."""

from __future__ import annotations

import re
from collections.abc import Sequence

Section = tuple[str, str]
"""A heading and what stands below it."""
ADDRESSEE = re.compile(r"^\W*(?:Kepada\b|Yth\b)", re.MULTILINE)
SENTENCE = re.compile(r"\S.{80,}|.*\w{3,}(?:\s+\S+){5,}[.:;!?]\s*$")
"""A line that says more than an address does."""


def with_addressees_below(sections: Sequence[Section]) -> list[Section]:
    """The sections; a first one that holds addressees alone stands above the text of the next."""
    held = [(heading, body) for heading, body in sections if heading or any(map(str.isalnum, body))]
    if len(held) < 2 or held[0][0] or not _only_addresses(held[0][1]):
        return list(sections)
    (_, head), (heading, body), *others = held
    return [(heading, f"{head.strip()}\n\n{body.strip()}"), *others]


def _only_addresses(text: str) -> bool:
    return ADDRESSEE.search(text) is not None and not any(map(SENTENCE.match, text.split("\n")))
