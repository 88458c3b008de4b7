"""CONTACTS: what is masked in the text of a caught draft, told to its author; an office's own contacts can be shown."""

from __future__ import annotations

from typing import Any

from bot.proposal import propose
from bot.replies import documents as words
from bot.replies import write as write_words
from knowledge_base.draft import Draft
from knowledge_base.identifiers import CONTACTS, Kind
from knowledge_base.masking import masked


def personal_in(markdown: str, body: str) -> dict[str, Any]:
    """What a draft keeps of a text in which something was masked: `body`, and `other` with contacts as they were."""
    if masked(markdown) == markdown:
        return {}
    return {"personal": {"body": body, "other": propose(masked(markdown, CONTACTS)).body, "open": False}}


def personal_told(draft: Draft) -> str:
    """What is masked in a draft's text, and what everybody will read; empty for a text that holds nothing personal."""
    if not draft.record.get("personal"):
        return ""
    body = str(draft.record.get("body", ""))
    hidden = ", ".join(kind.strip("[]") for kind in Kind if kind in body)
    told = [write_words.PERSONAL_MASKED.format(kinds=hidden)] if hidden else []
    if turns(draft) and draft.record["personal"]["open"]:
        shown = draft.record["personal"]["other"]
        kinds = ", ".join(kind.strip("[]") for kind in Kind if shown.count(kind) > body.count(kind))
        told.append(words.PERSONAL_OPEN.format(counts=kinds))
    return "\n".join(told)


def turns(draft: Draft) -> str:
    """What the button is called that shows contacts or masks them again; empty where there is nothing to turn."""
    personal = draft.record.get("personal") or {}
    if not personal or personal["body"] == personal["other"] or personal["body"] != draft.record.get("body"):
        return ""
    return words.BUTTON_MASK if personal["open"] else words.BUTTON_BARE


def turned(draft: Draft) -> dict[str, Any]:
    """The fields of a draft whose contacts are shown, or masked again."""
    personal = draft.record["personal"]
    other = {"body": personal["other"], "other": personal["body"], "open": not personal["open"]}
    return {"body": personal["other"], "personal": other}
