"""What changed between two forms of a note, as Telegram HTML: what came is bold, what went is struck through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import replies
from bot.message import escape, fits
from bot.replies import review as say
from knowledge_base.difference import Change, Run, difference
from knowledge_base.note import Note

KEPT_AROUND = 60
"""Characters of unchanged text that are shown on each side of a change."""
RUN_SHOWN = 900
"""Characters of one changed piece that are shown."""


WORDS: Mapping[str, Mapping[str, str]] = {"state": say.STATE, "kind": replies.KIND, "example": say.EXAMPLE}
"""What people read in place of a field's values."""


def changes_html(old: Note, new: Note, head: str = "", titles: Mapping[str, str] | None = None) -> str:
    """Every field that differs, under `head`, as much as one message holds; the rest is an ellipsis.

    `titles` are those of the notes that replace others, by id.
    """
    changes = difference(old, new)
    lines = [head] if head else []
    if not changes:
        return "\n".join([*lines, say.NOTHING_CHANGED])
    for change in changes:
        line = f"<b>{say.FIELD[change.field]}</b>: {_runs_html(_in_words(change, titles or {}))}"
        if not fits("\n".join([*lines, line, "…"])):
            return "\n".join([*lines, "…"])
        lines.append(line)
    return "\n".join(lines)


def _in_words(change: Change, titles: Mapping[str, str]) -> Change:
    """The change with what people read in place of names and ids."""
    known = titles if change.field == "replaced_by" else WORDS.get(change.field)
    if known is None:
        return change
    old, new = (known.get(value, value) for value in (change.old, change.new))
    runs = [Run("removed", old), Run("kept", " → "), Run("added", new)] if old and new else _one_run(old, new)
    return replace(change, old=old, new=new, runs=tuple(runs))


def _one_run(old: str, new: str) -> list[Run]:
    return [Run("removed", old)] if old else [Run("added", new)]


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


def changed_fields(old: Note, new: Note) -> Sequence[str]:
    """The names of the fields that differ, as people call them."""
    return [say.FIELD[change.field].lower() for change in difference(old, new)]
