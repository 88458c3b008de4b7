"""MARKUP: a note's Markdown as Telegram HTML, and formatted text as the words that show."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.marks import SAFE_LINK

TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?=[:/?#]|$)", re.IGNORECASE)
"""An address, its host as the first group."""
OWN_LINE = re.compile(r"\*{0,2}(?:[a-z][.)]|\d{1,3}[.)]|\(\d{1,3}[a-z]?\))\s")
"""What begins an item of a law's list: a letter, a number, or an ayat."""
RULE = re.compile(r"(?=.*\|)\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
"""The line under the head of a table."""
CELLS = " | "


class _Markdown(MarkdownIt):
    """Reads every link as one, also of javascript:, which would otherwise stand there raw: SAFE_LINK decides."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - whatever it leads to; the library's name
        """Always true."""
        return True


_MARKDOWN = _Markdown("commonmark", {"html": False})


def plain_text(formatted: str) -> str:
    """Telegram HTML as the text that people see."""
    return html.unescape(TAG.sub("", formatted))


def visible_length(formatted: str) -> int:
    """The length of Telegram HTML after parsing, in UTF-16 units."""
    return len(plain_text(formatted).encode("utf-16-le")) // 2


def escape(text: str) -> str:
    """Text for use inside Telegram HTML."""
    return html.escape(text, quote=False)


def to_html(markdown: str) -> str:
    """Markdown as Telegram HTML: lists stay lists, headings become bold lines, unsafe links become their text."""
    named: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(markdown, named)
    return _Renderer(named).render(tokens)


def lines_kept(paragraph: str) -> str:
    """A paragraph's Markdown with its rows of a table, and its items of a list of law, each on a line of its own."""
    lines = paragraph.split("\n")
    rows = [line for line in lines if not RULE.fullmatch(line)]
    table = 0 < len(rows) < len(lines)
    lines, cells = (rows, "|") if table else (lines, CELLS)
    shown = [_row(line) for line in rows] if table else lines
    kept = shown[0]
    for (before, line), following in zip(pairwise(lines), shown[1:], strict=True):
        apart = OWN_LINE.match(line) or cells in before or cells in line
        kept += f"  \n{following}" if apart else f"\n{following}"
    return kept


def _row(line: str) -> str:
    """A row of a table without the strokes around it."""
    return line.strip().removeprefix("|").removesuffix("|").strip() or line


def _truth(shown: str, address: str) -> str:
    """What follows a link that shows the name of another place than it leads to: that place."""
    named, real = ADDRESS.match(shown.strip()), ADDRESS.match(address)
    return f" ({escape(real[1])})" if named and real and named[1].lower() != real[1].lower() else ""


class _Renderer:
    """Walks markdown-it's tokens once; `named` are the addresses that the text gives at its end."""

    def __init__(self, named: dict[str, Any]) -> None:
        self._named = named
        self._out: list[str] = []
        self._lists: list[int | None] = []  # the next number of an ordered list, None for bullets
        self._quotes = 0
        self._heading = False

    def render(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            handle = getattr(self, f"_{token.type}", None)
            if handle:
                handle(token)
        return re.sub(r"\n{3,}", "\n\n", "".join(self._out)).strip()

    def _heading_open(self, _: Token) -> None:
        self._out.append("<b>")
        self._heading = True

    def _heading_close(self, _: Token) -> None:
        self._out.append("</b>\n")
        self._heading = False

    def _paragraph_close(self, token: Token) -> None:
        self._out.append("\n" if token.hidden or self._lists else "\n\n")

    def _bullet_list_open(self, _: Token) -> None:
        self._lists.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._lists.append(int(token.attrs.get("start", 1)))

    def _list_close(self, _: Token) -> None:
        self._lists.pop()
        if not self._lists:
            self._out.append("\n")

    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, _: Token) -> None:
        number = self._lists[-1]
        if number is not None:
            self._lists[-1] = number + 1
        self._out.append("   " * (len(self._lists) - 1) + (f"{number}. " if number is not None else "• "))

    def _list_item_close(self, _: Token) -> None:
        if not self._out[-1].endswith("\n"):  # an item without text
            self._out.append("\n")

    def _blockquote_open(self, _: Token) -> None:
        self._quotes += 1
        if self._quotes == 1:  # Telegram has no quotation inside a quotation
            self._out.append("<blockquote>")

    def _blockquote_close(self, _: Token) -> None:
        self._quotes -= 1
        if self._quotes == 0:
            while self._out[-1].strip("\n") == "":
                self._out.pop()
            self._out[-1] = self._out[-1].rstrip("\n")
            self._out.append("</blockquote>\n")

    def _code_block(self, token: Token) -> None:
        self._out.append(f"<pre>{escape(token.content.rstrip())}</pre>\n" if token.content.strip() else "")

    _fence = _code_block

    def _hr(self, _: Token) -> None:
        self._out.append("———\n\n")

    def _inline(self, token: Token) -> None:
        links: list[bool] = []
        depth = int(self._heading)
        kept = lines_kept(token.content)
        shown = address = ""
        for child in (token if kept == token.content else _MARKDOWN.parseInline(kept, self._named)[0]).children or []:
            depth += child.nesting
            self._out.append(self._inline_html(child, links, styled=depth > 0))
            if child.type == "link_open":
                shown, address = "", str(child.attrs.get("href", ""))
            elif child.type == "link_close":
                self._out.append(_truth(shown, address))
            shown += child.content

    def _inline_html(self, token: Token, links: list[bool], *, styled: bool) -> str:  # noqa: PLR0911 - one a kind
        match token.type:
            case "text":
                return escape(token.content)
            case "softbreak":
                return " "
            case "hardbreak":
                return "\n"
            case "code_inline":
                code = escape(token.content)
                return code if styled else f"<code>{code}</code>"  # Telegram has no code inside bold, italic or links
            case "strong_open" | "strong_close":
                tag = "<b>" if token.nesting == 1 else "</b>"
                return "" if self._heading else tag
            case "em_open":
                return "<i>"
            case "em_close":
                return "</i>"
            case "link_open":
                address = str(token.attrs.get("href", ""))
                links.append(bool(SAFE_LINK.match(address)) and not any(links))
                return f'<a href="{html.escape(address)}">' if links[-1] else ""
            case "link_close":
                return "</a>" if links.pop() else ""
            case _:  # an image is its description
                return escape(token.content)
