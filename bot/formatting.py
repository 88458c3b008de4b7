"""Telegram's formatting -> Markdown: bold, italic, code, links, quotations and lists stay what they are.

Lists, headings, links and **bold** that people write by hand stay too; other stars and underscores are only characters
("3*5000*2", "__init__.py"). A link that is not for the web becomes its text, invisible control and text-direction
characters are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.markup import plain_text, to_html
from knowledge_base.note import CONTROL

LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
BULLET = re.compile(r"^(\s*)[•●▪◦–—]\s+")
BLOCK = re.compile(r"\s*(?:$|#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|>|\||```)")
"""A line that begins a block of its own."""
QUOTE = re.compile(r"\s*>")
UNBROKEN = re.compile(r"\s*(?:$|#{1,6}\s|>|```)")
"""A line that no other goes on from."""
WRITTEN_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?(?!https?://|mailto:)[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)", re.IGNORECASE
)
KEPT = re.compile(r"https?://[^\s<>]+|mailto:[^\s<>]+|(?<=\])\(https?://[^()\s]*\)|`[^`\n]+`", re.IGNORECASE)
"""Addresses and code: marks mean nothing there."""
AUTOLINK = re.compile(r"<((?!https?:|mailto:)[a-z][a-z0-9+.-]{1,31}:[^<>\s]*)>", re.IGNORECASE)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?!https?://|mailto:)\S*.*$", re.IGNORECASE | re.MULTILINE)
FENCE = "```"
BOLD_BY_HAND = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*\*(?![\w*])")
DELIMITERS = re.compile(r"\*+|_+|\\(?=[!-/:-@\[-`{-~])")
"""What Markdown may take for a mark, if no white space stands around it."""
RULE = re.compile(r"(\s*)(?:>[>\s]*)?(?P<rule>=+|-+|([-*_])\s*(?:\3\s*){2,})\s*$")
"""A line of dashes, stars or equals signs: Markdown makes a heading of what stands above it, or draws a line."""
MARKS = {"bold": "**", "italic": "_", "code": "`"}
QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of formatted text as Telegram tells it: offset and length count UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str = ""


def to_markdown(text: str, spans: Iterable[Span] = ()) -> str:
    """The text as Markdown."""
    kinds = _kinds_of_characters(text, spans)
    lines = []
    start = 0
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(FENCE)
        own = kinds[start : start + len(line)]
        lines.append(_line(line, own, list(line) if fenced else _characters(line, own)))
        start += len(line) + 1
    return _safe("\n".join(_broken(_fenced(lines)))).strip()


def _kinds_of_characters(text: str, spans: Iterable[Span]) -> list[tuple[str, ...]]:
    """For each character what it is formatted as: links first, then in the order of MARKS."""
    places = _places(text)
    found: list[set[str]] = [set() for _ in text]
    for span in spans:
        url = span.url.replace("(", "%28").replace(")", "%29")
        kind = f"({url})" if span.kind == "text_link" and LINK.fullmatch(url) else span.kind
        start, end = (places.get(unit, len(text)) for unit in (span.offset, span.offset + span.length))
        for place in range(start, end):
            found[place].add(kind)
    return [tuple(sorted(kinds, key=_rank)) for kinds in found]


def _rank(kind: str) -> tuple[int, str]:
    return (-1 if kind.startswith("(") else list(MARKS).index(kind) if kind in MARKS else len(MARKS), kind)


def _places(text: str) -> dict[int, int]:
    """Where each UTF-16 offset is in the text."""
    places, units = {}, 0
    for place, character in enumerate(text):
        places[units] = place
        units += 2 if ord(character) > 0xFFFF else 1
    places[units] = len(text)
    return places


def _characters(line: str, kinds: Sequence[tuple[str, ...]]) -> list[str]:
    """A line's characters in Markdown: what it would take for marks that nobody meant stands behind a backslash."""
    kept = [found.span() for found in KEPT.finditer(line)]
    kept += [(place, place + 1) for place, own in enumerate(kinds) if "code" in own]
    for found in BOLD_BY_HAND.finditer(line):
        kept += [(found.start(), found.start() + 2), (found.end() - 2, found.end())]
    free = [True] * len(line)
    for start, end in kept:
        free[start:end] = [False] * (end - start)
    characters = list(line)
    for found in DELIMITERS.finditer(line):
        start, end = found.span()
        before, after = line[start - 1 : start], line[end : end + 1]
        alone = (not before or before.isspace()) and (not after or after.isspace())
        within = found[0][0] == "_" and before.isalnum() and after.isalnum()
        if not (alone or within):
            characters[start:end] = [f"\\{each}" if free[start + n] else each for n, each in enumerate(found[0])]
    ruled = RULE.match(line)
    if ruled and all(free):
        characters[: ruled.end(1)] = [""] * ruled.end(1)  # behind so much white space it might become code
        characters[ruled.start("rule")] = f"\\{ruled['rule'][0]}"
    return characters


