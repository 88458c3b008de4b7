"""What a page would cost to parse: the parser's time grows with the square of the depth and of a tag's attributes."""

from __future__ import annotations

import re

DEEPEST = 500
"""Elements inside each other, as many as browsers show; pages that people write have some dozens."""
ATTRIBUTES = 500
"""White space in one tag, which parts its attributes; an embedded picture has none."""
TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-zA-Z][^\s<>/]{0,40})(?P<rest>[^<>]*)")
CLOSED_BY_THEMSELVES = frozenset(
    "p li td th tr dt dd option thead tbody tfoot colgroup rt rp html head body "
    "br hr img input meta link col area base wbr source embed param track".split()
)


def is_cheap(page: str) -> bool:
    """Whether neither the nesting nor the attributes of a page's tags keep a parser busy."""
    depth = 0
    for tag in TAG.finditer(page):
        rest = tag["rest"]
        if len(rest) > ATTRIBUTES and len(rest.split()) > ATTRIBUTES:
            return False
        if tag["name"].lower() not in CLOSED_BY_THEMSELVES and not rest.endswith("/"):
            depth = max(0, depth - 1) if tag["ends"] else depth + 1
            if depth > DEEPEST:
                return False
    return True
