"""A document's Markdown -> its sections, each with what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge_base.documents.opening import bare
from knowledge_base.note import HEADING, is_blank

UNDERLINE = re.compile(r"\n(?:=+|-{3,})[ \t]*(?=\n|$)")


def sections_of(text: str, document: str) -> Iterator[tuple[str, str]]:
    """Heading and body of each section; one whose heading stands there twice is named after the one above as well."""
    sections = list(_cut(text))
    counts = Counter(heading.casefold() for _, heading, body in sections if not is_blank(body))
    for above, heading, body in sections:
        is_named = above in ("", document) or counts[heading.casefold()] < 2
        yield heading if is_named or not heading else f"{above}: {heading}", body


def _cut(text: str) -> Iterator[tuple[str, str, str]]:
    """The # above, heading and body of each section of a Markdown text, cut at # and ## outside code."""
    above = heading = ""
    held: list[str] = []
    in_code = False
    for line in UNDERLINE.sub("\n", text).split("\n"):
        in_code ^= line.lstrip().startswith("```")
        found = None if in_code else HEADING.match(line)
        if found and len(found[1]) <= 2:
            yield above if above != heading else "", heading, "\n".join(held)
            heading, held = "" if is_blank(found[2]) else bare(found[2]), []
            above = heading if found[1] == "#" else above
        else:
            held.append(line)
    yield above if above != heading else "", heading, "\n".join(held)
