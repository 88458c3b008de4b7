"""UNREAD: front matter that YAML cannot read, as the fault that it is, so that the advice fits."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

_OPENED = {
    "while parsing a flow sequence": "open-bracket",
    "while parsing a flow mapping": "open-bracket",
    "while scanning a quoted scalar": "open-quote",
}
"""What YAML was reading when it came upon an end that it did not expect, and the fault that this is."""

_PROBLEMS = (
    (re.compile(r"expected ',' or '\]', but got '\?'"), "inline-list"),
    (re.compile(r"found character '\\t'"), "tab"),
    (re.compile(r"sequence entries are not allowed|but found '-'"), "list-without-key"),
    (re.compile(r"could not find expected ':'"), "no-colon"),
    (re.compile(r"expected <block end>, but found '<block"), "indent"),
    (re.compile(r"lists inside lists"), "nested"),
    (re.compile(r"a key stands twice"), "entry-twice"),
)
"""What YAML says of other problems, and the faults that these are."""


def code_of(error: MarkedYAMLError, *, opened: bool) -> tuple[str, bool]:
    """The fault's code, and whether it is where the part began (`opened`: on an earlier line) that YAML gave up in."""
    problem = str(error.problem)
    if (opened or "stream end" in problem) and error.context in _OPENED:
        return _OPENED[error.context], True
    if error.context == "while parsing a block collection":  # a list, and then something that is none of it
        return "list-without-key", True
    return next((code for pattern, code in _PROBLEMS if pattern.search(problem)), "not-yaml"), False
