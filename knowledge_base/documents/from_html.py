"""Bytes of an HTML page -> Markdown of what a reader sees. The only importer of selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge_base.documents.from_text import text_of
from knowledge_base.documents.nesting import is_cheap
from knowledge_base.documents.runs import Run, is_bold, lines_of, markdown, plain
from knowledge_base.documents.spans import Spanning, placed, rows_of
from knowledge_base.errors import DocumentError
from knowledge_base.marks import escaped, safe_address
from knowledge_base.note import CONTROL

UNREAD = frozenset(
    "head script style noscript template nav footer aside form button select option input textarea svg math iframe "
    "frame frameset object embed applet canvas audio video map dialog menu".split()
)
BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure "
    "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul caption".split()
)
HEADING = re.compile(r"h[1-6]")
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
FAKE_HEADING = re.compile(r"[^*]{2,100}[^*.:;,]")
"""A paragraph in bold that heads what follows, where there are no headings."""
DEEPEST_LIST = 6
"""Lists inside each other that are still shown so."""
STRONG = ("b", "strong")
DEFINITIONS = re.compile(r"<!doctype[^<>\[]{0,500}\[[^\]]*\]\s*>", re.IGNORECASE)
"""A document type with definitions of its own, at whose first one the parser would stop."""


MHTML = re.compile(
    r"\s*[A-Za-z][\w-]*:.{0,4000}?^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
"""Headers as of a letter, before any element."""


def markdown_of(content: bytes, name: str) -> str:
    """Headings, paragraphs, lists and rows of tables, parted by blank lines; raises DocumentError for what is no text.

    Scripts, styles, forms, menus and hidden parts are left out. Bold words and links for the web stay what
    they are; of any other link its words stay.
    """
    page = DEFINITIONS.sub("", text_of(content, name, declares=True), count=1)
    if MHTML.match(page):
        raise DocumentError("web_archive", f"{name}: is a web archive (MHTML); save the page as HTML only, or as PDF")
    if not is_cheap(page):
        raise DocumentError("nested", f"{name}: its elements are nested without end; save its text anew")
    tree = LexborHTMLParser(page)
    read = _Page()
    root = tree.css_first("main, [role=main]") or tree.body
    if root is not None:
        read.read(root)
    if not any(block.startswith("#") for block in read.blocks):
        for place, words in read.fakes.items():
            read.blocks[place] = f"## {words}"
    return "\n\n".join(read.blocks)


@dataclass
class _Page:
    """A page while it is read; the tree is walked without recursion, for it may be nested without end."""

    blocks: list[str] = field(default_factory=list)
    fakes: dict[int, str] = field(default_factory=dict)  # blocks in bold that may be headings
    held: list[Run] = field(default_factory=list)
    bold: int = 0
    address: str = ""
    prefix: str = ""
    indents: list[int] = field(default_factory=list)  # of the open items of lists: the width of what marks them
    rows: list[list[Spanning]] = field(default_factory=list)
    cells: list[Spanning] | None = None
    spans: tuple[int, int] = (1, 1)  # of the open cell: how many columns, how many rows
    counts: list[int] = field(default_factory=list)
    preformatted: int = 0

    def read(self, root: LexborNode) -> None:
        """Reads a part of the page."""
        waiting: list[tuple[LexborNode, bool]] = [(root, True)]
        while waiting:
            node, opens = waiting.pop()
            if not opens:
                self.closed(node.tag or "")
            elif node.is_text_node:
                words = node.text_content or ""
                self.hold(words if self.preformatted else re.sub(r"\s+", " ", words))
            elif node.is_element_node and not _is_unread(node):
                self.opened(node)
                waiting.append((node, False))
                waiting += [(child, True) for child in reversed(list(_children(node)))]
        self.flush()

    def hold(self, words: str) -> None:
        """Words come in, in the looks of the elements around them."""
        self.held.append(Run(CONTROL.sub("", words), self.bold > 0 and not self.address, self.address))

    def opened(self, node: LexborNode) -> None:
        """An element begins."""
        tag = node.tag or ""
        self.preformatted += tag == "pre"
        if tag in BLOCKS:
            self.flush()
        if HEADING.fullmatch(tag):
            self.prefix = "#" * min(int(tag[1]), 3) + " "
            self.indents = [0] * len(self.indents)
        elif tag in ("ol", "ul"):
            self.counts.append(_number(node, "start") if tag == "ol" else 0)
        elif tag == "li":
            self.prefix = self.marker()
            self.indents.append(0)
        elif tag in ("td", "th") and self.cells is not None:
            self.held.clear()
            self.spans = (_number(node, "colspan"), _number(node, "rowspan"))
        elif tag == "tr" and not _is_layout(node):
            self.cells = []
        elif tag == "br":
            self.hold("\n")
        elif tag in STRONG:
            self.bold += 1
        elif tag == "a":
            self.address = safe_address(node.attributes.get("href") or "")

    def marker(self) -> str:
        """What stands before an item of the innermost list."""
        if not self.counts or not self.counts[-1]:
            return "- "
        self.counts[-1] += 1
        return f"{self.counts[-1] - 1}. "

    def closed(self, tag: str) -> None:
        """An element ends."""
        if tag in ("td", "th") and self.cells is not None:
            text = " ".join(markdown(line, bold=False) for line in lines_of(self.held))
            self.cells.append((text, *self.spans))
            self.held.clear()
        elif tag == "tr" and self.cells is not None:
            self.rows.append(self.cells)
            self.cells = None
        elif tag == "table" and self.rows and self.cells is None:
            self.blocks += filter(None, ["\n".join(rows_of(placed(self.rows)).values())])
            self.rows.clear()
            self.indents = [0] * len(self.indents)
        elif tag in STRONG:
            self.bold -= 1
        elif tag == "a":
            self.address = ""
        elif tag in BLOCKS:
            self.flush()
        if tag in ("ol", "ul") and self.counts:
            self.counts.pop()
        if tag == "li" and self.indents:
            self.indents.pop()
        self.preformatted -= tag == "pre"

    def flush(self) -> None:
        """What was held becomes a block, or goes on in its cell."""
        if self.cells is not None:
            self.hold(" ")
            return
        lines = lines_of(self.held)
        self.held.clear()
        if not any(plain(line).strip() for line in lines):
            return
        words = " ".join(map(plain, lines))
        if self.prefix.startswith("#"):
            self.blocks.append(self.prefix + escaped(words))
        else:
            if not self.prefix and all(map(is_bold, lines)) and FAKE_HEADING.fullmatch(words):
                self.fakes[len(self.blocks)] = escaped(words)
            indent = " " * sum(self.indents[:DEEPEST_LIST])
            text = "\n".join(markdown(line) for line in lines).replace("\n", f"\n{indent}")
            self.blocks.append(f"{indent}{self.prefix}{text}")
            if self.prefix and self.indents:
                self.indents[-1] = len(self.prefix)
        self.prefix = ""


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _is_unread(node: LexborNode) -> bool:
    attributes = node.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return node.tag in UNREAD or hidden or bool(HIDDEN.search(attributes.get("style") or ""))


def _is_layout(row: LexborNode) -> bool:
    """Whether a row serves to place things on the page: a table or headings stand in it."""
    return row.css_first("table, h1, h2, h3") is not None


def _number(node: LexborNode, name: str) -> int:
    number = node.attributes.get(name) or "1"
    return int(number) if re.fullmatch(r"[1-9]\d{0,3}", number) else 1