def _line(line: str, kinds: Sequence[tuple[str, ...]], characters: Sequence[str]) -> tuple[str, bool]:
    """A line in Markdown, and whether it is code; formatting that Markdown would misread there is left out."""
    every = {kind for own in kinds for kind in own}
    if "pre" in every:
        return line, True
    bare = BULLET.sub(r"\1- ", CONTROL.sub("", "".join(characters)))
    marked = BULLET.sub(r"\1- ", CONTROL.sub("", _marked(line, kinds, characters)))
    made = marked if plain_text(to_html(marked)) == plain_text(to_html(bare)) else bare
    return (f"> {made}" if every & {*QUOTES} else made), False


def _marked(line: str, kinds: Sequence[tuple[str, ...]], characters: Sequence[str]) -> str:
    """A line with marks around what is formatted; white space at the ends of formatted words stands outside."""
    wanted = _within_words(line, [tuple(kind for kind in own if kind in MARKS or kind[:1] == "(") for own in kinds])
    out: list[str] = []
    opened: tuple[str, ...] = ()
    for character, target in zip(characters, wanted, strict=True):
        shared = len(_shared(opened, target))
        out += [_close(kind) for kind in reversed(opened[shared:])]
        out += [_open(kind) for kind in target[shared:]]
        out.append(character)
        opened = target
    return "".join([*out, *(_close(kind) for kind in reversed(opened))])


def _within_words(line: str, wanted: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The kinds of each character; white space has only what the words on both its sides share."""
    before: list[tuple[str, ...]] = []
    for character, kinds in zip(line, wanted, strict=True):
        before.append((before[-1] if before else ()) if character.isspace() else kinds)
    after: tuple[str, ...] = ()
    found = list(before)
    for place in range(len(line) - 1, -1, -1):
        if line[place].isspace():
            found[place] = _shared(before[place], after)
        else:
            after = wanted[place]
    return found


def _shared(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """What two lists begin with alike."""
    length = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return tuple(left[:length])


def _open(kind: str) -> str:
    return MARKS.get(kind, "[")


def _close(kind: str) -> str:
    return MARKS.get(kind, f"]{kind}")


def _fenced(lines: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """The lines, with fences around those that are code."""
    inside = False
    for line, code in lines:
        if code != inside and not line.lstrip().startswith(FENCE):
            yield FENCE
            inside = code
        yield line
    if inside:
        yield FENCE


def _broken(lines: Iterable[str]) -> Iterator[str]:
    """A line that the next one would go on from ends in two spaces, so that the break stays; a quotation ends."""
    held = list(lines)
    code = False
    for line, following in zip(held, [*held[1:], ""], strict=True):
        code ^= line.lstrip().startswith(FENCE)
        goes_on = not (code or BLOCK.match(following) or UNBROKEN.match(line))
        yield f"{line.rstrip()}  " if goes_on else line
        if not code and QUOTE.match(line) and not BLOCK.match(following):
            yield ""


def _safe(markdown: str) -> str:
    """The Markdown without links to anything but the web."""
    return DEFINITION.sub("", AUTOLINK.sub(r"\1", WRITTEN_LINK.sub(r"\1", markdown)))
