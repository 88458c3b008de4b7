"""What a build did, as admins read it."""

from __future__ import annotations

from typing import Any

from bot.markup import escape
from bot.replies import rebuild as words

SHOWN = 10
"""Faults and conflicts that are listed."""
SHOWN_LENGTH = 300


def summary(report: dict[str, Any]) -> str:
    """What changed, and what needs attention, as HTML; `report` is that of indexer/worker.py."""
    manifest, sync = report["manifest"], report["sync"]
    from_files = len(sync["added"]) + len(sync["changed"]) + len(sync["archived"])
    template = words.DONE if report["changed"] else words.SAME
    parts = [
        template.format(
            notes=_number(manifest["notes"]),
            passages=_number(manifest["passages"]),
            changed=_number(report["differing"]),
            seconds=f"{report['seconds']:.1f}".replace(".", ","),
        )
    ]
    if from_files:
        counts = {name: len(sync[name]) for name in ("added", "changed", "archived")}
        parts.append(words.CHANGES.format(**counts))
    found = [*sync["conflicts"], *sync["faults"]]
    if found:
        parts += [words.ATTENTION.format(count=len(found)), *(_fault(fault) for fault in found[:SHOWN])]
    if len(found) > SHOWN:
        parts.append(words.AND_MORE.format(count=len(found) - SHOWN))
    return "\n".join(parts)


def comparison(report: dict[str, Any]) -> str:
    """Both models on the golden questions, as HTML; or that there are none here."""
    manifest = report["manifest"]
    if "comparison" not in report:
        return words.COMPARED_WITHOUT.format(
            notes=_number(manifest["notes"]),
        )
    old, new = report["comparison"]
    width = max(map(len, words.ROWS.values()))
    lines = [f"{words.ROW_HEAD:<{width}}  {words.ROW_OLD:>6}  {words.ROW_NEW:>6}"]
    lines += [f"{label:<{width}}  {_share(old[key])}  {_share(new[key])}" for key, label in words.ROWS.items()]
    return words.COMPARED.format(table=escape("\n".join(lines)))


def _fault(fault: dict[str, Any]) -> str:
    message = (fault["pesan"] or fault["message"])[:SHOWN_LENGTH]
    return escape(words.ATTENTION_LINE.format(file=fault["file"], line=fault["line"], message=message))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _share(value: float) -> str:
    return f"{100 * value:5.1f}%".replace(".", ",")
