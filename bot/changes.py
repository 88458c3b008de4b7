"""What changed between two forms of a note, as Telegram HTML: what came is bold, what went is struck through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import replies
from bot.markup import escape, plain_text, to_html
from bot.message import fits, shortened
from bot.replies import review as say
from bot.replies import write as words
from knowledge_base.difference import Change, Run, changed
from knowledge_base.topics import TOPICS
from knowledge_base.uniting import Clash

KEPT_AROUND = 60
"""Characters of unchanged text that are shown on each side of a change."""
RUN_SHOWN = 900
"""Characters of one changed piece that are shown."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "state": say.STATE,
    "kind": replies.KIND,
    "example": say.EXAMPLE,
    "topic": {**TOPICS, "": say.NO_TOPIC},
}
"""What people read in place of a field's values."""
DAYS = frozenset(("checked", "review_by"))
NAMED = frozenset(("replaced_by", "owner"))
"""Fields that hold an id."""
LISTS = frozenset(("questions", "sources", "values", "related"))
ENTRIES_SHOWN = 5
HEADING_MARK = re.compile(r"^#{1,6}(?:[ \t]+|$)", re.MULTILINE)
"""How a heading begins: a sign of Markdown, which nobody reads."""
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def changes_html(changes: Sequence[Change], head: str = "", named: Mapping[str, str] | None = None) -> str:
    """Every change under `head`, as much as one message holds; the rest is an ellipsis.

    `named` are titles of notes and names of people by id.
    """
    lines = [head] if head else []
    if not changes:
        return "\n".join([*lines, say.NOTHING_CHANGED])
    for change in changes:
        line = f"<b>{words.FIELD[change.field]}</b>:{_told(change, named or {})}"
        if not fits("\n".join([*lines, line, "…"])):
            return "\n".join([*lines, "…"])
        lines.append(line)
    return "\n".join(lines)


def clashes_html(clashes: Sequence[Clash]) -> str:
    """What both of two people changed, each in another way; as much as one message holds."""
    lines: list[str] = []
    for clash in clashes:
        head = words.BOTH_CHANGED_FIELD.format(field=words.FIELD[clash.field])
        head = words.BOTH_CHANGED if clash.field == "body" else head
        forms = {"current": clash.current, "mine": clash.mine}
        line = words.BOTH_FORMS.format(**{name: _form(clash.field, text) for name, text in forms.items()})
        fresh = [line] if head in lines else [head, line]
        if not fits("\n\n".join([*lines, *fresh, "…"])):
            return "\n\n".join([*lines, "…"])
        lines += fresh
    return "\n\n".join(lines)


def _form(field: str, text: str) -> str:
    said = _read(text) if field == "body" else _in_word(field, text, {text: text})
    return f"“{escape(shortened(said, RUN_SHOWN))}”" if said else words.TAKEN_OUT


def _told(change: Change, named: Mapping[str, str]) -> str:
    if change.field in LISTS:
        return _entries_html(change, {**named, **words.VALUE_NAMES})
    return f" {_runs_html(_readable(change) if change.field == 'body' else _in_words(change, named))}"


def _entries_html(change: Change, named: Mapping[str, str]) -> str:
    """The entries of a list that came and went, a few of each: words of one are no change of another."""
    old, new = (list(filter(None, text.split("\n"))) for text in (change.old, change.new))
    came, gone = ([each for each in one if each not in other] for one, other in ((new, old), (old, new)))
    lines = [*_signed("+", "b", came, named), *_signed("−", "s", gone, named)]
    return "\n" + "\n".join(lines) if lines else f" {say.ORDER_CHANGED}"


def _signed(sign: str, tag: str, entries: Sequence[str], named: Mapping[str, str]) -> Iterator[str]:
    for each in entries[:ENTRIES_SHOWN]:
        yield f"{sign} <{tag}>{escape(shortened(named.get(each, each), 2 * KEPT_AROUND))}</{tag}>"
    if len(entries) > ENTRIES_SHOWN:
        yield f"{sign} {words.MORE_FAULTS.format(count=len(entries) - ENTRIES_SHOWN)}"


def _readable(change: Change) -> Change:
    """The change of a text as people read it; where only its signs of Markdown changed, those of headings apart."""
    read = changed(change.field, _read(change.old), _read(change.new))
    if read.old != read.new:
        return read
    return replace(change, runs=tuple(replace(run, text=HEADING_MARK.sub("", run.text)) for run in change.runs))


def _read(markdown: str) -> str:
    """A text without the signs of Markdown, a link with its address behind it."""
    return plain_text(LINK.sub(r"\2 (\1)", to_html(markdown)))


def _in_words(change: Change, named: Mapping[str, str]) -> Change:
    """The change with what people read in place of names, days and ids."""
    if change.field not in {*WORDS, *DAYS, *NAMED}:
        return change
    old, new = (_in_word(change.field, value, named) for value in (change.old, change.new))
    gone, came = Run("removed", old), Run("added", new)
    between = (Run("kept", " → "),) if old and new else ()
    return replace(change, runs=tuple(run for run in (gone, *between, came) if run.text))


def _in_word(field: str, value: str, named: Mapping[str, str]) -> str:
    if field in DAYS:
        return replies.day(date.fromisoformat(value))
    return WORDS.get(field, named).get(value, value)


def _runs_html(change: Change) -> str:
    """The runs of a field; the title of a change stands outside of what is counted as long."""
    shown: list[str] = []
    for number, run in enumerate(change.runs):
        shown.append(_run_html(run, first=number == 0, last=number == len(change.runs) - 1))
        if not fits("".join(shown)) or sum(map(len, shown)) > 2 * RUN_SHOWN:
            return "".join([*shown[:-1], "…"]) if number else shown[0]
    return "".join(shown)


def _run_html(run: Run, *, first: bool, last: bool) -> str:
    if run.kind == "kept":
        return escape(_shortened(run.text, first=first, last=last))
    text = run.text if len(run.text) <= RUN_SHOWN else f"{run.text[:RUN_SHOWN]}…"
    tag = "b" if run.kind == "added" else "s"
    return f"<{tag}>{escape(text)}</{tag}>" if text.strip() else text


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """The ends of unchanged text that lie next to a change."""
    before, after = ("" if first else text[:KEPT_AROUND]), ("" if last else text[-KEPT_AROUND:])
    return text if len(text) <= len(before) + len(after) else f"{before}…{after}"
