"""MARKS: the signs that Markdown reads in a text, and those that a text only holds."""

from __future__ import annotations

import re

SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
"""What a link in a note may lead to. One of tg:// would act in the app, as by opening a chat with somebody."""
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
SIGN = re.compile(
    r"(?P<begins>^(?:#|>|~(?=~~)|(?P<rule>[=\-*_])(?=(?:\s*(?P=rule))*\s*$)))|"  # a heading, quotation, fence or line
    r"(?P<run>\*+|_+)|"
    r"\\(?=[!-/:-@\[-`{-~])|`|\](?=[(:\[])|<(?=[A-Za-z])|&(?=#|\w+;)",
    re.MULTILINE,
)
"""What Markdown may take for a mark: at a line's start, around words, in links, addresses and entities."""
UNFIT = re.compile(r"[\s()<>\\]")
LONGEST_ADDRESS = 2_000


def escaped(text: str, before: str = "", after: str = "") -> str:
    """Text whose signs mean nothing to Markdown, between two other characters of its line."""
    end = len(before) + len(text)
    whole = f"{before}{text}{after}"
    signs = (found for found in SIGN.finditer(whole) if len(before) <= found.start() < end)
    out, done = [], len(before)
    for found in signs:
        sign = found[0][: end - found.start()]
        out += [whole[done : found.start()], _harmless(found, sign)]
        done = found.start() + len(sign)
    return "".join([*out, whole[done:end]])


def _harmless(found: re.Match[str], sign: str) -> str:
    """A sign behind a backslash, or as it is where Markdown takes it for no mark."""
    if not found["run"]:
        return f"\\{sign}"
    around = found.string[found.start() - 1 : found.start()] if found.start() else ""
    behind = found.string[found.end() : found.end() + 1]
    alone = not around.strip() and not behind.strip()
    within = sign[0] == "_" and around.isalnum() and behind.isalnum()
    return sign if alone or within else "".join(f"\\{each}" for each in sign)


def unescaped(text: str) -> str:
    """The text that `escaped` was given; for what is shown as plain text, such as a title."""
    return ESCAPE.sub(r"\1", text)


def safe_address(address: str) -> str:
    """An address as a link in Markdown may have it; empty for one that a note may not lead to."""
    bare = address.strip()
    if not SAFE_LINK.match(bare) or len(bare) > LONGEST_ADDRESS:
        return ""
    return UNFIT.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), bare)
