"""RENEWING: a message that was edited after it became a note: known by what was taken of it, and taken over anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.recent import Seen
from knowledge_base.draft import Draft
from knowledge_base.note import Note, text_hash


def taken(seen: Sequence[Seen], record: dict[str, Any]) -> dict[str, Any]:
    """What a draft's origin keeps of the messages that it is made of, and of the title proposed for it."""
    texts = {str(each.id): text_hash(each.text) for each in seen}
    return {"messages": [each.id for each in seen], "texts": texts, "proposed": record["title"]}


def is_edited(before: Draft, seen: Sequence[Seen]) -> bool:
    """Whether a message says something else than when the draft was made of it."""
    texts = before.origin.get("texts", {})
    return any(texts.get(str(each.id), now) != now for each in seen for now in [text_hash(each.text)])


def renewal(
    note: Note, before: Draft, record: dict[str, Any], place: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changes in the note that a draft became, and where the words stand: `record` and `place` are those of now.

    Who answered for their name is not asked again.
    """
    old, new = str(before.record["body"]), str(record["body"])
    whole = {*before.origin["messages"]} <= {*place["messages"]}  # else only some of its words came again
    body = note.body.replace(old, new, 1) if whole and old in note.body else f"{note.body}\n\n{new}"
    title = {"title": record["title"]} if note.title == before.origin.get("proposed") else {}
    both = sorted({*before.origin["messages"], *place["messages"]})
    texts = {**before.origin["texts"], **place["texts"]}
    answers = before.origin.get("answers", {})
    return {**title, "body": body}, {**place, "messages": both, "texts": texts, "answers": answers}
